// Series of different frequencies: longer periods from shorter ones, and yearly figures under monthly ones.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/data/measurement_unit.hpp>
#include <kohort/series/series.hpp>
#include <kohort/time/period.hpp>

#include <cstdint>

namespace kohort {

/// What a longer period has of the stocks in it.
enum class stock_rule : std::uint8_t {
    mean, ///< unweighted, of all its periods
    last,
    first
};

/// The figures of longer periods: flows are added, ratios have the sums of numerators and denominators, stocks go by
/// the rule. A longer period is there as soon as one of its periods is, and needs all of them (a stock that is `last`
/// or `first`, that one): one that the series does not have is missing. Status: that of the sum; flags are united. A
/// ratio over nothing adds nothing, and figures that are not applicable take no part in a mean.
///
/// Errors (`invalid_argument`): kind `other`, which cannot be put together, with what to do instead; `to` is not longer
/// than the periods of the series, which nothing here takes apart; a period lies in two of the longer ones (weeks in
/// months, quarters in tertials); (`plan`) a sum beyond 64 bits. O(cells).
[[nodiscard]] result<series> aggregated(const series& of, const periodicity& to, stock_rule stocks = stock_rule::mean);

/// Which figure of a longer period stands under a shorter one.
enum class alignment_rule : std::uint8_t {
    same,        ///< that of the longer period around it
    previous,    ///< that of the longer period before: the population of 31 December under the months of the next year
    interpolated ///< on the straight line between the ends of the longer period before and of the one around it
};

/// A series of longer periods over the periods of another one: what a monthly numerator needs of a yearly population.
/// With `interpolated` the figures are taken as those of the last day of their period; under the i-th of n periods
/// stands a + (b - a) i / n, flagged estimated unless i = n. Status: of the figures used, united. Where the longer
/// series has no figure it is missing: there is no extrapolation. Ratios lose their kind: repeated, they do not add.
///
/// Errors (`invalid_argument`): a flow is not spread over shorter periods; the periods of `longer` are shorter than
/// those of `like` (aggregate first) or do not consist of them; (`plan`) beyond 64 bits. O(cells made).
[[nodiscard]] result<series> aligned(const series& longer, const series& like, alignment_rule rule);

/// Numerator over denominator in every period of `of`; the denominator is 0: not applicable, and so is nil over nil.
/// Status: of both, united; a period that `over` does not have is missing.
///
/// `over` has the groups of `of`, or one line for all of them. Two flows, or two stocks, make a series of kind `ratio`;
/// a flow over a stock is of kind `other`, because over a longer period the stock is a mean and the flow a sum. Errors
/// (`invalid_argument`): other groups or other periods (`aligned` makes them alike); (`plan`) beyond 64 bits. O(cells).
[[nodiscard]] result<series> quotient(const series& of, const series& over,
                                      measurement_unit unit = measurement_unit::percent);

} // namespace kohort
