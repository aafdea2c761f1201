// Tables of counts: population by age and district, labour force by month. Not registers: nobody is followed.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/data/csv.hpp>
#include <kohort/data/quality_report.hpp>
#include <kohort/data/schema.hpp>
#include <kohort/data/table_dimension.hpp>
#include <kohort/data/table_value.hpp>
#include <kohort/time/day.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kohort {

/// Completed years, both included. In a question, a limit left out is the youngest or oldest age that the table has.
struct age_range {
    std::optional<int> from;
    std::optional<int> to;
    friend bool operator==(const age_range&, const age_range&) = default;
};

/// "16-24", "16", "85+", "-15", or "all ages".
[[nodiscard]] std::string to_string(const age_range& ages);

/// The codes of one dimension that a question is about.
struct code_selection {
    std::size_t dimension;            ///< index in `population_table::dimensions()`
    std::vector<std::uint8_t> wanted; ///< by code: [0] unknown, [k] the (k-1)-th of the list
};

/// The rows of a table of counts. All columns have one element per row; rows are sorted by day.
struct population_columns {
    std::vector<day> at;
    std::vector<std::optional<age_range>> ages; ///< with a lower limit; nothing for all ages together
    std::vector<table_value> count;
    std::vector<table_dimension> dimensions;
};

/// Counts of persons (or of anything) on certain days, by age and codes. Immutable.
///
/// The rows of a day fall into blocks: those with the same dimensions (and age) told as totals. A question is answered
/// by the block that tells every dimension asked for by its codes and as many others as possible as totals (of several,
/// the one with the total of an earlier dimension); without totals the parts are added. So totals are never added to
/// their parts, and may differ from the parts' sum: protected or rounded tables do.
///
/// A block is complete: what it has no row for is 0. What no block tells is missing, and so is a code that no row of
/// the table has, and a day that the table does not have. A row with a code that has codes below it tells the whole of
/// them; without such a row they are added, "of which" codes never.
class population_table {
  public:
    /// `rows.at` must be sorted (asserted in debug builds), with at most `most_dimensions` dimensions.
    population_table(std::string name, population_columns rows);
    static constexpr std::size_t most_dimensions = 63;

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] std::size_t size() const noexcept { return rows_.at.size(); }
    [[nodiscard]] const population_columns& rows() const noexcept { return rows_; }
    [[nodiscard]] const std::vector<table_dimension>& dimensions() const noexcept { return rows_.dimensions; }
    /// Whether any row is about some ages only.
    [[nodiscard]] bool has_ages() const noexcept { return has_ages_; }
    /// The days of the table, in their order.
    [[nodiscard]] const std::vector<day>& dates() const noexcept { return dates_; }

    /// The rows that carry one of the codes or a code below one, or (`negated`) none of them; unknown is a code, too.
    /// Errors (`plan`): no such dimension, no such code, with the nearest; all at once.
    [[nodiscard]] result<code_selection> select(std::string_view dimension, std::span<const std::string> codes,
                                                bool negated = false) const;

    /// The count on a day of those who fit every selection (several of one dimension: all of them) and are of these
    /// ages. The status is that of `status_of_sum` over the rows added. O(codes x levels + rows of the day with the
    /// wanted codes of one dimension).
    ///
    /// Errors (`plan`): the table has no ages; ages that its bands cannot be added up to (both are named); a sum that
    /// does not fit into 64 bits.
    [[nodiscard]] result<table_value> count_on(day on, std::span<const code_selection> where = {},
                                               const std::optional<age_range>& ages = {}) const;

  private:
    /// Rows of a day with the same totals: bit d is that of dimension d, the one behind the dimensions that of age.
    struct block {
        std::uint64_t totals;
        std::vector<std::size_t> rows;
        std::vector<std::vector<std::vector<std::size_t>>> rows_with; ///< by dimension and code
        std::vector<std::vector<std::uint8_t>> occurs;                ///< by dimension and code
        std::vector<age_range> bands;                                 ///< distinct, sorted by both limits
    };
    [[nodiscard]] std::vector<block> blocks_of_day(std::size_t first, std::size_t last) const;
    [[nodiscard]] block made_of(std::uint64_t totals, std::vector<std::size_t> rows) const;
    [[nodiscard]] std::uint64_t totals_of(std::size_t row) const noexcept;
    [[nodiscard]] std::uint64_t age_bit() const noexcept { return std::uint64_t{1} << rows_.dimensions.size(); }
    /// The rows of a block with a taken code of that dimension for which they are fewest.
    [[nodiscard]] std::vector<std::size_t> candidates(const block& from,
                                                      std::span<const std::vector<std::uint8_t>> taken) const;
    [[nodiscard]] table_value sum(const block& from, std::span<const std::vector<std::uint8_t>> taken,
                                  std::span<const age_range> bands) const;

    std::string name_;
    population_columns rows_;
    bool has_ages_ = false;
    std::vector<day> dates_;
    std::vector<std::vector<block>> blocks_; ///< by date; those with most totals first
};

/// A table of counts and what was wrong with its rows.
struct built_population {
    population_table table;
    quality_report quality;
};

/// The columns that a table of this schema needs, each once.
[[nodiscard]] std::vector<csv_column_request> columns_of(const population_schema& schema);

/// Builds a table from the columns that `columns_of(schema)` asked for, in that order.
///
/// A day is written YYYY-MM-DD, or as a period for its last day ("2023", "2024-03", "2024M03"). Ages: see the schema's
/// "age"; "16", "16-24", "85+" and "total" in one column, or two columns of limits where an empty upper one, "-" or "+"
/// means none. Counts may be decimals; ".." or empty is missing, "..." suppressed, "." not applicable, "-" nil. Rows
/// with a day that cannot be read or a code outside its list are treated as `on_bad_row` says and reported; an empty
/// code is unknown. Several recorded values may stand for one code: their rows are added.
///
/// Errors: a code list that `codes` does not have, more than `most_dimensions` dimensions (`schema`); with file and
/// line
/// (`data`): counts and ages that cannot be read, a negative count, rows about the same day, ages and recorded values,
/// a problem with policy `stop`. At most 20 are listed. O(rows log rows).
[[nodiscard]] result<built_population> build_population(const population_schema& schema, const csv_table& table,
                                                        const std::string& file, const code_book& codes);

} // namespace kohort
