// Indicator tables as the rows of an HTML table.
#pragma once

#include "text_grid.hpp"

#include <kohort/data/localised_text.hpp>
#include <kohort/indicator/evaluate.hpp>

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace kohort {

/// One table broken down, or several without a breakdown over the same periods: a row for each. The breakdown with most
/// positions leads down the rows, the others are crossed with the periods into columns while these are few. There is
/// one row of headings, so that every column can be sorted.
class html_table {
  public:
    html_table(std::span<const indicator_table> tables, language in);

    [[nodiscard]] const std::string& rows() const noexcept { return rows_; } ///< thead and tbody
    [[nodiscard]] std::string legend() const;                                ///< of the signs used; may be empty

  private:
    class maker;

    language in_;
    std::string rows_;
    text_grid used_; ///< all figures, for the legend
};

/// Every sign and mark with its meaning.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> all_signs(language in);

} // namespace kohort
