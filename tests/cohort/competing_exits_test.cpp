#include <kohort/cohort/competing_exits.hpp>

#include "cohort/naive_durations.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace kohort {
namespace {

using testing::HasSubstr;

// R survival, shared/oracles/oracles.csv.
TEST(competing_exits, six_people) {
    naive::durations people;
    people.groups = {"all"};
    int day = 0;
    for (const int cause : {0, 1, 1, 2, 2, 0}) people.add(0, ++day, cause);
    const auto curves = cumulative_incidences(people.count()).value();
    ASSERT_EQ(curves.size(), 2U);
    EXPECT_EQ(curves[0].cause, "work");
    EXPECT_EQ(curves[1].cause, "studies");
    EXPECT_NEAR(curves[0].incidence.back(), 0.4, 1e-15);
    EXPECT_NEAR(curves[1].incidence.back(), 0.4, 1e-15);
    EXPECT_EQ(curves[0].day.back(), 6);
}

/// The delta method written out (Andersen et al. 1993, IV.4.1): sums over days s up to t.
double naive_variance(const naive::durations& people, int g, int cause, std::int32_t until, incidence_variance by) {
    const auto incidence_after = [&](std::int32_t after) {
        double survival = 1, sum = 0;
        for (std::int32_t s = 0; s <= until; ++s) {
            const double at_risk = people.at_risk(g, s);
            if (at_risk == 0) continue;
            if (s > after) sum += survival * people.leaving(g, s, cause) / at_risk;
            survival *= 1 - people.exits(g, s) / at_risk;
        }
        return sum;
    };
    double variance = 0, survival = 1;
    for (std::int32_t s = 0; s <= until; ++s) {
        const double y = people.at_risk(g, s);
        if (y == 0) continue;
        const double d = people.leaving(g, s, cause), e = people.leaving(g, s, 3 - cause);
        const double stays = 1 - (d + e) / y;
        // An exit by the cause adds S, and takes away what S would have brought; one by another cause takes away.
        const double lost = stays > 0 ? incidence_after(s) / (survival * stays) : 0;
        const double of_cause = survival * (1 - lost), of_other = -survival * lost;
        if (by == incidence_variance::greenwood) {
            const double a = d / y, b = e / y;
            variance += (of_cause * of_cause * a * (1 - a) + of_other * of_other * b * (1 - b) -
                         2 * of_cause * of_other * a * b) /
                        y;
        } else {
            const auto tied = [&](double exits) { return y > 1 ? exits * (y - exits) / (y - 1) / y / y : exits; };
            variance += of_cause * of_cause * tied(d) + (stays > 0 ? of_other * of_other * tied(e) : 0);
        }
        survival *= stays;
    }
    return variance;
}

TEST(competing_exits, estimates_are_sums_over_people) {
    for (unsigned seed = 0; seed < 12; ++seed) {
        const bool is_weighted = seed % 2 == 0;
        const auto people = naive::random_durations(seed, {.weighted = is_weighted});
        const auto counts = is_weighted ? people.count() : people.count_without_weights();
        for (const auto by : {incidence_variance::greenwood, incidence_variance::aalen}) {
            if (is_weighted && by == incidence_variance::aalen) continue;
            const auto curves = cumulative_incidences(counts, by).value();
            ASSERT_EQ(curves.size(), 6U);
            for (int g = 0; g < 3; ++g)
                for (int cause = 1; cause <= 2; ++cause) {
                    const auto& curve = curves[static_cast<std::size_t>(2 * g + cause - 1)];
                    EXPECT_EQ(curve.estimator, by);
                    for (std::size_t row = 0; row < curve.day.size(); ++row) {
                        double survival = 1, incidence = 0;
                        for (std::int32_t s = 0; s <= curve.day[row]; ++s) {
                            const double y = people.at_risk(g, s);
                            if (y == 0) continue;
                            incidence += survival * people.leaving(g, s, cause) / y;
                            survival *= 1 - people.exits(g, s) / y;
                        }
                        EXPECT_NEAR(curve.incidence[row], incidence, 1e-14);
                        const auto variance = naive_variance(people, g, cause, curve.day[row], by);
                        EXPECT_NEAR(curve.standard_error[row] * curve.standard_error[row], variance, 1e-13)
                            << seed << ' ' << g << ' ' << cause << ' ' << name_of(by);
                    }
                }
        }
    }
}

TEST(competing_exits, everyone_stays_or_has_left_by_some_cause) {
    const auto counts = naive::random_durations(9).count();
    const auto curves = cumulative_incidences(counts).value();
    const auto staying = kaplan_meier(counts).value();
    for (std::size_t g = 0; g < 3; ++g)
        for (std::size_t row = 0; row < staying[g].day.size(); ++row)
            EXPECT_NEAR(curves[2 * g].incidence[row] + curves[2 * g + 1].incidence[row] + staying[g].survival[row], 1,
                        1e-14);
}

TEST(competing_exits, of_one_cause_are_kaplan_meier_upside_down) {
    auto people = naive::random_durations(11);
    for (auto& cause : people.cause) cause = cause > 0 ? 1 : 0;
    const auto counts = people.count();
    const auto exits = cumulative_incidences(counts).value()[0];
    const auto staying = kaplan_meier(counts).value()[0];
    for (std::size_t row = 0; row < staying.day.size(); ++row) {
        EXPECT_NEAR(exits.incidence[row], 1 - staying.survival[row], 1e-14);
        if (staying.survival[row] > 0) {
            EXPECT_NEAR(exits.standard_error[row], staying.standard_error[row], 1e-14);
        }
    }
}

TEST(competing_exits, a_cause_without_exits_has_incidence_0) {
    naive::durations people;
    people.add(0, 3, 1);
    people.add(0, 5, 0);
    const auto curves = cumulative_incidences(people.count()).value();
    EXPECT_EQ(curves[1].incidence.back(), 0);
    EXPECT_EQ(curves[1].standard_error.back(), 0);
    EXPECT_TRUE(std::isnan(curves[1].lower.back()));
    EXPECT_TRUE(curves[2].day.empty()); // of the second group, which is empty
}

TEST(competing_exits, bad_options_are_errors) {
    const auto people = naive::freireich();
    EXPECT_THAT(to_string(cumulative_incidences(people.count(), incidence_variance::aalen).errors()),
                HasSubstr("use \"greenwood\""));
    EXPECT_THAT(
        to_string(
            cumulative_incidences(people.count(), incidence_variance::greenwood, {interval_kind::plain, 1.5}).errors()),
        HasSubstr("/level"));
}

} // namespace
} // namespace kohort
