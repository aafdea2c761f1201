// From the counts of a register to cells.
#pragma once

#include "measure_series.hpp"

#include <kohort/base/obs_status.hpp>
#include <kohort/base/ratio.hpp>
#include <kohort/cube/cube.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace kohort {

/// What a cell is computed from.
struct band_series {
    counted_series base;                   ///< the count, or the denominator
    std::optional<counted_series> part;    ///< the numerator of a share; of a mean, the sum of the quantity
    std::optional<counted_series> unknown; ///< spells without the value of a total
};

/// How the cells of the cube are found in the counts: by the choice of bands and the cell of the dimensions.
struct cell_place {
    std::size_t bands;
    std::size_t cell;
};

/// Makes the cells of a count, a share, a mean or a total, period slowest.
struct counted_cells {
    std::vector<cell_place> places;
    std::vector<band_series> series;
    std::vector<obs_status> statuses;  ///< by period
    std::vector<std::int64_t> days;    ///< by period: the day on which a stock's elapsed time is taken
    std::vector<std::int64_t> windows; ///< by period: how many there are
    ratio value_unit;
    bool is_fraction, is_total, is_mean_stock, is_elapsed_in_stock, is_value;

    [[nodiscard]] std::vector<cell> operator()(std::span<const measure_counts> counts) const;
};

} // namespace kohort
