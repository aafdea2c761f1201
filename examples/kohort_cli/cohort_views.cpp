#include "cohort_views.hpp"

#include "curve.hpp"
#include "failure.hpp"
#include "terminal.hpp"

#include <kohort/cohort/competing_exits.hpp>
#include <kohort/cohort/group_tests.hpp>
#include <kohort/cohort/retention.hpp>
#include <kohort/cohort/returns.hpp>
#include <kohort/cohort/survival.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace kohort_cli {
namespace {

using kohort::interval_options;
using row = std::vector<figure>;
using lines = std::vector<std::vector<std::string>>;

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

template <class T>
T value_or_failure(kohort::result<T> made, const std::string& id) {
    if (!made) throw failure(made.errors(), id);
    return *std::move(made);
}

double quotient(std::int64_t part, std::int64_t whole) {
    return whole == 0 ? nothing : static_cast<double>(part) / static_cast<double>(whole);
}

std::string interval_text(double lower, double upper) {
    return std::isnan(lower) || std::isnan(upper) ? std::string("-") : percent(lower) + " - " + percent(upper);
}

std::string heading(const std::string& group, const std::string& rest, const text_style& style) {
    return emphasised(group.empty() ? rest : group + ": " + rest, emphasis::bold, style.colour) + "\n";
}

curve_frame frame_of(const cohort_request& request, const text_style& style, std::string unit) {
    const auto lines_per_curve = request.groups.size() == 1 ? std::size_t{10} : std::size_t{6};
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

std::string status_of(double value) { return std::isfinite(value) ? "" : "not_applicable"; }

kohort::duration_counts durations_of(const cohort_request& request) {
    const auto& definition = request.definition;
    return value_or_failure(count_durations(request.members, request.groups, definition.exits), definition.id);
}

// Survival

std::string days_text(double days) { return std::isnan(days) ? "-" : grouped(std::lround(days)); }

std::string survival_text(const cohort_request& request, const kohort::survival_curve& curve, std::int32_t last,
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
    text += drawn(steps, last, frame_of(request, style, "days"));
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

void add_survival_rows(const std::string& id, const kohort::survival_curve& curve, figure_rows& figures) {
    for (std::size_t at = 0; at < curve.day.size(); ++at) {
        const auto add = [&](const char* estimator, double value, double error, double lower, double upper) {
            figures.rows.push_back(row{id, curve.group, std::string(estimator), std::int64_t{curve.day[at]},
                                       curve.spells_at_risk[at], curve.exits[at], curve.censored[at], value, error,
                                       lower, upper, std::string(name_of(curve.interval.kind)), curve.interval.level,
                                       status_of(value)});
        };
        add("kaplan_meier", curve.survival[at], curve.standard_error[at], curve.lower[at], curve.upper[at]);
        add("nelson_aalen", curve.cumulative_hazard[at], curve.cumulative_hazard_error[at], curve.hazard_lower[at],
            curve.hazard_upper[at]);
    }
}

std::string p_text(double p) {
    if (p < 0.001) return "< 0.001";
    auto text = std::to_string(p);
    return text.substr(0, text.find('.') + 4);
}

cohort_view survival_view(const cohort_request& request, const text_style& style) {
    cohort_view view;
    view.figures.columns = {"cohort", "group",          "estimator", "day",   "at_risk",  "exits", "censored",
                            "value",  "standard_error", "lower",     "upper", "interval", "level", "status"};
    const auto counts = durations_of(request);
    const auto curves = value_or_failure(kaplan_meier(counts, request.arguments.interval), request.definition.id);
    for (const auto& curve : curves) {
        view.text += (view.text.empty() ? "" : "\n") +
                     survival_text(request, curve, static_cast<std::int32_t>(counts.days) - 1, style);
        add_survival_rows(request.definition.id, curve, view.figures);
    }
    view.notes.push_back("still in: Kaplan-Meier estimate of the share whose spell lasts longer");
    if (const auto test = log_rank(counts); test && curves.size() > 1)
        view.notes.push_back("log-rank test that the groups do not differ: p " + p_text(test->p_value));
    return view;
}

// Incidence

std::string incidence_text(const cohort_request& request, const kohort::cumulative_incidence& of, std::int32_t last,
                           const text_style& style) {
    auto text = heading(of.group, of.cause, style);
    if (of.day.empty()) return text + "  nobody is at risk\n";
    const step_curve steps{{of.day.begin(), of.day.end()}, of.incidence, 0, static_cast<double>(of.day.back())};
    auto frame = frame_of(request, style, "days");
    frame.height = 6;
    text += drawn(steps, last, frame);
    lines table{{"day", "at risk", "left for it", level_text(of.interval)}};
    for (const auto day : days_to_print(of.day.back())) {
        if (day < of.day.front()) continue;
        const auto at = row_on(of, day);
        table.push_back({std::to_string(day), std::to_string(of.spells_at_risk[at]), percent(of.incidence[at]),
                         interval_text(of.lower[at], of.upper[at])});
    }
    return text + aligned(table, style.colour, style.width);
}

cohort_view incidence_view(const cohort_request& request, const text_style& style) {
    cohort_view view;
    view.figures.columns = {"cohort", "group",          "cause", "estimator", "day",      "at_risk", "exits",
                            "value",  "standard_error", "lower", "upper",     "interval", "level",   "status"};
    const auto counts = durations_of(request);
    const auto curves = value_or_failure(
        cumulative_incidences(counts, kohort::incidence_variance::greenwood, request.arguments.interval),
        request.definition.id);
    for (const auto& curve : curves) {
        view.text += (view.text.empty() ? "" : "\n") +
                     incidence_text(request, curve, static_cast<std::int32_t>(counts.days) - 1, style);
        for (std::size_t at = 0; at < curve.day.size(); ++at)
            view.figures.rows.push_back(
                row{request.definition.id, curve.group, curve.cause, std::string("aalen_johansen"),
                    std::int64_t{curve.day[at]}, curve.spells_at_risk[at], curve.exits[at], curve.incidence[at],
                    curve.standard_error[at], curve.lower[at], curve.upper[at],
                    std::string(name_of(curve.interval.kind)), curve.interval.level, status_of(curve.incidence[at])});
    }
    view.notes.push_back("left for it: Aalen-Johansen estimate of the share who have left for this reason; other "
                         "reasons compete");
    if (counts.causes.size() < 2)
        view.notes.push_back("the cohort's definition names no \"causes\": all exits are one");
    return view;
}

// Retention

cohort_view retention_view(const cohort_request& request, const text_style& style) {
    cohort_view view;
    view.figures.columns = {"cohort", "group", "entered", "month", "members", "retained", "value", "status"};
    const auto& arguments = request.arguments;
    const auto triangles =
        value_or_failure(kohort::retention(request.members, request.groups,
                                           {arguments.months, arguments.per, kohort::retention_of::spell, {}}),
                         request.definition.id);
    for (const auto& triangle : triangles) {
        view.text +=
            (view.text.empty() ? "" : "\n") + heading(triangle.group, "still in after so many months, percent", style);
        // Five letters a column besides the first two.
        const auto fitting = static_cast<int>((style.width - 20) / 5);
        const int step = (std::max)(1, (triangle.months + fitting - 1) / fitting);
        lines table{{"entered", "spells"}};
        for (int month = 0; month <= triangle.months; month += step) table.front().push_back(std::to_string(month));
        for (std::size_t at = 0; at < triangle.entry.size(); ++at) {
            const auto& first = triangle.at(at, 0);
            table.push_back({triangle.entry[at].label(), std::to_string(first.members)});
            for (int month = 0; month <= triangle.months; ++month) {
                const auto& cell = triangle.at(at, month);
                const auto share = cell.status.has_value() ? quotient(cell.retained, cell.members) : nothing;
                if (month % step == 0)
                    table.back().push_back(std::isnan(share) ? "-" : std::to_string(std::lround(100 * share)));
                view.figures.rows.push_back(row{request.definition.id, triangle.group, triangle.entry[at].label(),
                                                std::int64_t{month}, cell.members, cell.retained, share,
                                                to_string(cell.status)});
            }
        }
        view.text += aligned(table, style.colour, style.width);
    }
    view.notes.push_back("a - is a time that has not passed for all of the period's entrants: not known, not zero");
    return view;
}

// Returns

cohort_view returns_view(const cohort_request& request, const text_style& style) {
    cohort_view view;
    view.figures.columns = {"cohort",         "group", "estimator", "month",    "at_risk", "returned", "value",
                            "standard_error", "lower", "upper",     "interval", "level",   "status"};
    std::vector<kohort::spell_source> sources;
    for (const auto& spells : request.members.registers) sources.push_back({spells.get(), {}});
    const auto rates = value_or_failure(
        return_rates_of(request.members, request.groups, sources, request.arguments.months, request.arguments.interval),
        request.definition.id);
    for (const auto& rate : rates) {
        const auto& curve = rate.curve;
        view.text += (view.text.empty() ? "" : "\n") + heading(rate.group, grouped(rate.exits) + " exits", style);
        step_curve steps{{curve.day.begin(), curve.day.end()}, {}, 0, static_cast<double>(request.arguments.months)};
        for (const auto staying : curve.survival) steps.share.push_back(1 - staying);
        view.text += drawn(steps, request.arguments.months, frame_of(request, style, "months"));
        lines table{{"months", "followed", "back", "of them", "estimate", level_text(curve.interval)}};
        for (int month = 1; month <= request.arguments.months; ++month) {
            const auto at = static_cast<std::size_t>(month) - 1;
            const auto known = rate.known[at], returned = rate.returned[at];
            const auto known_share = quotient(returned, known);
            view.figures.rows.push_back(row{request.definition.id, rate.group, std::string("known_only"),
                                            std::int64_t{month}, known, returned, known_share, nothing, nothing,
                                            nothing, std::string(), nothing, std::string(known == 0 ? "missing" : "")});
            const bool is_known = !std::isnan(survival_on(curve, month)) && known > 0;
            const bool has_row = is_known && !curve.day.empty() && curve.day.front() <= month;
            const auto r = has_row ? row_on(curve, month) : 0;
            const double back = is_known ? 1 - survival_on(curve, month) : nothing;
            const double error = has_row ? curve.standard_error[r] : nothing;
            const double lower = has_row ? 1 - curve.upper[r] : nothing, upper = has_row ? 1 - curve.lower[r] : nothing;
            view.figures.rows.push_back(row{request.definition.id, rate.group, std::string("kaplan_meier"),
                                            std::int64_t{month}, has_row ? curve.spells_at_risk[r] : known, returned,
                                            back, error, lower, upper, std::string(name_of(curve.interval.kind)),
                                            curve.interval.level, std::string(is_known ? "" : "missing")});
            if (month == 1 || month % 3 == 0 || month == request.arguments.months)
                table.push_back({std::to_string(month), std::to_string(known), std::to_string(returned),
                                 percent(known_share), percent(back), interval_text(lower, upper)});
        }
        view.text += aligned(table, style.colour, style.width);
    }
    view.notes.push_back("of them: of those who are followed so long; estimate: Kaplan-Meier, of all exits");
    return view;
}

// States and transitions

kohort::state_sequences sequences_of(const cohort_request& request, const std::vector<int>& months) {
    const auto& definition = request.definition;
    if (definition.states.empty())
        throw failure(exit_status::wrong_document,
                      definition.id + ": /states: there are no states; name them in the cohort's definition: "
                                      "\"states\": [{\"state\": \"work\", \"register\": \"employment\"}]");
    const auto states = value_or_failure(states_of(definition, request.data), definition.id);
    return value_or_failure(states_after(request.members, states, definition.otherwise, months), definition.id);
}

cohort_view states_view(const cohort_request& request, const text_style& style) {
    cohort_view view;
    view.figures.columns = {"cohort", "group", "month", "state", "known", "count", "value", "entropy", "status"};
    std::vector<int> months;
    for (int month = 0; month <= request.arguments.months; month += 3) months.push_back(month);
    const auto sequences = sequences_of(request, months);
    for (const auto& spread : distribution(sequences, request.groups)) {
        view.text += (view.text.empty() ? "" : "\n") +
                     heading(spread.group, "percent in each state after so many months", style);
        lines table{{"state"}, {"members known"}};
        for (std::size_t m = 0; m < months.size(); ++m) {
            table[0].push_back(std::to_string(months[m]));
            table[1].push_back(std::to_string(spread.known[m]));
        }
        for (std::size_t s = 0; s < spread.states.size(); ++s) {
            table.push_back({spread.states[s]});
            for (std::size_t m = 0; m < months.size(); ++m) {
                const auto count = spread.count[m * spread.states.size() + s];
                const auto share = quotient(count, spread.known[m]);
                table.back().push_back(percent(share));
                view.figures.rows.push_back(row{request.definition.id, spread.group, std::int64_t{months[m]},
                                                spread.states[s], spread.known[m], count, share, spread.entropy[m],
                                                std::string(spread.known[m] == 0 ? "missing" : "")});
            }
        }
        table.push_back({"entropy"});
        for (const auto each : spread.entropy)
            table.back().push_back(std::isnan(each) ? "-" : std::to_string(each).substr(0, 5));
        view.text += aligned(table, style.colour, style.width);
    }
    view.notes.push_back("entropy: 0 when all are in one state, 1 when every state has as many");
    return view;
}

void add_transitions(const cohort_request& request, const kohort::transition_matrix& matrix, const text_style& style,
                     cohort_view& view) {
    const auto step =
        "from month " + std::to_string(matrix.from_month) + " to month " + std::to_string(matrix.to_month);
    view.text += (view.text.empty() ? "" : "\n") + heading(matrix.group, step, style);
    lines table{{"from", "to", "members", "of", "share"}};
    for (std::size_t from = 0; from < matrix.states.size(); ++from) {
        const auto leaving = matrix.leaving(from);
        for (std::size_t to = 0; to < matrix.states.size(); ++to) {
            const auto share = matrix.share(from, to);
            if (matrix.at(from, to) > 0)
                table.push_back({matrix.states[from], matrix.states[to], std::to_string(matrix.at(from, to)),
                                 std::to_string(leaving), percent(share)});
            view.figures.rows.push_back(row{request.definition.id, matrix.group, std::int64_t{matrix.from_month},
                                            std::int64_t{matrix.to_month}, matrix.states[from], matrix.states[to],
                                            leaving, matrix.at(from, to), share, status_of(share)});
        }
    }
    view.text += aligned(table, style.colour, style.width);
}

cohort_view transitions_view(const cohort_request& request, const text_style& style) {
    cohort_view view;
    view.figures.columns = {"cohort", "group",   "from_month", "to_month", "from",
                            "to",     "members", "count",      "value",    "status"};
    std::vector<int> months;
    for (int month = 0; month <= request.arguments.months; month += 3) months.push_back(month);
    if (months.size() < 2) throw usage_failure("--months must be at least 3: transitions are from quarter to quarter");
    const auto sequences = sequences_of(request, months);
    std::vector<std::vector<kohort::transition_matrix>> by_group(request.groups.size());
    for (std::size_t column = 0; column + 1 < months.size(); ++column) {
        auto step = transitions(sequences, request.groups, column, column + 1);
        for (std::size_t g = 0; g < by_group.size(); ++g) by_group[g].push_back(std::move(step[g]));
    }
    for (const auto& steps : by_group) {
        for (const auto& matrix : steps) add_transitions(request, matrix, style, view);
        const auto test = equal_transitions(steps);
        if (!test) continue;
        view.notes.push_back((steps.front().group.empty() ? "" : steps.front().group + ": ") +
                             "chi-squared test that all steps have the same shares (stationarity): " +
                             std::to_string(std::lround(test->statistic)) + " on " +
                             std::to_string(test->degrees_of_freedom) + " degrees of freedom, p " +
                             p_text(test->p_value));
    }
    return view;
}

// Attrition

cohort_view attrition_view(const cohort_request& request, const text_style& style) {
    cohort_view view;
    view.figures.columns = {"cohort",          "step",      "condition",   "rows_removed",
                            "persons_removed", "rows_left", "persons_left"};
    lines table{{"condition", "rows out", "rows", "persons out", "persons"}};
    for (const auto& step : request.members.attrition) {
        view.figures.rows.push_back(row{request.definition.id, static_cast<std::int64_t>(view.figures.rows.size()),
                                        step.condition, step.rows_removed, step.persons_removed, step.rows_left,
                                        step.persons_left});
        table.push_back({step.condition, grouped(step.rows_removed), grouped(step.rows_left),
                         grouped(step.persons_removed), grouped(step.persons_left)});
    }
    view.text = aligned(table, style.colour, style.width);
    return view;
}

} // namespace

cohort_view view_of(const cohort_request& request, const text_style& style) {
    switch (request.arguments.show) {
    case cohort_show::survival:
        return survival_view(request, style);
    case cohort_show::incidence:
        return incidence_view(request, style);
    case cohort_show::retention:
        return retention_view(request, style);
    case cohort_show::attrition:
        return attrition_view(request, style);
    case cohort_show::returns:
        return returns_view(request, style);
    case cohort_show::states:
        return states_view(request, style);
    case cohort_show::transitions:
        return transitions_view(request, style);
    }
    return {};
}

} // namespace kohort_cli
