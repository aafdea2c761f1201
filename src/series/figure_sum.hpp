// Sums over periods.
#pragma once

#include "figures.hpp"

#include <kohort/series/series.hpp>

#include <cstddef>
#include <optional>
#include <span>

namespace kohort {

/// A sum of figures that come and go: of values, or of ratios by numerator and denominator.
class figure_sum {
  public:
    explicit figure_sum(bool ratios) : ratios_(ratios) {}

    void add(const cell& figure);
    void remove(const cell& figure);

    [[nodiscard]] const status_counts& statuses() const noexcept { return statuses_; }
    [[nodiscard]] const exact_number& sum() const noexcept { return numerator_; }

    /// The sum, or the ratio of the sums; not applicable over 0. Without a value when the status has none.
    [[nodiscard]] cell figure(obs_status status) const;

  private:
    bool ratios_;
    status_counts statuses_;
    exact_number numerator_ = 0, denominator_ = 0;
};

/// The unweighted mean of figures, and of some that are missing because the series does not have them. What is not
/// applicable takes no part; where nothing else is there, neither is the mean.
[[nodiscard]] cell mean_of(std::span<const cell> parts, std::size_t lacking);

/// Why the figures of periods cannot be added, and what to do instead; nothing when they can.
[[nodiscard]] std::optional<error> why_no_sum(const series& of);

} // namespace kohort
