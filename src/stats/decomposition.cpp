#include <kohort/stats/decomposition.hpp>

#include "columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace kohort {
namespace {

constexpr std::size_t most_factors = 16, most_dimensions = 8;

/// How much exchanging one of `all` counts after `before` others, over all orders: before! (all - before - 1)! / all!.
std::vector<double> weights_of_orders(std::size_t all) {
    std::vector<double> weights(all, 1.0 / static_cast<double>(all));
    for (std::size_t before = 1; before < all; ++before)
        weights[before] = weights[before - 1] * static_cast<double>(before) / static_cast<double>(all - before);
    return weights;
}

double at(const std::vector<double>& values, std::size_t cell) noexcept {
    return values.size() == 1 ? values.front() : values[cell];
}

/// The sum over cells of the product, where the factors in `exchanged` are the second population's.
double value_with(std::span<const rate_factor> factors, std::size_t cells, std::size_t exchanged) noexcept {
    double sum = 0;
    for (std::size_t cell = 0; cell < cells; ++cell) {
        double product = 1;
        for (std::size_t f = 0; f < factors.size(); ++f)
            product *= at((exchanged >> f & 1) != 0 ? factors[f].second : factors[f].first, cell);
        sum += product;
    }
    return sum;
}

/// Factors that fit each other.
decomposition decompose(std::span<const rate_factor> factors, std::size_t cells) {
    const auto sets = std::size_t{1} << factors.size();
    std::vector<double> values(sets);
    for (std::size_t set = 0; set < sets; ++set) values[set] = value_with(factors, cells, set);

    const auto weights = weights_of_orders(factors.size());
    decomposition made{values.front(), values.back(), {}};
    for (std::size_t f = 0; f < factors.size(); ++f) {
        const auto bit = std::size_t{1} << f;
        double effect = 0;
        for (std::size_t set = 0; set < sets; ++set)
            if ((set & bit) == 0)
                effect += weights[static_cast<std::size_t>(std::popcount(set))] * (values[set | bit] - values[set]);
        made.effects.push_back({factors[f].name, effect});
    }
    return made;
}

std::size_t cells_of(std::span<const rate_factor> factors) noexcept {
    std::size_t cells = 1;
    for (const auto& each : factors) cells = std::max({cells, each.first.size(), each.second.size()});
    return cells;
}

void check_factor(const rate_factor& factor, std::size_t cells, const std::string& path, error_list& errors) {
    for (const auto* values : {&factor.first, &factor.second}) {
        if (values->size() != 1 && values->size() != cells)
            errors.emplace_back(error_code::invalid_argument,
                                fmt::format("\"{}\" has {} values; give it one, or one for each of the {} cells",
                                            factor.name, values->size(), cells),
                                path);
        if (!std::ranges::all_of(*values, [](double value) { return std::isfinite(value); }))
            errors.emplace_back(error_code::invalid_argument,
                                fmt::format("\"{}\" has a value that is not a number", factor.name), path);
    }
}

/// Shares of persons by the codes of some of the crossed dimensions, told for every cell.
class margins {
  public:
    margins(std::span<const std::size_t> extents, std::span<const double> persons) {
        const auto sets = std::size_t{1} << extents.size();
        for (std::size_t kept = 0; kept < sets; ++kept) of_.push_back(margin_of(extents, persons, kept));
    }

    [[nodiscard]] double of(std::size_t kept, std::size_t cell) const noexcept { return of_[kept][cell]; }

  private:
    static std::vector<double> margin_of(std::span<const std::size_t> extents, std::span<const double> persons,
                                         std::size_t kept) {
        std::vector<std::size_t> key(persons.size());
        std::vector<double> sums(persons.size());
        for (std::size_t cell = 0; cell < persons.size(); ++cell) {
            std::size_t rest = cell, stride = 1;
            for (std::size_t d = extents.size(); d-- > 0; rest /= extents[d]) {
                if ((kept >> d & 1) == 0) continue;
                key[cell] += rest % extents[d] * stride;
                stride *= extents[d];
            }
            sums[key[cell]] += persons[cell];
        }
        std::vector<double> of_cell(persons.size());
        for (std::size_t cell = 0; cell < persons.size(); ++cell) of_cell[cell] = sums[key[cell]];
        return of_cell;
    }

    std::vector<std::vector<double>> of_; ///< by set of dimensions kept
};

/// The factor of one dimension in the share of every cell: the product over sets of other dimensions of the conditional
/// share given them, each to the power of its weight. 0 where no one is.
std::vector<double> composition_factor(const margins& persons, std::size_t dimensions, std::size_t dimension,
                                       std::size_t cells) {
    const auto weights = weights_of_orders(dimensions);
    const auto bit = std::size_t{1} << dimension, all = (std::size_t{1} << dimensions) - 1;
    std::vector<double> factor(cells, 0.0);
    for (std::size_t cell = 0; cell < cells; ++cell) {
        if (persons.of(all, cell) == 0) continue;
        double logarithm = 0;
        for (std::size_t given = 0; given <= all; ++given)
            if ((given & bit) == 0)
                logarithm += weights[static_cast<std::size_t>(std::popcount(given))] *
                             std::log(persons.of(given | bit, cell) / persons.of(given, cell));
        factor[cell] = std::exp(logarithm);
    }
    return factor;
}

rate_factor rates_of(const crossed_population& first, const crossed_population& second) {
    rate_factor rates{"rate", std::vector<double>(first.persons.size()), std::vector<double>(first.persons.size())};
    for (std::size_t cell = 0; cell < first.persons.size(); ++cell) {
        const bool in_first = first.persons[cell] > 0, in_second = second.persons[cell] > 0;
        if (in_first) rates.first[cell] = first.events[cell] / first.persons[cell];
        if (in_second) rates.second[cell] = second.events[cell] / second.persons[cell];
        if (!in_first) rates.first[cell] = rates.second[cell];
        if (!in_second) rates.second[cell] = rates.first[cell];
    }
    return rates;
}

std::vector<double> shares_of(std::span<const double> persons) {
    const double all = std::accumulate(persons.begin(), persons.end(), 0.0);
    std::vector<double> shares(persons.begin(), persons.end());
    for (auto& each : shares) each /= all;
    return shares;
}

rate_factor shares_of(const crossed_population& first, const crossed_population& second) {
    return {"composition", shares_of(first.persons), shares_of(second.persons)};
}

/// Both populations with the mean of the two.
rate_factor mean_of(const rate_factor& rates) {
    auto mean = rates.first;
    for (std::size_t cell = 0; cell < mean.size(); ++cell) mean[cell] = (mean[cell] + rates.second[cell]) / 2;
    return {rates.name, mean, mean};
}

void check_events(std::span<const double> persons, std::span<const double> events, error_list& errors) {
    for (std::size_t cell = 0; cell < persons.size(); ++cell)
        if (persons[cell] == 0 && events[cell] > 0)
            errors.emplace_back(error_code::invalid_argument, "there are events but no persons",
                                path_of_row("cells", cell));
    if (std::ranges::all_of(persons, [](double each) { return each == 0; }))
        errors.emplace_back(error_code::invalid_argument, "a population without persons has no rate");
}

error_list check_crossed(std::span<const std::string> dimensions, std::span<const std::size_t> extents,
                         const crossed_population& first, const crossed_population& second) {
    error_list errors;
    if (dimensions.empty() || dimensions.size() > most_dimensions || extents.size() != dimensions.size()) {
        errors.emplace_back(error_code::invalid_argument,
                            fmt::format("give 1 to {} dimensions and as many extents", most_dimensions));
        return errors;
    }
    check_columns({{"first persons", first.persons},
                   {"first events", first.events},
                   {"second persons", second.persons},
                   {"second events", second.events}},
                  "cells", errors);
    const auto cells = std::accumulate(extents.begin(), extents.end(), std::size_t{1}, std::multiplies<>());
    if (first.persons.size() != cells)
        errors.emplace_back(
            error_code::invalid_argument,
            fmt::format("the dimensions cross to {} cells, but there are {}", cells, first.persons.size()));
    if (!errors.empty()) return errors;
    check_events(first.persons, first.events, errors);
    check_events(second.persons, second.events, errors);
    return errors;
}

// Kitagawa

/// A side's groups and the persons of all.
struct side {
    std::span<const group_count> groups;
    group_count all{0, 0};

    explicit side(std::span<const group_count> given) : groups(given) {
        for (const auto& each : groups) {
            all.events = checked_add(all.events, each.events);
            all.persons = checked_add(all.persons, each.persons);
        }
    }
    [[nodiscard]] double share(std::size_t group) const noexcept {
        return static_cast<double>(groups[group].persons) / static_cast<double>(all.persons);
    }
    [[nodiscard]] double rate(std::size_t group) const noexcept {
        return static_cast<double>(groups[group].events) / static_cast<double>(groups[group].persons);
    }
    [[nodiscard]] bool has(std::size_t group) const noexcept { return groups[group].persons > 0; }
    [[nodiscard]] ratio of_whole(std::size_t group) const { return {groups[group].events, all.persons}; }
};

void check_side(std::span<const group_count> groups, error_list& errors) {
    bool has_persons = false;
    for (std::size_t group = 0; group < groups.size(); ++group) {
        const auto [events, persons] = groups[group];
        has_persons |= persons > 0;
        if (events < 0 || persons < 0 || (persons == 0 && events > 0))
            errors.emplace_back(error_code::invalid_argument,
                                fmt::format("{} events of {} persons cannot be", events, persons),
                                path_of_row("groups", group));
    }
    if (!has_persons) errors.emplace_back(error_code::invalid_argument, "a side without persons has no rate");
}

group_contribution contribution_of(const side& first, const side& second, std::size_t group) {
    group_contribution made{second.of_whole(group) - first.of_whole(group), 0, 0};
    if (!first.has(group) && !second.has(group)) return made;
    const double before = first.has(group) ? first.rate(group) : second.rate(group);
    const double after = second.has(group) ? second.rate(group) : first.rate(group);
    made.composition = (second.share(group) - first.share(group)) * (before + after) / 2;
    made.rate = (after - before) * (first.share(group) + second.share(group)) / 2;
    return made;
}

} // namespace

result<decomposition> das_gupta(std::span<const rate_factor> factors) {
    if (factors.empty() || factors.size() > most_factors)
        return error(error_code::invalid_argument, fmt::format("give 1 to {} factors", most_factors));
    const auto cells = cells_of(factors);
    error_list errors;
    for (std::size_t f = 0; f < factors.size(); ++f) check_factor(factors[f], cells, path_of_row("factors", f), errors);
    if (!errors.empty()) return errors;
    return decompose(factors, cells);
}

result<decomposition> das_gupta_crossed(std::span<const std::string> dimensions, std::span<const std::size_t> extents,
                                        const crossed_population& first, const crossed_population& second) {
    auto errors = check_crossed(dimensions, extents, first, second);
    if (!errors.empty()) return errors;
    const auto cells = first.persons.size();
    const margins before(extents, first.persons), after(extents, second.persons);
    std::vector<rate_factor> composition;
    for (std::size_t d = 0; d < dimensions.size(); ++d)
        composition.push_back({dimensions[d], composition_factor(before, dimensions.size(), d, cells),
                               composition_factor(after, dimensions.size(), d, cells)});
    const rate_factor shares_and_rates[] = {shares_of(first, second), rates_of(first, second)};
    composition.push_back(mean_of(shares_and_rates[1]));

    auto made = decompose(shares_and_rates, cells);
    auto effects = decompose(composition, cells).effects;
    effects.back() = made.effects.back(); // that of the rates, in place of the 0 of what does not differ
    made.effects = std::move(effects);
    return made;
}

result<kitagawa_decomposition> kitagawa(std::span<const group_count> first, std::span<const group_count> second) {
    error_list errors;
    if (first.size() != second.size())
        errors.emplace_back(error_code::invalid_argument,
                            fmt::format("there are {} groups first and {} second; give the same, with 0 persons where "
                                        "one has none",
                                        first.size(), second.size()));
    check_side(first, errors);
    check_side(second, errors);
    if (!errors.empty()) return errors;
    try {
        const side before(first), after(second);
        kitagawa_decomposition made{
            ratio(before.all.events, before.all.persons), ratio(after.all.events, after.all.persons), 0, 0, {}};
        for (std::size_t group = 0; group < first.size(); ++group) {
            made.groups.push_back(contribution_of(before, after, group));
            made.composition += made.groups.back().composition;
            made.rate += made.groups.back().rate;
        }
        return made;
    } catch (const std::overflow_error&) {
        return error(error_code::plan, "a contribution does not fit into 64 bits; use fewer persons per side");
    }
}

} // namespace kohort
