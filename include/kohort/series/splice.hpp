// One series out of two across a break, with the break in sight.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/series/series.hpp>

#include <cstdint>

namespace kohort {

/// How the older series is brought to the level of the newer one, by the periods where both have values.
enum class splice_rule : std::uint8_t {
    none,      ///< not at all
    ratio,     ///< times the sum of the newer over the sum of the older
    difference ///< plus the mean of the newer less the mean of the older
};

/// The newer series, and before its first period the older one. The newer keeps its figures; its first period is
/// flagged as a break, and what was linked as estimated. Flags that either had are kept.
///
/// Lines are linked each by itself. Where the two have no value in common the older part is missing, and where the
/// older sum is 0 under `ratio`, not applicable. Linked ratios are of kind `other`: they have no numerator any more.
///
/// Errors (`invalid_argument`): other groups, kinds, units or frequencies; the older series does not begin before the
/// newer one; no period in common, except under `none`; (`plan`) a figure beyond 64 bits. O(cells).
[[nodiscard]] result<series> spliced(const series& older, const series& newer, splice_rule rule);

} // namespace kohort
