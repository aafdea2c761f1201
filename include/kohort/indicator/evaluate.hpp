// From definitions and registers to tables of figures: one call.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/cube/cube.hpp>
#include <kohort/indicator/definition.hpp>
#include <kohort/spells/data_set.hpp>
#include <kohort/time/period_axis.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kohort {

/// What is computed besides what the definitions say.
struct evaluate_options {
    /// The periods asked for; nothing means the last two periods of each definition that end within the horizon of its
    /// register.
    std::optional<period_literal> periods;
    /// Replaces each definition's periodicity.
    std::optional<periodicity> per;
    /// Replaces each definition's breakdowns by those of these dimensions that its register has.
    std::optional<std::vector<std::string>> by;
    /// Threads used; the figures are the same for any number. An embedded library starts no threads unasked.
    unsigned threads = 1;
    /// Bytes for counts; when they would need more, the rows are read several times, with the same figures.
    std::size_t memory = 2'000'000'000;
    /// Called from the calling thread with rows done and all rows; return false to cancel (`error_code::cancelled`).
    std::function<bool(std::int64_t done, std::int64_t all)> progress;
};

/// An evaluated indicator. The first axis of `figures` is the period, the others are the breakdowns in the definition's
/// order, each with a position "total": of all rows, also of those at other ages or with a code above the level shown.
struct indicator_table {
    definition indicator;              ///< as computed: `per` and `by` are those of the options when given
    std::uint64_t definition_hash = 0; ///< of the definition as given
    cube figures;
};

/// Evaluates all definitions in one pass over each register that they need.
///
/// Errors (all at once, path `<id>/...`): a register or dimension that the data set does not have, a code that its list
/// does not have, a period outside the definition's validity, a breakdown that cannot be translated exactly, a limit
/// passed. Cost: O(rows + cells x periods) per measure and marginal set.
[[nodiscard]] result<std::vector<indicator_table>> evaluate(std::span<const definition> definitions,
                                                            const data_set& data, const evaluate_options& options = {});

/// How the rows would be read: the base cubes of every pass, see `plan::explain`. Errors: those of `evaluate`.
[[nodiscard]] result<std::string> explain_plan(std::span<const definition> definitions, const data_set& data,
                                               const evaluate_options& options = {});

/// Evaluates one definition; throws `error`.
[[nodiscard]] indicator_table evaluate(const definition& indicator, const data_set& data,
                                       const evaluate_options& options = {});

} // namespace kohort
