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

/// Gives a dimension, which has its list already, the codes `code_of(0)`, `code_of(1)`, ...
template <class CodeOf>
void fill_codes(dimension_column& dimension, std::size_t rows, CodeOf code_of) {
    const auto fill = [&]<class Code>(std::vector<Code> codes) {
        codes.reserve(rows);
        for (std::size_t row = 0; row < rows; ++row) codes.push_back(static_cast<Code>(code_of(row)));
        dimension.values = std::move(codes);
    };
    if (dimension.codes.size() < 256) {
        fill(std::vector<std::uint8_t>());
    } else {
        fill(std::vector<std::uint16_t>());
    }
}

/// Sets `has_unknown` and `fixed_per_person` from the codes of spells sorted by person.
inline void describe_codes(dimension_column& dimension, std::span<const std::uint32_t> person) {
    std::visit(
        [&](const auto& codes) {
            dimension.has_unknown = std::find(codes.begin(), codes.end(), 0) != codes.end();
            dimension.fixed_per_person = true;
            for (std::size_t row = 1; row < codes.size() && dimension.fixed_per_person; ++row)
                dimension.fixed_per_person = person[row] != person[row - 1] || codes[row] == codes[row - 1];
        },
        dimension.values);
}

} // namespace kohort
