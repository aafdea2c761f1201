// What an operator is taken of, made ready: a measure of a register, a population or a published table.
#pragma once

#include "definition_errors.hpp"
#include "measure_series.hpp"
#include "register_pool.hpp"

#include <kohort/aggregate/measure.hpp>
#include <kohort/cube/cube.hpp>
#include <kohort/indicator/definition.hpp>
#include <kohort/spells/data_set.hpp>
#include <kohort/time/period_axis.hpp>

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace kohort {

/// What is computed of one measure: its count, a share of it, or a mean or quantile over its spells.
struct figure_request {
    const measure& of;
    std::string path{}; ///< of the measure in the document
    /// Of a share, the part that is its numerator.
    const row_restrictions* part = nullptr;
    /// Of a mean or a quantile.
    const spell_quantity* quantity = nullptr;
    const std::string* quantile = nullptr;
    std::string operator_path{}; ///< of the share, mean or quantile
};

/// What all figures of an indicator have in common.
struct figure_context {
    const data_set& data;
    register_pool& registers;
    const std::vector<breakdown>& by;
    const std::vector<reporting_period>& periods;
    definition_errors& errors;
};

/// Figures on their own axes (the breakdowns, in order; without the period). `finish` makes the cells, period slowest,
/// from the counts of `measures`.
struct prepared_figures {
    std::vector<axis> axes;
    additivity adds;
    const spell_register* spells = nullptr; ///< null for tables, which need no counting
    std::vector<aggregate_measure> measures;
    std::function<std::vector<cell>(std::span<const measure_counts>)> finish;
    /// Where the counts of `measures` are that belong together. In a pool without rows `finish` wants one measure for
    /// each of these, with a window for each period.
    std::vector<counted_series> series{};
    /// Of quantiles, which have no `measures`: the numbers of all spells counted (spell_quantiles.hpp), by choice of
    /// bands and period. `finish` wants them.
    std::function<std::vector<measure_counts>()> count_numbers{};
    /// What the positions of the counts' axes stand for: rising numbers that mean the same for all registers with the
    /// same code lists.
    std::vector<std::vector<std::size_t>> meanings{};
    /// The cell of a period with codes of which the axes lack some: one per axis, empty for the total.
    std::function<cell(std::size_t period, std::span<const std::string_view> codes)> absent;
};

/// Figures of a register. Errors go to the context; then the result is of no use.
[[nodiscard]] prepared_figures prepare_register_figures(const figure_request& request, const figure_context& context);

/// Figures of a population or a published table.
[[nodiscard]] prepared_figures prepare_table_figures(const figure_request& request, const figure_context& context);

/// A period that starts after the observed time is missing, one that ends after it is provisional; one that starts
/// before it was observed in part.
[[nodiscard]] obs_status status_of(window asked, window observed);

} // namespace kohort
