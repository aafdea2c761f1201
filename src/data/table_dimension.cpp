#include <kohort/data/table_dimension.hpp>

#include <algorithm>

namespace kohort {

void table_dimension::take_values(std::vector<std::uint16_t> by_row) {
    values = std::move(by_row);
    occurs.assign(codes.size() + 1, 0);
    for (const auto code : values)
        if (code != total) occurs[code] = 1;
}

std::optional<std::uint16_t> table_dimension::find(std::string_view code) const noexcept {
    if (const auto index = codes.find(code)) return static_cast<std::uint16_t>(*index + 1);
    if (code == "total") return total;
    if (code == (unknown_code ? std::string_view(*unknown_code) : "unknown")) return std::uint16_t{0};
    return std::nullopt;
}

const table_dimension* find_dimension(std::span<const table_dimension> dimensions, std::string_view name) noexcept {
    const auto found = std::ranges::find(dimensions, name, &table_dimension::name);
    return found == dimensions.end() ? nullptr : &*found;
}

} // namespace kohort
