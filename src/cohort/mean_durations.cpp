#include <kohort/cohort/mean_durations.hpp>

#include "observed_spells.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace kohort {

namespace {

/// A weighted sum of days; weights are 1, or millionths.
struct sum_of_days {
    std::int64_t days = 0, weight = 0;

    void add(std::int64_t more_days, std::int64_t more_weight) {
        days = checked_add(days, checked_multiply(more_days, more_weight));
        weight = checked_add(weight, more_weight);
    }
    [[nodiscard]] std::optional<ratio> mean() const {
        return weight == 0 ? std::nullopt : std::optional(ratio(days, weight));
    }
};

struct group_sums {
    sum_of_days completed, elapsed;
    std::int64_t before = 0;
};

std::vector<group_sums> sum_up(const spell_register& spells, const observed_spells& observed) {
    std::vector<group_sums> groups(observed.groups().size());
    const auto first = observed.days().first.count(), last = observed.days().last.count();
    observed.for_each_seen([&](std::size_t row, const observed_spells::block& block, std::size_t i) {
        auto& sums = groups[block.group[i]];
        const auto start = spells.start()[row], end = spells.end()[row];
        const std::int64_t weight = spells.weight().empty() ? 1 : spells.weight()[row];
        if (block.cause[i] != 0) sums.completed.add(block.last_day[i], weight);
        if (start <= last && last < end) sums.elapsed.add(last - start, weight);
        if (start <= first && first < end) sums.before = checked_add(sums.before, weight);
    });
    return groups;
}

mean_durations means_of(const group_sums& sums, double weight_unit, const survival_curve& curve, double horizon) {
    mean_durations means;
    means.group = curve.group;
    means.completed_exits = sums.completed.mean();
    means.elapsed_in_stock = sums.elapsed.mean();
    means.stock_before = static_cast<double>(sums.before) / weight_unit;
    means.stock_after = static_cast<double>(sums.elapsed.weight) / weight_unit;
    if (means.completed_exits && means.stock_after > means.stock_before)
        means.warnings.push_back(fmt::format(
            "the stock grew from {} to {}: completed exits are mostly short spells, and their mean says too little of "
            "how long spells last; use the expected duration of entrants",
            means.stock_before, means.stock_after));
    if (auto expected = restricted_mean(curve, horizon))
        means.expected_for_entrants = *std::move(expected);
    else
        means.warnings.push_back("no expected duration of entrants: " + expected.errors().front().message());
    return means;
}

} // namespace

result<std::vector<mean_durations>> mean_durations_of(const spell_source& source, const duration_query& query,
                                                      double horizon) {
    if (!(horizon >= 0))
        return error(error_code::invalid_argument, fmt::format("a horizon of {} days is no duration", horizon),
                     "/horizon");
    auto every_exit = query;
    every_exit.causes.clear();
    every_exit.censoring.clear();
    const auto counts = count_durations(source, every_exit);
    if (!counts) return counts.errors();
    const auto curves = *kaplan_meier(*counts);

    const observed_spells observed(source, every_exit);
    std::vector<group_sums> groups;
    try {
        groups = sum_up(*source.spells, observed);
    } catch (const std::overflow_error&) {
        return error(error_code::data, "the sum of durations times weights is too large for 64 bits");
    }
    const double unit = source.spells->weight().empty() ? 1 : static_cast<double>(value_column::scale);
    std::vector<mean_durations> all;
    for (std::size_t group = 0; group < groups.size(); ++group) {
        all.push_back(means_of(groups[group], unit, curves[group], horizon));
        all.back().observed = observed.days();
    }
    return all;
}

result<steady_state_durations> steady_state(const survival_curve& curve) {
    if (curve.day.empty() || curve.survival.back() > 0)
        return error(
            error_code::invalid_argument,
            fmt::format("the curve of the group \"{}\" does not fall to 0: its mean is not known", curve.group));
    double mean = 0, square = 0, left = 0, survival = 1;
    for (std::size_t row = 0; row < curve.day.size(); ++row) {
        const double right = curve.day[row];
        mean += survival * (right - left);
        square += survival * (right * right - left * left);
        left = right;
        survival = curve.survival[row];
    }
    if (mean == 0)
        return error(error_code::invalid_argument,
                     fmt::format("all spells of the group \"{}\" last no day: nobody is in the stock", curve.group));
    return steady_state_durations{mean, square / (2 * mean), square / mean};
}

} // namespace kohort
