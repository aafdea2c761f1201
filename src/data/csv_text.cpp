#include "csv_text.hpp"

#include <algorithm>

namespace kohort::csv {
namespace {

constexpr unsigned byte_at(std::string_view text, std::size_t at) noexcept {
    return static_cast<unsigned char>(text[at]);
}

bool is_ascii(std::string_view text) noexcept {
    return std::none_of(text.begin(), text.end(), [](char each) { return static_cast<unsigned char>(each) >= 0x80; });
}

/// Length of the character that begins here, 0 when none does.
std::size_t length_of_character(std::string_view text, std::size_t at) noexcept {
    const auto first = byte_at(text, at);
    if (first < 0x80) return 1;
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || at + length > text.size()) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte_at(text, at + i) & 0xC0U) != 0x80) return 0;
    // The first two bytes tell overlong forms, surrogates and what lies above U+10FFFF.
    const auto begin = first << 8U | byte_at(text, at + 1);
    const bool is_overlong = (first == 0xE0 && begin < 0xE0A0) || (first == 0xF0 && begin < 0xF090);
    const bool is_surrogate = first == 0xED && begin >= 0xEDA0;
    return is_overlong || is_surrogate || begin >= 0xF490 ? 0 : length;
}

} // namespace

bool is_utf8(std::string_view text) noexcept {
    for (std::size_t at = 0; at < text.size();) {
        const auto length = length_of_character(text, at);
        if (length == 0) return false;
        at += length;
    }
    return true;
}

bool is_plain(std::string_view cell, text_encoding encoding) noexcept {
    return cell.find('"') == cell.npos && (encoding == text_encoding::utf_8 || is_ascii(cell));
}

std::string decode(std::string_view cell, text_encoding encoding) {
    std::string text;
    text.reserve(cell.size());
    for (std::size_t at = 0; at < cell.size(); ++at) {
        const auto byte = byte_at(cell, at);
        if (byte >= 0x80 && encoding == text_encoding::iso_8859_1) { // whose bytes are the first 256 code points
            text += static_cast<char>(0xC0U | byte >> 6U);
            text += static_cast<char>(0x80U | (byte & 0x3FU));
            continue;
        }
        text += cell[at];
        if (byte == '"') ++at;
    }
    return text;
}

std::uint64_t hash_of_long_text(std::string_view text) noexcept {
    std::uint64_t hash = text.size();
    const auto mix = [&hash](std::uint64_t word) {
        hash = (hash ^ word) * 0xD6E8'FEB8'6659'FD93U; // any odd number with as many ones as zeros
        hash ^= hash >> 32U;
    };
    for (; text.size() > 8; text.remove_prefix(8)) mix(load_word(text.data(), 8));
    mix(load_word(text.data(), text.size()));
    return hash;
}

} // namespace kohort::csv
