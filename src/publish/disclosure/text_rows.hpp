// A CSV file as rows of texts.
#pragma once

#include <kohort/base/result.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kohort::disclosure {

/// Every column of a file, whatever it is called.
struct text_rows {
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;
    std::vector<std::size_t> lines; ///< of the file, by row
    std::string file;

    /// The index of a column; that of none is `columns.size()`.
    [[nodiscard]] std::size_t find(std::string_view column) const noexcept;
    /// The text of a cell; empty where there is no such column.
    [[nodiscard]] const std::string& at(std::size_t row, std::size_t column) const noexcept;
    /// "table.csv:17"
    [[nodiscard]] std::string place_of(std::size_t row) const { return file + ':' + std::to_string(lines[row]); }
};

/// Errors (`data`, path file:line): those of `read_csv_lines`, columns that are not there.
[[nodiscard]] result<text_rows> parse_text_rows(std::string_view text, const std::string& name,
                                                const std::vector<std::string>& required);

} // namespace kohort::disclosure
