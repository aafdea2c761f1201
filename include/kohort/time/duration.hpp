// Lengths of time as definitions state them: "12 months", "27 weeks".
#pragma once

#include <kohort/time/day.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kohort {

enum class duration_unit : std::uint8_t { day, week, month, year };

/// A number of calendar units. As a step from a day, months and years follow `add_months`: "at least 12 months" on the
/// day T means `add(start, {12, duration_unit::month}) <= T`.
struct duration {
    int count;
    duration_unit unit;
    friend constexpr bool operator==(duration, duration) noexcept = default;
};

/// A measured length is always a number of days. Where it has to be *given in months* (a mean of 7.1 months), it is
/// days x 16/487, exactly: 487 days are 16 months, an average month of 30.4375 days.
inline constexpr int months_per_day_numerator = 16;
inline constexpr int months_per_day_denominator = 487;

/// The day so long after `d`.
[[nodiscard]] constexpr day add(day d, duration length) noexcept {
    switch (length.unit) {
    case duration_unit::day:
        return d + length.count;
    case duration_unit::week:
        return d + 7 * length.count;
    case duration_unit::month:
        return add_months(d, length.count);
    case duration_unit::year:
        return add_years(d, length.count);
    }
    return d;
}

/// The day so long before `d`. Months are clipped on the way back too: 31 March - 1 month = 28 or 29 February.
[[nodiscard]] constexpr day subtract(day d, duration length) noexcept { return add(d, {-length.count, length.unit}); }

/// Reads what `to_string` writes, counts from 0 to 99 999: "1 month", "12 months", "0 days". Nothing for any other
/// text.
[[nodiscard]] std::optional<duration> parse_duration(std::string_view text);

/// The count and the unit, in the plural unless the count is 1: "12 months", "1 year".
[[nodiscard]] std::string to_string(duration length);

} // namespace kohort
