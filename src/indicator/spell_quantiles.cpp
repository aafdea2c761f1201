#include "spell_quantiles.hpp"

#include "moved_days.hpp"

#include <algorithm>
#include <cstdint>

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

/// The cells that a row belongs to: its position on each axis, those above it, and the total.
void add_cells(const std::vector<measure_axis>& axes, std::size_t row, std::vector<std::size_t>& cells) {
    cells.assign(1, 0);
    for (const auto& axis : axes) {
        std::vector<std::size_t> positions;
        auto position = axis.position_of_code[(*axis.dimension)[row]];
        if (position == measure_axis::unwanted) {
            cells.clear();
            return;
        }
        for (; position != measure_axis::root; position = axis.parent[position]) positions.push_back(position);
        positions.push_back(axis.total());
        std::vector<std::size_t> longer;
        for (const auto cell : cells)
            for (const auto each : positions) longer.push_back(cell * axis.size() + each);
        cells = std::move(longer);
    }
}

} // namespace

ratio quantile_of(std::vector<std::int64_t>& numbers, ratio p) {
    const auto rank = ratio(static_cast<std::int64_t>(numbers.size())) * p;
    const auto at = [&numbers](std::int64_t index) {
        const auto place = numbers.begin() + index;
        std::nth_element(numbers.begin(), place, numbers.end());
        return *place;
    };
    const auto below = rank.numerator() / rank.denominator();
    if (!rank.is_integer()) return at(below);
    const auto next = at(below);
    const auto last = *std::max_element(numbers.begin(), numbers.begin() + below);
    return (ratio(last) + ratio(next)) / ratio(2);
}

std::vector<quantile_value> spell_quantiles(const spell_register& spells, const aggregate_measure& measure,
                                            std::size_t window, const value_column* column, ratio p) {
    std::size_t size = 1;
    for (const auto& axis : measure.axes) size *= axis.size();
    std::vector<std::vector<std::int64_t>> numbers(size);
    const auto days = measure.windows[window];
    std::vector<std::size_t> cells;
    const auto [starts, ends] = moved_days(spells, measure);
    for (std::size_t row = 0; row < spells.size(); ++row) {
        if (!counts_in(measure.when, days, starts[row], ends[row], spells.exit_offset()) ||
            !passes(measure.filters, row))
            continue;
        const auto until = measure.when == timing::exits ? spells.end()[row] : days.first.count();
        const std::int64_t number = column ? column->values[row] : std::int64_t{until} - spells.start()[row];
        add_cells(measure.axes, row, cells);
        for (const auto cell : cells) numbers[cell].push_back(number);
    }
    std::vector<quantile_value> quantiles;
    for (auto& each : numbers)
        quantiles.push_back(each.empty() ? quantile_value() : quantile_value(quantile_of(each, p)));
    return quantiles;
}

} // namespace kohort
