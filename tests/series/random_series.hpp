// Random series with gaps and every status, and what operations make of them by definition, period by period.
#pragma once

#include <kohort/interop/gtest.hpp>
#include <kohort/series/series.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace series_test {

using namespace kohort;
using number = boost::multiprecision::cpp_rational;

inline number exactly(ratio value) { return {value.numerator(), value.denominator()}; }

inline cell count(std::int64_t value) { return {value, 1, {}}; }
inline cell gap(availability why = availability::missing) { return {0, 1, why}; }
inline cell flagged(std::int64_t value, obs_flag flag) {
    cell made = count(value);
    made.status.add(flag);
    return made;
}

inline period month(int year, int which) {
    return parse_period(std::to_string(year) + (which < 10 ? "-0" : "-") + std::to_string(which)).value();
}

inline series_description about(series_kind kind, frequency every = frequency::month,
                                measurement_unit unit = measurement_unit::count) {
    return {"test", {"prov", "test"}, kind, unit, {every}};
}

/// One line of consecutive periods from `first`.
inline series line_from(const period& first, std::vector<cell> cells, series_kind kind = series_kind::flow) {
    std::vector<period> periods;
    for (std::size_t i = 0; i < cells.size(); ++i) periods.push_back(first + static_cast<std::int32_t>(i));
    return {about(kind, first.periodicity().every), periods, std::move(cells)};
}

struct random_options {
    series_kind kind = series_kind::flow;
    frequency every = frequency::month;
    bool fractions = false; ///< values with denominators, as printed shares have them
    bool all_plain = false; ///< no gap and no status
    int lines = 1;
};

/// About 40 periods, of which some are not in the series; every availability and flag occurs.
inline series random_series(unsigned seed, const random_options& options = {}) {
    std::mt19937 random(seed);
    const auto pick = [&random](int from, int to) { return std::uniform_int_distribution(from, to)(random); };
    std::vector<period> periods;
    auto next = period_containing({options.every}, from_civil({2010 + pick(0, 9), 1, 1})) + pick(0, 11);
    for (int i = pick(30, 50); i > 0; --i, next = next.next())
        if (options.all_plain || periods.empty() || pick(0, 15) > 0) periods.push_back(next);
    const bool is_clean = options.all_plain || pick(0, 4) == 0;
    std::vector<axis_position> positions;
    for (const auto& each : periods) positions.push_back({each.label(), {each.label(), each.label()}});
    std::vector<axis_position> groups;
    for (int g = 0; g < options.lines; ++g) groups.push_back({.code = "g" + std::to_string(g)});
    const bool ratios = options.kind == series_kind::ratio;
    cube made({{axis::kind::dimension, "group", groups}, {axis::kind::period, "period", positions}},
              {additivity::over_groups::all, options.kind != series_kind::stock, {}, ratios});
    for (auto& figure : made.cells()) {
        figure.numerator = options.fractions ? ratio(pick(-60, 300), pick(1, 12)) : ratio(pick(-3, 30));
        if (ratios) figure.denominator = pick(0, 20);
        if (figure.denominator == ratio(0)) {
            figure.numerator = 0;
            figure.status.is = availability::not_applicable;
        }
        if (is_clean) continue;
        if (pick(0, 5) == 0) {
            figure.status.is = static_cast<availability>(pick(1, 5));
            figure.numerator = 0;
            if (!ratios || figure.status.is != availability::not_applicable) figure.denominator = 1;
        }
        if (pick(0, 6) == 0) figure.status.add(static_cast<obs_flag>(1 << pick(0, 4)));
    }
    auto description = about(options.kind, options.every);
    return series::from(made, description).value();
}

/// The figures of a line by the period's ordinal.
inline std::map<std::int32_t, cell> by_ordinal(const series& of, std::size_t line = 0) {
    std::map<std::int32_t, cell> figures;
    for (std::size_t i = 0; i < of.size(); ++i) figures[of.ordinals()[i]] = of.line(line)[i];
    return figures;
}

inline cell figure_at(const std::map<std::int32_t, cell>& figures, std::int32_t ordinal) {
    const auto found = figures.find(ordinal);
    return found == figures.end() ? gap() : found->second;
}

/// A figure as it should be: the value when there is one, and the status.
struct expected_figure {
    std::optional<number> value;
    obs_status status;
};

inline void expect_figure(const cell& made, const expected_figure& expected, const std::string& where) {
    EXPECT_EQ(to_string(made.status), to_string(expected.status)) << where;
    if (made.status.has_value() && expected.value) {
        EXPECT_EQ(exactly(made.numerator) / exactly(made.denominator), *expected.value) << where;
    }
}

/// The strongest availability of some statuses, by the order of the house plan, and all their flags.
inline obs_status sum_status(const std::vector<obs_status>& parts) {
    obs_status status(parts.empty() ? availability::normal : availability::nil);
    for (const auto& part : parts) {
        const auto rank = [](availability each) {
            switch (each) {
            case availability::not_applicable:
                return 5;
            case availability::missing:
                return 4;
            case availability::suppressed:
                return 3;
            case availability::suppressed_secondary:
                return 2;
            case availability::normal:
                return 1;
            default:
                return 0;
            }
        };
        if (rank(part.is) > rank(status.is)) status.is = part.is;
        status.flags = static_cast<std::uint8_t>(status.flags | part.flags);
    }
    return status;
}

inline number value(const cell& figure) { return exactly(figure.numerator) / exactly(figure.denominator); }

} // namespace series_test
