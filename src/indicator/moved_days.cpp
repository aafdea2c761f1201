#include "moved_days.hpp"

#include "../base/large_pages.hpp"

#include <algorithm>
#include <cstddef>
#include <span>

namespace kohort {
namespace {

/// What a bound makes of each day of its column. Calendars are slow, and a register has many rows but few days.
class bound_by_day {
  public:
    bound_by_day(const spell_register& spells, const derived_day& bound)
        : days_(bound.of == derived_day::origin::birth ? spells.birth() : spells.start()) {
        const auto extent = bound.of == derived_day::origin::birth ? spells.birth_days() : spells.start_days();
        first_ = extent.first;
        for (auto d = extent.first; d <= extent.last; ++d) reached_.push_back(bound.from(day(d)).count());
    }
    [[nodiscard]] bool is_known(std::size_t row) const noexcept { return days_[row] != spell_register::unknown_birth; }
    [[nodiscard]] std::int32_t operator[](std::size_t row) const noexcept {
        return reached_[static_cast<std::size_t>(days_[row] - first_)];
    }

  private:
    std::span<const std::int32_t> days_;
    std::int32_t first_ = 0;
    std::vector<std::int32_t> reached_;
};

std::vector<std::int32_t> copy_of(std::span<const std::int32_t> days) {
    std::vector<std::int32_t> made;
    reserve_written(made, days.size());
    made.assign(days.begin(), days.end());
    return made;
}

} // namespace

std::pair<std::vector<std::int32_t>, std::vector<std::int32_t>> moved_days(const spell_register& spells,
                                                                           const aggregate_measure& measure) {
    using span = std::span<const std::int32_t>;
    const auto old_starts = measure.start ? span(*measure.start) : spells.start();
    auto starts = copy_of(old_starts), ends = copy_of(measure.end ? span(*measure.end) : spells.end());
    const auto shift = measure.when == aggregate_measure::timing::close_of ? spells.exit_offset() : 0;
    for (const auto& bound : measure.from) {
        const bound_by_day first_day(spells, bound);
        for (std::size_t row = 0; row < starts.size(); ++row) {
            if (first_day.is_known(row))
                starts[row] = std::max(starts[row], first_day[row]);
            else
                ends[row] = old_starts[row];
        }
    }
    for (const auto& bound : measure.until) {
        const bound_by_day stop(spells, bound);
        for (std::size_t row = 0; row < ends.size(); ++row)
            ends[row] = std::min(ends[row], stop.is_known(row) ? stop[row] + shift : old_starts[row]);
    }
    return {std::move(starts), std::move(ends)};
}

} // namespace kohort
