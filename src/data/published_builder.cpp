#include <kohort/data/published_table.hpp>

#include "json_reader.hpp"
#include "table_rows.hpp"
#include "table_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <stdexcept>

namespace kohort {
namespace {

/// Where each item of a schema stands among the requested columns.
struct published_plan {
    explicit published_plan(const cells_schema& schema)
        : cell(columns.add(schema.cell, csv_type::category)), period(columns.add(schema.period, csv_type::category)),
          value(columns.add(schema.value, csv_type::key)) {
        if (!schema.status.empty()) status = columns.add(schema.status, csv_type::category);
        for (const auto& dimension : schema.dimensions)
            dimensions.push_back(columns.add(dimension.column, csv_type::category));
    }

    table_columns columns;
    std::size_t cell, period, value;
    std::optional<std::size_t> status;
    std::vector<std::size_t> dimensions;
};

/// A number and a status without one, or a nil that is none.
bool contradict(const std::string& written, const table_value& value, obs_status status) {
    const bool is_number = value.status.is == availability::normal;
    if (status.is == availability::nil)
        return !written.empty() && (!value.status.has_value() || value.value != ratio(0));
    return is_number && !status.has_value();
}

class published_builder {
  public:
    published_builder(const cells_schema& schema, const csv_table& table, const std::string& file,
                      const code_book& book)
        : schema_(schema), table_(table), book_(book), plan_(schema),
          rows_(table, file, schema.on_bad_row, schema.on_unknown_code_given) {}

    result<built_published_table> build() {
        read_dimensions();
        read_periods();
        read_cells();
        read_values();
        find_doubled_rows();
        if (auto errors = rows_.errors(); !errors.empty()) return errors;
        auto quality = rows_.report(schema_.name, quality_report::source_kind::published_table);
        return built_published_table{published_table(schema_.name, schema_.unit, kept()), std::move(quality)};
    }

  private:
    [[nodiscard]] const csv_column& column(std::size_t index) const { return table_.columns[index]; }

    void read_dimensions() {
        for (std::size_t d = 0; d < schema_.dimensions.size(); ++d) {
            auto made = rows_.read(schema_.dimensions[d], column(plan_.dimensions[d]), book_,
                                   table_rows::empty_code::is_the_total);
            if (made) read_.dimensions.push_back(std::move(*made));
        }
    }

    /// Two ways to write one period ("2024M03", "2024-03") are one.
    void read_periods() {
        const auto& written = column(plan_.period);
        std::vector<std::optional<std::uint32_t>> by_text;
        for (const auto& text : written.texts) {
            const auto period = read_reporting_period(text);
            if (period && std::ranges::find(read_.periods, *period) == read_.periods.end())
                read_.periods.push_back(*period);
            const auto known = period ? std::ranges::find(read_.periods, *period) : read_.periods.end();
            by_text.push_back(period ? std::optional(static_cast<std::uint32_t>(known - read_.periods.begin()))
                                     : std::nullopt);
        }
        read_.period.resize(rows_.size());
        for (std::size_t row = 0; row < rows_.size(); ++row) {
            const auto category = written.categories[row];
            const auto period = category == 0 ? std::nullopt : by_text[category - 1U];
            if (period) {
                read_.period[row] = *period;
            } else {
                rows_.find_bad_date(schema_.period, row, category == 0 ? std::string() : written.texts[category - 1U]);
            }
        }
    }

    void read_cells() {
        const auto& written = column(plan_.cell);
        read_.cells = written.texts;
        read_.cell.resize(rows_.size());
        for (std::size_t row = 0; row < rows_.size(); ++row) {
            const auto category = written.categories[row];
            if (category > 0) {
                read_.cell[row] = category - 1U;
            } else if (rows_.is_kept(row)) {
                rows_.refuse(row, fmt::format("there is no name of a cell in column {}; say which figure this is",
                                              in_quotes(schema_.cell)));
            }
        }
    }

    void read_values() {
        read_.value.resize(rows_.size());
        for (std::size_t row = 0; row < rows_.size(); ++row) {
            if (!rows_.is_kept(row)) continue;
            const auto written = text_of_key(column(plan_.value), row);
            const auto value = read_table_value(written, schema_.dialect.decimal);
            if (!value) {
                rows_.refuse(row,
                             fmt::format(R"({} in column {} is no value; write a number with the decimal sign "{}" )"
                                         R"(and without a unit, ".." for missing or "..." for suppressed)",
                                         in_quotes(written), in_quotes(schema_.value), schema_.dialect.decimal));
            } else if (const auto made = with_status(row, written, *value)) {
                read_.value[row] = *made;
            }
        }
    }

    /// The value in base units with what the status column says of it.
    std::optional<table_value> with_status(std::size_t row, const std::string& written, table_value value) {
        const auto category = plan_.status ? column(*plan_.status).categories[row] : std::uint16_t{0};
        const auto& text = category == 0 ? std::string() : column(*plan_.status).texts[category - 1U];
        const auto status = parse_obs_status(text);
        if (!status) {
            rows_.refuse(row, fmt::format("{} in column {} is no status; write nothing, or words such as "
                                          R"("provisional", "suppressed" or "missing", joined by "+")",
                                          in_quotes(text), in_quotes(schema_.status)));
            return std::nullopt;
        }
        if (contradict(written, value, *status)) {
            rows_.refuse(row, fmt::format("the value {} and the status {} contradict each other; leave one of them out",
                                          in_quotes(written), in_quotes(text)));
            return std::nullopt;
        }
        if (status->is != availability::normal) value.status.is = status->is;
        value.status.flags = status->flags;
        try {
            value.value = value.value * in_base_units(schema_.unit);
        } catch (const std::overflow_error&) {
            rows_.refuse(row, fmt::format("the value {} does not fit into 64 bits", in_quotes(written)));
        }
        return value;
    }

    void find_doubled_rows() {
        if (read_.dimensions.size() != schema_.dimensions.size()) return; // an error that is already known
        std::map<std::vector<std::uint32_t>, std::size_t> first_rows;
        for (std::size_t row = 0; row < rows_.size(); ++row) {
            if (!rows_.is_kept(row)) continue;
            kept_.push_back(row);
            std::vector<std::uint32_t> key{read_.cell[row], read_.period[row]};
            for (const auto& dimension : read_.dimensions) key.push_back(dimension[row]);
            const auto [first, is_new] = first_rows.try_emplace(std::move(key), row);
            if (!is_new)
                rows_.refuse(row, fmt::format("the row is about the same cell, period and codes as that in line {}; "
                                              "keep one",
                                              rows_.line_of(first->second)));
        }
    }

    [[nodiscard]] published_columns kept() {
        read_.cell = gathered(read_.cell, kept_);
        read_.period = gathered(read_.period, kept_);
        read_.value = gathered(read_.value, kept_);
        for (auto& dimension : read_.dimensions) dimension.take_values(gathered(dimension.values, kept_));
        return std::move(read_);
    }

    const cells_schema& schema_;
    const csv_table& table_;
    const code_book& book_;
    published_plan plan_;
    table_rows rows_;
    published_columns read_; ///< by row of the file
    std::vector<std::size_t> kept_;
};

} // namespace

std::vector<csv_column_request> columns_of(const cells_schema& schema) {
    return published_plan(schema).columns.requests;
}

result<built_published_table> build_published_table(const cells_schema& schema, const csv_table& table,
                                                    const std::string& file, const code_book& codes) {
    return published_builder(schema, table, file, codes).build();
}

} // namespace kohort
