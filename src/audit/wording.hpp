// The words around and in place of numbers in Swedish and English reports, and how wide each wording is.
#pragma once

#include <kohort/audit/published_figure.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace kohort::audit {

/// What a phrase before a number says of it.
struct phrase {
    std::string_view words; ///< lower case, one blank between words
    wording says;
    bool falls = false; ///< the number is a decrease
};

/// The longest phrase that these words begin with; null when there is none.
[[nodiscard]] const phrase* phrase_at(std::span<const std::string_view> words) noexcept;
/// Number of words in a phrase.
[[nodiscard]] std::size_t length_of(const phrase& of) noexcept;

/// A number that stands in words.
struct worded_number {
    ratio value;
    int decimals = 0;              ///< below 0 where the word itself is round: "tusen"
    wording says = wording::plain; ///< "tiotal", "par" are about
    bool is_part = false;          ///< of a whole: "tredjedel"
    bool has_digits = true;        ///< not for parts and multiples: "hälften", "dubbelt"
};

/// The number that a word is: "tre", "fyrtiotal", "treårigt", "tjugofem", "hälften", "dubbelt", "twelve".
[[nodiscard]] std::optional<worded_number> number_in_word(std::string_view word) noexcept;

/// Denominator of "tredjedel", "third", in singular and plural; nothing for other words.
[[nodiscard]] std::optional<std::int64_t> denominator_of(std::string_view word) noexcept;

/// Power of ten of "tusen", "miljoner", "billion"; nothing for other words.
[[nodiscard]] std::optional<int> magnitude_of(std::string_view word) noexcept;

/// Whether an article before a noun that is a number itself: "ett (30-tal)", "en (halvering)".
[[nodiscard]] bool is_article(std::string_view word) noexcept;
/// Whether the word is money: "kr", "kronor".
[[nodiscard]] bool is_currency(std::string_view word) noexcept;
/// Whether a number before this word may have any decimals: "procent", "mnkr", "månader".
[[nodiscard]] bool is_measure(std::string_view word) noexcept;

/// How far from X the true value may be, by wording; see `published_figure`.
struct widths {
    ratio plain;  ///< P/2
    ratio about;  ///< W
    ratio beside; ///< S
    ratio beyond; ///< R
};
[[nodiscard]] widths widths_of(ratio number, int decimals);
/// Those of a number without digits: "hälften".
[[nodiscard]] widths widths_without_digits(ratio number);

/// What a wording admits, and where the number is likely to be.
struct reach {
    interval admits;
    interval likely;
};
/// Precondition: `size` is not negative.
[[nodiscard]] reach reach_of(wording says, ratio size, const widths& by);

/// 10^exponent.
[[nodiscard]] ratio power_of_ten(int exponent);

} // namespace kohort::audit
