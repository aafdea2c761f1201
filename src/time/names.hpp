// Names of enumerators, written once per enumeration: the n-th name is that of value n.
#pragma once

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>

namespace kohort::detail {

/// The value with this name; nothing when no name is `text`.
template <class Enum, class Names>
[[nodiscard]] std::optional<Enum> value_named(std::string_view text, const Names& names) noexcept {
    const auto found = std::ranges::find(names, text);
    if (found == std::end(names)) return std::nullopt;
    return static_cast<Enum>(found - std::begin(names));
}

} // namespace kohort::detail
