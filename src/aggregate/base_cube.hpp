// The cubes that a pass over a register counts.
#pragma once

#include <kohort/aggregate/day_table.hpp>
#include <kohort/aggregate/kernels.hpp>
#include <kohort/aggregate/measure.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace kohort::detail {

using code_column = std::variant<std::span<const std::uint8_t>, std::span<const std::uint16_t>>;

/// A column and what each of its codes adds to a row's cell.
struct offset_table {
    code_column codes;
    std::vector<std::uint32_t> offsets;
};

/// Larger than any cell number, so that a sum with one of these in it is at or beyond the trash cell; small enough that
/// the sum over all columns of a measure fits in 32 bits.
inline constexpr std::uint32_t trash_offset = 1u << 26;

/// What decides when a row counts and what it adds: measures that agree in it can share a base cube.
struct row_timing {
    aggregate_measure::timing when;
    aggregate_measure::weighting adds;
    const value_column* value;
    std::shared_ptr<const std::vector<std::int32_t>> start, end;

    explicit row_timing(const aggregate_measure& measure)
        : when(measure.when), adds(measure.adds), value(measure.value), start(measure.start), end(measure.end) {}
    friend bool operator==(const row_timing&, const row_timing&) = default;
};

/// One way of counting the rows: additive measures have one; distinct persons have one for each combination of
/// hierarchy levels and totals.
using projection = std::vector<offset_table>;

/// Counts of one pass: a slab of cells per window.
struct base_cube {
    row_timing timing;
    bool distinct_persons = false;
    std::vector<window> windows;
    std::vector<std::string> columns; ///< names, for the explanation
    kernels::slab_layout layout;
    std::vector<projection> projections;
    std::span<const std::int32_t> starts, ends;         ///< when a row counts
    std::span<const std::int32_t> own_starts, own_ends; ///< what it adds
    std::int32_t end_shift = 0;
    std::optional<day_table> period_of; ///< for events in disjoint windows
    day_table enters, leaves;

    [[nodiscard]] bool counts_events() const noexcept {
        return timing.when == aggregate_measure::timing::entries || timing.when == aggregate_measure::timing::exits;
    }
    /// Whether the counts are differences from one window to the next.
    [[nodiscard]] bool has_differences() const noexcept { return !period_of && !(counts_events() && distinct_persons); }
    [[nodiscard]] std::uint32_t trash() const noexcept { return static_cast<std::uint32_t>(layout.cells - 1); }
    /// Bytes of columns read for one row.
    [[nodiscard]] std::size_t bytes_per_row() const noexcept;
    /// Bytes of the counts and of what distinct persons need.
    [[nodiscard]] std::size_t memory() const noexcept;
};

/// How a measure follows from a base cube: where each cell's count goes, and which windows make up each of its own.
struct derivation {
    aggregate_measure measure;
    std::size_t base = 0;
    std::vector<std::size_t> strides;          ///< of the measure's axes
    std::size_t cells = 1;                     ///< of the measure, per window
    std::vector<std::uint32_t> target_of_cell; ///< by cell of the base; `trash_offset` or more for none; empty: itself
    std::vector<std::vector<std::uint32_t>> windows_of; ///< by window of the measure: those of the base
};

struct compiled_plan {
    const spell_register* spells = nullptr;
    std::vector<base_cube> bases;
    std::vector<derivation> measures;
    std::uint64_t fingerprint = 0;
};

/// Groups measures and makes their base cubes, those of several measures with at most `most_cells` counts. The measures
/// have been checked.
[[nodiscard]] compiled_plan make_plan(const spell_register& spells, std::vector<aggregate_measure> measures,
                                      std::size_t most_cells);

} // namespace kohort::detail
