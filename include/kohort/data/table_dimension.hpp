// The dimensions of tables that were made elsewhere: codes as in registers, and rows that tell a total.
#pragma once

#include <kohort/data/code_list.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kohort {

/// A dimension of a population table or a published table: one code per row. Code 0 is unknown, code k the (k-1)-th of
/// `codes`, `total` all of them together.
struct table_dimension {
    static constexpr std::uint16_t total = 0xFFFF;
    std::string name;
    code_list codes;
    std::optional<std::string> unknown_code; ///< how unknown is called, when the schema says so
    std::vector<std::uint16_t> values;       ///< by row
    std::vector<std::uint8_t> occurs;        ///< by code (0 = unknown): whether any row carries it

    [[nodiscard]] bool has_unknown() const noexcept { return !occurs.empty() && occurs[0] != 0; }
    [[nodiscard]] std::uint16_t operator[](std::size_t row) const noexcept { return values[row]; }
    /// Sets `values` and what follows from them.
    void take_values(std::vector<std::uint16_t> by_row);
    /// The code with this name: one of the list, "total", or the name of unknown ("unknown" unless declared otherwise).
    [[nodiscard]] std::optional<std::uint16_t> find(std::string_view code) const noexcept;
};

/// The dimension of this name, or null. O(dimensions).
[[nodiscard]] const table_dimension* find_dimension(std::span<const table_dimension> dimensions,
                                                    std::string_view name) noexcept;

} // namespace kohort
