// Every relation between printed figures, computed by the library: sums as roll-ups of cubes and as the operator "sum",
// shares and means as definitions over named cells, changes as the operator "change" over one cell in two periods.
#include <kohort/audit/relations.hpp>
#include <kohort/indicator/evaluate.hpp>
#include <kohort/publish/rounding.hpp>

#include "figures.hpp"
#include "relation_definition.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>

namespace kohort {
namespace {

using namespace published_test;

/// What a figure measures, whatever the period: two figures of a change have it in common.
std::string measure_of(const row& figure) {
    std::string measure;
    for (const auto* column :
         {"document", "section", "table", "measure_en", "unit", "sex", "district", "age", "target_group"})
        measure += figure.at(column) + '|';
    for (const auto& part : parts_of(figure.at("other_dims"), ';')) // "coverage" is the period once more
        if (!part.empty() && !part.starts_with("coverage=")) measure += part + ';';
    return measure;
}

/// The figures of the reports as published tables, one for each unit: by their ids, in the year of their report, and as
/// series by what they measure. A series does not have what is printed twice for one period, or for none.
data_set read_figures() {
    std::map<measurement_unit, std::string> by_id, series;
    std::map<std::pair<std::string, std::string>, int> printed;
    for (const auto& [id, figure] : figures()) ++printed[{measure_of(figure), period_of(figure)}];
    for (const auto& [id, figure] : figures()) {
        const auto unit = unit_of(figure);
        by_id[unit] += id + ',' + edition_of(figure) + ',' + figure.at("value") + '\n';
        const auto measure = measure_of(figure), period = period_of(figure);
        if (!period.empty() && printed[{measure, period}] == 1)
            series[unit] += field(measure) + ',' + period + ',' + figure.at("value") + '\n';
    }
    data_set data;
    for (const auto& [unit, rows] : by_id) add_table(data, "figures in " + std::string(name_of(unit)), unit, rows);
    for (const auto& [unit, rows] : series) add_table(data, "series in " + std::string(name_of(unit)), unit, rows);
    return data;
}

const data_set& published() {
    static const auto data = read_figures();
    return data;
}

/// A row of relations.csv.
struct printed_relation {
    std::string id, kind, formula, note;
    std::vector<std::string> inputs;
    row output; ///< the figure
    ratio value, printed;
    int decimals;
    bool matches;
};

std::vector<printed_relation> read_relations() {
    std::vector<printed_relation> relations;
    for (const auto& each : audit_test::rows_of(audit_test::published("relations.csv"))) {
        const auto fraction = parts_of(each.at("exact"), '/');
        relations.push_back({each.at("id"), each.at("kind"), each.at("formula"), each.at("note"),
                             parts_of(each.at("inputs"), ';'), figures().at(each.at("output")),
                             ratio(std::stoll(fraction.at(0)), std::stoll(fraction.at(1))), exact(each.at("printed")),
                             std::stoi(each.at("decimals")), each.at("matches") == "yes"});
    }
    return relations;
}

const std::vector<printed_relation>& relations() {
    static const auto read = read_relations();
    return read;
}

/// What the audit says of each relation.
const std::map<std::string, audit::finding>& findings() {
    static const auto by_id = [] {
        const auto text = [](const char* name) { return audit_test::text_of(audit_test::published(name)); };
        const auto printed = audit::parse_figures(text("figures.csv"), "figures.csv").value();
        const auto stated = audit::parse_relations(text("relations.csv"), "relations.csv").value();
        std::map<std::string, audit::finding> made;
        for (auto& each : audit::check(printed, stated).value()) made.emplace(each.id, each);
        return made;
    }();
    return by_id;
}

/// The number rounded half away from zero; -2 decimals are hundreds.
ratio rounded(ratio number, int decimals) {
    std::int64_t step = 1;
    for (; decimals < 0; ++decimals) step *= 10;
    const auto made = round(number / step, decimals, rounding_rule::half_away_from_zero);
    std::int64_t scale = 1;
    for (int place = 0; place < made.decimals; ++place) scale *= 10;
    return ratio(made.scaled, scale) * step;
}

// -------------------------------------------------------------------------------------- a relation as a definition

/// The id of the definition that a relation is.
std::string definition_id(std::string relation) {
    for (auto& letter : relation) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    return "published." + relation;
}

std::vector<named_cell> cells_of(const printed_relation& relation) {
    std::vector<named_cell> cells;
    for (const auto& input : relation.inputs) cells.push_back({input, unit_of(figures().at(input))});
    return cells;
}

/// The figure of a definition over cells in one period.
ratio figure_in(const definition& indicator, const std::string& period) {
    evaluate_options options;
    options.periods = parse_period_literal(period).value();
    const auto table = evaluate(indicator, published(), options);
    const auto& made = table.figures.cells().front();
    if (!made.status.has_value()) throw std::runtime_error("no value: " + to_string(made.status));
    return published_value(indicator, made);
}

/// The figure by the operators that the formula is made of.
ratio by_operators(const printed_relation& relation) {
    const auto cells = cells_of(relation);
    const auto formula = formula_reader(relation.formula, cells).read();
    const auto unit = unit_of(relation.output);
    if (formula.unit != in_base_units(unit))
        throw std::invalid_argument("the formula does not give " + std::string(name_of(unit)));
    const auto indicator = define(definition_id(relation.id), operator_of(formula)).in(unit).build();
    return figure_in(indicator.value(), edition_of(relation.output));
}

/// A change from one period to another.
struct told_change {
    const row& then;
    const row& now;
    bool in_percent;
};

/// The change that a relation is: of what is measured by two figures, in two periods of one kind.
std::optional<told_change> change_of(const printed_relation& relation) {
    if (relation.inputs.size() != 2) return std::nullopt;
    const auto& first = figures().at(relation.inputs[0]);
    const auto& second = figures().at(relation.inputs[1]);
    if (measure_of(first) != measure_of(second)) return std::nullopt;
    if (relation.formula == "i1-i2") return told_change{second, first, false};
    if (relation.formula == "i2-i1") return told_change{first, second, false};
    if (relation.formula == "100*(i1-i2)/i2") return told_change{second, first, true};
    if (relation.formula == "100*(i2-i1)/i1") return told_change{first, second, true};
    return std::nullopt;
}

ratio by_change(const printed_relation& relation, const told_change& change) {
    const auto now = period_of(change.now), then = period_of(change.then);
    const auto as = change.in_percent ? change_operator::expression::percent : change_operator::expression::difference;
    const auto indicator =
        define(definition_id(relation.id), change_since(cell_named(measure_of(change.now)).made(), then, as))
            .per(parse_period(now).value().periodicity())
            .in(unit_of(relation.output))
            .build();
    return figure_in(indicator.value(), now);
}

// ------------------------------------------------------------------------------------------------ a sum as a roll-up

/// A row that is part of one of the others ("varav"), by what the figures say of themselves.
bool is_of_which(const row& part, const std::vector<std::string>& inputs) {
    const auto parent = other_dimension(part, "parent");
    return std::ranges::any_of(
        inputs, [&](const auto& input) { return !parent.empty() && figures().at(input).at("target_group") == parent; });
}

/// The inputs of a relation as an axis, rolled up. With `of_which`, rows that are part of others are declared so.
ratio by_roll_up(const printed_relation& relation, bool of_which) {
    std::vector<axis_position> positions;
    for (const auto& input : relation.inputs) {
        positions.push_back({.code = input});
        positions.back().of_which = of_which && is_of_which(figures().at(input), relation.inputs);
    }
    cube parts({axis(axis::kind::dimension, "part", positions)}, {});
    const auto year = edition_of(relation.output);
    for (std::size_t i = 0; i < relation.inputs.size(); ++i) {
        const auto* found = published().find_published(relation.inputs[i])->find(relation.inputs[i], year);
        parts.cells()[i] = {found->value, 1, found->status};
    }
    const auto whole = parts.roll_up("part").value();
    return whole.cells().front().value() / in_base_units(unit_of(relation.output));
}

// ------------------------------------------------------------------------------------------------------------- tests

TEST(published_relations, all_figures_are_cells_with_their_numbers) {
    ASSERT_EQ(figures().size(), 2217U);
    for (const auto& [id, figure] : figures()) {
        const auto* table = published().find_published(id);
        ASSERT_TRUE(table) << id;
        const auto* cell = table->find(id, edition_of(figure));
        ASSERT_TRUE(cell && cell->status == obs_status()) << id;
        EXPECT_EQ(cell->value / in_base_units(table->unit()), exact(figure.at("value"))) << id;
    }
}

/// Compares a computed number with the file's own and with what was printed.
void expect_as_printed(const printed_relation& relation, ratio computed) {
    const auto& found = findings().at(relation.id);
    EXPECT_EQ(to_string(computed), to_string(relation.value));
    const auto printed = rounded(relation.printed, relation.decimals); // "en tredjedel" is written 0.333333333333
    EXPECT_EQ(rounded(computed, relation.decimals) == printed, relation.matches)
        << "computed " << found.computed << ", printed " << found.printed << ": " << name_of(found.is) << ". "
        << found.reason;
    EXPECT_EQ(found.is == audit::verdict::matches, relation.matches) << found.reason;
    EXPECT_EQ(found.reason.empty(), relation.matches);
}

TEST(published_relations, are_computed_by_operators) {
    ASSERT_EQ(relations().size(), 489U);
    for (const auto& relation : relations()) {
        SCOPED_TRACE(relation.id + ": " + relation.formula + " (" + relation.note + ")");
        EXPECT_NO_THROW(expect_as_printed(relation, by_operators(relation)));
    }
}

TEST(published_relations, of_one_measure_in_two_periods_are_changes) {
    std::set<std::string> changes;
    for (const auto& relation : relations()) {
        const auto change = change_of(relation);
        if (!change) continue;
        SCOPED_TRACE(relation.id);
        changes.insert(relation.id);
        EXPECT_NO_THROW(expect_as_printed(relation, by_change(relation, *change)));
    }
    const std::set<std::string> expected{"s0r-jt-ekbist-increase", "s0r-lss-sp-pct",      "s0r-lss-sp-pct-prose",
                                         "s0r-sj-3m-studies-pct",  "s1-rel-etabl-change", "s2r-kaa-sum-reached-inc",
                                         "s2r-kaa-reached-pct",    "s2r-kaa-support-pct"};
    EXPECT_EQ(changes, expected);
}

TEST(published_relations, that_are_sums_are_rolled_up) {
    std::size_t sums = 0;
    for (const auto& relation : relations()) {
        if (relation.kind != "sum") continue;
        ++sums;
        SCOPED_TRACE(relation.id);
        expect_as_printed(relation, by_roll_up(relation, false));
    }
    EXPECT_EQ(sums, 315U);
}

TEST(published_relations, roll_ups_leave_out_what_is_part_of_another_row) {
    std::map<std::string, std::string> rolled_up;
    for (const auto& relation : relations())
        if (relation.kind == "sum")
            if (const auto sum = by_roll_up(relation, true); sum != relation.value)
                rolled_up[relation.id] = to_string(sum);
    // The report added the 206 of the of-which row to the women, 3 274, and printed 3 480; not so to the total.
    const std::map<std::string, std::string> expected{{"s1-rel-jobbtorg-col-with-varav-2023-women", "3274"},
                                                      {"s1-rel-jobbtorg-col-with-varav-2023-total", "7614"}};
    EXPECT_EQ(rolled_up, expected);
}

} // namespace
} // namespace kohort
