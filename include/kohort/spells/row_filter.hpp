// Which rows of a register a computation keeps.
#pragma once

#include <kohort/spells/spell_register.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <variant>
#include <vector>

namespace kohort {

/// One byte per row, computed beforehand: what no code of a dimension tells (ages, follow-up).
using row_bytes = std::shared_ptr<const std::vector<std::uint8_t>>;

[[nodiscard]] inline row_bytes as_row_bytes(std::vector<std::uint8_t> bytes) {
    return std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes));
}

/// Keeps a row by the code in one column. A row must pass every filter of its computation.
struct row_filter {
    std::variant<const dimension_column*, row_bytes> column;
    std::vector<std::uint8_t> keeps; ///< by code (or byte): 1 keeps the row; a code beyond the end is dropped

    [[nodiscard]] bool operator()(std::size_t row) const noexcept {
        const auto* dimension = std::get_if<0>(&column);
        const std::size_t code = dimension ? (**dimension)[row] : (*std::get<1>(column))[row];
        return code < keeps.size() && keeps[code] != 0;
    }
};

/// Whether a row passes all filters.
[[nodiscard]] inline bool passes(const std::vector<row_filter>& filters, std::size_t row) noexcept {
    for (const auto& filter : filters)
        if (!filter(row)) return false;
    return true;
}

/// A register and the rows of it that count.
struct spell_source {
    const spell_register* spells = nullptr;
    std::vector<row_filter> filters{};
};

} // namespace kohort
