// From typed columns to a register: codes, persons, order, and an account of every row.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/data/code_list.hpp>
#include <kohort/data/csv.hpp>
#include <kohort/data/quality_report.hpp>
#include <kohort/data/schema.hpp>
#include <kohort/spells/person_table.hpp>
#include <kohort/spells/spell_register.hpp>

#include <optional>
#include <string>
#include <vector>

namespace kohort {

/// A register and what was wrong with its rows.
struct built_register {
    spell_register spells;
    quality_report quality;
};

/// How a register is built.
struct build_options {
    /// With `recorded_on`, only records up to this day count; of a spell's records the latest does. Nothing: all.
    std::optional<day> as_known_on{};
    unsigned threads = 1; ///< 0 is refused; results do not depend on it
};

/// The columns that a register of this schema needs, each once.
[[nodiscard]] std::vector<csv_column_request> columns_of(const register_schema& schema);

/// Builds a register from the columns that `columns_of(schema)` asked for, in that order.
///
/// Every row is kept, rejected, or superseded by a later record of its spell, and counted: see `quality_report`. What
/// happens to a row with a problem is the schema's `on_bad_row`. An empty cell of a dimension is the code unknown;
/// where the schema does not declare one this is reported as `unknown_code`, except for the exit reason of an open
/// spell.
///
/// Errors: a code list that `codes` does not have (`schema`), a problem with policy `stop` (`data`, with file and
/// line), more than 65,535 codes in a dimension, more than 2^32 - 1 persons. O(rows) time besides sorting the spells
/// within a person; every column is read once or twice from front to back. Memory besides table and register: 8 bytes a
/// row, and the persons.
[[nodiscard]] result<built_register> build_register(const register_schema& schema, const csv_table& table,
                                                    const std::string& file, const code_book& codes,
                                                    person_table& persons, const build_options& options = {});

/// The same, giving back the memory of the table's columns as soon as they have been read.
[[nodiscard]] result<built_register> build_register(const register_schema& schema, csv_table&& table,
                                                    const std::string& file, const code_book& codes,
                                                    person_table& persons, const build_options& options = {});

} // namespace kohort
