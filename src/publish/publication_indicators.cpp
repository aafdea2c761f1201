#include <kohort/publish/publication.hpp>

#include <kohort/time/period_axis.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <variant>

namespace kohort {
namespace {

localised_text name_of(const publication_cube& figure, const publication& table, bool tells_unit) {
    const auto in = [&](std::string_view code) -> std::string {
        const auto found = std::ranges::find(table.languages, code);
        if (found == table.languages.end()) return {};
        const auto at = static_cast<std::size_t>(found - table.languages.begin());
        auto text = figure.label.empty() ? table.title.in(at) : figure.label.in(at);
        if (const auto& unit = figure.about.unit.in(at); tells_unit && !unit.empty()) text += " (" + unit + ")";
        return text;
    };
    localised_text name{in("sv"), in("en")};
    if (name.empty()) name.en = figure.label.empty() ? table.title.in(0) : figure.label.in(0);
    return name;
}

/// The length of the first period; a year when it is a window of days.
periodicity per_of(const axis& periods) {
    if (periods.size() == 0) return {frequency::year};
    const auto literal = parse_period_literal(periods[0].code);
    const auto* range = literal ? std::get_if<period_range>(&literal->meaning) : nullptr;
    return range ? range->first.periodicity() : periodicity{frequency::year};
}

definition definition_of(const publication_cube& figure, const publication& table) {
    const auto unit = unit_of(figure.about);
    definition made;
    made.id = figure.code;
    made.version = table.version;
    made.name = name_of(figure, table, !unit);
    made.source.document = table.title.in(0);
    made.source.owner = table.source.in(0);
    measure of;
    of.source = {measure_source::kind::cell, {figure.code}};
    made.operation = count_operator{std::move(of)};
    made.per = per_of(figure.figures.axes().front());
    for (const auto& each : figure.figures.axes())
        if (!each.is_period()) made.by.push_back({each.name()});
    made.unit = unit.value_or(measurement_unit::count);
    made.decimals = figure.about.decimals;
    made.rounding = table.rounding.value_or(rounding_rule::half_away_from_zero);
    return made;
}

} // namespace

result<std::vector<indicator_table>> to_indicator_tables(const publication& table) {
    if (!table.time_dimension())
        return error(error_code::data,
                     "has no dimension of time; say which one it is (TIMEVAL in PX, role in JSON-stat)", table.id);
    std::vector<indicator_table> made;
    for (auto& each : to_cubes(table)) {
        auto indicator = definition_of(each, table);
        const auto unit = in_base_units(indicator.unit);
        try {
            for (auto& cell : each.figures.cells()) cell.numerator = cell.numerator * unit;
        } catch (const std::overflow_error&) {
            return error(error_code::data, "a value does not fit into 64 bits", table.id + "/" + each.code);
        }
        const auto hash = hash_of(indicator);
        made.push_back({std::move(indicator), hash, std::move(each.figures)});
    }
    return made;
}

} // namespace kohort
