// The account of bad rows while a register is built.
#pragma once

#include <kohort/base/error.hpp>
#include <kohort/data/csv.hpp>
#include <kohort/data/quality_report.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kohort {

/// Counts problems per kind and column, and keeps the first rows of each.
class row_findings {
  public:
    row_findings(std::string file, const csv_table& table) : file_(std::move(file)), table_(table) {}

    /// One problem of data row `row`. Rows may come in any order.
    void add(row_problem problem, row_policy policy, const std::string& column, std::size_t row, std::string value);

    /// So many problems of rows without values that could be shown; `first_rows` are the first of them, in order.
    void add(row_problem problem, row_policy policy, const std::string& column, std::int64_t rows,
             std::span<const std::size_t> first_rows);

    /// The error for the first row whose policy is `stop`, if there is one.
    [[nodiscard]] std::optional<error> stopped() const;

    /// The findings in the order of `row_problem`, then as found; balance fields other than `rows_read` are left to the
    /// caller.
    [[nodiscard]] quality_report report(const std::string& register_name) const;

  private:
    [[nodiscard]] quality_finding& finding_of(row_problem problem, row_policy policy, const std::string& column);
    static void show(quality_finding& finding, std::size_t row, std::string value);

    std::string file_;
    const csv_table& table_;
    std::vector<quality_finding> findings_; ///< examples hold row numbers until `report`
};

} // namespace kohort
