// Values of a sensitive cell that an attacker must believe possible, shown by tables that have them.
#pragma once

#include "null_space.hpp"

#include <kohort/publish/disclosure/additive_release.hpp>

#include <cstdint>
#include <vector>

namespace kohort::disclosure {

/// How far a cell is sure to reach under and over its true value.
struct reach {
    double below = 0;
    double above = 0;
};

/// Whether such a reach is as much as needed, and more than nothing.
[[nodiscard]] bool is_enough(const reach& found, const protection& needed) noexcept;

/// Walks from the true table along null vectors that have the cell, shortest first, as far as no cell passes what is
/// known of it. The true interval may be wider. `values` are those of the release; O(vectors looked at x length).
[[nodiscard]] reach attainable(const additive_release& release, const std::vector<double>& values, null_space& space,
                               std::uint32_t cell, const protection& needed);

/// The same along one vector: an element of the cell's column.
[[nodiscard]] reach attainable_by(const additive_release& release, const std::vector<double>& values,
                                  const null_space& space, const null_space::entry& vector);

} // namespace kohort::disclosure
