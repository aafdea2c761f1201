// The brute-force twins: every count by its definition, row by row, period by period. Slow, short, and independent of
// the kernels. And random registers to compare on.
#pragma once

#include <kohort/aggregate/measure.hpp>
#include <kohort/spells/spell_register.hpp>

#include <algorithm>
#include <map>
#include <numeric>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace naive {

/// A register of `rows` spells of about `persons` persons in 2020-2022 (days 18262..): sex is fixed per person, group
/// has a hierarchy (b includes b1 and b2, b2 includes b2x) and unknown values; some spells are open, some have no day,
/// many overlap.
inline kohort::spell_register random_register(unsigned seed, std::size_t rows, unsigned persons,
                                              kohort::exit_meaning exit_means = kohort::exit_meaning::last_day) {
    std::mt19937 random(seed);
    const auto pick = [&random](int from, int to) { return std::uniform_int_distribution(from, to)(random); };
    struct row {
        std::uint32_t person;
        std::int32_t start, end;
        std::uint8_t group;
    };
    std::vector<row> drawn(rows);
    for (auto& r : drawn) {
        r.person = static_cast<std::uint32_t>(pick(0, static_cast<int>(persons) - 1));
        r.start = 18262 + pick(-60, 1100);
        const int days = pick(0, 9) == 0 ? 0 : pick(0, 400);
        const int shortest = exit_means == kohort::exit_meaning::last_day ? 1 : 0;
        r.end = pick(0, 9) == 0 ? kohort::spell_register::open_end : r.start + std::max(days, shortest);
        r.group = static_cast<std::uint8_t>(pick(0, 6));
    }
    std::sort(drawn.begin(), drawn.end(), [](const row& a, const row& b) {
        return std::tie(a.person, a.start, a.end, a.group) < std::tie(b.person, b.start, b.end, b.group);
    });

    kohort::spell_columns columns;
    std::vector<std::uint8_t> sex, group;
    for (const auto& r : drawn) {
        columns.person.push_back(r.person);
        columns.start.push_back(r.start);
        columns.end.push_back(r.end);
        columns.birth.push_back(r.person % 7 == 0 ? kohort::spell_register::unknown_birth
                                                  : 18262 - static_cast<std::int32_t>(r.person * 977 % 20000));
        sex.push_back(static_cast<std::uint8_t>(1 + r.person % 2));
        group.push_back(r.group);
    }
    const auto label = [](const char* code) { return kohort::localised_text{code, code}; };
    auto sexes =
        kohort::code_list::from("sex", {{"women", label("women"), {}, false}, {"men", label("men"), {}, false}});
    auto groups = kohort::code_list::from("group", {{"a", label("a"), {}, false},
                                                    {"b", label("b"), {}, false},
                                                    {"b1", label("b1"), 1, false},
                                                    {"b2", label("b2"), 1, true},
                                                    {"b2x", label("b2x"), 3, false},
                                                    {"c", label("c"), {}, false}});
    columns.dimensions.push_back({"sex", sexes.value(), {}, sex, {}, false, true});
    columns.dimensions.push_back({"group", groups.value(), {}, group, {}, true, false});
    return {"random", exit_means, {kohort::day(18262), kohort::day(18262 + 1095)}, false, std::move(columns)};
}

/// The axis of all codes of a dimension, unknown before the total.
inline kohort::measure_axis axis_of(const kohort::dimension_column& dimension, bool once_per_value = false) {
    kohort::measure_axis axis;
    axis.dimension = &dimension;
    axis.once_per_value = once_per_value;
    for (const auto& entry : dimension.codes.entries())
        axis.parent.push_back(entry.parent ? static_cast<std::uint32_t>(*entry.parent) : kohort::measure_axis::root);
    axis.position_of_code.push_back(static_cast<std::uint32_t>(axis.parent.size()));
    axis.parent.push_back(kohort::measure_axis::root);
    for (std::uint32_t code = 0; code < dimension.codes.size(); ++code) axis.position_of_code.push_back(code);
    return axis;
}

/// Whether spell `row` is within the bounds of a stock on a day.
inline bool is_within_bounds(const kohort::spell_register& spells, const kohort::aggregate_measure& measure,
                             std::size_t row, kohort::day on) {
    const auto has_passed = [&](const kohort::derived_day& bound) {
        const bool of_birth = bound.of == kohort::derived_day::origin::birth;
        return bound.from(kohort::day(of_birth ? spells.birth()[row] : spells.start()[row])) <= on;
    };
    const auto is_unknown = [&](const kohort::derived_day& bound) {
        return bound.of == kohort::derived_day::origin::birth &&
               spells.birth()[row] == kohort::spell_register::unknown_birth;
    };
    return std::ranges::none_of(measure.from, is_unknown) && std::ranges::none_of(measure.until, is_unknown) &&
           std::ranges::all_of(measure.from, has_passed) && std::ranges::none_of(measure.until, has_passed);
}

/// Whether the day `from` lies in the window, after the spell's start and not after its exit.
inline bool is_crossed(const kohort::spell_register& spells, const kohort::aggregate_measure& measure, std::size_t row,
                       kohort::window period) {
    const auto& bound = measure.from.front();
    const auto origin = bound.of == kohort::derived_day::origin::birth ? spells.birth()[row] : spells.start()[row];
    if (origin == kohort::spell_register::unknown_birth) return false;
    const auto reached = bound.from(kohort::day(origin));
    return period.contains(reached) && reached.count() > spells.start()[row] && reached.count() <= spells.exit_day(row);
}

/// Whether spell `row` counts in the window, by the words of the house plan.
inline bool counts_in(const kohort::spell_register& spells, const kohort::aggregate_measure& measure, std::size_t row,
                      kohort::window period) {
    using timing = kohort::aggregate_measure::timing;
    const auto start = measure.start ? (*measure.start)[row] : spells.start()[row];
    const auto end = measure.end ? (*measure.end)[row] : spells.end()[row];
    const bool is_open = end == kohort::spell_register::open_end;
    const auto exit = is_open ? end : end - spells.exit_offset();
    const auto first = period.first.count(), last = period.last.count();
    switch (measure.when) {
    case timing::entries:
        return first <= start && start <= last;
    case timing::exits:
        return !is_open && first <= exit && exit <= last;
    case timing::presence:
        return start < end && start <= last && end > first;
    case timing::close_of:
        return start < end && start <= last && exit > first;
    case timing::crossing:
        return is_crossed(spells, measure, row, period);
    }
    return false;
}

/// The day on which the bounds of a measure must hold.
inline kohort::day day_of_bounds(const kohort::spell_register& spells, const kohort::aggregate_measure& measure,
                                 std::size_t row, kohort::window period) {
    using timing = kohort::aggregate_measure::timing;
    if (measure.when == timing::entries) return kohort::day(spells.start()[row]);
    if (measure.when == timing::exits) return kohort::day(spells.exit_day(row));
    return measure.when == timing::crossing ? kohort::day(spells.exit_day(row)) : period.first;
}

/// All positions of the axis in which a code counts: its own, those above it, and the total.
inline std::vector<std::size_t> positions_of(const kohort::measure_axis& axis, std::size_t code) {
    std::vector<std::size_t> found;
    for (auto p = axis.position_of_code[code]; p != kohort::measure_axis::unwanted && p != kohort::measure_axis::root;
         p = axis.parent[p])
        found.push_back(p);
    if (!found.empty()) found.push_back(axis.total());
    return found;
}

/// The counts of a measure, by definition.
inline std::vector<std::int64_t> count(const kohort::spell_register& spells, const kohort::aggregate_measure& measure) {
    std::size_t cells = 1;
    for (const auto& axis : measure.axes) cells *= axis.size();
    std::vector<std::int64_t> counts(cells * measure.windows.size(), 0);
    // Distinct persons: who was counted in a cell, with the value of each axis where a person counts once per value.
    std::set<std::pair<std::size_t, std::vector<std::size_t>>> seen;
    for (std::size_t k = 0; k < measure.windows.size(); ++k)
        for (std::size_t row = 0; row < spells.size(); ++row) {
            if (!counts_in(spells, measure, row, measure.windows[k]) || !kohort::passes(measure.filters, row)) continue;
            if (!is_within_bounds(spells, measure, row, day_of_bounds(spells, measure, row, measure.windows[k])))
                continue;
            std::vector<std::vector<std::size_t>> where{{}};
            std::vector<std::size_t> who{spells.person()[row]};
            for (const auto& axis : measure.axes) {
                const auto positions = positions_of(axis, (*axis.dimension)[row]);
                std::vector<std::vector<std::size_t>> longer;
                for (const auto& place : where)
                    for (const auto position : positions) {
                        longer.push_back(place);
                        longer.back().push_back(position);
                    }
                where = longer;
                if (axis.once_per_value && !positions.empty())
                    who.push_back(positions[positions.size() - 2]); // its root
            }
            for (const auto& place : where) {
                std::size_t cell = 0;
                auto counted = who;
                for (std::size_t a = 0; a < measure.axes.size(); ++a) cell = cell * measure.axes[a].size() + place[a];
                if (measure.distinct_persons && !seen.insert({k * cells + cell, counted}).second) continue;
                using weighting = kohort::aggregate_measure::weighting;
                const auto start = spells.start()[row], end = spells.end()[row];
                counts[k * cells + cell] += measure.adds == weighting::one            ? 1
                                            : measure.adds == weighting::start        ? start
                                            : end == kohort::spell_register::open_end ? 0
                                                                                      : end - start;
            }
        }
    return counts;
}

} // namespace naive
