#include <spells/naive_spells.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kohort {
namespace {

using naive::random_spells;
using naive::row_texts;
using naive::sorted;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> messages(const result<cut_spells>& made) {
    std::vector<std::string> found;
    for (const auto& problem : made.errors()) found.push_back(problem.message());
    return found;
}

/// The flags of pieces: by what is known of their spells, which a person has one of.
void expect_flags(const spell_register& spells, const cut_spells& made) {
    for (std::size_t row = 0; row < made.spells.size(); ++row) {
        // A spell that has this piece, and flags that fit: entry_cut iff it starts earlier, exit_cut iff it ends later.
        bool fits = false;
        for (std::size_t r = 0; r < spells.size(); ++r)
            fits = fits || (spells.person()[r] == made.spells.person()[row] &&
                            ((*made.entry_cut)[row] ? spells.start()[r] < made.spells.start()[row]
                                                    : spells.start()[r] == made.spells.start()[row]) &&
                            ((*made.exit_cut)[row] ? spells.end()[r] > made.spells.end()[row]
                                                   : spells.end()[r] == made.spells.end()[row]));
        ASSERT_TRUE(fits) << row;
    }
}

TEST(cut, keeps_the_days_of_a_window) {
    const window days{day(naive::first_day + 20), day(naive::first_day + 60)};
    for (unsigned seed = 1; seed <= 20; ++seed) {
        const auto spells = random_spells(seed);
        const auto made = cut(spells, days);
        ASSERT_EQ(sorted(row_texts(made.spells)),
                  naive::pieces_where(spells, [&](std::size_t, std::int32_t d) { return days.contains(day(d)); }));
        ASSERT_TRUE(naive::is_ordered(made.spells));
        expect_flags(spells, made);
        ASSERT_EQ(made.spells.horizon(), days);
        ASSERT_EQ(row_texts(cut(made.spells, days).spells).size(), made.spells.size());
    }
}

TEST(cut, says_where_it_cut) {
    spell_columns columns;
    columns.person = {0, 0, 0, 0, 1};
    columns.start = {0, 5, 5, 12, 10};
    columns.end = {9, 10, spell_register::open_end, 21, 20};
    const spell_register spells("r", exit_meaning::last_day, {day(0), day(100)}, false, columns);
    const auto made = cut(spells, {day(9), day(19)});
    EXPECT_THAT(made.spells.start(), ElementsAre(9, 9, 12, 10));
    EXPECT_THAT(made.spells.end(), ElementsAre(10, 20, 20, 20));
    EXPECT_THAT(*made.entry_cut, ElementsAre(1, 1, 0, 0));
    EXPECT_THAT(*made.exit_cut, ElementsAre(0, 1, 1, 0));
}

TEST(cut, splits_at_birthdays) {
    const std::vector<age_band> bands{{20, 23}, {24, 24}, {26, {}}}, young{{0, 23}}, all{{0, 23}, {24, {}}};
    for (unsigned seed = 1; seed <= 20; ++seed)
        for (const auto& asked : {bands, young, all}) {
            const auto spells = random_spells(seed);
            const auto made = split_by_age(spells, asked).value();
            const auto label = [&](std::size_t row, std::int32_t d) -> std::string {
                const auto birth = spells.birth()[row];
                if (birth == spell_register::unknown_birth) return "?";
                const int age = completed_years(day(birth), day(d));
                for (const auto& [from, to] : asked)
                    if (from <= age && (!to || age <= *to))
                        return std::to_string(from) + (!to ? "+" : *to == from ? "" : "-" + std::to_string(*to));
                return "";
            };
            ASSERT_EQ(sorted(row_texts(made.spells)), naive::pieces(spells, label)) << seed;
            ASSERT_TRUE(naive::is_ordered(made.spells));
            expect_flags(spells, made);
        }
}

TEST(cut, someone_born_on_29_february_turns_a_year_older_on_1_march) {
    spell_columns columns;
    columns.person = {0};
    columns.start = {from_civil({2025, 2, 1}).count()};
    columns.end = {from_civil({2025, 4, 1}).count()};
    columns.birth = {from_civil({2000, 2, 29}).count()};
    const spell_register spells("r", exit_meaning::last_day, {day(0), day(30'000)}, false, columns);
    const auto made = split_by_age(spells, std::vector<age_band>{{16, 24}, {25, 64}}).value().spells;
    ASSERT_EQ(made.size(), 2u);
    EXPECT_EQ(made.start()[1], from_civil({2025, 3, 1}).count());
    EXPECT_EQ(made.find_dimension("age")->codes[1].code, "25-64");
    EXPECT_EQ((*made.find_dimension("age"))[1], 2u);
}

TEST(cut, splits_at_the_borders_of_periods) {
    const period february({frequency::month}, 12 * 2024 + 1);
    const std::vector<period> months{february, february + 1, february + 3};
    for (unsigned seed = 1; seed <= 20; ++seed) {
        const auto spells = random_spells(seed);
        const auto made = split_by_period(spells, months).value();
        const auto label = [&](std::size_t, std::int32_t d) -> std::string {
            for (const auto& month : months)
                if (month.span().contains(day(d))) return month.label();
            return "";
        };
        ASSERT_EQ(sorted(row_texts(made.spells)), naive::pieces(spells, label)) << seed;
        ASSERT_TRUE(naive::is_ordered(made.spells));
        expect_flags(spells, made);
    }
}

TEST(cut, has_more_than_255_periods_if_need_be) {
    const auto spells = random_spells(3);
    const auto first = period_containing({frequency::week}, day(naive::first_day)) + (-290);
    std::vector<period> weeks;
    for (int week = 0; week < 300; ++week) weeks.push_back(first + week);
    const auto made = split_by_period(spells, weeks).value().spells;
    const auto& codes = *made.find_dimension("period");
    ASSERT_GT(made.size(), 0u);
    for (std::size_t row = 0; row < made.size(); ++row)
        EXPECT_EQ(codes.codes[codes[row] - 1].code,
                  period_containing({frequency::week}, day(made.start()[row])).label());
}

TEST(cut, refuses_bands_and_periods_that_do_not_divide) {
    const auto spells = random_spells(1);
    EXPECT_THAT(messages(split_by_age(spells, std::vector<age_band>{{16, {}}, {20, 18}, {-1, 30}})),
                ElementsAre(HasSubstr("age band 2 of 3, \"20-18\", must"), HasSubstr("age band 3 of 3")));
    EXPECT_THAT(messages(split_by_age(spells, std::vector<age_band>{{16, 20}, {20, 24}})),
                ElementsAre(HasSubstr("age band 2 of 2, \"20-24\", must")));
    const period june({frequency::month}, 12 * 2024 + 5);
    EXPECT_THAT(messages(split_by_period(spells, std::vector<period>{june, june})),
                ElementsAre("period \"2024-06\" must start after the end of \"2024-06\", which is before it"));
    const std::vector<age_band> band{{0, {}}};
    EXPECT_THAT(messages(split_by_age(split_by_age(spells, band).value().spells, band)),
                ElementsAre("register \"a\" already has a dimension \"age\"; it can be split by it only once"));
    const spell_register unborn("unborn", exit_meaning::last_day, {day(0), day(9)}, false, {});
    EXPECT_THAT(messages(split_by_age(unborn, band)), ElementsAre(HasSubstr("has no birth date")));
    spell_columns columns;
    columns.person = {0};
    columns.start = {0};
    columns.end = {1};
    columns.birth = {1990};
    const spell_register years("years", exit_meaning::last_day, {day(0), day(9)}, true, columns);
    EXPECT_THAT(messages(split_by_age(years, band)), ElementsAre(HasSubstr("has birth years only")));
}

} // namespace
} // namespace kohort
