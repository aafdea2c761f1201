#include <kohort/cohort/competing_exits.hpp>

#include "levels.hpp"

#include <kohort/stats/distribution.hpp>

#include <cmath>

namespace kohort {

namespace {

/// The variances and covariance of a day's shares that exit by the cause and that stay.
struct day_variance {
    double caused, staying, covariance;
};

day_variance variance_of(incidence_variance estimator, double caused, double others, double at_risk) noexcept {
    const double a = caused / at_risk, b = others / at_risk;
    if (estimator == incidence_variance::greenwood) {
        const double stay = 1 - a - b;
        return {a * (1 - a) / at_risk, stay * (1 - stay) / at_risk, -a * stay / at_risk};
    }
    const double others_at_risk = at_risk > 1 ? at_risk - 1 : 1;
    const auto of = [&](double exits) {
        const double corrected = exits > 1 ? (at_risk - exits) / others_at_risk : 1;
        return corrected * exits / (at_risk * at_risk);
    };
    return {of(caused), of(caused) + of(others), -of(caused)};
}

/// F and S day by day, with their variances: both are linear in the day before's.
class incidence_walk {
  public:
    explicit incidence_walk(incidence_variance estimator) : estimator_(estimator) {}

    void step(double caused, double all, double at_risk) noexcept {
        const double a = caused / at_risk, stay = 1 - all / at_risk;
        const auto day = variance_of(estimator_, caused, all - caused, at_risk);
        const double squared = survival_ * survival_;
        incidence_variance_ += 2 * a * covariance_ + a * a * survival_variance_ + squared * day.caused;
        covariance_ = stay * (covariance_ + a * survival_variance_) + squared * day.covariance;
        survival_variance_ = stay * stay * survival_variance_ + squared * day.staying;
        incidence_ += survival_ * a;
        survival_ *= stay;
        if (all >= at_risk) survival_ = survival_variance_ = covariance_ = 0;
    }

    [[nodiscard]] double incidence() const noexcept { return incidence_; }
    [[nodiscard]] double standard_error() const noexcept {
        return std::sqrt(incidence_variance_ > 0 ? incidence_variance_ : 0);
    }

  private:
    incidence_variance estimator_;
    double survival_ = 1, incidence_ = 0;
    double survival_variance_ = 0, incidence_variance_ = 0, covariance_ = 0;
};

cumulative_incidence incidence_of(const duration_group& group, std::size_t cause, incidence_variance estimator,
                                  const interval_options& interval) {
    cumulative_incidence curve;
    curve.group = group.name;
    curve.interval = interval;
    curve.estimator = estimator;
    const double z = normal_quantile((1 + interval.level) / 2);
    incidence_walk walk(estimator);
    for (std::size_t day = 0; day < group.at_risk.size(); ++day) {
        const double caused = group.exits[cause][day], all = group.all_exits(day);
        if (all == 0 && group.censored[day] == 0) continue;
        if (all > 0) walk.step(caused, all, group.at_risk[day]);
        const auto limits = interval_of(walk.incidence(), walk.standard_error(), z, interval.kind);
        curve.day.push_back(static_cast<std::int32_t>(day));
        curve.spells_at_risk.push_back(group.spells_at_risk[day]);
        curve.at_risk.push_back(group.at_risk[day]);
        curve.exits.push_back(caused);
        curve.incidence.push_back(walk.incidence());
        curve.standard_error.push_back(walk.standard_error());
        curve.lower.push_back(limits.lower);
        curve.upper.push_back(limits.upper);
    }
    return curve;
}

} // namespace

std::string_view name_of(incidence_variance estimator) noexcept {
    return estimator == incidence_variance::aalen ? "aalen" : "greenwood";
}

result<std::vector<cumulative_incidence>>
cumulative_incidences(const duration_counts& counts, incidence_variance estimator, const interval_options& interval) {
    if (auto problem = check_level(interval.level)) return *problem;
    if (estimator == incidence_variance::aalen && counts.is_weighted)
        return error(error_code::invalid_argument,
                     "the variance \"aalen\" counts spells and has no weights; use \"greenwood\"");
    std::vector<cumulative_incidence> curves;
    for (const auto& group : counts.groups)
        for (std::size_t cause = 0; cause < counts.causes.size(); ++cause) {
            curves.push_back(incidence_of(group, cause, estimator, interval));
            curves.back().cause = counts.causes[cause];
        }
    return curves;
}

} // namespace kohort
