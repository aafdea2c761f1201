// What a pass over a register counts: sweeps for what adds up, cubes of distinct persons for what does not.
#pragma once

#include "person_cube.hpp"
#include "sweep.hpp"

#include <kohort/aggregate/measure.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace kohort::detail {

/// How a measure follows from a sweep or a cube of persons.
struct derivation {
    aggregate_measure measure;
    std::vector<std::size_t> strides; ///< of the measure's axes
    std::size_t cells = 1;            ///< of the measure, per window
    std::size_t source = 0;           ///< the sweep, or the cube of persons for distinct persons
    /// Cells, and where their counts go; `marginal` of a cube of persons.
    struct part {
        std::size_t marginal;
        std::vector<std::pair<std::uint32_t, std::uint32_t>> targets;
    };
    std::vector<part> parts;             ///< one of a sweep
    tally_difference differences;        ///< of a sweep
    std::vector<std::size_t> windows_of; ///< of a cube of persons: its window for each of the measure's
};

struct compiled_plan {
    const spell_register* spells = nullptr;
    std::vector<sweep> sweeps;
    std::vector<person_cube> person_cubes;
    std::vector<derivation> measures;
    std::uint64_t fingerprint = 0;
    std::uint64_t carried_after = 0; ///< rows after which 32-bit counts are carried into 64 bits

    [[nodiscard]] std::size_t memory() const noexcept;
};

[[nodiscard]] inline bool counts_events(const aggregate_measure& measure) noexcept {
    using timing = aggregate_measure::timing;
    return measure.when == timing::entries || measure.when == timing::exits || measure.when == timing::crossing;
}

/// Whether one day is never before the other, of whatever start or birth, as far as is seen without calendars.
[[nodiscard]] bool is_never_before(const derived_day& later, const derived_day& earlier) noexcept;

/// Groups measures and makes what counts them, several together in at most `most_cells` counts. The measures have been
/// checked.
[[nodiscard]] compiled_plan make_plan(const spell_register& spells, std::vector<aggregate_measure> measures,
                                      std::size_t most_cells);

/// Bytes that a measure's counts need when it is counted alone in windows without gaps.
[[nodiscard]] double bytes_alone(const aggregate_measure& measure, double cells, double windows) noexcept;

} // namespace kohort::detail
