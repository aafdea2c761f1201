#include <kohort/cohort/retention.hpp>

#include "random_cohorts.hpp"

#include <gtest/gtest.h>

namespace kohort {
namespace {

TEST(retention, is_what_looking_at_every_member_on_every_day_finds) {
    for (const auto exit_means : {exit_meaning::last_day, exit_meaning::first_day_after}) {
        const auto spells = naive::shared_register(21, 400, 90, exit_means);
        const auto of = naive::entrants(spells, {from_civil({2021, 10, 1}), from_civil({2022, 9, 30})});
        const std::vector<std::string> by{"sex"};
        const auto groups = group_by(of, by).value();
        const auto& group = *spells->find_dimension("group");
        const spell_source source{spells.get(), {{&group, {0, 1, 1, 1, 0, 0, 1}}}};
        for (const auto what : {retention_of::spell, retention_of::person}) {
            const auto triangles = retention(of, groups, {12, frequency::quarter, what, {source}}).value();
            ASSERT_EQ(triangles.size(), groups.size());
            int missing = 0;
            for (std::size_t g = 0; g < groups.size(); ++g)
                for (std::size_t row = 0; row < triangles[g].entry.size(); ++row)
                    for (int month = 0; month <= 12; ++month) {
                        const auto& cell = triangles[g].at(row, month);
                        const auto quarter = triangles[g].entry[row].span();
                        if (add_months(quarter.last, month) > spells->horizon().last) {
                            EXPECT_EQ(cell, (retention_cell{0, 0, availability::missing}));
                            ++missing;
                            continue;
                        }
                        std::int64_t members = 0, retained = 0;
                        for (std::size_t i = 0; i < of.members.size(); ++i) {
                            const auto& member = of.members[i];
                            if (groups.group_of[i] != g || !quarter.contains(day(member.origin))) continue;
                            const auto when = add_months(day(member.origin), month);
                            ++members;
                            retained += what == retention_of::person ? naive::is_present(source, member.person, when)
                                                                     : when.count() < spells->end()[member.row];
                        }
                        EXPECT_EQ(cell.members, members);
                        EXPECT_EQ(cell.retained, retained) << month;
                    }
            EXPECT_GT(missing, 0);
        }
    }
}

TEST(retention, of_a_period_without_entries_is_not_applicable) {
    const auto spells = naive::shared_register(22, 12, 9, exit_meaning::last_day);
    const auto of = naive::entrants(spells, {from_civil({2020, 1, 1}), from_civil({2021, 12, 31})});
    const auto triangle = retention(of, group_by(of, {}).value(), {1, frequency::month, {}, {}}).value().front();
    ASSERT_GT(triangle.entry.size(), of.members.size());
    for (std::size_t row = 0; row < triangle.entry.size(); ++row)
        EXPECT_EQ(triangle.at(row, 0).status.is,
                  triangle.at(row, 0).members == 0 ? availability::not_applicable : availability::normal);
}

TEST(retention, refuses_what_cannot_be_said) {
    const auto spells = naive::shared_register(23, 40, 20, exit_meaning::last_day);
    const auto entered = naive::entrants(spells), left = naive::leavers(spells);
    const auto all = group_by(entered, {}).value();
    EXPECT_FALSE(retention(entered, all, {-1, frequency::month, {}, {}}));
    EXPECT_FALSE(retention(entered, all, {1201, frequency::month, {}, {}}));
    EXPECT_FALSE(retention(entered, all, {12, frequency::month, retention_of::person, {}}));
    EXPECT_FALSE(retention(left, group_by(left, {}).value()));
    EXPECT_FALSE(retention(entered, member_groups{}));
    const auto nobody = naive::entrants(spells, {from_civil({1990, 1, 1}), from_civil({1990, 12, 31})});
    EXPECT_TRUE(retention(nobody, group_by(nobody, {}).value()).value().front().entry.empty());
}

} // namespace
} // namespace kohort
