// Columns of starts and ends moved into the bounds of a measure, for counts that need columns.
#pragma once

#include <kohort/aggregate/measure.hpp>
#include <kohort/spells/spell_register.hpp>

#include <cstdint>
#include <utility>
#include <vector>

namespace kohort {

/// The starts and ends of a measure of a stock with its bounds `from` and `until` applied: a row that never counts ends
/// where it starts, or before. O(rows x bounds + days).
[[nodiscard]] std::pair<std::vector<std::int32_t>, std::vector<std::int32_t>>
moved_days(const spell_register& spells, const aggregate_measure& measure);

} // namespace kohort
