#include "display_text.hpp"

#include <algorithm>

namespace kohort {
namespace {

/// Whether a byte of a UTF-8 text begins a character.
bool begins_character(char byte) noexcept { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

/// U+0300..U+036F: accents that are drawn over the letter before.
bool begins_combining_accent(std::string_view text) noexcept {
    return text.size() > 1 && (text[0] == '\xCC' || (text[0] == '\xCD' && static_cast<unsigned char>(text[1]) < 0xB0U));
}

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        if (end > 0) words.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

constexpr std::string_view escape_sequence(text_style style) noexcept {
    switch (style) {
    case text_style::bold:
        return "\033[1m";
    case text_style::dim:
        return "\033[2m";
    case text_style::title:
        return "\033[1;36m";
    case text_style::plain:
        break;
    }
    return {};
}

} // namespace

std::size_t display_width(std::string_view text) noexcept {
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size(); ++at)
        if (begins_character(text[at]) && !begins_combining_accent(text.substr(at))) ++width;
    return width;
}

std::size_t widest_word(std::string_view text) noexcept {
    std::size_t widest = 0;
    for (const auto word : words_of(text)) widest = std::max(widest, display_width(word));
    return widest;
}

std::vector<std::string> wrap(std::string_view text, std::size_t width, std::size_t hanging) {
    std::vector<std::string> lines(1);
    bool line_is_empty = true;
    for (const auto word : words_of(text)) {
        const auto wanted = display_width(lines.back()) + (line_is_empty ? 0 : 1) + display_width(word);
        if (wanted > width && !line_is_empty) {
            lines.emplace_back(hanging, ' ');
            line_is_empty = true;
        }
        if (!line_is_empty) lines.back() += ' ';
        lines.back() += word;
        line_is_empty = false;
    }
    return lines;
}

std::string pad_left(std::string_view text, std::size_t width) {
    return std::string(width - std::min(width, display_width(text)), ' ').append(text);
}

std::string pad_right(std::string_view text, std::size_t width) {
    return std::string(text).append(width - std::min(width, display_width(text)), ' ');
}

std::string_view trimmed(std::string_view text) noexcept { return text.substr(0, text.find_last_not_of(' ') + 1); }

std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    all.reserve(text.size() * times);
    while (times-- > 0) all += text;
    return all;
}

std::string styled(std::string_view text, text_style style, bool colour) {
    if (!colour || style == text_style::plain || text.empty()) return std::string(text);
    return std::string(escape_sequence(style)).append(text).append("\033[0m");
}

} // namespace kohort
