// Measures counted over a register, in as few passes as the memory allows.
#pragma once

#include <kohort/aggregate/measure.hpp>
#include <kohort/aggregate/plan.hpp>
#include <kohort/base/result.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace kohort {

struct count_options {
    unsigned threads = 1; ///< the counts are the same for any number
    /// For counts and what distinct persons need, in bytes: of the results once, of a pass once per thread.
    std::size_t memory = 2'000'000'000;
    plan_limits limits{};
    /// Called from the calling thread with rows done and all rows, those of every pass; return false to cancel.
    std::function<bool(std::int64_t done, std::int64_t all)> progress{};
};

/// The passes that count the measures: one, when everything fits into the memory and every measure into the limits;
/// otherwise the windows of the measures are divided into slabs, each counted in one of several passes.
struct counting_passes {
    struct slab {
        std::size_t measure;
        std::size_t first_window;
        std::size_t windows;
    };
    struct pass {
        plan compiled;
        std::vector<slab> slabs; ///< those of the plan's measures, in their order
    };
    std::vector<pass> passes;
    std::vector<measure_counts> empty; ///< counts of the measures' shapes, 0

    /// The explanation of every pass.
    [[nodiscard]] std::string explain() const;
};

/// Plans the passes. Errors (`plan`, path = number of the measure): those of `plan::compile`; a window of a measure, or
/// the results of all, do not fit into the limits; the message says how much memory they would need.
[[nodiscard]] result<counting_passes> plan_passes(const spell_register& spells,
                                                  const std::vector<aggregate_measure>& measures,
                                                  const count_options& options = {}, std::uint64_t meaning = 0);

/// Counts the measures: `plan_passes`, then each pass. Errors: those of `plan_passes` and `run`.
[[nodiscard]] result<std::vector<measure_counts>>
count(const spell_register& spells, const std::vector<aggregate_measure>& measures, const count_options& options = {});

} // namespace kohort
