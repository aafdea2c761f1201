// The entries of a PX file: KEYWORD[language]("variable","value")=values; up to DATA.
#pragma once

#include "text_coding.hpp"

#include <kohort/base/result.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kohort::px {

/// Ctrl-Z, with which programs of DOS ended a file.
inline constexpr char end_of_dos_file = 0x1A;

/// One value of an entry.
struct value {
    std::string text;
    bool is_quoted = false;
    std::optional<std::string> child{}; ///< after a colon: "parent":"child"
};

/// One entry. Texts are in UTF-8.
struct entry {
    std::string keyword; ///< in upper case
    std::string language;
    std::vector<std::string> of; ///< variable and value, or a value of each variable
    std::vector<value> values;
    std::size_t offset = 0; ///< where it begins in the file
};

/// Everything before the data.
struct header {
    std::vector<entry> entries;
    std::size_t data = 0; ///< offset of the first byte after "DATA="
    std::optional<text_decoder> decoder;

    /// The first entry with this keyword and language, about the whole table.
    [[nodiscard]] const entry* find(std::string_view keyword, std::string_view language = {}) const noexcept;
};

/// A place in a file, for errors: "table.px:3:14", the keyword before the message.
[[nodiscard]] error problem_at(std::string_view file_text, std::size_t offset, const std::string& file,
                               const std::string& keyword, const std::string& message);

/// Whether a text can be a language in brackets: at most 35 letters, digits, hyphens and underlines, such as "zh-CN".
[[nodiscard]] bool is_language(std::string_view code) noexcept;

/// The keyword with language and what it is about, as in the file.
[[nodiscard]] std::string name_of(const entry& of);

/// Reads up to DATA. Errors: see `parse_px`.
[[nodiscard]] result<header> read_header(std::string_view text, const std::string& file);

} // namespace kohort::px
