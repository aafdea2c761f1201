#include <kohort/cohort/state_sequences.hpp>

#include "random_cohorts.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace kohort {
namespace {

struct world {
    std::shared_ptr<const spell_register> spells = naive::shared_register(41, 300, 80, exit_meaning::last_day);
    std::shared_ptr<const spell_register> work = naive::shared_register(42, 150, 80, exit_meaning::last_day);
    std::vector<row_filter> studies{{work->find_dimension("group"), {0, 1, 1, 0, 0, 0, 0}}};
    std::vector<row_filter> job{{work->find_dimension("group"), {1, 0, 0, 1, 1, 1, 1}}};
    std::vector<named_state> by_priority{
        {"work", {{work.get(), job}}}, {"studies", {{work.get(), studies}}}, {"enrolled", {{spells.get(), {}}}}};
    cohort of = naive::leavers(spells, {from_civil({2021, 7, 1}), from_civil({2022, 11, 30})});
    std::vector<int> months{0, 3, 6, 12};
};

TEST(state_sequences, are_the_first_state_that_covers_each_day) {
    const world w;
    const auto sequences = states_after(w.of, w.by_priority, "none", w.months).value();
    ASSERT_EQ(sequences.size(), w.of.members.size());
    ASSERT_EQ(sequences.states, (std::vector<std::string>{"work", "studies", "enrolled", "none"}));
    std::vector<int> seen(4);
    int missing = 0;
    for (std::size_t i = 0; i < w.of.members.size(); ++i)
        for (std::size_t column = 0; column < w.months.size(); ++column) {
            const auto when = add_months(day(w.of.members[i].origin), w.months[column]);
            if (!w.spells->horizon().contains(when)) {
                EXPECT_EQ(sequences.at(i, column), state_sequences::missing);
                ++missing;
                continue;
            }
            std::size_t state = 0;
            while (state < 3 && !naive::is_present(w.by_priority[state].sources.front(), w.of.members[i].person, when))
                ++state;
            EXPECT_EQ(sequences.at(i, column), state);
            ++seen[state];
        }
    EXPECT_GT(missing, 0);
    for (const auto count : seen) EXPECT_GT(count, 0);
}

TEST(state_sequences, are_counted_by_month_and_by_pairs_of_months) {
    const world w;
    const auto sequences = states_after(w.of, w.by_priority, "none", w.months).value();
    const std::vector<std::string> by{"sex"};
    const auto groups = group_by(w.of, by).value();
    const auto spread = distribution(sequences, groups);
    const auto moves = transitions(sequences, groups, 1, 3);
    ASSERT_EQ(spread.size(), groups.size());
    for (std::size_t g = 0; g < groups.size(); ++g) {
        std::vector<std::int64_t> counts(16), pairs(16), known(4);
        for (std::size_t i = 0; i < sequences.size(); ++i) {
            if (groups.group_of[i] != g) continue;
            for (std::size_t column = 0; column < 4; ++column)
                for (std::size_t state = 0; state < 4; ++state) {
                    counts[column * 4 + state] += sequences.at(i, column) == state;
                    known[column] += sequences.at(i, column) == state;
                }
            for (std::size_t from = 0; from < 4; ++from)
                for (std::size_t to = 0; to < 4; ++to)
                    pairs[from * 4 + to] += sequences.at(i, 1) == from && sequences.at(i, 3) == to;
        }
        EXPECT_EQ(spread[g].count, counts);
        EXPECT_EQ(spread[g].known, known);
        EXPECT_EQ(moves[g].count, pairs);
        EXPECT_EQ(moves[g].from_month, 3);
        EXPECT_EQ(moves[g].to_month, 12);
    }
    const auto all = added(moves);
    for (std::size_t from = 0; from < 4; ++from)
        for (std::size_t to = 0; to < 4; ++to)
            EXPECT_EQ(all.at(from, to), moves[0].at(from, to) + moves[1].at(from, to));
}

/// Sequences written out: one text per member, one letter per month, "-" when not known.
state_sequences written(const std::vector<std::string>& lines, const std::string& letters) {
    state_sequences made;
    for (const char letter : letters) made.states.emplace_back(1, letter);
    for (std::size_t month = 0; month < lines.front().size(); ++month) made.months.push_back(static_cast<int>(month));
    for (const auto& line : lines)
        for (const char letter : line)
            made.state.push_back(letter == '-' ? state_sequences::missing
                                               : static_cast<std::uint8_t>(letters.find(letter)));
    return made;
}

member_groups one_group(std::size_t members) {
    member_groups groups;
    groups.group_of.resize(members);
    return groups;
}

TEST(state_distribution, has_an_entropy_of_0_for_one_state_and_of_1_for_all_alike) {
    const auto sequences = written({"aab-", "aac-", "aad-", "aba-"}, "abcd");
    const auto spread = distribution(sequences, one_group(4)).front();
    EXPECT_EQ(spread.entropy[0], 0);
    EXPECT_NEAR(spread.entropy[1], (0.75 * std::log(4.0 / 3) + 0.25 * std::log(4.0)) / std::log(4.0), 1e-15);
    EXPECT_NEAR(spread.entropy[2], 1, 1e-15);
    EXPECT_TRUE(std::isnan(spread.entropy[3]));
}

TEST(transition_matrix, leaves_out_who_is_not_known_and_has_no_share_of_nobody) {
    const auto sequences = written({"ab", "aa", "a-", "-b", "bb"}, "abc");
    const auto matrix = transitions(sequences, one_group(5), 0, 1).front();
    EXPECT_EQ(matrix.count, (std::vector<std::int64_t>{1, 1, 0, 0, 1, 0, 0, 0, 0}));
    EXPECT_EQ(matrix.leaving(0), 2);
    EXPECT_EQ(matrix.share(0, 1), 0.5);
    EXPECT_TRUE(std::isnan(matrix.share(2, 0)));
}

TEST(equal_transitions, of_equal_matrices_differ_by_nothing_and_of_opposite_ones_by_everything) {
    const auto matrix = [](std::vector<std::int64_t> count) { return transition_matrix{"", {"a", "b"}, 0, 1, count}; };
    const std::vector equal{matrix({30, 10, 5, 5}), matrix({60, 20, 20, 20})};
    const auto same = equal_transitions(equal).value();
    EXPECT_NEAR(same.statistic, 0, 1e-12);
    EXPECT_EQ(same.degrees_of_freedom, 2);
    EXPECT_NEAR(same.p_value, 1, 1e-12);
    const std::vector opposite{matrix({10, 0, 0, 10}), matrix({0, 10, 10, 0})};
    EXPECT_NEAR(equal_transitions(opposite).value().statistic, 40, 1e-12); // two tables of which nothing is shared: 2 n
    // A state in which only one matrix has anybody adds nothing.
    const std::vector sparse{matrix({10, 10, 0, 0}), matrix({15, 5, 4, 4})};
    EXPECT_EQ(equal_transitions(sparse).value().degrees_of_freedom, 1);
}

TEST(equal_transitions, refuses_what_cannot_be_compared) {
    const transition_matrix ab{"", {"a", "b"}, 0, 1, {1, 0, 0, 1}}, ac{"", {"a", "c"}, 0, 1, {1, 0, 0, 1}};
    EXPECT_FALSE(equal_transitions(std::span(&ab, 1)));
    EXPECT_FALSE(equal_transitions(std::vector{ab, ac}));
    EXPECT_FALSE(equal_transitions(std::vector{ab, ab})); // everybody stays: no degree of freedom
}

TEST(state_sequences, refuse_lists_that_are_no_states) {
    const world w;
    const std::vector<int> backwards{3, 0};
    const auto refused = states_after(w.of, std::vector<named_state>{{"work", {}}, {"work", w.by_priority[0].sources}},
                                      "none", backwards);
    ASSERT_EQ(refused.errors().size(), 3u);
    EXPECT_EQ(refused.errors()[0].path(), "/states/0");
    EXPECT_EQ(refused.errors()[1].message(), "there are two states \"work\"");
    EXPECT_EQ(refused.errors()[2].path(), "/months");
    EXPECT_FALSE(states_after(w.of, {}, "none", w.months));
    EXPECT_FALSE(states_after(w.of, w.by_priority, "enrolled", w.months));
}

} // namespace
} // namespace kohort
