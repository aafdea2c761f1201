// Adding up ages from the bands that a table happens to have.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/data/population_table.hpp>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kohort {

/// The first age above a band; `above_all_ages` when it has no upper limit.
inline constexpr int above_all_ages = 1 << 20;
[[nodiscard]] inline int end_of(const age_range& band) noexcept { return band.to ? *band.to + 1 : above_all_ages; }

/// Bands without an age in common that together are exactly the ages asked for; of several ways, one with the fewest
/// bands. Limits left out are those of the bands; no limits at all: every band, when no two have an age in common.
/// `bands` are distinct and sorted by both limits. `where` tells the table and the day in errors (`plan`): the ages cut
/// a band, or have a gap. O(bands squared).
[[nodiscard]] result<std::vector<age_range>> bands_for(std::span<const age_range> bands, const age_range& asked,
                                                       const std::string& where);

} // namespace kohort
