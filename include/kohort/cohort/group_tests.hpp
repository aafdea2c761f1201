// Whether groups differ in how long spells last or how they end.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/cohort/duration_counts.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace kohort {

/// A test that groups have the same distribution of durations. Groups without spells take no part and are not listed.
struct group_test {
    std::string test;  ///< "log-rank" or "Gray"
    std::string cause; ///< of Gray's test
    std::vector<std::string> groups;
    std::vector<double> observed; ///< exits (by the cause)
    std::vector<double> expected; ///< exits if the groups did not differ; observed - expected is the score
    double statistic;             ///< chi-squared
    int degrees_of_freedom;       ///< one less than groups
    double p_value;
};

/// The log-rank test that hazards of exit of any cause are equal. In a group with Y_g at risk on a day, of Y in all, d
/// of which exit, Y_g d / Y exits are expected; the variance of observed less expected is hypergeometric, the sum of
/// d (Y - d) / (Y - 1) Y_g / Y (1 - Y_g / Y). Truncated spells are at risk from their entry on. Equal to R's
/// survival::survdiff.
///
/// Source: Mantel 1966; Klein and Moeschberger (2003), section 7.3. Errors: counts with weights, fewer than two groups
/// with spells, no exit. O(groups^2 x days + groups^3).
[[nodiscard]] result<group_test> log_rank(const duration_counts& counts);

/// Gray's test that cumulative incidences of a cause (an index in `counts.causes`) are equal, with the others as
/// competing exits, rho = 0: observed are exits by the cause, expected those at the hazard of the subdistribution of
/// all groups, and the variance, estimated under equality, has the tie correction of R's cmprsk::cuminc, to which the
/// result is equal.
///
/// Source: Gray 1988, Annals of Statistics 16, 1141-1154. Errors: as `log_rank`; a cause that does not exist; counts
/// with truncation, for which the test has no risk sets. O(groups^3 x days).
[[nodiscard]] result<group_test> gray_test(const duration_counts& counts, std::size_t cause);

} // namespace kohort
