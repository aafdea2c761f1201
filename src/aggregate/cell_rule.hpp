// From the codes of a row to its cell.
#pragma once

#include <kohort/aggregate/kernels.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <variant>
#include <vector>

namespace kohort::detail {

using code_column = std::variant<std::span<const std::uint8_t>, std::span<const std::uint16_t>>;

/// What an unwanted code adds: larger than any cell number, small enough that the sum over all columns fits in 32 bits.
inline constexpr std::uint32_t trash_offset = 1u << 26;

/// A column and what each of its codes adds to a row's cell. The last is for all codes beyond.
struct offset_table {
    code_column codes;
    std::vector<std::uint32_t> offsets;
};

/// Sums offsets of columns. Columns whose wanted codes follow each other at equal distances are computed, the others
/// looked up; in 16 bits when no sum is larger.
class cell_rule {
  public:
    /// `cells` of the slab, without the trash cell, which is the one after them.
    cell_rule(std::span<const offset_table> columns, std::size_t cells);

    /// The cells of rows first, first + 1, ...
    void find_cells(std::size_t first, std::size_t rows, std::uint32_t* cells) const noexcept;

    /// How many columns are looked up, and in how many bits sums are made: for the explanation.
    [[nodiscard]] std::size_t tables() const noexcept { return tables_.size(); }
    [[nodiscard]] int bits() const noexcept { return in_16_bits_ ? 16 : 32; }
    [[nodiscard]] std::size_t bytes_per_row() const noexcept;

  private:
    struct steps {
        code_column codes;
        std::uint32_t first, last_step, stride;
    };
    struct table {
        code_column codes;
        std::vector<std::uint32_t> offsets;
        std::vector<std::uint16_t> short_offsets; ///< the same, when sums are made in 16 bits

        template <class Lane>
        [[nodiscard]] std::span<const Lane> of() const noexcept;
    };
    template <class Lane>
    void sum_offsets(std::size_t first, std::size_t rows, std::uint32_t* cells) const noexcept;

    std::uint32_t base_ = 0; ///< what every row adds
    std::uint32_t trash_;
    bool in_16_bits_;
    std::vector<steps> steps_;
    std::vector<table> tables_;
};

} // namespace kohort::detail
