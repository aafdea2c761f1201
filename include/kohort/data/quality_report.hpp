// What was wrong with the rows of a file, counted. Nothing is dropped without appearing here.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kohort {

/// Why a row is not as it should be.
enum class row_problem : std::uint8_t {
    exit_before_start,
    unknown_code,                   ///< a value that its code list does not have
    bad_date,                       ///< not a date in the schema's format, or a missing start
    missing_key,                    ///< no person
    duplicate,                      ///< equal to an earlier row in every column that the schema names
    overlap,                        ///< begins before another spell of the person has ended
    contradicting_person_attribute, ///< another birth date than in the person's earlier rows
    outside_horizon                 ///< wholly before or after the observed time
};
inline constexpr std::size_t row_problem_count = 8;

/// What happens to such a row.
enum class row_policy : std::uint8_t {
    reject,           ///< leave it out, count it
    stop,             ///< give up with an error that names the first such row
    count_as_unknown, ///< keep it with the value unknown, count it
    keep              ///< keep it as it is, count it
};

[[nodiscard]] std::string_view name_of(row_problem problem) noexcept; ///< "exit_before_start"
[[nodiscard]] std::string_view name_of(row_policy policy) noexcept;   ///< "reject"
[[nodiscard]] std::optional<row_problem> parse_row_problem(std::string_view text) noexcept;
[[nodiscard]] std::optional<row_policy> parse_row_policy(std::string_view text) noexcept;

/// A policy for each problem. Defaults: reject, except overlap, outside_horizon and contradicting_person_attribute
/// (keep); an unknown code becomes unknown where the dimension declares one, and is rejected elsewhere.
struct row_policies {
    std::array<row_policy, row_problem_count> by_problem{row_policy::reject, row_policy::reject, row_policy::reject,
                                                         row_policy::reject, row_policy::reject, row_policy::keep,
                                                         row_policy::keep,   row_policy::keep};
    [[nodiscard]] row_policy operator[](row_problem problem) const noexcept {
        return by_problem[static_cast<std::size_t>(problem)];
    }
    [[nodiscard]] row_policy& operator[](row_problem problem) noexcept {
        return by_problem[static_cast<std::size_t>(problem)];
    }
};

/// One kind of problem in one column.
struct quality_finding {
    row_problem problem{};
    row_policy policy{}; ///< what was done
    std::string column;  ///< the column's name in the file; empty for problems of the whole row
    std::int64_t rows = 0;
    /// The first rows: line of the file (the header is line 1) and the value as written. Never a person's key: for
    /// `missing_key`, `duplicate` and `overlap` the value is empty.
    struct example {
        std::int64_t line;
        std::string value;
    };
    std::vector<example> examples; ///< at most `most_examples`
    static constexpr std::size_t most_examples = 5;
};

/// Findings of one register or table, with the balance: rows_read == rows_kept + rows_rejected + rows_superseded.
struct quality_report {
    enum class source_kind : std::uint8_t { spell_register, population_table, published_table };
    source_kind source = source_kind::spell_register;
    std::string register_name; ///< the table's name where it is one
    std::string file;
    std::int64_t rows_read = 0;
    std::int64_t rows_kept = 0;
    std::int64_t rows_rejected = 0;
    std::int64_t rows_superseded = 0; ///< earlier records of a spell, and those after the day `as_known_on`
    std::int64_t persons = 0;         ///< of a register
    std::int64_t open_spells = 0;     ///< of a register
    std::vector<quality_finding> findings;

    /// Rows touched by a problem, over all columns.
    [[nodiscard]] std::int64_t count(row_problem problem) const noexcept;

    /// Adds the report of another part of the persons: then it is that of both together. Findings are in the order of
    /// problem, column and first row.
    void add(const quality_report& part);
};

} // namespace kohort
