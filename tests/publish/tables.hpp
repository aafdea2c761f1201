// Small tables made by hand.
#pragma once

#include <kohort/indicator/evaluate.hpp>

#include <algorithm>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace tables {

using namespace kohort;
using role = axis_position::role;

inline axis periods(std::initializer_list<const char*> labels) {
    std::vector<axis_position> positions;
    for (const auto* label : labels) positions.push_back({.code = label});
    return {axis::kind::period, "period", positions};
}

inline const axis_position unknown{.code = "unknown", .label = {"Okänt", "Unknown"}, .is = role::unknown};
inline const axis_position total{.code = "total", .label = {"Totalt", "Total"}, .is = role::total};

inline axis dimension(std::string name, std::vector<axis_position> positions) {
    return {axis::kind::dimension, std::move(name), std::move(positions)};
}

inline axis sexes() {
    return dimension(
        "sex", {{.code = "women", .label = {"Kvinnor", "Women"}}, {.code = "men", .label = {"Män", "Men"}}, total});
}

inline definition defined_as(std::string id, indicator_operator operation, measurement_unit unit, int decimals,
                             localised_text name = {}) {
    definition indicator;
    indicator.id = std::move(id);
    indicator.version = "2024";
    indicator.operation = std::move(operation);
    indicator.unit = unit;
    indicator.decimals = decimals;
    indicator.name = std::move(name);
    return indicator;
}

inline definition persons(localised_text name = {"Inskrivna", "Enrolled"}) {
    return defined_as("city.enrolled", count_operator{}, measurement_unit::persons, 0, std::move(name));
}

inline definition percent(int decimals, localised_text name = {"Andel till arbete", "Exits to work"}) {
    return defined_as("city.to_work", share_operator{}, measurement_unit::percent, decimals, std::move(name));
}

inline definition months(localised_text name = {"Inskrivningstid", "Time enrolled"}) {
    return defined_as("city.time", mean_operator{}, measurement_unit::months, 1, std::move(name));
}

/// A table whose cells are in the order of the cube: the last axis varies fastest, the first is the period.
inline indicator_table table_of(definition indicator, std::vector<axis> axes, std::vector<cell> cells) {
    indicator_table table{std::move(indicator), 0, cube(std::move(axes), {})};
    std::ranges::copy(cells, table.figures.cells().begin());
    return table;
}

/// A table of counts.
inline indicator_table counts(definition indicator, std::vector<axis> axes, std::vector<std::int64_t> numbers) {
    std::vector<cell> cells;
    for (const auto number : numbers) cells.push_back({number, 1, {}});
    return table_of(std::move(indicator), std::move(axes), std::move(cells));
}

} // namespace tables
