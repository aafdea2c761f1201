// Evaluated indicators: their description, cells by plain pointers, and as text.
#include "definitions.hpp"
#include "handles.hpp"

#include <kohort/publish/rounding.hpp>
#include <kohort/publish/small_counts.hpp>
#include <kohort/publish/table_writer.hpp>

#include <cmath>
#include <limits>

using namespace kohort;
using namespace kohort::c_api;

namespace kohort::c_api {

axis_arrays::axis_arrays(const axis& of) {
    for (const auto& position : of.positions()) {
        const auto* const code = position.code.c_str();
        codes.push_back(code);
        labels_sv.push_back(position.label.sv.empty() ? code : position.label.sv.c_str());
        labels_en.push_back(position.label.en.empty() ? code : position.label.en.c_str());
        roles.push_back(static_cast<kohort_role>(position.is));
        parents.push_back(position.parent ? static_cast<std::int32_t>(*position.parent) : -1);
    }
}

cell_arrays::cell_arrays(const indicator_table& of) {
    constexpr auto none = std::numeric_limits<double>::quiet_NaN();
    for (const auto& each : of.figures.cells()) {
        const bool has_value = each.status.has_value();
        const auto numerator = has_value ? each.numerator : ratio(0),
                   denominator = has_value ? each.denominator : ratio(1);
        numerators.push_back(numerator.numerator());
        numerator_divisors.push_back(numerator.denominator());
        denominators.push_back(denominator.numerator());
        denominator_divisors.push_back(denominator.denominator());
        availability.push_back(static_cast<kohort_availability>(each.status.is));
        flags.push_back(each.status.flags);
        if (!has_value) {
            values.push_back(none);
            printed.push_back(none);
            continue;
        }
        const auto value = published_value(of.indicator, each);
        const auto rounded = round(value, of.indicator.decimals, of.indicator.rounding);
        values.push_back(value.to_double());
        printed.push_back(static_cast<double>(rounded.scaled) / std::pow(10.0, rounded.decimals));
    }
}

indicator_arrays::indicator_arrays(const indicator_table& of) : unit(name_of(of.indicator.unit)), cells(of) {
    for (const auto& each : of.figures.axes()) axes.emplace_back(each);
}

} // namespace kohort::c_api

kohort_table::kohort_table(std::vector<indicator_table> evaluated) : tables(std::move(evaluated)) { refresh(); }

void kohort_table::refresh() {
    std::vector<indicator_arrays> made;
    made.reserve(tables.size());
    for (const auto& each : tables) made.emplace_back(each);
    arrays = std::move(made);
}

const indicator_table& kohort_table::at(std::size_t index) const {
    if (index >= tables.size()) throw argument_problem{"the table has no indicator with this index"};
    return tables[index];
}

std::size_t kohort_table_count(const kohort_table* table) noexcept {
    return table == nullptr ? 0 : table->tables.size();
}

kohort_status kohort_table_describe(const kohort_table* table, std::size_t index, kohort_table_info* out,
                                    kohort_error* into) noexcept {
    return guarded(into, [&] {
        const auto& held = require(table, "table is NULL");
        const auto& [indicator, hash, figures] = held.at(index);
        kohort_table_info info{};
        info.decimals = indicator.decimals;
        info.id = indicator.id.c_str();
        info.version = indicator.version.c_str();
        info.name_sv = indicator.name.sv.c_str();
        info.name_en = indicator.name.en.c_str();
        info.unit = held.arrays[index].unit.c_str();
        info.definition_hash = hash;
        info.axis_count = figures.axes().size();
        info.cell_count = figures.cells().size();
        fill(out, info, "out is NULL", "struct_size of the kohort_table_info is not set");
    });
}

kohort_status kohort_table_axis(const kohort_table* table, std::size_t index, std::size_t axis, kohort_axis* out,
                                kohort_error* into) noexcept {
    return guarded(into, [&] {
        const auto& held = require(table, "table is NULL");
        const auto& axes = held.at(index).figures.axes();
        if (axis >= axes.size()) throw argument_problem{"the indicator has no axis with this index"};
        const auto& arrays = held.arrays[index].axes[axis];
        const kohort_axis made{0,
                               axes[axis].is_period() ? 1 : 0,
                               axes[axis].name().c_str(),
                               axes[axis].size(),
                               arrays.codes.data(),
                               arrays.labels_sv.data(),
                               arrays.labels_en.data(),
                               arrays.roles.data(),
                               arrays.parents.data()};
        fill(out, made, "out is NULL", "struct_size of the kohort_axis is not set");
    });
}

kohort_status kohort_table_cells(const kohort_table* table, std::size_t index, kohort_cells* out,
                                 kohort_error* into) noexcept {
    return guarded(into, [&] {
        const auto& held = require(table, "table is NULL");
        const auto size = held.at(index).figures.cells().size();
        const auto& cells = held.arrays[index].cells;
        const kohort_cells made{0,
                                0,
                                size,
                                cells.values.data(),
                                cells.printed.data(),
                                cells.numerators.data(),
                                cells.numerator_divisors.data(),
                                cells.denominators.data(),
                                cells.denominator_divisors.data(),
                                cells.availability.data(),
                                cells.flags.data()};
        fill(out, made, "out is NULL", "struct_size of the kohort_cells is not set");
    });
}

kohort_status kohort_table_suppress_small_counts(kohort_table* table, std::int64_t below, kohort_error* into) noexcept {
    return guarded(into, [&] {
        auto& held = require(table, "table is NULL");
        if (below < 0) throw argument_problem{"below is negative"};
        auto suppressed = held.tables;
        for (auto& each : suppressed) suppress_small_counts(each, below);
        kohort_table made(std::move(suppressed));
        std::swap(held, made);
    });
}

kohort_status kohort_table_to_text(const kohort_table* table, kohort_format format, kohort_language language,
                                   kohort_text** out, kohort_error* into) noexcept {
    return create(out, into, [&] {
        const auto& tables = require(table, "table is NULL").tables;
        const auto in = language_of(language);
        switch (format) {
        case KOHORT_FORMAT_CSV:
            return kohort_text{to_csv(tables)};
        case KOHORT_FORMAT_JSON:
            return kohort_text{to_json(tables)};
        case KOHORT_FORMAT_TEXT:
            return kohort_text{to_text(tables, {in})};
        default:
            throw argument_problem{"format is none of kohort_format"};
        }
    });
}

void kohort_table_destroy(kohort_table** table) noexcept { destroy(table); }
