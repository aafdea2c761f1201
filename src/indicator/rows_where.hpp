// Filters that keep the rows of which something is true.
#pragma once

#include <kohort/spells/row_filter.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace kohort {

/// One byte per row: 1 where `holds(row)`.
template <class Predicate>
row_bytes bytes_where(const spell_register& spells, Predicate holds) {
    std::vector<std::uint8_t> bytes(spells.size());
    for (std::size_t row = 0; row < spells.size(); ++row) bytes[row] = holds(row) ? 1 : 0;
    return as_row_bytes(std::move(bytes));
}

/// A filter that keeps the rows for which `holds(row)`.
template <class Predicate>
row_filter rows_where(const spell_register& spells, Predicate holds) {
    return {bytes_where(spells, holds), {0, 1}};
}

} // namespace kohort
