// From the bytes of a cell to a text in UTF-8.
#pragma once

#include "csv_bytes.hpp"

#include <kohort/data/csv.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace kohort::csv {

/// Whether the text is valid UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

/// What to say about a text that is not.
inline constexpr std::string_view not_utf8 =
    "a text that is not UTF-8; if the file is in ISO-8859-1 (Latin-1), declare its encoding as iso-8859-1";

/// The text of a cell in UTF-8, its doubled quotes single. A cell is what stands between delimiters, without enclosing
/// quotes; inside, then, quotes are always double. Two cells have the same text only if they have the same bytes.
[[nodiscard]] std::string decode(std::string_view cell, text_encoding encoding);

/// Whether `decode` would return the bytes of the cell unchanged.
[[nodiscard]] bool is_plain(std::string_view cell, text_encoding encoding) noexcept;

/// A hash of a text, by `fingerprint`.
[[nodiscard]] std::uint64_t hash_of_long_text(std::string_view text) noexcept;

/// A number that stands for a text: for at most 8 bytes, the bytes themselves (no text has a NUL, so different texts
/// have different ones), else a hash. 8 bytes must be readable.
[[nodiscard]] inline std::uint64_t fingerprint(std::string_view text) noexcept {
    return text.size() <= 8 ? load_word(text.data(), text.size()) : hash_of_long_text(text);
}

/// A place for a fingerprint in a table of 2^bits places.
[[nodiscard]] constexpr std::size_t place_of(std::uint64_t fingerprint, unsigned bits) noexcept {
    return static_cast<std::size_t>(fingerprint * 0x9E37'79B9'7F4A'7C15U >> (64 - bits)); // 2^64 / golden ratio
}

} // namespace kohort::csv
