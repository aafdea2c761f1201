// Who leaves to what: cumulative incidence of exits by cause.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/cohort/duration_counts.hpp>
#include <kohort/cohort/survival.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kohort {

/// How the variance of a cumulative incidence is estimated: by the delta method from that of the day's exits. With Y
/// spells at risk on a day, of which d exit by the cause, e by others, and a = d / Y, b = e / Y:
enum class incidence_variance : std::uint8_t {
    /// Multinomial: Var a = a (1 - a) / Y, Cov(a, b) = -a b / Y. Without truncation equal to the infinitesimal
    /// jackknife of R's survival::survfit; with one cause, Greenwood's. Andersen et al. (1993), section IV.4.1.
    greenwood,
    /// Independent causes with a correction for ties: Var a = d (Y - d) / ((Y - 1) Y^2), Cov(a, b) = 0. Equal to R's
    /// cmprsk::cuminc. Aalen 1978. Only without weights.
    aalen
};

/// The stable name: "greenwood" or "aalen".
[[nodiscard]] std::string_view name_of(incidence_variance estimator) noexcept;

/// The cumulative incidence of one cause in one group: one row per day on which someone exits or is censored.
struct cumulative_incidence {
    std::string group;
    std::string cause;
    interval_options interval{};
    incidence_variance estimator{}; ///< of the standard error
    std::vector<std::int32_t> day;
    std::vector<std::int64_t> spells_at_risk;
    std::vector<double> at_risk;
    std::vector<double> exits;     ///< by this cause
    std::vector<double> incidence; ///< F: the share that has exited by this cause by this day
    std::vector<double> standard_error;
    std::vector<double> lower; ///< NaN where not defined, see `interval_of`
    std::vector<double> upper;
};

/// Cumulative incidence of every cause in every group, by group, then cause, with other causes as competing exits, not
/// as censoring: F(t) = sum over days s <= t of S(s-) d(s) / Y(s), S the Kaplan-Meier curve of exits of any cause (the
/// Aalen-Johansen estimator). On every day the causes' F and S add up to 1.
///
/// Sources: Aalen and Johansen 1978; Andersen et al. (1993), section IV.4. Errors: a level that is not between 0 and 1;
/// `aalen` with weights. O(groups x causes^2 x days).
[[nodiscard]] result<std::vector<cumulative_incidence>>
cumulative_incidences(const duration_counts& counts, incidence_variance estimator = incidence_variance::greenwood,
                      const interval_options& interval = {});

} // namespace kohort
