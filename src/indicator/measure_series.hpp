// How the counts of one quantity in all periods are split over measures, and found again.
#pragma once

#include "measure_windows.hpp"
#include "row_rules.hpp"

#include <kohort/aggregate/measure.hpp>
#include <kohort/spells/spell_register.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace kohort {

/// Where the counts of each period are, one place per window.
struct counted_series {
    struct place {
        std::size_t measure; ///< among the measures of the figures
        std::size_t window;  ///< of the measure
    };
    std::vector<std::vector<place>> of_period;
};

/// The measures of a draft: one for all windows; one per period when their rows differ; one per window when it is not
/// enough that windows step forward in time.
struct split_draft {
    std::vector<aggregate_measure> measures;
    counted_series places;
};
[[nodiscard]] split_draft split(const spell_register& spells, const measure_draft& draft,
                                const measure_windows& windows);

/// One measure, of which each window is the sum over those of a period: for counts that were added up before.
[[nodiscard]] split_draft already_summed(const measure_draft& draft, std::size_t periods);

} // namespace kohort
