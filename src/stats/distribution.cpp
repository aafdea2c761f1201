#include <kohort/stats/distribution.hpp>

#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <cmath>
#include <limits>

namespace kohort {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr double root_of_two = 1.4142135623730950488;

} // namespace

double normal_quantile(double probability) noexcept {
    if (!(probability >= 0 && probability <= 1)) return undefined;
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

} // namespace kohort
