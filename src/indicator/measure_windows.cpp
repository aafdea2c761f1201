#include "measure_windows.hpp"

#include <algorithm>

namespace kohort {
namespace {

/// Every day of a window.
std::vector<window> days_of(window whole) {
    std::vector<window> days;
    for (auto d = whole.first; d <= whole.last; d = d + 1) days.push_back({d, d});
    return days;
}

/// The calendar months of a window, those at its borders as far as they lie in it.
std::vector<window> months_of(window whole) {
    std::vector<window> months;
    auto month = period_containing({frequency::month}, whole.first);
    for (; month.first_day() <= whole.last; month = month.next())
        months.push_back({std::max(month.first_day(), whole.first), std::min(month.last_day(), whole.last)});
    return months;
}

/// The last days of the calendar months that end in a window; the window's last day when none does.
std::vector<window> month_ends_of(window whole) {
    std::vector<window> ends;
    for (const auto& month : months_of(whole))
        if (to_civil(month.last + 1).day == 1) ends.push_back({month.last, month.last});
    if (ends.empty()) ends.push_back({whole.last, whole.last});
    return ends;
}

std::optional<std::vector<window>> windows_in(const measure& of, window period) {
    const auto looked_at = clock_window(of.when, period);
    if (of.unit_counted == counted::person_days || of.when.kind == clock_kind::mean_of_days) return days_of(looked_at);
    if (of.unit_counted == counted::person_months) return months_of(looked_at);
    if (of.when.kind == clock_kind::mean_of_months) return month_ends_of(looked_at);
    if (of.when.kind == clock_kind::during) return std::vector{looked_at};
    const auto reference = reference_day(of.when.reference, period);
    if (!reference) return std::nullopt;
    return std::vector{window{*reference, *reference}};
}

bool starts_before(const window& a, const window& b) noexcept {
    return a.first < b.first || (a.first == b.first && a.last < b.last);
}

} // namespace

std::optional<measure_windows> windows_of(const measure& of, std::span<const reporting_period> periods,
                                          std::size_t& unfit) {
    measure_windows made;
    made.is_mean = of.when.kind == clock_kind::mean_of_days || of.when.kind == clock_kind::mean_of_months;
    std::vector<std::vector<window>> by_period;
    for (std::size_t p = 0; p < periods.size(); ++p) {
        auto windows = windows_in(of, periods[p].span);
        unfit = p;
        if (!windows) return std::nullopt;
        made.asked.push_back({windows->front().first, windows->back().last});
        made.all.insert(made.all.end(), windows->begin(), windows->end());
        by_period.push_back(std::move(*windows));
    }
    std::ranges::sort(made.all, starts_before);
    made.all.erase(std::unique(made.all.begin(), made.all.end()), made.all.end());
    for (const auto& windows : by_period) {
        std::vector<std::size_t> indices;
        for (const auto& each : windows)
            indices.push_back(
                static_cast<std::size_t>(std::ranges::lower_bound(made.all, each, starts_before) - made.all.begin()));
        made.of_period.push_back(std::move(indices));
    }
    return made;
}

} // namespace kohort
