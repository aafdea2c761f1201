// Durations counted from the spells of a register.
#include <kohort/cohort/duration_counts.hpp>

#include "duration_table.hpp"
#include "observed_spells.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kohort {

namespace {

/// Counts every spell that is seen; returns the number of those without weight.
template <bool is_weighted>
std::int64_t fill(duration_table& table, const spell_register& spells, const observed_spells& observed) noexcept {
    std::int64_t without_weight = 0;
    for (std::size_t row = 0; row < spells.size(); ++row) {
        if (!observed.is_seen(row) || !observed.counts(row)) continue;
        const auto part = observed.part_of(row);
        const auto cause = part.exits ? observed.cause_of(row) : 0;
        if constexpr (!is_weighted)
            table.add(observed.group_of(row), cause, part.first, part.last);
        else if (const auto weight = spells.weight()[row]; weight > 0)
            table.add(observed.group_of(row), cause, part.first, part.last, static_cast<double>(weight));
        else
            ++without_weight;
    }
    return without_weight;
}

} // namespace

result<duration_counts> count_durations(const spell_source& source, const duration_query& query) {
    const observed_spells observed(source, query);
    if (!observed.problems().empty()) return observed.problems();

    const auto& spells = *source.spells;
    std::size_t longest = 0;
    std::int64_t unobserved = 0;
    for (std::size_t row = 0; row < spells.size(); ++row) {
        if (!observed.counts(row)) continue;
        if (observed.is_seen(row))
            longest = (std::max)(longest, observed.part_of(row).last);
        else
            ++unobserved;
    }
    if (longest > static_cast<std::size_t>(longest_duration))
        return error(error_code::data, fmt::format("a spell of the register \"{}\" lasts {} days, more than {}; check "
                                                   "its start",
                                                   spells.name(), longest, longest_duration));
    const auto groups = observed.groups().size(), causes = observed.causes().size();
    if (auto problem = duration_table::check_size(groups, causes, longest + 1)) return *problem;

    const bool is_weighted = !spells.weight().empty();
    duration_table table(groups, causes, longest + 1, is_weighted);
    const auto without_weight =
        is_weighted ? fill<true>(table, spells, observed) : fill<false>(table, spells, observed);
    auto counts = table.finish(observed.groups(), observed.causes(), static_cast<double>(value_column::scale));
    counts.unobserved = unobserved;
    counts.without_weight = without_weight;
    counts.observed = observed.days();
    return counts;
}

} // namespace kohort
