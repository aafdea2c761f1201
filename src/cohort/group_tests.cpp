#include <kohort/cohort/group_tests.hpp>

#include "base/invalid_argument.hpp"

#include <kohort/stats/distribution.hpp>

#include <Eigen/Dense>
#include <fmt/format.h>

#include <optional>

namespace kohort {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

std::vector<const duration_group*> groups_with_spells(const duration_counts& counts) {
    std::vector<const duration_group*> groups;
    for (const auto& group : counts.groups)
        if (group.spells > 0) groups.push_back(&group);
    return groups;
}

/// By group: sums over days, and what a test makes of them.
struct scores {
    VectorXd observed, expected;
    MatrixXd variance;

    explicit scores(Index groups)
        : observed(VectorXd::Zero(groups)), expected(VectorXd::Zero(groups)), variance(MatrixXd::Zero(groups, groups)) {
    }
};

std::optional<error> check(const duration_counts& counts, std::size_t groups) {
    if (counts.is_weighted) return invalid_argument("the test counts spells; count the durations without weights");
    if (groups < 2) return invalid_argument(fmt::format("{} group has spells; a test compares at least two", groups));
    return std::nullopt;
}

result<group_test> test_of(const scores& sums, const std::vector<const duration_group*>& groups, std::string name) {
    if (sums.observed.sum() == 0)
        return invalid_argument(fmt::format("no spell exits: there is nothing to test ({})", name));
    group_test made;
    made.test = std::move(name);
    for (const auto* group : groups) made.groups.push_back(group->name);
    made.observed.assign(sums.observed.begin(), sums.observed.end());
    made.expected.assign(sums.expected.begin(), sums.expected.end());
    // The scores add up to 0: the last group's says nothing new.
    const auto free = sums.observed.size() - 1;
    const VectorXd score = (sums.observed - sums.expected).head(free);
    const auto variance = sums.variance.topLeftCorner(free, free).completeOrthogonalDecomposition();
    made.statistic = score.dot(variance.solve(score));
    made.degrees_of_freedom = static_cast<int>(free);
    made.p_value = chi_squared_tail(made.statistic, made.degrees_of_freedom);
    return made;
}

/// The risk sets, exits by the cause and by others on a day.
struct day_of_groups {
    VectorXd at_risk, caused, others;

    day_of_groups(const std::vector<const duration_group*>& groups, std::size_t cause, std::size_t day)
        : at_risk(groups.size()), caused(groups.size()), others(groups.size()) {
        for (std::size_t g = 0; g < groups.size(); ++g) {
            const auto row = static_cast<Index>(g);
            at_risk[row] = groups[g]->at_risk[day];
            caused[row] = groups[g]->exits[cause][day];
            others[row] = groups[g]->all_exits(day) - caused[row];
        }
    }
};

/// Gray's variance is a sum over days and groups of (W + U (C(end) - C(day))) (...)' v, with W the weight of an exit in
/// the scores, U what it does to the curve, C the weight of the curve in later scores, v the exits' variance. C(end) is
/// known at the end only: the square is multiplied out.
class gray_sums {
  public:
    explicit gray_sums(Index groups)
        : total_(groups), survival_(VectorXd::Ones(groups)), incidence_(VectorXd::Zero(groups)),
          curve_weight_(MatrixXd::Zero(groups, groups)), cross_(MatrixXd::Zero(groups, groups)),
          effect_(VectorXd::Zero(groups)) {}

    void add(const day_of_groups& day) {
        const double caused = day.caused.sum();
        const auto groups = day.at_risk.size();
        VectorXd risk = VectorXd::Zero(groups), survival_after = survival_;
        for (Index g = 0; g < groups; ++g) {
            if (day.at_risk[g] <= 0) continue;
            risk[g] = day.at_risk[g] / survival_[g];
            survival_after[g] = survival_[g] * (1 - (day.caused[g] + day.others[g]) / day.at_risk[g]);
            if (day.caused[g] + day.others[g] >= day.at_risk[g]) survival_after[g] = 0;
        }
        const double all_risk = risk.sum();
        const MatrixXd weight = MatrixXd(risk.asDiagonal()) - risk * risk.transpose() / all_risk;
        const VectorXd subdistribution_risk = risk.array() * (1 - incidence_.array());
        total_.observed += day.caused;
        total_.expected += subdistribution_risk * (caused / subdistribution_risk.sum());
        curve_weight_ += weight * (caused / (all_risk * (1 - pooled_)));
        pooled_ += caused / all_risk;

        for (Index g = 0; g < groups; ++g) {
            if (day.at_risk[g] <= 0) continue;
            const bool stays = survival_after[g] > 0;
            const double ratio = stays ? (1 - pooled_) / survival_after[g] : 0;
            if (caused > 0) {
                const double ties = caused > 1 ? 1 - (caused - 1) / (all_risk * survival_[g] - 1) : 1;
                add_exits(g, weight.col(g), 1 - ratio, ties * survival_[g] * caused / (all_risk * day.at_risk[g]));
            }
            if (day.others[g] > 0 && stays) {
                const double ties = day.others[g] > 1 ? 1 - (day.others[g] - 1) / (day.at_risk[g] - 1) : 1;
                const double share = survival_[g] / day.at_risk[g];
                add_exits(g, VectorXd::Zero(groups), -ratio, ties * share * share * day.others[g]);
            }
            incidence_[g] += survival_[g] * day.caused[g] / day.at_risk[g];
        }
        survival_ = survival_after;
    }

    scores finish() {
        const MatrixXd mixed = cross_ * curve_weight_.transpose();
        total_.variance += curve_weight_ * effect_.asDiagonal() * curve_weight_.transpose() + mixed + mixed.transpose();
        return total_;
    }

  private:
    void add_exits(Index group, const VectorXd& weight, double effect, double variance) {
        const VectorXd known = weight - effect * curve_weight_.col(group);
        total_.variance += known * known.transpose() * variance;
        cross_.col(group) += known * (effect * variance);
        effect_[group] += effect * effect * variance;
    }

    scores total_;
    VectorXd survival_, incidence_; ///< by group, before the day
    double pooled_ = 0;             ///< the incidence of all groups
    MatrixXd curve_weight_, cross_;
    VectorXd effect_;
};

} // namespace

result<group_test> log_rank(const duration_counts& counts) {
    const auto groups = groups_with_spells(counts);
    if (auto problem = check(counts, groups.size())) return *problem;
    scores sums(static_cast<Index>(groups.size()));
    for (std::size_t day = 0; day < counts.days; ++day) {
        const day_of_groups now(groups, 0, day);
        const VectorXd group_exits = now.caused + now.others;
        const double exits = group_exits.sum(), at_risk = now.at_risk.sum();
        if (exits == 0) continue;
        const VectorXd share = now.at_risk / at_risk;
        sums.observed += group_exits;
        sums.expected += exits * share;
        if (at_risk > 1)
            sums.variance +=
                exits * (at_risk - exits) / (at_risk - 1) * (MatrixXd(share.asDiagonal()) - share * share.transpose());
    }
    return test_of(sums, groups, "log-rank");
}

result<group_test> gray_test(const duration_counts& counts, std::size_t cause) {
    const auto groups = groups_with_spells(counts);
    if (cause >= counts.causes.size())
        return invalid_argument(fmt::format("there is no cause {}: the counts have {}", cause, counts.causes.size()));
    if (auto problem = check(counts, groups.size())) return *problem;
    if (counts.is_truncated)
        return invalid_argument(
            "Gray's test needs spells observed from their first day; choose those who entered in the window");
    gray_sums sums(static_cast<Index>(groups.size()));
    for (std::size_t day = 0; day < counts.days; ++day) {
        const day_of_groups now(groups, cause, day);
        if (now.caused.sum() + now.others.sum() > 0) sums.add(now);
    }
    auto test = test_of(sums.finish(), groups, "Gray");
    if (test) test->cause = counts.causes[cause];
    return test;
}

} // namespace kohort
