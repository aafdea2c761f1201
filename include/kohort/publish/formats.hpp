// The official formats by name: which one a file is in, reading any of them, writing any of them.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/data/csv.hpp>
#include <kohort/publish/publication.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kohort {

enum class table_format : std::uint8_t {
    px,        ///< `to_px`
    json_stat, ///< `to_json_stat`
    sdmx_csv,  ///< `to_sdmx_csv`
    csv,       ///< `to_csvw`
    kolada     ///< `to_kolada`; written only
};

/// As on the command line, in the order of the enumerators.
inline constexpr std::array<std::string_view, 5> table_format_names{"px", "json-stat", "sdmx-csv", "csv", "kolada"};

/// The format of a text: by its beginning, else by the ending of its name (".px", ".json", ".csv"); nothing when
/// neither tells.
[[nodiscard]] std::optional<table_format> recognise_format(std::string_view file_name, std::string_view text);

/// Reads the tables of a file: one of PX and SDMX-CSV, any number of the others. The metadata of a CSV are looked for
/// beside it ("table.csv-metadata.json"). Errors: those of `read_text_file` and of the format's reader; a format that
/// cannot be recognised, or that is not read.
[[nodiscard]] result<std::vector<publication>> read_publications(const std::string& path,
                                                                 std::optional<table_format> format = {});

struct format_options {
    text_encoding encoding = text_encoding::utf_8; ///< of PX
    bool is_sparse = false;                        ///< PX with KEYS
    std::string language{};                        ///< only this one; empty: all, and ids alone in SDMX-CSV
};

/// A file to write: its name without folder, and its content.
struct format_file {
    std::string name;
    std::string content;
};

/// The files that tables are in a format. JSON-stat and Kolada hold all tables in one file; of PX, SDMX-CSV and CSV
/// there is one for each table, called by its id, and metadata beside each CSV. The first file is called `name` when
/// there is one table or one file. Errors: those of the writers.
[[nodiscard]] result<std::vector<format_file>> to_format(std::span<const publication> tables, table_format format,
                                                         const std::string& name, const format_options& options = {});

/// Writes tables to a file, each whole or not at all; to a folder, which is made when needed, when the format needs
/// several files for several tables. Errors: those of `to_format` and `write_file`.
[[nodiscard]] std::optional<error_list> write_publications(std::span<const publication> tables, table_format format,
                                                           const std::string& path, const format_options& options = {});

} // namespace kohort
