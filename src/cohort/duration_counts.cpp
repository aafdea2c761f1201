#include <kohort/cohort/duration_counts.hpp>

#include "base/invalid_argument.hpp"
#include "duration_table.hpp"
#include "row_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace kohort {

namespace {

error_list check_shape(const duration_columns& columns) {
    error_list problems;
    const auto rows = columns.exit.size();
    check_length(columns.cause.size(), rows, "/cause", problems);
    if (!columns.entry.empty()) check_length(columns.entry.size(), rows, "/entry", problems);
    if (!columns.weight.empty()) check_length(columns.weight.size(), rows, "/weight", problems);
    if (!columns.group.empty()) check_length(columns.group.size(), rows, "/group", problems);
    if (columns.causes.empty()) problems.push_back(invalid_argument("name at least one cause of exit", "/causes"));
    if (columns.causes.size() > 255) problems.push_back(invalid_argument("has more than 255 causes", "/causes"));
    if (columns.groups.empty()) problems.push_back(invalid_argument("name at least one group", "/groups"));
    return problems;
}

error_list check_values(const duration_columns& columns) {
    error_list problems;
    const auto entry = columns.entry, exit = columns.exit;
    const auto check = [&](std::size_t rows, auto is_bad, const char* what, const char* path) {
        check_rows(rows, is_bad, what, path, problems);
    };
    check(
        exit.size(), [&](std::size_t row) { return exit[row] < 0; }, "an exit lies before day 0", "/exit");
    check(
        exit.size(), [&](std::size_t row) { return exit[row] > longest_duration; },
        "an exit lies after the longest duration of 100000 days; give days since the spell's start, not dates",
        "/exit");
    check(
        entry.size(), [&](std::size_t row) { return entry[row] < 0; }, "an entry lies before day 0", "/entry");
    check(
        entry.size(), [&](std::size_t row) { return exit[row] < entry[row]; }, "an exit lies before its entry",
        "/exit");
    check(
        entry.size(), [&](std::size_t row) { return entry[row] > 0 && exit[row] == entry[row]; },
        "an entry after day 0 and its exit are one day, so that it was never under observation; leave it out", "/exit");
    check(
        columns.cause.size(), [&](std::size_t row) { return columns.cause[row] > columns.causes.size(); },
        "a cause is not in the list of causes", "/cause");
    check(
        columns.group.size(), [&](std::size_t row) { return columns.group[row] >= columns.groups.size(); },
        "a group is not in the list of groups", "/group");
    check_weights(columns.weight, problems);
    return problems;
}

std::size_t first_day_at_risk(std::int32_t entry) noexcept {
    return entry == 0 ? 0 : static_cast<std::size_t>(entry) + 1;
}

} // namespace

result<duration_counts> count_durations(const duration_columns& columns) {
    if (auto problems = check_shape(columns); !problems.empty()) return problems;
    if (auto problems = check_values(columns); !problems.empty()) return problems;

    std::int32_t longest = 0;
    for (const auto exit : columns.exit) longest = (std::max)(longest, exit);
    const auto days = static_cast<std::size_t>(longest) + 1;
    if (auto problem = duration_table::check_size(columns.groups.size(), columns.causes.size(), days)) return *problem;

    const bool is_weighted = !columns.weight.empty();
    duration_table table(columns.groups.size(), columns.causes.size(), days, is_weighted);
    std::int64_t without_weight = 0;
    for (std::size_t row = 0; row < columns.exit.size(); ++row) {
        const auto group = columns.group.empty() ? std::size_t{0} : columns.group[row];
        const auto first = columns.entry.empty() ? std::size_t{0} : first_day_at_risk(columns.entry[row]);
        const auto last = static_cast<std::size_t>(columns.exit[row]);
        if (!is_weighted)
            table.add(group, columns.cause[row], first, last);
        else if (columns.weight[row] > 0)
            table.add(group, columns.cause[row], first, last, columns.weight[row]);
        else
            ++without_weight;
    }
    auto counts = table.finish(columns.groups, columns.causes);
    counts.without_weight = without_weight;
    return counts;
}

duration_counts total(const duration_counts& counts, std::string name) {
    duration_counts sum = counts;
    sum.groups.assign(1, duration_group());
    auto& all = sum.groups.front();
    all.name = std::move(name);
    all.exits.resize(counts.causes.size());
    const auto add = [&](auto& to, const auto& from) {
        to.resize(counts.days);
        for (std::size_t day = 0; day < counts.days; ++day) to[day] += from[day];
    };
    for (const auto& group : counts.groups) {
        all.spells += group.spells;
        add(all.entering, group.entering);
        add(all.censored, group.censored);
        add(all.at_risk, group.at_risk);
        add(all.spells_at_risk, group.spells_at_risk);
        for (std::size_t cause = 0; cause < counts.causes.size(); ++cause) add(all.exits[cause], group.exits[cause]);
    }
    // Sums of weights in another order: where all exit in every group, all do.
    for (std::size_t day = 0; day < counts.days; ++day)
        if (std::all_of(counts.groups.begin(), counts.groups.end(),
                        [day](const duration_group& group) { return group.at_risk[day] == group.all_exits(day); }))
            all.at_risk[day] = all.all_exits(day);
    return sum;
}

} // namespace kohort
