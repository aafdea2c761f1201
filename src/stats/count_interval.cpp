#include <kohort/stats/count_interval.hpp>

#include "base/undefined.hpp"

#include <kohort/stats/distribution.hpp>

#include <cmath>

namespace kohort {
namespace {

double cubed(double x) noexcept { return x * x * x; }

confidence_limits byar(double count, double z) noexcept {
    const double next = count + 1;
    return {count > 0 ? count * cubed(1 - 1 / (9 * count) - z / (3 * std::sqrt(count))) : 0,
            next * cubed(1 - 1 / (9 * next) + z / (3 * std::sqrt(next)))};
}

confidence_limits garwood(double count, double tail) noexcept {
    return {count > 0 ? gamma_quantile(tail, count) : 0, gamma_quantile(1 - tail, count + 1)};
}

} // namespace

interval_estimate count_interval(std::int64_t count, count_method method, double level) noexcept {
    if (!(count >= 0 && level > 0 && level < 1)) return {undefined, undefined, undefined};
    const auto events = static_cast<double>(count);
    const double tail = (1 - level) / 2;
    const auto [lower, upper] =
        method == count_method::exact ? garwood(events, tail) : byar(events, normal_quantile(1 - tail));
    const bool clamps = count == 0 || lower < 0;
    return {events, clamps ? 0 : lower, upper, clamps, false};
}

interval_estimate rate_interval(std::int64_t count, double exposure, double per, count_method method,
                                double level) noexcept {
    if (!(exposure > 0)) return {undefined, undefined, undefined};
    auto made = count_interval(count, method, level);
    for (double* value : {&made.estimate, &made.lower, &made.upper}) *value = *value / exposure * per;
    return made;
}

} // namespace kohort
