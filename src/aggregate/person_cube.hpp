// Distinct persons: they do not add up, so that each combination of hierarchy levels and totals is counted by itself.
// Measures share those that they have in common: persons with income support are a cell of the persons by target group.
#pragma once

#include "column_classes.hpp"

#include <kohort/aggregate/day_table.hpp>
#include <kohort/aggregate/measure.hpp>
#include <kohort/aggregate/state.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace kohort::detail {

/// The ways of counting a measure: for each combination of a level or the total of every axis, what the codes add to
/// the cell.
[[nodiscard]] std::vector<std::vector<column_use>> marginals_of(const aggregate_measure& measure,
                                                                const std::vector<std::size_t>& strides);

/// Cells in which every person counts once.
struct marginal {
    std::vector<offset_table> columns;
    std::vector<std::string> names;
    std::size_t cells;
};

class person_cube {
  public:
    /// `timed` says when a row counts, in the given windows.
    person_cube(const spell_register& spells, const aggregate_measure& timed, std::span<const window> windows,
                std::span<const marginal> marginals);

    [[nodiscard]] accumulator empty() const;
    static constexpr std::size_t scratch_blocks = 4; ///< marginals that are counted together, see `kernels`
    /// Adds at most `kernels::block_rows` rows. `scratch` has `scratch_blocks` blocks.
    void count_block(std::size_t first, std::size_t rows, std::uint32_t* scratch, accumulator& into) const noexcept;
    /// Counts of a marginal, by window and cell.
    [[nodiscard]] std::vector<std::int64_t> finished(std::size_t number, const accumulator& of) const;

    [[nodiscard]] bool counts_events() const noexcept;
    [[nodiscard]] std::string words() const;
    [[nodiscard]] std::size_t cells() const noexcept;
    [[nodiscard]] std::size_t cells(std::size_t number) const noexcept { return marginals_[number].cells; }
    [[nodiscard]] std::size_t windows() const noexcept { return windows_; }
    [[nodiscard]] std::size_t marginals() const noexcept { return marginals_.size(); }
    [[nodiscard]] const std::vector<std::string>& columns() const noexcept { return columns_; }
    [[nodiscard]] std::size_t bytes_per_row() const noexcept;
    [[nodiscard]] std::size_t memory() const noexcept;

  private:
    /// The windows of each row of a block.
    void find_ranges(std::size_t first, std::size_t rows, std::uint16_t* firsts, std::uint16_t* ends) const noexcept;
    struct placed_marginal {
        cell_rule rule;
        std::size_t cells;
        std::size_t first_cell; ///< of its stamps: cells and a trash cell for each marginal before
    };
    [[nodiscard]] std::size_t all_cells() const noexcept;

    aggregate_measure::timing when_;
    std::span<const std::uint32_t> persons_;
    std::span<const std::int32_t> starts_, ends_;
    std::int32_t end_shift_ = 0;
    day_table enters_, leaves_;
    std::size_t windows_;
    std::vector<std::string> columns_;
    std::vector<placed_marginal> marginals_;
};

} // namespace kohort::detail
