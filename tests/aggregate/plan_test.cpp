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

TEST(plan, counts_together_what_looks_at_the_same_days) {
    const auto large = naive::random_register(2, 20'000, 5'000); // a pass costs more than a few cells
    const auto sex = naive::axis_of(*large.find_dimension("sex")),
               group = naive::axis_of(*large.find_dimension("group"));
    const row_filter only_women{large.find_dimension("sex"), {0, 1, 0}};
    const std::vector<window> years{{day(18262), day(18627)}, {day(18628), day(18992)}};
    const std::vector<window> months{{day(18262), day(18292)}, {day(18293), day(18321)}};
    const auto bases = [&](std::vector<aggregate_measure> measures) {
        return plan::compile(large, std::move(measures)).value().base_cubes();
    };
    const aggregate_measure exits{.when = timing::exits, .windows = years, .axes = {sex}};
    EXPECT_EQ(bases({exits, {.when = timing::exits, .windows = years, .axes = {group}, .filters = {only_women}}}), 1u);
    EXPECT_EQ(bases({exits, {.when = timing::exits, .windows = months, .axes = {group}}}), 1u)
        << "events add over time";
    EXPECT_EQ(bases({exits, {.when = timing::entries, .windows = years}}), 1u) << "other days, the same cells";
    const aggregate_measure present{.when = timing::presence, .windows = years};
    EXPECT_EQ(bases({present, {.when = timing::presence, .windows = months}}), 1u) << "both are starts less ends";
    std::vector<window> days;
    for (std::int32_t d = 18262; d < 19300; ++d) days.push_back({day(d), day(d)});
    EXPECT_EQ(bases({{.when = timing::exits, .windows = days, .axes = {sex, group}},
                     {.when = timing::entries, .windows = years, .axes = {sex}}}),
              2u)
        << "counting into few cells costs less than sharing many";
    EXPECT_EQ(bases({{.windows = {{day(18262), day(18262)}}}, {.windows = {{day(18300), day(18300)}}}}), 1u);
    const aggregate_measure persons{.distinct_persons = true, .windows = years, .axes = {sex}};
    EXPECT_EQ(bases({persons, persons}), 1u) << "the same thing";
    EXPECT_EQ(bases({persons, {.distinct_persons = true, .windows = years, .axes = {group}}}), 1u) << "the same days";
    EXPECT_EQ(bases({persons, {.when = timing::exits, .distinct_persons = true, .windows = years}}), 2u);
    EXPECT_EQ(bases({persons, {.distinct_persons = true, .windows = {{day(18300), day(18400)}}}}), 2u)
        << "a window within another";
}

TEST(plan, explains_itself) {
    const auto& sex = *spells().find_dimension("sex");
    const auto compiled =
        plan::compile(
            spells(),
            {{.when = timing::exits, .windows = {{day(0), day(9)}, {day(10), day(19)}}, .axes = {naive::axis_of(sex)}},
             {.when = timing::exits, .windows = {{day(0), day(9)}}},
             {.distinct_persons = true, .windows = {{day(0), day(9)}}}})
            .value();
    EXPECT_EQ(compiled.explain(),
              "random: 50 rows, 3 measures from 2 base cubes\n"
              "  exit days by sex: 3 cells computed in 16 bits x 4 pieces of time for 2 measures, 5 bytes per row, 0.0 "
              "MB\n"
              "  distinct persons present: 1 cells x 1 windows, 1 marginals for 1 measure, 12 bytes per row, 0.0 MB\n"
              "  together one pass, 17 bytes per row, 0.0 MB of counts per thread\n");
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
