#include <kohort/cohort/group_tests.hpp>

#include "cohort/naive_durations.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kohort {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// R survival survdiff, shared/oracles/oracles.csv.
TEST(group_tests, log_rank_of_freireich) {
    const auto test = log_rank(naive::freireich().count_without_weights()).value();
    EXPECT_EQ(test.test, "log-rank");
    EXPECT_THAT(test.groups, ElementsAre("6-MP", "placebo"));
    EXPECT_THAT(test.observed, ElementsAre(9, 21));
    EXPECT_NEAR(test.expected[0], 19.2505, 5e-5);
    EXPECT_NEAR(test.expected[1], 10.7495, 5e-5);
    EXPECT_NEAR(test.statistic, 16.7929, 5e-5);
    EXPECT_EQ(test.degrees_of_freedom, 1);
    EXPECT_NEAR(test.p_value, 4.168899e-5, 1e-9); // of 16.7929, by R's pchisq
}

// With two groups the statistic is a square over a variance: no matrix, people one by one, truncated ones too.
TEST(group_tests, log_rank_of_two_groups_is_a_sum_over_people) {
    for (unsigned seed = 0; seed < 20; ++seed) {
        auto people = naive::random_durations(seed, {.weighted = false});
        for (auto& group : people.group) group = group == 0 ? 0 : 2; // the second group is empty
        double score = 0, variance = 0;
        for (std::int32_t day = 0; day <= 15; ++day) {
            const double y = people.at_risk(0, day) + people.at_risk(2, day);
            const double d = people.exits(0, day) + people.exits(2, day);
            if (d == 0) continue;
            const double share = people.at_risk(0, day) / y;
            score += people.exits(0, day) - d * share;
            if (y > 1) variance += d * share * (1 - share) * (y - d) / (y - 1);
        }
        const auto test = log_rank(people.count_without_weights()).value();
        EXPECT_THAT(test.groups, ElementsAre("a", "c"));
        EXPECT_NEAR(test.statistic, score * score / variance, 1e-9) << seed;
        EXPECT_EQ(test.degrees_of_freedom, 1);
    }
}

TEST(group_tests, the_order_of_groups_changes_nothing) {
    auto people = naive::random_durations(4, {.size = 150, .truncated = false, .weighted = false});
    const auto before = people.count_without_weights();
    for (auto& group : people.group) group = static_cast<std::uint16_t>((group + 1) % 3);
    const auto after = people.count_without_weights();
    EXPECT_NEAR(log_rank(before)->statistic, log_rank(after)->statistic, 1e-9);
    for (const std::size_t cause : {0U, 1U}) {
        EXPECT_NEAR(gray_test(before, cause)->statistic, gray_test(after, cause)->statistic, 1e-9);
        EXPECT_EQ(gray_test(before, cause)->degrees_of_freedom, 2);
        EXPECT_EQ(gray_test(before, cause)->cause, people.causes[cause]);
    }
}

TEST(group_tests, groups_that_are_alike_do_not_differ) {
    naive::durations people;
    for (int day = 1; day < 20; ++day)
        for (int group = 0; group < 3; ++group) people.add(0, day, day % 3, 1, group);
    const auto counts = people.count_without_weights();
    EXPECT_NEAR(log_rank(counts)->statistic, 0, 1e-12);
    EXPECT_NEAR(log_rank(counts)->p_value, 1, 1e-9);
    EXPECT_NEAR(gray_test(counts, 1)->statistic, 0, 1e-12);
}

TEST(group_tests, what_cannot_be_tested_is_an_error) {
    const auto people = naive::random_durations(2, {.truncated = false});
    EXPECT_THAT(to_string(log_rank(people.count()).errors()), HasSubstr("count the durations without weights"));
    EXPECT_THAT(to_string(gray_test(people.count(), 0).errors()), HasSubstr("count the durations without weights"));
    const auto one = total(people.count_without_weights());
    EXPECT_THAT(to_string(log_rank(one).errors()), HasSubstr("1 group has spells; a test compares at least two"));
    EXPECT_THAT(to_string(gray_test(people.count_without_weights(), 2).errors()), HasSubstr("there is no cause 2"));
    const auto truncated = naive::random_durations(2, {.weighted = false}).count_without_weights();
    EXPECT_THAT(to_string(gray_test(truncated, 0).errors()), HasSubstr("observed from their first day"));
    auto censored = people;
    censored.cause.assign(people.size(), 0);
    EXPECT_THAT(to_string(log_rank(censored.count_without_weights()).errors()), HasSubstr("no spell exits"));
    EXPECT_THAT(to_string(gray_test(censored.count_without_weights(), 0).errors()), HasSubstr("no spell exits"));
}

} // namespace
} // namespace kohort
