#include <kohort/cohort/cohort.hpp>

#include <kohort/cohort/follow_up.hpp>
#include <kohort/cohort/survival.hpp>

#include "random_cohorts.hpp"

#include <gtest/gtest.h>

#include <set>

namespace kohort {
namespace {

using naive::year_2021;

std::set<std::uint32_t> persons_in(const cohort& of) {
    std::set<std::uint32_t> persons;
    for (const auto& member : of.members) persons.insert(member.person);
    return persons;
}

/// Nothing is lost: what is left and what was removed is what there was.
void expect_that_nothing_is_lost(const cohort& of) {
    for (std::size_t step = 1; step < of.attrition.size(); ++step) {
        const auto &before = of.attrition[step - 1], &after = of.attrition[step];
        EXPECT_EQ(after.rows_left + after.rows_removed, before.rows_left) << after.condition;
        EXPECT_EQ(after.persons_left + after.persons_removed, before.persons_left) << after.condition;
        EXPECT_GE(after.rows_removed, 0) << after.condition;
        EXPECT_GE(after.persons_removed, 0) << after.condition;
    }
    EXPECT_EQ(of.attrition.front().rows_removed, 0);
    EXPECT_EQ(of.attrition.back().rows_left, static_cast<std::int64_t>(of.members.size()));
    EXPECT_EQ(of.attrition.back().persons_left, static_cast<std::int64_t>(persons_in(of).size()));
}

/// Members as (person, origin, row), found row by row.
using plain_members = std::set<std::tuple<std::uint32_t, std::int32_t, std::uint32_t>>;

plain_members plain(const cohort& of) {
    plain_members found;
    for (const auto& member : of.members) found.insert({member.person, member.origin, member.row});
    EXPECT_EQ(found.size(), of.members.size());
    return found;
}

template <class OriginOf>
plain_members rows_with_origin(const spell_register& spells, OriginOf origin_of) {
    plain_members found;
    for (std::uint32_t row = 0; row < spells.size(); ++row)
        if (const std::optional<std::int32_t> origin = origin_of(row))
            found.insert({spells.person()[row], *origin, row});
    return found;
}

class cohorts : public testing::TestWithParam<exit_meaning> {
  protected:
    std::shared_ptr<const spell_register> spells_ = naive::shared_register(11, 400, 120, GetParam());
};
INSTANTIATE_TEST_SUITE_P(exits, cohorts, testing::Values(exit_meaning::last_day, exit_meaning::first_day_after));

TEST_P(cohorts, have_the_rows_whose_event_lies_in_the_time) {
    const auto& spells = *spells_;
    const auto in_year = [](std::int32_t d) { return year_2021.first.count() <= d && d <= year_2021.last.count(); };
    EXPECT_EQ(plain(naive::entrants(spells_)), rows_with_origin(spells, [&](std::size_t row) {
                  return in_year(spells.start()[row]) ? std::optional(spells.start()[row]) : std::nullopt;
              }));
    EXPECT_EQ(plain(naive::leavers(spells_)), rows_with_origin(spells, [&](std::size_t row) {
                  const bool is_open = spells.end()[row] == spell_register::open_end;
                  const auto exit = spells.end()[row] - (GetParam() == exit_meaning::last_day ? 1 : 0);
                  return !is_open && in_year(exit) ? std::optional(exit) : std::nullopt;
              }));
    const auto on = from_civil({2021, 6, 30});
    EXPECT_EQ(plain(naive::stock(spells_, on)), rows_with_origin(spells, [&](std::size_t row) {
                  const bool is_in = spells.start()[row] <= on.count() && on.count() < spells.end()[row];
                  return is_in ? std::optional(on.count()) : std::nullopt;
              }));
    for (const auto& each : {naive::entrants(spells_), naive::leavers(spells_), naive::stock(spells_, on)})
        expect_that_nothing_is_lost(each);
}

TEST_P(cohorts, of_those_born_in_a_time_have_each_person_once) {
    const window born{from_civil({1990, 1, 1}), from_civil({1999, 12, 31})};
    cohort_selection selection(spells_);
    selection.born(born, 23, "born");
    selection.keep_first_per_person("persons");
    const auto made = std::move(selection).finish("young");
    expect_that_nothing_is_lost(made);
    std::set<std::uint32_t> persons;
    for (std::size_t row = 0; row < spells_->size(); ++row)
        if (born.contains(day(spells_->birth()[row]))) persons.insert(spells_->person()[row]);
    EXPECT_EQ(persons_in(made), persons);
    EXPECT_EQ(made.members.size(), persons.size());
    ASSERT_FALSE(made.members.empty());
    for (const auto& member : made.members) {
        const auto birth = to_civil(day(spells_->birth()[member.row])), origin = to_civil(day(member.origin));
        EXPECT_EQ(origin.year, birth.year + 23);
        EXPECT_EQ(origin.month, birth.month);
    }
}

TEST_P(cohorts, keep_first_entries_and_mark_histories_that_are_not_known) {
    const duration half_a_year{6, duration_unit::month};
    const window first_year{from_civil({2020, 1, 1}), from_civil({2020, 12, 31})};
    cohort_selection selection(spells_);
    selection.entered(first_year, "entered 2020");
    const auto entrants = selection.members();
    selection.keep_first_entries(half_a_year, "without an earlier spell");
    const auto made = std::move(selection).finish("new");
    expect_that_nothing_is_lost(made);

    const auto& spells = *spells_;
    plain_members expected;
    for (const auto& member : entrants) {
        const auto from = subtract(day(member.origin), half_a_year).count();
        bool has_earlier = false;
        for (std::uint32_t row = 0; row < member.row; ++row)
            has_earlier = has_earlier || (spells.person()[row] == member.person && spells.end()[row] > from);
        if (!has_earlier) expected.insert({member.person, member.origin, member.row});
    }
    EXPECT_EQ(plain(made), expected);
    std::size_t cut = 0;
    for (const auto& member : made.members) {
        EXPECT_EQ(member.history_is_cut, subtract(day(member.origin), half_a_year) < spells.horizon().first);
        cut += member.history_is_cut;
    }
    EXPECT_GT(cut, 0u);
    EXPECT_LT(cut, made.members.size());
}

TEST_P(cohorts, follow_the_laws_of_sets) {
    const auto other = naive::shared_register(12, 300, 120, GetParam());
    const auto a = naive::entrants(spells_), b = naive::leavers(other);
    const auto in_a = persons_in(a), in_b = persons_in(b);
    std::set<std::uint32_t> both, either, only_a;
    std::set_intersection(in_a.begin(), in_a.end(), in_b.begin(), in_b.end(), std::inserter(both, both.end()));
    std::set_union(in_a.begin(), in_a.end(), in_b.begin(), in_b.end(), std::inserter(either, either.end()));
    std::set_difference(in_a.begin(), in_a.end(), in_b.begin(), in_b.end(), std::inserter(only_a, only_a.end()));
    ASSERT_GT(both.size(), 5u);
    for (const auto origin : {origin_choice::first_cohort, origin_choice::earliest, origin_choice::latest}) {
        EXPECT_EQ(persons_in(united(a, b, origin)), either);
        EXPECT_EQ(persons_in(united(b, a, origin)), either);
        EXPECT_EQ(persons_in(intersected(a, b, origin)), both);
        EXPECT_EQ(united(a, a, origin).members, a.members);
        EXPECT_EQ(intersected(a, a, origin).members, a.members);
        expect_that_nothing_is_lost(united(a, b, origin));
        expect_that_nothing_is_lost(intersected(a, b, origin));
    }
    EXPECT_EQ(persons_in(without(a, b)), only_a);
    EXPECT_TRUE(without(a, a).members.empty());
    expect_that_nothing_is_lost(without(a, b));
    // Those in both and those in the first alone are the first: in order of person, nobody twice.
    auto together = intersected(a, b).members;
    const auto rest = without(a, b).members;
    together.insert(together.end(), rest.begin(), rest.end());
    std::stable_sort(together.begin(), together.end(),
                     [](const auto& x, const auto& y) { return x.person < y.person; });
    EXPECT_EQ(together, a.members);
}

TEST_P(cohorts, of_two_take_the_origin_that_is_asked_for) {
    const auto other = naive::shared_register(12, 300, 120, GetParam());
    const auto a = naive::entrants(spells_), b = naive::leavers(other);
    const auto origins = [](const cohort& of, std::uint32_t person) {
        std::vector<std::int32_t> found;
        for (const auto& member : of.members)
            if (member.person == person) found.push_back(member.origin);
        return found;
    };
    const auto first = intersected(a, b), earliest = intersected(a, b, origin_choice::earliest),
               latest = intersected(a, b, origin_choice::latest);
    int changed = 0;
    for (const auto person : persons_in(first)) {
        const auto in_a = origins(a, person), in_b = origins(b, person);
        EXPECT_EQ(origins(first, person), in_a);
        EXPECT_EQ(origins(earliest, person), in_b.front() < in_a.front() ? in_b : in_a);
        EXPECT_EQ(origins(latest, person), in_b.back() > in_a.back() ? in_b : in_a);
        changed += in_b.front() < in_a.front();
    }
    EXPECT_GT(changed, 0);
    for (const auto& member : earliest.members) EXPECT_LT(member.in_register, earliest.registers.size());
}

TEST_P(cohorts, durations_of_entrants_and_of_a_stock_are_those_of_their_spells_one_by_one) {
    const auto last = spells_->horizon().last;
    const auto on = from_civil({2021, 6, 30});
    for (const auto& of : {naive::entrants(spells_), naive::stock(spells_, on)}) {
        const std::vector<std::string> by{"group"};
        const auto groups = group_by(of, by).value();
        const auto counts = count_durations(of, groups).value();
        ASSERT_EQ(counts.groups.size(), groups.size());
        for (std::size_t g = 0; g < groups.size(); ++g)
            for (std::size_t d = 0; d < counts.days; ++d) {
                std::int64_t at_risk = 0, exits = 0;
                for (std::size_t i = 0; i < of.members.size(); ++i) {
                    if (groups.group_of[i] != g) continue;
                    const auto& member = of.members[i];
                    // On this day of duration the spell would have had this exit day; it must be after the stock's day.
                    const auto start = spells_->start()[member.row], end = start + static_cast<std::int32_t>(d);
                    const auto exit = end - spells_->exit_offset();
                    if (exit > last.count() || spells_->end()[member.row] < end) continue;
                    if (member.event == cohort_event::in_stock && end <= on.count()) continue;
                    if (exit < spells_->horizon().first.count()) continue;
                    ++at_risk;
                    exits += spells_->end()[member.row] == end;
                }
                ASSERT_EQ(counts.groups[g].spells_at_risk[d], at_risk) << g << " day " << d;
                ASSERT_EQ(counts.groups[g].all_exits(d), static_cast<double>(exits)) << g << " day " << d;
            }
    }
}

TEST_P(cohorts, groups_are_the_combinations_that_members_have) {
    const auto of = naive::entrants(spells_);
    const std::vector<std::string> by{"sex", "group"};
    const auto groups = group_by(of, by).value();
    std::set<std::string> names;
    for (std::size_t i = 0; i < of.members.size(); ++i) {
        std::string name;
        for (const auto& each : by) {
            const auto& column = *spells_->find_dimension(each);
            const auto code = column[of.members[i].row];
            name += (name.empty() ? "" : ", ") + (code == 0 ? std::string("unknown") : column.codes[code - 1].code);
        }
        EXPECT_EQ(groups.name(groups.group_of[i]), name);
        names.insert(name);
    }
    EXPECT_EQ(groups.size(), names.size());
    const std::vector<std::string> wrong{"sx", "colour"};
    const auto refused = group_by(of, wrong);
    ASSERT_EQ(refused.errors().size(), 2u);
    EXPECT_EQ(refused.errors()[0].message(), "the register \"random\" has no dimension \"sx\"; did you mean \"sex\"?");
}

TEST_P(cohorts, follow_up_is_that_of_the_events_of_the_register) {
    const auto of = naive::leavers(spells_);
    const follow_up_rule rule{{3, duration_unit::month}, follow_up_form::on_day, follow_up_state::present};
    const std::vector<follow_up_source> sources{{spells_.get(), {}}};
    const auto by_row = follow_up_outcomes(*spells_, follow_up_event::exit, rule, sources);
    const auto by_member = follow_up_outcomes(of, rule, sources);
    ASSERT_EQ(by_member.size(), of.members.size());
    for (std::size_t i = 0; i < of.members.size(); ++i) EXPECT_EQ(by_member[i], by_row[of.members[i].row]);
}

TEST(cohort, that_has_left_or_is_empty_has_no_durations_of_spells) {
    const auto spells = naive::shared_register(3, 50, 20, exit_meaning::last_day);
    const auto left = naive::leavers(spells);
    const auto refused = count_durations(left, group_by(left, {}).value());
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.errors().front().message().find("members who exited"), std::string::npos);

    const auto nobody = naive::entrants(spells, {from_civil({1990, 1, 1}), from_civil({1990, 12, 31})});
    const auto counts = count_durations(nobody, group_by(nobody, {}).value()).value();
    ASSERT_EQ(counts.groups.size(), 1u);
    EXPECT_EQ(counts.groups.front().spells, 0);
    EXPECT_TRUE(kaplan_meier(counts).value().front().day.empty());
    EXPECT_FALSE(count_durations(naive::entrants(spells), member_groups{}));
}

} // namespace
} // namespace kohort
