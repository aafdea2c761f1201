// Tables of figures as Markdown, for documents and web pages.
#pragma once

#include <kohort/data/localised_text.hpp>
#include <kohort/indicator/evaluate.hpp>

#include <cstddef>
#include <span>
#include <string>

namespace kohort {

struct markdown_options {
    language in = language::en;
    /// Columns of figures side by side; further breakdowns become rows. Passed where there are more periods.
    std::size_t columns = 8;
    std::size_t heading_level = 3; ///< of the tables' titles, 1 to 6
};

/// A pipe table for each table, as GitHub and most programs read them, under a heading and a line with unit, id and
/// version. Laid out as `to_text` does it; figures, signs and their legend are the same. Totals are bold, parts are
/// indented by spaces that HTML keeps. Texts are escaped. O(cells) figures. Throws like `to_csv`.
[[nodiscard]] std::string to_markdown(std::span<const indicator_table> tables, const markdown_options& options = {});

} // namespace kohort
