#include "duration_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace kohort {

std::optional<error> duration_table::check_size(std::size_t groups, std::size_t causes, std::size_t days) {
    if (groups * (causes + 2) <= largest / days) return std::nullopt;
    return error(error_code::invalid_argument,
                 fmt::format("{} groups, {} causes and {} days of duration need a table of more than {} cells: group "
                             "by a dimension with fewer codes",
                             groups, causes, days, largest));
}

duration_table::duration_table(std::size_t groups, std::size_t causes, std::size_t days, bool is_weighted)
    : groups_(groups), causes_(causes), days_(days), is_weighted_(is_weighted) {
    spells_.entering.resize(groups * days);
    spells_.leaving.resize(nowhere() + 1);
    if (!is_weighted) return;
    weights_.entering.resize(groups * days);
    weights_.leaving.resize(groups * (causes + 1) * days);
}

/// Everyone who leaves has entered: those who are not counted there entered on day 0.
void duration_table::enter_from_start() noexcept {
    for (std::size_t group = 0; group < groups_; ++group) {
        const auto sum = [](const auto& counts, std::size_t first, std::size_t end) {
            return std::accumulate(counts.begin() + static_cast<std::ptrdiff_t>(first),
                                   counts.begin() + static_cast<std::ptrdiff_t>(end), std::uint32_t{0});
        };
        const auto leaving = sum(spells_.leaving, leaving_at(group, 0, 0), leaving_at(group + 1, 0, 0));
        const auto entering = sum(spells_.entering, group * days_, (group + 1) * days_);
        spells_.entering[group * days_] += leaving - entering;
    }
}

std::size_t duration_table::used_days() const noexcept {
    std::size_t used = 0;
    for (std::size_t row = 0; row < groups_ * (causes_ + 1); ++row)
        for (std::size_t day = days_; day > used; --day)
            if (spells_.leaving[row * days_ + day - 1] != 0) used = day;
    return used;
}

std::vector<double> duration_table::read(bool is_leaving, std::size_t from, std::size_t used,
                                         double weight_unit) const {
    const auto& counted = is_leaving ? spells_.leaving : spells_.entering;
    const auto& weighed = is_leaving ? weights_.leaving : weights_.entering;
    std::vector<double> numbers(used);
    for (std::size_t day = 0; day < used; ++day)
        numbers[day] = is_weighted_ ? weighed[from + day] / weight_unit : counted[from + day];
    return numbers;
}

duration_group duration_table::finish_group(std::size_t group, std::size_t used, double weight_unit) const {
    duration_group made;
    const auto entering = group * days_;
    const auto leaving = group * (causes_ + 1) * days_;
    made.entering = read(false, entering, used, weight_unit);
    made.censored = read(true, leaving, used, weight_unit);
    for (std::size_t cause = 1; cause <= causes_; ++cause)
        made.exits.push_back(read(true, leaving + cause * days_, used, weight_unit));

    made.at_risk.resize(used);
    made.spells_at_risk.resize(used);
    std::int64_t spells = 0;
    double weight = 0;
    for (std::size_t day = 0; day < used; ++day) {
        spells += spells_.entering[entering + day];
        made.spells += spells_.entering[entering + day];
        weight += made.entering[day];
        std::int64_t exiting = 0;
        for (std::size_t cause = 1; cause <= causes_; ++cause)
            exiting += spells_.leaving[leaving + cause * days_ + day];
        // Sums of weights carry rounding errors: none is left when all have left, and all exit when all spells do.
        if (exiting == spells) weight = made.all_exits(day);
        made.at_risk[day] = weight;
        made.spells_at_risk[day] = spells;
        spells -= exiting + spells_.leaving[leaving + day];
        weight = spells == 0 ? 0 : weight - made.all_exits(day) - made.censored[day];
    }
    return made;
}

duration_counts duration_table::finish(std::vector<std::string> groups, std::vector<std::string> causes,
                                       double weight_unit) {
    enter_from_start();
    duration_counts counts;
    counts.causes = std::move(causes);
    counts.days = used_days();
    counts.is_weighted = is_weighted_;
    for (std::size_t group = 0; group < groups_; ++group) {
        counts.groups.push_back(finish_group(group, counts.days, weight_unit));
        counts.groups.back().name = std::move(groups[group]);
        const auto& entering = counts.groups.back().entering;
        counts.is_truncated |= std::any_of(entering.begin() + (entering.empty() ? 0 : 1), entering.end(),
                                           [](double weight) { return weight > 0; });
    }
    return counts;
}

} // namespace kohort
