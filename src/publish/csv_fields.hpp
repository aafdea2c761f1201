// CSV for formats whose columns are not known before the header is read: whole lines in, whole lines out.
#pragma once

#include <kohort/base/result.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kohort {

/// One line of a CSV file, its fields in UTF-8 and without quotes.
struct csv_line {
    std::size_t number; ///< of its first line, from 1
    std::vector<std::string> fields;
};

/// The lines of a CSV text (RFC 4180), without blank ones and without a byte order mark. Errors (`data`, path
/// file:line): not UTF-8, a quote that is never closed, a line with another number of fields than the first.
[[nodiscard]] result<std::vector<csv_line>> read_csv_lines(std::string_view text, char delimiter,
                                                           const std::string& file);

/// Adds a field to a line, quoted where it must be.
void add_csv_field(std::string& line, std::string_view field, char delimiter, bool is_first);

} // namespace kohort
