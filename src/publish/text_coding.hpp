// From the code pages of old files to UTF-8, and from UTF-8 to ISO-8859-1.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kohort {

/// Turns texts of one code page into UTF-8.
class text_decoder {
  public:
    /// "utf-8", "ISO-8859-1", "windows-1252", ... in any case; names that the machine's iconv knows.
    [[nodiscard]] static std::optional<text_decoder> named(std::string_view code_page);
    /// The code page of a file that does not name one: UTF-8 when `sample` is that, otherwise that of Windows or DOS.
    [[nodiscard]] static text_decoder guessed(std::string_view sample, bool is_dos);

    /// Nothing when the text has bytes that the code page has not.
    [[nodiscard]] std::optional<std::string> decode(std::string_view text) const;

  private:
    explicit text_decoder(std::string iconv_name) : iconv_name_(std::move(iconv_name)) {}
    std::string iconv_name_; ///< empty for UTF-8
};

/// The text in ISO-8859-1; nothing when it has another letter.
[[nodiscard]] std::optional<std::string> to_latin_1(std::string_view utf_8);

} // namespace kohort
