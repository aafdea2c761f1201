// Columns of codes: their width, and what is true of all their rows.
#pragma once

#include <kohort/spells/spell_register.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace kohort {

/// So many codes fit into 16 bits besides unknown and one more.
inline constexpr std::size_t most_codes = 65'534;

/// Makes the column of a dimension, which has its list already, with room for so many rows.
inline void make_room(dimension_column& dimension, std::size_t rows) {
    if (dimension.codes.size() < 256) {
        dimension.values.emplace<std::vector<std::uint8_t>>().reserve(rows);
    } else {
        dimension.values.emplace<std::vector<std::uint16_t>>().reserve(rows);
    }
}

/// Adds the codes `code_of(0)`, `code_of(1)`, ... to the column.
template <class CodeOf>
void append_codes(dimension_column& dimension, std::size_t rows, CodeOf code_of) {
    std::visit(
        [&]<class Code>(std::vector<Code>& codes) {
            for (std::size_t row = 0; row < rows; ++row) codes.push_back(static_cast<Code>(code_of(row)));
        },
        dimension.values);
}

/// Sets `has_unknown` and `fixed_per_person` from the codes of spells sorted by person.
inline void describe_codes(dimension_column& dimension, std::span<const std::uint32_t> person) {
    constexpr std::size_t block = 1024; // rows that are looked at together, so that they go through the machine fast
    std::visit(
        [&](const auto& codes) {
            bool has_unknown = false;
            unsigned varies = 0; // not a branch per row
            for (std::size_t first = 0; first < codes.size() && !(has_unknown && varies != 0); first += block) {
                const auto end = (std::min)(first + block, codes.size());
                for (auto row = first; row < end; ++row) has_unknown |= codes[row] == 0;
                for (auto row = (std::max<std::size_t>)(first, 1); row < end; ++row)
                    varies |= static_cast<unsigned>(person[row] == person[row - 1]) &
                              static_cast<unsigned>(codes[row] != codes[row - 1]);
            }
            dimension.has_unknown = has_unknown;
            dimension.fixed_per_person = varies == 0;
        },
        dimension.values);
}

} // namespace kohort
