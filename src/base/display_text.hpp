// Text on a screen of equally wide characters.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kohort {

/// Columns of the screen that a UTF-8 text takes: one per character, none for combining accents. O(length).
[[nodiscard]] std::size_t display_width(std::string_view text) noexcept;

/// The widest word; words are separated by spaces (not by no-break spaces). O(length).
[[nodiscard]] std::size_t widest_word(std::string_view text) noexcept;

/// The text in lines of at most `width`, broken at spaces; all but the first are indented by `hanging`. A word that is
/// too wide has a line of its own. At least one line. O(length).
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, std::size_t width, std::size_t hanging = 0);

/// The text after or before as many spaces as make it `width` wide.
[[nodiscard]] std::string pad_left(std::string_view text, std::size_t width);
[[nodiscard]] std::string pad_right(std::string_view text, std::size_t width);

/// The text without spaces at its end.
[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept;

/// The text repeated.
[[nodiscard]] std::string repeated(std::string_view text, std::size_t times);

enum class text_style : unsigned char { plain, bold, dim, title };

/// The text in a style when `colour`, otherwise as it is.
[[nodiscard]] std::string styled(std::string_view text, text_style style, bool colour);

} // namespace kohort
