// 224 made-up series of 120 months: the table of the task moving_means.
#pragma once

#include <cstddef>

namespace bench {

inline constexpr std::size_t series_count = 224, series_months = 120;

/// The figure of a series in a month; every peer makes the same.
constexpr int series_figure(std::size_t series, std::size_t month) {
    return static_cast<int>((series * 131 + month * 17 + (series * month) % 29) % 500);
}

} // namespace bench
