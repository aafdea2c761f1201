#include <kohort/aggregate/state.hpp>

#include "naive.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace kohort {
namespace {

using ::testing::HasSubstr;
using timing = aggregate_measure::timing;

std::vector<window> two_years() { return {{day(18262), day(18627)}, {day(18628), day(18992)}}; }

std::vector<aggregate_measure> measures_of(const spell_register& spells, bool with_persons = true) {
    const std::vector<measure_axis> axes = {naive::axis_of(*spells.find_dimension("sex")),
                                            naive::axis_of(*spells.find_dimension("group"))};
    std::vector<aggregate_measure> measures{
        {.when = timing::exits, .windows = two_years(), .axes = axes},
        {.when = timing::presence, .windows = {{day(18400), day(18400)}}, .axes = {axes[1]}}};
    if (with_persons)
        measures.push_back({.when = timing::presence, .distinct_persons = true, .windows = two_years(), .axes = axes});
    return measures;
}

plan plan_of(const spell_register& spells, bool with_persons = true) {
    return plan::compile(spells, measures_of(spells, with_persons)).value();
}

state counted(const plan& compiled) {
    state made(compiled);
    made.push(0, compiled.spells().size());
    return made;
}

void expect_same(const std::vector<measure_counts>& a, const std::vector<measure_counts>& b) {
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t m = 0; m < a.size(); ++m) EXPECT_EQ(a[m].counts, b[m].counts) << "measure " << m;
}

/// Two registers of different persons, as two offices have them, counted apart and together by brute force.
TEST(saved_state, of_another_office_is_merged) {
    const auto here = naive::random_register(1, 400, 60), there = naive::random_register(2, 50, 60);
    const auto plan_here = plan_of(here), plan_there = plan_of(there);
    auto together = counted(plan_here);
    const auto loaded = state::load(plan_here, counted(plan_there).save());
    ASSERT_TRUE(loaded);
    ASSERT_FALSE(together.merge(*loaded));
    ASSERT_FALSE(together.merge(state(plan_there))); // an empty one changes nothing
    const auto measures_here = measures_of(here), measures_there = measures_of(there);
    const auto finished = together.finish();
    for (std::size_t m = 0; m < finished.size(); ++m) {
        auto expected = naive::count(here, measures_here[m]);
        const auto more = naive::count(there, measures_there[m]);
        for (std::size_t c = 0; c < expected.size(); ++c) expected[c] += more[c];
        EXPECT_EQ(finished[m].counts, expected) << "measure " << m;
    }
}

TEST(saved_state, goes_on_counting_where_it_was_saved) {
    const auto spells = naive::random_register(5, 600, 90);
    const auto compiled = plan_of(spells);
    const auto half = spells.person_boundary(300);
    state first(compiled);
    first.push(0, half);
    auto second = state::load(compiled, first.save()).value();
    second.push(half, spells.size());
    expect_same(second.finish(), counted(compiled).finish());
    EXPECT_EQ(second.save(), counted(compiled).save());
}

TEST(saved_state, changed_spells_are_retracted_and_pushed_again) {
    const auto before = naive::random_register(7, 300, 40), after = naive::random_register(8, 310, 40);
    const auto plan_before = plan_of(before, false), plan_after = plan_of(after, false);
    auto made = counted(plan_before);
    ASSERT_FALSE(made.retract(counted(plan_before)));
    for (const auto& measure : made.finish())
        for (const auto count : measure.counts) ASSERT_EQ(count, 0);
    ASSERT_FALSE(made.merge(counted(plan_after)));
    expect_same(made.finish(), counted(plan_after).finish());
}

TEST(saved_state, distinct_persons_are_not_retracted) {
    const auto spells = naive::random_register(7, 300, 40);
    const auto compiled = plan_of(spells);
    auto made = counted(compiled);
    const auto problem = made.retract(counted(compiled));
    ASSERT_TRUE(problem);
    EXPECT_THAT(problem->what(), HasSubstr("a person may have other rows"));
    expect_same(made.finish(), counted(compiled).finish());
}

std::string refusal(const plan& compiled, std::string_view bytes) {
    const auto loaded = state::load(compiled, bytes);
    return loaded ? "loaded" : loaded.errors().front().what();
}

TEST(saved_state, damaged_bytes_are_refused) {
    const auto spells = naive::random_register(9, 40, 10);
    const auto compiled = plan_of(spells);
    const auto bytes = counted(compiled).save();
    ASSERT_EQ(refusal(compiled, bytes), "loaded");
    for (std::size_t length = 0; length < bytes.size(); ++length)
        ASSERT_NE(refusal(compiled, std::string_view(bytes).substr(0, length)), "loaded") << length;
    ASSERT_NE(refusal(compiled, bytes + 'x'), "loaded");
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        auto changed = bytes;
        changed[at] = static_cast<char>(changed[at] ^ 0x10);
        ASSERT_NE(refusal(compiled, changed), "loaded") << at;
    }
    std::mt19937 random(1);
    for (int i = 0; i < 1000; ++i) {
        std::string noise = "kohortst";
        for (auto rest = random() % 200; rest > 0; --rest) noise += static_cast<char>(random());
        ASSERT_NE(refusal(compiled, noise), "loaded");
    }
}

TEST(saved_state, foreign_and_newer_states_are_told_apart) {
    const auto spells = naive::random_register(9, 40, 10);
    const auto compiled = plan_of(spells), other = plan_of(spells, false);
    EXPECT_THAT(refusal(compiled, "PK\3\4 something else"), HasSubstr("not a saved state"));
    EXPECT_THAT(refusal(compiled, counted(other).save()), HasSubstr("other definitions, periods or code lists"));
    auto newer = counted(compiled).save();
    newer[8] = 2;
    EXPECT_THAT(refusal(compiled, newer), HasSubstr("in format 2 by a newer kohort"));
    EXPECT_THAT(refusal(compiled, counted(compiled).save().substr(0, 60)), HasSubstr("was cut off or changed"));
}

/// Codes have numbers in a register; states of registers that number them differently have nothing in common.
TEST(saved_state, other_code_lists_are_other_plans) {
    const auto spells = naive::random_register(9, 40, 10);
    auto renamed = *spells.find_dimension("group");
    auto entries = renamed.codes.entries();
    entries[0].code = "z";
    renamed.codes = code_list::from("group", entries).value();
    auto measure = measures_of(spells).front();
    const auto own = plan::compile(spells, {measure}).value();
    measure.axes[1] = naive::axis_of(renamed);
    const auto other = plan::compile(spells, {measure}).value();
    EXPECT_NE(own.fingerprint(), other.fingerprint());
    EXPECT_NE(plan::compile(spells, measures_of(spells), {}, 1).value().fingerprint(),
              plan::compile(spells, measures_of(spells), {}, 2).value().fingerprint());
}

} // namespace
} // namespace kohort
