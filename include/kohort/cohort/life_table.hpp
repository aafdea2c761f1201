// The actuarial life table: durations in intervals.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/cohort/duration_counts.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace kohort {

/// The life table of one group, a row per interval of durations [first, first of the next).
struct life_table {
    std::string group;
    std::vector<std::int32_t> first;
    std::vector<double> entering;         ///< observed at the start of the interval
    std::vector<double> late;             ///< under observation from within the interval on (left truncation)
    std::vector<double> censored;         ///< within the interval
    std::vector<double> exits;            ///< of all causes
    std::vector<double> at_risk;          ///< Y = entering + late / 2 - censored / 2
    std::vector<double> exit_probability; ///< q = exits / Y; NaN when nobody is at risk
    std::vector<double> survival;         ///< S at the start of the interval
    std::vector<double> survival_error;
    std::vector<double> density; ///< S q per day; NaN in the last interval, which has no end
    std::vector<double> density_error;
    std::vector<double> hazard; ///< 2 q / (2 - q) per day; NaN in the last interval
    std::vector<double> hazard_error;
};

/// The life tables of all groups. Those censored in an interval, and those who come under observation in it, count as
/// at risk for half of it. `first` are the first days of the intervals, from 0 upwards; the last has no end. Standard
/// errors by Greenwood's formula and, for the hazard, Gehan's. NaN where they are not defined (no exit, nobody at
/// risk). Equal to R's KMsurv::lifetab where all are observed from their first day.
///
/// Source: Klein and Moeschberger (2003), section 5.4. Errors: no interval, days that do not start with 0 or do not
/// ascend. O(groups x causes x days).
[[nodiscard]] result<std::vector<life_table>> actuarial_life_table(const duration_counts& counts,
                                                                   std::span<const std::int32_t> first);

} // namespace kohort
