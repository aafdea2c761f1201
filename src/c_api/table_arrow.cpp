// A table as an Arrow stream of one batch.
#include "arrow_export.hpp"
#include "handles.hpp"

#include <kohort/publish/rounding.hpp>

#include <algorithm>
#include <string_view>
#include <vector>

using namespace kohort;
using namespace kohort::c_api;

namespace {

using column_list = std::vector<exported_column>;
using column_type = exported_column::type;

/// The columns of `to_csv`.
column_list columns_of(const kohort_table& table) {
    column_list columns;
    for (const auto* name : {"indicator", "version", "period"}) columns.emplace_back(name, column_type::text);
    const auto first_dimension = columns.size();
    const auto column_of = [&](const axis& each) {
        const auto found = std::find_if(columns.begin() + static_cast<std::ptrdiff_t>(first_dimension), columns.end(),
                                        [&](const exported_column& column) { return column.name() == each.name(); });
        return static_cast<std::size_t>(found - columns.begin());
    };
    for (const auto& each : table.tables)
        for (const auto& axis : each.figures.axes())
            if (!axis.is_period() && column_of(axis) == columns.size())
                columns.emplace_back(axis.name(), column_type::text);
    const auto value = columns.size();
    for (const auto* name : {"value", "numerator", "denominator"}) columns.emplace_back(name, column_type::number);
    columns.emplace_back("status", column_type::text);

    for (std::size_t t = 0; t < table.tables.size(); ++t) {
        const auto& [indicator, hash, figures] = table.tables[t];
        const bool is_count = std::holds_alternative<count_operator>(indicator.operation);
        for (std::size_t i = 0; i < figures.cells().size(); ++i) {
            const auto& figure = figures.cells()[i];
            columns[0].add(indicator.id);
            columns[1].add(indicator.version);
            auto rest = i;
            std::vector<std::string_view> codes(value);
            for (auto a = figures.axes().size(); a-- > 0;) {
                const auto& axis = figures.axes()[a];
                codes[axis.is_period() ? 2 : column_of(axis)] = axis[rest % axis.size()].code;
                rest /= axis.size();
            }
            for (std::size_t c = 2; c < value; ++c)
                codes[c].data() == nullptr ? columns[c].add_null() : columns[c].add(codes[c]);
            if (figure.status.has_value()) {
                columns[value].add(table.arrays[t].cells.printed[i]);
                columns[value + 1].add(figure.numerator.to_double());
                is_count ? columns[value + 2].add_null() : columns[value + 2].add(figure.denominator.to_double());
            } else {
                for (auto c = value; c < value + 3; ++c) columns[c].add_null();
            }
            columns.back().add(to_string(figure.status));
        }
    }
    return columns;
}

} // namespace

kohort_status kohort_table_to_arrow(const kohort_table* table, ArrowArrayStream* out, kohort_error* into) noexcept {
    return guarded(into, [&] {
        auto& stream = require(out, "out is NULL");
        stream = {};
        export_stream(columns_of(require(table, "table is NULL")), stream);
    });
}
