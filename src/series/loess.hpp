// Smoothing by locally weighted regression at equally spaced places, as STL needs it.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace kohort {

/// Neighbours that a local regression is made of: places from `first` to `last`, both included.
struct neighbourhood {
    std::size_t first;
    std::size_t last;
};

/// Loess of n values at the places 0 .. n-1.
class loess {
  public:
    /// `window`: neighbours of a fit, which may be more than there are values; `degree`: 0 or 1; `jump`: fit every
    /// jump-th place and connect these by straight lines.
    loess(std::size_t window, int degree, std::size_t jump) : window_(window), degree_(degree), jump_(jump) {}

    /// The smoothed values. `weights` has one for each value, or is empty for all 1. A place whose neighbours all have
    /// the weight 0 keeps its value. O(n window / jump).
    void smooth(std::span<const double> values, std::span<const double> weights, std::span<double> smoothed);

    /// The fit at any place, also beyond the ends, by these neighbours; nothing when they all have the weight 0.
    [[nodiscard]] std::optional<double> fit(std::span<const double> values, std::span<const double> weights,
                                            double place, neighbourhood neighbours);

    [[nodiscard]] std::size_t window() const noexcept { return window_; }

  private:
    /// The `window` places nearest to one of n, or all of them.
    [[nodiscard]] neighbourhood neighbours_of(std::size_t place, std::size_t n) const noexcept;

    std::size_t window_;
    int degree_;
    std::size_t jump_;
    std::vector<double> weights_{}; ///< of the neighbours
};

} // namespace kohort
