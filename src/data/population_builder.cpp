#include <kohort/data/population_table.hpp>

#include "json_reader.hpp"
#include "table_rows.hpp"
#include "table_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <tuple>

namespace kohort {
namespace {

/// Where each item of a schema stands among the requested columns.
struct population_plan {
    explicit population_plan(const population_schema& schema)
        : at(columns.add(schema.at, csv_type::category)), count(columns.add(schema.count, csv_type::key)) {
        if (!schema.age_from.empty()) age_from = columns.add(schema.age_from, csv_type::category);
        if (!schema.age_to.empty()) age_to = columns.add(schema.age_to, csv_type::category);
        for (const auto& dimension : schema.dimensions)
            dimensions.push_back(columns.add(dimension.column, csv_type::category));
    }

    table_columns columns;
    std::size_t at, count;
    std::optional<std::size_t> age_from, age_to;
    std::vector<std::size_t> dimensions;
};

/// Ages told by two columns. An upper limit that is empty, "-" or "+" is none.
std::optional<written_ages> read_age_limits(const std::string& from, const std::string& to) {
    const auto lower = read_ages(from);
    if (lower && lower->is_total) {
        const auto upper = read_ages(to);
        if (to.empty() || (upper && upper->is_total)) return lower;
        return std::nullopt;
    }
    const bool has_upper = !to.empty() && to != "-" && to != "+";
    const auto upper = has_upper ? read_ages(to) : std::nullopt;
    const auto is_one_age = [](const std::optional<written_ages>& ages) {
        return ages && !ages->is_total && ages->range.from == ages->range.to;
    };
    const bool is_open = lower && !lower->is_total && !lower->range.to; // "85+" as a lower limit
    if (is_open && !has_upper) return lower;
    if (!is_one_age(lower) && !from.empty()) return std::nullopt;
    if (has_upper ? !is_one_age(upper) : from.empty()) return std::nullopt;
    written_ages ages;
    ages.range.from = lower ? *lower->range.from : 0;
    if (has_upper) ages.range.to = upper->range.to;
    if (ages.range.to && *ages.range.to < *ages.range.from) return std::nullopt;
    return ages;
}

class population_builder {
  public:
    population_builder(const population_schema& schema, const csv_table& table, const std::string& file,
                       const code_book& book)
        : schema_(schema), table_(table), book_(book), plan_(schema),
          rows_(table, file, schema.on_bad_row, schema.on_unknown_code_given) {}

    result<built_population> build() {
        if (schema_.dimensions.size() > population_table::most_dimensions)
            return error(
                error_code::schema,
                fmt::format("a population table can have at most {} dimensions", population_table::most_dimensions),
                "/dimensions");
        read_dimensions();
        read_days();
        read_ages_of_rows();
        read_counts();
        sort_rows();
        if (auto errors = rows_.errors(); !errors.empty()) return errors;
        auto quality = rows_.report(schema_.name, quality_report::source_kind::population_table);
        return built_population{population_table(schema_.name, in_order()), std::move(quality)};
    }

  private:
    [[nodiscard]] const csv_column& column(std::size_t index) const { return table_.columns[index]; }
    [[nodiscard]] const std::string& text(std::size_t index, std::size_t row) const {
        static const std::string empty;
        const auto category = column(index).categories[row];
        return category == 0 ? empty : column(index).texts[category - 1U];
    }

    void read_dimensions() {
        for (std::size_t d = 0; d < schema_.dimensions.size(); ++d) {
            auto made = rows_.read(schema_.dimensions[d], column(plan_.dimensions[d]), book_,
                                   table_rows::empty_code::is_unknown);
            if (made) read_.dimensions.push_back(std::move(*made));
        }
    }

    void read_days() {
        std::vector<std::optional<day>> by_text;
        for (const auto& each : column(plan_.at).texts) {
            const auto written = parse_iso_day(each);
            const auto period = written ? std::nullopt : read_reporting_period(each);
            by_text.push_back(period ? std::optional(period->span.last) : written);
        }
        read_.at.resize(rows_.size());
        for (std::size_t row = 0; row < rows_.size(); ++row) {
            const auto category = column(plan_.at).categories[row];
            const auto at = category == 0 ? std::nullopt : by_text[category - 1U];
            if (at) {
                read_.at[row] = *at;
            } else {
                rows_.find_bad_date(schema_.at, row, text(plan_.at, row));
            }
        }
    }

    void read_ages_of_rows() {
        read_.ages.resize(rows_.size());
        if (!plan_.age_from) return;
        const bool is_one_column = *plan_.age_from == *plan_.age_to;
        for (std::size_t row = 0; row < rows_.size(); ++row) {
            if (!rows_.is_kept(row)) continue;
            const auto& from = text(*plan_.age_from, row);
            const auto& to = text(*plan_.age_to, row);
            const auto ages = is_one_column ? read_ages(from) : read_age_limits(from, to);
            if (!ages) {
                refuse_ages(row, from, to, is_one_column);
            } else if (!ages->is_total) {
                read_.ages[row] = ages->range;
            }
        }
    }

    void refuse_ages(std::size_t row, const std::string& from, const std::string& to, bool is_one_column) {
        if (is_one_column) {
            rows_.refuse(row,
                         fmt::format(R"({} in column {} is no age; write "16", "16-24", "85+", or "total" for all )"
                                     "ages together",
                                     in_quotes(from), in_quotes(schema_.age_from)));
        } else {
            rows_.refuse(row,
                         fmt::format("{} in column {} and {} in column {} are no ages; write whole years, an empty "
                                     "upper limit for none, or \"total\" for all ages together",
                                     in_quotes(from), in_quotes(schema_.age_from), in_quotes(to),
                                     in_quotes(schema_.age_to)));
        }
    }

    void read_counts() {
        read_.count.resize(rows_.size());
        for (std::size_t row = 0; row < rows_.size(); ++row) {
            if (!rows_.is_kept(row)) continue;
            const auto written = text_of_key(column(plan_.count), row);
            const auto count = read_table_value(written, schema_.dialect.decimal);
            if (!count || count->value < ratio(0)) {
                rows_.refuse(row, fmt::format(R"({} in column {} is no count; write a number from 0 with the decimal )"
                                              R"(sign "{}", ".." for missing or "..." for suppressed)",
                                              in_quotes(written), in_quotes(schema_.count), schema_.dialect.decimal));
            } else {
                read_.count[row] = *count;
            }
        }
    }

    /// What a row is about, as recorded: several recorded values of one code are rows to be added.
    [[nodiscard]] int compare(std::size_t a, std::size_t b) const {
        const auto limits = [&](std::size_t row) {
            const auto& ages = read_.ages[row];
            return std::tuple(read_.at[row], ages.has_value(), ages ? ages->from : std::nullopt,
                              ages ? ages->to : std::nullopt);
        };
        const auto first = limits(a), second = limits(b);
        if (first != second) return first < second ? -1 : 1;
        for (std::size_t d = 0; d < read_.dimensions.size(); ++d) {
            const auto& codes = read_.dimensions[d];
            if (codes[a] != codes[b]) return codes[a] < codes[b] ? -1 : 1;
            const auto& recorded = column(plan_.dimensions[d]).categories;
            if (codes[a] != table_dimension::total && recorded[a] != recorded[b])
                return recorded[a] < recorded[b] ? -1 : 1;
        }
        return 0;
    }

    void sort_rows() {
        if (read_.dimensions.size() != schema_.dimensions.size()) return; // an error that is already known
        for (std::size_t row = 0; row < rows_.size(); ++row)
            if (rows_.is_kept(row)) order_.push_back(row);
        std::ranges::stable_sort(order_, [this](std::size_t a, std::size_t b) { return compare(a, b) < 0; });
        for (std::size_t i = 1; i < order_.size(); ++i)
            if (compare(order_[i - 1], order_[i]) == 0)
                rows_.refuse(order_[i], fmt::format("the row is about the same day, ages and codes as that in line {}; "
                                                    "keep one",
                                                    rows_.line_of(order_[i - 1])));
    }

    [[nodiscard]] population_columns in_order() {
        population_columns sorted{
            gathered(read_.at, order_), gathered(read_.ages, order_), gathered(read_.count, order_), {}};
        for (auto& dimension : read_.dimensions) {
            dimension.take_values(gathered(dimension.values, order_));
            sorted.dimensions.push_back(std::move(dimension));
        }
        return sorted;
    }

    const population_schema& schema_;
    const csv_table& table_;
    const code_book& book_;
    population_plan plan_;
    table_rows rows_;
    population_columns read_; ///< by row of the file
    std::vector<std::size_t> order_;
};

} // namespace

std::vector<csv_column_request> columns_of(const population_schema& schema) {
    return population_plan(schema).columns.requests;
}

result<built_population> build_population(const population_schema& schema, const csv_table& table,
                                          const std::string& file, const code_book& codes) {
    return population_builder(schema, table, file, codes).build();
}

} // namespace kohort
