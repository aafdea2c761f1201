#include <kohort/publish/vega_lite.hpp>

#include "../data/json_writer.hpp"
#include "chart_data.hpp"
#include "printing_order.hpp"

#include <kohort/publish/number_format.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

namespace kohort {
namespace {

using json::list_of;
using json::object_writer;
using json::text;
using values = std::vector<json_value>;

/// A part of a document that is always the same.
json_value constant(std::string_view written) {
    json_document document(written, error_code::internal);
    return document.root().value();
}

json_value number_or_null(const std::string& digits) {
    return digits.empty() ? constant("null") : json::number(digits);
}

json_value number_or_null(double value) {
    return std::isfinite(value) ? json::number(fmt::format("{}", value)) : constant("null");
}

json_value field(std::string_view name, std::string_view type) {
    return object_writer().add("field", text(name)).add("type", text(type));
}

/// The member of an object under construction.
void set(json_value& object, std::string_view key, json_value value) {
    object.keys.emplace_back(key);
    object.elements.push_back(std::move(value));
}

json_value title_of(const std::string& title, const std::string& subtitle) {
    return object_writer().add("text", text(title)).add_unless_empty("subtitle", subtitle).add("anchor", text("start"));
}

/// What every document begins with: schema, texts, and how the language writes numbers.
json_value document_of(const std::string& title, const std::string& subtitle, const std::string& source, language in) {
    json_value made = object_writer().add("$schema", text("https://vega.github.io/schema/vega-lite/v5.json"));
    set(made, "description", text(subtitle.empty() ? title : title + ", " + subtitle));
    set(made, "title", title_of(title, subtitle));
    if (!source.empty())
        set(made, "usermeta",
            object_writer().add("source", text(source)).add("language", text(in == language::sv ? "sv" : "en")));
    const auto locale =
        in == language::sv
            ? R"({"number": {"decimal": ",", "thousands": " ", "grouping": [3], "currency": ["", " kr"]}})"
            : R"({"number": {"decimal": ".", "thousands": "", "grouping": [3], "currency": ["SEK ", ""]}})";
    set(made, "config", object_writer().add("locale", constant(locale)));
    return made;
}

/// As wide as the place that the page gives it, labels included.
void fit_page(json_value& made) {
    set(made, "width", text("container"));
    set(made, "autosize", constant(R"({"type": "fit-x", "contains": "padding"})"));
}

/// A height for so many bars, said in pixels: steps do not go with the width of a page.
void set_height(json_value& made, std::size_t bars) {
    constexpr std::size_t bar_height = 22;
    set(made, "height", json::number(static_cast<std::int64_t>(bar_height * std::max(bars, std::size_t{1}))));
}

/// An axis of figures, from zero, with the sign of the unit.
json_value figure_channel(std::string_view name, const chart_data& chart) {
    auto channel = field(name, "quantitative");
    set(channel, "scale", constant(R"({"zero": true, "nice": true})"));
    object_writer axis;
    axis.add("format", text(",~f"))
        .add("tickCount", json::number(std::int64_t{6}))
        .add("title", text(chart.sign.empty() ? chart.unit : ""));
    if (!chart.sign.empty()) axis.add("labelExpr", text("datum.label + '\u00a0" + chart.sign + "'"));
    set(channel, "axis", axis);
    return channel;
}

json_value group_domain(const chart_data& chart, bool colours) {
    values names, ranges;
    constexpr std::string_view shapes[] = {"circle", "square", "triangle-up", "diamond", "triangle-down", "cross"};
    if (!chart.panels.empty())
        for (const auto& each : chart.panels.front().groups) {
            names.push_back(text(each.name));
            ranges.push_back(text(colours ? colour_of(each) : shapes[each.colour % std::size(shapes)]));
        }
    return object_writer().add("domain", list_of(std::move(names))).add("range", list_of(std::move(ranges)));
}

json_value group_channel(const chart_data& chart, bool colours) {
    auto channel = field("group", "nominal");
    set(channel, "title", text(chart.group_name));
    set(channel, "scale", group_domain(chart, colours));
    return channel;
}

json_value tooltip(language in) {
    const auto shown = [](std::string_view name, std::string_view title) {
        auto made = field(name, "nominal");
        set(made, "title", text(title));
        return made;
    };
    values fields{shown("group", in_language(in, "Grupp", "Group")),
                  shown("period", in_language(in, "Period", "Period")),
                  shown("printed", in_language(in, "Värde", "Value")), shown("status", "Status")};
    return list_of(std::move(fields));
}

/// What the data say of one figure.
object_writer datum(const chart_panel& panel, const chart_group& group, const chart_point& point,
                    const std::string& period) {
    object_writer made;
    made.add_unless_empty("panel", panel.name).add("group", text(group.name)).add("period", text(period));
    made.add("value", number_or_null(point.value)).add("printed", text(point.printed));
    made.add("sign", text(point.sign)).add("status", text(to_string(point.status)));
    return made;
}

/// Whether the line between two neighbours is drawn dashed.
bool is_dashed(const chart_group& group, std::size_t at) {
    const auto& points = group.points;
    const bool before = at > 0 && is_open(points[at - 1]), after = at + 1 < points.size() && is_open(points[at + 1]);
    return is_open(points[at]) || before || after;
}

bool has_break(const chart_point& point) { return point.status.has(obs_flag::break_in_series); }

/// The rows of lines: besides the value, the part of the line without breaks that it is on, and its value on the solid
/// and on the dashed line.
json_value series_rows(const chart_data& chart) {
    values rows;
    for (const auto& panel : chart.panels)
        for (const auto& group : panel.groups) {
            std::int64_t part = 0;
            for (std::size_t at = 0; at < group.points.size(); ++at) {
                const auto& point = group.points[at];
                if (at > 0 && has_break(point)) ++part;
                auto row = datum(panel, group, point, chart.periods[at]);
                row.add("part", json::number(part));
                row.add("settled", number_or_null(is_open(point) ? std::string() : point.value));
                row.add("unsettled", number_or_null(is_dashed(group, at) ? point.value : std::string()));
                row.add("open", json::boolean(is_open(point))).add("break", json::boolean(has_break(point)));
                rows.push_back(row);
            }
        }
    return object_writer().add("values", list_of(std::move(rows)));
}

json_value period_channel(const chart_data& chart) {
    auto channel = field("period", "ordinal");
    set(channel, "sort", json::texts(chart.periods));
    set(channel, "title", constant("null"));
    set(channel, "axis", constant(R"({"labelOverlap": true, "labelAngle": 0})"));
    return channel;
}

json_value line_layer(std::string_view mark, std::string_view value, const chart_data& chart) {
    return object_writer()
        .add("mark", constant(mark))
        .add("encoding", object_writer()
                             .add("x", period_channel(chart))
                             .add("y", figure_channel(value, chart))
                             .add("color", group_channel(chart, true))
                             .add("detail", field("part", "nominal")));
}

/// A layer of the rows that pass a test.
json_value filtered_layer(std::string_view test, std::string_view mark, json_value encoding) {
    values filters;
    filters.push_back(object_writer().add("filter", text(test)));
    return object_writer()
        .add("transform", list_of(std::move(filters)))
        .add("mark", constant(mark))
        .add("encoding", std::move(encoding));
}

constexpr std::string_view closed_point = R"({"type": "point", "filled": true, "size": 55, "opacity": 1})";
constexpr std::string_view open_point = R"({"type": "point", "filled": false, "size": 55, "strokeWidth": 2})";
constexpr std::string_view break_rule = R"({"type": "rule", "strokeDash": [2, 3], "opacity": 0.6})";
constexpr std::string_view sign_at_foot = R"({"type": "text", "baseline": "bottom", "dy": -3})";

/// Whether a figure that has a value is one of those.
template <class Predicate>
bool any_point(const chart_data& chart, Predicate is_one) {
    for (const auto& panel : chart.panels)
        for (const auto& group : panel.groups)
            for (std::size_t at = 0; at < group.points.size(); ++at)
                if (group.points[at].has_value() && is_one(group, at)) return true;
    return false;
}

/// Lines, points and what stands for figures that are not there.
json_value series_layers(const chart_data& chart, language in) {
    const json_value points = object_writer()
                                  .add("x", period_channel(chart))
                                  .add("y", figure_channel("value", chart))
                                  .add("color", group_channel(chart, true))
                                  .add("shape", group_channel(chart, false))
                                  .add("tooltip", tooltip(in));
    const json_value signs = object_writer()
                                 .add("x", period_channel(chart))
                                 .add("y", constant(R"({"value": "height"})"))
                                 .add("color", group_channel(chart, true))
                                 .add("text", field("sign", "nominal"))
                                 .add("tooltip", tooltip(in));
    const json_value breaks = object_writer().add("x", period_channel(chart));
    values layers;
    // A layer without rows would have no extent, of which the programs that draw it complain.
    const auto add_where = [&](auto is_shown, json_value layer) {
        if (any_point(chart, is_shown)) layers.push_back(std::move(layer));
    };
    add_where([](const chart_group& group, std::size_t at) { return !is_open(group.points[at]); },
              line_layer(R"({"type": "line"})", "settled", chart));
    add_where(is_dashed, line_layer(R"({"type": "line", "strokeDash": [5, 4]})", "unsettled", chart));
    add_where([](const chart_group& group, std::size_t at) { return !is_open(group.points[at]); },
              filtered_layer("datum.value !== null && !datum.open", closed_point, points));
    add_where([](const chart_group& group, std::size_t at) { return is_open(group.points[at]); },
              filtered_layer("datum.value !== null && datum.open", open_point, points));
    layers.push_back(filtered_layer("datum.value === null", sign_at_foot, signs));
    layers.push_back(filtered_layer("datum['break']", break_rule, breaks));
    return list_of(std::move(layers));
}

/// The rows of bars, with the limits of their intervals.
json_value bar_rows(const chart_data& chart, std::span<const interval_estimate> intervals) {
    values rows;
    for (const auto& panel : chart.panels)
        for (const auto& group : panel.groups)
            for (const auto& point : group.points) {
                auto row = datum(panel, group, point, chart.periods.front());
                const bool has_limits = point.has_value() && point.cell < intervals.size();
                row.add("lower", has_limits ? number_or_null(intervals[point.cell].lower) : constant("null"));
                row.add("upper", has_limits ? number_or_null(intervals[point.cell].upper) : constant("null"));
                row.add("total", json::boolean(group.is_total)).add("of_which", json::boolean(group.of_which));
                row.add("open", json::boolean(is_open(point)));
                rows.push_back(row);
            }
    return object_writer().add("values", list_of(std::move(rows)));
}

/// Highest first; figures without a value last.
json_value ranked_channel() {
    auto channel = field("group", "nominal");
    set(channel, "title", constant("null"));
    set(channel, "sort", constant(R"({"field": "value", "op": "max", "order": "descending"})"));
    set(channel, "axis", constant(R"({"labelLimit": 260})"));
    return channel;
}

json_value bar_layers(const chart_data& chart, bool has_intervals, language in) {
    auto length = figure_channel("value", chart);
    set(length, "stack", constant("null"));
    const json_value bars = object_writer()
                                .add("y", ranked_channel())
                                .add("x", length)
                                .add("fillOpacity", constant(R"({"condition": [{"test": "datum.open", "value": 0.15},
                                             {"test": "datum.of_which", "value": 0.45}], "value": 1})"))
                                .add("tooltip", tooltip(in));
    const json_value limits = object_writer()
                                  .add("y", ranked_channel())
                                  .add("x", figure_channel("lower", chart))
                                  .add("x2", constant(R"({"field": "upper"})"));
    const json_value signs = object_writer()
                                 .add("y", ranked_channel())
                                 .add("x", constant(R"({"value": 0})"))
                                 .add("text", field("sign", "nominal"))
                                 .add("tooltip", tooltip(in));
    const json_value total = object_writer().add("x", figure_channel("value", chart)).add("tooltip", tooltip(in));
    const auto bar = fmt::format(R"({{"type": "bar", "color": "{0}", "stroke": "{0}"}})", palette[0]);
    const auto rule = fmt::format(R"({{"type": "rule", "color": "{}", "strokeWidth": 2}})", total_colour);
    values layers;
    layers.push_back(filtered_layer("!datum.total", bar, bars));
    if (has_intervals)
        layers.push_back(filtered_layer("!datum.total && datum.lower !== null",
                                        R"({"type": "rule", "color": "#E69F00", "strokeWidth": 2})", limits));
    layers.push_back(
        filtered_layer("!datum.total && datum.value === null", R"({"type": "text", "align": "left", "dx": 3})", signs));
    if (any_point(chart, [](const chart_group& group, std::size_t) { return group.is_total; }))
        layers.push_back(filtered_layer("datum.total", rule, total));
    return list_of(std::move(layers));
}

json_value curve_rows(std::span<const curve> curves) {
    values rows;
    for (const auto& each : curves)
        for (const auto& point : each.points)
            rows.push_back(object_writer()
                               .add("group", text(each.name))
                               .add("time", number_or_null(point.time))
                               .add("estimate", number_or_null(point.estimate))
                               .add("lower", number_or_null(point.lower))
                               .add("upper", number_or_null(point.upper)));
    return object_writer().add("values", list_of(std::move(rows)));
}

/// The curves as groups of a chart, for their colours.
chart_data groups_of(std::span<const curve> curves) {
    chart_data chart;
    chart.panels.emplace_back();
    for (std::size_t each = 0; each < curves.size(); ++each) {
        chart_group group;
        group.name = curves[each].name;
        group.colour = each;
        chart.panels.front().groups.push_back(std::move(group));
    }
    return chart;
}

json_value probability_channel(std::string_view name, const std::string& title, language in) {
    auto channel = field(name, "quantitative");
    set(channel, "scale", constant(R"({"domain": [0, 1]})"));
    const auto label = std::string("format(datum.value * 100, 'd') + '") + (in == language::sv ? "\u00a0%'" : "%'");
    set(channel, "axis", object_writer().add("title", text(title)).add("labelExpr", text(label)));
    return channel;
}

json_value titled(json_value channel, const std::string& title) {
    set(channel, "title", text(title));
    return channel;
}

} // namespace

std::string series_chart(const publication& table, const chart_options& options) {
    const auto chart = chart_data_of(table, options, chart_kind::lines, false);
    auto made = document_of(chart.title, chart.subtitle, chart.source, options.in);
    fit_page(made);
    set(made, "data", series_rows(chart));
    set(made, "layer", series_layers(chart, options.in));
    return json::to_text(made);
}

std::string small_multiples(const publication& table, const chart_options& options) {
    const auto chart = chart_data_of(table, options, chart_kind::lines, true);
    auto made = document_of(chart.title, chart.subtitle, chart.source, options.in);
    set(made, "data", series_rows(chart));
    std::vector<std::string> names;
    for (const auto& each : chart.panels) names.push_back(each.name);
    auto panels = titled(field("panel", "nominal"), chart.panel_name);
    set(panels, "sort", json::texts(names));
    set(panels, "header", constant(R"({"labelLimit": 170})"));
    set(made, "facet", std::move(panels));
    set(made, "columns", json::number(std::int64_t{4}));
    set(made, "spacing", json::number(std::int64_t{32}));
    set(made, "spec",
        object_writer()
            .add("width", json::number(std::int64_t{150}))
            .add("height", json::number(std::int64_t{110}))
            .add("layer", series_layers(chart, options.in)));
    return json::to_text(made);
}

std::string ranked_bars(const publication& table, std::span<const interval_estimate> intervals,
                        const chart_options& options) {
    const auto chart = chart_data_of(table, options, chart_kind::bars, false);
    auto made = document_of(chart.title, chart.subtitle, chart.source, options.in);
    fit_page(made);
    const bool has_intervals =
        std::ranges::any_of(intervals, [](const interval_estimate& each) { return std::isfinite(each.lower); });
    std::size_t bars = 0;
    for (const auto& each : chart.panels.front().groups) bars += each.is_total ? 0U : 1U;
    set_height(made, bars);
    set(made, "data", bar_rows(chart, intervals));
    set(made, "layer", bar_layers(chart, has_intervals, options.in));
    return json::to_text(made);
}

std::string curve_chart(std::span<const curve> curves, const chart_texts& texts, language in) {
    const auto chart = groups_of(curves);
    const auto time = titled(field("time", "quantitative"), texts.across);
    const json_value band = object_writer()
                                .add("x", time)
                                .add("y", probability_channel("lower", texts.up, in))
                                .add("y2", constant(R"({"field": "upper"})"))
                                .add("color", group_channel(chart, true));
    const json_value line = object_writer()
                                .add("x", time)
                                .add("y", probability_channel("estimate", texts.up, in))
                                .add("color", group_channel(chart, true));
    values layers;
    layers.push_back(filtered_layer("datum.lower !== null && datum.upper !== null",
                                    R"({"type": "area", "opacity": 0.2, "interpolate": "step-after"})", band));
    layers.push_back(object_writer()
                         .add("mark", constant(R"({"type": "line", "interpolate": "step-after"})"))
                         .add("encoding", line));
    auto made = document_of(texts.title, texts.subtitle, texts.source, in);
    fit_page(made);
    set(made, "data", curve_rows(curves));
    set(made, "layer", list_of(std::move(layers)));
    return json::to_text(made);
}

std::string funnel_chart(std::span<const funnel_step> steps, const chart_texts& texts, language in) {
    values rows;
    std::vector<std::string> names;
    for (const auto& each : steps) {
        const bool has_value = each.status.has_value();
        names.push_back(each.name);
        rows.push_back(object_writer()
                           .add("step", text(each.name))
                           .add("value", has_value ? json::number(each.left) : constant("null"))
                           .add("printed", text(has_value ? format({each.left, 0}, measurement_unit::count, in)
                                                          : sign_of(each.status, in)))
                           .add("status", text(to_string(each.status))));
    }
    auto step = titled(field("step", "nominal"), texts.up);
    set(step, "sort", json::texts(names));
    set(step, "axis", constant(R"({"labelLimit": 260})"));
    chart_data chart;
    chart.unit = texts.across;
    auto length = figure_channel("value", chart);
    set(length, "stack", constant("null"));
    const json_value bars = object_writer().add("y", step).add("x", length);
    const json_value labels =
        object_writer().add("y", step).add("x", constant(R"({"value": 0})")).add("text", field("printed", "nominal"));
    const auto bar =
        fmt::format(R"({{"type": "bar", "color": "{0}", "stroke": "{0}", "fillOpacity": 0.35}})", palette[0]);
    values layers;
    layers.push_back(object_writer().add("mark", constant(bar)).add("encoding", bars));
    layers.push_back(
        object_writer().add("mark", constant(R"({"type": "text", "align": "left", "dx": 4})")).add("encoding", labels));
    auto made = document_of(texts.title, texts.subtitle, texts.source, in);
    fit_page(made);
    set_height(made, steps.size());
    set(made, "data", object_writer().add("values", list_of(std::move(rows))));
    set(made, "layer", list_of(std::move(layers)));
    return json::to_text(made);
}

} // namespace kohort
