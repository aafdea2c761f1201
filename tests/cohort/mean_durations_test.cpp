#include <kohort/cohort/mean_durations.hpp>

#include "cohort/naive_durations.hpp"
#include "spells/naive_spells.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace kohort {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A person a spell.
spell_register register_of(const std::vector<std::pair<std::int32_t, std::int32_t>>& spells,
                           exit_meaning means = exit_meaning::first_day_after) {
    spell_columns columns;
    for (const auto& [start, end] : spells) {
        columns.person.push_back(static_cast<std::uint32_t>(columns.person.size()));
        columns.start.push_back(start);
        columns.end.push_back(end);
    }
    return {"spells", means, {day(0), day(1000)}, false, std::move(columns)};
}

/// On every day one spell of 1, one of 2 and one of 9 days begins, from long before the window.
spell_register steady_inflow(exit_meaning means) {
    std::vector<std::pair<std::int32_t, std::int32_t>> spells;
    for (std::int32_t start = -100; start < 200; ++start)
        for (const int days : {1, 2, 9}) spells.emplace_back(start, start + days);
    return register_of(spells, means);
}

// The identities E[T^2] / 2 E[T] and E[T^2] / E[T], shared/oracles/oracles.csv: 4, 3.5833 and 7.1667. Whole elapsed
// days are half a day less.
TEST(mean_durations, of_a_steady_inflow) {
    for (const auto means : {exit_meaning::last_day, exit_meaning::first_day_after}) {
        const auto spells = steady_inflow(means);
        const auto all = mean_durations_of({&spells}, {window{day(20), day(119)}}, 30).value();
        ASSERT_EQ(all.size(), 1U);
        EXPECT_EQ(all[0].completed_exits, ratio(4));
        EXPECT_EQ(all[0].elapsed_in_stock, ratio(43, 12) - ratio(1, 2));
        EXPECT_NEAR(all[0].expected_for_entrants->days, 4, 1e-12);
        EXPECT_EQ(all[0].stock_before, 12);
        EXPECT_EQ(all[0].stock_after, 12);
        EXPECT_THAT(all[0].warnings, IsEmpty());
        EXPECT_EQ(all[0].observed, (window{day(20), day(119)}));
    }
}

TEST(mean_durations, of_a_curve_in_its_steady_state) {
    naive::durations people;
    for (const int days : {1, 2, 9}) people.add(0, days, 1);
    const auto steady = steady_state(kaplan_meier(people.count()).value()[0]).value();
    EXPECT_NEAR(steady.entrants, 4, 1e-14);
    EXPECT_NEAR(steady.elapsed_in_stock, 43. / 12, 1e-14);
    EXPECT_NEAR(steady.completed_in_stock, 43. / 6, 1e-14);
}

TEST(mean_durations, completed_exits_of_a_growing_stock_come_with_a_warning) {
    // Ever more enter, all for 50 days, from day 0: by day 60 only the first have left.
    std::vector<std::pair<std::int32_t, std::int32_t>> spells;
    for (std::int32_t start = 0; start < 60; ++start)
        for (std::int32_t i = 0; i <= start; ++i) spells.emplace_back(start, start + (i % 10 == 0 ? 5 : 50));
    const auto growing = register_of(spells);
    const auto means = mean_durations_of({&growing}, {window{day(0), day(60)}}, 50).value()[0];
    EXPECT_LT(means.completed_exits->to_double(), means.expected_for_entrants->days);
    ASSERT_EQ(means.warnings.size(), 1U);
    EXPECT_THAT(means.warnings[0], HasSubstr("the stock grew from 1 to "));
    EXPECT_THAT(means.warnings[0], HasSubstr("use the expected duration of entrants"));
}

TEST(mean_durations, are_those_of_the_definition) {
    const window observed{day(naive::first_day + 10), day(naive::last_day - 10)};
    for (unsigned seed = 0; seed < 10; ++seed) {
        const auto spells = naive::random_spells(seed);
        const auto& area = *spells.find_dimension("area");
        const auto all = mean_durations_of({&spells}, {observed, {"area"}, {{"work", {"work"}}}}, 5).value();
        ASSERT_EQ(all.size(), 3U);
        for (std::size_t group = 0; group < 3; ++group) {
            std::int64_t exit_days = 0, exits = 0, elapsed = 0, stock = 0, before = 0;
            for (std::size_t row = 0; row < spells.size(); ++row) {
                if (area[row] != group) continue;
                const auto start = spells.start()[row], end = spells.end()[row];
                const auto weight = spells.weight()[row] / value_column::scale;
                if (observed.first.count() <= spells.exit_day(row) && spells.exit_day(row) <= observed.last.count()) {
                    exit_days += weight * (end - start);
                    exits += weight;
                }
                if (start <= observed.last.count() && observed.last.count() < end) {
                    elapsed += weight * (observed.last.count() - start);
                    stock += weight;
                }
                if (start <= observed.first.count() && observed.first.count() < end) before += weight;
            }
            EXPECT_EQ(all[group].completed_exits, exits == 0 ? std::nullopt : std::optional(ratio(exit_days, exits)));
            EXPECT_EQ(all[group].elapsed_in_stock, stock == 0 ? std::nullopt : std::optional(ratio(elapsed, stock)));
            EXPECT_EQ(all[group].stock_after, stock);
            EXPECT_EQ(all[group].stock_before, before);
            EXPECT_EQ(all[group].warnings.size(),
                      std::size_t(exits > 0 && stock > before) + std::size_t(!all[group].expected_for_entrants));
        }
    }
}

TEST(mean_durations, what_is_not_known_is_said) {
    const auto spells = register_of({{5, spell_register::open_end}});
    const auto means = mean_durations_of({&spells}, {window{day(0), day(20)}}, 365).value()[0];
    EXPECT_FALSE(means.completed_exits);
    EXPECT_EQ(means.elapsed_in_stock, ratio(15));
    EXPECT_FALSE(means.expected_for_entrants);
    ASSERT_EQ(means.warnings.size(), 1U);
    EXPECT_THAT(means.warnings[0], HasSubstr("no expected duration of entrants: nothing is known of the group"));
}

TEST(mean_durations, bad_questions_are_errors) {
    const auto spells = register_of({{5, 6}});
    EXPECT_THAT(to_string(mean_durations_of({&spells}, {}, -1).errors()), HasSubstr("/horizon"));
    EXPECT_THAT(to_string(mean_durations_of({&spells}, {.by = {"sex"}}, 1).errors()),
                HasSubstr("no dimension \"sex\""));
    naive::durations people;
    people.add(0, 3, 0);
    EXPECT_THAT(to_string(steady_state(kaplan_meier(people.count()).value()[0]).errors()),
                HasSubstr("does not fall to 0"));
    naive::durations at_once;
    at_once.add(0, 0, 1);
    EXPECT_THAT(to_string(steady_state(kaplan_meier(at_once.count()).value()[0]).errors()), HasSubstr("last no day"));
}

} // namespace
} // namespace kohort
