// Do they come back: who enters again within so many months after an exit.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/cohort/cohort.hpp>
#include <kohort/cohort/survival.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace kohort {

/// Returns of one group, by month after the exit. Month m reaches to the day `add_months(exit, m)`.
struct return_rates {
    std::string group;
    std::int64_t exits = 0;      ///< members who exited by the horizon
    std::int64_t not_exited = 0; ///< members who did not: they are in no figure
    /// By month, from 1 on: exits whose month m ended by the horizon, and those of them who were back by then. The
    /// share `returned / known` is of those whose outcome is known, and each month's is of others.
    std::vector<std::int64_t> known{};
    std::vector<std::int64_t> returned{};
    /// Kaplan-Meier over months: S is the share not yet back; `day` counts months. Who is followed for c whole months
    /// is censored after month c; returns in a month that is not over by the horizon are not used.
    survival_curve curve{};
};

/// Returns to the sources of every group. The return is the first start of a kept spell (that has a day) after the exit
/// day; a spell that began before the exit and goes on is none, so merge overlapping spells first. The horizon is the
/// earliest of the sources'.
///
/// Errors: groups of another cohort; no source; months not between 1 and 1,200; a level that is not between 0 and 1.
/// O(members x months + rows of the sources).
[[nodiscard]] result<std::vector<return_rates>> return_rates_of(const cohort& of, const member_groups& groups,
                                                                std::span<const spell_source> sources, int months,
                                                                const interval_options& interval = {});

/// What a curve of returns says of one month.
struct return_estimate {
    std::int64_t at_risk = 0; ///< followed so far and not back before
    double share;             ///< who is back by then, of all exits; NaN when it is not known of anybody
    double standard_error;    ///< NaN where it is not defined, like the limits
    double lower;
    double upper;
};

/// The estimate for a month from 1 to the last of the rates. O(log months).
[[nodiscard]] return_estimate returned_by(const return_rates& rates, int month) noexcept;

} // namespace kohort
