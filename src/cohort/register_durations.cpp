// Durations counted from the spells of a register.
#include <kohort/cohort/duration_counts.hpp>

#include "duration_table.hpp"
#include "observed_spells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>

namespace kohort {

namespace {

/// Spells that are in no count.
struct not_counted {
    std::int64_t unobserved = 0, without_weight = 0;
};

not_counted fill(duration_table& table, const observed_spells& observed) {
    not_counted left_out;
    observed.for_each_block([&](const observed_spells::block& block) {
        for (std::size_t i = 0; i < block.rows; ++i) {
            const bool counts = block.counts[i] != 0, is_wanted = counts & (block.is_seen[i] != 0);
            left_out.unobserved += counts & !is_wanted;
            const auto at =
                table.leaving_at(block.group[i], block.cause[i], static_cast<std::size_t>(block.last_day[i]));
            table.leave(is_wanted ? at : table.nowhere());
            if (block.first_day[i] != 0 && is_wanted)
                table.enter(block.group[i], static_cast<std::size_t>(block.first_day[i]));
        }
    });
    return left_out;
}

not_counted fill(duration_table& table, const observed_spells& observed, std::span<const std::int64_t> weights) {
    not_counted left_out;
    observed.for_each_block([&](const observed_spells::block& block) {
        for (std::size_t i = 0; i < block.rows; ++i) {
            if (!block.counts[i]) continue;
            if (!block.is_seen[i])
                ++left_out.unobserved;
            else if (const auto weight = weights[block.first + i]; weight > 0)
                table.add(block.group[i], block.cause[i], static_cast<std::size_t>(block.first_day[i]),
                          static_cast<std::size_t>(block.last_day[i]), static_cast<double>(weight));
            else
                ++left_out.without_weight;
        }
    });
    return left_out;
}

/// The longest duration of the spells that count.
std::size_t longest_of(const observed_spells& observed) {
    std::int32_t longest = 0;
    observed.for_each_seen([&](std::size_t, const observed_spells::block& block, std::size_t i) {
        longest = (std::max)(longest, block.last_day[i]);
    });
    return static_cast<std::size_t>(longest);
}

} // namespace

result<duration_counts> count_durations(const spell_source& source, const duration_query& query) {
    const observed_spells observed(source, query);
    if (!observed.problems().empty()) return observed.problems();

    const auto& spells = *source.spells;
    const auto groups = observed.groups().size(), causes = observed.causes().size();
    const auto check = [&](std::size_t longest) -> std::optional<error> {
        if (longest > static_cast<std::size_t>(longest_duration))
            return error(error_code::data,
                         fmt::format("a spell of the register \"{}\" lasts {} days, more than {}; check its start",
                                     spells.name(), longest, longest_duration));
        return duration_table::check_size(groups, causes, longest + 1);
    };
    auto longest = observed.longest_seen(); // quick; the longest of those that pass the filters only when it matters
    if (check(longest)) longest = longest_of(observed);
    if (auto problem = check(longest)) return *problem;

    const bool is_weighted = !spells.weight().empty();
    duration_table table(groups, causes, longest + 1, is_weighted);
    const auto left_out = is_weighted ? fill(table, observed, spells.weight()) : fill(table, observed);
    auto counts = table.finish(observed.groups(), observed.causes(), static_cast<double>(value_column::scale));
    counts.unobserved = left_out.unobserved;
    counts.without_weight = left_out.without_weight;
    counts.observed = observed.days();
    return counts;
}

} // namespace kohort
