#include <kohort/cohort/multi_state.hpp>

#include "base/invalid_argument.hpp"
#include "levels.hpp"

#include <kohort/stats/distribution.hpp>

#include <Eigen/Dense>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kohort {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::RowVectorXd;

/// The probabilities of the states and their covariances, day by day.
class state_walk {
  public:
    state_walk(RowVectorXd start)
        : probability_(std::move(start)), covariance_(MatrixXd::Zero(probability_.size(), probability_.size())) {}

    /// `shares` is dA of a day: per row h the shares of those in h that move to the columns, 0 on the diagonal.
    void step(const MatrixXd& shares, const double* at_risk) {
        const auto states = probability_.size();
        MatrixXd moves = shares;
        for (Index from = 0; from < states; ++from) moves(from, from) = 1 - shares.row(from).sum();
        covariance_ = (moves.transpose() * covariance_ * moves).eval();
        for (Index from = 0; from < states; ++from) {
            if (shares.row(from).sum() == 0) continue;
            const RowVectorXd row = moves.row(from);
            const double scale = probability_[from] * probability_[from] / at_risk[from];
            covariance_ += scale * (MatrixXd(row.asDiagonal()) - row.transpose() * row);
        }
        probability_ = (probability_ * moves).eval();
    }

    [[nodiscard]] double probability(Index state) const noexcept { return probability_[state]; }
    [[nodiscard]] double standard_error(Index state) const noexcept {
        return std::sqrt((std::max)(covariance_(state, state), 0.0));
    }

  private:
    RowVectorXd probability_;
    MatrixXd covariance_;
};

/// The first transition after a day, or the end.
std::vector<transition>::const_iterator first_after(const transition_counts& counts, std::int32_t day) {
    return std::upper_bound(counts.transitions.begin(), counts.transitions.end(), day,
                            [](std::int32_t asked, const transition& t) { return asked < t.day; });
}

result<RowVectorXd> start_of(const transition_counts& counts, const state_start& start, std::int32_t from_day) {
    const auto states = counts.states.size();
    RowVectorXd probability = RowVectorXd::Zero(static_cast<Index>(states));
    if (!start.probability.empty()) {
        if (start.probability.size() != states)
            return invalid_argument(
                fmt::format("{} start probabilities for {} states", start.probability.size(), states), "/probability");
        for (std::size_t state = 0; state < states; ++state)
            probability[static_cast<Index>(state)] = start.probability[state];
        if (!(probability.minCoeff() >= 0) || !(std::abs(probability.sum() - 1) <= 1e-9))
            return invalid_argument("start probabilities must not be negative and must add up to 1", "/probability");
        return probability;
    }
    const auto first = first_after(counts, from_day);
    if (first == counts.transitions.end())
        return invalid_argument(
            "no transition follows, so nobody tells where the process starts; give start probabilities",
            "/probability");
    const auto row = std::lower_bound(counts.day.begin(), counts.day.end(), first->day) - counts.day.begin();
    for (std::size_t state = 0; state < states; ++state)
        probability[static_cast<Index>(state)] = counts.at_risk[static_cast<std::size_t>(row) * states + state];
    return RowVectorXd(probability / probability.sum());
}

} // namespace

result<state_probabilities> aalen_johansen(const transition_counts& counts, const state_start& start,
                                           const interval_options& interval) {
    if (auto problem = check_level(interval.level)) return *problem;
    const auto from_day = start.from_day.value_or((std::numeric_limits<std::int32_t>::min)());
    const auto probability = start_of(counts, start, from_day);
    if (!probability) return probability.errors();

    const auto states = counts.states.size();
    const double z = normal_quantile((1 + interval.level) / 2);
    state_probabilities made;
    made.states = counts.states;
    made.interval = interval;
    state_walk walk(*probability);
    auto next = first_after(counts, from_day);
    for (std::size_t row = 0; row < counts.day.size(); ++row) {
        if (counts.day[row] <= from_day) continue;
        const auto* at_risk = counts.at_risk.data() + row * states;
        MatrixXd shares = MatrixXd::Zero(static_cast<Index>(states), static_cast<Index>(states));
        const auto first = next;
        for (; next != counts.transitions.end() && next->day == counts.day[row]; ++next)
            shares(next->from, next->to) = next->count / at_risk[next->from];
        if (next != first) walk.step(shares, at_risk);
        made.day.push_back(counts.day[row]);
        for (Index state = 0; state < static_cast<Index>(states); ++state) {
            const auto limits = interval_of(walk.probability(state), walk.standard_error(state), z, interval.kind);
            made.probability.push_back(walk.probability(state));
            made.standard_error.push_back(walk.standard_error(state));
            made.lower.push_back(limits.lower);
            made.upper.push_back(limits.upper);
        }
    }
    return made;
}

result<std::vector<state_probabilities>>
transition_probabilities(const transition_counts& counts, std::int32_t from_day, const interval_options& interval) {
    std::vector<state_probabilities> all;
    for (std::size_t state = 0; state < counts.states.size(); ++state) {
        state_start start{from_day, std::vector<double>(counts.states.size())};
        start.probability[state] = 1;
        auto from_state = aalen_johansen(counts, start, interval);
        if (!from_state) return std::move(from_state).errors();
        all.push_back(*std::move(from_state));
    }
    return all;
}

} // namespace kohort
