// The ways in which an attack derives intervals. None of them knows how the suppressions were chosen.
#pragma once

#include <kohort/publish/disclosure/attack.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace kohort::disclosure {

/// Whether readers do not know the cell's number.
[[nodiscard]] inline bool is_unknown(const seen_cell& cell) noexcept { return cell.least < cell.most; }

/// What follows for one cell, and from which sums.
struct bounds {
    double least = 0;
    double most = 0;
    std::vector<std::uint32_t> sums{};
    bool is_solved = true; ///< the solver did not give up
};

/// By linear programming, for some cells, in their order; nothing when no table fits.
[[nodiscard]] std::optional<std::vector<bounds>> bounds_by_programming(const seen_release& release,
                                                                       const std::vector<std::uint32_t>& cells);

/// By passing bounds along sums, for all cells; nothing when no table fits.
[[nodiscard]] std::optional<std::vector<bounds>> bounds_by_propagation(const seen_release& release);

/// For all cells: those that the sums determine are one number, the others what is known of them beforehand.
[[nodiscard]] std::vector<bounds> bounds_by_elimination(const seen_release& release);

} // namespace kohort::disclosure
