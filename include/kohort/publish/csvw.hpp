// CSV with a column for each dimension, value and status, and W3C's metadata (CSVW) beside it.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/publish/publication.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kohort {

/// A CSV file and its metadata, which belong beside each other: "table.csv" and "table.csv-metadata.json".
struct csvw_files {
    std::string csv;
    std::string metadata;
};

/// One line per cell: the codes, the value with the decimals of its figure, the status in the words of `to_string`.
/// `file` is the CSV's name without folder. The metadata have titles of the columns in all languages, datatypes,
/// primary key and title, and under "notes" the whole description as a JSON-stat dataset without values, from which
/// `parse_csvw` gets the same publication back. O(cells).
[[nodiscard]] csvw_files to_csvw(const publication& table, const std::string& file);

/// Metadata for the CSV that `to_csv` writes of indicators, given their publications: the columns, and the description
/// of each, from which `parse_csvw` gets the same publications back. `file` is the CSV's name without folder.
[[nodiscard]] std::string csvw_metadata(std::span<const publication> tables, const std::string& file);

/// Reads what `to_csvw` wrote, and reports with `csvw_metadata`. Without metadata (an empty text) any CSV with a column
/// "value" is read: also what `kohort report --format csv` writes, one publication for each indicator. There, "status"
/// is the status if the column exists, "numerator" and "denominator" are left out, every other column that is not empty
/// throughout is a dimension, and lines that are not there are missing.
///
/// Errors (`data`, path file:line): those of a CSV text, no column "value", a code that the metadata do not have, an
/// unreadable value or status, two lines about the same cell. At most 20. O(bytes log cells).
[[nodiscard]] result<std::vector<publication>> parse_csvw(std::string_view csv, std::string_view metadata,
                                                          const std::string& name);

} // namespace kohort
