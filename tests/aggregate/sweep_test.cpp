// What sweeps share and how they count, beside the brute-force twin: bounds of stocks, cells of all kinds, carried
// counts.
#include <kohort/aggregate/state.hpp>
#include <kohort/time/period.hpp>

#include "naive.hpp"

#include <gtest/gtest.h>

namespace kohort {
namespace {

using timing = aggregate_measure::timing;
using weighting = aggregate_measure::weighting;
using origin = derived_day::origin;

std::vector<window> months(int count) {
    std::vector<window> windows;
    for (int m = 0; m < count; ++m) windows.push_back((period_containing({frequency::month}, day(18262)) + m).span());
    return windows;
}

std::vector<window> days(int count, int step) {
    std::vector<window> windows;
    for (int d = 0; d < count; ++d) windows.push_back({day(18262 + d * step), day(18262 + d * step)});
    return windows;
}

void expect_naive(const spell_register& spells, const std::vector<aggregate_measure>& measures,
                  const plan_limits& limits = {}) {
    const auto counts = run(plan::compile(spells, measures, limits).value()).value();
    for (std::size_t m = 0; m < measures.size(); ++m)
        ASSERT_EQ(counts[m].counts, naive::count(spells, measures[m])) << "measure " << m;
}

spell_columns columns_of(std::vector<std::uint32_t> person, std::vector<std::int32_t> start,
                         std::vector<std::int32_t> end) {
    spell_columns made;
    made.person = std::move(person);
    made.start = std::move(start);
    made.end = std::move(end);
    return made;
}

derived_day birthday_of(int years) { return {origin::birth, {years, duration_unit::year}, 0}; }
derived_day after(int count, duration_unit unit, int more = 0) { return {origin::start, {count, unit}, more}; }

/// Bands that follow each other, overlap, leave gaps, are open to one side, are empty, and of two kinds at once.
std::vector<std::pair<std::vector<derived_day>, std::vector<derived_day>>> bounds() {
    using unit = duration_unit;
    const std::vector<derived_day> never;
    return {{{birthday_of(18)}, {birthday_of(25)}},
            {{birthday_of(25)}, {birthday_of(40)}},
            {{birthday_of(20)}, never},
            {never, {birthday_of(30)}},
            {{after(6, unit::month)}, never},
            {{after(6, unit::month, 1)}, {after(12, unit::month)}},
            {{after(0, unit::day)}, {after(90, unit::day)}},
            {never, {after(90, unit::day)}},
            {{after(12, unit::month)}, {after(6, unit::month)}},
            {{after(27, unit::week)}, {after(12, unit::month)}},
            {{birthday_of(18), after(1, unit::month)}, {birthday_of(30), after(1, unit::year)}},
            {{after(2, unit::month)}, {birthday_of(21)}},
            {{birthday_of(21), birthday_of(19)}, {after(200, unit::day), after(7, unit::month)}}};
}

TEST(bounds, of_stocks_are_what_the_words_say) {
    for (const auto exit_means : {exit_meaning::last_day, exit_meaning::first_day_after})
        for (unsigned seed = 1; seed <= 3; ++seed) {
            const auto spells = naive::random_register(seed, 400, 100, exit_means);
            const auto sex = naive::axis_of(*spells.find_dimension("sex"));
            std::vector<aggregate_measure> measures;
            for (const auto when : {timing::presence, timing::close_of})
                for (const auto adds : {weighting::one, weighting::start})
                    for (const auto& [from, until] : bounds())
                        measures.push_back({.when = when,
                                            .adds = adds,
                                            .windows = days(24, adds == weighting::one ? 37 : 5),
                                            .axes = {sex},
                                            .from = from,
                                            .until = until});
            expect_naive(spells, measures);
            for (const auto& measure : measures) expect_naive(spells, {measure});
        }
}

TEST(bounds, of_events_hold_on_their_day) {
    for (const auto exit_means : {exit_meaning::last_day, exit_meaning::first_day_after}) {
        const auto spells = naive::random_register(8, 500, 100, exit_means);
        const auto group = naive::axis_of(*spells.find_dimension("group"));
        std::vector<aggregate_measure> measures;
        for (const auto when : {timing::entries, timing::exits})
            for (const auto& [from, until] : bounds())
                measures.push_back(
                    {.when = when, .windows = months(30), .axes = {group}, .from = from, .until = until});
        for (const auto& [from, until] : bounds())
            if (from.size() == 1)
                measures.push_back({.when = timing::crossing, .windows = months(30), .axes = {group}, .from = from});
        expect_naive(spells, measures);
        for (const auto& measure : measures) expect_naive(spells, {measure});
    }
}

/// Somebody born on 29 February has birthdays on 1 March of other years; the band begins on that day and no earlier.
TEST(bounds, know_birthdays_of_the_29th_of_february) {
    spell_columns columns;
    columns.person = {0, 1, 2};
    const auto first = from_civil({2021, 2, 20}).count();
    columns.start = {first, first, first};
    columns.end = {spell_register::open_end, spell_register::open_end, spell_register::open_end};
    columns.birth = {from_civil({2000, 2, 29}).count(), from_civil({2000, 3, 2}).count(),
                     spell_register::unknown_birth};
    const spell_register spells("r", exit_meaning::last_day, {day(first), day(first + 100)}, false, columns);
    const auto on = [&](unsigned month, unsigned date) {
        const auto when = from_civil({2021, month, date});
        const aggregate_measure aged{.windows = {{when, when}}, .from = {birthday_of(21)}, .until = {birthday_of(22)}};
        return run(plan::compile(spells, {aged}).value()).value()[0].counts[0];
    };
    EXPECT_EQ(on(2, 28), 0);
    EXPECT_EQ(on(3, 1), 1);
    EXPECT_EQ(on(3, 2), 2);
}

TEST(bounds, are_refused_where_there_is_no_stock) {
    const auto spells = naive::random_register(1, 20, 5);
    const auto refusal = [&](const aggregate_measure& measure) {
        const auto made = plan::compile(spells, {measure});
        return made ? std::string("accepted") : std::string(made.errors().front().what());
    };
    EXPECT_EQ(refusal({.distinct_persons = true, .windows = days(2, 1), .until = {birthday_of(1)}}),
              "0: distinct persons have no bounds that follow from a start or a birth; move the starts and ends");
    EXPECT_EQ(refusal({.windows = months(2), .until = {birthday_of(1)}}),
              "0: a stock has bounds that follow from a start or a birth on single days; move the starts and ends");
    EXPECT_EQ(refusal({.when = timing::crossing, .windows = months(2)}),
              "0: a crossing is of one day, the only one of \"from\"");
    EXPECT_EQ(refusal({.when = timing::exits,
                       .windows = months(2),
                       .end = std::make_shared<const std::vector<std::int32_t>>(20, 0),
                       .from = {birthday_of(1)}}),
              "0: an event has bounds on its own day; leave out moved starts and ends");
    EXPECT_EQ(refusal({.windows = days(2, 1), .until = {birthday_of(1)}}), "accepted");
    const spell_register unborn("r", exit_meaning::last_day, {day(0), day(9)}, false, columns_of({0}, {1}, {3}));
    const auto made = plan::compile(unborn, {{.windows = days(2, 1), .from = {birthday_of(1)}}});
    ASSERT_FALSE(made);
    EXPECT_STREQ(made.errors().front().what(),
                 "0: there are no birthdays without dates of birth; leave the bounds by birth out");
}

/// A register whose codes of three dimensions are drawn from lists of the given lengths; 16 bits where asked for.
spell_register coded_register(unsigned seed, std::vector<std::size_t> sizes, bool wide) {
    std::mt19937 random(seed);
    const auto pick = [&](std::size_t most) { return std::uniform_int_distribution<std::size_t>(0, most)(random); };
    const std::size_t rows = 3 * kernels::block_rows + 5;
    spell_columns columns;
    for (std::size_t row = 0; row < rows; ++row) {
        columns.person.push_back(static_cast<std::uint32_t>(row));
        columns.start.push_back(18262 + static_cast<std::int32_t>(pick(300)));
        columns.end.push_back(columns.start.back() + static_cast<std::int32_t>(pick(90)));
    }
    for (std::size_t d = 0; d < sizes.size(); ++d) {
        std::vector<code_entry> entries;
        for (std::size_t i = 0; i < sizes[d]; ++i) entries.push_back({"c" + std::to_string(i), {}, {}, false});
        dimension_column made;
        made.name = "d" + std::to_string(d);
        made.codes = code_list::from(made.name, entries).value();
        std::vector<std::uint16_t> codes(rows);
        for (auto& code : codes) code = static_cast<std::uint16_t>(pick(sizes[d]));
        if (wide)
            made.values = codes;
        else
            made.values = std::vector<std::uint8_t>(codes.begin(), codes.end());
        columns.dimensions.push_back(std::move(made));
    }
    return {"coded", exit_meaning::first_day_after, {day(18262), day(18700)}, false, std::move(columns)};
}

/// How the codes of an axis lead to positions: 0 every code its own, 1 without unknown, 2 two codes each, 3 every third
/// unwanted, 4 in reverse.
measure_axis axis_of(const dimension_column& dimension, int way) {
    measure_axis made;
    made.dimension = &dimension;
    const auto codes = static_cast<std::uint32_t>(dimension.codes.size() + 1);
    std::uint32_t positions = 0;
    for (std::uint32_t code = 0; code < codes; ++code) {
        auto position = way == 1 ? code - 1 : way == 2 ? code / 2 : way == 4 ? codes - 1 - code : code;
        if ((way == 1 && code == 0) || (way == 3 && code % 3 == 1)) position = measure_axis::unwanted;
        if (position != measure_axis::unwanted) positions = std::max(positions, position + 1);
        made.position_of_code.push_back(position);
    }
    made.parent.assign(positions, measure_axis::root);
    return made;
}

TEST(cells, are_the_same_computed_or_looked_up_in_8_and_16_bits) {
    for (const bool wide : {false, true})
        for (int way = 0; way < 5; ++way) {
            const auto spells = coded_register(static_cast<unsigned>(way) + 1, {2, 30, 9}, wide);
            aggregate_measure measure{.when = timing::exits, .windows = months(6)};
            for (int d = 0; d < 3; ++d)
                measure.axes.push_back(axis_of(spells.dimensions()[static_cast<std::size_t>(d)], (way + d) % 5));
            measure.filters.push_back(
                {&spells.dimensions()[1], std::vector<std::uint8_t>(20, 1)}); // shorter than codes
            std::vector<std::uint8_t> bytes(spells.size());
            for (std::size_t row = 0; row < bytes.size(); ++row) bytes[row] = static_cast<std::uint8_t>(row % 4 * 80);
            measure.filters.push_back({as_row_bytes(bytes), {1, 0}});
            auto plain = measure;
            plain.filters.clear();
            expect_naive(spells, {plain});
            expect_naive(spells, {measure});
            expect_naive(spells, {plain, measure});
        }
}

TEST(cells, of_large_cubes_are_summed_in_32_bits) {
    const auto spells = coded_register(9, {60, 50, 40}, true);
    for (const int way : {0, 3}) {
        aggregate_measure measure{.when = timing::entries, .windows = months(2)};
        for (const auto& dimension : spells.dimensions()) measure.axes.push_back(axis_of(dimension, way));
        expect_naive(spells, {measure});
    }
}

TEST(cells, of_codes_that_no_list_has_are_not_counted) {
    auto spells = coded_register(3, {5, 2}, false);
    auto columns = columns_of({0, 1, 2}, {18262, 18262, 18262}, {18270, 18270, 18270});
    auto dimension = spells.dimensions()[0];
    dimension.values = std::vector<std::uint8_t>{1, 5, 200};
    columns.dimensions = {dimension};
    const spell_register broken("r", exit_meaning::last_day, {day(18262), day(18290)}, false, columns);
    for (int way = 0; way < 5; ++way) {
        const auto axis = axis_of(broken.dimensions()[0], way);
        const auto counts =
            run(plan::compile(broken, {{.when = timing::entries, .windows = months(1), .axes = {axis}}}).value());
        EXPECT_EQ(counts.value()[0].counts.back(), way == 3 ? 1 : 2) << way;
    }
}

TEST(counts, are_carried_into_64_bits_as_often_as_it_takes) {
    const auto spells = naive::random_register(5, 8000, 1500);
    const auto sex = naive::axis_of(*spells.find_dimension("sex"));
    const std::vector<aggregate_measure> measures = {
        {.when = timing::exits, .windows = months(30), .axes = {sex}},
        {.when = timing::close_of, .windows = days(20, 50), .axes = {sex}, .from = {after(3, duration_unit::month)}},
        {.when = timing::exits, .adds = weighting::duration, .windows = months(30)}};
    expect_naive(spells, measures, {.rows_in_32_bits = kernels::block_rows});
    // Merged states carry, too.
    const auto compiled = plan::compile(spells, measures, {.rows_in_32_bits = 3 * kernels::block_rows}).value();
    const auto middle = spells.person_boundary(spells.size() / 2);
    state first(compiled), second(compiled);
    first.push(0, middle);
    second.push(middle, spells.size());
    ASSERT_FALSE(first.merge(second));
    const auto counts = first.finish();
    for (std::size_t m = 0; m < measures.size(); ++m)
        EXPECT_EQ(counts[m].counts, naive::count(spells, measures[m])) << m;
}

/// Few counts in copies, tables of 16 and of 32 bits, counts that lie far apart; tallies of an edge alone, two in the
/// loop that looks their places up, and three one after the other; an edge that others need the places of.
TEST(counts, of_an_edge_are_the_same_in_whatever_loop) {
    using sizes = std::vector<std::size_t>;
    for (const auto& codes : {sizes{2}, sizes{60, 20}, sizes{60, 50, 3}, sizes{60, 50, 9}}) {
        const auto spells = coded_register(4, codes, false);
        aggregate_measure counted{.when = timing::exits, .windows = months(12)};
        for (const auto& dimension : spells.dimensions()) counted.axes.push_back(axis_of(dimension, 0));
        auto durations = counted, starts = counted, stock = counted;
        durations.adds = weighting::duration;
        starts.adds = weighting::start;
        stock.when = timing::close_of;
        stock.windows = days(12, 29);
        stock.from = {after(2, duration_unit::month)};
        for (const auto& measures : std::vector<std::vector<aggregate_measure>>{{counted},
                                                                                {durations},
                                                                                {durations, counted},
                                                                                {durations, starts},
                                                                                {durations, counted, starts},
                                                                                {counted, durations, stock}})
            expect_naive(spells, measures);
    }
}

/// Starts that were moved need not be in order within a person: then each window is counted by itself.
TEST(persons, are_counted_in_single_windows_whatever_the_order_of_moved_starts) {
    const auto spells = naive::random_register(6, 600, 60);
    std::mt19937 random(6);
    std::vector<std::int32_t> starts(spells.start().begin(), spells.start().end());
    for (auto& start : starts) start += std::uniform_int_distribution(0, 300)(random);
    const auto moved = std::make_shared<const std::vector<std::int32_t>>(starts);
    std::vector<aggregate_measure> measures;
    for (const auto& window : months(12))
        measures.push_back({.distinct_persons = true, .windows = {window}, .start = moved});
    expect_naive(spells, measures);
}

/// A spell that exits the day before it starts is an entry and an exit of different days, and in no stock.
TEST(sweep, keeps_spells_without_a_day_out_of_stocks) {
    const auto columns = columns_of({0, 1, 2}, {18293, 18270, 18290}, {18293, 18280, 18320});
    for (const auto exit_means : {exit_meaning::last_day, exit_meaning::first_day_after}) {
        const spell_register spells("r", exit_means, {day(18262), day(18400)}, false, columns);
        ASSERT_TRUE(spells.has_empty_spells());
        const std::vector<derived_day> none;
        std::vector<aggregate_measure> measures;
        for (const auto when : {timing::entries, timing::exits, timing::presence, timing::close_of})
            for (const auto& windows : {days(60, 1), months(3)}) measures.push_back({.when = when, .windows = windows});
        for (const auto when : {timing::presence, timing::close_of})
            for (const auto& [from, until] : {std::pair(std::vector{after(5, duration_unit::day)}, none),
                                              std::pair(none, std::vector{after(5, duration_unit::day)})})
                measures.push_back({.when = when, .windows = days(60, 1), .from = from, .until = until});
        expect_naive(spells, measures);
        for (const auto& measure : measures) expect_naive(spells, {measure});
    }
}

} // namespace
} // namespace kohort
