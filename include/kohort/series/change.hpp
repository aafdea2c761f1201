// How figures changed: differences, percent, percentage points, index numbers, contributions to growth.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/series/series.hpp>
#include <kohort/time/period.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace kohort {

/// What a figure x is compared with.
enum class change_base : std::uint8_t {
    previous,    ///< the period before, by the calendar
    year_before, ///< the same month, quarter ... of the year before; for weeks, the week with the same number
    fixed        ///< one period for all
};

/// How a change from x0 to x is told.
enum class change_expression : std::uint8_t {
    difference, ///< x - x0, in the unit of the series; of shares in points
    percent,    ///< (x - x0) / x0
    points      ///< x - x0 of shares, in percentage points
};

struct change_options {
    change_base from = change_base::previous;
    change_expression as = change_expression::difference;
    std::optional<period> base{}; ///< of `change_base::fixed`
};

/// The change between two figures, as the indicator operator "change" has it. A figure without a value makes the change
/// so: not applicable before missing, missing before suppressed; flags are united. Percent of 0 is not applicable, and
/// so is percent of nil from nil. Exact; a number that 64 bits cannot hold is rounded to odd in its last decimal.
/// Throws `std::overflow_error` when not even its whole part fits.
[[nodiscard]] cell change_between(const cell& then, const cell& now, change_expression as);

/// The change of every line and period. A base that the series does not have is missing; week 53 of a year has none in
/// a year without one and is not applicable. A break in the series after the base, up to the period itself, flags the
/// change as one.
///
/// The difference of a stock from the previous period is a flow (its net change), everything else of kind `other`.
/// Errors (`invalid_argument`): points of what is not a share; no base period, or one that is not in the series or not
/// of its kind; (`plan`) a change that does not fit into 64 bits. O(cells).
[[nodiscard]] result<series> change(const series& of, const change_options& options = {});

/// Index numbers, base = 100 (the value 1 in base units): x / x0, where x0 is the value of the base period, or when
/// `base` is longer than the series' periods (a year for months) the unweighted mean of the periods in it. Status as
/// for changes: of x and of all that x0 is made of, and a break between the two. Over 0, not applicable.
///
/// Errors (`invalid_argument`): the series lacks the base period or a period in it; `plan` as for changes. O(cells).
[[nodiscard]] result<series> indexed(const series& of, const period& base);

/// What each position of an axis contributes to the growth of the total: (x - x0) / total0, in percent; where parts add
/// up to the total their contributions add up to its change in percent. The total is the axis' position "total".
///
/// Errors (`invalid_argument`): no such axis, or it has no total; a series of shares or of kind `other`, whose parts do
/// not add up; those of `change`. O(cells).
[[nodiscard]] result<series> growth_contributions(const series& of, std::string_view axis_name,
                                                  const change_options& options = {});

} // namespace kohort
