#include "measure_series.hpp"

#include <algorithm>

namespace kohort {
namespace {

/// Whether no window starts or ends before the one before it, as a measure demands.
bool step_forward(std::span<const window> windows) {
    return std::ranges::adjacent_find(windows, [](const window& a, const window& b) {
               return b.first < a.first || b.last < a.last;
           }) == windows.end();
}

/// Whether the moved starts of every person are in order, as counting persons in several windows demands. They are not
/// when the births of one person contradict each other.
bool starts_in_order(const spell_register& spells, const aggregate_measure& of) {
    if (!of.distinct_persons || !of.start) return true;
    const auto persons = spells.person();
    for (std::size_t row = 1; row < persons.size(); ++row)
        if (persons[row] == persons[row - 1] && (*of.start)[row] < (*of.start)[row - 1]) return false;
    return true;
}

} // namespace

split_draft split(const spell_register& spells, const measure_draft& draft, const measure_windows& windows) {
    split_draft made;
    const bool in_order = starts_in_order(spells, draft.counts);
    if (draft.by_period.empty() && in_order && step_forward(windows.all)) {
        made.measures.push_back(draft.counts);
        made.measures.back().windows = windows.all;
        for (const auto& of_period : windows.of_period) {
            auto& places = made.places.of_period.emplace_back();
            for (const auto w : of_period) places.push_back({0, w});
        }
        return made;
    }
    for (std::size_t p = 0; p < windows.of_period.size(); ++p) {
        auto measure = draft.counts;
        if (!draft.by_period.empty())
            measure.filters.insert(measure.filters.end(), draft.by_period[p].begin(), draft.by_period[p].end());
        auto& places = made.places.of_period.emplace_back();
        for (const auto w : windows.of_period[p]) {
            if (places.empty() || !in_order) made.measures.push_back(measure);
            auto& own = made.measures.back().windows;
            places.push_back({made.measures.size() - 1, own.size()});
            own.push_back(windows.all[w]);
        }
    }
    return made;
}

split_draft already_summed(const measure_draft& draft, std::size_t periods) {
    split_draft made;
    made.measures.push_back(draft.counts);
    for (std::size_t p = 0; p < periods; ++p) made.places.of_period.push_back({{0, p}});
    return made;
}

} // namespace kohort
