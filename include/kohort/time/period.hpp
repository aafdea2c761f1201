// Calendar periods: weeks, months, quarters, tertials, half-years, and years that start on any day.
#pragma once

#include <kohort/time/day.hpp>
#include <kohort/time/window.hpp>

#include <cassert>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kohort {

/// Kinds of periods, from short to long. A tertial is four months.
enum class frequency : std::uint8_t { week, month, quarter, tertial, half_year, year };

/// As in definitions: "week", "month", "quarter", "tertial", "half_year", "year".
[[nodiscard]] std::string_view name_of(frequency every) noexcept;
/// Inverse of `name_of`.
[[nodiscard]] std::optional<frequency> parse_frequency(std::string_view text) noexcept;

/// Length in calendar months; 0 for weeks, which fit into nothing.
[[nodiscard]] constexpr int months_in(frequency every) noexcept {
    constexpr int months[] = {0, 1, 3, 4, 6, 12};
    return months[static_cast<int>(every)];
}

/// A day that comes once in every year.
struct month_day {
    unsigned month;
    unsigned day;
    friend constexpr bool operator==(month_day, month_day) noexcept = default;
};

/// Whether every year has this day: 29 February does not count.
[[nodiscard]] constexpr bool is_valid(month_day date) noexcept {
    constexpr int common_year = 2023;
    return is_valid(civil_date{common_year, date.month, date.day});
}

/// Reads "MM-DD"; nothing when the text is not a day that every year has ("02-29" is refused).
[[nodiscard]] std::optional<month_day> parse_month_day(std::string_view text) noexcept;
/// "MM-DD".
[[nodiscard]] std::string to_string(month_day date);

/// Which calendar year names a year that spans two.
enum class labelled_by : std::uint8_t { end, start };

/// A division of time into periods without gaps. `year_start` and `label` are for years only and must keep their
/// defaults otherwise, so that equal divisions compare equal.
struct periodicity {
    frequency every;
    month_day year_start{1, 1};
    labelled_by label = labelled_by::end;
    friend constexpr bool operator==(const periodicity&, const periodicity&) noexcept = default;
};

/// Whether the year starts on a day that every year has, and only years have a start and a label of their own.
[[nodiscard]] constexpr bool is_valid(const periodicity& division) noexcept {
    return division.every == frequency::year ? is_valid(division.year_start) : division == periodicity{division.every};
}

/// "month", "year", "year starting 12-01", "year starting 12-01, labelled by its start".
[[nodiscard]] std::string to_string(const periodicity& division);

namespace detail {

inline constexpr auto first_day_of_week_0 = from_civil({1969, 12, 29}); // the Monday before 1970-01-01

} // namespace detail

/// One period of a periodicity. Consecutive periods have consecutive ordinals.
class period {
  public:
    /// `division` must be valid. Ordinals count weeks from the one with 1970-01-01, and the other kinds from the period
    /// that starts in January of the year 0: the ordinal of a year is the calendar year in which it starts.
    constexpr period(const kohort::periodicity& division, std::int32_t ordinal) noexcept
        : division_(division), ordinal_(ordinal) {
        assert(is_valid(division));
    }

    [[nodiscard]] constexpr const kohort::periodicity& periodicity() const noexcept { return division_; }
    [[nodiscard]] constexpr std::int32_t ordinal() const noexcept { return ordinal_; }

    [[nodiscard]] constexpr day first_day() const noexcept {
        if (division_.every == frequency::week) return detail::first_day_of_week_0 + 7 * ordinal_;
        if (division_.every == frequency::year)
            return from_civil({ordinal_, division_.year_start.month, division_.year_start.day});
        const auto months = ordinal_ * months_in(division_.every);
        const auto year = detail::floor_divide(months, 12);
        return from_civil({year, static_cast<unsigned>(months - 12 * year) + 1, 1});
    }
    [[nodiscard]] constexpr day last_day() const noexcept { return next().first_day() - 1; }
    [[nodiscard]] constexpr window span() const noexcept { return {first_day(), last_day()}; }

    [[nodiscard]] constexpr period next() const noexcept { return *this + 1; }
    [[nodiscard]] friend constexpr period operator+(const period& p, std::int32_t periods) noexcept {
        return {p.division_, p.ordinal_ + periods};
    }
    /// How many periods lie from `from` to `to`; both must have the same periodicity.
    [[nodiscard]] friend constexpr std::int32_t operator-(const period& to, const period& from) noexcept {
        assert(to.division_ == from.division_);
        return to.ordinal_ - from.ordinal_;
    }
    friend constexpr bool operator==(const period&, const period&) noexcept = default;

    /// The year in the label: of the last day, or of the first when labelled by the start; for weeks, of the Thursday.
    [[nodiscard]] constexpr int label_year() const noexcept {
        if (division_.every == frequency::week) return to_iso_week(first_day()).year;
        return to_civil(division_.label == labelled_by::end ? last_day() : first_day()).year;
    }
    /// "2024-W05", "2024-07", "2024-Q3", "2024-T2", "2024-H1", "2024".
    [[nodiscard]] std::string label() const;

  private:
    kohort::periodicity division_;
    std::int32_t ordinal_;
};

/// The period in which a day lies. O(1).
[[nodiscard]] constexpr period period_containing(const periodicity& division, day d) noexcept {
    if (division.every == frequency::week) return {division, detail::floor_divide(d - detail::first_day_of_week_0, 7)};
    const auto date = to_civil(d);
    if (division.every == frequency::year) {
        const auto start = from_civil({date.year, division.year_start.month, division.year_start.day});
        return {division, date.year - (d < start)};
    }
    const auto months = 12 * date.year + static_cast<std::int32_t>(date.month) - 1;
    return {division, detail::floor_divide(months, months_in(division.every))};
}

/// Reads a label of the years 1 to 9999 as `label` writes it, with "2024" as the calendar year; nothing when there is
/// no such period ("2024-Q5", "2023-W53").
[[nodiscard]] std::optional<period> parse_period(std::string_view text) noexcept;

} // namespace kohort
