// What all web pages have in common: head, contents, sections with charts and tables, foot.
#pragma once

#include <kohort/data/localised_text.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kohort {

/// A chart twice: as a picture, and as the document that Vega-Lite draws in its place where it can.
struct chart_element {
    std::string title; ///< empty where the section's title says it
    std::string subtitle;
    std::string note;     ///< how it is to be read
    std::string picture;  ///< SVG; may be empty
    std::string document; ///< Vega-Lite
};

/// A page under construction. Texts are escaped; what is called HTML is taken as it is.
class html_page {
  public:
    html_page(language in, const std::string& title, std::span<const std::string> notes);

    [[nodiscard]] std::string word(std::string_view sv, std::string_view en) const;

    /// Links to the sections that follow, and the beginning of these.
    void begin_sections(std::span<const std::string> names);
    void begin_section(const std::string& name);
    void end_section();
    void add_paragraph(std::string_view style, const std::string& text);
    void add_chart(const chart_element& chart);
    void add_table(const std::string& caption, const std::string& rows); ///< rows: HTML, thead and tbody
    void add(const std::string& html);

    /// The whole page.
    [[nodiscard]] std::string take() &&;

  private:
    language in_;
    std::size_t sections_ = 0;
    std::size_t charts_ = 0;
    std::size_t tables_ = 0;
    std::string page_;
};

/// A text as the content of an element, in a line.
[[nodiscard]] std::string html_element(std::string_view name, std::string_view content);

/// The head of a column, whose button sorts it. Parts are not broken into lines. `attributes` as in HTML.
[[nodiscard]] std::string column_heading(std::string_view attributes, const std::vector<std::string>& parts);

} // namespace kohort
