// A printed text in pieces: numbers in digits, words, and signs.
#pragma once

#include <kohort/base/ratio.hpp>
#include <kohort/data/localised_text.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace kohort::audit {

/// One piece of a text.
struct piece {
    enum class kind { number, word, dash, sign };
    kind is;
    std::string text;      ///< in lower case; "%" and "‰" are words
    ratio value{};         ///< of a number, without its minus
    int decimals = 0;      ///< of a number
    bool too_long = false; ///< a number of more digits than a figure has
};

/// Most digits of a number that is read.
inline constexpr int most_digits = 15;

/// The pieces of a text. Blanks of every kind group digits and part words; every dash is "-".
[[nodiscard]] std::vector<piece> pieces_of(std::string_view text, language in);

} // namespace kohort::audit
