// Cells that grow together when one more is counted.
#pragma once

#include <kohort/publish/disclosure/additive_release.hpp>

#include <cstdint>
#include <vector>

namespace kohort::disclosure {

/// Knows in which sums each cell of a release is. O(terms).
class counted_together {
  public:
    explicit counted_together(const additive_release& release);

    /// Cells of which each is `above` more in a possible table than in the true one, among them `cell`: in every sum
    /// the total and one part, or none. They can be as much less as the smallest of them is. Parts that are hidden
    /// already come first, then those of at least `amount`, then the cheapest. Empty when there are none among cells
    /// that may be hidden.
    [[nodiscard]] std::vector<std::uint32_t> with(std::uint32_t cell, const std::vector<bool>& is_hidden, double above,
                                                  double amount) const;

  private:
    const additive_release& release_;
    std::vector<std::vector<std::uint32_t>> sums_of_; ///< by cell
};

} // namespace kohort::disclosure
