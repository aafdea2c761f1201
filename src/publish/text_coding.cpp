#include "text_coding.hpp"

#include "data/csv_text.hpp"

#include <algorithm>
#include <array>
#include <cerrno>

#include <iconv.h>

namespace kohort {
namespace {

bool is_ascii(std::string_view text) noexcept {
    return std::ranges::all_of(text, [](char each) { return static_cast<unsigned char>(each) < 0x80; });
}

/// An open conversion to UTF-8.
class conversion {
  public:
    explicit conversion(const std::string& from) : handle_(::iconv_open("UTF-8", from.c_str())) {}
    conversion(const conversion&) = delete;
    conversion& operator=(const conversion&) = delete;
    ~conversion() {
        if (is_open()) ::iconv_close(handle_);
    }
    // iconv_open says so with (iconv_t)-1.
    [[nodiscard]] bool is_open() const noexcept { return reinterpret_cast<std::intptr_t>(handle_) != -1; }

    [[nodiscard]] std::optional<std::string> convert(std::string_view text) const {
        std::string copy(text), made;
        char* in = copy.data();
        std::size_t left = copy.size();
        std::array<char, 1024> buffer{};
        while (left > 0) {
            char* out = buffer.data();
            std::size_t room = buffer.size();
            const auto done = ::iconv(handle_, &in, &left, &out, &room);
            made.append(buffer.data(), buffer.size() - room);
            if (done == static_cast<std::size_t>(-1) && errno != E2BIG) return std::nullopt;
        }
        return made;
    }

  private:
    iconv_t handle_;
};

} // namespace

std::optional<text_decoder> text_decoder::named(std::string_view code_page) {
    std::string name;
    for (const char each : code_page) name += each >= 'A' && each <= 'Z' ? static_cast<char>(each - 'A' + 'a') : each;
    if (name == "utf-8" || name == "utf8" || name == "unicode") return text_decoder("");
    if (name == "ansi" || name == "latin1" || name == "iso-8859-1" || name == "windows-1252") name = "windows-1252";
    if (!conversion(name).is_open()) return std::nullopt;
    return text_decoder(name);
}

text_decoder text_decoder::guessed(std::string_view sample, bool is_dos) {
    if (csv::is_utf8(sample)) return text_decoder("");
    return text_decoder(is_dos ? "cp850" : "windows-1252");
}

std::optional<std::string> text_decoder::decode(std::string_view text) const {
    if (is_ascii(text)) return std::string(text);
    if (iconv_name_.empty()) return csv::is_utf8(text) ? std::optional(std::string(text)) : std::nullopt;
    auto made = conversion(iconv_name_).convert(text);
    // Bytes that windows-1252 leaves free are the control characters of ISO-8859-1.
    if (!made && iconv_name_ == "windows-1252") made = csv::decode(text, text_encoding::iso_8859_1);
    return made;
}

std::optional<std::string> to_latin_1(std::string_view utf_8) {
    std::string made;
    made.reserve(utf_8.size());
    for (std::size_t at = 0; at < utf_8.size(); ++at) {
        const auto lead = static_cast<unsigned char>(utf_8[at]);
        if (lead < 0x80) {
            made += utf_8[at];
        } else if ((lead == 0xC2 || lead == 0xC3) && at + 1 < utf_8.size()) {
            const auto next = static_cast<unsigned char>(utf_8[++at]);
            made += static_cast<char>((lead == 0xC3 ? 0x40 : 0) + next);
        } else {
            return std::nullopt;
        }
    }
    return made;
}

} // namespace kohort
