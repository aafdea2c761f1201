// A stock and everything that changes it, from one pass.
#pragma once

#include <kohort/aggregate/count.hpp>
#include <kohort/aggregate/measure.hpp>
#include <kohort/base/result.hpp>

namespace kohort {

/// A balanced table: in every period and cell
///
///     stock = opening + entries - exits + moved_in - moved_out
struct flow_counts {
    measure_counts opening;   ///< the stock at the close of the day before the period
    measure_counts entries;   ///< by the start, within the bounds on that day
    measure_counts exits;     ///< by the exit day, within the bounds on that day
    measure_counts moved_in;  ///< grew into the age band, or past the lower threshold, while the spell lasted
    measure_counts moved_out; ///< grew out of it, or past the upper threshold
    measure_counts stock;     ///< at the close of the period's last day
};

/// Counts the flows of spells in the windows of `of`, by its axes, filters and bounds; `when` is not looked at. A spell
/// that enters and exits on one day is an entry and an exit. Codes are fixed over a spell, so that nobody moves between
/// cells but by the bounds.
/// Errors (`plan`): more than one bound at a side, two that do not follow the same start or birth, or of different
/// units of time, or in the wrong order; distinct persons, weights, moved days; those of `count`.
[[nodiscard]] result<flow_counts> flows(const spell_register& spells, const aggregate_measure& of,
                                        const count_options& options = {});

} // namespace kohort
