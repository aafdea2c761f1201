// Published tables: cells with a name, a period and codes, as somebody else printed them.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/data/csv.hpp>
#include <kohort/data/measurement_unit.hpp>
#include <kohort/data/quality_report.hpp>
#include <kohort/data/schema.hpp>
#include <kohort/data/table_dimension.hpp>
#include <kohort/data/table_value.hpp>
#include <kohort/time/period_axis.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kohort {

/// The rows of a published table. `cell`, `period` and `value` have one element per row.
struct published_columns {
    std::vector<std::string> cells;        ///< distinct names, in the order of the file
    std::vector<reporting_period> periods; ///< distinct, in the order of the file
    std::vector<std::uint32_t> cell;       ///< index in `cells`
    std::vector<std::uint32_t> period;     ///< index in `periods`
    std::vector<table_value> value;        ///< exact, in kohort's base units
    std::vector<table_dimension> dimensions;
};

/// A code of a dimension by their names; "total" or nothing is the total.
struct named_code {
    std::string_view dimension;
    std::string_view code;
};

/// A table as published. Values are exact and in kohort's base units (`in_base_units`): a printed 7.3 percent is the
/// share 73/1000. Nothing is added: the cells may be shares or distinct persons. Immutable.
class published_table {
  public:
    /// No two rows may have the same cell, period and codes; of such, any is found.
    published_table(std::string name, measurement_unit unit, published_columns rows);

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    /// The unit in which the values were printed.
    [[nodiscard]] measurement_unit unit() const noexcept { return unit_; }
    [[nodiscard]] std::size_t size() const noexcept { return rows_.value.size(); }
    [[nodiscard]] const published_columns& rows() const noexcept { return rows_; }
    [[nodiscard]] const std::vector<table_dimension>& dimensions() const noexcept { return rows_.dimensions; }
    /// The names of the cells, in the order of the file.
    [[nodiscard]] const std::vector<std::string>& cells() const noexcept { return rows_.cells; }
    [[nodiscard]] bool has(std::string_view cell) const noexcept;

    /// The value of a cell in a period, by its label ("2024-03"), and for these codes; a dimension that is not named is
    /// the total. Null when the table has no such row, which is not a 0. O(cells + periods + log rows).
    [[nodiscard]] const table_value* find(std::string_view cell, std::string_view period,
                                          std::span<const named_code> codes = {}) const;

  private:
    /// What a row is about: cell, period, codes.
    [[nodiscard]] std::vector<std::uint32_t> key_of(std::size_t row) const;

    std::string name_;
    measurement_unit unit_;
    published_columns rows_;
    std::vector<std::size_t> by_key_; ///< rows sorted by `key_of`
};

/// A published table and what was wrong with its rows.
struct built_published_table {
    published_table table;
    quality_report quality;
};

/// The columns that a table of this schema needs, each once.
[[nodiscard]] std::vector<csv_column_request> columns_of(const cells_schema& schema);

/// Builds a table from the columns that `columns_of(schema)` asked for, in that order.
///
/// Values are printed decimals with the dialect's decimal sign, thousands apart or not; ".." or empty is missing, "..."
/// is suppressed, "." not applicable, "-" nil. The status column holds what kohort writes ("provisional",
/// "suppressed+break"); its availability goes before that of a sign. Periods are those that kohort writes or PX files
/// have ("2024M03"); rows with another one, or with a code outside its list, are treated as `on_bad_row` says and
/// reported. An empty code is the total.
///
/// Errors: a code list that `codes` does not have (`schema`); with file and line (`data`): values and statuses that
/// cannot be read, a number with a status that has none, a row without a cell's name, rows about the same cell, period
/// and codes, a problem with policy `stop`. At most 20 are listed. O(rows log rows).
[[nodiscard]] result<built_published_table> build_published_table(const cells_schema& schema, const csv_table& table,
                                                                  const std::string& file, const code_book& codes);

} // namespace kohort
