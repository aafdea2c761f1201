#include <kohort/cohort/state_sequences.hpp>

#include "base/invalid_argument.hpp"
#include "base/undefined.hpp"

#include <kohort/spells/days_of_person.hpp>
#include <kohort/stats/distribution.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <optional>

namespace kohort {

namespace {

constexpr std::size_t most_states_in_a_byte = 254;

error_list check(std::span<const named_state> by_priority, const std::string& otherwise, std::span<const int> months) {
    error_list problems;
    if (by_priority.empty()) problems.push_back(invalid_argument("name at least one state", "/states"));
    if (by_priority.size() >= most_states_in_a_byte)
        problems.push_back(
            invalid_argument(fmt::format("there are more than {} states", most_states_in_a_byte), "/states"));
    for (std::size_t s = 0; s < by_priority.size(); ++s) {
        const auto path = fmt::format("/states/{}", s);
        const auto& name = by_priority[s].name;
        const auto before = by_priority.first(s);
        if (by_priority[s].sources.empty())
            problems.push_back(invalid_argument(fmt::format("the state \"{}\" has no register", name), path));
        const bool is_taken = name == otherwise || std::any_of(before.begin(), before.end(),
                                                               [&](const auto& other) { return other.name == name; });
        if (is_taken) problems.push_back(invalid_argument(fmt::format("there are two states \"{}\"", name), path));
    }
    if (months.empty()) problems.push_back(invalid_argument("name at least one month after the origin", "/months"));
    if (std::adjacent_find(months.begin(), months.end(), std::greater_equal<>()) != months.end())
        problems.push_back(invalid_argument("months must ascend", "/months"));
    return problems;
}

/// The days on which all sources of all states are observed.
window observed_days(std::span<const named_state> states) noexcept {
    window days{day((std::numeric_limits<std::int32_t>::min)()), day((std::numeric_limits<std::int32_t>::max)())};
    for (const auto& state : states)
        for (const auto& source : state.sources) {
            const auto horizon = source.spells->horizon();
            days = {(std::max)(days.first, horizon.first), (std::min)(days.last, horizon.last)};
        }
    return days;
}

bool covers(std::span<const day_span> person, day d) noexcept {
    const auto next = std::upper_bound(person.begin(), person.end(), d.count(),
                                       [](std::int32_t asked, day_span span) { return asked < span.start; });
    return next != person.begin() && d.count() < std::prev(next)->end;
}

double normalised_entropy(std::span<const std::int64_t> count, std::int64_t known) noexcept {
    if (known == 0 || count.size() < 2) return undefined;
    double entropy = 0;
    for (const auto each : count) {
        const double share = static_cast<double>(each) / static_cast<double>(known);
        if (each > 0) entropy -= share * std::log(share);
    }
    return entropy / std::log(static_cast<double>(count.size()));
}

} // namespace

result<state_sequences> states_after(const cohort& of, std::span<const named_state> by_priority, std::string otherwise,
                                     std::span<const int> months) {
    if (auto problems = check(by_priority, otherwise, months); !problems.empty()) return problems;
    state_sequences sequences;
    std::vector<days_of_person> days;
    for (const auto& state : by_priority) {
        sequences.states.push_back(state.name);
        days.emplace_back(state.sources);
    }
    sequences.states.push_back(std::move(otherwise));
    sequences.months.assign(months.begin(), months.end());
    sequences.state.reserve(of.members.size() * months.size());

    const auto observed = observed_days(by_priority);
    std::vector<std::span<const day_span>> covered(by_priority.size());
    std::optional<std::uint32_t> person;
    for (const auto& member : of.members) {
        if (person != member.person)
            for (std::size_t s = 0; s < days.size(); ++s) covered[s] = days[s].covered(member.person);
        person = member.person;
        for (const auto month : months) {
            const auto when = add_months(day(member.origin), month);
            const auto found = std::find_if(covered.begin(), covered.end(),
                                            [when](std::span<const day_span> spans) { return covers(spans, when); });
            sequences.state.push_back(observed.contains(when) ? static_cast<std::uint8_t>(found - covered.begin())
                                                              : state_sequences::missing);
        }
    }
    return sequences;
}

std::vector<state_distribution> distribution(const state_sequences& sequences, const member_groups& groups) {
    assert(groups.group_of.size() == sequences.size());
    const auto states = sequences.states.size(), columns = sequences.months.size();
    std::vector<state_distribution> all;
    for (std::size_t g = 0; g < groups.size(); ++g)
        all.push_back({groups.name(g),
                       sequences.states,
                       sequences.months,
                       std::vector<std::int64_t>(columns * states),
                       std::vector<std::int64_t>(columns),
                       {}});
    for (std::size_t i = 0; i < sequences.size(); ++i) {
        auto& group = all[groups.group_of[i]];
        for (std::size_t column = 0; column < columns; ++column) {
            const auto state = sequences.at(i, column);
            if (state == state_sequences::missing) continue;
            ++group.count[column * states + state];
            ++group.known[column];
        }
    }
    for (auto& group : all)
        for (std::size_t column = 0; column < columns; ++column)
            group.entropy.push_back(
                normalised_entropy(std::span(group.count).subspan(column * states, states), group.known[column]));
    return all;
}

std::int64_t transition_matrix::leaving(std::size_t from) const noexcept {
    std::int64_t sum = 0;
    for (std::size_t to = 0; to < states.size(); ++to) sum += at(from, to);
    return sum;
}

double transition_matrix::share(std::size_t from, std::size_t to) const noexcept {
    const auto all = leaving(from);
    return all == 0 ? undefined : static_cast<double>(at(from, to)) / static_cast<double>(all);
}

std::vector<transition_matrix> transitions(const state_sequences& sequences, const member_groups& groups,
                                           std::size_t from_column, std::size_t to_column) {
    assert(from_column < to_column && to_column < sequences.months.size());
    assert(groups.group_of.size() == sequences.size());
    const auto states = sequences.states.size();
    std::vector<transition_matrix> matrices;
    for (std::size_t g = 0; g < groups.size(); ++g)
        matrices.push_back({groups.name(g), sequences.states, sequences.months[from_column],
                            sequences.months[to_column], std::vector<std::int64_t>(states * states)});
    for (std::size_t i = 0; i < sequences.size(); ++i) {
        const auto from = sequences.at(i, from_column), to = sequences.at(i, to_column);
        if (from == state_sequences::missing || to == state_sequences::missing) continue;
        ++matrices[groups.group_of[i]].count[from * states + to];
    }
    return matrices;
}

transition_matrix added(std::span<const transition_matrix> matrices) {
    assert(!matrices.empty());
    auto sum = matrices.front();
    for (const auto& each : matrices.subspan(1)) {
        assert(each.states == sum.states);
        for (std::size_t cell = 0; cell < sum.count.size(); ++cell) sum.count[cell] += each.count[cell];
        sum.to_month = (std::max)(sum.to_month, each.to_month);
    }
    return sum;
}

result<equality_test> equal_transitions(std::span<const transition_matrix> matrices) {
    if (matrices.size() < 2)
        return invalid_argument("one matrix has nothing to be compared with; give at least two", "/matrices");
    for (const auto& each : matrices)
        if (each.states != matrices.front().states)
            return invalid_argument("the matrices have different states and cannot be compared", "/matrices");
    const auto all = added(matrices);
    const auto states = all.states.size();
    equality_test test{0, 0, 0};
    for (std::size_t from = 0; from < states; ++from) {
        int rows = 0, entered = 0;
        for (std::size_t to = 0; to < states; ++to) entered += all.at(from, to) > 0;
        for (const auto& each : matrices) {
            const auto leaving = static_cast<double>(each.leaving(from));
            if (leaving == 0) continue;
            ++rows;
            for (std::size_t to = 0; to < states; ++to) {
                if (all.at(from, to) == 0) continue;
                const double expected = leaving * all.share(from, to);
                const double difference = static_cast<double>(each.at(from, to)) - expected;
                test.statistic += difference * difference / expected;
            }
        }
        if (rows > 1) test.degrees_of_freedom += (rows - 1) * (entered - 1);
    }
    if (test.degrees_of_freedom == 0)
        return invalid_argument(
            "nobody leaves a state in two matrices to different states: there is nothing to compare", "/matrices");
    test.p_value = chi_squared_tail(test.statistic, test.degrees_of_freedom);
    return test;
}

} // namespace kohort
