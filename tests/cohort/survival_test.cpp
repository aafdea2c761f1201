#include <kohort/cohort/survival.hpp>

#include "cohort/naive_durations.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace kohort {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<survival_curve> curves_of(const naive::durations& people) { return kaplan_meier(people.count()).value(); }

survival_curve first_curve(const naive::durations& people) { return curves_of(people)[0]; }

/// The row of a day.
std::size_t row_on(const survival_curve& curve, std::int32_t day) {
    return static_cast<std::size_t>(std::find(curve.day.begin(), curve.day.end(), day) - curve.day.begin());
}

// R survival 3.5-3, to the digits in shared/oracles/oracles.csv.
TEST(survival, freireich_6_mp) {
    const auto curve = first_curve(naive::freireich());
    EXPECT_EQ(curve.group, "6-MP");
    EXPECT_EQ(curve.spells, 21);
    const std::vector<std::pair<std::int32_t, double>> expected{
        {6, 0.857143}, {7, 0.806723}, {10, 0.752941}, {13, 0.690196}, {16, 0.627451}, {22, 0.537815}, {23, 0.448179}};
    for (const auto& [week, survival] : expected)
        EXPECT_NEAR(curve.survival.at(row_on(curve, week)), survival, 5e-7) << week;
    EXPECT_NEAR(curve.lower[row_on(curve, 6)], 0.719817, 5e-7);
    EXPECT_EQ(curve.upper[row_on(curve, 6)], 1);
    EXPECT_EQ(curve.interval.kind, interval_kind::log);
    EXPECT_EQ(median(curve).days, 23);

    const auto whole = restricted_mean(curve, 35).value(), shorter = restricted_mean(curve, 24).value();
    EXPECT_NEAR(whole.days, 23.2874, 5e-5);
    EXPECT_NEAR(whole.standard_error, 2.82747, 5e-6);
    EXPECT_NEAR(shorter.days, 18.3574, 5e-5);
    EXPECT_NEAR(shorter.standard_error, 1.63656, 5e-6);
}

TEST(survival, left_truncation_as_in_r) {
    naive::durations people;
    people.add(0, 3, 1);
    people.add(0, 5, 0);
    people.add(2, 6, 1);
    people.add(3, 8, 1);
    people.add(1, 4, 1);
    const auto curve = first_curve(people);
    EXPECT_THAT(curve.day, ElementsAre(3, 4, 5, 6, 8));
    EXPECT_THAT(curve.survival, ElementsAre(0.75, 0.5625, 0.5625, 0.28125, 0));
    EXPECT_THAT(curve.spells_at_risk, ElementsAre(4, 4, 3, 2, 1));
}

TEST(survival, estimates_are_sums_over_people) {
    for (unsigned seed = 0; seed < 20; ++seed) {
        const auto people = naive::random_durations(seed);
        const auto curves = curves_of(people);
        for (int g = 0; g < 3; ++g) {
            const auto& curve = curves[static_cast<std::size_t>(g)];
            double survival = 1, greenwood = 0, hazard = 0, hazard_variance = 0;
            std::size_t row = 0;
            for (std::int32_t day = 0; day <= 15; ++day) {
                const double exits = people.exits(g, day), at_risk = people.at_risk(g, day);
                if (exits + people.leaving(g, day, 0) == 0) continue;
                ASSERT_LT(row, curve.day.size());
                EXPECT_EQ(curve.day[row], day);
                if (exits > 0) {
                    survival *= (at_risk - exits) / at_risk;
                    greenwood += exits / at_risk / (at_risk - exits);
                    hazard += exits / at_risk;
                    hazard_variance += exits / at_risk / at_risk;
                }
                EXPECT_NEAR(curve.survival[row], survival, 1e-14);
                EXPECT_NEAR(curve.cumulative_hazard[row], hazard, 1e-13);
                EXPECT_NEAR(curve.cumulative_hazard_error[row], std::sqrt(hazard_variance), 1e-13);
                if (survival > 0) {
                    EXPECT_NEAR(curve.standard_error[row], survival * std::sqrt(greenwood), 1e-14);
                } else {
                    EXPECT_TRUE(std::isnan(curve.standard_error[row]));
                }
                ++row;
            }
            EXPECT_EQ(row, curve.day.size());
        }
    }
}

TEST(survival, the_restricted_mean_is_that_of_the_durations_when_all_are_observed) {
    auto people = naive::random_durations(3, {.truncated = false, .weighted = false});
    people.cause.assign(people.size(), 1);
    const auto curve = kaplan_meier(total(people.count_without_weights())).value()[0];
    for (const double horizon : {0.0, 4.5, 15.0, 1000.0}) {
        double sum = 0, squares = 0;
        for (const auto days : people.exit) {
            const double least = std::min<double>(days, horizon);
            sum += least;
            squares += least * least;
        }
        const auto n = static_cast<double>(people.size()), mean = sum / n;
        const auto restricted = restricted_mean(curve, horizon, 0.9).value();
        EXPECT_NEAR(restricted.days, mean, 1e-12);
        // Then the variance is that of the mean of the durations, with n for n - 1.
        EXPECT_NEAR(restricted.standard_error, std::sqrt((squares / n - mean * mean) / n), 1e-12);
        EXPECT_NEAR(restricted.upper - restricted.days, 1.6448536269514722 * restricted.standard_error, 1e-12);
        EXPECT_EQ(restricted.level, 0.9);
    }
}

TEST(survival, order_and_splitting_of_people_change_nothing) {
    const auto people = naive::random_durations(5);
    naive::durations split; // each person once more for every day on which it is seen
    for (std::size_t row = people.size(); row-- > 0;) {
        const auto middle = (people.entry[row] + people.exit[row]) / 2;
        if (middle > people.entry[row] && middle < people.exit[row]) {
            split.add(people.entry[row], middle, 0, people.weight[row], people.group[row]);
            split.add(middle, people.exit[row], people.cause[row], people.weight[row], people.group[row]);
        } else {
            split.add(people.entry[row], people.exit[row], people.cause[row], people.weight[row], people.group[row]);
        }
    }
    ASSERT_GT(split.size(), people.size());
    const auto whole = curves_of(people), parts = curves_of(split);
    for (std::size_t g = 0; g < 3; ++g)
        for (const auto day : whole[g].day) EXPECT_NEAR(survival_on(parts[g], day), survival_on(whole[g], day), 1e-14);
}

TEST(survival, quantiles_are_of_type_2) {
    naive::durations people;
    for (const int day : {1, 2, 3, 4}) people.add(0, day, 1);
    const auto curve = first_curve(people);
    EXPECT_EQ(quantile(curve, 0.25)->days, 1.5);
    EXPECT_EQ(median(curve).days, 2.5);
    EXPECT_EQ(quantile(curve, 0.6)->days, 3);
    EXPECT_EQ(quantile(curve, 0.6)->probability, 0.6);

    naive::durations censored = people;
    censored.cause[2] = censored.cause[3] = 0;
    EXPECT_EQ(median(first_curve(censored)).days, 3); // between 2 and the last day, 4
    EXPECT_TRUE(std::isnan(quantile(first_curve(censored), 0.75)->days));
    for (const double probability : {0.0, 1.0, -1.0, std::nan("")})
        EXPECT_THAT(to_string(quantile(curve, probability).errors()), HasSubstr("is not between 0 and 1"));
}

TEST(survival, all_censored_never_falls) {
    naive::durations people;
    people.add(0, 4, 0);
    people.add(0, 9, 0);
    const auto curve = first_curve(people);
    EXPECT_THAT(curve.survival, ElementsAre(1, 1));
    EXPECT_THAT(curve.standard_error, ElementsAre(0, 0));
    EXPECT_TRUE(std::isnan(median(curve).days));
    EXPECT_EQ(restricted_mean(curve, 9)->days, 9);
    EXPECT_EQ(restricted_mean(curve, 9)->standard_error, 0);
}

TEST(survival, one_person) {
    naive::durations people;
    people.add(0, 7, 1);
    const auto curve = first_curve(people);
    EXPECT_THAT(curve.survival, ElementsAre(0));
    EXPECT_TRUE(std::isnan(curve.standard_error[0]));
    EXPECT_TRUE(std::isnan(curve.lower[0]));
    EXPECT_EQ(median(curve).days, 7);
    EXPECT_EQ(restricted_mean(curve, 100)->days, 7);
}

TEST(survival, an_empty_group_has_no_rows) {
    naive::durations people;
    people.add(0, 7, 1);
    const auto empty = curves_of(people)[2];
    EXPECT_TRUE(empty.day.empty());
    EXPECT_TRUE(std::isnan(median(empty).days));
    EXPECT_TRUE(std::isnan(survival_on(empty, 0)));
    EXPECT_THAT(to_string(restricted_mean(empty, 1).errors()), HasSubstr("the group \"c\" has no spells"));
}

TEST(survival, a_zero_length_spell_exits_at_once) {
    naive::durations people;
    people.add(0, 0, 1);
    people.add(0, 3, 1);
    EXPECT_THAT(first_curve(people).survival, ElementsAre(0.5, 0));
}

TEST(survival, on_a_day) {
    const auto curve = first_curve(naive::freireich());
    EXPECT_EQ(survival_on(curve, 0), 1);
    EXPECT_EQ(survival_on(curve, 5.9), 1);
    EXPECT_NEAR(survival_on(curve, 6.5), 18.0 / 21, 1e-15);
    EXPECT_GT(survival_on(curve, 35), 0);
    EXPECT_TRUE(std::isnan(survival_on(curve, 35.5)));
    EXPECT_EQ(survival_on(curves_of(naive::freireich())[1], 1000), 0);
}

TEST(survival, horizons_and_levels_must_make_sense) {
    const auto curve = first_curve(naive::freireich());
    EXPECT_EQ(to_string(restricted_mean(curve, 36).errors()),
              "nothing is known of the group \"6-MP\" after 35 days; choose a horizon of at most that instead of 36");
    for (const double horizon : {-1.0, std::nan(""), HUGE_VAL})
        EXPECT_THAT(to_string(restricted_mean(curve, horizon).errors()), HasSubstr("is no duration"));
    for (const double level : {0.0, 1.0, 95.0, std::nan("")}) {
        EXPECT_THAT(to_string(restricted_mean(curve, 1, level).errors()), HasSubstr("/level"));
        EXPECT_THAT(to_string(kaplan_meier(naive::freireich().count(), {interval_kind::log, level}).errors()),
                    HasSubstr("is not between 0 and 1 (95 % is 0.95)"));
    }
}

TEST(survival, means_of_two_groups_are_compared) {
    const restricted_mean_duration first{"a", 10, 7.146, 0.283, 0, 0, 0.95}, second{"b", 10, 7.283, 0.295, 0, 0, 0.95};
    const auto compared = difference(first, second).value();
    // survRM2, to its three digits: -0.137 (-0.939, 0.665), p 0.738
    EXPECT_NEAR(compared.days, -0.137, 1e-12);
    EXPECT_NEAR(compared.lower, -0.939, 1.2e-3);
    EXPECT_NEAR(compared.upper, 0.665, 1.2e-3);
    EXPECT_NEAR(compared.p_value, 0.738, 1e-3);
    auto other = second;
    other.horizon = 11;
    EXPECT_THAT(to_string(difference(first, other).errors()), HasSubstr("cannot be compared"));
}

} // namespace
} // namespace kohort
