// Medians and other quantiles over the spells of a register.
#pragma once

#include <kohort/aggregate/measure.hpp>
#include <kohort/base/ratio.hpp>
#include <kohort/spells/spell_register.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace kohort {

/// Nothing where there is no spell.
using quantile_value = std::optional<ratio>;

/// The numbers of the spells counted in one of a measure's windows: of a column's values, or without one of the days
/// from start to exit, or to the window's day in a stock. They come as counts with an axis of distinct numbers and one
/// of three positions: the cell of the measure's axes to which the row itself belongs, the number, how many spells have
/// it; sorted by cell and number. O(rows log rows), and the memory of as many numbers.
[[nodiscard]] measure_counts spell_numbers(const spell_register& spells, const aggregate_measure& measure,
                                           std::size_t window, const value_column* column);

/// One line of `spell_numbers`.
struct counted_number {
    std::int64_t cell, number, spells;
};
[[nodiscard]] std::size_t lines_of(const measure_counts& numbers) noexcept;
[[nodiscard]] counted_number line_of(const measure_counts& numbers, std::size_t line) noexcept;
void add_line(measure_counts& numbers, counted_number line);

/// The p-quantile (R's type 2) in every cell of these axes with their totals. O(numbers x cells a row belongs to).
[[nodiscard]] std::vector<quantile_value> quantiles_of(const measure_counts& numbers,
                                                       const std::vector<measure_axis>& axes, ratio p);

/// R's type 2 of at least one number, each with how often it is there: with n numbers, the one at n p rounded up, or
/// the mean of it and the next when n p is whole. The numbers are reordered. O(n log n) of distinct ones.
[[nodiscard]] ratio quantile_of(std::vector<std::pair<std::int64_t, std::int64_t>>& numbers, ratio p);

} // namespace kohort
