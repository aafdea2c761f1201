// Distinct persons: they do not add up, so that each combination of hierarchy levels and totals is counted by itself.
#pragma once

#include "cell_rule.hpp"

#include <kohort/aggregate/day_table.hpp>
#include <kohort/aggregate/measure.hpp>
#include <kohort/aggregate/state.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace kohort::detail {

class person_cube {
  public:
    /// `strides` of the measure's axes, `cells` that they make.
    person_cube(const spell_register& spells, const aggregate_measure& measure, const std::vector<std::size_t>& strides,
                std::size_t cells);

    [[nodiscard]] accumulator empty() const;
    /// Adds at most `kernels::block_rows` rows. `scratch` has a block.
    void count_block(std::size_t first, std::size_t rows, std::uint32_t* scratch, accumulator& into) const noexcept;
    /// Counts by window and cell, marginals included.
    [[nodiscard]] std::vector<std::int64_t> finished(const accumulator& of) const;

    [[nodiscard]] bool counts_events() const noexcept;
    [[nodiscard]] std::string words() const;
    [[nodiscard]] std::size_t cells() const noexcept { return cells_; }
    [[nodiscard]] std::size_t windows() const noexcept { return windows_; }
    [[nodiscard]] std::size_t marginals() const noexcept { return projections_.size(); }
    [[nodiscard]] const std::vector<std::string>& columns() const noexcept { return columns_; }
    [[nodiscard]] std::size_t bytes_per_row() const noexcept;
    [[nodiscard]] std::size_t memory() const noexcept;

  private:
    /// The windows of each row of a block.
    void find_ranges(std::size_t first, std::size_t rows, std::uint16_t* firsts, std::uint16_t* ends) const noexcept;
    [[nodiscard]] std::size_t size() const noexcept { return (cells_ + 1) * (windows_ + 1); }

    aggregate_measure::timing when_;
    std::span<const std::uint32_t> persons_;
    std::span<const std::int32_t> starts_, ends_;
    std::int32_t end_shift_ = 0;
    day_table enters_, leaves_;
    std::size_t cells_, windows_;
    std::vector<std::string> columns_;
    std::vector<cell_rule> projections_;
};

} // namespace kohort::detail
