#include <kohort/aggregate/day_table.hpp>

namespace kohort {

day_table day_table::first_at_or_after(std::span<const std::int32_t> bounds) {
    if (bounds.empty()) return day_table(0, 0);
    day_table table(bounds.front(), bounds.back() + 1);
    std::size_t period = 0;
    for (auto d = table.first_; d <= table.last_; ++d) {
        while (period < bounds.size() && bounds[period] < d) ++period;
        table.periods_[static_cast<std::size_t>(d - table.first_)] = static_cast<std::uint16_t>(period);
    }
    return table;
}

day_table day_table::containing(std::span<const window> windows) {
    if (windows.empty()) return day_table(0, 0);
    day_table table(windows.front().first.count() - 1, windows.back().last.count() + 1);
    std::fill(table.periods_.begin(), table.periods_.end(), static_cast<std::uint16_t>(windows.size()));
    for (std::size_t period = 0; period < windows.size(); ++period)
        for (auto d = windows[period].first; d <= windows[period].last; ++d)
            table.periods_[static_cast<std::size_t>(d.count() - table.first_)] = static_cast<std::uint16_t>(period);
    return table;
}

} // namespace kohort
