#include "evaluation_totals.hpp"

#include "spell_quantiles.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <tuple>
#include <utility>

namespace kohort::detail {
namespace {

std::size_t cells_of(const std::vector<std::vector<std::size_t>>& meanings) {
    std::size_t cells = 1;
    for (const auto& axis : meanings) cells *= axis.size();
    return cells;
}

std::vector<std::size_t> extents_of(const std::vector<std::vector<std::size_t>>& meanings) {
    std::vector<std::size_t> extents;
    for (const auto& axis : meanings) extents.push_back(axis.size());
    return extents;
}

/// Whether the counts of a series are those of its measure as they are: a window for each period, and nothing else.
bool is_whole_measure(const counted_series& series, const measure_counts& counted) {
    if (counted.periods != series.of_period.size()) return false;
    for (std::size_t p = 0; p < series.of_period.size(); ++p)
        if (series.of_period[p].size() != 1 || series.of_period[p].front().window != p) return false;
    return std::ranges::all_of(series.of_period, [&](const auto& places) {
        return places.front().measure == series.of_period.front().front().measure;
    });
}

/// The counts of a series, added up over the windows of each period.
measure_counts summed(const counted_series& series, std::vector<measure_counts>& counted,
                      const std::vector<std::vector<std::size_t>>& meanings) {
    const auto periods = series.of_period.size();
    if (periods != 0 && !series.of_period.front().empty())
        if (auto& whole = counted[series.of_period.front().front().measure]; is_whole_measure(series, whole))
            return std::move(whole); // no other series has it
    const auto cells = cells_of(meanings);
    measure_counts made{periods, extents_of(meanings), std::vector<std::int64_t>(periods * cells, 0)};
    for (std::size_t p = 0; p < periods; ++p) {
        auto* const into = made.counts.data() + p * cells;
        for (const auto& [measure, window] : series.of_period[p]) {
            const auto* const from = counted[measure].counts.data() + window * cells;
            for (std::size_t c = 0; c < cells; ++c) into[c] += from[c];
        }
    }
    return made;
}

/// Where each cell of axes is on axes that have all their positions.
std::vector<std::size_t> places_of_cells(const std::vector<std::vector<std::size_t>>& from,
                                         const std::vector<std::vector<std::size_t>>& to) {
    std::vector<std::size_t> places{0};
    for (std::size_t a = 0; a < from.size(); ++a) {
        std::vector<std::size_t> longer;
        for (const auto place : places)
            for (const auto meaning : from[a]) {
                const auto at = std::ranges::lower_bound(to[a], meaning) - to[a].begin();
                longer.push_back(place * to[a].size() + static_cast<std::size_t>(at));
            }
        places = std::move(longer);
    }
    return places;
}

/// The same figures on axes that have all their positions.
figure_totals spread_out(const figure_totals& from, const std::vector<std::vector<std::size_t>>& to) {
    figure_totals made{to, {}, from.are_numbers};
    const auto places = places_of_cells(from.meanings, to);
    for (const auto& series : from.series) {
        if (from.are_numbers) { // in the same order, because positions rise
            auto numbers = series;
            for (std::size_t i = 0; i < numbers.counts.size(); i += 3)
                numbers.counts[i] = static_cast<std::int64_t>(places[static_cast<std::size_t>(numbers.counts[i])]);
            made.series.push_back(std::move(numbers));
            continue;
        }
        const auto cells = cells_of(to);
        measure_counts counts{series.periods, extents_of(to), std::vector<std::int64_t>(series.periods * cells, 0)};
        for (std::size_t p = 0; p < series.periods; ++p)
            for (std::size_t c = 0; c < places.size(); ++c)
                counts.counts[p * cells + places[c]] = series.counts[p * places.size() + c];
        made.series.push_back(std::move(counts));
    }
    return made;
}

bool combine_counts(measure_counts& into, const measure_counts& more, sign by) {
    for (std::size_t i = 0; i < into.counts.size(); ++i) {
        auto& count = into.counts[i];
        if (by == sign::add ? __builtin_add_overflow(count, more.counts[i], &count)
                            : __builtin_sub_overflow(count, more.counts[i], &count))
            return false;
    }
    return true;
}

bool combine_numbers(measure_counts& into, const measure_counts& more, sign by) {
    measure_counts made;
    std::size_t a = 0, b = 0;
    const auto place = [](const counted_number& line) { return std::tuple(line.cell, line.number); };
    while (a < lines_of(into) || b < lines_of(more)) {
        const bool has_a = a < lines_of(into), has_b = b < lines_of(more);
        const bool takes_a = has_a && (!has_b || place(line_of(into, a)) <= place(line_of(more, b)));
        const bool takes_b = has_b && (!has_a || place(line_of(more, b)) <= place(line_of(into, a)));
        auto line = takes_a ? line_of(into, a) : line_of(more, b);
        if (!takes_a) line.spells = 0;
        if (takes_b) line.spells += static_cast<int>(by) * line_of(more, b).spells;
        if (line.spells < 0) return false;
        if (line.spells > 0) add_line(made, line);
        a += takes_a ? 1 : 0;
        b += takes_b ? 1 : 0;
    }
    made.periods = 1;
    made.extents = {lines_of(made), 3};
    into = std::move(made);
    return true;
}

bool combine_figures(figure_totals& into, const figure_totals& more, sign by) {
    if (into.meanings != more.meanings) {
        std::vector<std::vector<std::size_t>> all(into.meanings.size());
        for (std::size_t a = 0; a < all.size(); ++a)
            std::ranges::set_union(into.meanings[a], more.meanings[a], std::back_inserter(all[a]));
        if (into.meanings != all) into = spread_out(into, all);
        if (more.meanings != all) return combine_figures(into, spread_out(more, all), by);
    }
    for (std::size_t s = 0; s < into.series.size(); ++s)
        if (!(into.are_numbers ? combine_numbers(into.series[s], more.series[s], by)
                               : combine_counts(into.series[s], more.series[s], by)))
            return false;
    return true;
}

void add_profiles(register_profiles& into, const register_profiles& more) {
    for (const auto& [name, profile] : more) {
        const auto [known, is_new] = into.try_emplace(name, profile);
        if (!is_new) known->second.add(profile);
    }
}

} // namespace

bool operator==(const figure_totals& a, const figure_totals& b) noexcept {
    return a.meanings == b.meanings && std::ranges::equal(a.series, b.series, {}, &measure_counts::counts,
                                                          &measure_counts::counts);
}

bool evaluation_totals::combine(const evaluation_totals& other, sign by) {
    auto made = figures;
    for (std::size_t f = 0; f < made.size(); ++f)
        if (!combine_figures(made[f], other.figures[f], by)) return false;
    figures = std::move(made);
    add_profiles(profiles, other.profiles);
    return true;
}

evaluation_totals evaluation_totals::emptied() const {
    auto made = *this;
    for (auto& each : made.figures)
        for (auto& series : each.series) {
            if (each.are_numbers)
                series.counts.clear();
            else
                std::ranges::fill(series.counts, 0);
        }
    return made;
}

evaluation_totals totals_of(const prepared_call& call, std::vector<std::vector<measure_counts>> counted) {
    evaluation_totals made{call.profiles(), {}};
    for (std::size_t leaf = 0; leaf < counted.size(); ++leaf) {
        const auto& figures = *call.leaves()[leaf];
        figure_totals totals{figures.meanings, {}, figures.count_numbers != nullptr};
        if (totals.are_numbers) totals.series = std::move(counted[leaf]);
        for (const auto& series : figures.series)
            totals.series.push_back(summed(series, counted[leaf], figures.meanings));
        made.figures.push_back(std::move(totals));
    }
    return made;
}

evaluation_totals nothing_counted(const prepared_call& call) {
    std::vector<std::vector<measure_counts>> counted;
    for (const auto* leaf : call.leaves()) {
        auto& counts = counted.emplace_back();
        if (leaf->count_numbers) counts = leaf->count_numbers();
        const auto cells = cells_of(leaf->meanings);
        for (const auto& series : leaf->series) {
            const auto periods = series.of_period.size();
            counts.push_back({periods, extents_of(leaf->meanings), std::vector<std::int64_t>(periods * cells, 0)});
        }
    }
    auto made = totals_of(call, std::move(counted));
    made.profiles.clear();
    return made;
}

result<std::vector<indicator_table>> finish(const prepared_call& call, const evaluation_totals& totals) {
    std::vector<std::span<const measure_counts>> counts;
    for (const auto& each : totals.figures) counts.emplace_back(each.series);
    return call.finish(counts);
}

} // namespace kohort::detail
