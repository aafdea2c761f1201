// Names in the two languages of the reports.
#pragma once

#include <string>

namespace kohort {

/// Languages in which kohort names things and prints figures.
enum class language : unsigned char { en, sv };

/// One text in both languages. An empty one falls back to the other.
struct localised_text {
    std::string sv;
    std::string en;

    [[nodiscard]] const std::string& in(language wanted) const noexcept {
        const auto& text = wanted == language::sv ? sv : en;
        return text.empty() ? (wanted == language::sv ? en : sv) : text;
    }
    [[nodiscard]] bool empty() const noexcept { return sv.empty() && en.empty(); }
    friend bool operator==(const localised_text&, const localised_text&) = default;
};

} // namespace kohort
