// How sure a share is: confidence intervals of proportions, and of the difference of two.
#pragma once

#include <kohort/stats/interval.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace kohort {

/// How an interval of a proportion is made. With x of n, p = x / n and z the normal quantile:
enum class proportion_method : std::uint8_t {
    wilson,           ///< the p0 that a score test does not reject (Wilson 1927); R's prop.test(correct = FALSE)
    wilson_corrected, ///< the same with continuity correction (Newcombe 1998, method 4); R's prop.test
    clopper_pearson,  ///< exact: the p0 that neither binomial tail rejects; never covers too seldom; R's binom.test
    jeffreys,         ///< quantiles of Beta(x + 1/2, n - x + 1/2) (Brown, Cai and DasGupta 2001)
    agresti_coull     ///< p -+ z e around (x + z^2 / 2) / (n + z^2) (Agresti and Coull 1998)
};

/// The stable name of a method: "wilson", "wilson_corrected", "clopper_pearson", "jeffreys", "agresti_coull".
[[nodiscard]] std::string_view name_of(proportion_method method) noexcept;
/// Inverse of `name_of`.
[[nodiscard]] std::optional<proportion_method> parse_proportion_method(std::string_view name) noexcept;

/// An estimate and its confidence limits; all NaN when there is none.
struct interval_estimate {
    double estimate;
    double lower;
    double upper;
    /// The limit was not computed but set to the end of what is possible: because nothing (or everything) was counted,
    /// or because the formula went beyond. The interval is then one-sided, and its other limit is unchanged.
    bool lower_is_clamped = false;
    bool upper_is_clamped = false;
    friend bool operator==(const interval_estimate&, const interval_estimate&) = default;
};

/// The interval of the proportion `part` of `whole`, within 0 and 1. All NaN unless 0 <= part <= whole, whole > 0 and
/// 0 < level < 1. At part = 0 every lower limit is clamped to 0, at part = whole every upper one to 1. O(1).
[[nodiscard]] interval_estimate proportion_interval(std::int64_t part, std::int64_t whole,
                                                    proportion_method method = proportion_method::wilson,
                                                    double level = 0.95) noexcept;

/// The interval of first share minus second share of independent groups, from the Wilson intervals of the two
/// (Newcombe 1998, method 10; with `corrected`, method 11). Within -1 and 1 by itself: nothing is clamped. All NaN
/// where one of the two intervals is.
[[nodiscard]] interval_estimate difference_of_proportions(std::int64_t first_part, std::int64_t first_whole,
                                                          std::int64_t second_part, std::int64_t second_whole,
                                                          double level = 0.95, bool corrected = false) noexcept;

} // namespace kohort
