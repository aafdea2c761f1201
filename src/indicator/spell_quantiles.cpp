#include "spell_quantiles.hpp"

#include "moved_days.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <utility>

namespace kohort {
namespace {

using timing = aggregate_measure::timing;

/// Whether a spell counts in a window, as `aggregate_measure` says.
bool counts_in(timing when, window days, std::int32_t start, std::int32_t end, std::int32_t exit_offset) {
    const auto first = days.first.count(), last = days.last.count();
    const bool is_open = end == spell_register::open_end;
    const auto exit_day = is_open ? end : end - exit_offset;
    switch (when) {
    case timing::entries:
        return first <= start && start <= last;
    case timing::exits:
        return !is_open && first <= exit_day && exit_day <= last;
    case timing::presence:
        return start < end && start <= last && end > first;
    case timing::close_of:
        return start < end && start <= last && exit_day > first;
    case timing::crossing:
        break;
    }
    return false;
}

/// The cell to which a row belongs by its codes, not as a part of others; nothing when it is not shown.
std::optional<std::size_t> own_cell(const std::vector<measure_axis>& axes, std::size_t row) {
    std::size_t cell = 0;
    for (const auto& axis : axes) {
        const auto position = axis.position_of_code[(*axis.dimension)[row]];
        if (position == measure_axis::unwanted) return std::nullopt;
        cell = cell * axis.size() + position;
    }
    return cell;
}

/// The cells that rows of a cell count in: its position on each axis, those above it, and the total.
std::vector<std::size_t> cells_with(const std::vector<measure_axis>& axes, std::size_t own) {
    std::vector<std::size_t> cells{0};
    std::size_t stride = 1;
    for (auto axis = axes.rbegin(); axis != axes.rend(); ++axis) {
        std::vector<std::size_t> longer;
        const auto add = [&](std::size_t position) {
            for (const auto cell : cells) longer.push_back(cell + position * stride);
        };
        for (auto position = static_cast<std::uint32_t>(own % axis->size()); position != measure_axis::root;
             position = axis->parent[position])
            add(position);
        add(axis->total());
        cells = std::move(longer);
        own /= axis->size();
        stride *= axis->size();
    }
    return cells;
}

} // namespace

std::size_t lines_of(const measure_counts& numbers) noexcept { return numbers.counts.size() / 3; }

counted_number line_of(const measure_counts& numbers, std::size_t line) noexcept {
    const auto* const first = numbers.counts.data() + 3 * line;
    return {first[0], first[1], first[2]};
}

void add_line(measure_counts& numbers, counted_number line) {
    numbers.counts.insert(numbers.counts.end(), {line.cell, line.number, line.spells});
}

measure_counts spell_numbers(const spell_register& spells, const aggregate_measure& measure, std::size_t window,
                             const value_column* column) {
    std::vector<std::pair<std::int64_t, std::int64_t>> found; // cell, number
    const auto days = measure.windows[window];
    const auto [starts, ends] = moved_days(spells, measure);
    for (std::size_t row = 0; row < spells.size(); ++row) {
        if (!counts_in(measure.when, days, starts[row], ends[row], spells.exit_offset()) ||
            !passes(measure.filters, row))
            continue;
        const auto until = measure.when == timing::exits ? spells.end()[row] : days.first.count();
        const std::int64_t number = column ? column->values[row] : std::int64_t{until} - spells.start()[row];
        if (const auto cell = own_cell(measure.axes, row)) found.emplace_back(static_cast<std::int64_t>(*cell), number);
    }
    std::ranges::sort(found);
    measure_counts made;
    for (std::size_t first = 0, next = 0; first < found.size(); first = next) {
        while (next < found.size() && found[next] == found[first]) ++next;
        add_line(made, {found[first].first, found[first].second, static_cast<std::int64_t>(next - first)});
    }
    made.periods = 1;
    made.extents = {lines_of(made), 3};
    return made;
}

ratio quantile_of(std::vector<std::pair<std::int64_t, std::int64_t>>& numbers, ratio p) {
    std::ranges::sort(numbers);
    std::int64_t all = 0;
    for (const auto& [number, count] : numbers) all += count;
    const auto rank = ratio(all) * p;
    const auto below = rank.numerator() / rank.denominator(); // so many come before the one looked for
    auto at = numbers.begin();
    std::int64_t passed = 0;
    while (passed + at->second <= below) passed += (at++)->second;
    if (!rank.is_integer() || passed != below) return at->first;
    return (ratio(std::prev(at)->first) + ratio(at->first)) / ratio(2);
}

std::vector<quantile_value> quantiles_of(const measure_counts& numbers, const std::vector<measure_axis>& axes,
                                         ratio p) {
    std::size_t size = 1;
    for (const auto& axis : axes) size *= axis.size();
    std::vector<std::vector<std::pair<std::int64_t, std::int64_t>>> by_cell(size);
    std::vector<std::size_t> cells;
    for (std::size_t i = 0; i < lines_of(numbers); ++i) {
        const auto line = line_of(numbers, i);
        if (i == 0 || line.cell != line_of(numbers, i - 1).cell)
            cells = cells_with(axes, static_cast<std::size_t>(line.cell));
        for (const auto cell : cells) by_cell[cell].emplace_back(line.number, line.spells);
    }
    std::vector<quantile_value> quantiles;
    for (auto& each : by_cell)
        quantiles.push_back(each.empty() ? quantile_value() : quantile_value(quantile_of(each, p)));
    return quantiles;
}

} // namespace kohort
