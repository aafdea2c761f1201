#include <kohort/cohort/multi_state.hpp>

#include <kohort/cohort/competing_exits.hpp>

#include "cohort/naive_durations.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace kohort {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr auto lost = stay_columns::censored;

struct stays {
    std::vector<std::int32_t> entry, exit;
    std::vector<std::uint8_t> from, to;
    std::vector<double> weight;
    std::vector<std::string> states{"enrolled", "work", "studies"};

    void add(std::int32_t begin, std::int32_t end, int state, int next, double w = 1) {
        entry.push_back(begin);
        exit.push_back(end);
        from.push_back(static_cast<std::uint8_t>(state));
        to.push_back(static_cast<std::uint8_t>(next));
        weight.push_back(w);
    }
    [[nodiscard]] result<transition_counts> count() const {
        return count_transitions({entry, exit, from, to, weight, states});
    }
};

/// Four people: two leave for work on day 2 and 5, one of them comes back on day 4; one leaves for studies on day 4;
/// one comes late, on day 3, and is lost on day 6.
stays four_people() {
    stays made;
    made.add(0, 2, 0, 1);
    made.add(2, 4, 1, 0);
    made.add(4, 7, 0, lost);
    made.add(0, 5, 0, 1);
    made.add(0, 4, 0, 2);
    made.add(3, 6, 0, lost);
    return made;
}

TEST(multi_state, transitions_and_risk_sets) {
    const auto counts = four_people().count().value();
    EXPECT_THAT(counts.day, ElementsAre(2, 4, 5, 6, 7));
    EXPECT_THAT(counts.at_risk, ElementsAre(3, 0, 0, /**/ 3, 1, 0, /**/ 3, 0, 0, /**/ 2, 0, 0, /**/ 1, 0, 0));
    EXPECT_THAT(counts.stays_at_risk, ElementsAre(3, 0, 0, 3, 1, 0, 3, 0, 0, 2, 0, 0, 1, 0, 0));
    ASSERT_EQ(counts.transitions.size(), 4U);
    EXPECT_EQ(counts.transitions[1].day, 4);
    EXPECT_EQ(counts.transitions[1].from, 0);
    EXPECT_EQ(counts.transitions[1].to, 2);
    EXPECT_EQ(counts.transitions[1].count, 1);
}

TEST(multi_state, worked_by_hand) {
    const auto made = aalen_johansen(four_people().count().value()).value();
    // Day 2: 1/3 to work. Day 4: 1/3 of the enrolled to studies, all at work back. Day 5: 1/3 of the enrolled to work.
    const std::vector<std::vector<double>> expected{{2. / 3, 1. / 3, 0},
                                                    {7. / 9, 0, 2. / 9},
                                                    {14. / 27, 7. / 27, 2. / 9},
                                                    {14. / 27, 7. / 27, 2. / 9},
                                                    {14. / 27, 7. / 27, 2. / 9}};
    EXPECT_THAT(made.day, ElementsAre(2, 4, 5, 6, 7));
    for (std::size_t row = 0; row < expected.size(); ++row)
        for (std::size_t state = 0; state < 3; ++state)
            EXPECT_NEAR(made.probability[row * 3 + state], expected[row][state], 1e-15);
    EXPECT_NEAR(made.standard_error[0], std::sqrt(1. / 3 * (2. / 3) / 3), 1e-15);
    EXPECT_EQ(made.standard_error[2], 0);
}

TEST(multi_state, with_absorbing_states_alone_it_is_the_cumulative_incidence) {
    for (unsigned seed = 0; seed < 10; ++seed) {
        auto people = naive::random_durations(seed);
        people.groups = {"all"};
        people.group.assign(people.size(), 0);
        stays as_stays;
        naive::durations positive = people; // a stay has a day
        for (std::size_t row = 0; row < people.size(); ++row) {
            if (people.exit[row] == 0) positive.exit[row] = 1;
            const auto cause = people.cause[row];
            as_stays.add(people.entry[row], positive.exit[row], 0, cause == 0 ? lost : cause, people.weight[row]);
        }
        const auto exits = cumulative_incidences(positive.count()).value();
        const auto states = aalen_johansen(as_stays.count().value(), {.probability = {1, 0, 0}}).value();
        ASSERT_EQ(states.day, exits[0].day);
        for (std::size_t row = 0; row < states.day.size(); ++row)
            for (std::size_t cause = 0; cause < 2; ++cause) {
                EXPECT_NEAR(states.probability[row * 3 + cause + 1], exits[cause].incidence[row], 1e-14);
                EXPECT_NEAR(states.standard_error[row * 3 + cause + 1], exits[cause].standard_error[row], 1e-14);
                const double upper = exits[cause].upper[row];
                if (!std::isnan(upper)) {
                    EXPECT_NEAR(states.upper[row * 3 + cause + 1], upper, 1e-13);
                }
            }
    }
}

TEST(multi_state, transition_probabilities_follow_chapman_and_kolmogorov) {
    const auto counts = four_people().count().value();
    const auto whole = transition_probabilities(counts, 0).value();
    const auto rest = transition_probabilities(counts, 4).value();
    ASSERT_EQ(rest[0].day.front(), 5);
    for (std::size_t h = 0; h < 3; ++h)
        for (std::size_t j = 0; j < 3; ++j) {
            double by_way = 0;
            for (std::size_t i = 0; i < 3; ++i) by_way += whole[h].probability[3 + i] * rest[i].probability[3 + j];
            EXPECT_NEAR(whole[h].probability[3 * 3 + j], by_way, 1e-15);
        }
}

TEST(multi_state, a_stay_of_weight_2_is_two_stays) {
    auto once = four_people();
    stays twice;
    for (std::size_t row = 0; row < once.exit.size(); ++row) {
        once.weight[row] = row % 2 == 0 ? 2 : 1;
        for (int i = 0; i < once.weight[row]; ++i)
            twice.add(once.entry[row], once.exit[row], once.from[row], once.to[row]);
    }
    once.add(0, 3, 0, 1, 0); // of weight 0: nobody
    const auto weighted = aalen_johansen(once.count().value()).value();
    const auto repeated = aalen_johansen(twice.count().value()).value();
    EXPECT_EQ(weighted.day, repeated.day);
    EXPECT_THAT(weighted.probability, testing::Pointwise(testing::DoubleEq(), repeated.probability));
    EXPECT_THAT(weighted.standard_error, testing::Pointwise(testing::DoubleNear(1e-15), repeated.standard_error));
}

TEST(multi_state, bad_stays_are_errors) {
    const auto with = [](int entry, int exit, int from, int to, double weight = 1) {
        auto made = four_people();
        made.add(entry, exit, from, to, weight);
        return to_string(made.count().errors());
    };
    EXPECT_EQ(with(3, 3, 0, 1), "/exit: a stay does not end after its entry (1 of 7 rows, the first is row 6)");
    EXPECT_THAT(with(0, 3, 3, 1), HasSubstr("/from: a state is not in the list of states"));
    EXPECT_THAT(with(0, 3, 0, 3), HasSubstr("/to: a state is not in the list of states"));
    EXPECT_THAT(with(0, 3, 0, 0), HasSubstr("/to: a transition leads to the state that it leaves"));
    EXPECT_THAT(with(0, 3, 0, 1, std::nan("")), HasSubstr("/weight: a weight is negative"));
    EXPECT_THAT(with(0, 200'000, 0, 1), HasSubstr("/exit: the stays span 200001 days"));
    auto wide = four_people();
    wide.states.resize(64);
    wide.add(0, 50'000, 0, 1);
    EXPECT_THAT(to_string(wide.count().errors()), HasSubstr("/states: 50001 days of 64 states need a table"));
    auto unequal = four_people();
    unequal.to.pop_back();
    unequal.states.clear();
    EXPECT_EQ(to_string(unequal.count().errors()),
              "/to: has 5 elements, /exit has 6\n/states: there are 0 states; there must be 1 to 64");
}

TEST(multi_state, starts_must_be_probabilities) {
    const auto counts = four_people().count().value();
    EXPECT_THAT(to_string(aalen_johansen(counts, {.probability = {1, 0}}).errors()),
                HasSubstr("2 start probabilities for 3 states"));
    for (const std::vector<double>& start : {std::vector<double>{0.5, 0.4, 0}, {1.5, -0.5, 0}, {std::nan(""), 1, 0}})
        EXPECT_THAT(to_string(aalen_johansen(counts, {.probability = start}).errors()), HasSubstr("must add up to 1"));
    EXPECT_THAT(to_string(aalen_johansen(counts, {.from_day = 5}).errors()), HasSubstr("no transition follows"));
    EXPECT_THAT(to_string(aalen_johansen(stays().count().value()).errors()), HasSubstr("no transition follows"));
    EXPECT_THAT(to_string(aalen_johansen(counts, {}, {interval_kind::log, 0}).errors()), HasSubstr("/level"));
    EXPECT_THAT(to_string(transition_probabilities(counts, 0, {interval_kind::log, 0}).errors()), HasSubstr("/level"));
    const auto after = aalen_johansen(counts, {.from_day = 99, .probability = {1, 0, 0}}).value();
    EXPECT_TRUE(after.day.empty());
}

} // namespace
} // namespace kohort
