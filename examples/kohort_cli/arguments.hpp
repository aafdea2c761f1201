// What the user asked for: the command line as values.
#pragma once

#include <kohort/data/csv.hpp>
#include <kohort/data/localised_text.hpp>
#include <kohort/publish/cohort_findings.hpp>
#include <kohort/publish/formats.hpp>
#include <kohort/time/day.hpp>
#include <kohort/time/period.hpp>
#include <kohort/time/period_axis.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace kohort_cli {

/// Which files to read, and how.
struct data_arguments {
    std::vector<std::string> schemas;
    std::vector<std::string>
        registers; ///< the n-th replaces the file of the n-th register schema; "-" is standard input
    unsigned threads = 1;
    std::optional<kohort::day> as_known_on;
};

/// Forms of results; of reports all of them, of other commands the first two or three.
enum class output_format { text, csv, json, markdown, px, json_stat, sdmx_csv, kolada, html };

/// `kohort report`
struct report_arguments {
    data_arguments data;
    std::vector<std::string> definitions;
    std::vector<std::string> indicators; ///< ids, also of the catalogue; empty for all definitions
    std::optional<kohort::period_literal> periods;
    std::optional<kohort::periodicity> per;
    std::vector<std::string> by;
    output_format format = output_format::text;
    std::string output;              ///< empty for standard output; a folder for several tables of some formats
    bool metadata = false;           ///< CSVW beside the CSV
    std::vector<std::string> tables; ///< published tables, as files
    std::optional<std::int64_t> small_counts_below; ///< 1: all are printed; nothing: as the definitions say
    std::string previous;                           ///< CSV of the release before; empty for none
    std::optional<std::size_t> memory;              ///< bytes; nothing for as much as it takes
    bool verbose = false;
    kohort::language in = kohort::language::en;
};

/// `kohort check`
struct check_arguments {
    data_arguments data;
    std::vector<std::string> definitions;
};

/// `kohort simulate`
struct simulate_arguments {
    std::int64_t persons = 0;
    std::uint64_t seed = 1;
    std::string output;
};

/// `kohort catalogue`
struct catalogue_arguments {
    std::vector<std::string> words; ///< each in the id or a name; empty for all
    output_format format = output_format::text;
    std::string output; ///< empty for standard output
    kohort::language in = kohort::language::en;
};

/// `kohort explain`
struct explain_arguments {
    std::vector<std::string> ids; ///< empty for all of the definitions
    std::vector<std::string> definitions;
    std::vector<std::string> schemas; ///< for the labels of codes; empty for the bundled ones
    std::string version;              ///< empty for the one of the day, or the newest
    std::optional<kohort::day> on;
    kohort::language in = kohort::language::en;
};

/// `kohort audit --disclosure`
struct disclosure_arguments {
    std::size_t method = 0; ///< exact, propagation, elimination
    std::int64_t rounded_to = 0;
};

/// `kohort audit`
struct audit_arguments {
    std::string figures, relations; ///< files; without relations the first is a published table
    /// What can be worked out of suppressed cells, instead: `figures` is then a table, `relations` its hierarchies, or
    /// empty.
    std::optional<disclosure_arguments> disclosure;
    output_format format = output_format::text;
    std::string output; ///< empty for standard output
};

/// `kohort convert`
struct convert_arguments {
    std::string input;
    std::string output;                                            ///< empty for standard output
    std::optional<kohort::table_format> from, to;                  ///< nothing: as the files tell
    std::string language;                                          ///< empty for all
    kohort::text_encoding encoding = kohort::text_encoding::utf_8; ///< of PX
    bool is_sparse = false;                                        ///< PX without rows of zeros
};

/// `kohort cohort`
struct cohort_arguments {
    data_arguments data;
    std::string definition; ///< a file; empty for the bundled one
    std::string id;         ///< of the cohort; empty for the first of the file
    std::vector<std::string> by;
    kohort::cohort_query query;
    output_format format = output_format::text;
    std::string output; ///< empty for standard output
};

/// A text to print and nothing else to do: help, or the version.
struct printed_answer {
    std::string text;
};

using command = std::variant<report_arguments, catalogue_arguments, explain_arguments, check_arguments,
                             simulate_arguments, audit_arguments, cohort_arguments, convert_arguments, printed_answer>;

/// Reads the command line; throws a `failure` of wrong usage.
[[nodiscard]] command parse_arguments(int argument_count, char** arguments);

/// Where the user finds help: "Try 'kohort report --help'".
[[nodiscard]] std::string help_hint(int argument_count, char** arguments);

/// Swedish when the first of LC_ALL, LC_MESSAGES and LANG that is set says so.
[[nodiscard]] kohort::language language_of_environment() noexcept;

} // namespace kohort_cli
