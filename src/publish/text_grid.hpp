// A table of texts, laid out for the screen: labels to the left, figures in columns under spanning headings.
#pragma once

#include <kohort/publish/table_writer.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace kohort {

/// A figure as printed and the marks that follow it. Figures stand one below the other, whether marked or not.
struct grid_figure {
    std::string text;
    std::string marks;
};

struct grid_row {
    std::string label;
    std::size_t indent = 0;
    bool is_total = false;            ///< bold, below a rule
    std::vector<grid_figure> figures; ///< one per column, or none for a row that is only a heading
    std::string unit;                 ///< printed after the figures
    std::string trend;                ///< small bars, printed after the unit
};

struct text_grid {
    /// For each column its headings, outermost first. Neighbours share outer headings that are equal.
    std::vector<std::vector<std::string>> columns;
    std::vector<grid_row> rows;
};

/// Whether the grid can be printed in one block within the width, with long labels broken into lines.
[[nodiscard]] bool fits(const text_grid& grid, std::size_t width);

/// The lines of the grid, each ended by a line feed; columns beyond the width continue in further blocks.
[[nodiscard]] std::string to_lines(const text_grid& grid, const text_options& options);

} // namespace kohort
