// A definition made ready for one register: periods, axes, measures, and how their counts become cells.
#pragma once

#include "row_rules.hpp"

#include <kohort/aggregate/plan.hpp>
#include <kohort/cube/cube.hpp>
#include <kohort/indicator/evaluate.hpp>

#include <cstddef>
#include <optional>
#include <vector>

namespace kohort {

/// A measure among those of its register's plan.
using measure_number = std::size_t;

/// What `evaluate` needs to turn counts into the cells of one indicator.
struct prepared_indicator {
    definition indicator;
    std::uint64_t hash = 0;
    const spell_register* spells = nullptr;
    std::vector<axis> axes; ///< of the cube: the period first
    additivity adds;
    std::vector<window> windows;      ///< the clock's window of each period
    std::vector<obs_status> statuses; ///< of each period
    std::size_t hidden_axes = 0;      ///< measure axes after the cube's, taken at their totals

    std::vector<aggregate_measure> measures; ///< the first is the denominator, or the count itself
    bool is_share = false;
    bool is_mean = false;
    bool is_mean_of_stock = false; ///< days elapsed: period's T x stock - sum of starts
};

/// Compiles one definition. Errors go to `errors`; then the result is of no use.
[[nodiscard]] prepared_indicator prepare(const definition& indicator, const data_set& data,
                                         const evaluate_options& options, definition_errors& errors);

/// The cells from the counts of the indicator's measures.
[[nodiscard]] cube assemble(const prepared_indicator& prepared, std::span<const measure_counts> counts);

} // namespace kohort
