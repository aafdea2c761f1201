#include "attainable.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

namespace kohort::disclosure {
namespace {

/// A move of the table by whole numbers; the cell itself comes with 1.
using move = std::vector<std::pair<std::uint32_t, int>>;

std::optional<move> move_of(std::span<const null_space::entry> vector, std::uint32_t value_of_cell) {
    const auto scale = null_space::inverse(value_of_cell);
    move found;
    found.reserve(vector.size());
    for (const auto& each : vector) {
        const auto number = null_space::small_number(null_space::multiply(each.value, scale));
        if (!number) return std::nullopt;
        found.emplace_back(each.index, *number);
    }
    return found;
}

std::vector<move> moves_of(null_space& space, std::uint32_t cell) {
    constexpr std::size_t most_moves = 64;
    auto column = space.column(cell);
    std::sort(column.begin(), column.end(), [&](const auto& a, const auto& b) {
        return std::pair(space.vector(a.index).size(), a.index) < std::pair(space.vector(b.index).size(), b.index);
    });
    if (column.size() > most_moves) column.resize(most_moves);
    std::vector<move> moves;
    for (const auto& each : column)
        if (auto found = move_of(space.vector(each.index), each.value)) moves.push_back(std::move(*found));
    return moves;
}

class walk {
  public:
    walk(const additive_release& release, const std::vector<double>& values, int direction)
        : release_(release), values_(values), direction_(direction) {}

    /// Goes along the move as far as it leads; returns how far.
    double go(const move& along) {
        auto steps = (std::numeric_limits<double>::infinity)();
        for (const auto& [cell, number] : along) steps = (std::min)(steps, steps_of(cell, direction_ * number));
        steps = (std::min)(steps, 1e15); // no table is that large: nothing holds the move
        if (steps <= 0) return 0;
        for (const auto& [cell, number] : along) moved_[cell] += steps * direction_ * number;
        return steps;
    }

  private:
    double steps_of(std::uint32_t cell, int number) const {
        const auto found = moved_.find(cell);
        const auto now = values_[cell] + (found == moved_.end() ? 0 : found->second);
        const auto& known = release_.cells[cell];
        return number > 0 ? (known.most - now) / number : (now - known.least) / -number;
    }

    const additive_release& release_;
    const std::vector<double>& values_;
    int direction_;
    std::unordered_map<std::uint32_t, double> moved_;
};

} // namespace

bool is_enough(const reach& found, const protection& needed) noexcept {
    constexpr double rounding = 1e-9;
    const auto least = 1 - rounding;
    return found.below + found.above > 0 && found.below >= needed.below * least &&
           found.above >= needed.above * least && found.below + found.above >= needed.width * least;
}

reach attainable(const additive_release& release, const std::vector<double>& values, null_space& space,
                 std::uint32_t cell, const protection& needed) {
    reach found;
    walk down(release, values, -1), up(release, values, 1);
    for (const auto& each : moves_of(space, cell)) {
        found.below += down.go(each);
        found.above += up.go(each);
        if (is_enough(found, needed)) break;
    }
    return found;
}

reach attainable_by(const additive_release& release, const std::vector<double>& values, const null_space& space,
                    const null_space::entry& vector) {
    const auto along = move_of(space.vector(vector.index), vector.value);
    if (!along) return {};
    return {walk(release, values, -1).go(*along), walk(release, values, 1).go(*along)};
}

} // namespace kohort::disclosure
