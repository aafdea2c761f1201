#include <kohort/cohort/stock_flow.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace kohort {
namespace {

using testing::HasSubstr;

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

struct economy {
    std::vector<double> in, out, brief;
};

/// A population of 1000 that moves by hazards, month by month, in small steps.
economy simulate(const std::vector<double>& exit, const std::vector<double>& entry) {
    economy made{{80}, {920}, {0}};
    for (std::size_t month = 0; month < exit.size(); ++month) {
        double in = made.in.back(), since_before = in;
        constexpr int steps = 200'000;
        for (int step = 0; step < steps; ++step) {
            // The mid-point rule: its error falls with the square of the step.
            const double rate = entry[month] * (1000 - in) - exit[month] * in;
            const double middle = in + rate / (2 * steps);
            in += (entry[month] * (1000 - middle) - exit[month] * middle) / steps;
            since_before *= 1 - exit[month] / steps + exit[month] * exit[month] / (2.0 * steps * steps);
        }
        made.in.push_back(in);
        made.out.push_back(1000 - in);
        made.brief.push_back(in - since_before);
    }
    return made;
}

TEST(stock_flow, hazards_are_those_that_moved_the_stocks) {
    const std::vector<double> exit{0.4, 0.55, 0.25, 1.2}, entry{0.03, 0.02, 0.05, 0.3};
    const auto economy = simulate(exit, entry);
    const auto flows = stock_flow_hazards(economy.in, economy.out, economy.brief).value();
    ASSERT_EQ(flows.exit_hazard.size(), 4U);
    for (std::size_t month = 0; month < 4; ++month) {
        EXPECT_NEAR(flows.exit_hazard[month], exit[month], 1e-8);
        EXPECT_NEAR(flows.exit_probability[month], 1 - std::exp(-exit[month]), 1e-8);
        EXPECT_NEAR(flows.entry_hazard[month], entry[month], 1e-8);
        EXPECT_NEAR(flows.steady_state[month], entry[month] / (entry[month] + exit[month]), 1e-8);
    }
}

TEST(stock_flow, a_stock_in_its_steady_state_stays) {
    // 10 % of 100 leave and as many are new: x / (x + f) is the share itself.
    const std::vector<double> in{100, 100}, out{900, 900}, brief{0, 10};
    const auto flows = stock_flow_hazards(in, out, brief).value();
    EXPECT_NEAR(flows.exit_probability[0], 0.1, 1e-15);
    EXPECT_NEAR(flows.steady_state[0], 0.1, 1e-12);
}

TEST(stock_flow, nobody_enters_or_leaves) {
    const auto flows =
        stock_flow_hazards(std::vector{100.0, 60.0, 60.0}, std::vector{900.0, 940.0, 940.0}, std::vector{0.0, 0.0, 0.0})
            .value();
    EXPECT_EQ(flows.entry_hazard[0], 0);
    EXPECT_EQ(flows.steady_state[0], 0);
    EXPECT_EQ(flows.exit_hazard[1], 0);
    EXPECT_TRUE(std::isnan(flows.steady_state[1])); // any share is steady
}

TEST(stock_flow, what_is_missing_or_cannot_be_stays_unknown) {
    const std::vector<double> in{100, missing, 100, 120, 0, 50, 40}, out{900, 900, 900, 900, 900, 900, missing},
        brief{0, 5, 10, 5, 0, 50, 5};
    const auto flows = stock_flow_hazards(in, out, brief).value();
    ASSERT_EQ(flows.exit_hazard.size(), 6U);
    EXPECT_TRUE(std::isnan(flows.exit_hazard[0]));  // the stock after is missing
    EXPECT_TRUE(std::isnan(flows.exit_hazard[1]));  // the stock before
    EXPECT_TRUE(std::isnan(flows.exit_hazard[2]));  // 115 of 100 stayed
    EXPECT_TRUE(std::isnan(flows.exit_hazard[3]));  // nobody stayed
    EXPECT_TRUE(std::isnan(flows.entry_hazard[4])); // nobody was there
    EXPECT_FALSE(std::isnan(flows.exit_hazard[5]));
    const auto full = stock_flow_hazards(std::vector{100.0, 200.0}, std::vector{50.0, 1.0}, std::vector{0.0, 120.0});
    EXPECT_TRUE(std::isnan(full->entry_hazard[0])); // more in the state than there were people
}

TEST(stock_flow, bad_series_are_errors) {
    const std::vector<double> one{1}, two{1, 2}, negative{1, -2}, endless{1, HUGE_VAL};
    EXPECT_THAT(to_string(stock_flow_hazards(one, one, one).errors()), HasSubstr("at least two stocks"));
    EXPECT_THAT(to_string(stock_flow_hazards(two, one, two).errors()), HasSubstr("have 2, 1 and 2 times"));
    EXPECT_THAT(to_string(stock_flow_hazards(two, negative, two).errors()),
                HasSubstr("/outside/1: -2 is no number of people"));
    EXPECT_THAT(to_string(stock_flow_hazards(endless, two, two).errors()), HasSubstr("/in_state/1: inf"));
    EXPECT_THAT(to_string(stock_flow_hazards(one, one, two).errors()), HasSubstr("times"));
    EXPECT_THAT(to_string(stock_flow_hazards(two, two, std::vector{0.0, 3.0}).errors()),
                HasSubstr("/in_state_short/1: 3 are in the state for less than a period, of 2"));
}

} // namespace
} // namespace kohort
