// How a file writes its days, and the parser that reads them: once per cell of every date column.
#pragma once

#include <kohort/time/day.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace kohort {

/// The forms of a date column.
enum class date_format : std::uint8_t {
    iso,       ///< YYYY-MM-DD
    compact,   ///< YYYYMMDD
    year_month ///< YYYY-MM
};

/// The name in a schema: "YYYY-MM-DD", "YYYYMMDD" or "YYYY-MM".
[[nodiscard]] std::string_view name_of(date_format format) noexcept;
/// Inverse of `name_of`.
[[nodiscard]] std::optional<date_format> parse_date_format(std::string_view text) noexcept;

namespace detail {

/// Reads decimal digits and remembers whether all of them were digits.
struct digit_reader {
    bool only_digits = true;

    constexpr unsigned digit(char character) noexcept {
        const auto value = static_cast<unsigned>(static_cast<unsigned char>(character)) - '0';
        if (value > 9) only_digits = false;
        return value;
    }
    constexpr unsigned pair(const char* at) noexcept { return 10 * digit(at[0]) + digit(at[1]); }
    constexpr unsigned year(const char* at) noexcept { return 100 * pair(at) + pair(at + 2); }
};

} // namespace detail

/// Reads the characters [first, last) as a day into `out`; false, leaving `out` alone, when they are not exactly one
/// existing day of the years 1 to 9999 in this format. A month alone means its first day, or its last when it is read
/// `as_exit`. Does not allocate; a few nanoseconds.
[[nodiscard]] constexpr bool parse_day(const char* first, const char* last, date_format format, bool as_exit,
                                       day& out) noexcept {
    const bool dashed = format != date_format::compact;
    const std::ptrdiff_t length = format == date_format::iso ? 10 : dashed ? 7 : 8;
    if (last - first != length || (dashed && first[4] != '-')) return false;

    detail::digit_reader digits;
    const auto year = static_cast<int>(digits.year(first));
    const auto month = digits.pair(first + (dashed ? 5 : 4));
    if (format == date_format::year_month) {
        if (!digits.only_digits || !is_valid(civil_date{year, month, 1})) return false;
        out = from_civil({year, month, as_exit ? days_in_month(year, month) : 1});
        return true;
    }
    if (dashed && first[7] != '-') return false;
    const civil_date date{year, month, digits.pair(last - 2)};
    if (!digits.only_digits || !is_valid(date)) return false;
    out = from_civil(date);
    return true;
}

} // namespace kohort
