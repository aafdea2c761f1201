// When a measure looks: during a time, on a day, at the close of a day, or on average over a time.
#pragma once

#include <kohort/time/day.hpp>
#include <kohort/time/duration.hpp>
#include <kohort/time/period.hpp>
#include <kohort/time/window.hpp>

#include <cassert>
#include <cstdint>
#include <optional>
#include <string_view>

namespace kohort {

/// What a measure is taken over.
enum class clock_kind : std::uint8_t {
    during,        ///< a window: flows and presence
    on,            ///< the stock on the reference day T: start <= T < end
    close_of,      ///< the stock at the close of T: start <= T and not exited by the end of T
    mean_of_days,  ///< mean stock of a window: person-days over days
    mean_of_months ///< mean stock of a window: mean of the stocks on the months' last days
};

/// Which day of a period the reference day is.
enum class reference_kind : std::uint8_t { last_day, first_day, month_day };

/// How the day of a stock follows from the period: its last day, its first, or the day with a given month and day; then
/// moved back by whole years.
struct reference_rule {
    reference_kind is = reference_kind::last_day;
    kohort::month_day date{1, 1}; ///< for `reference_kind::month_day` only
    int years_back = 0;
    friend constexpr bool operator==(const reference_rule&, const reference_rule&) noexcept = default;
};

/// Reads "last_day", "first_day" or "MM-DD"; nothing for other texts and for days that not every year has (02-29).
[[nodiscard]] std::optional<reference_rule> parse_reference_rule(std::string_view text) noexcept;

/// The reference day of a period. Nothing when a month and day does not lie in the period, or lies in it more than
/// once.
///
/// A last day moves back together with the day after it, so that the last day of a month stays one (2025-02-28 becomes
/// 2024-02-29) and neighbouring periods stay neighbours.
[[nodiscard]] constexpr std::optional<day> reference_day(const reference_rule& rule, window period) noexcept {
    switch (rule.is) {
    case reference_kind::last_day:
        return add_years(period.last + 1, -rule.years_back) - 1;
    case reference_kind::first_day:
        return add_years(period.first, -rule.years_back);
    case reference_kind::month_day:
        break;
    }
    assert(is_valid(rule.date));
    const auto in_year = [&rule](int year) { return from_civil({year, rule.date.month, rule.date.day}); };
    const auto latest = to_civil(period.last).year;
    const auto year = in_year(latest) <= period.last ? latest : latest - 1;
    const bool comes_once = in_year(year) >= period.first && in_year(year - 1) < period.first;
    return comes_once ? std::optional(in_year(year - rule.years_back)) : std::nullopt;
}

/// The clock of a measure.
struct clock {
    clock_kind kind = clock_kind::during;
    reference_rule reference;         ///< for stocks: `on`, `close_of`
    std::optional<duration> trailing; ///< for the others: a length of at least a day; nothing means the period itself
    friend constexpr bool operator==(const clock&, const clock&) noexcept = default;
};

/// The days over which a clock looks: the period itself, or the trailing time that ends on the period's last day (12
/// months of a period that ends on 2024-12-31 are 2024-01-01..2024-12-31).
[[nodiscard]] constexpr window clock_window(const clock& when, window period) noexcept {
    if (!when.trailing) return period;
    return {subtract(period.last + 1, *when.trailing), period.last};
}

} // namespace kohort
