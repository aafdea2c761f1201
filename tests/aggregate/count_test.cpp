#include <kohort/aggregate/count.hpp>
#include <kohort/time/period.hpp>

#include "naive.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kohort {
namespace {

using ::testing::HasSubstr;
using timing = aggregate_measure::timing;

const spell_register& spells() {
    static const auto made = naive::random_register(4, 800, 120);
    return made;
}

std::vector<window> months(int count) {
    std::vector<window> windows;
    for (int m = 0; m < count; ++m) windows.push_back((period_containing({frequency::month}, day(18262)) + m).span());
    return windows;
}

std::vector<aggregate_measure> measures() {
    const std::vector<measure_axis> axes = {naive::axis_of(*spells().find_dimension("sex")),
                                            naive::axis_of(*spells().find_dimension("group"))};
    return {{.when = timing::exits, .windows = months(30), .axes = axes},
            {.when = timing::presence, .distinct_persons = true, .windows = months(20), .axes = axes},
            {.when = timing::exits, .distinct_persons = true, .windows = months(9)},
            {.when = timing::close_of, .windows = months(12), .axes = {axes[0]}}};
}

void expect_counts(const count_options& options) {
    const auto counted = count(spells(), measures(), options);
    ASSERT_TRUE(counted) << to_string(counted.errors());
    for (std::size_t m = 0; m < measures().size(); ++m) {
        EXPECT_EQ((*counted)[m].counts, naive::count(spells(), measures()[m])) << "measure " << m;
        EXPECT_EQ((*counted)[m].periods, measures()[m].windows.size());
    }
}

TEST(count, fits_into_any_memory_that_holds_a_period) {
    EXPECT_EQ(plan_passes(spells(), measures()).value().passes.size(), 1u);
    expect_counts({});
    EXPECT_GT(plan_passes(spells(), measures(), {.memory = 15'000}).value().passes.size(), 1u);
    expect_counts({.memory = 15'000});
    expect_counts({.limits = {.cells = 80}});
    expect_counts({.limits = {.periods = 7}});
    expect_counts({.threads = 3, .memory = 40'000});
}

TEST(count, refuses_what_does_not_fit_with_what_it_would_need) {
    const auto refusal = [](const count_options& options) {
        const auto planned = plan_passes(spells(), measures(), options);
        return planned ? "accepted" : std::string(planned.errors().front().what());
    };
    EXPECT_THAT(refusal({.limits = {.cells = 30}}), HasSubstr("0: a single period has 32 cells, which need "));
    EXPECT_THAT(refusal({.memory = 7'000}), HasSubstr("0: the result has 960 cells, which need "));
    EXPECT_THAT(refusal({.memory = 7'000}), HasSubstr("allow more memory"));
}

TEST(count, tells_how_far_it_is_and_stops_when_told) {
    std::int64_t last = 0, all = 0;
    const count_options options{.memory = 15'000, .progress = [&](std::int64_t done, std::int64_t of) {
                                    EXPECT_GE(done, last);
                                    last = done;
                                    all = of;
                                    return true;
                                }};
    ASSERT_TRUE(count(spells(), measures(), options));
    EXPECT_EQ(last, all);
    EXPECT_EQ(all, static_cast<std::int64_t>(spells().size() *
                                             plan_passes(spells(), measures(), options).value().passes.size()));
    const auto stopped = count(spells(), measures(), {.progress = [](std::int64_t, std::int64_t) { return false; }});
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.errors().front().code(), error_code::cancelled);
}

} // namespace
} // namespace kohort
