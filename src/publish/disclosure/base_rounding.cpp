#include <kohort/publish/disclosure/base_rounding.hpp>

#include "null_space.hpp"
#include "siphash.hpp"

#include <limits>
#include <string>
#include <utility>

namespace kohort::disclosure {
namespace {

/// Walks that lead to no additive table are followed by others.
constexpr std::int64_t most_attempts = 20;

/// A null vector by whole numbers, one of them for each cell.
using move = std::vector<std::pair<std::uint32_t, std::int64_t>>;

/// The counts on their way to multiples of the base: each stays between its two neighbouring multiples, and every sum
/// holds at every step.
class rounding_walk {
  public:
    rounding_walk(const additive_release& release, std::int64_t base, rounding_secret secret, std::int64_t attempt)
        : release_(release), base_(base), secret_(secret), moves_(attempt << 32) {
        std::vector<bool> is_moving;
        for (const auto& each : release.cells) {
            const auto count = each.value.numerator();
            values_.push_back(count);
            lower_.push_back(count - count % base);
            is_moving.push_back(count % base != 0);
        }
        null_space space(release, is_moving, (std::numeric_limits<std::uint64_t>::max)());
        for (std::uint32_t cell = 0; cell < values_.size(); ++cell)
            while (space.degree(cell) > 0) walk(space, cell);
    }

    /// Cells that no move could bring to a multiple go there by themselves.
    controlled_rounding result() {
        for (std::size_t i = 0; i < values_.size(); ++i)
            if (!is_multiple(i))
                values_[i] =
                    round_randomly(release_.cells[i].value.numerator(), base_, release_.cells[i].name, secret_);
        controlled_rounding found{std::move(values_), {}};
        for (std::size_t i = 0; i < release_.sums.size(); ++i) {
            auto left = found.values[release_.sums[i].total];
            for (const auto part : release_.sums[i].parts) left -= found.values[part];
            if (left != 0) found.not_additive.push_back(i);
        }
        return found;
    }

  private:
    [[nodiscard]] bool is_multiple(std::size_t cell) const noexcept { return values_[cell] % base_ == 0; }

    /// Moves along the shortest null vector of the cell until a cell becomes a multiple; all that did stay there. Each
    /// way is taken as often as the other one is long, so that the mean of no cell changes.
    void walk(null_space& space, std::uint32_t cell) {
        const auto column = space.column(cell);
        const auto along = move_of(space, space.shortest(column), cell);
        const auto up = steps_along(along, 1), down = steps_along(along, -1);
        if (up == 0 || down == 0) { // a vector of large numbers: the steps are no whole ones
            space.know(cell);
            return;
        }
        const auto draw = draw_of(release_.cells[cell].name + ' ' + std::to_string(moves_++), up + down, secret_);
        const auto steps = draw < down ? up : -down;
        for (const auto& [each, number] : along) values_[each] += steps * number;
        for (const auto& [each, number] : along)
            if (is_multiple(each)) space.know(each);
    }

    move move_of(null_space& space, const null_space::entry& chosen, std::uint32_t cell) const {
        const auto vector = space.vector(chosen.index);
        std::uint32_t of_cell = 1;
        for (const auto& each : vector)
            if (each.index == cell) of_cell = each.value;
        const auto scale = null_space::inverse(of_cell);
        move found;
        for (const auto& each : vector) {
            const auto number = null_space::small_number(null_space::multiply(each.value, scale));
            if (!number) return {};
            found.emplace_back(each.index, *number);
        }
        return found;
    }

    /// How many whole steps lead to the first multiple; 0 when the way there is not in whole steps.
    [[nodiscard]] std::int64_t steps_along(const move& along, std::int64_t direction) const noexcept {
        std::int64_t fewest = 0;
        for (const auto& [cell, number] : along) {
            const auto by = direction * number;
            const auto room = by > 0 ? lower_[cell] + base_ - values_[cell] : values_[cell] - lower_[cell];
            const auto steps = room / (by > 0 ? by : -by);
            if (fewest == 0 || steps < fewest) fewest = steps;
            if (steps == 0) return 0;
        }
        return fewest;
    }

    const additive_release& release_;
    std::int64_t base_;
    rounding_secret secret_;
    std::vector<std::int64_t> values_, lower_;
    std::int64_t moves_;
};

} // namespace

std::int64_t round_to_base(std::int64_t count, std::int64_t base) noexcept {
    const auto over = count % base;
    return 2 * over >= base ? count - over + base : count - over;
}

std::int64_t round_by_draw(std::int64_t count, std::int64_t base, std::int64_t draw) noexcept {
    const auto over = count % base;
    return draw < over ? count - over + base : count - over;
}

std::int64_t draw_of(std::string_view key, std::int64_t base, rounding_secret secret) noexcept {
    return static_cast<std::int64_t>(siphash(key, secret.first, secret.second) % static_cast<std::uint64_t>(base));
}

result<controlled_rounding> round_controlled(const additive_release& release, std::int64_t base,
                                             rounding_secret secret) {
    auto problems = problems_of(release);
    if (base < 1)
        problems.emplace_back(error_code::invalid_argument,
                              "the base of rounding must be 1 or more, e.g. 5, not " + std::to_string(base), "/base");
    for (std::size_t i = 0; i < release.cells.size(); ++i)
        if (const auto& cell = release.cells[i]; !cell.value.is_integer() || cell.value < 0)
            problems.emplace_back(error_code::invalid_argument,
                                  "\"" + cell.name + "\" is " + to_string(cell.value) +
                                      "; only counts can be rounded to a base",
                                  "/cells/" + std::to_string(i));
    if (!problems.empty()) return problems;
    auto best = rounding_walk(release, base, secret, 0).result();
    for (std::int64_t attempt = 1; attempt < most_attempts && !best.is_additive(); ++attempt) {
        auto other = rounding_walk(release, base, secret, attempt).result();
        if (other.not_additive.size() < best.not_additive.size()) best = std::move(other);
    }
    return best;
}

} // namespace kohort::disclosure
