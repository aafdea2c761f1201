#include <kohort/cube/axis.hpp>

#include <algorithm>

namespace kohort {
namespace {

template <class Predicate>
std::optional<std::size_t> first_position(const std::vector<axis_position>& positions, Predicate is_wanted) noexcept {
    const auto found = std::ranges::find_if(positions, is_wanted);
    if (found == positions.end()) return std::nullopt;
    return static_cast<std::size_t>(found - positions.begin());
}

} // namespace

std::optional<std::size_t> axis::find(std::string_view code) const noexcept {
    return first_position(positions_, [code](const axis_position& position) { return position.code == code; });
}

std::optional<std::size_t> axis::total() const noexcept {
    return first_position(positions_,
                          [](const axis_position& position) { return position.is == axis_position::role::total; });
}

} // namespace kohort
