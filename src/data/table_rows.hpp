// What population tables and published tables have in common while they are built from a file.
#pragma once

#include "recoding.hpp"
#include "row_findings.hpp"

#include <kohort/base/error.hpp>
#include <kohort/data/code_list.hpp>
#include <kohort/data/csv.hpp>
#include <kohort/data/quality_report.hpp>
#include <kohort/data/schema.hpp>
#include <kohort/data/table_dimension.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace kohort {

/// The columns to read for a table, each once for each type.
class table_columns {
  public:
    std::size_t add(const std::string& name, csv_type type);
    std::vector<csv_column_request> requests;
};

/// A cell of a key column as written: read so, every distinct text of a long column of figures is kept only once.
[[nodiscard]] std::string text_of_key(const csv_column& column, std::size_t row);

/// The rows of a file on their way into a table: which are rejected, and what is wrong.
class table_rows {
  public:
    table_rows(const csv_table& table, const std::string& file, const row_policies& policies, bool unlisted_given)
        : table_(table), file_(file), policies_(policies), unlisted_given_(unlisted_given), findings_(file, table),
          rejected_(static_cast<std::size_t>(table.rows), 0) {}

    [[nodiscard]] std::size_t size() const noexcept { return rejected_.size(); }
    [[nodiscard]] bool is_kept(std::size_t row) const noexcept { return !rejected_[row]; }
    [[nodiscard]] std::string line_of(std::size_t row) const;

    /// A problem that the schema may allow; whether the row stays.
    void find(row_problem problem, row_policy policy, const std::string& column, std::size_t row, std::string value);
    void find_bad_date(const std::string& column, std::size_t row, std::string value) {
        find(row_problem::bad_date, policies_[row_problem::bad_date], column, row, std::move(value));
    }

    /// What an empty cell of a dimension is.
    enum class empty_code : bool { is_unknown, is_the_total };

    /// Reads a dimension. Codes outside the list are found as the policy says. Nothing when the errors say why.
    [[nodiscard]] std::optional<table_dimension> read(const dimension_schema& schema, const csv_column& column,
                                                      const code_book& book, empty_code empty);

    /// An error that no policy allows; one for each row, at most `most_errors` listed.
    void refuse(std::size_t row, std::string message);

    /// All errors, if there are any; the one for the first row whose policy is `stop` among them.
    [[nodiscard]] error_list errors() const;

    [[nodiscard]] quality_report report(const std::string& name, quality_report::source_kind kind) const;

  private:
    void take_code(table_dimension& made, const recoding& coding, const csv_column& column, row_policy unlisted,
                   empty_code empty, std::size_t row);

    static constexpr std::size_t most_errors = 20;
    const csv_table& table_;
    const std::string& file_;
    const row_policies& policies_;
    bool unlisted_given_;
    row_findings findings_;
    std::vector<std::uint8_t> rejected_;
    error_list errors_;
    std::size_t not_listed_ = 0; ///< errors beyond `most_errors`
};

/// The elements of the rows in an order.
template <class T>
[[nodiscard]] std::vector<T> gathered(const std::vector<T>& values, const std::vector<std::size_t>& order) {
    std::vector<T> made;
    made.reserve(order.size());
    for (const auto row : order) made.push_back(values[row]);
    return made;
}

} // namespace kohort
