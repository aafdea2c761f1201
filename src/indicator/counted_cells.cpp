#include "counted_cells.hpp"

#include "../base/large_pages.hpp"

namespace kohort {
namespace {

/// The counts of a series in one period, by cell of the measures' axes.
class series_counts {
  public:
    void find(const std::optional<counted_series>& series, std::span<const measure_counts> counts, std::size_t period) {
        if (series) find(*series, counts, period);
    }
    void find(const counted_series& series, std::span<const measure_counts> counts, std::size_t period) {
        const auto& [measure, window] = series.of_period[period].front(); // there is one, see prepared_figures::series
        const auto& made = counts[measure];
        cells_ = made.counts.data() + window * (made.counts.size() / made.periods);
    }
    [[nodiscard]] std::int64_t operator[](std::size_t cell_index) const noexcept { return cells_[cell_index]; }

  private:
    const std::int64_t* cells_ = nullptr;
};

struct band_counts {
    series_counts base, part, unknown;
};

/// The days elapsed until `today` since the starts of so many spells, whose sum is known. Checked: counts of a state
/// that somebody made up need not fit each other.
std::int64_t elapsed(std::int64_t today, std::int64_t spells, std::int64_t sum_of_starts) {
    return checked_add(checked_multiply(today, spells), checked_multiply(sum_of_starts, -1));
}

} // namespace

std::vector<cell> counted_cells::operator()(std::span<const measure_counts> counts) const {
    std::vector<band_counts> of_bands(series.size());
    std::vector<cell> cells;
    reserve_written(cells, places.size() * statuses.size());
    for (std::size_t p = 0; p < statuses.size(); ++p) {
        const auto status = statuses[p];
        for (std::size_t b = 0; b < series.size(); ++b) {
            of_bands[b].base.find(series[b].base, counts, p);
            of_bands[b].part.find(series[b].part, counts, p);
            of_bands[b].unknown.find(series[b].unknown, counts, p);
        }
        const auto fill = [&](const cell& blank, auto complete) {
            const auto first = cells.size();
            cells.resize(first + places.size(), blank);
            auto* next = cells.data() + first;
            for (const auto& [bands, index] : places) complete(of_bands[bands], index, *next++);
        };
        const ratio below = is_mean_stock ? windows[p] : 1;
        if (status.is == availability::missing) {
            cells.resize(cells.size() + places.size(), {0, 1, status});
        } else if (is_fraction) {
            fill({0, 0, status}, [&](const band_counts& found, std::size_t index, cell& made) {
                const auto number = found.base[index];
                const auto part = is_elapsed_in_stock ? elapsed(days[p], number, found.part[index]) : found.part[index];
                made.numerator = is_value ? ratio(part) * value_unit : ratio(part);
                made.denominator = number;
                if (number == 0) made.status.is = availability::not_applicable;
            });
        } else if (is_total) {
            fill({0, below, status}, [&](const band_counts& found, std::size_t index, cell& made) {
                if (found.unknown[index] == 0)
                    made.numerator = ratio(found.base[index]) * value_unit;
                else
                    made.status.is = availability::missing;
            });
        } else {
            fill({0, below, status},
                 [&](const band_counts& found, std::size_t index, cell& made) { made.numerator = found.base[index]; });
        }
    }
    return cells;
}

} // namespace kohort
