// Published tables from CSV, by whatever software they were made, for an attack.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/publish/disclosure/attack.hpp>

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace kohort::disclosure {

/// By dimension: the code that includes each code, besides the total.
using code_parents = std::map<std::string, std::map<std::string, std::string>, std::less<>>;

/// Reads hierarchies from CSV with the columns dimension, code and parent. Errors (`error_code::data`, all at once up
/// to 100): what is no CSV; a code with two parents; a code that is its own parent, directly or not.
[[nodiscard]] result<code_parents> parse_code_parents(std::string_view text, const std::string& name);

struct printed_tables_options {
    code_parents parents{};
    std::string total = "total"; ///< the code of totals; an empty code is one as well
    double rounded_to = 0;       ///< numbers are multiples of this, halves either way; 0: they are exact
    double least_width = 1; ///< of the interval of a suppressed cell: of counts 1, two whole numbers must be possible
};

/// Reads tables as `to_csv` writes them, or with the columns value and, if there are, indicator, version, period,
/// numerator, denominator and status; every other column is a dimension.
///
/// Cells are numerators and denominators where the table has these columns, else values; a denominator is the sum of
/// its numerator and a rest that is not printed. Suppressed are rows with that status, or with "..", "...", "x",
/// "c", "*" or ":" for a number; primary and secondary ones alike must not be found out, for nobody but who suppressed
/// them knows which is which. Other rows without a number are unknown and not looked for. All is taken to be 0 or more.
///
/// Sums are found: along each dimension a total of the codes that have no parent, and a parent of its codes. Where they
/// do not hold on a line without gaps, parts may leave a rest; where parts are more than their total, the measure is
/// taken not to add over the dimension. Lines that lack a row are not summed.
///
/// Errors (`error_code::data`, path `table.csv:17`, all at once up to 100): what is no CSV, a number that is
/// none, two rows about the same. O(rows x dimensions x log rows).
[[nodiscard]] result<seen_release> parse_printed_tables(std::string_view text, const std::string& name,
                                                        const printed_tables_options& options = {});

} // namespace kohort::disclosure
