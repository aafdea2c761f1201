// The columns of each answer about a cohort.
#include <kohort/base/obs_status.hpp>
#include <kohort/publish/cohort_findings.hpp>

#include <cmath>
#include <initializer_list>
#include <limits>
#include <string_view>

namespace kohort {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

enum class kind : unsigned char { text, whole, number };

/// Columns that grow row by row; a row has a value of the column's kind for each.
class figure_writer {
  public:
    figure_writer(std::initializer_list<std::pair<const char*, kind>> columns) {
        for (const auto& [name, is] : columns) {
            auto& made = columns_.emplace_back(figure_column{name});
            if (is == kind::whole) made.values.emplace<std::vector<std::int64_t>>();
            if (is == kind::number) made.values.emplace<std::vector<double>>();
        }
    }
    template <class... Values>
    void add_row(const Values&... values) {
        std::size_t column = 0;
        (add(columns_[column++], values), ...);
    }
    [[nodiscard]] std::vector<figure_column> take() && { return std::move(columns_); }

  private:
    static void add(figure_column& to, std::string_view text) {
        std::get<std::vector<std::string>>(to.values).emplace_back(text);
    }
    static void add(figure_column& to, std::int64_t whole) {
        std::get<std::vector<std::int64_t>>(to.values).push_back(whole);
    }
    static void add(figure_column& to, int whole) { add(to, std::int64_t{whole}); }
    static void add(figure_column& to, double number) { std::get<std::vector<double>>(to.values).push_back(number); }

    std::vector<figure_column> columns_;
};

using columns = std::vector<figure_column>;

double quotient(std::int64_t part, std::int64_t whole) {
    return whole == 0 ? none : static_cast<double>(part) / static_cast<double>(whole);
}

std::string_view status_of(double value) { return std::isfinite(value) ? "" : "not_applicable"; }
std::string_view status_of_known(std::int64_t known) { return known == 0 ? "missing" : ""; }

columns columns_of(const std::string& id, const std::vector<survival_curve>& curves) {
    figure_writer made{{"cohort", kind::text},     {"group", kind::text},    {"estimator", kind::text},
                       {"day", kind::whole},       {"at_risk", kind::whole}, {"exits", kind::number},
                       {"censored", kind::number}, {"value", kind::number},  {"standard_error", kind::number},
                       {"lower", kind::number},    {"upper", kind::number},  {"interval", kind::text},
                       {"level", kind::number},    {"status", kind::text}};
    for (const auto& curve : curves)
        for (std::size_t at = 0; at < curve.day.size(); ++at) {
            const auto add = [&](const char* estimator, double value, double error, double lower, double upper) {
                made.add_row(id, curve.group, estimator, curve.day[at], curve.spells_at_risk[at], curve.exits[at],
                             curve.censored[at], value, error, lower, upper, name_of(curve.interval.kind),
                             curve.interval.level, status_of(value));
            };
            add("kaplan_meier", curve.survival[at], curve.standard_error[at], curve.lower[at], curve.upper[at]);
            add("nelson_aalen", curve.cumulative_hazard[at], curve.cumulative_hazard_error[at], curve.hazard_lower[at],
                curve.hazard_upper[at]);
        }
    return std::move(made).take();
}

columns columns_of(const std::string& id, const std::vector<cumulative_incidence>& curves) {
    figure_writer made{{"cohort", kind::text},    {"group", kind::text},   {"cause", kind::text},
                       {"estimator", kind::text}, {"day", kind::whole},    {"at_risk", kind::whole},
                       {"exits", kind::number},   {"value", kind::number}, {"standard_error", kind::number},
                       {"lower", kind::number},   {"upper", kind::number}, {"interval", kind::text},
                       {"level", kind::number},   {"status", kind::text}};
    for (const auto& curve : curves)
        for (std::size_t at = 0; at < curve.day.size(); ++at)
            made.add_row(id, curve.group, curve.cause, "aalen_johansen", curve.day[at], curve.spells_at_risk[at],
                         curve.exits[at], curve.incidence[at], curve.standard_error[at], curve.lower[at],
                         curve.upper[at], name_of(curve.interval.kind), curve.interval.level,
                         status_of(curve.incidence[at]));
    return std::move(made).take();
}

columns columns_of(const std::string& id, const std::vector<retention_triangle>& triangles) {
    figure_writer made{{"cohort", kind::text},  {"group", kind::text},    {"entered", kind::text},
                       {"month", kind::whole},  {"members", kind::whole}, {"retained", kind::whole},
                       {"value", kind::number}, {"status", kind::text}};
    for (const auto& triangle : triangles)
        for (std::size_t row = 0; row < triangle.entry.size(); ++row)
            for (int month = 0; month <= triangle.months; ++month) {
                const auto& cell = triangle.at(row, month);
                made.add_row(id, triangle.group, triangle.entry[row].label(), month, cell.members, cell.retained,
                             cell.status.has_value() ? quotient(cell.retained, cell.members) : none,
                             to_string(cell.status));
            }
    return std::move(made).take();
}

columns columns_of(const std::string& id, const std::vector<return_rates>& rates) {
    figure_writer made{{"cohort", kind::text},    {"group", kind::text},
                       {"estimator", kind::text}, {"month", kind::whole},
                       {"at_risk", kind::whole},  {"returned", kind::whole},
                       {"value", kind::number},   {"standard_error", kind::number},
                       {"lower", kind::number},   {"upper", kind::number},
                       {"interval", kind::text},  {"level", kind::number},
                       {"status", kind::text}};
    for (const auto& rate : rates)
        for (int month = 1; month <= static_cast<int>(rate.known.size()); ++month) {
            const auto at = static_cast<std::size_t>(month) - 1;
            const auto known = rate.known[at], returned = rate.returned[at];
            made.add_row(id, rate.group, "known_only", month, known, returned, quotient(returned, known), none, none,
                         none, "", none, status_of_known(known));
            const auto back = returned_by(rate, month);
            made.add_row(id, rate.group, "kaplan_meier", month, back.at_risk, returned, back.share, back.standard_error,
                         back.lower, back.upper, name_of(rate.curve.interval.kind), rate.curve.interval.level,
                         std::isnan(back.share) ? "missing" : "");
        }
    return std::move(made).take();
}

columns columns_of(const std::string& id, const std::vector<state_distribution>& distributions) {
    figure_writer made{{"cohort", kind::text},  {"group", kind::text},     {"month", kind::whole},
                       {"state", kind::text},   {"known", kind::whole},    {"count", kind::whole},
                       {"value", kind::number}, {"entropy", kind::number}, {"status", kind::text}};
    // Of every state all months: that is how they are read.
    for (const auto& spread : distributions)
        for (std::size_t state = 0; state < spread.states.size(); ++state)
            for (std::size_t month = 0; month < spread.months.size(); ++month) {
                const auto count = spread.count[month * spread.states.size() + state];
                const auto known = spread.known[month];
                made.add_row(id, spread.group, spread.months[month], spread.states[state], known, count,
                             quotient(count, known), spread.entropy[month], status_of_known(known));
            }
    return std::move(made).take();
}

columns columns_of(const std::string& id, const std::vector<std::vector<transition_matrix>>& groups) {
    figure_writer made{{"cohort", kind::text},    {"group", kind::text},  {"from_month", kind::whole},
                       {"to_month", kind::whole}, {"from", kind::text},   {"to", kind::text},
                       {"members", kind::whole},  {"count", kind::whole}, {"value", kind::number},
                       {"status", kind::text}};
    for (const auto& steps : groups)
        for (const auto& matrix : steps)
            for (std::size_t from = 0; from < matrix.states.size(); ++from)
                for (std::size_t to = 0; to < matrix.states.size(); ++to) {
                    const auto share = matrix.share(from, to);
                    made.add_row(id, matrix.group, matrix.from_month, matrix.to_month, matrix.states[from],
                                 matrix.states[to], matrix.leaving(from), matrix.at(from, to), share, status_of(share));
                }
    return std::move(made).take();
}

columns columns_of(const std::string& id, const std::vector<attrition_step>& steps) {
    figure_writer made{{"cohort", kind::text},           {"step", kind::whole},
                       {"condition", kind::text},        {"rows_removed", kind::whole},
                       {"persons_removed", kind::whole}, {"rows_left", kind::whole},
                       {"persons_left", kind::whole}};
    for (std::size_t at = 0; at < steps.size(); ++at) {
        const auto& step = steps[at];
        made.add_row(id, static_cast<std::int64_t>(at), step.condition, step.rows_removed, step.persons_removed,
                     step.rows_left, step.persons_left);
    }
    return std::move(made).take();
}

} // namespace

std::vector<figure_column> figures_of(const cohort_findings& findings) {
    return std::visit([&](const auto& answer) { return columns_of(findings.cohort, answer); }, findings.answer);
}

} // namespace kohort
