// What a data file means: which column is the person, when a spell starts and ends, which codes a dimension has.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/data/code_list.hpp>
#include <kohort/data/csv.hpp>
#include <kohort/data/measurement_unit.hpp>
#include <kohort/data/quality_report.hpp>
#include <kohort/time/date_format.hpp>
#include <kohort/time/window.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace kohort {

/// What the recorded exit date means. Inside kohort a spell is half-open, `[start, end)`.
enum class exit_meaning : unsigned char {
    last_day,       ///< Swedish "t.o.m.": end = exit + 1
    first_day_after ///< end = exit
};

/// A dimension of a register: a column of codes.
///
/// `codes` translates recorded values to codes (identity for values not named when a `code_list` is given). With
/// `codes` alone, the codes are those named, in that order. With neither, the codes are the recorded values, sorted.
struct dimension_schema {
    std::string name;
    std::string column;
    std::vector<std::pair<std::string, std::string>> codes; ///< recorded value -> code
    std::optional<std::string> code_list;                   ///< id in the code book
    std::optional<std::string> unknown;                     ///< the code for empty and unknown values
};

/// A numeric column, e.g. income.
struct value_schema {
    std::string name;
    std::string column;
    std::string unit;
};

/// A register of spells in a CSV file.
struct register_schema {
    std::string name;
    std::string file; ///< as written; relative to the schema's folder; may be empty
    std::string person;
    std::string start;
    std::optional<std::string> exit; ///< no exit column: every spell is open
    exit_meaning exit_means = exit_meaning::last_day;
    std::optional<std::string> exit_reason; ///< name of the dimension that tells how a spell ended
    struct birth_column {
        std::string column;
        bool is_year = false; ///< the column holds a year, not a date
    };
    std::optional<birth_column> birth;
    std::optional<std::string> spell;       ///< column with the spell's id
    std::optional<std::string> recorded_on; ///< of a spell's rows, the latest recorded on or before a day counts
    std::optional<std::string> weight;
    std::vector<value_schema> values;
    std::optional<window> horizon; ///< the observed time; without it: first start to last day recorded
    std::vector<dimension_schema> dimensions;
    kohort::date_format dates = date_format::iso;
    csv_dialect dialect;
    row_policies on_bad_row;
    bool on_unknown_code_given = false; ///< whether the schema itself says what an unknown code means
};

/// A table of counts, not a register: population by age, labour force by month.
struct population_schema {
    std::string name;
    std::string file;
    std::string at;               ///< column of the day or period
    std::string count;            ///< column of the number
    std::string age_from, age_to; ///< columns; equal for single years of age, empty without age
    std::vector<dimension_schema> dimensions;
    csv_dialect dialect;
    row_policies on_bad_row;            ///< for unknown_code and bad_date: tables have no other problems
    bool on_unknown_code_given = false; ///< whether the schema itself says what an unknown code means
};

/// A published table: named cells as printed.
struct cells_schema {
    std::string name;
    std::string file;
    std::string cell, period, value, status;         ///< columns; `status` may be empty
    measurement_unit unit = measurement_unit::count; ///< of all values
    std::vector<dimension_schema> dimensions;
    csv_dialect dialect;
    row_policies on_bad_row; ///< as in `population_schema`
    bool on_unknown_code_given = false;
};

/// Dated numbers such as prisbasbelopp: name -> (period label -> number as written).
struct parameter_schema {
    struct dated_value {
        std::string period;
        std::string value;
    };
    std::vector<std::pair<std::string, std::vector<dated_value>>> parameters;
};

/// One document of a data set.
using schema_document =
    std::variant<register_schema, population_schema, cells_schema, parameter_schema, code_list, correspondence>;

/// Reads one JSON object, or an array of them, in the form of the grammar (`definitions/grammar.md`, "Data files").
/// Keys that the grammar does not have are errors with a suggestion; all errors of the text are reported at once, each
/// with its JSON pointer; text that is not JSON is one error with line and column.
[[nodiscard]] result<std::vector<schema_document>> parse_schema(std::string_view json);

} // namespace kohort
