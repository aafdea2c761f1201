// Indicator tables laid out in rows and columns, for the screen and for documents.
#pragma once

#include "text_grid.hpp"

#include <kohort/data/localised_text.hpp>
#include <kohort/indicator/evaluate.hpp>

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace kohort {

/// A table ready to be printed.
struct laid_out_table {
    std::string title; ///< empty for a grid of several indicators, whose rows are named
    std::string about; ///< unit, id and version; empty likewise
    text_grid grid;
};

/// How many of the tables, from the first, are printed as one. Precondition: there is a table.
[[nodiscard]] std::size_t tables_together(std::span<const indicator_table> tables);

/// The breakdown with most positions leads down the rows; the other breakdowns are crossed with the periods into
/// columns while the grid `fits`, then become rows below each row. Indicators without a breakdown share a grid with
/// their neighbours of the same periods. Rows along consecutive periods have a trend. O(cells) figures.
[[nodiscard]] std::vector<laid_out_table> lay_out(std::span<const indicator_table> tables, language in,
                                                  const std::function<bool(const text_grid&)>& fits);

} // namespace kohort
