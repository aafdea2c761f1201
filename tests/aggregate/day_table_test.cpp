#include <kohort/aggregate/day_table.hpp>

#include <gtest/gtest.h>

#include <random>

namespace kohort {
namespace {

TEST(day_table, finds_the_first_bound_at_or_after_a_day) {
    std::mt19937 random(1);
    for (int trial = 0; trial < 50; ++trial) {
        std::vector<std::int32_t> bounds;
        std::int32_t d = -30;
        for (int k = 0; k < 20; ++k) bounds.push_back(d += std::uniform_int_distribution(0, 9)(random));
        const auto table = day_table::first_at_or_after(bounds);
        for (const auto probe : {std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()})
            EXPECT_EQ(table[probe], probe < 0 ? 0 : 20);
        for (std::int32_t probe = -60; probe < 200; ++probe) {
            std::size_t expected = 0;
            while (expected < bounds.size() && bounds[expected] < probe) ++expected;
            ASSERT_EQ(table[probe], expected) << probe;
        }
    }
}

TEST(day_table, finds_the_window_that_contains_a_day) {
    const std::vector<window> windows = {{day(0), day(4)}, {day(5), day(5)}, {day(9), day(12)}};
    const auto table = day_table::containing(windows);
    for (std::int32_t probe = -5; probe < 20; ++probe) {
        std::size_t expected = windows.size();
        for (std::size_t k = 0; k < windows.size(); ++k)
            if (windows[k].contains(day(probe))) expected = k;
        EXPECT_EQ(table[probe], expected) << probe;
    }
}

TEST(day_table, of_no_period_sends_every_day_outside) {
    EXPECT_EQ(day_table::first_at_or_after({})[5], 0);
    EXPECT_EQ(day_table::containing({})[-5], 0);
}

} // namespace
} // namespace kohort
