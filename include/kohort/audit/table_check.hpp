// Does a published table add up? Totals, subtotals and of-which rows found in a cube, declared or not.
#pragma once

#include <kohort/audit/published_figure.hpp>
#include <kohort/audit/verdict.hpp>
#include <kohort/cube/cube.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace kohort::audit {

/// What is known of a table besides its cells.
struct table_options {
    /// Cells are rounded to multiples of this, halves away from zero: 1/10 for one decimal, 1000 for thousands. 0: they
    /// are exact counts.
    ratio rounded_to = 0;
    /// Whether rows are looked for that are the sum of others, on axes that declare no total and no hierarchy.
    bool find_sums = true;
};

/// How positions of an axis hang together.
enum class sum_rule : std::uint8_t {
    equal,       ///< the parts together are the total
    overlapping, ///< distinct persons: at least the largest part, at most all parts together
    within       ///< an of-which row: at most the total
};

/// Why positions are taken to hang together.
enum class sum_evidence : std::uint8_t {
    declared, ///< roles, parents and of-which marks of the axis
    named,    ///< codes or labels: "Totalt", "Summa", "varav", "of which"
    found     ///< the cells alone: it holds on most lines
};

/// Positions of one axis of which one is the total of others.
struct table_sum {
    std::string axis;
    std::string total;                 ///< code
    std::vector<std::string> parts;    ///< codes
    std::vector<std::string> of_which; ///< codes of positions that were left out, being part of another
    sum_rule rule = sum_rule::equal;
    sum_evidence evidence = sum_evidence::declared;
    std::size_t lines = 0;           ///< lines of cells in which it was checked
    std::size_t lines_with_gaps = 0; ///< lines with a cell that has no value: not checked
    friend bool operator==(const table_sum&, const table_sum&) = default;
};

/// A line of cells in which a sum does not hold as printed.
struct table_finding {
    std::size_t sum = 0;                 ///< of `table_audit::sums`
    std::vector<std::string> place;      ///< a code for each axis, of the total
    ratio computed;                      ///< sum of the parts
    ratio printed;                       ///< the total
    interval admitted;                   ///< what the total may be, given how all cells are rounded
    verdict is = verdict::contradiction; ///< or `rounding`
    mistake looks_like = mistake::unknown;
    std::string reason;
    friend bool operator==(const table_finding&, const table_finding&) = default;
};

/// What an audit of a table found.
struct table_audit {
    std::vector<table_sum> sums;
    std::vector<table_finding> findings; ///< in the order of the sums, then of the cells
};

/// Checks every sum of a table.
///
/// Declared: the total of an axis is the sum of its roots, a parent that of the positions below it without of-which
/// ones (who lists some of the parts only marks them as of-which); an of-which position is at most what it is part of.
///
/// On a dimension without parents and of-which marks, names count first: a code or label that begins with "total",
/// "totalt", "summa", "samtliga", "alla", "sum" or "all" is a total, one with "varav", "därav" or "of which" is part of
/// the position before it. Then numbers: a position is a subtotal when it equals the last two or more before it, those
/// that are part of a subtotal left out, on two lines or more and on more than half of those with all cells; all before
/// it but one, when that one is then an of-which row. On a single line of cells only the last position may be found so,
/// as the sum of all. Where nothing is found, positions are read from the end: totals may stand before their parts.
///
/// A measure that does not add over the axis (`cube::adds`) is not checked by sums: distinct persons are at least as
/// many as in the largest part and at most as many as in all parts together, and only what is outside is a
/// contradiction; medians and other measures that never add, and stocks over time, are not checked. Of fractions,
/// numerators are checked.
///
/// Lines with a cell that has no value (missing, suppressed, not applicable) are counted and not checked; nil is 0.
/// Throws `std::overflow_error` when a sum passes 64 bits. O(positions² x cells) where sums are looked for, else
/// O(cells).
[[nodiscard]] table_audit check(const cube& table, const table_options& options = {});

/// The sums that were checked and what does not hold, for people.
[[nodiscard]] std::string to_text(const table_audit& audit);

} // namespace kohort::audit
