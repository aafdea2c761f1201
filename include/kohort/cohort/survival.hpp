// How long spells last: Kaplan-Meier and Nelson-Aalen curves, their quantiles and restricted means.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/cohort/duration_counts.hpp>
#include <kohort/stats/interval.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace kohort {

/// How intervals are made.
struct interval_options {
    interval_kind kind = interval_kind::log;
    double level = 0.95; ///< between 0 and 1
};

/// The survival curve of one group: one row per day of duration on which someone exits or is censored. Between rows the
/// curve is level; before the first it is 1. Days and at risk as in `duration_group`.
struct survival_curve {
    std::string group;
    std::int64_t spells = 0;
    interval_options interval{}; ///< of `lower` and `upper`
    std::vector<std::int32_t> day;
    std::vector<std::int64_t> spells_at_risk;
    std::vector<double> at_risk; ///< Y
    std::vector<double> exits;   ///< d, of all causes
    std::vector<double> censored;
    std::vector<double> survival;       ///< S: the share that stays longer than this day
    std::vector<double> standard_error; ///< of the survival; NaN where it is 0
    std::vector<double> lower;          ///< NaN where not defined, see `interval_of`
    std::vector<double> upper;
    std::vector<double> cumulative_hazard;       ///< A, exits per spell at risk, summed
    std::vector<double> cumulative_hazard_error; ///< its standard error
    std::vector<double> hazard_lower;            ///< NaN where not defined: without exits, except `plain`
    std::vector<double> hazard_upper;
};

/// Survival curves of all groups, in their order; a group without spells has a curve without rows.
///
/// Kaplan-Meier: S(t) = product over days s <= t of 1 - d(s) / Y(s). Greenwood's variance S(t)^2 sum d / (Y (Y - d)).
/// Nelson-Aalen: A(t) = sum d / Y with Aalen's variance sum d / Y^2. Its limits are A -+ z e, clipped at 0, for
/// `plain`, and A exp(-+ z e / A) for `log` and `log_log`: a cumulative hazard is not a proportion and has one log
/// scale. With weights, d and Y are sums of weights and the variances those of as many spells (case weights), not of a
/// sample drawn with those weights. These are the values of R's survival::survfit(robust = FALSE). Where truncation
/// leaves one spell at risk that exits, S is 0 ever after, whatever comes later: look at `spells_at_risk` on the first
/// days.
///
/// Sources: Kaplan and Meier 1958; Greenwood 1926; Andersen, Borgan, Gill and Keiding, Statistical Models Based on
/// Counting Processes (1993), sections IV.1 and IV.3. Errors: a level that is not between 0 and 1.
/// O(groups x causes x days).
[[nodiscard]] result<std::vector<survival_curve>> kaplan_meier(const duration_counts& counts,
                                                               const interval_options& interval = {});

/// S on a day: the row of the day or the last before it; 1 before the first. NaN after the last row, unless S has
/// reached 0. O(log rows).
[[nodiscard]] double survival_on(const survival_curve& curve, double day) noexcept;

/// A quantile of the durations, in days. NaN: the curve (or its limit) does not fall so far.
struct duration_quantile {
    double probability;
    double days;
    double lower;
    double upper;
    interval_options interval{};
};

/// The duration by which the share `probability` has exited: the first day with S <= 1 - probability; where S is equal
/// to it (to within 1.5e-8), the middle between that day and the next on which S falls, or the last row when it does
/// not: R's type 2, as the rest of kohort's quantiles and survival:::quantile.survfit. The limits are the same
/// quantile of the curve's lower and upper limits, which may rise where few are at risk: the first day counts.
///
/// Source: Brookmeyer and Crowley 1982. Errors: a probability that is not between 0 and 1. O(rows).
[[nodiscard]] result<duration_quantile> quantile(const survival_curve& curve, double probability);
[[nodiscard]] inline duration_quantile median(const survival_curve& curve) { return *quantile(curve, 0.5); }

/// A mean duration up to a horizon, in days.
struct restricted_mean_duration {
    std::string group;
    double horizon;
    double days;
    double standard_error;
    double lower; ///< days -+ z standard errors
    double upper;
    double level;
};

/// The mean of min(duration, horizon): the area below S from 0 to the horizon. Its variance is the sum over days of
/// (area below S from there to the horizon)^2 d / (Y (Y - d)), R's survival:::print.survfit(rmean = horizon) and
/// survRM2::rmst2.
///
/// Source: Klein and Moeschberger, Survival Analysis (2003), section 4.5; Uno et al. 2014. Errors: a level that is not
/// between 0 and 1; a horizon that is negative, not a number, or after the last day at risk while S is not 0, beyond
/// which nothing is known; a group without spells. O(rows).
[[nodiscard]] result<restricted_mean_duration> restricted_mean(const survival_curve& curve, double horizon,
                                                               double level = 0.95);

/// The difference of two estimates from independent groups.
struct mean_difference {
    double days; ///< first less second
    double standard_error;
    double lower;
    double upper;
    double p_value; ///< two-sided, by the normal distribution
};

/// Errors: horizons or levels that differ, so that the means cannot be compared.
[[nodiscard]] result<mean_difference> difference(const restricted_mean_duration& first,
                                                 const restricted_mean_duration& second);

} // namespace kohort
