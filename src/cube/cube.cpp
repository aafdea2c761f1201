#include <kohort/cube/cube.hpp>

#include <kohort/base/suggest.hpp>

#include <algorithm>
#include <cassert>
#include <stdexcept>
#include <utility>

namespace kohort {
namespace {

error no_such_axis(std::string_view name, const std::vector<axis>& axes) {
    std::vector<std::string_view> names(axes.size());
    std::ranges::transform(axes, names.begin(), [](const axis& each) -> std::string_view { return each.name(); });
    return {error_code::plan, "no axis \"" + std::string(name) + '"' + did_you_mean(name, names)};
}

error no_such_code(std::string_view code, const axis& on) {
    std::vector<std::string_view> codes(on.size());
    std::ranges::transform(on.positions(), codes.begin(),
                           [](const auto& each) -> std::string_view { return each.code; });
    return {error_code::plan,
            "no code \"" + std::string(code) + "\" on the axis \"" + on.name() + '"' + did_you_mean(code, codes)};
}

bool adds_over(const axis& over, const additivity& adds) {
    if (over.is_period()) return adds.over_time;
    if (adds.groups != additivity::over_groups::fixed) return adds.groups == additivity::over_groups::all;
    return std::ranges::find(adds.fixed_dimensions, over.name()) != adds.fixed_dimensions.end();
}

error does_not_add(const axis& over, const additivity& adds) {
    const auto name = '"' + over.name() + '"';
    if (over.is_period())
        return {error_code::plan,
                "the figures do not add over periods: what is there in one period may be there in the "
                "next; ask for longer periods instead (\"per\")"};
    if (adds.groups == additivity::over_groups::fixed)
        return {error_code::plan, "distinct persons do not add over " + name +
                                      ": a person may be in several of its groups; leave " + name +
                                      " out of \"by\", so that persons are counted from the rows"};
    return {error_code::plan, "figures that are not sums do not add over " + name + "; leave " + name +
                                  " out of \"by\", so that the figure is computed from the rows"};
}

/// A cell as it enters a sum: a fraction over nothing is 0 of 0 like any other, and without a value there are no
/// numbers.
cell as_part(const cell& part, bool fractions) {
    const bool over_nothing = part.status.is == availability::not_applicable && part.denominator == ratio(0);
    if (fractions && over_nothing) {
        cell nothing = part;
        nothing.status.is = availability::normal;
        return nothing;
    }
    return part.status.has_value() ? part : cell{0, 1, part.status};
}

cell added(const cell& sum, const cell& part, bool fractions) {
    const auto status = status_of_sum(sum.status, part.status);
    if (!status.has_value()) return {0, 1, status};
    return {sum.numerator + part.numerator, fractions ? sum.denominator + part.denominator : ratio(1), status};
}

cell as_sum(cell sum, bool fractions) noexcept {
    if (fractions && sum.denominator == ratio(0)) sum.status.is = availability::not_applicable;
    return sum;
}

} // namespace

cube::cube(std::vector<axis> axes, additivity adds)
    : axes_(std::move(axes)), strides_(axes_.size()), adds_(std::move(adds)) {
    cells_.resize(measure_axes());
}

cube::cube(std::vector<axis> axes, additivity adds, std::vector<cell> cells)
    : axes_(std::move(axes)), strides_(axes_.size()), adds_(std::move(adds)), cells_(std::move(cells)) {
    [[maybe_unused]] const auto places = measure_axes();
    assert(cells_.size() == places);
}

std::size_t cube::measure_axes() noexcept {
    std::size_t places = 1;
    for (auto index = axes_.size(); index-- > 0;) {
        strides_[index] = places;
        places *= axes_[index].size();
    }
    return places;
}

std::optional<std::size_t> cube::find_axis(std::string_view name) const noexcept {
    const auto found = std::ranges::find_if(axes_, [name](const axis& each) { return each.name() == name; });
    if (found == axes_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - axes_.begin());
}

std::size_t cube::index_of(std::span<const std::size_t> coordinates) const noexcept {
    assert(coordinates.size() == axes_.size());
    std::size_t index = 0;
    for (std::size_t each = 0; each < axes_.size(); ++each) {
        assert(coordinates[each] < axes_[each].size());
        index += coordinates[each] * strides_[each];
    }
    return index;
}

const cell* cube::find(std::initializer_list<std::string_view> codes) const noexcept {
    if (codes.size() != axes_.size()) return nullptr;
    std::size_t index = 0, each = 0;
    for (const auto code : codes) {
        const auto position = axes_[each].find(code);
        if (!position) return nullptr;
        index += *position * strides_[each++];
    }
    return &cells_[index];
}

cube cube::without(std::size_t axis_index) const {
    auto axes = axes_;
    axes.erase(axes.begin() + static_cast<std::ptrdiff_t>(axis_index));
    return {std::move(axes), adds_};
}

std::size_t cube::index_with(std::size_t axis_index, std::size_t position, std::size_t index_without) const noexcept {
    const auto inner = strides_[axis_index];
    return (index_without / inner * axes_[axis_index].size() + position) * inner + index_without % inner;
}

cube cube::at_position(std::size_t axis_index, std::size_t position) const {
    auto slice = without(axis_index);
    for (std::size_t index = 0; index < slice.cells_.size(); ++index)
        slice.cells_[index] = cells_[index_with(axis_index, position, index)];
    return slice;
}

cube cube::sum_over(std::size_t axis_index) const {
    const auto& over = axes_[axis_index];
    auto sums = without(axis_index);
    for (std::size_t index = 0; index < sums.cells_.size(); ++index) {
        std::optional<cell> sum;
        for (std::size_t position = 0; position < over.size(); ++position) {
            if (!over.is_root(position)) continue;
            const auto part = as_part(cells_[index_with(axis_index, position, index)], adds_.fractions);
            sum = sum ? added(*sum, part, adds_.fractions) : part;
        }
        if (sum) sums.cells_[index] = as_sum(*sum, adds_.fractions);
    }
    return sums;
}

result<cube> cube::slice(std::string_view axis_name, std::string_view code) const {
    const auto at = find_axis(axis_name);
    if (!at) return no_such_axis(axis_name, axes_);
    const auto position = axes_[*at].find(code);
    if (!position) return no_such_code(code, axes_[*at]);
    return at_position(*at, *position);
}

result<cube> cube::roll_up(std::string_view axis_name) const {
    const auto at = find_axis(axis_name);
    if (!at) return no_such_axis(axis_name, axes_);
    const auto& over = axes_[*at];
    if (const auto total = over.total()) return at_position(*at, *total);
    if (!adds_over(over, adds_)) return does_not_add(over, adds_);

    try {
        return sum_over(*at);
    } catch (const std::overflow_error&) {
        return error(error_code::plan, "the sum over \"" + over.name() + "\" does not fit into 64 bits; leave \"" +
                                           over.name() + "\" out of \"by\", so that it is counted from the rows");
    }
}

} // namespace kohort
