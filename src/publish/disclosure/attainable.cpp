#include "attainable.hpp"

#include <algorithm>

namespace kohort::disclosure {

bool is_enough(const reach& found, const protection& needed) noexcept {
    constexpr double rounding = 1e-9;
    const auto least = 1 - rounding;
    return found.below + found.above > 0 && found.below >= needed.below * least &&
           found.above >= needed.above * least && found.below + found.above >= needed.width * least;
}

bool possible_tables::set_move(const null_space& space, const null_space::entry& vector) {
    const auto scale = null_space::inverse(vector.value);
    move_.clear();
    for (const auto& each : space.vector(vector.index)) {
        const auto number = null_space::small_number(null_space::multiply(each.value, scale));
        if (!number) return false;
        move_.emplace_back(each.index, *number);
    }
    return true;
}

double possible_tables::go(std::vector<double>& moved, int direction) {
    auto steps = 1e15; // no table is that large: nothing holds the move
    for (const auto& [cell, times] : move_) {
        const auto number = direction * times;
        const auto now = values_[cell] + moved[cell];
        const auto& known = release_.cells[cell];
        steps = (std::min)(steps, number > 0 ? (known.most - now) / number : (now - known.least) / -number);
    }
    if (steps <= 0) return 0;
    for (const auto& [cell, times] : move_) {
        moved[cell] += steps * direction * times;
        touched_.push_back(cell);
    }
    return steps;
}

void possible_tables::clear() {
    for (const auto cell : touched_) down_[cell] = up_[cell] = 0;
    touched_.clear();
}

reach possible_tables::around(null_space& space, std::uint32_t cell, const protection& needed) {
    constexpr std::size_t most_moves = 64;
    space.read_column(cell, column_);
    const auto last = column_.begin() + static_cast<std::ptrdiff_t>((std::min)(column_.size(), most_moves));
    std::partial_sort(column_.begin(), last, column_.end(), [&](const auto& a, const auto& b) {
        return std::pair(space.vector(a.index).size(), a.index) < std::pair(space.vector(b.index).size(), b.index);
    });
    reach found;
    for (auto each = column_.begin(); each != last && !is_enough(found, needed); ++each) {
        if (!set_move(space, *each)) continue;
        found.below += go(down_, -1);
        found.above += go(up_, 1);
    }
    clear();
    return found;
}

reach possible_tables::along(const null_space& space, const null_space::entry& vector) {
    if (!set_move(space, vector)) return {};
    const reach found{go(down_, -1), go(up_, 1)};
    clear();
    return found;
}

} // namespace kohort::disclosure
