// Values of a sensitive cell that an attacker must believe possible, shown by tables that have them.
#pragma once

#include "null_space.hpp"

#include <kohort/publish/disclosure/additive_release.hpp>

#include <cstdint>
#include <utility>
#include <vector>

namespace kohort::disclosure {

/// How far a cell is sure to reach under and over its true value.
struct reach {
    double below = 0;
    double above = 0;
};

/// Whether such a reach is as much as needed, and more than nothing.
[[nodiscard]] bool is_enough(const reach& found, const protection& needed) noexcept;

/// Builds possible tables: walks from the true one along null vectors that have a cell, as far as no cell passes what
/// is known of it. The true interval of the cell may be wider. `values` are those of the release.
class possible_tables {
  public:
    possible_tables(const additive_release& release, const std::vector<double>& values)
        : release_(release), values_(values), down_(values.size()), up_(values.size()) {}

    /// Along the cell's vectors, shortest first, until that is enough. O(vectors looked at x length).
    [[nodiscard]] reach around(null_space& space, std::uint32_t cell, const protection& needed);

    /// Along one vector: an element of the cell's column.
    [[nodiscard]] reach along(const null_space& space, const null_space::entry& vector);

  private:
    /// Takes the vector as a move by small whole numbers, the cell itself by 1; false when it is none.
    bool set_move(const null_space& space, const null_space::entry& vector);
    /// Goes along the move as far as it leads from where the table is; returns how far.
    double go(std::vector<double>& moved, int direction);
    /// Back to the true table.
    void clear();

    const additive_release& release_;
    const std::vector<double>& values_;
    std::vector<double> down_, up_; ///< by cell: how far the two tables are from the true one
    std::vector<std::uint32_t> touched_;
    std::vector<std::pair<std::uint32_t, int>> move_;
    std::vector<null_space::entry> column_;
};

} // namespace kohort::disclosure
