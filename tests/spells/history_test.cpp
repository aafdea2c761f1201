#include <kohort/spells/history.hpp>

#include <spells/naive_spells.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kohort {
namespace {

using naive::random_spells;
using ::testing::ElementsAre;

/// Whether some day from `from` on is covered by an earlier spell of the row's person; empty spells have their start.
bool has_earlier(const spell_register& spells, std::size_t row, std::optional<duration> time) {
    for (std::size_t earlier = 0; earlier < row; ++earlier) {
        if (spells.person()[earlier] != spells.person()[row]) continue;
        if (!time) return true;
        const auto first = subtract(day(spells.start()[row]), *time).count();
        if (spells.end()[earlier] > first) return true;
    }
    return false;
}

TEST(history, finds_first_entries) {
    for (unsigned seed = 1; seed <= 10; ++seed) {
        const auto spells = random_spells(seed);
        for (const auto time :
             {std::optional<duration>(), std::optional(duration{10, duration_unit::day}),
              std::optional(duration{1, duration_unit::month}), std::optional(duration{0, duration_unit::day})}) {
            const auto found = first_entries(spells, time);
            for (std::size_t row = 0; row < spells.size(); ++row)
                ASSERT_EQ((*found)[row], !has_earlier(spells, row, time)) << seed << " row " << row;
        }
    }
}

TEST(history, an_entry_is_first_again_after_the_time_without) {
    spell_columns columns;
    columns.person = {0, 0, 0, 0, 1};
    columns.start = {0, 0, 15, 40, 40};
    columns.end = {5, 9, 16, spell_register::open_end, 41};
    const spell_register spells("r", exit_meaning::last_day, {day(0), day(99)}, false, columns);
    EXPECT_THAT(*first_entries(spells), ElementsAre(1, 0, 0, 0, 1));
    EXPECT_THAT(*first_entries(spells, duration{6, duration_unit::day}), ElementsAre(1, 0, 1, 1, 1));
    EXPECT_THAT(*first_entries(spells, duration{7, duration_unit::day}), ElementsAre(1, 0, 0, 1, 1));
}

TEST(history, tells_who_is_present_elsewhere) {
    const auto d = [](int days) { return day(naive::first_day + days); };
    const std::vector<window> windows{{d(10), d(30)}, {d(50), d(50)}, {d(60), d(61)}, {d(-9), d(-1)}};
    for (const auto means : {exit_meaning::first_day_after, exit_meaning::last_day})
        for (unsigned seed = 1; seed <= 10; ++seed) {
            const auto spells = random_spells(seed);
            const auto a = random_spells(seed + 20, {.exit_means = means, .rows = 12});
            const auto b = random_spells(seed + 30, {.rows = 9});
            const std::vector<spell_source> sources{{&a, {{a.find_dimension("area"), {1, 0, 1}}}}, {&b}};
            const auto on = present_in(spells, sources, windows);
            const auto close = present_in(spells, sources, windows, stock_clock::close_of);
            for (std::size_t w = 0; w < windows.size(); ++w)
                for (std::size_t row = 0; row < spells.size(); ++row) {
                    bool is_on = false, is_at_close = false;
                    for (auto t = windows[w].first; t <= windows[w].last; ++t)
                        for (const auto& [other, filters] : sources)
                            for (std::size_t r = 0; r < other->size(); ++r) {
                                if (other->person()[r] != spells.person()[row] || !passes(filters, r)) continue;
                                const bool has_started = other->start()[r] <= t.count();
                                is_on = is_on || (has_started && t.count() < other->end()[r]);
                                is_at_close = is_at_close || (has_started && other->exit_day(r) > t.count());
                            }
                    ASSERT_EQ((*on[w])[row], is_on) << seed << " window " << w << " row " << row;
                    ASSERT_EQ((*close[w])[row], is_at_close) << seed << " window " << w << " row " << row;
                }
        }
}

TEST(history, at_close_a_spell_that_touches_the_next_has_been_exited) {
    spell_columns columns;
    columns.person = {0, 0};
    columns.start = {10, 20};
    columns.end = {20, 30};
    const spell_register spells("r", exit_meaning::last_day, {day(0), day(99)}, false, columns);
    const std::vector<spell_source> sources{{&spells}};
    const std::vector<window> days{{day(18), day(18)}, {day(19), day(19)}, {day(20), day(20)}};
    const auto on = present_in(spells, sources, days), close = present_in(spells, sources, days, stock_clock::close_of);
    EXPECT_THAT((std::vector{(*on[0])[0], (*on[1])[0], (*on[2])[0]}), ElementsAre(1, 1, 1));
    EXPECT_THAT((std::vector{(*close[0])[0], (*close[1])[0], (*close[2])[0]}), ElementsAre(1, 0, 1));
}

TEST(history, sums_values_of_other_spells) {
    const window days{day(naive::first_day + 10), day(naive::first_day + 50)};
    std::size_t unknown = 0, nothing = 0;
    for (unsigned seed = 1; seed <= 10; ++seed) {
        const auto spells = random_spells(seed), other = random_spells(seed + 20, {.name = "b", .rows = 30});
        const spell_source source{&other, {{other.find_dimension("area"), {1, 0, 1}}}};
        const auto found = totals_in(spells, source, other.values()[0], days);
        for (std::size_t row = 0; row < spells.size(); ++row) {
            std::int64_t total = 0;
            bool is_known = true;
            for (std::size_t r = 0; r < other.size(); ++r) {
                if (other.person()[r] != spells.person()[row] || !passes(source.filters, r)) continue;
                bool counts = other.start()[r] == other.end()[r] && days.contains(day(other.start()[r]));
                for (auto d = days.first; d <= days.last; ++d)
                    counts = counts || (other.start()[r] <= d.count() && d.count() < other.end()[r]);
                if (!counts) continue;
                const auto value = other.values()[0].values[r];
                is_known = is_known && value != value_column::missing;
                total += is_known ? value : 0;
            }
            ASSERT_EQ(found[row], is_known ? total : value_column::missing) << seed << " row " << row;
            unknown += !is_known;
            nothing += is_known && total == 0;
        }
    }
    EXPECT_GT(unknown, 0u);
    EXPECT_GT(nothing, 0u);
}

} // namespace
} // namespace kohort
