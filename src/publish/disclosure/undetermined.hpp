// Whether sensitive cells stay undetermined when a further cell becomes known.
#pragma once

#include "null_space.hpp"

#include <kohort/publish/disclosure/additive_release.hpp>

#include <cstddef>
#include <cstdint>
#include <unordered_set>
#include <vector>

namespace kohort::disclosure {

/// Watches over sensitive cells of a null space: none may become determined by the known cells, nor by those and the
/// one cell of another person who is alone in it.
class guard {
  public:
    /// `is_protected`, by cell: which cells are watched over. All must outlive this.
    guard(const additive_release& release, null_space& space, const std::vector<bool>& is_protected,
          bool against_insiders);

    /// Protected cells that are determined already, or known to an insider. These are watched over no longer.
    [[nodiscard]] std::vector<std::uint32_t> give_up_exposed();
    /// Whether nothing protected is exposed when this cell becomes known.
    [[nodiscard]] bool allows(std::uint32_t cell);

  private:
    using column = std::vector<null_space::entry>;

    [[nodiscard]] bool is_lone(std::uint32_t cell) const noexcept {
        return release_.cells[cell].lone_contributor.has_value();
    }
    [[nodiscard]] bool is_watched(std::uint32_t cell) const noexcept {
        return is_protected_[cell] || (against_insiders_ && is_lone(cell));
    }
    /// Whether one of the two is protected from the person who is alone in the other.
    [[nodiscard]] bool are_rivals(std::uint32_t a, std::uint32_t b) const noexcept;
    [[nodiscard]] bool lets_an_insider_in(std::uint32_t cell, const column& known, const null_space::entry& pivot);
    [[nodiscard]] bool meets_rival(std::uint32_t cell, std::uint32_t known_cell, const column& known,
                                   const null_space::entry& pivot);
    [[nodiscard]] bool is_given_up(std::uint32_t a, std::uint32_t b) const;

    const additive_release& release_;
    null_space& space_;
    const std::vector<bool>& is_protected_;
    bool against_insiders_; ///< false as well where nobody is alone in a cell
    column known_;          ///< of `allows`, kept for its memory
    std::unordered_set<std::uint32_t> given_up_;
};

} // namespace kohort::disclosure
