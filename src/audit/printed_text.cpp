#include "printed_text.hpp"

#include "base/is_digit.hpp"
#include "wording.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>

namespace kohort::audit {
namespace {

/// Letters of more than one byte that are read as another: blanks, dashes, and the capitals of Swedish.
constexpr std::pair<std::string_view, std::string_view> readings[] = {
    {"\u00A0", " "}, {"\u2007", " "}, {"\u2009", " "}, {"\u202F", " "}, {"\u2212", "-"},
    {"\u2010", "-"}, {"\u2011", "-"}, {"\u2012", "-"}, {"\u2013", "-"}, {"\u2014", "-"},
    {"Å", "å"},      {"Ä", "ä"},      {"Ö", "ö"},      {"É", "é"},
};

std::string normalised(std::string_view text) {
    std::string made;
    while (!text.empty()) {
        const auto* found = std::find_if(std::begin(readings), std::end(readings),
                                         [&](const auto& each) { return text.starts_with(each.first); });
        if (found != std::end(readings)) {
            made += found->second;
            text.remove_prefix(found->first.size());
            continue;
        }
        const char letter = text.front();
        const bool is_blank = letter == '\t' || letter == '\n' || letter == '\r';
        made += is_blank ? ' ' : letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
        text.remove_prefix(1);
    }
    return made;
}

bool is_letter(char letter) noexcept {
    return (letter >= 'a' && letter <= 'z') || (static_cast<unsigned char>(letter) & 0x80U) != 0;
}

class piece_reader {
  public:
    piece_reader(std::string text, language in) : text_(std::move(text)), in_(in) {}

    std::vector<piece> read() {
        while (at_ < text_.size()) {
            if (text_[at_] == ' ')
                ++at_;
            else if (is_digit(text_[at_]))
                pieces_.push_back(number());
            else if (text_.compare(at_, 3, "‰") == 0)
                take(piece::kind::word, 3);
            else if (is_letter(text_[at_]))
                take(piece::kind::word, word_length());
            else
                take(text_[at_] == '%'   ? piece::kind::word
                     : text_[at_] == '-' ? piece::kind::dash
                                         : piece::kind::sign,
                     1);
        }
        return std::move(pieces_);
    }

  private:
    void take(piece::kind is, std::size_t length) {
        pieces_.push_back({is, text_.substr(at_, length)});
        at_ += length;
    }

    /// Letters, with dashes and colons between letters: "apl-platser", "c:a".
    std::size_t word_length() const {
        auto end = at_;
        while (end < text_.size() && (is_letter(text_[end]) || ((text_[end] == '-' || text_[end] == ':') &&
                                                                end + 1 < text_.size() && is_letter(text_[end + 1]))))
            ++end;
        return end - at_;
    }

    std::size_t digits_from(std::size_t from) const {
        auto end = from;
        while (end < text_.size() && is_digit(text_[end])) ++end;
        return end - from;
    }
    std::size_t after_blanks(std::size_t from) const {
        return std::min(text_.find_first_not_of(' ', from), text_.size());
    }

    /// Groups of three digits after blanks, or after commas in English.
    void take_groups(std::string& digits) {
        for (;;) {
            const bool is_comma = in_ == language::en && at_ < text_.size() && text_[at_] == ',';
            const auto next = is_comma ? at_ + 1 : after_blanks(at_);
            const auto length = digits_from(next);
            if (next == at_ || length == 0 || length % 3 != 0 || (is_comma && (length != 3 || digits == "0"))) return;
            digits += text_.substr(next, length);
            at_ = next + length;
        }
    }

    /// A decimal comma or point, also with a blank beside it where two digits of money follow: "577 ,59".
    std::size_t take_decimals(std::string& digits) {
        const auto separator = after_blanks(at_);
        if (separator == text_.size() || (text_[separator] != ',' && text_[separator] != '.')) return 0;
        const auto next = after_blanks(separator + 1);
        const auto length = digits_from(next);
        const bool is_tight = separator == at_ && next == separator + 1;
        if (length == 0 || (!is_tight && length != 2)) return 0;
        digits += text_.substr(next, length);
        at_ = next + length;
        return length;
    }

    piece number() {
        const auto from = at_;
        const auto length = digits_from(at_);
        std::string digits = text_.substr(at_, length);
        at_ += length;
        take_groups(digits);
        const auto decimals = take_decimals(digits);
        piece made{piece::kind::number, text_.substr(from, at_ - from)};
        digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
        made.too_long = digits.size() > most_digits || decimals > most_digits;
        if (made.too_long) return made;
        made.decimals = static_cast<int>(decimals);
        made.value = ratio(std::stoll(digits)) * power_of_ten(-made.decimals);
        return made;
    }

    std::string text_;
    language in_;
    std::size_t at_ = 0;
    std::vector<piece> pieces_;
};

} // namespace

std::vector<piece> pieces_of(std::string_view text, language in) { return piece_reader(normalised(text), in).read(); }

} // namespace kohort::audit
