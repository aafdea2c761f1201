// What the members do after so many months: states, how they spread, and who goes from which to which.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/cohort/cohort.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace kohort {

/// One state of a list by priority: a person is in it on the days that some kept spell of its sources covers. Several
/// states may come from one register, by other filters.
struct named_state {
    std::string name;
    std::vector<spell_source> sources;
};

/// One state per member and month after the origin.
struct state_sequences {
    /// The state is not known: the day lies outside what is observed.
    static constexpr std::uint8_t missing = (std::numeric_limits<std::uint8_t>::max)();

    std::vector<std::string> states{};
    std::vector<int> months{};         ///< ascending
    std::vector<std::uint8_t> state{}; ///< by member, then month: an index in `states`, or `missing`

    [[nodiscard]] std::size_t size() const noexcept { return months.empty() ? 0 : state.size() / months.size(); }
    [[nodiscard]] std::uint8_t at(std::size_t member, std::size_t column) const noexcept {
        return state[member * months.size() + column];
    }
};

/// The state of every member on the days `add_months(origin, m)`: the first of the list that covers the day, else
/// `otherwise`, which is the last state (Statistics Sweden's BAS: employed before unemployed before student ...). A day
/// that some source does not observe is missing for all states: nobody is taken for absent because nothing is known.
///
/// Errors: no state or more than 254, two of one name, one without a source, no month, months that do not ascend.
/// O(states x rows of the sources + members x months x states).
[[nodiscard]] result<state_sequences> states_after(const cohort& of, std::span<const named_state> by_priority,
                                                   std::string otherwise, std::span<const int> months);

/// How many of a group are in each state in each month.
struct state_distribution {
    std::string group;
    std::vector<std::string> states;
    std::vector<int> months;
    std::vector<std::int64_t> count; ///< by month, then state
    std::vector<std::int64_t> known; ///< by month: members whose state is known; shares are of these
    /// By month Shannon's entropy of the shares over the entropy of equal shares, log(states): 0 when all are in one
    /// state, 1 when every state has as many. NaN when nobody is known or there is one state. TraMineR's seqstatd.
    std::vector<double> entropy;
};

/// One distribution per group. O(members x months).
[[nodiscard]] std::vector<state_distribution> distribution(const state_sequences& sequences,
                                                           const member_groups& groups);

/// Who went from which state to which, between two months.
struct transition_matrix {
    std::string group;
    std::vector<std::string> states;
    int from_month = 0;
    int to_month = 0;                ///< of several steps added, that of the last
    std::vector<std::int64_t> count; ///< by state in `from_month`, then in `to_month`

    [[nodiscard]] std::int64_t at(std::size_t from, std::size_t to) const noexcept {
        return count[from * states.size() + to];
    }
    /// Those in the state in `from_month` whose later state is known.
    [[nodiscard]] std::int64_t leaving(std::size_t from) const noexcept;
    /// The row's share, `at / leaving`; NaN when nobody is there.
    [[nodiscard]] double share(std::size_t from, std::size_t to) const noexcept;
};

/// One matrix per group, between two columns of the sequences. Members with an unknown state are left out.
/// `from_column < to_column` (asserted). O(members).
[[nodiscard]] std::vector<transition_matrix> transitions(const state_sequences& sequences, const member_groups& groups,
                                                         std::size_t from_column, std::size_t to_column);

/// The sum of matrices of the same states; its row shares are those of a chain with constant transitions (TraMineR's
/// seqtrate, of all steps). `matrices` must not be empty.
[[nodiscard]] transition_matrix added(std::span<const transition_matrix> matrices);

/// Whether matrices are the same but for chance.
struct equality_test {
    double statistic; ///< chi-squared
    int degrees_of_freedom;
    double p_value;
};

/// The chi-squared test that several matrices (of consecutive steps: stationarity; of groups: homogeneity) have the
/// same row shares p: the sum over matrices t and states i, j of n_i(t) (p_ij(t) - p_ij)^2 / p_ij. The degrees of
/// freedom are the sum over rows of (matrices with someone in i - 1) (states entered from i - 1). It assumes that steps
/// are independent, as those of a Markov chain are; the approximation is poor where expected counts are below 5.
///
/// Source: Anderson and Goodman 1957, Annals of Mathematical Statistics 28, 89-110; each row's part is R's chisq.test
/// of the table matrices x states. Errors: fewer than two matrices, other states, nothing to compare (no degree of
/// freedom). O(matrices x states^2).
[[nodiscard]] result<equality_test> equal_transitions(std::span<const transition_matrix> matrices);

} // namespace kohort
