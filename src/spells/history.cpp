#include <kohort/spells/history.hpp>

#include "exact_sum.hpp"
#include "pieces.hpp"

#include <algorithm>

namespace kohort {

row_bytes first_entries(const spell_register& spells, std::optional<duration> without_earlier_in) {
    std::vector<std::uint8_t> is_first(spells.size(), 0);
    const auto persons = spells.person();
    auto latest_end = all_days.start; // of the person's spells before
    for (std::size_t row = 0; row < spells.size(); ++row) {
        if (row == 0 || persons[row] != persons[row - 1]) {
            is_first[row] = 1;
            latest_end = spells.end()[row];
            continue;
        }
        if (without_earlier_in)
            is_first[row] = latest_end <= subtract(day(spells.start()[row]), *without_earlier_in).count();
        latest_end = std::max(latest_end, spells.end()[row]);
    }
    return as_row_bytes(std::move(is_first));
}

std::vector<row_bytes> present_in(const spell_register& spells, std::span<const spell_source> sources,
                                  std::span<const window> windows, stock_clock when) {
    std::vector<std::vector<std::uint8_t>> is_present(windows.size(), std::vector<std::uint8_t>(spells.size(), 0));
    days_of_person days(sources, when);
    for (std::size_t row = 0, next = 0; row < spells.size(); row = next) {
        next = spells.person_boundary(row + 1);
        const auto covered = days.covered(spells.person()[row]);
        for (std::size_t w = 0; w < windows.size(); ++w) {
            const auto ends_before = [](const day_span& span, day first) { return span.end <= first.count(); };
            const auto span = std::lower_bound(covered.begin(), covered.end(), windows[w].first, ends_before);
            if (span == covered.end() || span->start > windows[w].last.count()) continue;
            std::fill(is_present[w].begin() + static_cast<std::ptrdiff_t>(row),
                      is_present[w].begin() + static_cast<std::ptrdiff_t>(next), std::uint8_t{1});
        }
    }
    std::vector<row_bytes> bytes;
    for (auto& each : is_present) bytes.push_back(as_row_bytes(std::move(each)));
    return bytes;
}

std::vector<std::int64_t> totals_in(const spell_register& spells, const spell_source& source, const value_column& value,
                                    window days) {
    const auto& from = *source.spells;
    const day_span wanted{days.first.count(), days.last.count() + 1};
    std::vector<std::int64_t> totals(spells.size());
    for (std::size_t row = 0, next = 0, at = 0; row < spells.size(); row = next) {
        next = spells.person_boundary(row + 1);
        const auto person = spells.person()[row];
        std::int64_t total = 0;
        for (; at < from.size() && from.person()[at] <= person; ++at)
            if (from.person()[at] == person && passes(source.filters, at) &&
                common_days({from.start()[at], from.end()[at]}, wanted))
                add_exactly(total, value.values[at]);
        std::fill(totals.begin() + static_cast<std::ptrdiff_t>(row), totals.begin() + static_cast<std::ptrdiff_t>(next),
                  total);
    }
    return totals;
}

} // namespace kohort
