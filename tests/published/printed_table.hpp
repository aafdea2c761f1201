// Whole tables of the reports as cubes: the rows of figures.csv that stand in one table, by the dimensions it is
// printed by, read as a published table and evaluated as a definition broken down by them.
#pragma once

#include <kohort/cube/cube.hpp>
#include <kohort/indicator/builder.hpp>
#include <kohort/indicator/evaluate.hpp>

#include "figures.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace published_test {

/// A dimension by which a table is printed.
struct printed_axis {
    std::string name;        ///< a column of figures.csv or one of its other dimensions
    std::string total;       ///< how the total is called there, several words with | between; so is what has no code
    std::string subtotals{}; ///< the other dimension that says to which subtotal a row belongs
};

/// One table of one report, or the part of it that has one measure, period and unit.
struct printed_table {
    std::string document;
    std::string title;                       ///< the beginning of the table's title
    std::map<std::string, std::string> only; ///< values of columns or other dimensions, several with | between
    std::vector<printed_axis> axes;
    bool blanks_are_nil = false;                   ///< a row without a number in a column has nothing there
    std::map<std::string, std::string> of_which{}; ///< rows that are part of another, by the other
    std::string name{};                            ///< for messages
    kohort::additivity adds{};
    kohort::ratio rounded_to = 0;
    std::vector<std::string> findings{}; ///< what its audit must find
};

/// "a=1;b=2" as pairs.
inline std::vector<std::pair<std::string, std::string>> pairs_of(const std::string& text, char between) {
    std::vector<std::pair<std::string, std::string>> pairs;
    if (text.empty()) return pairs;
    for (const auto& each : parts_of(text, ';')) {
        const auto sign = each.find(between);
        pairs.emplace_back(each.substr(0, sign), each.substr(sign + 1));
    }
    return pairs;
}

/// The tables of tables.csv.
inline std::vector<printed_table> printed_tables() {
    std::vector<printed_table> tables;
    for (const auto& line : audit_test::rows_of(audit_test::published("tables.csv"))) {
        printed_table table{line.at("document"), line.at("title"), {}, {}};
        for (const auto& [name, values] : pairs_of(line.at("only"), '=')) table.only[name] = values;
        for (const auto& [name, total] : pairs_of(line.at("axes"), '='))
            table.axes.push_back({name, total, line.at("subtotals")});
        table.blanks_are_nil = line.at("options") == "blanks are nil";
        for (const auto& [part, whole] : pairs_of(line.at("of_which"), '<')) table.of_which[part] = whole;
        table.name = line.at("name");
        if (line.at("options") == "distinct persons")
            table.adds = {kohort::additivity::over_groups::fixed, false, {}, false};
        table.rounded_to = exact(line.at("rounded_to"));
        if (!line.at("findings").empty()) table.findings = parts_of(line.at("findings"), ';');
        tables.push_back(std::move(table));
    }
    return tables;
}

/// The value of a column, or of one of the other dimensions.
inline std::string property_of(const row& figure, const std::string& name) {
    const auto column = figure.find(name);
    return column != figure.end() ? column->second : other_dimension(figure, name);
}

/// Whether a word is one of those with | between.
inline bool is_one_of(const std::string& word, const std::string& words) {
    const auto each = parts_of(words, '|');
    return std::ranges::find(each, word) != each.end();
}

/// The code of a figure on an axis: "total", or what stands there.
inline std::string code_of(const row& figure, const printed_axis& on) {
    auto code = property_of(figure, on.name);
    if (code.empty() && !on.subtotals.empty()) code = property_of(figure, on.subtotals);
    return code.empty() || is_one_of(code, on.total) ? "total" : code;
}

/// The codes of a figure, one for each axis.
using place = std::vector<std::string>;

inline place place_of(const row& figure, const printed_table& table) {
    place codes;
    for (const auto& on : table.axes) codes.push_back(code_of(figure, on));
    return codes;
}

/// The figures of a table in the order of the file.
inline std::vector<row> figures_of(const printed_table& table) {
    std::vector<row> found;
    for (const auto& figure : figures_in_order()) {
        const bool is_in = figure.at("document") == table.document && figure.at("table").starts_with(table.title) &&
                           std::ranges::all_of(table.only, [&](const auto& wanted) {
                               return is_one_of(property_of(figure, wanted.first), wanted.second);
                           });
        if (is_in) found.push_back(figure);
    }
    return found;
}

/// The codes of an axis as a code list: parents where the table says what includes what.
inline kohort::code_list codes_of(const std::vector<row>& figures, const printed_axis& on,
                                  const std::map<std::string, std::string>& of_which) {
    std::vector<kohort::code_entry> entries;
    const auto index_of = [&entries](const std::string& code) {
        const auto found = std::ranges::find(entries, code, &kohort::code_entry::code);
        return static_cast<std::size_t>(found - entries.begin());
    };
    for (const auto& figure : figures)
        if (const auto code = code_of(figure, on); code != "total" && index_of(code) == entries.size())
            entries.push_back({code, {code, code}, {}, false});
    for (const auto& figure : figures) {
        const auto code = code_of(figure, on);
        const auto part = of_which.find(code);
        const auto parent = part != of_which.end() ? part->second
                            : on.subtotals.empty() ? ""
                                                   : property_of(figure, on.subtotals);
        if (code == "total" || parent.empty() || parent == code) continue;
        entries[index_of(code)].parent = index_of(parent);
        entries[index_of(code)].of_which = part != of_which.end();
    }
    return kohort::code_list::from("list of " + on.name, std::move(entries)).value();
}

/// The rows of a table as CSV, with "-" where there is nothing.
inline std::string rows_of(const printed_table& table, const std::vector<row>& figures,
                           const std::vector<kohort::code_list>& lists) {
    std::string rows;
    std::set<place> printed;
    const auto add = [&](const place& codes, const std::string& period, const std::string& value) {
        if (!printed.insert(codes).second) return;
        rows += "printed," + period + ',' + value;
        for (const auto& code : codes) rows += ',' + (code == "total" ? "" : field(code));
        rows += '\n';
    };
    for (const auto& figure : figures) add(place_of(figure, table), edition_of(figure), figure.at("value"));
    if (!table.blanks_are_nil) return rows;
    std::vector<place> all{{}};
    for (const auto& list : lists) {
        std::vector<place> longer;
        for (const auto& start : all)
            for (const auto& entry : list.entries()) {
                longer.push_back(start);
                longer.back().push_back(entry.code);
            }
        all = std::move(longer);
    }
    for (const auto& codes : all) add(codes, edition_of(figures.front()), "-");
    return rows;
}

/// The table as a published table whose only cell is "printed", in the year of its report.
inline kohort::data_set data_of(const printed_table& table, const std::vector<row>& figures) {
    kohort::data_set data;
    std::vector<kohort::dimension_schema> dimensions;
    std::vector<kohort::code_list> lists;
    for (const auto& on : table.axes) {
        lists.push_back(codes_of(figures, on, table.of_which));
        EXPECT_FALSE(data.add(lists.back()));
        dimensions.push_back({on.name, on.name, {}, lists.back().id(), {}});
    }
    add_table(data, table.name, unit_of(figures.front()), rows_of(table, figures, lists), std::move(dimensions));
    return data;
}

/// The figures of a definition in one period, without the period's axis.
inline kohort::cube figures_in(const kohort::definition& indicator, const kohort::data_set& data,
                               const std::string& period) {
    kohort::evaluate_options options;
    options.periods = kohort::parse_period_literal(period).value();
    return kohort::evaluate(indicator, data, options).figures.slice("period", period).value();
}

/// The table as a cube over its axes, each with the total that is printed.
inline kohort::cube cube_of(const printed_table& table) {
    const auto figures = figures_of(table);
    if (figures.empty()) throw std::runtime_error("no such table: " + table.name);
    std::vector<std::string> names;
    for (const auto& on : table.axes) names.push_back(on.name);
    const kohort::definition whole =
        kohort::count("published.table").of(kohort::cell_named("printed")).by(names).in(unit_of(figures.front()));
    const auto printed = figures_in(whole, data_of(table, figures), edition_of(figures.front()));
    kohort::cube made(printed.axes(), table.adds); // a published table does not know whether it adds; its reader does
    std::ranges::copy(printed.cells(), made.cells().begin());
    return made;
}

/// The cube without the totals of an axis, so that they can be rolled up.
inline kohort::cube without_total(const kohort::cube& table, std::size_t axis_index) {
    auto axes = table.axes();
    auto positions = axes[axis_index].positions();
    const auto total = axes[axis_index].total().value();
    positions.erase(positions.begin() + static_cast<std::ptrdiff_t>(total));
    for (auto& each : positions)
        if (each.parent && *each.parent > total) --*each.parent;
    axes[axis_index] = kohort::axis(kohort::axis::kind::dimension, axes[axis_index].name(), positions);
    kohort::cube parts(axes, table.adds());
    std::size_t inner = 1;
    for (auto a = axis_index + 1; a < axes.size(); ++a) inner *= axes[a].size();
    const auto extent = table.axes()[axis_index].size();
    std::size_t kept = 0;
    for (std::size_t index = 0; index < table.cells().size(); ++index)
        if (index / inner % extent != total) parts.cells()[kept++] = table.cells()[index];
    return parts;
}

} // namespace published_test
