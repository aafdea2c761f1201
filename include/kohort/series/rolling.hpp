// Figures over the last periods: rolling sums and means, and sums since the start of the year.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/series/series.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>

namespace kohort {

/// What is made of the last k figures x.
enum class rolling_statistic : std::uint8_t {
    sum,  ///< of flows; of ratios, sum of numerators / sum of denominators
    mean, ///< unweighted, of the values: sum of x / number of x
    minimum,
    maximum
};

struct rolling_options {
    std::size_t periods = 12; ///< k: the period itself and those before it, by the calendar
    /// How many of them must be known for a figure. Nothing: all. Not for sums: they would count what is missing as 0.
    std::optional<std::size_t> at_least{};
};

/// The statistic over the last k periods, for every line and period; in the first periods the window reaches before the
/// series and is short of some.
///
/// A period without a value, or that the series does not have, is a gap. Where fewer than `at_least` are known, the
/// figure has the status of the gaps (missing before suppressed). Where enough but not all are, it is made of those,
/// and flagged estimated. Figures that are not applicable (a share over nothing) do not take part and are no gaps;
/// where no other is left the figure is not applicable. In a sum of flows nothing can take their place, and it is not
/// applicable. A ratio over nothing adds nothing to numerator and denominator. Flags are united.
///
/// Of kind `other`, because windows overlap; means have the sum as numerator and the number of figures as denominator.
/// Errors (`invalid_argument`): k of 0; `at_least` of 0, above k, or with a sum; a sum of what does not add over time,
/// with what to do instead; (`plan`) a figure beyond 64 bits. O(cells).
[[nodiscard]] result<series> rolling(rolling_statistic statistic, const series& of,
                                     const rolling_options& options = {});

/// Sums from the first period of the year up to each period: of flows, and of ratios by numerators and denominators.
/// The year is the calendar year that the period starts in; of weeks, the ISO year. Status: that of the sum of all
/// periods since the start of the year; one that the series does not have is missing. Of kind `other`.
///
/// Errors: `invalid_argument` when the series does not add over time; `plan` as for rolling sums. O(cells).
[[nodiscard]] result<series> cumulative_within_year(const series& of);

} // namespace kohort
