// One record, character by character: for the header, and to explain what is wrong with a chunk.
#pragma once

#include "csv_source.hpp"

#include <kohort/base/error.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kohort::csv {

/// What makes a record unreadable.
enum class record_problem : unsigned char {
    none,
    nul,            ///< a NUL byte
    stray_quote,    ///< a quote inside a cell that does not begin with one
    after_quote,    ///< something else than the end of the cell after a closing quote
    unclosed_quote, ///< no closing quote
    too_long        ///< longer than `longest_line`
};

/// A record: its cells without the quotes that enclose them.
struct record {
    std::vector<std::string_view> cells; ///< none for a blank line
    std::size_t length = 0;              ///< with the end of the line
    record_problem problem = record_problem::none;
    const char* place = nullptr; ///< of the problem
    const char* quote = nullptr; ///< the last opening quote
};

/// The record at the front of `text`, which ends with a newline.
[[nodiscard]] record read_record(std::string_view text, char delimiter);

/// For messages: "';'" or "a tab".
[[nodiscard]] std::string name_of_delimiter(char delimiter);

/// What the error about a problem of a record says. `in` holds the record.
[[nodiscard]] error explain(const record& bad, const chunk& in, const std::string& file);

/// Why `field_index::build` returned false: the first problem of the chunk.
[[nodiscard]] error explain(const chunk& bad, char delimiter, std::size_t fields, const std::string& file);

} // namespace kohort::csv
