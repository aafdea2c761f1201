#include <kohort/cohort/life_table.hpp>

#include "cohort/naive_durations.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace kohort {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::int32_t week_of[] = {0, 2, 3, 5, 7, 11, 17, 25, 37, 53};

// Weaning, Klein and Moeschberger (2003), section 5.4: R KMsurv lifetab, shared/oracles/oracles.csv.
TEST(life_table, weaning) {
    constexpr int lost[] = {2, 3, 6, 9, 7, 5, 3, 0, 0, 0}, weaned[] = {77, 71, 119, 75, 109, 148, 107, 74, 85, 27};
    naive::durations mothers;
    for (std::size_t row = 0; row < 10; ++row) {
        for (int i = 0; i < lost[row]; ++i) mothers.add(0, week_of[row], 0);
        for (int i = 0; i < weaned[row]; ++i) mothers.add(0, week_of[row] + i % 2 * (row > 1 ? 1 : 0), 1);
    }
    ASSERT_EQ(mothers.size(), 927U);
    const auto table = actuarial_life_table(mothers.count(), week_of).value()[0];
    const double survival[] = {1,         0.9168466, 0.8399463, 0.7103048, 0.6276472,
                               0.5058065, 0.3381483, 0.2152897, 0.1296368, 0.0312517};
    for (std::size_t row = 0; row < 10; ++row) EXPECT_NEAR(table.survival[row], survival[row], 1e-7) << row;
    EXPECT_NEAR(table.hazard[0], 0.0433803, 5e-8);
    EXPECT_EQ(table.entering[1], 848);
    EXPECT_EQ(table.at_risk[0], 926);
    EXPECT_EQ(table.exit_probability[9], 1);
    EXPECT_TRUE(std::isnan(table.hazard[9]));
    EXPECT_TRUE(std::isnan(table.density[9]));
}

TEST(life_table, who_comes_or_goes_within_an_interval_counts_half) {
    naive::durations people;
    people.add(0, 12, 1);
    people.add(3, 12, 1);  // comes in the first interval
    people.add(9, 12, 1);  // at risk from day 10: at the start of the second
    people.add(10, 15, 0); // comes and goes in the second
    people.add(0, 4, 0);
    const std::int32_t first[] = {0, 10, 20, 30};
    const auto table = actuarial_life_table(people.count(), first).value()[0];
    EXPECT_THAT(table.entering, ElementsAre(2, 3, 0, 0));
    EXPECT_THAT(table.late, ElementsAre(1, 1, 0, 0));
    EXPECT_THAT(table.censored, ElementsAre(1, 1, 0, 0));
    EXPECT_THAT(table.exits, ElementsAre(0, 3, 0, 0));
    EXPECT_THAT(table.at_risk, ElementsAre(2, 3, 0, 0));
    EXPECT_EQ(table.survival[2], 0);
    EXPECT_TRUE(std::isnan(table.exit_probability[2]));
}

TEST(life_table, days_as_intervals_give_kaplan_meier_without_censoring) {
    auto people = naive::random_durations(3, {.truncated = false});
    people.cause.assign(people.size(), 2);
    std::vector<std::int32_t> first(17);
    for (std::int32_t day = 0; day < 17; ++day) first[static_cast<std::size_t>(day)] = day;
    const auto counts = people.count();
    const auto table = actuarial_life_table(counts, first).value()[1];
    double survival = 1;
    for (std::int32_t day = 0; day < 16; ++day) {
        EXPECT_NEAR(table.survival[static_cast<std::size_t>(day)], survival, 1e-14);
        if (people.at_risk(1, day) > 0) survival *= 1 - people.exits(1, day) / people.at_risk(1, day);
    }
}

TEST(life_table, intervals_must_ascend_from_0) {
    const auto counts = naive::freireich().count();
    for (const std::vector<std::int32_t>& first : {std::vector<std::int32_t>{}, {1, 2}, {0, 5, 5}, {0, 5, 4}})
        EXPECT_THAT(to_string(actuarial_life_table(counts, first).errors()), HasSubstr("start with 0 and ascend"));
}

TEST(life_table, nobody) {
    const auto table = actuarial_life_table(naive::durations().count(), week_of).value()[0];
    EXPECT_EQ(table.entering[0], 0);
    EXPECT_TRUE(std::isnan(table.exit_probability[0]));
}

} // namespace
} // namespace kohort
