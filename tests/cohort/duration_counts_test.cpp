#include <kohort/cohort/duration_counts.hpp>

#include "cohort/naive_durations.hpp"
#include "spells/naive_spells.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace kohort {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(duration_counts, are_those_of_the_definition) {
    for (unsigned seed = 0; seed < 20; ++seed) {
        const auto people = naive::random_durations(seed);
        const auto counts = people.count();
        ASSERT_EQ(counts.groups.size(), 3U);
        EXPECT_TRUE(counts.is_weighted);
        EXPECT_TRUE(counts.is_truncated);
        for (int g = 0; g < 3; ++g) {
            const auto& group = counts.groups[static_cast<std::size_t>(g)];
            for (std::size_t d = 0; d < counts.days; ++d) {
                const auto day = static_cast<std::int32_t>(d);
                EXPECT_EQ(group.at_risk[d], people.at_risk(g, day)) << seed << ' ' << d;
                EXPECT_EQ(group.censored[d], people.leaving(g, day, 0));
                EXPECT_EQ(group.exits[0][d], people.leaving(g, day, 1));
                EXPECT_EQ(group.exits[1][d], people.leaving(g, day, 2));
                EXPECT_EQ(group.all_exits(d), people.exits(g, day));
            }
        }
    }
}

TEST(duration_counts, the_total_is_that_of_people_without_groups) {
    auto people = naive::random_durations(7);
    const auto sum = total(people.count(), "all");
    people.groups = {"all"};
    people.group.assign(people.size(), 0);
    const auto direct = people.count();
    ASSERT_EQ(sum.groups.size(), 1U);
    EXPECT_EQ(sum.groups[0].name, "all");
    EXPECT_EQ(sum.groups[0].spells, direct.groups[0].spells);
    EXPECT_EQ(sum.groups[0].entering, direct.groups[0].entering);
    EXPECT_EQ(sum.groups[0].at_risk, direct.groups[0].at_risk);
    EXPECT_EQ(sum.groups[0].spells_at_risk, direct.groups[0].spells_at_risk);
    EXPECT_EQ(sum.groups[0].censored, direct.groups[0].censored);
    EXPECT_EQ(sum.groups[0].exits, direct.groups[0].exits);
}

TEST(duration_counts, sums_of_weights_leave_nobody_at_risk_when_all_have_left) {
    naive::durations people; // 0.1 + 0.2 - 0.1 - 0.2 is not 0
    people.add(0, 1, 0, 0.1);
    people.add(0, 2, 1, 0.2);
    people.add(3, 5, 1, 0.7);
    const auto group = people.count().groups[0];
    EXPECT_EQ(group.at_risk[3], 0);
    EXPECT_EQ(group.at_risk[2], group.exits[0][2]);
    EXPECT_EQ(group.at_risk[5], group.exits[0][5]);
    EXPECT_THAT(group.spells_at_risk, ElementsAre(2, 2, 1, 0, 1, 1));
}

TEST(duration_counts, in_the_total_all_exit_when_all_do_in_every_group) {
    naive::durations people; // (0.1 + 0.3) + (0.2 + 0.6) is not (0.1 + 0.2) + (0.3 + 0.6)
    people.add(0, 4, 1, 0.1);
    people.add(0, 4, 2, 0.3, 0);
    people.add(0, 4, 1, 0.2, 1);
    people.add(0, 4, 2, 0.6, 1);
    const auto sum = total(people.count()).groups[0];
    EXPECT_EQ(sum.at_risk[4], sum.all_exits(4));
}

TEST(duration_counts, a_spell_may_start_and_end_on_day_0) {
    naive::durations people;
    people.add(0, 0, 1);
    people.add(0, 0, 0);
    const auto counts = people.count();
    EXPECT_EQ(counts.days, 1U);
    EXPECT_FALSE(counts.is_truncated);
    EXPECT_THAT(counts.groups[0].at_risk, ElementsAre(2));
    EXPECT_THAT(counts.groups[0].exits[0], ElementsAre(1));
}

TEST(duration_counts, spells_without_weight_are_left_out_and_counted) {
    naive::durations people;
    people.add(0, 4, 1, 0);
    people.add(0, 2, 1, 1.5);
    const auto counts = people.count();
    EXPECT_EQ(counts.without_weight, 1);
    EXPECT_EQ(counts.groups[0].spells, 1);
    EXPECT_EQ(counts.days, 3U);
}

TEST(duration_counts, nobody_is_a_table_without_days) {
    const auto counts = naive::durations().count();
    EXPECT_EQ(counts.days, 0U);
    EXPECT_EQ(counts.groups.size(), 3U);
    EXPECT_EQ(counts.groups[0].spells, 0);
}

/// The only error's path and message.
std::string problem_of(const naive::durations& people) {
    const auto counts = count_durations(people.columns());
    return counts.errors().size() == 1 ? counts.errors()[0].what() : to_string(counts.errors());
}

TEST(duration_counts, bad_rows_are_errors_that_tell_the_first) {
    const auto with = [](std::int32_t entry, std::int32_t exit, int cause, double weight = 1, int group = 0) {
        naive::durations people;
        people.add(0, 5, 1);
        people.add(entry, exit, cause, weight, group);
        people.add(entry, exit, cause, weight, group);
        return problem_of(people);
    };
    EXPECT_EQ(with(5, 3, 1), "/exit: an exit lies before its entry (2 of 3 rows, the first is row 1)");
    EXPECT_THAT(with(3, 3, 1), HasSubstr("/exit: an entry after day 0 and its exit are one day"));
    EXPECT_THAT(with(0, -1, 1), HasSubstr("/exit: an exit lies before day 0"));
    EXPECT_THAT(with(-2, 1, 1), HasSubstr("/entry: an entry lies before day 0"));
    EXPECT_THAT(with(0, longest_duration + 1, 1), HasSubstr("/exit: an exit lies after the longest duration"));
    EXPECT_THAT(with(0, 1, 3), HasSubstr("/cause: a cause is not in the list"));
    EXPECT_THAT(with(0, 1, 1, 1, 3), HasSubstr("/group: a group is not in the list"));
    for (const double weight : {-0.5, std::nan(""), HUGE_VAL})
        EXPECT_THAT(with(0, 1, 1, weight), HasSubstr("/weight: a weight is negative, infinite or not a number"));
}

TEST(duration_counts, columns_must_fit_together) {
    const std::vector<std::int32_t> exit{1, 2};
    duration_columns columns;
    columns.exit = exit;
    columns.causes.clear();
    columns.groups.clear();
    EXPECT_EQ(to_string(count_durations(columns).errors()),
              "/cause: has 0 elements, /exit has 2\n/causes: name at least one cause of exit\n"
              "/groups: name at least one group");
}

TEST(duration_counts, causes_are_numbered_in_a_byte) {
    naive::durations people;
    people.causes.resize(256);
    EXPECT_EQ(to_string(count_durations(people.columns()).errors()), "/causes: has more than 255 causes");
}

TEST(duration_counts, a_table_that_is_too_large_is_an_error) {
    naive::durations people;
    people.add(0, 99'999, 1);
    people.groups.resize(1000);
    EXPECT_THAT(problem_of(people), HasSubstr("1000 groups, 2 causes and 100000 days of duration need a table"));
}

/// The spells of a register day by day: on day k of its duration a spell can exit on `start + k`, less one when exits
/// are last days. It is at risk when that is in the window and it has lasted so long; from k = 0 when it starts there.
duration_counts naive_counts(const spell_register& spells, window observed, const duration_counts& like) {
    auto made = like;
    const auto last = observed.last.count(), first = observed.first.count(), offset = spells.exit_offset();
    for (auto& group : made.groups) {
        group.at_risk.assign(like.days, 0);
        group.censored.assign(like.days, 0);
        for (auto& cause : group.exits) cause.assign(like.days, 0);
    }
    for (std::size_t row = 0; row < spells.size(); ++row) {
        const auto start = spells.start()[row], end = spells.end()[row];
        const auto weight = static_cast<double>(spells.weight()[row]) / value_column::scale;
        auto& group = made.groups[(*spells.find_dimension("area"))[row]];
        std::int32_t seen = -1;
        for (auto k = 0; start <= last && start + k - offset <= last && k <= std::int64_t{end} - start; ++k) {
            if (start < first && start + k - offset < first) continue;
            group.at_risk[static_cast<std::size_t>(k)] += weight;
            seen = k;
        }
        if (seen < 0) continue;
        const bool is_work = (*spells.find_dimension("exit_reason"))[row] == 1;
        auto& leaving = seen < end - start ? group.censored : group.exits[is_work ? 0 : 1];
        leaving[static_cast<std::size_t>(seen)] += weight;
    }
    return made;
}

const duration_query work_by_area{
    window{day(naive::first_day + 20), day(naive::last_day - 30)}, {"area"}, {{"to work", {"work"}}}};

TEST(duration_counts, of_a_register_are_those_of_the_definition) {
    for (unsigned seed = 0; seed < 40; ++seed) {
        naive::random_options options;
        options.exit_means = seed % 2 == 0 ? exit_meaning::last_day : exit_meaning::first_day_after;
        const auto spells = naive::random_spells(seed, options);
        const auto counts = count_durations({&spells}, work_by_area).value();
        const auto expected = naive_counts(spells, *work_by_area.observed, counts);
        ASSERT_THAT(counts.causes, ElementsAre("to work", "other"));
        ASSERT_EQ(counts.groups.size(), 3U);
        EXPECT_EQ(counts.groups[0].name, "unknown");
        EXPECT_EQ(counts.observed, work_by_area.observed);
        std::int64_t observed = counts.unobserved;
        for (std::size_t g = 0; g < 3; ++g) {
            EXPECT_EQ(counts.groups[g].at_risk, expected.groups[g].at_risk) << seed;
            EXPECT_EQ(counts.groups[g].censored, expected.groups[g].censored) << seed;
            EXPECT_EQ(counts.groups[g].exits, expected.groups[g].exits) << seed;
            observed += counts.groups[g].spells;
        }
        EXPECT_EQ(observed, std::int64_t(spells.size()));
    }
}

TEST(duration_counts, filters_keep_rows_and_days_outside_the_horizon_are_not_observed) {
    const auto spells = naive::random_spells(1);
    const spell_source north{&spells, {{spells.find_dimension("area"), {0, 1, 0}}}};
    const auto whole = count_durations({&spells}, {.by = {"area"}}).value();
    const auto kept = count_durations(north, {.observed = window{day(naive::first_day - 99), day(naive::far_day)}});
    const auto& north_of_all = whole.groups[1];
    EXPECT_EQ(kept->groups[0].spells, north_of_all.spells);
    for (std::size_t d = 0; d < whole.days; ++d) { // the table is as long as its longest duration
        EXPECT_EQ(d < kept->days ? kept->groups[0].at_risk[d] : 0, north_of_all.at_risk[d]);
        EXPECT_EQ(d < kept->days ? kept->groups[0].exits[0][d] : 0, north_of_all.exits[0][d]);
    }
    EXPECT_EQ(kept->observed, spells.horizon());
}

TEST(duration_counts, groups_of_two_dimensions_are_the_rows_that_have_both_codes) {
    const auto spells = naive::random_spells(2);
    const auto *const area = spells.find_dimension("area"), *const reason = spells.find_dimension("exit_reason");
    const auto counts = count_durations({&spells}, {.by = {"area", "exit_reason"}}).value();
    ASSERT_EQ(counts.groups.size(), 9U);
    EXPECT_EQ(counts.groups[0].name, "unknown, unknown");
    EXPECT_EQ(counts.groups[5].name, area->codes[0].code + ", studies");
    for (std::size_t group = 0; group < 9; ++group) {
        std::vector<std::uint8_t> of_area(3, 0), of_reason(3, 0);
        of_area[group / 3] = of_reason[group % 3] = 1;
        const spell_source both{&spells, {{area, of_area}, {reason, of_reason}}};
        const auto alone = count_durations(both).value();
        EXPECT_EQ(counts.groups[group].spells, alone.groups[0].spells);
        for (std::size_t d = 0; d < counts.days; ++d) {
            EXPECT_EQ(counts.groups[group].at_risk[d], d < alone.days ? alone.groups[0].at_risk[d] : 0);
            EXPECT_EQ(counts.groups[group].exits[0][d], d < alone.days ? alone.groups[0].exits[0][d] : 0);
        }
    }
}

TEST(duration_counts, exits_that_are_censored_are_no_exits) {
    const auto spells = naive::random_spells(3);
    const auto plain = count_durations({&spells}, {.causes = {{"work", {"work"}}, {"studies", {"studies"}}}}).value();
    const auto less = count_durations({&spells}, {.causes = {{"work", {"work"}}}, .censoring = {"studies"}}).value();
    ASSERT_THAT(plain.causes, ElementsAre("work", "studies", "other")); // some reasons are unknown
    ASSERT_THAT(less.causes, ElementsAre("work", "other"));
    EXPECT_EQ(less.groups[0].exits[0], plain.groups[0].exits[0]);
    EXPECT_EQ(less.groups[0].exits[1], plain.groups[0].exits[2]);
    for (std::size_t d = 0; d < plain.days; ++d)
        EXPECT_EQ(less.groups[0].censored[d], plain.groups[0].censored[d] + plain.groups[0].exits[1][d]);

    const auto any = count_durations({&spells}, {.censoring = {"studies"}}).value();
    ASSERT_THAT(any.causes, ElementsAre("exit"));
    for (std::size_t d = 0; d < plain.days; ++d) EXPECT_EQ(any.groups[0].exits[0][d], less.groups[0].all_exits(d));
}

TEST(duration_counts, of_a_query_all_errors_are_listed) {
    const auto spells = naive::random_spells(1);
    duration_query query;
    query.observed = window{day(0), day(1)};
    query.by = {"area", "aera"};
    query.causes = {{"work", {"work", "studis"}}, {"again", {"work"}}};
    EXPECT_EQ(to_string(count_durations({&spells}, query).errors()),
              "/observed: no day from 1970-01-01 to 1970-01-02 is observed: the register \"a\" is observed from "
              "2024-01-18 to 2024-05-17\n"
              "/by/1: the register \"a\" has no dimension \"aera\"; did you mean \"area\"?\n"
              "/causes/0/codes/1: \"studis\" is no exit reason of the register \"a\"; did you mean \"studies\"?\n"
              "/causes/1/codes/0: \"work\" is given twice");
}

spell_register register_of(spell_columns columns) {
    return {"tiny", exit_meaning::last_day, {day(0), day(100)}, false, std::move(columns)};
}

TEST(duration_counts, bad_registers_are_errors) {
    const auto without_reason = register_of({{1}, {5}, {9}, {}, {}, {}, {}});
    EXPECT_THAT(to_string(count_durations({&without_reason}, {.censoring = {"x"}}).errors()),
                HasSubstr("the register \"tiny\" has no exit reason"));
    const auto negative = register_of({{1}, {5}, {9}, {}, {}, {}, {-1}});
    EXPECT_THAT(to_string(count_durations({&negative}).errors()), HasSubstr("/weight: a weight of the register"));
    const auto ancient = register_of({{1}, {-200'000}, {9}, {}, {}, {}, {}});
    EXPECT_THAT(to_string(count_durations({&ancient}).errors()), HasSubstr("lasts 200009 days, more than 100000"));
}

TEST(duration_counts, a_register_without_exit_reason_has_exits_of_one_cause) {
    const auto spells = register_of({{1, 2, 3}, {5, 6, 50}, {9, spell_register::open_end, 300}, {}, {}, {}, {}});
    const auto counts = count_durations({&spells}).value();
    EXPECT_THAT(counts.causes, ElementsAre("exit"));
    EXPECT_EQ(counts.groups[0].exits[0][4], 1);
    EXPECT_EQ(counts.groups[0].censored[95], 1); // open from day 6 to day 100, the last observed
    EXPECT_EQ(counts.groups[0].censored[51], 1); // it ends after the horizon
}

} // namespace
} // namespace kohort
