#include <kohort/stats/proportion.hpp>

#include "base/undefined.hpp"

#include <kohort/stats/distribution.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace kohort {
namespace {

constexpr std::array<std::pair<proportion_method, std::string_view>, 5> methods{{
    {proportion_method::wilson, "wilson"},
    {proportion_method::wilson_corrected, "wilson_corrected"},
    {proportion_method::clopper_pearson, "clopper_pearson"},
    {proportion_method::jeffreys, "jeffreys"},
    {proportion_method::agresti_coull, "agresti_coull"},
}};

confidence_limits wilson(double part, double whole, double z) noexcept {
    const double p = part / whole, z2 = z * z;
    const double half = z * std::sqrt(p * (1 - p) / whole + z2 / (4 * whole * whole));
    const double centre = p + z2 / (2 * whole), scale = 1 + z2 / whole;
    return {(centre - half) / scale, (centre + half) / scale};
}

confidence_limits wilson_corrected(double part, double whole, double z) noexcept {
    const double p = part / whole, q = 1 - p, z2 = z * z;
    const double centre = 2 * part + z2, scale = 2 * (whole + z2);
    const double below = z * std::sqrt(std::max(0.0, z2 - 2 - 1 / whole + 4 * p * (whole * q + 1)));
    const double above = z * std::sqrt(std::max(0.0, z2 + 2 - 1 / whole + 4 * p * (whole * q - 1)));
    return {(centre - 1 - below) / scale, (centre + 1 + above) / scale};
}

confidence_limits agresti_coull(double part, double whole, double z) noexcept {
    const double n = whole + z * z, p = (part + z * z / 2) / n;
    const double half = z * std::sqrt(p * (1 - p) / n);
    return {p - half, p + half};
}

confidence_limits limits_of(double part, double whole, proportion_method method, double level) noexcept {
    const double tail = (1 - level) / 2, z = normal_quantile(1 - tail);
    switch (method) {
    case proportion_method::wilson:
        return wilson(part, whole, z);
    case proportion_method::wilson_corrected:
        return wilson_corrected(part, whole, z);
    case proportion_method::clopper_pearson:
        return {part > 0 ? beta_quantile(tail, part, whole - part + 1) : 0,
                part < whole ? beta_quantile(1 - tail, part + 1, whole - part) : 1};
    case proportion_method::jeffreys:
        return {beta_quantile(tail, part + 0.5, whole - part + 0.5),
                beta_quantile(1 - tail, part + 0.5, whole - part + 0.5)};
    case proportion_method::agresti_coull:
        return agresti_coull(part, whole, z);
    }
    return {undefined, undefined};
}

} // namespace

std::string_view name_of(proportion_method method) noexcept {
    const auto found = std::ranges::find(methods, method, &decltype(methods)::value_type::first);
    return found == methods.end() ? std::string_view() : found->second;
}

std::optional<proportion_method> parse_proportion_method(std::string_view name) noexcept {
    const auto found = std::ranges::find(methods, name, &decltype(methods)::value_type::second);
    if (found == methods.end()) return std::nullopt;
    return found->first;
}

interval_estimate proportion_interval(std::int64_t part, std::int64_t whole, proportion_method method,
                                      double level) noexcept {
    const bool is_defined = whole > 0 && part >= 0 && part <= whole && level > 0 && level < 1;
    if (!is_defined) return {undefined, undefined, undefined};
    const auto x = static_cast<double>(part), n = static_cast<double>(whole);
    const auto [lower, upper] = limits_of(x, n, method, level);
    const bool clamps_lower = part == 0 || lower < 0, clamps_upper = part == whole || upper > 1;
    return {x / n, clamps_lower ? 0 : lower, clamps_upper ? 1 : upper, clamps_lower, clamps_upper};
}

interval_estimate difference_of_proportions(std::int64_t first_part, std::int64_t first_whole, std::int64_t second_part,
                                            std::int64_t second_whole, double level, bool corrected) noexcept {
    const auto method = corrected ? proportion_method::wilson_corrected : proportion_method::wilson;
    const auto first = proportion_interval(first_part, first_whole, method, level);
    const auto second = proportion_interval(second_part, second_whole, method, level);
    const double difference = first.estimate - second.estimate;
    return {difference, difference - std::hypot(first.estimate - first.lower, second.upper - second.estimate),
            difference + std::hypot(first.upper - first.estimate, second.estimate - second.lower)};
}

} // namespace kohort
