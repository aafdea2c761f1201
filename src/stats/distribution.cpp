#include <kohort/stats/distribution.hpp>

#include "base/undefined.hpp"

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace kohort {

namespace {

constexpr double root_of_two = 1.4142135623730950488;

/// Boost's answers without exceptions: what has none is NaN or infinite.
using quiet =
    boost::math::policies::policy<boost::math::policies::domain_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::pole_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::evaluation_error<boost::math::policies::ignore_error>>;

bool is_probability(double value) noexcept { return value >= 0 && value <= 1; }

} // namespace

double normal_quantile(double probability) noexcept {
    if (!is_probability(probability)) return undefined;
    if (probability == 0) return -std::numeric_limits<double>::infinity();
    if (probability == 1) return std::numeric_limits<double>::infinity();
    return -root_of_two * boost::math::erfc_inv(2 * probability);
}

double normal_two_sided_tail(double z) noexcept { return std::erfc(std::abs(z) / root_of_two); }

double chi_squared_tail(double statistic, int degrees_of_freedom) noexcept {
    if (std::isnan(statistic) || degrees_of_freedom < 1) return undefined;
    if (std::isinf(statistic)) return statistic > 0 ? 0 : 1;
    return boost::math::gamma_q(0.5 * degrees_of_freedom, 0.5 * (statistic > 0 ? statistic : 0));
}

double gamma_quantile(double probability, double shape) noexcept {
    if (!(is_probability(probability) && shape > 0)) return undefined;
    if (probability == 1) return std::numeric_limits<double>::infinity();
    return boost::math::gamma_p_inv(shape, probability, quiet());
}

double beta_quantile(double probability, double a, double b) noexcept {
    if (!(is_probability(probability) && a > 0 && b > 0)) return undefined;
    return boost::math::ibeta_inv(a, b, probability, quiet());
}

double student_quantile(double probability, double degrees_of_freedom) noexcept {
    if (!(probability > 0 && probability < 1 && degrees_of_freedom > 0)) return undefined;
    if (probability == 0.5) return 0;
    const double tail = 2 * (std::min)(probability, 1 - probability);
    double complement = 0; // of x, exact also where x is close to 1
    const double x = boost::math::ibeta_inv(0.5 * degrees_of_freedom, 0.5, tail, &complement, quiet());
    return std::copysign(std::sqrt(degrees_of_freedom * complement / x), probability - 0.5);
}

} // namespace kohort
