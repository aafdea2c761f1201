// Are published figures consistent? Relations between them, as data, evaluated exactly and by interval arithmetic.
#pragma once

#include <kohort/audit/verdict.hpp>
#include <kohort/base/ratio.hpp>
#include <kohort/base/result.hpp>
#include <kohort/indicator/definition.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kohort::audit {

/// A printed figure as a row of a file.
struct recorded_figure {
    std::string id;
    std::string document, period, sex;    ///< as written; figures are compared by them, not understood
    std::optional<measurement_unit> unit; ///< nothing when it is none of the library's
    std::optional<ratio> value;           ///< nothing when the cell is empty
    int value_decimals = 0;               ///< written after the point of the value
    std::string printed;                  ///< the words of the document
    bool of_which = false;                ///< the row is part of another ("varav")
    bool is_target = false;               ///< an aim, not a count ("mål")
    bool counts_persons_once = false;     ///< distinct persons: parts of it may overlap
    std::int64_t line = 0;                ///< of the file
};

/// All figures of a file.
struct figure_list {
    std::string file; ///< its name in messages
    std::vector<recorded_figure> figures;
};

/// A figure computed from others: output = formula(inputs).
struct relation {
    std::string id, document, kind;
    std::string formula; ///< of i1, i2, ... (the inputs), numbers, + - * / and parentheses: "100*(i1+i2)/i3"
    std::vector<std::string> inputs; ///< ids of figures
    std::string output;              ///< id of a figure
    ratio printed;                   ///< its number
    int decimals = 0;                ///< to which it was rounded; -1 is tens
    std::int64_t line = 0;
};

/// All relations of a file.
struct relation_list {
    std::string file;
    std::vector<relation> relations;
};

/// Reads figures from CSV with the columns document, id, unit, period, value and printed; of measure_sv, measure_en,
/// sex, target_group and other_dims some or none; others are not read. By the words of id, measure, target group and
/// other dimensions a figure is an of-which row ("varav", "därav", "of which"), a target ("target", "goal", "mål",
/// "årsmål", "målsättning") or a number of distinct persons ("unika", "unique", "distinct", "net persons"). `name`
/// stands for the file in messages.
///
/// Errors (`error_code::data`, path `figures.csv:17`, all at once up to 100): those of `parse_csv`; an empty or doubled
/// id; a value that is not a decimal number of at most 18 digits. O(bytes).
[[nodiscard]] result<figure_list> parse_figures(std::string_view text, const std::string& name);

/// Reads relations from CSV with the columns id, document, kind, formula, inputs (ids with semicolons between), output,
/// printed and decimals; others (exact, matches, note) are not read.
///
/// Errors as of `parse_figures`: besides, a printed number or decimals (-9 to 9) that are none, no inputs, a formula
/// that cannot be read or uses an input that is not there.
[[nodiscard]] result<relation_list> parse_relations(std::string_view text, const std::string& name);

/// What came of one relation. Numbers are decimals, exact up to 12 places and rounded there, since they may pass 64
/// bits; an end without limit is "inf" or "-inf".
struct finding {
    std::string id, kind;
    std::string computed; ///< from the inputs' values, before rounding
    std::string printed;
    std::string admitted_low;  ///< the computed number may be from here ...
    std::string admitted_high; ///< ... to here, given the wording of the output and how the inputs were rounded
    verdict is = verdict::matches;
    mistake looks_like = mistake::unknown; ///< of a contradiction; of rounding at most `sum_of_rounded_parts`
    std::string reason;                    ///< one sentence about what does not match; empty when all does
    friend bool operator==(const finding&, const finding&) = default;
};

/// Evaluates every relation, in their order.
///
/// A relation reads the printed values of its inputs, never what another relation computed. So the output of one may be
/// an input of another, and relations may lead around in a ring (a row of each other's totals); a cycle, and an error,
/// is only an output among its own inputs.
///
/// `matches`: the number computed from the inputs' values, rounded half away from zero to the relation's decimals, is
/// the printed one, whatever the words. `rounding`: the intervals meet that the words of the output admit and that
/// interval arithmetic gives for the inputs' words (an input that stands twice in a formula counts as two). The
/// admitted ends are those of the output, moved apart by what the inputs' intervals reach beyond the computed number:
/// it is between them exactly when the two intervals meet.
///
/// An output that its relation rounds to tens or more admits at least what rounds to it; a target as output admits what
/// reaches it. Of distinct persons, the parts may be more than the output, up to so many times as there are parts; but
/// no part may be more than it, and parts of another sex than the output (women and men) must add up. A printed number
/// that the relation and its figure tell differently is a contradiction.
///
/// Errors (`error_code::data`, path `relations.csv:17`, all at once up to 100): an input or output that is no figure
/// (with the nearest ids), an input without a value, a cycle, a division by zero. O(relations x length of their
/// formulas).
[[nodiscard]] result<std::vector<finding>> check(const figure_list& figures, const relation_list& relations);

/// How many findings have this verdict.
[[nodiscard]] std::size_t count(std::span<const finding> findings, verdict is) noexcept;

/// One line per finding: id,kind,computed,printed,admitted_low,admitted_high,verdict. Quoted as in RFC 4180.
[[nodiscard]] std::string to_csv(std::span<const finding> findings);

/// What does not match, contradictions first, with reasons; then how many have which verdict.
[[nodiscard]] std::string to_text(std::span<const finding> findings);

} // namespace kohort::audit
