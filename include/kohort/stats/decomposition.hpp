// Why two figures differ: how much comes from who is there, how much from how it goes for them.
#pragma once

#include <kohort/base/ratio.hpp>
#include <kohort/base/result.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace kohort {

/// A factor of a rate in two populations: one value for all, or one per cell (group).
struct rate_factor {
    std::string name;
    std::vector<double> first;
    std::vector<double> second;
};

/// What a factor does to the difference second - first.
struct factor_effect {
    std::string name;
    double effect;
};

/// A difference and its parts. The effects add up to `second - first`, but for the last digits of doubles.
struct decomposition {
    double first;
    double second;
    std::vector<factor_effect> effects; ///< in the order of the factors
};

/// Das Gupta's decomposition of the sum over cells of the product of factors: the effect of a factor is the mean, over
/// all orders in which the factors could be exchanged one after the other, of what its exchange changes. No order of
/// factors, no reference population and no interaction is left over; exchanging the populations changes the signs.
/// With two factors, composition and rate, this is Kitagawa's (1955).
///
/// Source: Das Gupta, Standardization and Decomposition of Rates (US Bureau of the Census, P23-186, 1993). Errors
/// (`invalid_argument`, path `/factors/<index>`): no factor or more than 16, columns that are neither one value nor one
/// per cell, a value that is not finite. O(2^factors x cells x factors).
[[nodiscard]] result<decomposition> das_gupta(std::span<const rate_factor> factors);

/// A population whose cells are crossed dimensions: one number of persons and of events per cell, the last dimension
/// fastest.
struct crossed_population {
    std::span<const double> persons;
    std::span<const double> events;
};

/// Das Gupta's decomposition of the difference of two crude rates into the effects of how the population is composed
/// over each crossed dimension, and last "rate". First composition and rate are told apart as Kitagawa does, then
/// composition is divided: the share of a cell is the product of a factor per dimension, made by geometric means of its
/// conditional shares (chapters 5 and 6). `dimensions` are the names, `extents` how many codes each has.
///
/// A cell without persons in one population has no rate there; it is given the other's, so that all it does is
/// composition. Errors (`invalid_argument`): sizes that do not fit, no dimension or more than 8, negative numbers,
/// events without persons, an empty population. O(2^dimensions x cells x dimensions).
[[nodiscard]] result<decomposition> das_gupta_crossed(std::span<const std::string> dimensions,
                                                      std::span<const std::size_t> extents,
                                                      const crossed_population& first,
                                                      const crossed_population& second);

/// Events of some among persons, in a district or group.
struct group_count {
    std::int64_t events;
    std::int64_t persons;
};

/// What a group contributes to the change of the whole's share.
struct group_contribution {
    /// events / all persons, second less first: these add up to the whole's change, exactly.
    ratio change;
    double composition; ///< of `change`, from the group's share of persons: (c2 - c1) (r1 + r2) / 2
    double rate;        ///< and from its rate: (r2 - r1) (c1 + c2) / 2
};

/// Contributions of groups to a change, and Kitagawa's two effects.
struct kitagawa_decomposition {
    ratio first;  ///< the whole's share
    ratio second; ///< the same, second
    double composition;
    double rate;
    std::vector<group_contribution> groups;
};

/// Kitagawa's decomposition of the change of a share (or rate) between two times or populations, by group: districts of
/// the city, or target groups. Every group's `composition + rate` is its `change`, but for the last digits of doubles.
/// A group without persons on one side is given the other side's rate. A composition's parts say that a group grew, not
/// that it is better or worse than others; their sum is what can be told of composition.
///
/// Source: Kitagawa, Journal of the American Statistical Association 50 (1955), 1168-1194. Errors (`invalid_argument`,
/// all at once, path `/groups/<index>`): different numbers of groups, something negative, events without persons, no
/// persons at all; (`plan`) an exact contribution that does not fit into 64 bits. O(groups).
[[nodiscard]] result<kitagawa_decomposition> kitagawa(std::span<const group_count> first,
                                                      std::span<const group_count> second);

} // namespace kohort
