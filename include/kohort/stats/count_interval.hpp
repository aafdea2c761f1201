// How sure a count or a rate is, when events happen one by one.
#pragma once

#include <kohort/stats/proportion.hpp>

#include <cstdint>

namespace kohort {

/// How an interval of a Poisson count is made.
enum class count_method : std::uint8_t {
    exact, ///< the means that neither Poisson tail rejects (Garwood 1936); R's poisson.test
    byar   ///< Byar's approximation, close to exact from 10 events on; used by the English health authorities
};

/// The interval of the mean of a Poisson count. At 0 the lower limit is clamped to 0. All NaN unless count >= 0 and
/// 0 < level < 1. O(1).
[[nodiscard]] interval_estimate count_interval(std::int64_t count, count_method method = count_method::exact,
                                               double level = 0.95) noexcept;

/// The same per `per` of exposure (person-days, population): count / exposure x per. All NaN unless exposure > 0.
[[nodiscard]] interval_estimate rate_interval(std::int64_t count, double exposure, double per = 1,
                                              count_method method = count_method::exact, double level = 0.95) noexcept;

} // namespace kohort
