#include "px_entries.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace kohort::px {
namespace {

bool is_blank(char each) noexcept {
    return each == ' ' || each == '\t' || each == '\r' || each == '\n' || each == end_of_dos_file;
}

bool is_keyword_letter(char each) noexcept {
    return (each >= 'A' && each <= 'Z') || (each >= 'a' && each <= 'z') || (each >= '0' && each <= '9') ||
           each == '-' || each == '_';
}

std::string_view without_blanks_around(std::string_view text) noexcept {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

/// Reads entries byte by byte; texts stay in the file's code page. Throws `error`.
class entry_reader {
  public:
    entry_reader(std::string_view text, const std::string& file) : text_(text), file_(file) {
        if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    }

    /// The next entry; nothing at DATA, after which `offset` is that of the first byte of the data.
    std::optional<entry> next() {
        while (skip_blanks(), peek() == ';') ++at_;
        read_ = entry{{}, {}, {}, {}, at_};
        read_keyword();
        skip_blanks();
        while (peek() == '[' || peek() == '(') {
            peek() == '[' ? read_language() : read_subkeys();
            skip_blanks();
        }
        if (peek() != '=') fail(at_, fmt::format("expected \"=\" after the keyword, found {}", shown()));
        ++at_;
        if (read_.keyword == "DATA") return std::nullopt;
        read_values();
        return std::move(read_);
    }

    [[nodiscard]] std::size_t offset() const noexcept { return at_; }

  private:
    [[nodiscard]] char peek() const noexcept { return at_ < text_.size() ? text_[at_] : '\0'; }
    [[nodiscard]] bool is_at_end() const noexcept { return at_ >= text_.size(); }
    [[nodiscard]] std::string shown() const {
        return is_at_end() ? "the end of the file" : fmt::format("\"{}\"", text_[at_]);
    }
    [[noreturn]] void fail(std::size_t offset, const std::string& message) const {
        throw problem_at(text_, offset, file_, name_of(read_), message);
    }
    void skip_blanks() noexcept {
        while (!is_at_end() && is_blank(text_[at_])) ++at_;
    }

    void read_keyword() {
        while (!is_at_end() && is_keyword_letter(text_[at_])) {
            const char each = text_[at_++];
            read_.keyword += each >= 'a' && each <= 'z' ? static_cast<char>(each - 'a' + 'A') : each;
        }
        if (!read_.keyword.empty()) return;
        if (is_at_end()) fail(at_, "there is no DATA; is the file whole, and is it a PX file?");
        fail(at_, fmt::format("expected a keyword, found {}; is this a PX file?", shown()));
    }

    void read_language() {
        const auto end = text_.find(']', at_);
        constexpr std::size_t longest = 40; // a language, quoted
        if (end == std::string_view::npos || end - at_ > longest) fail(at_, "the bracket is not closed");
        auto code = without_blanks_around(text_.substr(at_ + 1, end - at_ - 1));
        if (code.size() > 1 && code.front() == '"' && code.back() == '"') code = code.substr(1, code.size() - 2);
        if (!is_language(code)) fail(at_, R"(a language is letters, digits and hyphens, such as "en")");
        read_.language = code;
        at_ = end + 1;
    }

    void read_subkeys() {
        const auto opened = at_++;
        for (;;) {
            skip_blanks();
            if (is_at_end()) fail(opened, "the parenthesis is not closed");
            if (peek() == ')') break;
            if (peek() == ',') {
                ++at_;
            } else if (peek() == '"') {
                read_.of.push_back(read_text(",)"));
            } else {
                const auto end = std::min(text_.find_first_of(",)\"", at_), text_.size());
                read_.of.emplace_back(without_blanks_around(text_.substr(at_, end - at_)));
                at_ = end;
            }
        }
        ++at_;
    }

    /// A text in quotes. A quote that nothing follows which may follow a text is part of it; so is a doubled one.
    std::string read_text(std::string_view may_follow) {
        const auto opened = at_++;
        std::string made;
        for (;;) {
            const auto quote = text_.find('"', at_);
            if (quote == std::string_view::npos) fail(opened, "the text is not closed by a quote");
            made += text_.substr(at_, quote - at_);
            at_ = quote + 1;
            if (peek() == '"' && quote != opened + 1) {
                made += '"';
                ++at_;
                continue;
            }
            const auto next = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
            if (next == text_.size() || may_follow.find(text_[next]) != std::string_view::npos) break;
            made += '"';
        }
        return made;
    }

    /// A word without quotes; parentheses in it hold anything: TLIST(A1,"1994"-"1999").
    std::string read_word() {
        const auto begin = at_;
        int depth = 0;
        for (; !is_at_end(); ++at_) {
            const char each = text_[at_];
            if (each == '(') ++depth;
            if (each == ')' && depth > 0) --depth;
            if (depth == 0 && (each == ',' || each == ';' || each == '"' || is_blank(each))) break;
        }
        if (depth > 0) fail(begin, "the parenthesis is not closed");
        return std::string(text_.substr(begin, at_ - begin));
    }

    void read_values() {
        value now;
        bool is_begun = false;
        for (;;) {
            skip_blanks();
            if (is_at_end()) fail(read_.offset, "the values are not closed by a semicolon");
            const char each = peek();
            if (each == ';' || each == ',') {
                ++at_;
                if (is_begun || each == ',') read_.values.push_back(std::move(now));
                if (each == ';') return;
                now = {};
                is_begun = false;
            } else if (each == '"') {
                auto text = read_text(",;:\"");
                (now.child ? *now.child : now.text) += text;
                now.is_quoted = is_begun = true;
            } else if (each == ':' && now.is_quoted) {
                now.child = "";
                ++at_;
            } else {
                const auto begin = at_;
                if (now.is_quoted) fail(begin, fmt::format("expected a comma or a semicolon, found {}", shown()));
                if (is_begun) now.text += ' ';
                now.text += read_word();
                is_begun = true;
            }
        }
    }

    std::string_view text_;
    const std::string& file_;
    std::size_t at_ = 0;
    entry read_;
};

/// All texts of a header with something else than ASCII in them, as one.
std::string sample_of(const header& from) {
    std::string sample;
    for (const auto& each : from.entries) {
        for (const auto& text : each.of) sample += text;
        for (const auto& value : each.values) sample += value.text;
    }
    return sample;
}

void decode(header& texts, std::string_view file_text, const std::string& file) {
    const auto* page = texts.find("CODEPAGE");
    const auto* charset = texts.find("CHARSET");
    auto& decoder = texts.decoder;
    if (page && !page->values.empty()) {
        decoder = text_decoder::named(page->values.front().text);
        if (!decoder)
            throw problem_at(file_text, page->offset, file, "CODEPAGE",
                             fmt::format("the encoding \"{}\" is not known; convert the file to UTF-8 and write so",
                                         page->values.front().text));
    } else {
        decoder = text_decoder::guessed(sample_of(texts), charset == nullptr);
    }
    for (auto& each : texts.entries) {
        const auto decode_one = [&](std::string& text) {
            auto decoded = decoder->decode(text);
            if (!decoded)
                throw problem_at(file_text, each.offset, file, name_of(each),
                                 "has letters that the file's CODEPAGE has not; correct CODEPAGE or the text");
            text = std::move(*decoded);
        };
        for (auto& text : each.of) decode_one(text);
        for (auto& value : each.values) {
            decode_one(value.text);
            if (value.child) decode_one(*value.child);
        }
    }
}

} // namespace

bool is_language(std::string_view code) noexcept {
    constexpr std::size_t longest = 35; // of BCP 47
    return !code.empty() && code.size() <= longest && std::ranges::all_of(code, is_keyword_letter);
}

const entry* header::find(std::string_view keyword, std::string_view language) const noexcept {
    const auto found = std::ranges::find_if(entries, [&](const entry& each) {
        return each.keyword == keyword && each.language == language && each.of.empty();
    });
    return found == entries.end() ? nullptr : &*found;
}

std::string name_of(const entry& of) {
    std::string name = of.keyword;
    if (!of.language.empty()) name += "[" + of.language + "]";
    if (!of.of.empty()) name += fmt::format("(\"{}\")", fmt::join(of.of, "\",\""));
    return name;
}

error problem_at(std::string_view file_text, std::size_t offset, const std::string& file, const std::string& keyword,
                 const std::string& message) {
    const auto before = file_text.substr(0, offset);
    const auto line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    return {error_code::data, keyword.empty() ? message : keyword + ": " + message,
            fmt::format("{}:{}:{}", file, std::ranges::count(before, '\n') + 1, before.size() - line_start + 1)};
}

result<header> read_header(std::string_view text, const std::string& file) {
    try {
        header made;
        entry_reader reader(text, file);
        while (auto each = reader.next()) made.entries.push_back(std::move(*each));
        made.data = reader.offset();
        decode(made, text, file);
        return made;
    } catch (const error& problem) {
        return problem;
    }
}

} // namespace kohort::px
