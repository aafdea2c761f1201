// Medians and other quantiles over the spells of a register.
#pragma once

#include <kohort/aggregate/measure.hpp>
#include <kohort/base/ratio.hpp>
#include <kohort/spells/spell_register.hpp>

#include <cstddef>
#include <optional>
#include <vector>

namespace kohort {

/// Nothing where there is no spell.
using quantile_value = std::optional<ratio>;

/// The p-quantile (R's type 2), in every cell of the measure's axes with their totals, of the spells counted in one of
/// its windows: of a column's values, or without one of the days from start to exit, or to the window's day in a stock.
/// O(rows x cells a row belongs to), and the memory of as many numbers.
[[nodiscard]] std::vector<quantile_value> spell_quantiles(const spell_register& spells,
                                                          const aggregate_measure& measure, std::size_t window,
                                                          const value_column* column, ratio p);

/// R's type 2 of at least one number, which are reordered: with n numbers, the one at n p rounded up, or the mean of it
/// and the next when n p is whole. O(n).
[[nodiscard]] ratio quantile_of(std::vector<std::int64_t>& numbers, ratio p);

} // namespace kohort
