// Days as numbers, the civil and the ISO week calendar, and the arithmetic of months and birthdays.
#pragma once

#include <cassert>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kohort {

/// A day of the Gregorian calendar (extended to all years), counted from 1970-01-01 = 0. No time of day, no time zone.
///
/// Texts know the years 1 to 9999. The arithmetic is exact for 500 000 years to either side, so that no sum of a day
/// and a duration needs a check. Everything here is O(1).
class day {
  public:
    constexpr day() noexcept = default;
    constexpr explicit day(std::int32_t count) noexcept : count_(count) {}

    /// Days since 1970-01-01; negative before.
    [[nodiscard]] constexpr std::int32_t count() const noexcept { return count_; }

    constexpr day& operator++() noexcept { return ++count_, *this; }
    [[nodiscard]] friend constexpr day operator+(day d, std::int32_t days) noexcept { return day(d.count_ + days); }
    [[nodiscard]] friend constexpr day operator-(day d, std::int32_t days) noexcept { return day(d.count_ - days); }
    [[nodiscard]] friend constexpr std::int32_t operator-(day to, day from) noexcept { return to.count_ - from.count_; }
    friend constexpr auto operator<=>(day, day) noexcept = default;

  private:
    std::int32_t count_ = 0;
};

/// A day as people write it: year, month 1..12, day of the month 1..31.
struct civil_date {
    int year;
    unsigned month;
    unsigned day;
    friend constexpr bool operator==(civil_date, civil_date) noexcept = default;
};

/// A day by ISO 8601 weeks: weeks begin on Monday, and a week belongs to the year in which its Thursday lies.
struct iso_week_date {
    int year;
    unsigned week;    ///< 1..52 or 53
    unsigned weekday; ///< 1 = Monday .. 7 = Sunday
    friend constexpr bool operator==(iso_week_date, iso_week_date) noexcept = default;
};

inline constexpr int first_supported_year = 1;   ///< of the years that texts can hold
inline constexpr int last_supported_year = 9999; ///< of the years that texts can hold

namespace detail {

// The calendar repeats every 146 097 days = 400 years. Counting from 1 March of the year -500 000 keeps every number
// unsigned and puts the leap day at the end of its year, where it disturbs no month.
inline constexpr std::uint32_t shifted_years = 500'000;
inline constexpr std::uint32_t shifted_days = shifted_years / 400 * 146'097 + 719'468; // up to 1970-01-01

/// Days from 1 March to the first day of a month, 0 = March .. 11 = February: months of 31, 30, 31, 30, 31 repeat.
[[nodiscard]] constexpr std::uint32_t days_before_month(std::uint32_t month) noexcept { return (153 * month + 2) / 5; }

/// Quotient rounded down; `divisor` > 0.
[[nodiscard]] constexpr std::int32_t floor_divide(std::int32_t value, std::int32_t divisor) noexcept {
    return value / divisor - (value % divisor < 0);
}

} // namespace detail

[[nodiscard]] constexpr bool is_leap_year(int year) noexcept {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/// Length of a month, `month` 1..12.
[[nodiscard]] constexpr unsigned days_in_month(int year, unsigned month) noexcept {
    if (month == 2) return is_leap_year(year) ? 29 : 28;
    return 30 + (month + month / 8) % 2; // 31 and 30 take turns, and start afresh in August
}

/// Whether there is such a day in the years 1 to 9999.
[[nodiscard]] constexpr bool is_valid(civil_date date) noexcept {
    const bool in_some_month = date.year >= first_supported_year && date.year <= last_supported_year &&
                               date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= 31;
    return in_some_month && (date.day <= 28 || date.day <= days_in_month(date.year, date.month));
}

/// The day with this date. `month` must be 1..12; days past the end of the month run on into the next: 30 February is
/// 1 March in a leap year and 2 March in others.
[[nodiscard]] constexpr day from_civil(civil_date date) noexcept {
    assert(date.month >= 1 && date.month <= 12);
    const unsigned before_march = date.month < 3;
    const auto year = static_cast<std::uint32_t>(date.year) + detail::shifted_years - before_march;
    const auto century = year / 100;
    const auto month = date.month + 12 * before_march - 3;
    const auto days = 365 * year + year / 4 - century + century / 4 + detail::days_before_month(month) + date.day - 1;
    return day(static_cast<std::int32_t>(days - detail::shifted_days));
}

/// Inverse of `from_civil`. In quarter days an average century has 146 097 and an average year of it 1461, so the year
/// needs no correction for leap days.
[[nodiscard]] constexpr civil_date to_civil(day d) noexcept {
    const auto quarters = 4 * (static_cast<std::uint32_t>(d.count()) + detail::shifted_days) + 3;
    const auto century = quarters / 146'097;
    const auto quarters_of_century = quarters % 146'097 | 3;
    const auto day_of_year = quarters_of_century % 1461 / 4;
    const auto month = (5 * day_of_year + 2) / 153;
    const unsigned after_december = month >= 10;
    const auto year = 100 * century + quarters_of_century / 1461 + after_december;
    return {static_cast<int>(year - detail::shifted_years), month + 3 - 12 * after_december,
            day_of_year - detail::days_before_month(month) + 1};
}

/// 1 = Monday .. 7 = Sunday.
[[nodiscard]] constexpr unsigned iso_weekday(day d) noexcept {
    return (static_cast<std::uint32_t>(d.count()) + detail::shifted_days + 2) % 7 + 1; // counted from a Wednesday
}

/// The Monday of week 1, the week of 4 January.
[[nodiscard]] constexpr day first_day_of_iso_year(int year) noexcept {
    const auto in_first_week = from_civil({year, 1, 4});
    return in_first_week - static_cast<std::int32_t>(iso_weekday(in_first_week) - 1);
}

/// 52 or 53.
[[nodiscard]] constexpr unsigned weeks_in_iso_year(int year) noexcept {
    return static_cast<unsigned>(first_day_of_iso_year(year + 1) - first_day_of_iso_year(year)) / 7;
}

/// Whether there is such a day in the ISO years 1 to 9999.
[[nodiscard]] constexpr bool is_valid(iso_week_date date) noexcept {
    return date.year >= first_supported_year && date.year <= last_supported_year && date.week >= 1 &&
           date.week <= weeks_in_iso_year(date.year) && date.weekday >= 1 && date.weekday <= 7;
}

[[nodiscard]] constexpr iso_week_date to_iso_week(day d) noexcept {
    const auto weekday = iso_weekday(d);
    const auto year = to_civil(d + (4 - static_cast<std::int32_t>(weekday))).year;
    return {year, static_cast<unsigned>(d - first_day_of_iso_year(year)) / 7 + 1, weekday};
}

/// Inverse of `to_iso_week`.
[[nodiscard]] constexpr day from_iso_week(iso_week_date date) noexcept {
    return first_day_of_iso_year(date.year) + static_cast<std::int32_t>(7 * date.week + date.weekday - 8);
}

/// The same day of the month so many months later (earlier when negative), or the month's last day when it is shorter:
/// 31 January + 1 month = 28 or 29 February, 28 February + 1 month = 28 March.
[[nodiscard]] constexpr day add_months(day d, int months) noexcept {
    const auto date = to_civil(d);
    const auto shifted_year = static_cast<std::uint32_t>(date.year) + detail::shifted_years;
    const auto moved = 12 * shifted_year + date.month - 1 + static_cast<std::uint32_t>(months);
    const auto year = static_cast<int>(moved / 12 - detail::shifted_years);
    const auto month = moved % 12 + 1;
    if (date.day <= 28) return from_civil({year, month, date.day});
    const auto length = days_in_month(year, month);
    return from_civil({year, month, date.day < length ? date.day : length});
}

/// Twelve months each: 29 February + 1 year = 28 February. Not for birthdays, see `birthday`.
[[nodiscard]] constexpr day add_years(day d, int years) noexcept { return add_months(d, 12 * years); }

/// The day on which someone born on `birth` completes `years` years. Born on 29 February: 1 March in other years.
[[nodiscard]] constexpr day birthday(day birth, int years) noexcept {
    const auto date = to_civil(birth);
    return from_civil({date.year + years, date.month, date.day});
}

/// Age in completed years on the day `at`; negative before birth.
[[nodiscard]] constexpr int completed_years(day birth, day at) noexcept {
    const auto years = to_civil(at).year - to_civil(birth).year;
    return years - (at < birthday(birth, years));
}

/// Reads "YYYY-MM-DD"; nothing when the text is not such a day of the years 1 to 9999.
[[nodiscard]] std::optional<day> parse_iso_day(std::string_view text) noexcept;

/// "YYYY-MM-DD".
[[nodiscard]] std::string to_string(day d);

} // namespace kohort
