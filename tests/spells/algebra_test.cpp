#include <kohort/spells/algebra.hpp>

#include <spells/naive_spells.hpp>

#include <gtest/gtest.h>

namespace kohort {
namespace {

using naive::random_spells;
using naive::row_texts;
using naive::sorted;
using texts = std::vector<std::string>;

/// Person and days only, of rows as they are.
texts spans_of(const spell_register& spells) {
    texts rows;
    for (std::size_t row = 0; row < spells.size(); ++row)
        rows.push_back(naive::row_text(spells.person()[row], spells.start()[row], spells.end()[row], {}, 0, 0, 0));
    return rows;
}

std::int64_t days_of(const spell_register& spells) {
    std::int64_t days = 0;
    for (std::size_t row = 0; row < spells.size(); ++row) days += spells.end()[row] - spells.start()[row];
    return days;
}

row_filter only(const spell_register& spells, const std::string& dimension, std::vector<std::uint8_t> keeps) {
    return {spells.find_dimension(dimension), std::move(keeps)};
}

spell_register without_rows() { return random_spells(1, {.rows = 0}); }

constexpr auto last_day_means = exit_meaning::last_day;

TEST(algebra, merges_what_a_search_for_near_spells_merges) {
    for (unsigned seed = 1; seed <= 20; ++seed)
        for (const auto gap :
             {duration{0, duration_unit::day}, duration{1, duration_unit::day}, duration{5, duration_unit::day},
              duration{2, duration_unit::week}, duration{1, duration_unit::month}}) {
            const auto spells = random_spells(seed);
            const auto merged = merge_gaps(spells, gap);
            ASSERT_EQ(sorted(row_texts(merged)), naive::merged(spells, gap)) << seed << " " << to_string(gap);
            ASSERT_TRUE(naive::is_ordered(merged));
            ASSERT_EQ(spans_of(merge_gaps(merged, gap)), spans_of(merged));
            ASSERT_EQ(merged.horizon(), spells.horizon());
        }
}

TEST(algebra, merged_spells_exit_as_the_one_that_ends_last) {
    spell_columns columns;
    columns.person = {0, 0, 0, 1};
    columns.start = {0, 2, 13, 14};
    columns.end = {10, 4, 20, 30};
    columns.values.push_back({"income", "SEK", {1, 2, 4, 8}});
    std::vector<std::uint8_t> programme{1, 2, 2, 1}, reason{1, 2, 0, 2};
    columns.dimensions.push_back({"programme", naive::list_of("programme", {"x", "y"}), {}, programme});
    columns.dimensions.push_back(
        {"exit_reason", naive::list_of("exit_reason", {"work", "studies"}), {}, reason, {}, true, false, true});
    const spell_register spells("r", last_day_means, {day(0), day(40)}, false, columns);

    const auto apart = merge_gaps(spells, {2, duration_unit::day});
    EXPECT_EQ(apart.size(), 3u) << "from 10, the first day without, to 13 are three days";
    EXPECT_EQ((*apart.find_dimension("exit_reason"))[0], 1u);
    EXPECT_EQ(apart.values()[0].values[0], 3);
    const auto merged = merge_gaps(spells, {3, duration_unit::day});
    ASSERT_EQ(merged.size(), 2u);
    EXPECT_EQ(merged.end()[0], 20);
    EXPECT_EQ((*merged.find_dimension("programme"))[0], 1u);
    EXPECT_EQ((*merged.find_dimension("exit_reason"))[0], 0u);
    EXPECT_EQ(merged.values()[0].values[0], 7);
    EXPECT_TRUE(merged.find_dimension("programme")->fixed_per_person);
    EXPECT_FALSE(merged.find_dimension("programme")->has_unknown);
    EXPECT_TRUE(merged.find_dimension("exit_reason")->has_unknown);
}

TEST(algebra, a_sum_that_is_too_large_is_missing) {
    spell_columns columns;
    columns.person = {0, 0};
    columns.start = {0, 1};
    columns.end = {2, 3};
    columns.values.push_back({"income", "SEK", {std::numeric_limits<std::int64_t>::max(), 1}});
    const spell_register spells("r", last_day_means, {day(0), day(9)}, false, columns);
    EXPECT_EQ(merge_gaps(spells, {0, duration_unit::day}).values()[0].values[0], value_column::missing);
}

TEST(algebra, intersects_and_subtracts_day_by_day) {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        const auto spells = random_spells(seed), first = random_spells(seed + 100, {.name = "b"}),
                   second = random_spells(seed + 200, {.name = "c", .rows = 15});
        const std::vector<spell_source> one{{&first}}, two{{&first, {only(first, "area", {0, 1, 0})}}, {&second}};
        for (const auto& others : {one, two, std::vector<spell_source>{}}) {
            const auto both = intersect(spells, others), without = subtract(spells, others);
            const auto is_covered = [&](std::size_t row, std::int32_t d) {
                return naive::covers(others, spells.person()[row], d);
            };
            ASSERT_EQ(sorted(row_texts(both)), naive::pieces_where(spells, is_covered)) << seed;
            ASSERT_EQ(sorted(row_texts(without)), naive::pieces_where(spells, std::not_fn(is_covered))) << seed;
            ASSERT_TRUE(naive::is_ordered(both) && naive::is_ordered(without));
        }
    }
}

TEST(algebra, keeps_its_laws) {
    constexpr duration touching{0, duration_unit::day};
    const naive::random_options with_days{.exit_means = last_day_means};
    const window all{day(naive::first_day), day(naive::last_day)};
    for (unsigned seed = 1; seed <= 20; ++seed) {
        const auto a = random_spells(seed, with_days), b = random_spells(seed + 50, with_days),
                   c = random_spells(seed + 90, with_days);
        const auto merged_a = merge_gaps(a, touching), merged_b = merge_gaps(b, touching);
        ASSERT_EQ(spans_of(intersect(merged_a, {&b})), spans_of(intersect(merged_b, {&a})));
        ASSERT_EQ(row_texts(intersect(a, {&merged_b})), row_texts(intersect(a, {&b})));
        ASSERT_EQ(row_texts(intersect(a, {&a})), row_texts(a));
        ASSERT_EQ(subtract(a, {&a}).size(), 0u);
        const std::vector<spell_source> b_and_c{{&b}, {&c}};
        ASSERT_EQ(sorted(row_texts(subtract(a, b_and_c))), sorted(row_texts(subtract(subtract(a, {&b}), {&c}))));
        const auto b_on_c = merge_gaps(intersect(b, {&c}), touching); // b or c may cut where the other goes on
        ASSERT_EQ(spans_of(merge_gaps(intersect(intersect(a, {&b}), {&c}), touching)),
                  spans_of(merge_gaps(intersect(a, {&b_on_c}), touching)));
        const auto seen = cut(a, all).spells;
        ASSERT_EQ(days_of(seen), days_of(intersect(seen, {&b})) + days_of(subtract(seen, {&b})));
    }
}

TEST(algebra, enrolled_while_on_income_support) {
    const auto register_of = [](std::string name, window horizon, std::vector<std::pair<int, int>> spans) {
        spell_columns columns;
        for (const auto& [start, end] : spans) {
            columns.person.push_back(7);
            columns.start.push_back(start);
            columns.end.push_back(end);
        }
        return spell_register(std::move(name), last_day_means, horizon, false, columns);
    };
    constexpr auto open = spell_register::open_end;
    const auto enrolled = register_of("enrolled", {day(0), day(500)}, {{100, open}, {120, 150}});
    const auto support = register_of("support", {day(50), day(400)}, {{90, 110}, {130, 140}, {140, 160}, {300, open}});
    const auto both = intersect(enrolled, {&support});
    EXPECT_EQ(std::vector(both.start().begin(), both.start().end()), (std::vector{100, 130, 130, 300}));
    EXPECT_EQ(std::vector(both.end().begin(), both.end().end()), (std::vector{110, 150, 160, open}));
    EXPECT_EQ(both.exit_day(0), 109);
    EXPECT_EQ(both.horizon(), (window{day(50), day(400)}));
    EXPECT_EQ(both.name(), "enrolled");
    EXPECT_EQ(subtract(enrolled, {&support}).horizon(), (window{day(50), day(400)}));
    const auto later = register_of("later", {day(600), day(700)}, {});
    EXPECT_EQ(intersect(enrolled, {&later}).horizon(), (window{day(500), day(500)}));
}

TEST(algebra, selects_rows) {
    const auto spells = random_spells(4);
    const auto north = select(spells, {only(spells, "area", {0, 1, 0})});
    texts expected;
    for (const auto& row : row_texts(spells))
        if (row.find(" north ") != std::string::npos) expected.push_back(row);
    EXPECT_EQ(row_texts(north), expected);
    EXPECT_GT(north.size(), 0u);
    EXPECT_LT(north.size(), spells.size());
    EXPECT_FALSE(north.find_dimension("area")->has_unknown);
}

TEST(algebra, empty_registers_stay_empty) {
    const auto empty = without_rows(), spells = random_spells(2);
    EXPECT_EQ(merge_gaps(empty, {3, duration_unit::day}).size(), 0u);
    EXPECT_EQ(intersect(empty, {&spells}).size(), 0u);
    EXPECT_EQ(intersect(spells, {&empty}).size(), 0u);
    EXPECT_EQ(row_texts(subtract(spells, {&empty})), row_texts(spells));
    EXPECT_EQ(cut(empty, {day(0), day(9)}).entry_cut->size(), 0u);
    EXPECT_EQ(unite(std::vector<spell_source>{{&empty}, {&spells}}).value().size(), spells.size());
    EXPECT_EQ(overlay(std::vector<spell_source>{{&empty}}).value().size(), 0u);
}

} // namespace
} // namespace kohort
