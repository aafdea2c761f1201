#include <kohort/data/published_table.hpp>

#include <algorithm>

namespace kohort {

published_table::published_table(std::string name, measurement_unit unit, published_columns rows)
    : name_(std::move(name)), unit_(unit), rows_(std::move(rows)), by_key_(rows_.value.size()) {
    for (std::size_t row = 0; row < size(); ++row) by_key_[row] = row;
    std::ranges::stable_sort(by_key_, {}, [this](std::size_t row) { return key_of(row); });
}

std::vector<std::uint32_t> published_table::key_of(std::size_t row) const {
    std::vector<std::uint32_t> key{rows_.cell[row], rows_.period[row]};
    for (const auto& dimension : rows_.dimensions) key.push_back(dimension[row]);
    return key;
}

bool published_table::has(std::string_view cell) const noexcept {
    return std::ranges::find(rows_.cells, cell) != rows_.cells.end();
}

const table_value* published_table::find(std::string_view cell, std::string_view period,
                                         std::span<const named_code> codes) const {
    const auto named_cell = std::ranges::find(rows_.cells, cell);
    const auto labelled = std::ranges::find(rows_.periods, period, &reporting_period::label);
    if (named_cell == rows_.cells.end() || labelled == rows_.periods.end()) return nullptr;
    std::vector<std::uint32_t> key{static_cast<std::uint32_t>(named_cell - rows_.cells.begin()),
                                   static_cast<std::uint32_t>(labelled - rows_.periods.begin())};
    constexpr std::size_t before_codes = 2;
    key.resize(before_codes + dimensions().size(), table_dimension::total);
    for (const auto& [dimension, code] : codes) {
        const auto* const known = find_dimension(dimensions(), dimension);
        const auto found = !known || code.empty() ? std::nullopt : known->find(code);
        if (!code.empty() && !found) return nullptr;
        if (found) key[before_codes + static_cast<std::size_t>(known - dimensions().data())] = *found;
    }
    const auto key_at = [this](std::size_t row) { return key_of(row); };
    const auto row = std::ranges::lower_bound(by_key_, key, {}, key_at);
    return row != by_key_.end() && key_of(*row) == key ? &rows_.value[*row] : nullptr;
}

} // namespace kohort
