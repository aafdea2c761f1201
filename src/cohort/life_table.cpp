#include <kohort/cohort/life_table.hpp>

#include "base/undefined.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace kohort {

namespace {

std::optional<error> check(std::span<const std::int32_t> first) {
    const bool ascends = std::adjacent_find(first.begin(), first.end(), std::greater_equal<>()) == first.end();
    if (!first.empty() && first.front() == 0 && ascends) return std::nullopt;
    return error(error_code::invalid_argument, "the intervals' first days must start with 0 and ascend", "/first");
}

double sum(const std::vector<double>& by_day, std::size_t from, std::size_t to) {
    const auto begin = by_day.begin();
    return std::accumulate(begin + static_cast<std::ptrdiff_t>(from), begin + static_cast<std::ptrdiff_t>(to), 0.0);
}

/// Sums of the interval, from day `from` to before `to`.
void count(life_table& table, const duration_group& group, std::size_t from, std::size_t to) {
    table.entering.push_back(from < to ? group.at_risk[from] : 0);
    table.late.push_back(from < to ? sum(group.entering, from + 1, to) : 0);
    table.censored.push_back(sum(group.censored, from, to));
    double exits = 0;
    for (const auto& cause : group.exits) exits += sum(cause, from, to);
    table.exits.push_back(exits);
    table.at_risk.push_back(table.entering.back() + (table.late.back() - table.censored.back()) / 2);
}

void estimate(life_table& table) {
    double survival = 1, greenwood = 0;
    for (std::size_t row = 0; row < table.first.size(); ++row) {
        const double at_risk = table.at_risk[row], exits = table.exits[row];
        const bool is_last = row + 1 == table.first.size();
        const double width = is_last ? undefined : table.first[row + 1] - table.first[row];
        const double q = at_risk > 0 ? exits / at_risk : undefined, p = 1 - q;
        table.exit_probability.push_back(q);
        table.survival.push_back(survival);
        table.survival_error.push_back(survival * std::sqrt(greenwood));
        const double density = survival * q / width;
        table.density.push_back(density);
        table.density_error.push_back(density * std::sqrt(greenwood + p / (at_risk * q)));
        const double hazard = 2 * q / (width * (1 + p)), part = hazard * width / 2;
        table.hazard.push_back(hazard);
        table.hazard_error.push_back(hazard * std::sqrt((1 - part * part) / (at_risk * q)));
        survival *= p;
        greenwood += q / (at_risk * p);
    }
}

} // namespace

result<std::vector<life_table>> actuarial_life_table(const duration_counts& counts,
                                                     std::span<const std::int32_t> first) {
    if (auto problem = check(first)) return *problem;
    std::vector<life_table> tables;
    for (const auto& group : counts.groups) {
        life_table table;
        table.group = group.name;
        table.first.assign(first.begin(), first.end());
        for (std::size_t row = 0; row < first.size(); ++row) {
            const auto from = (std::min)(static_cast<std::size_t>(first[row]), counts.days);
            const auto next = row + 1 < first.size() ? static_cast<std::size_t>(first[row + 1]) : counts.days;
            count(table, group, from, (std::max)(from, (std::min)(next, counts.days)));
        }
        estimate(table);
        tables.push_back(std::move(table));
    }
    return tables;
}

} // namespace kohort
