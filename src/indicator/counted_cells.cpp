#include "counted_cells.hpp"

namespace kohort {
namespace {

/// The counts of a series in one period.
class series_counts {
  public:
    void find(const std::optional<counted_series>& series, std::span<const measure_counts> counts, std::size_t period) {
        if (series) find(*series, counts, period);
    }
    void find(const counted_series& series, std::span<const measure_counts> counts, std::size_t period) {
        windows_.clear();
        for (const auto& [measure, window] : series.of_period[period]) {
            const auto& made = counts[measure];
            windows_.push_back(made.counts.data() + window * (made.counts.size() / made.periods));
        }
        first_ = windows_.front();
        windows_.erase(windows_.begin());
    }
    /// The sum over the period's windows in a cell of the measures' axes.
    [[nodiscard]] std::int64_t operator[](std::size_t cell_index) const noexcept {
        auto sum = first_[cell_index];
        for (const auto* const window : windows_) sum += window[cell_index];
        return sum;
    }

  private:
    const std::int64_t* first_ = nullptr;
    std::vector<const std::int64_t*> windows_; ///< the others: most series have none
};

struct band_counts {
    series_counts base, part, unknown;
};

} // namespace

std::vector<cell> counted_cells::operator()(std::span<const measure_counts> counts) const {
    std::vector<band_counts> of_bands(series.size());
    std::vector<cell> cells(places.size() * statuses.size());
    auto* next = cells.data();
    for (std::size_t p = 0; p < statuses.size(); ++p) {
        const auto status = statuses[p];
        for (std::size_t b = 0; b < series.size(); ++b) {
            of_bands[b].base.find(series[b].base, counts, p);
            of_bands[b].part.find(series[b].part, counts, p);
            of_bands[b].unknown.find(series[b].unknown, counts, p);
        }
        const auto fill = [&](auto make) {
            for (const auto& [bands, index] : places) *next++ = make(of_bands[bands], index);
        };
        if (status.is == availability::missing) {
            fill([&](const band_counts&, std::size_t) { return cell{0, 1, status}; });
        } else if (is_fraction) {
            const std::int64_t day = is_elapsed_in_stock ? days[p] : 0, sign = is_elapsed_in_stock ? -1 : 1;
            fill([&](const band_counts& found, std::size_t index) {
                const auto number = found.base[index], part = day * number + sign * found.part[index];
                cell made{is_value ? ratio(part) * value_unit : ratio(part), number, status};
                if (number == 0) made.status.is = availability::not_applicable;
                return made;
            });
        } else if (is_total) {
            fill([&](const band_counts& found, std::size_t index) {
                cell made{ratio(found.base[index]) * value_unit, is_mean_stock ? windows[p] : 1, status};
                if (found.unknown[index] == 0) return made;
                made.numerator = 0;
                made.status.is = availability::missing;
                return made;
            });
        } else {
            const ratio below = is_mean_stock ? windows[p] : 1;
            fill([&](const band_counts& found, std::size_t index) { return cell{found.base[index], below, status}; });
        }
    }
    return cells;
}

} // namespace kohort
