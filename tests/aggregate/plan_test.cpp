#include <kohort/aggregate/plan.hpp>

#include "naive.hpp"

#include <gtest/gtest.h>

namespace kohort {
namespace {

using timing = aggregate_measure::timing;

const spell_register& spells() {
    static const auto made = naive::random_register(1, 50, 20);
    return made;
}

std::string refusal(aggregate_measure measure, const plan_limits& limits = {}) {
    const auto compiled = plan::compile(spells(), {{.windows = {{day(0), day(1)}}}, std::move(measure)}, limits);
    if (compiled) return "accepted";
    return compiled.errors().front().what();
}

TEST(plan, names_the_limit_that_is_passed) {
    const auto axis = naive::axis_of(*spells().find_dimension("group"));
    EXPECT_EQ(
        refusal({.windows = {{day(0), day(1)}}, .axes = {axis, axis}}, {.cells = 100}),
        "1: 130 cells (0 MB) are more than the 100 that a plan can hold; break down by fewer dimensions, or ask for "
        "fewer periods");
    EXPECT_EQ(refusal({.windows = {{day(0), day(0)}, {day(1), day(1)}}}, {.periods = 1}),
              "1: 2 periods are more than the 1 that a plan can hold; ask for fewer periods");
}

TEST(plan, refuses_what_cannot_be_counted) {
    EXPECT_EQ(refusal({.windows = {{day(5), day(9)}, {day(4), day(9)}}}),
              "1: the windows of a measure must not step back in time");
    EXPECT_EQ(
        refusal(
            {.adds = aggregate_measure::weighting::duration, .distinct_persons = true, .windows = {{day(0), day(1)}}}),
        "1: distinct persons can only be counted, not weighted");
    EXPECT_EQ(refusal({.windows = {{day(0), day(1)}}}), "accepted");
}

TEST(plan, has_a_fingerprint_of_what_its_counts_mean) {
    const auto of = [](aggregate_measure measure) {
        return plan::compile(spells(), {std::move(measure)}).value().fingerprint();
    };
    const aggregate_measure plain{.windows = {{day(0), day(1)}}};
    auto filtered = plain;
    filtered.filters.push_back({spells().find_dimension("sex"), {0, 1, 0}});
    auto later = plain;
    later.windows[0].last = day(2);
    EXPECT_EQ(of(plain), of(plain));
    EXPECT_NE(of(plain), of(filtered));
    EXPECT_NE(of(plain), of(later));
}

} // namespace
} // namespace kohort
