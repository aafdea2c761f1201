#include <kohort/cohort/multi_state.hpp>

#include <kohort/cohort/duration_counts.hpp>

#include "row_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kohort {

namespace {

constexpr std::size_t most_states_of_a_model = 64;
constexpr std::size_t most_cells = std::size_t{1} << 26; // 512 MB

error_list check_shape(const stay_columns& stays) {
    error_list problems;
    const auto rows = stays.exit.size();
    check_length(stays.entry.size(), rows, "/entry", problems);
    check_length(stays.from.size(), rows, "/from", problems);
    check_length(stays.to.size(), rows, "/to", problems);
    if (!stays.weight.empty()) check_length(stays.weight.size(), rows, "/weight", problems);
    if (stays.states.empty() || stays.states.size() > most_states_of_a_model)
        problems.emplace_back(
            error_code::invalid_argument,
            fmt::format("there are {} states; there must be 1 to {}", stays.states.size(), most_states_of_a_model),
            "/states");
    return problems;
}

error_list check_values(const stay_columns& stays) {
    error_list problems;
    const auto rows = stays.exit.size(), states = stays.states.size();
    check_rows(
        rows, [&](std::size_t row) { return stays.exit[row] <= stays.entry[row]; },
        "a stay does not end after its entry", "/exit", problems);
    check_rows(
        rows, [&](std::size_t row) { return stays.from[row] >= states; }, "a state is not in the list of states",
        "/from", problems);
    check_rows(
        rows, [&](std::size_t row) { return stays.to[row] != stay_columns::censored && stays.to[row] >= states; },
        "a state is not in the list of states", "/to", problems);
    check_rows(
        rows, [&](std::size_t row) { return stays.to[row] == stays.from[row]; },
        "a transition leads to the state that it leaves; mark a stay that is split as censored", "/to", problems);
    if (!stays.weight.empty()) check_weights(stays.weight, problems);
    return problems;
}

/// Sums by day and state, on a table of all days from the first entry on.
struct stay_table {
    std::int32_t first;
    std::size_t days, states;
    std::vector<double> entering, leaving, moving; ///< by (day, state), (day, state), (day, from, to)
    std::vector<std::int64_t> spells_entering, spells_leaving;
    std::vector<std::uint8_t> has_end; ///< by day

    stay_table(std::int32_t first_day, std::size_t day_count, std::size_t state_count)
        : first(first_day), days(day_count), states(state_count), entering(days * states), leaving(days * states),
          moving(days * states * states), spells_entering(days * states), spells_leaving(days * states), has_end(days) {
    }

    void add(const stay_columns& stays, std::size_t row, double weight) {
        const std::size_t from = stays.from[row], to = stays.to[row];
        const auto begin = static_cast<std::size_t>(stays.entry[row] - first) + 1;
        const auto end = static_cast<std::size_t>(stays.exit[row] - first);
        entering[begin * states + from] += weight;
        ++spells_entering[begin * states + from];
        leaving[end * states + from] += weight;
        ++spells_leaving[end * states + from];
        if (to != stay_columns::censored) moving[(end * states + from) * states + to] += weight;
        has_end[end] = 1;
    }
};

void read_day(const stay_table& table, std::size_t day, const std::vector<double>& at_risk,
              const std::vector<std::int64_t>& stays_at_risk, transition_counts& counts) {
    const auto number = table.first + static_cast<std::int32_t>(day);
    counts.day.push_back(number);
    counts.at_risk.insert(counts.at_risk.end(), at_risk.begin(), at_risk.end());
    counts.stays_at_risk.insert(counts.stays_at_risk.end(), stays_at_risk.begin(), stays_at_risk.end());
    for (std::size_t from = 0; from < table.states; ++from)
        for (std::size_t to = 0; to < table.states; ++to)
            if (const double moved = table.moving[(day * table.states + from) * table.states + to]; moved > 0)
                counts.transitions.push_back(
                    {number, static_cast<std::uint8_t>(from), static_cast<std::uint8_t>(to), moved});
}

transition_counts read(const stay_table& table) {
    transition_counts counts;
    std::vector<double> at_risk(table.states);
    std::vector<std::int64_t> stays_at_risk(table.states);
    for (std::size_t day = 0; day < table.days; ++day) {
        for (std::size_t state = 0; state < table.states; ++state) {
            const auto cell = day * table.states + state;
            at_risk[state] += table.entering[cell];
            stays_at_risk[state] += table.spells_entering[cell];
            // Sums of weights carry rounding errors: all leave when all stays do.
            if (stays_at_risk[state] == table.spells_leaving[cell]) at_risk[state] = table.leaving[cell];
        }
        if (table.has_end[day]) read_day(table, day, at_risk, stays_at_risk, counts);
        for (std::size_t state = 0; state < table.states; ++state) {
            at_risk[state] -= table.leaving[day * table.states + state];
            stays_at_risk[state] -= table.spells_leaving[day * table.states + state];
        }
    }
    return counts;
}

} // namespace

result<transition_counts> count_transitions(const stay_columns& stays) {
    if (auto problems = check_shape(stays); !problems.empty()) return problems;
    if (auto problems = check_values(stays); !problems.empty()) return problems;
    transition_counts counts;
    if (!stays.exit.empty()) {
        const auto first = *std::min_element(stays.entry.begin(), stays.entry.end());
        const auto last = *std::max_element(stays.exit.begin(), stays.exit.end());
        const auto days = std::int64_t{last} - first + 1;
        if (days > longest_duration)
            return error(error_code::invalid_argument,
                         fmt::format("the stays span {} days, more than {}", days, longest_duration), "/exit");
        if (static_cast<std::size_t>(days) > most_cells / (stays.states.size() * stays.states.size()))
            return error(error_code::invalid_argument,
                         fmt::format("{} days of {} states need a table of more than {} cells; use fewer states", days,
                                     stays.states.size(), most_cells),
                         "/states");
        stay_table table(first, static_cast<std::size_t>(days), stays.states.size());
        for (std::size_t row = 0; row < stays.exit.size(); ++row) {
            const double weight = stays.weight.empty() ? 1 : stays.weight[row];
            if (weight > 0) table.add(stays, row, weight);
        }
        counts = read(table);
    }
    counts.states = stays.states;
    return counts;
}

} // namespace kohort
