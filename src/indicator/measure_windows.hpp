// The windows in which a measure counts, and how their counts make the figure of a period.
#pragma once

#include <kohort/indicator/measure.hpp>
#include <kohort/time/period_axis.hpp>
#include <kohort/time/window.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace kohort {

/// Most measures count in one window per period. Person-days are the sum of the stocks of the days, person-months that
/// of the persons present in the months; a mean stock is the mean of the stocks of days or of months' last days.
struct measure_windows {
    std::vector<window> all;                         ///< distinct, none before the one before it
    std::vector<std::vector<std::size_t>> of_period; ///< those of each period, as indices of `all`
    std::vector<window> asked;                       ///< of each period, from its first to its last window
    bool is_mean = false;                            ///< the mean of a period's windows, not the sum
};

/// Nothing when the clock's day does not lie in a period exactly once; `unfit` is then that period's index.
[[nodiscard]] std::optional<measure_windows> windows_of(const measure& of, std::span<const reporting_period> periods,
                                                        std::size_t& unfit);

} // namespace kohort
