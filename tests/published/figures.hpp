// The printed figures of `figures.csv` in a data set: each a named cell of a published table.
#pragma once

#include <kohort/spells/data_set.hpp>

#include <audit/csv_rows.hpp>

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace published_test {

using row = audit_test::row;

inline std::vector<std::string> parts_of(const std::string& text, char between) {
    std::vector<std::string> parts{""};
    for (const char letter : text) {
        if (letter == between)
            parts.emplace_back();
        else
            parts.back() += letter;
    }
    return parts;
}

/// "row" -> "varav" of the other dimensions "counting=per_target_group;row=varav"; empty when it is not there.
inline std::string other_dimension(const row& figure, const std::string& name) {
    for (const auto& part : parts_of(figure.at("other_dims"), ';'))
        if (part.starts_with(name + "=")) return part.substr(name.size() + 1);
    return {};
}

/// A number as an exact fraction: "62.6" -> 313/5, "-39" -> -39.
inline kohort::ratio exact(std::string number) {
    std::int64_t scale = 1;
    if (const auto point = number.find('.'); point != std::string::npos) {
        for (auto place = point + 1; place < number.size(); ++place) scale *= 10;
        number.erase(point, 1);
    }
    return {std::stoll(number), scale};
}

/// Units that the figures have and the grammar calls otherwise.
inline kohort::measurement_unit unit_of(const row& figure) {
    const auto& name = figure.at("unit");
    if (name == "percentage_points") return kohort::measurement_unit::points;
    return kohort::parse_measurement_unit(name).value_or(kohort::measurement_unit::count); // "other"
}

/// The year of the report in which a figure stands.
inline std::string edition_of(const row& figure) {
    return figure.at("document").substr(figure.at("document").size() - 4);
}

/// The period of a figure as a period literal; empty when there is none that it could be ("2022/2023-11", "..").
inline std::string period_of(const row& figure) {
    const auto ends = parts_of(figure.at("period"), '/');
    const auto first = kohort::parse_period(ends.front()), last = kohort::parse_period(ends.back());
    if (!first || !last) return {};
    if (ends.size() == 1) return ends.front();
    const auto year = kohort::period_containing({kohort::frequency::year}, first->first_day());
    if (year.span() == kohort::window{first->first_day(), last->last_day()}) return year.label();
    return to_string(first->first_day()) + ".." + to_string(last->last_day());
}

/// All figures in the order of the file.
inline const std::vector<row>& figures_in_order() {
    static const auto rows = audit_test::rows_of(audit_test::published("figures.csv"));
    return rows;
}

/// All figures by their ids.
inline const std::map<std::string, row>& figures() {
    static const auto by_id = [] {
        std::map<std::string, row> made;
        for (const auto& figure : figures_in_order()) made.emplace(figure.at("id"), figure);
        return made;
    }();
    return by_id;
}

/// A text as a field of a CSV file.
inline std::string field(const std::string& text) {
    std::string quoted = "\"";
    for (const char letter : text) quoted += letter == '"' ? "\"\"" : std::string(1, letter);
    return quoted + '"';
}

/// Reads rows of a published table, whose columns are cell, period, value and those of the dimensions.
inline void add_table(kohort::data_set& data, const std::string& name, kohort::measurement_unit unit,
                      const std::string& rows, std::vector<kohort::dimension_schema> dimensions = {}) {
    kohort::cells_schema schema;
    schema.name = name;
    schema.cell = "cell";
    schema.period = "period";
    schema.value = "value";
    schema.unit = unit;
    std::string header = "cell,period,value";
    for (const auto& dimension : dimensions) header += "," + dimension.column;
    schema.dimensions = std::move(dimensions);
    const auto problems = data.read_text(schema, header + "\n" + rows, name);
    ASSERT_FALSE(problems) << to_string(*problems);
    EXPECT_EQ(data.quality().back().rows_rejected, 0) << name;
}

} // namespace published_test
