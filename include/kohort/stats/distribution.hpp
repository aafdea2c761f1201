// Quantiles and tails of the distributions that tests and intervals refer to.
#pragma once

namespace kohort {

/// The x below which a standard normal variable falls with probability `probability`, which must lie between 0 and 1
/// (NaN otherwise; the ends give infinities). Accurate to the last digits of a double.
[[nodiscard]] double normal_quantile(double probability) noexcept;

/// The probability that a standard normal variable is further from 0 than `z`: a two-sided p-value.
[[nodiscard]] double normal_two_sided_tail(double z) noexcept;

/// The probability that a chi-squared variable with so many degrees of freedom exceeds `statistic`: a p-value. NaN when
/// the statistic is NaN or there is no degree of freedom.
[[nodiscard]] double chi_squared_tail(double statistic, int degrees_of_freedom) noexcept;

/// The x below which a gamma variable of this shape and scale 1 falls with probability `probability`; half the quantile
/// of chi-squared with 2 x shape degrees of freedom. NaN unless the shape is positive and 0 <= probability <= 1.
[[nodiscard]] double gamma_quantile(double probability, double shape) noexcept;

/// The x below which a Beta(a, b) variable falls with probability `probability`. NaN unless a and b are positive and
/// 0 <= probability <= 1.
[[nodiscard]] double beta_quantile(double probability, double a, double b) noexcept;

/// The x below which a Student t variable falls with probability `probability`; NaN unless there are degrees of freedom
/// and 0 < probability < 1.
[[nodiscard]] double student_quantile(double probability, double degrees_of_freedom) noexcept;

} // namespace kohort
