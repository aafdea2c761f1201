// Rows of figures with named columns, and how they are written: for programs as CSV and JSON, for people as a table.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace kohort_cli {

/// A text, a whole number or another one; NaN is no figure.
using figure = std::variant<std::string, std::int64_t, double>;

struct figure_rows {
    std::vector<std::string> columns;
    std::vector<std::vector<figure>> rows; ///< each as long as `columns`
};

/// RFC 4180 with line feeds; numbers with as many digits as they need; empty where there is no figure.
[[nodiscard]] std::string csv_of(const figure_rows& figures);
/// An array of objects, one per row; null where there is no figure.
[[nodiscard]] std::string json_of(const figure_rows& figures);
/// A text in quotes, as JSON has it.
[[nodiscard]] std::string json_text(const std::string& text);

/// A table for reading: texts to the left, numbers to the right, with one heading per column. Where it would be wider
/// than `width`, the widest column of texts is cut.
[[nodiscard]] std::string aligned(std::vector<std::vector<std::string>> lines, bool colour, std::size_t width);

/// "12.3 %"; "-" where there is no figure.
[[nodiscard]] std::string percent(double share);
/// A whole number with thin groups of three: "12 345".
[[nodiscard]] std::string grouped(std::int64_t number);

} // namespace kohort_cli
