#include "cohort_views.hpp"

#include "aligned_text.hpp"
#include "curve.hpp"
#include "terminal.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kohort_cli {
namespace {

using kohort::interval_options;
using lines = std::vector<std::vector<std::string>>;

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

double quotient(std::int64_t part, std::int64_t whole) {
    return whole == 0 ? nothing : static_cast<double>(part) / static_cast<double>(whole);
}

std::string interval_text(double lower, double upper) {
    return std::isnan(lower) || std::isnan(upper) ? std::string("-") : percent(lower) + " - " + percent(upper);
}

std::string heading(const std::string& group, const std::string& rest, const text_style& style) {
    return emphasised(group.empty() ? rest : group + ": " + rest, emphasis::bold, style.colour) + "\n";
}

curve_frame frame_of(std::size_t curves, const text_style& style, std::string unit) {
    const auto lines_per_curve = curves == 1 ? std::size_t{10} : std::size_t{6};
    return {(std::min)(style.width, std::size_t{80}), lines_per_curve, style.unicode, std::move(unit)};
}

std::string level_text(const interval_options& interval) {
    const auto percent = std::to_string(std::lround(100 * interval.level));
    return percent + " % interval (" + std::string(name_of(interval.kind)) + ")";
}

/// Days at which curves are printed: 0, a month, a quarter, ... as far as the curve is known.
std::vector<std::int32_t> days_to_print(std::int32_t last) {
    std::vector<std::int32_t> days;
    for (const auto each : {0, 30, 91, 182, 365, 730, 1096, 1826, 3652})
        if (each < last) days.push_back(each);
    if (last > 0) days.push_back(last);
    return days;
}

/// The row of a curve that holds on a day: the last at or before it.
template <class Curve>
std::size_t row_on(const Curve& curve, std::int32_t day) {
    const auto next = std::upper_bound(curve.day.begin(), curve.day.end(), day);
    return static_cast<std::size_t>(next - curve.day.begin()) - 1;
}

/// The last day of any curve, so that they are drawn on one scale.
template <class Curve>
std::int32_t last_day(const std::vector<Curve>& curves) {
    std::int32_t last = 0;
    for (const auto& curve : curves)
        if (!curve.day.empty()) last = (std::max)(last, curve.day.back());
    return last;
}

// Survival

std::string days_text(double days) { return std::isnan(days) ? "-" : grouped(std::lround(days)); }

std::string survival_text(const kohort::survival_curve& curve, const curve_frame& frame, std::int32_t last,
                          const text_style& style) {
    const auto half = median(curve);
    const auto spells = grouped(curve.spells) + (curve.spells == 1 ? " spell" : " spells");
    auto text = heading(curve.group,
                        spells + ", median " + days_text(half.days) + " days (" + days_text(half.lower) + " - " +
                            days_text(half.upper) + ")",
                        style);
    if (curve.day.empty()) return text + "  nobody is at risk\n";
    const step_curve steps{
        {curve.day.begin(), curve.day.end()}, curve.survival, 1, static_cast<double>(curve.day.back())};
    text += drawn(steps, last, frame);
    lines table{{"day", "at risk", "still in", level_text(curve.interval)}};
    for (const auto day : days_to_print(curve.day.back())) {
        if (day < curve.day.front()) {
            table.push_back({std::to_string(day), std::to_string(curve.spells_at_risk.front()), percent(1), "-"});
            continue;
        }
        const auto at = row_on(curve, day);
        table.push_back({std::to_string(day), std::to_string(curve.spells_at_risk[at]), percent(curve.survival[at]),
                         interval_text(curve.lower[at], curve.upper[at])});
    }
    return text + aligned(table, style.colour, style.width);
}

std::string text_of(const std::vector<kohort::survival_curve>& curves, const text_style& style) {
    const auto last = last_day(curves);
    std::string text;
    for (const auto& curve : curves)
        text += (text.empty() ? "" : "\n") + survival_text(curve, frame_of(curves.size(), style, "days"), last, style);
    return text;
}

// Incidence

std::string incidence_text(const kohort::cumulative_incidence& of, std::int32_t last, const text_style& style) {
    auto text = heading(of.group, of.cause, style);
    if (of.day.empty()) return text + "  nobody is at risk\n";
    const step_curve steps{{of.day.begin(), of.day.end()}, of.incidence, 0, static_cast<double>(of.day.back())};
    text += drawn(steps, last, frame_of(2, style, "days"));
    lines table{{"day", "at risk", "left for it", level_text(of.interval)}};
    for (const auto day : days_to_print(of.day.back())) {
        if (day < of.day.front()) continue;
        const auto at = row_on(of, day);
        table.push_back({std::to_string(day), std::to_string(of.spells_at_risk[at]), percent(of.incidence[at]),
                         interval_text(of.lower[at], of.upper[at])});
    }
    return text + aligned(table, style.colour, style.width);
}

std::string text_of(const std::vector<kohort::cumulative_incidence>& curves, const text_style& style) {
    const auto last = last_day(curves);
    std::string text;
    for (const auto& curve : curves) text += (text.empty() ? "" : "\n") + incidence_text(curve, last, style);
    return text;
}

// Retention

std::string text_of(const std::vector<kohort::retention_triangle>& triangles, const text_style& style) {
    std::string text;
    for (const auto& triangle : triangles) {
        text += (text.empty() ? "" : "\n") + heading(triangle.group, "still in after so many months, percent", style);
        // Five letters a column besides the first two.
        const auto fitting = static_cast<int>((style.width - 20) / 5);
        const int step = (std::max)(1, (triangle.months + fitting - 1) / fitting);
        lines table{{"entered", "spells"}};
        for (int month = 0; month <= triangle.months; month += step) table.front().push_back(std::to_string(month));
        for (std::size_t at = 0; at < triangle.entry.size(); ++at) {
            table.push_back({triangle.entry[at].label(), std::to_string(triangle.at(at, 0).members)});
            for (int month = 0; month <= triangle.months; month += step) {
                const auto& cell = triangle.at(at, month);
                const auto share = cell.status.has_value() ? quotient(cell.retained, cell.members) : nothing;
                table.back().push_back(std::isnan(share) ? "-" : std::to_string(std::lround(100 * share)));
            }
        }
        text += aligned(table, style.colour, style.width);
    }
    return text;
}

// Returns

std::string text_of(const std::vector<kohort::return_rates>& rates, const text_style& style) {
    std::string text;
    for (const auto& rate : rates) {
        const auto& curve = rate.curve;
        const auto months = static_cast<int>(rate.known.size());
        text += (text.empty() ? "" : "\n") + heading(rate.group, grouped(rate.exits) + " exits", style);
        step_curve steps{{curve.day.begin(), curve.day.end()}, {}, 0, static_cast<double>(months)};
        for (const auto staying : curve.survival) steps.share.push_back(1 - staying);
        text += drawn(steps, months, frame_of(rates.size(), style, "months"));
        lines table{{"months", "followed", "back", "of them", "estimate", level_text(curve.interval)}};
        for (int month = 1; month <= months; ++month) {
            if (month != 1 && month % 3 != 0 && month != months) continue;
            const auto at = static_cast<std::size_t>(month) - 1;
            const auto back = returned_by(rate, month);
            table.push_back({std::to_string(month), std::to_string(rate.known[at]), std::to_string(rate.returned[at]),
                             percent(quotient(rate.returned[at], rate.known[at])), percent(back.share),
                             interval_text(back.lower, back.upper)});
        }
        text += aligned(table, style.colour, style.width);
    }
    return text;
}

// States and transitions

std::string text_of(const std::vector<kohort::state_distribution>& distributions, const text_style& style) {
    std::string text;
    for (const auto& spread : distributions) {
        text += (text.empty() ? "" : "\n") + heading(spread.group, "percent in each state after so many months", style);
        lines table{{"state"}, {"members known"}};
        for (std::size_t m = 0; m < spread.months.size(); ++m) {
            table[0].push_back(std::to_string(spread.months[m]));
            table[1].push_back(std::to_string(spread.known[m]));
        }
        for (std::size_t s = 0; s < spread.states.size(); ++s) {
            table.push_back({spread.states[s]});
            for (std::size_t m = 0; m < spread.months.size(); ++m)
                table.back().push_back(percent(quotient(spread.count[m * spread.states.size() + s], spread.known[m])));
        }
        table.push_back({"entropy"});
        for (const auto each : spread.entropy)
            table.back().push_back(std::isnan(each) ? "-" : std::to_string(each).substr(0, 5));
        text += aligned(table, style.colour, style.width);
    }
    return text;
}

std::string text_of(const kohort::transition_matrix& matrix, const text_style& style) {
    const auto step =
        "from month " + std::to_string(matrix.from_month) + " to month " + std::to_string(matrix.to_month);
    lines table{{"from", "to", "members", "of", "share"}};
    for (std::size_t from = 0; from < matrix.states.size(); ++from)
        for (std::size_t to = 0; to < matrix.states.size(); ++to)
            if (matrix.at(from, to) > 0)
                table.push_back({matrix.states[from], matrix.states[to], std::to_string(matrix.at(from, to)),
                                 std::to_string(matrix.leaving(from)), percent(matrix.share(from, to))});
    return heading(matrix.group, step, style) + aligned(table, style.colour, style.width);
}

std::string text_of(const std::vector<std::vector<kohort::transition_matrix>>& groups, const text_style& style) {
    std::string text;
    for (const auto& steps : groups)
        for (const auto& matrix : steps) text += (text.empty() ? "" : "\n") + text_of(matrix, style);
    return text;
}

// Attrition

std::string text_of(const std::vector<kohort::attrition_step>& steps, const text_style& style) {
    lines table{{"condition", "rows out", "rows", "persons out", "persons"}};
    for (const auto& step : steps)
        table.push_back({step.condition, grouped(step.rows_removed), grouped(step.rows_left),
                         grouped(step.persons_removed), grouped(step.persons_left)});
    return aligned(table, style.colour, style.width);
}

} // namespace

std::string drawn(const kohort::cohort_findings& findings, const text_style& style) {
    return std::visit([&](const auto& answer) { return text_of(answer, style); }, findings.answer);
}

} // namespace kohort_cli
