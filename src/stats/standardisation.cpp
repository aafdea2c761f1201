#include <kohort/stats/standardisation.hpp>

#include "columns.hpp"

#include <kohort/stats/distribution.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kohort {
namespace {

constexpr std::string_view strata = "strata";

double sum_of(std::span<const double> values) { return std::accumulate(values.begin(), values.end(), 0.0); }

/// Says where `needed` has a stratum in which `given` has no one.
void require_strata(named_column needed, named_column given, std::string_view why, error_list& errors) {
    for (std::size_t each = 0; each < needed.values.size(); ++each)
        if (needed.values[each] > 0 && given.values[each] == 0)
            errors.emplace_back(error_code::invalid_argument,
                                "\"" + std::string(given.name) + "\" is 0 where \"" + std::string(needed.name) +
                                    "\" is not: " + std::string(why) + "; put the stratum together with another",
                                path_of_row(strata, each));
}

/// A rate standardised to a sum of weights of 1, its variance and the largest weight of one event.
struct weighted_rate {
    double rate = 0, variance = 0, largest_weight = 0;

    weighted_rate(std::span<const double> events, std::span<const double> population,
                  std::span<const double> standard) {
        const double whole = sum_of(standard);
        for (std::size_t each = 0; each < events.size(); ++each) {
            if (standard[each] == 0) continue;
            const double weight = standard[each] / whole / population[each];
            rate += weight * events[each];
            variance += weight * weight * events[each];
            largest_weight = std::max(largest_weight, weight);
        }
    }
};

interval_estimate fay_feuer(const weighted_rate& of, double tail) noexcept {
    const double next = of.rate + of.largest_weight;
    const double next_variance = of.variance + of.largest_weight * of.largest_weight;
    const bool has_none = of.rate == 0;
    const double lower = has_none ? 0 : of.variance / of.rate * gamma_quantile(tail, of.rate * of.rate / of.variance);
    return {of.rate, lower, next_variance / next * gamma_quantile(1 - tail, next * next / next_variance), has_none,
            false};
}

/// Byar's limits of all events, moved to the standardised rate by the ratio of standard errors. Without events there is
/// no variance: then an event in the heaviest stratum stands for all.
interval_estimate dobson(const weighted_rate& of, double all_events, double level) noexcept {
    const auto events = count_interval(std::llround(all_events), count_method::byar, level);
    const double scale = all_events > 0 ? std::sqrt(of.variance / all_events) : of.largest_weight;
    const double lower = of.rate + scale * (events.lower - all_events);
    const bool clamps = of.rate == 0 || lower < 0;
    return {of.rate, clamps ? 0 : lower, of.rate + scale * (events.upper - all_events), clamps, false};
}

interval_estimate times(interval_estimate interval, double factor) noexcept {
    for (double* value : {&interval.estimate, &interval.lower, &interval.upper}) *value *= factor;
    return interval;
}

} // namespace

result<standardised_rate> directly_standardised(std::span<const double> events, std::span<const double> population,
                                                std::span<const double> standard, double per, direct_method method,
                                                double level) {
    error_list errors;
    check_columns({{"events", events}, {"population", population}, {"standard", standard}}, strata, errors);
    check_level(level, errors);
    if (!errors.empty()) return errors;
    require_strata({"standard", standard}, {"population", population}, "there is no rate", errors);
    require_strata({"events", events}, {"population", population}, "events need someone to happen to", errors);
    if (sum_of(standard) == 0) errors.emplace_back(error_code::invalid_argument, "the standard is empty");
    if (!errors.empty()) return errors;

    const weighted_rate weighted(events, population, standard);
    const auto interval = method == direct_method::fay_feuer ? fay_feuer(weighted, (1 - level) / 2)
                                                             : dobson(weighted, sum_of(events), level);
    return standardised_rate{sum_of(events) / sum_of(population) * per, times(interval, per),
                             weighted.variance * per * per};
}

result<indirect_standardisation> indirectly_standardised(std::int64_t observed, std::span<const double> population,
                                                         std::span<const double> standard_events,
                                                         std::span<const double> standard_population, double per,
                                                         count_method method, double level) {
    error_list errors;
    const named_column given{"standard_population", standard_population};
    check_columns({{"population", population}, {"standard_events", standard_events}, given}, strata, errors);
    check_level(level, errors);
    if (observed < 0) errors.emplace_back(error_code::invalid_argument, "fewer than 0 events cannot be observed");
    if (!errors.empty()) return errors;
    require_strata({"population", population}, given, "the standard has no rate", errors);
    require_strata({"standard_events", standard_events}, given, "events need someone to happen to", errors);
    if (!errors.empty()) return errors;

    double expected = 0;
    for (std::size_t each = 0; each < population.size(); ++each)
        if (population[each] > 0) expected += population[each] * standard_events[each] / standard_population[each];
    if (expected == 0)
        return error(error_code::invalid_argument,
                     "the standard's rates give no expected event; a ratio over 0 does not exist");
    const auto ratio = rate_interval(observed, expected, 1, method, level);
    const double crude = sum_of(standard_events) / sum_of(standard_population) * per;
    return indirect_standardisation{static_cast<double>(observed), expected, ratio, times(ratio, crude)};
}

} // namespace kohort
