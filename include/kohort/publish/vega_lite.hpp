// Charts of publications and of cohort curves, as Vega-Lite documents that any web page or notebook draws.
#pragma once

#include <kohort/data/localised_text.hpp>
#include <kohort/publish/publication.hpp>
#include <kohort/stats/proportion.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace kohort {

// What all charts have in common. Documents follow the Vega-Lite 5 schema and hold their data. A figure without a value
// has `value` null and a status: it is a gap in a line, never a zero, and its sign stands at the foot of the chart.
// Colours are those of Okabe and Ito (2008), told apart by colour-blind people; points differ by shape as well, totals
// are grey. Axes of figures begin at zero. Numbers are written as the language has it; the tooltip says in words what a
// figure is worth. Nothing is stacked, so an "of which" group is never added to its siblings.

/// Which part of a table a chart shows.
struct chart_options {
    language in = language::en;
    std::string content{}; ///< code of the contents dimension; empty for its first
    /// Id of the dimension whose codes are lines or bars. Empty: the one with most codes for bars, with fewest but at
    /// least two for lines. Dimensions that are not shown stand at their total, or at their first code when they have
    /// none, which the subtitle says.
    std::string group{};
    std::string panel{};  ///< id of the dimension with a panel for each code; empty: of areas, else that of most codes
    std::string period{}; ///< code of the period of bars; empty for the last
};

/// A line for each group along the periods. A break in the series interrupts the line and is drawn as a rule at its
/// period; provisional figures have open points and are reached by a dashed line. O(cells shown).
[[nodiscard]] std::string series_chart(const publication& table, const chart_options& options = {});

/// `series_chart` once for each code of a dimension, side by side on common axes: districts, for one. A total that is
/// higher than all of them has no panel.
[[nodiscard]] std::string small_multiples(const publication& table, const chart_options& options = {});

/// The groups of one period as bars, the highest first; the total is a rule across them, "of which" groups are pale.
/// `intervals`: empty, or one for each cell of the publication in its unit (NaN for none), drawn as lines across the
/// bars' ends. Provisional bars are open.
[[nodiscard]] std::string ranked_bars(const publication& table, std::span<const interval_estimate> intervals = {},
                                      const chart_options& options = {});

/// One step of a curve: the estimate from `time` on, until the next point.
struct curve_point {
    double time = 0;
    double estimate = 0; ///< 0..1
    double lower = 0;    ///< NaN where the limits are not defined
    double upper = 0;
    friend bool operator==(const curve_point&, const curve_point&) = default;
};

struct curve {
    std::string name;
    std::vector<curve_point> points; ///< in order of time
};

/// What a chart of no table says about itself.
struct chart_texts {
    std::string title;
    std::string subtitle{};
    std::string across; ///< what the horizontal axis measures: "days since entry"
    std::string up;     ///< and the vertical one: "still enrolled"
    std::string source{};
};

/// Survival and incidence curves as steps, each with the band of its confidence limits; the vertical axis is 0..100 %.
[[nodiscard]] std::string curve_chart(std::span<const curve> curves, const chart_texts& texts,
                                      language in = language::en);

/// How many are left after a step.
struct funnel_step {
    std::string name;
    std::int64_t left = 0;
    obs_status status{};
    friend bool operator==(const funnel_step&, const funnel_step&) = default;
};

/// The steps from top to bottom in their order, as bars with their numbers: who is left after each condition of a
/// cohort.
[[nodiscard]] std::string funnel_chart(std::span<const funnel_step> steps, const chart_texts& texts,
                                       language in = language::en);

} // namespace kohort
