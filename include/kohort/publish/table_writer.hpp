// Tables of figures as CSV and JSON for machines, and as text for people.
#pragma once

#include <kohort/data/localised_text.hpp>
#include <kohort/indicator/evaluate.hpp>

#include <cstddef>
#include <span>
#include <string>

namespace kohort {

/// One line per cell, with the columns indicator, version, period, every dimension of the tables in the order in which
/// it first appears, value, numerator, denominator, status.
///
/// A total has the code "total"; a dimension is empty when the indicator is not broken down by it. The value is
/// rounded, numerator and denominator are not ("a" or "a/b"); a count has no denominator, and a cell without a value
/// none of the three. Quoted as in RFC 4180, lines end with a line feed. O(cells). Throws `std::overflow_error` when a
/// figure does not fit into 64 bits.
[[nodiscard]] std::string to_csv(std::span<const indicator_table> tables);

/// The rows of `to_csv` as an array of objects, one per line: what is empty there is null here, value and whole
/// numerators and denominators are numbers, fractions are strings "a/b". O(cells). Throws like `to_csv`.
[[nodiscard]] std::string to_json(std::span<const indicator_table> tables);

/// How text tables look.
struct text_options {
    language in = language::en;
    bool colour = false;     ///< ANSI escape sequences
    std::size_t width = 100; ///< columns of the screen; passed only where a word or figure is wider
    /// Small bars after rows along consecutive periods, where they fit: the trend at a glance.
    bool sparklines = false;
};

/// Tables for the screen. Rows are the breakdown with most positions; the other breakdowns are crossed with the periods
/// into columns while these fit the width, then become rows below each row, and at last the columns continue in further
/// blocks. Indicators without a breakdown share a table with their neighbours of the same periods.
///
/// Signs: ".." missing, "..." suppressed, "." not applicable, "-" nil; after a figure p provisional, e estimated,
/// f forecast, b break in the series, u low reliability; a line below the table explains those used. Rows of unknown
/// codes are shown only when there is something in them. O(cells) figures. Throws like `to_csv`.
[[nodiscard]] std::string to_text(std::span<const indicator_table> tables, const text_options& options = {});

/// One table for the screen.
[[nodiscard]] inline std::string to_text(const indicator_table& table, const text_options& options = {}) {
    return to_text(std::span(&table, 1), options);
}

} // namespace kohort
