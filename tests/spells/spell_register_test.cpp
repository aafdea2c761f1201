#include <kohort/spells/spell_register.hpp>

#include <gtest/gtest.h>

namespace kohort {
namespace {

spell_register of(exit_meaning means) {
    spell_columns columns;
    columns.person = {0, 0, 2, 2, 5};
    columns.start = {10, 20, 5, 5, 1};
    columns.end = {12, spell_register::open_end, 6, 9, 1};
    return {"r", means, {day(0), day(30)}, false, std::move(columns)};
}

TEST(spell_register, tells_the_exit_day_by_the_meaning_of_the_recorded_date) {
    EXPECT_EQ(of(exit_meaning::last_day).exit_day(0), 11);
    EXPECT_EQ(of(exit_meaning::first_day_after).exit_day(0), 12);
    EXPECT_EQ(of(exit_meaning::last_day).exit_day(1), spell_register::open_end);
}

TEST(spell_register, finds_where_a_person_ends) {
    const auto spells = of(exit_meaning::last_day);
    const std::size_t boundary[] = {0, 2, 2, 4, 4, 5, 5};
    for (std::size_t row = 0; row < 7; ++row) EXPECT_EQ(spells.person_boundary(row), boundary[row]) << row;
}

} // namespace
} // namespace kohort
