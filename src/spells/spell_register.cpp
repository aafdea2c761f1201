#include <kohort/spells/spell_register.hpp>

#include <algorithm>
#include <cassert>
#include <tuple>

namespace kohort {

namespace {

[[maybe_unused]] bool is_sorted(const spell_columns& columns) {
    for (std::size_t row = 1; row < columns.person.size(); ++row) {
        const auto key = [&](std::size_t r) { return std::tuple(columns.person[r], columns.start[r], columns.end[r]); };
        if (key(row) < key(row - 1)) return false;
    }
    return true;
}

day_extent extent_of(std::span<const std::int32_t> days, std::int32_t missing) noexcept {
    day_extent found;
    for (const auto d : days) {
        found.first = std::min(found.first, d == missing ? found.first : d);
        found.last = std::max(found.last, d == missing ? found.last : d);
    }
    return found;
}

bool has_empty(std::span<const std::int32_t> starts, std::span<const std::int32_t> ends) noexcept {
    bool found = false;
    for (std::size_t row = 0; row < starts.size(); ++row) found |= starts[row] >= ends[row];
    return found;
}

} // namespace

spell_register::spell_register(std::string name, exit_meaning exit_means, window horizon, bool birth_is_year,
                               spell_columns columns)
    : name_(std::move(name)), exit_means_(exit_means), horizon_(horizon), birth_is_year_(birth_is_year),
      columns_(std::move(columns)), start_days_(extent_of(columns_.start, open_end)),
      end_days_(extent_of(columns_.end, open_end)), birth_days_(extent_of(columns_.birth, unknown_birth)),
      has_empty_spells_(has_empty(columns_.start, columns_.end)) {
    assert(columns_.start.size() == size() && columns_.end.size() == size());
    assert(columns_.birth.empty() || columns_.birth.size() == size());
    assert(is_sorted(columns_));
}

const dimension_column* spell_register::find_dimension(std::string_view name) const noexcept {
    const auto found = std::find_if(columns_.dimensions.begin(), columns_.dimensions.end(),
                                    [name](const auto& dimension) { return dimension.name == name; });
    return found == columns_.dimensions.end() ? nullptr : &*found;
}

std::size_t spell_register::person_boundary(std::size_t row) const noexcept {
    if (row == 0 || row >= size()) return std::min(row, size());
    const auto owner = columns_.person[row - 1];
    while (row < size() && columns_.person[row] == owner) ++row;
    return row;
}

} // namespace kohort
