// Charts as plain SVG, for pages without the programs that draw Vega-Lite documents.
#pragma once

#include "chart_data.hpp"

#include <string>

namespace kohort {

/// A picture of the first panel: lines along the periods. What is drawn how: see `series_chart`. All texts are escaped;
/// colours are attributes, texts take the page's colour.
[[nodiscard]] std::string svg_lines(const chart_data& chart, language in);

/// Bars of the first panel, the highest first, from zero; see `ranked_bars`.
[[nodiscard]] std::string svg_bars(const chart_data& chart, std::span<const interval_estimate> intervals);

} // namespace kohort
