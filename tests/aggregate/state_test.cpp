#include <kohort/aggregate/state.hpp>
#include <kohort/time/period_axis.hpp>

#include "naive.hpp"

#include <gtest/gtest.h>

namespace kohort {
namespace {

using timing = aggregate_measure::timing;
using weighting = aggregate_measure::weighting;

std::vector<window> months(int count) {
    std::vector<window> windows;
    for (int m = 0; m < count; ++m) windows.push_back((period_containing({frequency::month}, day(18262)) + m).span());
    return windows;
}

std::vector<window> last_days(int count) {
    auto windows = months(count);
    for (auto& w : windows) w.first = w.last;
    return windows;
}

std::vector<window> trailing_years(int count) {
    auto windows = months(count);
    for (auto& w : windows) w.first = add_months(w.last + 1, -12);
    return windows;
}

/// Every kind of measure over the register: timing x windows x what is counted x axes x filters.
std::vector<aggregate_measure> all_kinds(const spell_register& spells) {
    const auto& sex = *spells.find_dimension("sex");
    const auto& group = *spells.find_dimension("group");
    const std::vector<std::vector<measure_axis>> axis_sets = {{},
                                                              {naive::axis_of(sex)},
                                                              {naive::axis_of(group)},
                                                              {naive::axis_of(sex), naive::axis_of(group)},
                                                              {naive::axis_of(group, true), naive::axis_of(sex)}};
    const row_filter only_b{&group, {0, 0, 1, 1, 1, 1, 0}};
    std::vector<aggregate_measure> measures;
    for (const auto when : {timing::entries, timing::exits, timing::presence, timing::close_of})
        for (const auto& windows : {months(36), last_days(36), trailing_years(24)})
            for (const auto& axes : axis_sets)
                for (const bool distinct : {false, true}) {
                    aggregate_measure measure;
                    measure.when = when;
                    measure.windows = windows;
                    measure.axes = axes;
                    measure.distinct_persons = distinct;
                    measures.push_back(measure);
                    measure.filters.push_back(only_b);
                    measures.push_back(measure);
                    if (distinct) continue;
                    measure.adds = when == timing::exits ? weighting::duration : weighting::start;
                    measures.push_back(measure);
                }
    return measures;
}

TEST(state, counts_what_the_definition_says) {
    for (const auto exit_means : {exit_meaning::last_day, exit_meaning::first_day_after})
        for (unsigned seed = 1; seed <= 2; ++seed) {
            const auto spells = naive::random_register(seed, 300, 60, exit_means);
            const auto measures = all_kinds(spells);
            const auto compiled = plan::compile(spells, measures).value();
            const auto counts = run(compiled).value();
            for (std::size_t m = 0; m < measures.size(); ++m)
                ASSERT_EQ(counts[m].counts, naive::count(spells, measures[m])) << "measure " << m << ", seed " << seed;
        }
}

TEST(state, counts_in_many_blocks_what_the_definition_says) {
    const auto spells = naive::random_register(7, 9000, 2500);
    const auto& group = *spells.find_dimension("group");
    aggregate_measure measure{.when = timing::presence, .distinct_persons = true, .windows = months(3)};
    measure.axes = {naive::axis_of(group)};
    const auto compiled = plan::compile(spells, {measure}).value();
    EXPECT_EQ(run(compiled).value()[0].counts, naive::count(spells, measure));
}

TEST(state, does_not_depend_on_how_rows_are_chunked_and_merged) {
    const auto spells = naive::random_register(3, 2000, 300);
    const auto compiled = plan::compile(spells, all_kinds(spells)).value();
    const auto whole = run(compiled).value();
    for (const std::size_t step : {1u, 37u, 600u}) {
        std::vector<state> parts;
        for (std::size_t first = 0; first < spells.size();) {
            const auto last = spells.person_boundary(std::min(first + step, spells.size()));
            if (parts.size() < 5) parts.emplace_back(compiled);
            parts[(first * 7) % parts.size()].push(first, last);
            first = last;
        }
        // Merged from the right and from the left: the operation is associative and commutative.
        auto from_left = parts.front();
        for (std::size_t p = 1; p < parts.size(); ++p) ASSERT_FALSE(from_left.merge(parts[p]));
        auto from_right = parts.back();
        for (std::size_t p = parts.size() - 1; p-- > 0;) ASSERT_FALSE(from_right.merge(parts[p]));
        const auto left = from_left.finish(), right = from_right.finish();
        for (std::size_t m = 0; m < whole.size(); ++m) {
            ASSERT_EQ(left[m].counts, whole[m].counts);
            ASSERT_EQ(right[m].counts, whole[m].counts);
        }
    }
}

TEST(state, counts_later_persons_before_earlier_ones) {
    const auto spells = naive::random_register(5, 2000, 300);
    const auto compiled = plan::compile(spells, all_kinds(spells)).value();
    const auto whole = run(compiled).value();
    state backwards(compiled);
    for (auto last = spells.size(); last > 0;) {
        const auto first = spells.person_boundary(last > 500 ? last - 500 : 0);
        backwards.push(first, last);
        last = first;
    }
    const auto counted = backwards.finish();
    for (std::size_t m = 0; m < whole.size(); ++m) ASSERT_EQ(counted[m].counts, whole[m].counts) << "measure " << m;
}

TEST(state, keeps_the_balance_of_stocks_and_flows) {
    // close_of: stock(T1) = stock(T0) + entries - exits by exit day, in every cell whose codes are fixed over a spell.
    for (const auto exit_means : {exit_meaning::last_day, exit_meaning::first_day_after}) {
        const auto spells = naive::random_register(11, 3000, 500, exit_means);
        const std::vector<measure_axis> axes = {naive::axis_of(*spells.find_dimension("sex")),
                                                naive::axis_of(*spells.find_dimension("group"))};
        const auto counts =
            run(plan::compile(spells, {{.when = timing::close_of, .windows = last_days(36), .axes = axes},
                                       {.when = timing::entries, .windows = months(36), .axes = axes},
                                       {.when = timing::exits, .windows = months(36), .axes = axes}})
                    .value())
                .value();
        const auto cells = counts[0].counts.size() / 36;
        for (std::size_t i = cells; i < counts[0].counts.size(); ++i)
            ASSERT_EQ(counts[0].counts[i], counts[0].counts[i - cells] + counts[1].counts[i] - counts[2].counts[i]);
    }
}

TEST(state, refuses_to_merge_with_another_plan) {
    const auto spells = naive::random_register(1, 50, 20);
    const auto by_month = plan::compile(spells, {{.when = timing::entries, .windows = months(12)}}).value();
    const auto by_stock = plan::compile(spells, {{.when = timing::presence, .windows = months(12)}}).value();
    state first(by_month), second(by_stock);
    const auto problem = first.merge(second);
    ASSERT_TRUE(problem);
    EXPECT_EQ(problem->message(),
              "states of different plans cannot be merged; compile both from the same definitions and code lists");
}

TEST(state, stops_when_the_caller_wishes) {
    const auto spells = naive::random_register(1, 50, 20);
    const auto compiled = plan::compile(spells, {{.when = timing::entries, .windows = months(12)}}).value();
    const auto stopped = run(compiled, 1, [](std::int64_t, std::int64_t) { return false; });
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.errors().front().code(), error_code::cancelled);
}

TEST(state_threads, do_not_change_the_counts) {
    const auto spells = naive::random_register(5, 600'000, 150'000);
    const auto& group = *spells.find_dimension("group");
    const auto compiled =
        plan::compile(spells, {{.when = timing::presence,
                                .distinct_persons = true,
                                .windows = months(36),
                                .axes = {naive::axis_of(group)}},
                               {.when = timing::exits, .windows = months(36), .axes = {naive::axis_of(group)}}})
            .value();
    const auto alone = run(compiled, 1).value();
    for (const unsigned threads : {2u, 3u, 8u}) {
        const auto together = run(compiled, threads).value();
        for (std::size_t m = 0; m < alone.size(); ++m) EXPECT_EQ(together[m].counts, alone[m].counts) << threads;
    }
}

} // namespace
} // namespace kohort
