#include <kohort/cohort/survival.hpp>

#include "base/undefined.hpp"
#include "levels.hpp"

#include <kohort/stats/distribution.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kohort {

namespace {

constexpr double tolerance = 1.4901161193847656e-8; // 2^-26, the square root of a double's precision

confidence_limits limits_of_hazard(double hazard, double error, double z, interval_kind kind) noexcept {
    if (kind == interval_kind::plain) return {(std::max)(hazard - z * error, 0.0), hazard + z * error};
    if (!(hazard > 0)) return {undefined, undefined};
    const double factor = std::exp(z * error / hazard);
    return {hazard / factor, hazard * factor};
}

survival_curve curve_of(const duration_group& group, const interval_options& interval) {
    survival_curve curve;
    curve.group = group.name;
    curve.spells = group.spells;
    curve.interval = interval;
    const double z = normal_quantile((1 + interval.level) / 2);
    double survival = 1, greenwood = 0, hazard = 0, hazard_variance = 0;
    for (std::size_t day = 0; day < group.at_risk.size(); ++day) {
        const double exits = group.all_exits(day), at_risk = group.at_risk[day];
        if (exits == 0 && group.censored[day] == 0) continue;
        if (exits > 0) {
            survival *= 1 - exits / at_risk;
            greenwood += exits / (at_risk * (at_risk - exits));
            hazard += exits / at_risk;
            hazard_variance += exits / (at_risk * at_risk);
        }
        const double error = survival > 0 ? survival * std::sqrt(greenwood) : undefined;
        const auto limits = interval_of(survival, error, z, interval.kind);
        curve.day.push_back(static_cast<std::int32_t>(day));
        curve.spells_at_risk.push_back(group.spells_at_risk[day]);
        curve.at_risk.push_back(at_risk);
        curve.exits.push_back(exits);
        curve.censored.push_back(group.censored[day]);
        curve.survival.push_back(survival);
        curve.standard_error.push_back(error);
        curve.lower.push_back(limits.lower);
        curve.upper.push_back(limits.upper);
        curve.cumulative_hazard.push_back(hazard);
        curve.cumulative_hazard_error.push_back(std::sqrt(hazard_variance));
        const auto hazard_limits = limits_of_hazard(hazard, std::sqrt(hazard_variance), z, interval.kind);
        curve.hazard_lower.push_back(hazard_limits.lower);
        curve.hazard_upper.push_back(hazard_limits.upper);
    }
    return curve;
}

/// The first day on which `share` has fallen to `level`; NaN shares are not defined and fall nowhere.
double first_at_or_below(const std::vector<std::int32_t>& day, const std::vector<double>& share, double level) {
    for (std::size_t row = 0; row < day.size(); ++row) {
        if (!(share[row] <= level + tolerance)) continue;
        if (share[row] < level - tolerance) return day[row];
        auto next = row;
        while (next + 1 < day.size() && !(share[next] < level - tolerance)) ++next;
        return 0.5 * (day[row] + day[next]);
    }
    return undefined;
}

std::optional<error> check_horizon(const survival_curve& curve, double horizon) {
    if (!(horizon >= 0) || std::isinf(horizon))
        return error(error_code::invalid_argument, fmt::format("a horizon of {} days is no duration", horizon));
    if (curve.day.empty())
        return error(error_code::invalid_argument, fmt::format("the group \"{}\" has no spells", curve.group));
    if (horizon > curve.day.back() && curve.survival.back() > 0)
        return error(error_code::invalid_argument,
                     fmt::format("nothing is known of the group \"{}\" after {} days; choose a horizon of at most that "
                                 "instead of {}",
                                 curve.group, curve.day.back(), horizon));
    return std::nullopt;
}

} // namespace

result<std::vector<survival_curve>> kaplan_meier(const duration_counts& counts, const interval_options& interval) {
    if (auto problem = check_level(interval.level)) return *problem;
    std::vector<survival_curve> curves;
    for (const auto& group : counts.groups) curves.push_back(curve_of(group, interval));
    return curves;
}

double survival_on(const survival_curve& curve, double day) noexcept {
    const auto after = std::upper_bound(curve.day.begin(), curve.day.end(), day,
                                        [](double asked, std::int32_t row) { return asked < row; });
    if (after == curve.day.begin()) return curve.day.empty() || std::isnan(day) ? undefined : 1;
    const auto survival = curve.survival[static_cast<std::size_t>(after - curve.day.begin()) - 1];
    return (after == curve.day.end() && day > curve.day.back() && survival > 0) ? undefined : survival;
}

result<duration_quantile> quantile(const survival_curve& curve, double probability) {
    if (!(probability > 0 && probability < 1))
        return error(error_code::invalid_argument,
                     fmt::format("a probability of {} is not between 0 and 1", probability));
    const auto days_of = [&](const std::vector<double>& share) {
        return first_at_or_below(curve.day, share, 1 - probability);
    };
    return duration_quantile{probability, days_of(curve.survival), days_of(curve.lower), days_of(curve.upper),
                             curve.interval};
}

result<restricted_mean_duration> restricted_mean(const survival_curve& curve, double horizon, double level) {
    if (auto problem = check_level(level)) return *problem;
    if (auto problem = check_horizon(curve, horizon)) return *problem;

    // Backwards, so that the area after each day is at hand.
    double area = 0, variance = 0, right = horizon;
    for (auto row = curve.day.size(); row-- > 0;) {
        const double left = curve.day[row], exits = curve.exits[row], staying = curve.at_risk[row] - exits;
        if (left >= horizon) continue;
        area += curve.survival[row] * (right - left);
        right = left;
        if (area > 0) variance += area * area * exits / (curve.at_risk[row] * staying);
    }
    area += right;
    const double error = std::sqrt(variance), half = normal_quantile((1 + level) / 2) * error;
    return restricted_mean_duration{curve.group, horizon, area, error, area - half, area + half, level};
}

result<mean_difference> difference(const restricted_mean_duration& first, const restricted_mean_duration& second) {
    if (first.horizon != second.horizon || first.level != second.level)
        return error(error_code::invalid_argument,
                     fmt::format("means to {} days ({}) and to {} days ({}) cannot be compared", first.horizon,
                                 first.level, second.horizon, second.level));
    const double days = first.days - second.days;
    const double error = std::hypot(first.standard_error, second.standard_error);
    const double half = normal_quantile((1 + first.level) / 2) * error;
    const double p_value = error > 0 ? normal_two_sided_tail(days / error) : undefined;
    return mean_difference{days, error, days - half, days + half, p_value};
}

} // namespace kohort
