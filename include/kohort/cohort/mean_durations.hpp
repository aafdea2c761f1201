// Three mean durations that are often taken for one another.
#pragma once

#include <kohort/base/ratio.hpp>
#include <kohort/base/result.hpp>
#include <kohort/cohort/duration_counts.hpp>
#include <kohort/cohort/survival.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace kohort {

/// The mean durations of one group, in days. They answer different questions:
struct mean_durations {
    std::string group;
    window observed{};
    /// How long had those who left been there? The mean of `end - start` over exits in the window. Who is still there
    /// is not in it: short while the stock grows, however long spells will last.
    std::optional<ratio> completed_exits{};
    /// How long have those who are there been there? The mean of `last day - start` over the stock on the window's last
    /// day (`start <= day < end`). Long spells are met more often, and are met half-way.
    std::optional<ratio> elapsed_in_stock{};
    /// How long will those who enter now stay? The restricted mean of the Kaplan-Meier curve of the window, up to the
    /// horizon; nothing where the curve does not reach that far.
    std::optional<restricted_mean_duration> expected_for_entrants{};
    double stock_before = 0; ///< in the stock on the window's first day, in weights
    double stock_after = 0;  ///< on its last day
    /// Set when `completed_exits` says too little because the stock grew, or something could not be estimated.
    std::vector<std::string> warnings{};
};

/// The means of every group, from the exits, the stock and the risk sets of one window. `causes` and `censoring` of the
/// query do not matter, every exit counts. The means are exact where they are averages; `elapsed_in_stock` and
/// `completed_exits` are nothing without a spell. With weights all are weighted.
///
/// Errors: those of `count_durations`; a horizon that is negative or not a number; sums too large for 64 bits.
/// O(rows + groups x days).
[[nodiscard]] result<std::vector<mean_durations>> mean_durations_of(const spell_source& source,
                                                                    const duration_query& query, double horizon);

/// What the means would be if people entered at a constant rate forever and stayed as the curve says.
struct steady_state_durations {
    double entrants;           ///< E[T]: of spells that begin (and, in a steady state, of spells that end)
    double elapsed_in_stock;   ///< E[T^2] / (2 E[T]), in continuous time; half a day less when elapsed days are whole
    double completed_in_stock; ///< E[T^2] / E[T]: how long those in the stock will have stayed in the end
};

/// Errors: a curve that does not reach 0, or whose mean is 0. Source: Salant 1977, Quarterly Journal of Economics 91,
/// 39-57. O(rows).
[[nodiscard]] result<steady_state_durations> steady_state(const survival_curve& curve);

} // namespace kohort
