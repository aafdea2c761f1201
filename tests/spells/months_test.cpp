#include <kohort/spells/months.hpp>

#include <spells/naive_spells.hpp>

#include <gtest/gtest.h>

namespace kohort {
namespace {

using naive::random_spells;

window months(int year, int first, int last) {
    const auto start = from_civil({year, 1, 1});
    return {add_months(start, first - 1), add_months(start, last) - 1};
}

int naive_count(const std::vector<spell_source>& sources, std::uint32_t person, window within) {
    std::set<std::pair<int, unsigned>> seen;
    for (auto d = within.first; d <= within.last; ++d)
        if (naive::covers(sources, person, d.count())) seen.emplace(to_civil(d).year, to_civil(d).month);
    return static_cast<int>(seen.size());
}

TEST(person_month_matrix, counts_the_months_with_a_day) {
    const auto time = months(2023, 11, 24);
    for (unsigned seed = 1; seed <= 8; ++seed) {
        const auto a = random_spells(seed), b = random_spells(seed + 40, {.name = "b", .rows = 10});
        const std::vector<spell_source> sources{{&a, {{a.find_dimension("area"), {1, 0, 1}}}}, {&b}};
        const person_month_matrix known(sources, time);
        for (const auto within : {time, months(2024, 1, 1), months(2024, 2, 5), months(2024, 3, 12)})
            for (std::uint32_t person = 0; person < 12; ++person)
                ASSERT_EQ(known.count(person, within), naive_count(sources, person, within)) << person;
    }
}

TEST(person_month_matrix, answers_rows_by_window) {
    const auto spells = random_spells(5), others = random_spells(6, {.name = "b", .rows = 60});
    const std::vector<spell_source> sources{{&others}};
    const person_month_matrix known(sources, months(2024, 1, 12));
    const std::vector<window> windows{months(2024, 1, 3), months(2024, 2, 5)};
    const auto found = known.at_least(3, spells, windows);
    ASSERT_EQ(found.size(), 2u);
    std::size_t kept = 0;
    for (std::size_t w = 0; w < windows.size(); ++w)
        for (std::size_t row = 0; row < spells.size(); ++row) {
            ASSERT_EQ((*found[w])[row], naive_count(sources, spells.person()[row], windows[w]) >= 3);
            kept += (*found[w])[row];
        }
    EXPECT_GT(kept, 0u);
    EXPECT_LT(kept, 2 * spells.size());
}

TEST(person_month_matrix, ten_of_twelve_months_over_many_years) {
    spell_columns columns;
    columns.person = {4, 4, 4};
    const auto on = [](int year, unsigned month, unsigned d) { return from_civil({year, month, d}).count(); };
    columns.start = {on(2010, 1, 31), on(2015, 6, 30), on(2020, 3, 1)};
    columns.end = {on(2010, 2, 1), on(2016, 5, 1), on(2020, 3, 1)};
    const spell_register spells("r", exit_meaning::first_day_after, {day(0), day(30'000)}, false, columns);
    const std::vector<spell_source> sources{{&spells}};
    const person_month_matrix known(sources, months(2009, 1, 12 * 15)); // 180 months: three words
    EXPECT_EQ(known.count(4, known.time()), 1 + 11) << "the last spell has no day";
    EXPECT_EQ(known.count(4, months(2010, 1, 1)), 1);
    EXPECT_EQ(known.count(4, months(2010, 2, 2)), 0);
    EXPECT_EQ(known.count(4, months(2015, 1, 12)), 7);
    EXPECT_EQ(known.count(4, months(2015, 6, 17)), 11);
    EXPECT_EQ(known.count(3, known.time()), 0);
    EXPECT_EQ(known.count(5, known.time()), 0);
}

static_assert(is_whole_months({from_civil({2024, 2, 1}), from_civil({2024, 2, 29})}));
static_assert(!is_whole_months({from_civil({2023, 2, 1}), from_civil({2023, 2, 27})}));
static_assert(!is_whole_months({from_civil({2023, 2, 2}), from_civil({2023, 2, 28})}));
static_assert(!is_whole_months({from_civil({2023, 2, 1}), from_civil({2023, 1, 31})}));

} // namespace
} // namespace kohort
