// What a chart shows of a publication, before anything is drawn.
#pragma once

#include <kohort/publish/vega_lite.hpp>

#include <cstddef>
#include <iterator>
#include <string>
#include <vector>

namespace kohort {

/// One figure.
struct chart_point {
    std::size_t cell = 0; ///< of the publication
    std::string value;    ///< plain digits; empty when there is none
    obs_status status;
    std::string figure;  ///< as in a table: "74 %", "1 493"
    std::string printed; ///< with its unit, "1 493 persons"; in words why there is none
    std::string sign;    ///< that stands in its place in a table; empty when there is a value

    [[nodiscard]] bool has_value() const noexcept { return !value.empty(); }
    [[nodiscard]] double number() const noexcept; ///< 0 without a value
};

/// Whether the figure may still change.
[[nodiscard]] inline bool is_open(const chart_point& point) noexcept {
    return point.status.has(obs_flag::provisional) || point.status.has(obs_flag::forecast);
}

/// One line, or one bar.
struct chart_group {
    std::string name;
    bool is_total = false;
    bool of_which = false;
    std::size_t colour = 0;          ///< place in the palette; nothing for totals
    std::vector<chart_point> points; ///< one for each period
};

struct chart_panel {
    std::string name; ///< empty when there is only one
    std::vector<chart_group> groups;
};

struct chart_data {
    std::string title, subtitle, source;
    std::string unit;       ///< in words
    std::string sign;       ///< "%", when figures have one
    std::string group_name; ///< of the dimension
    std::string panel_name;
    std::vector<std::string> periods;
    std::vector<chart_panel> panels;
};

enum class chart_kind : unsigned char { lines, bars };

/// Bars: one period, so each group has one point, and a total only where it lies between the groups (that of shares
/// does, that of counts does not). Groups of unknown codes in which nothing was counted are left out.
[[nodiscard]] chart_data chart_data_of(const publication& table, const chart_options& options, chart_kind kind,
                                       bool has_panels);

/// What stands in tables in place of a figure; empty for a figure.
[[nodiscard]] std::string sign_of(obs_status status, language in);

/// Colours of Okabe and Ito (2008) that stand out from white and from black, and the grey of totals.
inline constexpr const char* palette[] = {"#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9"};
inline constexpr std::size_t palette_size = std::size(palette);
inline constexpr const char* total_colour = "#808080";
[[nodiscard]] const char* colour_of(const chart_group& group) noexcept;

} // namespace kohort
