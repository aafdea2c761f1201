#include <kohort/publish/disclosure/primary_rules.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>

namespace kohort::disclosure {
namespace {

ratio size_of(ratio amount) { return amount < 0 ? ratio(0) - amount : amount; }

ratio sum_of_first(const std::vector<ratio>& largest, std::size_t count) {
    return std::accumulate(largest.begin(),
                           largest.begin() + static_cast<std::ptrdiff_t>((std::min)(count, largest.size())), ratio(0));
}

/// Keeps the first rule that is broken and the most that any asks for.
void add(judgement& found, broken_rule rule, const protection& needs) {
    if (!found.is_sensitive()) found.rule = rule;
    found.needs.below = (std::max)(found.needs.below, needs.below);
    found.needs.above = (std::max)(found.needs.above, needs.above);
    found.needs.width = (std::max)(found.needs.width, needs.width);
}

/// As far under the value as over it; but nobody believes less than nothing.
protection around(ratio total, ratio distance) {
    return {(std::min)(total, distance).to_double(), distance.to_double(), 0};
}

error invalid(std::string message, std::string path) {
    return {error_code::invalid_argument, std::move(message), std::move(path)};
}

} // namespace

error_list problems_of(const primary_rules& rules) {
    error_list problems;
    if (rules.minimum_frequency < 0)
        problems.push_back(invalid("the least count that is printed cannot be below 0; 0 switches the rule off",
                                   "/minimum_frequency"));
    if (rules.minimum_contributors < 0)
        problems.push_back(invalid("the least number of contributors cannot be below 0; 0 switches the rule off",
                                   "/minimum_contributors"));
    if (rules.dominance && rules.dominance->largest == 0)
        problems.push_back(invalid("dominance is of 1 contributor or more", "/dominance/largest"));
    if (rules.dominance && (rules.dominance->percent <= 0 || rules.dominance->percent > 100))
        problems.push_back(
            invalid("the percent of dominance must be above 0 and at most 100, e.g. 80", "/dominance/percent"));
    if (rules.p_percent && rules.p_percent->percent <= 0)
        problems.push_back(invalid("the percent must be above 0, e.g. 10", "/p_percent/percent"));
    return problems;
}

contributions contributions_of(std::span<const contribution> rows, std::size_t keep) {
    std::map<std::uint64_t, ratio> amounts;
    for (const auto& each : rows) amounts[each.contributor] = amounts[each.contributor] + each.amount;
    contributions cell;
    for (const auto& [contributor, amount] : amounts) {
        if (amount == 0) continue;
        cell.total = cell.total + amount;
        cell.largest.push_back(size_of(amount));
    }
    cell.contributors = static_cast<std::int64_t>(cell.largest.size());
    std::sort(cell.largest.begin(), cell.largest.end(), std::greater<>());
    if (cell.largest.size() > keep) cell.largest.resize(keep);
    return cell;
}

std::string_view name_of(broken_rule rule) noexcept {
    constexpr std::string_view names[] = {"none",      "minimum frequency", "zero", "minimum contributors",
                                          "dominance", "p percent"};
    return names[static_cast<std::size_t>(rule)];
}

judgement judge_count(std::int64_t count, const primary_rules& rules) {
    judgement found;
    if (count > 0 && count < rules.minimum_frequency)
        add(found, broken_rule::minimum_frequency, {0, static_cast<double>(rules.minimum_frequency - count), 0});
    if (count == 0 && rules.zeros_are_sensitive) add(found, broken_rule::zero, {0, 1, 0});
    return found;
}

judgement judge_magnitude(const contributions& cell, const primary_rules& rules) {
    judgement found;
    if (cell.contributors == 0) {
        if (rules.zeros_are_sensitive) add(found, broken_rule::zero, {});
        return found;
    }
    const auto total = size_of(cell.total);
    if (cell.contributors < rules.minimum_contributors)
        add(found, broken_rule::minimum_contributors, around(total, total));
    if (rules.dominance) {
        const auto& [count, percent] = *rules.dominance;
        const auto needed = sum_of_first(cell.largest, count) * ratio(100) / percent;
        if (needed > total) add(found, broken_rule::dominance, around(total, needed - total));
    }
    if (rules.p_percent) {
        const auto needed = sum_of_first(cell.largest, 1) * rules.p_percent->percent / ratio(100);
        const auto others = total - sum_of_first(cell.largest, 2);
        if (needed > others) add(found, broken_rule::p_percent, around(total, needed - others));
    }
    return found;
}

} // namespace kohort::disclosure
