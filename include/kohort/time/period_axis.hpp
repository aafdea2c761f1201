// The periods of a table, and the texts by which users ask for them.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/time/period.hpp>
#include <kohort/time/window.hpp>

#include <cassert>
#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace kohort {

/// A labelled stretch of time for which figures are reported.
struct reporting_period {
    std::string label;
    window span;
    friend bool operator==(const reporting_period&, const reporting_period&) = default;
};

/// Reporting periods in the order of time, with at least one day each and no day in common; gaps are allowed. An axis
/// may have no periods at all: nothing fits into a short window.
class period_axis {
  public:
    using const_iterator = std::vector<reporting_period>::const_iterator;

    period_axis() = default;

    /// Checks and takes the periods. Errors (`invalid_argument`), each with the period's index as path: a period ends
    /// before it starts, does not start after the end of the one before it, or has no label or that of an earlier
    /// period. O(n log n).
    static result<period_axis> from(std::vector<reporting_period> periods);

    [[nodiscard]] std::size_t size() const noexcept { return periods_.size(); }
    [[nodiscard]] bool empty() const noexcept { return periods_.empty(); }
    /// `index` must be less than `size()`.
    [[nodiscard]] const reporting_period& operator[](std::size_t index) const noexcept {
        assert(index < size());
        return periods_[index];
    }
    [[nodiscard]] const_iterator begin() const noexcept { return periods_.begin(); }
    [[nodiscard]] const_iterator end() const noexcept { return periods_.end(); }

    /// From the first day of the first period to the last day of the last; the axis must not be empty.
    [[nodiscard]] window span() const noexcept {
        assert(!empty());
        return {periods_.front().span.first, periods_.back().span.last};
    }
    friend bool operator==(const period_axis&, const period_axis&) = default;

  private:
    std::vector<reporting_period> periods_;
};

/// All periods of a valid periodicity that lie wholly inside the window. O(n log n) for n periods.
[[nodiscard]] period_axis periods_within(const periodicity& division, window within);

/// The periods from `first` to `last`, both included, of one periodicity.
struct period_range {
    period first;
    period last;

    [[nodiscard]] constexpr window span() const noexcept { return {first.first_day(), last.last_day()}; }
    friend constexpr bool operator==(const period_range&, const period_range&) noexcept = default;
};

/// A text that names periods, and what it means: calendar periods, or one free window of days.
struct period_literal {
    std::string text; ///< as written
    std::variant<period_range, window> meaning;
    friend bool operator==(const period_literal&, const period_literal&) = default;
};

/// Reads a period ("2024", "2024-H1", "2024-T2", "2024-Q3", "2024-07", "2024-W05"), a range of them
/// ("2024-01..2024-12", each period by itself) or a window of days ("2018-12-01..2019-11-30", one period).
///
/// Errors (`invalid_argument`): the text is none of these, the ends of a range are of different kinds, or the last
/// comes before the first.
[[nodiscard]] result<period_literal> parse_period_literal(std::string_view text);

/// The periods of a valid periodicity that a literal names:
/// - calendar years with any kind of year: the years with those labels;
/// - periods of the same kind, or longer ones that the periodicity divides (2024 by month): all periods inside;
/// - a free window: one period, labelled as the literal is written, whatever the periodicity.
///
/// Error (`invalid_argument`), saying what to ask for instead: the literal is finer than the periodicity (2024-07 by
/// year), or the two do not fit into each other (2024 by week, 2024-T1 by quarter).
[[nodiscard]] result<period_axis> select_periods(const periodicity& division, const period_literal& literal);

} // namespace kohort
