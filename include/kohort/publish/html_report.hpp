// A report as one web page that needs nothing else.
#pragma once

#include <kohort/data/localised_text.hpp>
#include <kohort/indicator/evaluate.hpp>
#include <kohort/indicator/explain.hpp>

#include <span>
#include <string>
#include <vector>

namespace kohort {

struct html_options {
    language in = language::en;
    std::string title{};              ///< empty: "Report" or "Rapport"
    std::vector<std::string> notes{}; ///< said above the tables
    code_labels labels{};             ///< of the codes in the definitions
};

/// The tables as a self-contained HTML page: nothing is loaded, and a content security policy forbids it.
///
/// Each indicator has its table, its definition and source in words (as `explain`), and a chart where there is
/// something to compare; indicators without a breakdown share a table with their neighbours of the same periods.
/// The chart: from three periods on lines, in a panel for each code of a dimension that has more than six (without
/// Vega-Lite: lines of that dimension's total); otherwise the last period's groups as ranked bars.
/// Figures, signs and rounding are those of `to_text`; every cell carries its plain value, status and codes for
/// programs ("data-value", "data-status", "data-cell": "indicator|period=2024|sex=women"). Columns are sorted
/// by buttons; figures without a value come last, totals stay below. Charts are drawn by Vega-Lite from the documents
/// in the page when kohort was built with KOHORT_HTML, and are simple pictures otherwise; the page says which. Readable
/// in print, in the dark, by keyboard and by screen reader. All texts are escaped. O(cells). Throws like `to_csv`.
[[nodiscard]] std::string to_html(std::span<const indicator_table> tables, const html_options& options = {});

/// Whether pages contain the programs that draw Vega-Lite documents.
[[nodiscard]] bool has_interactive_charts() noexcept;

} // namespace kohort
