// Texts within HTML and SVG.
#pragma once

#include <string>
#include <string_view>

namespace kohort {

/// The text with the characters escaped that mean something in HTML, also within attributes in quotes.
[[nodiscard]] inline std::string escaped(std::string_view text) {
    std::string made;
    made.reserve(text.size());
    for (const char each : text) {
        switch (each) {
        case '&':
            made += "&amp;";
            break;
        case '<':
            made += "&lt;";
            break;
        case '>':
            made += "&gt;";
            break;
        case '"':
            made += "&quot;";
            break;
        case '\'':
            made += "&#39;";
            break;
        default:
            made += each;
        }
    }
    return made;
}

} // namespace kohort
