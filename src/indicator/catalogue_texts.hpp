// The JSON documents of the catalogue, as the build embeds them (cmake/embed_catalogue.cmake).
#pragma once

#include <span>
#include <string_view>

namespace kohort {

/// A document in pieces that every compiler takes as string literals.
using text_pieces = std::span<const std::string_view>;

[[nodiscard]] std::span<const text_pieces> catalogue_definition_texts() noexcept;
[[nodiscard]] std::span<const text_pieces> catalogue_system_texts() noexcept;

} // namespace kohort
