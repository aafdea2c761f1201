// Rates that can be compared although the populations are composed differently.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/stats/count_interval.hpp>

#include <cstdint>
#include <span>

namespace kohort {

/// How the interval of a directly standardised rate is made.
enum class direct_method : std::uint8_t {
    fay_feuer, ///< gamma interval (Fay and Feuer 1997): covers at least as often as it says, also with few events;
               ///< R's epitools::ageadjust.direct
    dobson     ///< Byar's interval of all events, scaled by the variances (Dobson, Kuulasmaa, Eberle and Scherer 1991);
               ///< what England's fingertips publish
};

/// A standardised rate beside the crude one.
struct standardised_rate {
    double crude;
    interval_estimate adjusted;
    double variance; ///< of `adjusted.estimate`
};

/// The rate that a population would have if it were composed like the standard: the sum over strata (age groups) of
/// w r, with r = events / population, and w the stratum's share of the standard. Times `per`. Events are Poisson:
/// variance = sum of w^2 events / population^2. Without events the lower limit is clamped to 0.
///
/// Strata that the standard does not have (0) do not count, in the crude rate they do. Errors (`invalid_argument`, all
/// at once, path `/strata/<index>`): columns of different lengths, something negative or not finite, a stratum that the
/// standard has but the population has not, an empty standard, a level outside 0..1. O(strata).
[[nodiscard]] result<standardised_rate> directly_standardised(std::span<const double> events,
                                                              std::span<const double> population,
                                                              std::span<const double> standard, double per = 1,
                                                              direct_method method = direct_method::fay_feuer,
                                                              double level = 0.95);

/// What was observed beside what the standard's rates would have given.
struct indirect_standardisation {
    double observed;
    double expected;
    interval_estimate ratio;    ///< observed / expected (SIR, SMR); the standard's is 1
    interval_estimate adjusted; ///< ratio x the standard's crude rate x per
};

/// Indirect standardisation: expected = sum over strata of population x the standard's rate. The interval is that of
/// the observed count (Poisson), exact or Byar's. For populations too small for rates of their own.
///
/// Errors (`invalid_argument`) as for direct standardisation: here a stratum that the population has must be in the
/// standard; nothing is expected. O(strata).
[[nodiscard]] result<indirect_standardisation>
indirectly_standardised(std::int64_t observed, std::span<const double> population,
                        std::span<const double> standard_events, std::span<const double> standard_population,
                        double per = 1, count_method method = count_method::exact, double level = 0.95);

} // namespace kohort
