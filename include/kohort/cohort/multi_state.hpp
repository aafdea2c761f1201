// Who is in which state when: Aalen-Johansen estimates of models with any states and transitions.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/cohort/survival.hpp>
#include <kohort/stats/interval.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kohort {

/// Time in states as columns of equal length, one element per stay: a person who moves has several stays, each from
/// where the one before ended. A stay is at risk of a transition on the days (entry, exit].
struct stay_columns {
    static constexpr std::uint8_t censored = (std::numeric_limits<std::uint8_t>::max)();

    std::span<const std::int32_t> entry; ///< days from the origin (or any other scale of days)
    std::span<const std::int32_t> exit;
    std::span<const std::uint8_t> from; ///< the state, an index in `states`
    std::span<const std::uint8_t> to;   ///< the next state, or `censored`: it is not known, or the stay is split here
    std::span<const double> weight{};   ///< empty: 1 each. A stay of weight 2 counts as two
    std::vector<std::string> states;
};

/// The transitions out of a state on a day.
struct transition {
    std::int32_t day;
    std::uint8_t from;
    std::uint8_t to;
    double count; ///< in weights
};

/// Transitions and who could have made them, by day.
struct transition_counts {
    std::vector<std::string> states;
    /// Days on which a stay ends, ascending.
    std::vector<std::int32_t> day;
    /// Per day and state (`row * states + state`): in the state, so that they could have moved on the day, in weights.
    std::vector<double> at_risk;
    std::vector<std::int64_t> stays_at_risk; ///< the same in stays
    std::vector<transition> transitions;     ///< by day, then `from`, then `to`
};

/// Counts stays. Errors, each with the number of such rows and the first of them (rows count from 0): an exit not after
/// its entry, a state that does not exist, a transition from a state to itself, a weight that is negative, infinite or
/// NaN. Also columns of different lengths, no state or more than 64, days that span more than `longest_duration`. Stays
/// of weight 0 are left out. O(stays + days x states^2).
[[nodiscard]] result<transition_counts> count_transitions(const stay_columns& stays);

/// How likely each state is on each day.
struct state_probabilities {
    std::vector<std::string> states;
    interval_options interval{};
    std::vector<std::int32_t> day;   ///< days on which a stay ends, after `from_day`
    std::vector<double> probability; ///< per day and state: `row * states + state`
    std::vector<double> standard_error;
    std::vector<double> lower; ///< NaN where not defined, see `interval_of`
    std::vector<double> upper;
};

/// Where the process starts.
struct state_start {
    /// Transitions up to this day are not used: P(from_day, t). Nothing: all are.
    std::optional<std::int32_t> from_day{};
    /// Per state its probability there, not negative, adding up to 1; empty: in proportion to those at risk on the
    /// first day with a transition after `from_day`, before it (R's survfit).
    std::vector<double> probability{};
};

/// State probabilities: p(t) = p(start) times the product over days of I + dA, where dA_hj = transitions from h to j
/// over Y_h at risk in h. Standard errors take p(start) as given and are Greenwood's (multinomial): per day,
/// Cov(dA_hj, dA_hk) = dA_hj (delta_jk - dA_hk) / Y_h. Equal to R's mstate::probtrans(variance = TRUE, method =
/// "greenwood"). Weights are case weights. Markov when hazards depend on the day alone; without that the probabilities
/// of states remain valid as long as censoring does not depend on the past (Datta and Satten 2001).
///
/// Sources: Aalen and Johansen 1978; Andersen et al. (1993), section IV.4. Errors: a level that is not between 0 and 1;
/// start probabilities that are not; nobody at risk from whom to take them. O(days x states^3).
[[nodiscard]] result<state_probabilities> aalen_johansen(const transition_counts& counts, const state_start& start = {},
                                                         const interval_options& interval = {});

/// P(from_day, t): from each state, `aalen_johansen` of a process that starts there. O(days x states^4).
[[nodiscard]] result<std::vector<state_probabilities>>
transition_probabilities(const transition_counts& counts, std::int32_t from_day, const interval_options& interval = {});

} // namespace kohort
