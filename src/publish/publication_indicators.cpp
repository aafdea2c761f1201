#include <kohort/publish/publication.hpp>

#include <kohort/time/period_axis.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <variant>

namespace kohort {
namespace {

localised_text name_of(const publication_cube& figure, const publication& table, bool tells_unit) {
    const auto text = [&](std::size_t at) {
        auto made = figure.label.empty() ? table.title.in(at) : figure.label.in(at);
        if (made.empty()) made = figure.code;
        if (const auto& unit = figure.about.unit.in(at); tells_unit && !unit.empty()) made += " (" + unit + ")";
        return made;
    };
    const auto in = [&](std::string_view code) {
        const auto found = std::ranges::find(table.languages, code);
        return found == table.languages.end() ? std::string()
                                              : text(static_cast<std::size_t>(found - table.languages.begin()));
    };
    localised_text name{in("sv"), in("en")};
    if (name.empty()) name.en = text(0);
    return name;
}

/// The length of the first period; a year when it is a window of days.
periodicity per_of(const axis& periods) {
    if (periods.size() == 0) return {frequency::year};
    const auto literal = parse_period_literal(periods[0].code);
    const auto* range = literal ? std::get_if<period_range>(&literal->meaning) : nullptr;
    return range ? range->first.periodicity() : periodicity{frequency::year};
}

/// So many decimals as the cells have, however many are shown: nothing is rounded away.
int decimals_of(const publication_cube& figure) {
    constexpr int most = 9;
    int decimals = figure.about.decimals;
    for (const auto& each : figure.figures.cells()) {
        std::int64_t scale = 1;
        for (int place = 0; place < most && scale % each.numerator.denominator() != 0; scale *= 10)
            decimals = (std::max)(decimals, ++place);
    }
    return (std::min)(decimals, most);
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
    made.decimals = decimals_of(figure);
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
