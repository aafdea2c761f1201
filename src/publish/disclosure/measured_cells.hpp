// The counts behind the figures of indicator tables, as cells of a release.
#pragma once

#include <kohort/indicator/evaluate.hpp>
#include <kohort/publish/disclosure/additive_release.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace kohort::disclosure {

/// The canonical text of a measure, whichever indicator it belongs to.
[[nodiscard]] std::string text_of(const measure& counted);

/// The numerator of a share as a measure of its own; nothing where both sides restrict, say, ages.
[[nodiscard]] std::optional<measure> part_of(const measure& of, const row_restrictions& part);

/// Whether the number counted is one of persons or of their spells, entries or exits, and not known already.
[[nodiscard]] bool counts_persons_or_spells(const measure& of) noexcept;

/// A number that a figure tells.
struct told_number {
    std::string measure; ///< canonical: the same for the same measure of another indicator
    ratio value;
    bool is_count = true; ///< so that the rules for counts apply
};

/// The numbers of a figure: itself, or numerator and denominator. Precondition: it has a value.
class told_numbers {
  public:
    explicit told_numbers(const definition& indicator);
    [[nodiscard]] std::vector<told_number> of(const cell& figure) const;
    /// Whether the rest of the denominator is a count as well.
    [[nodiscard]] bool is_share() const noexcept { return is_share_; }
    [[nodiscard]] bool tells(const std::string& measure) const noexcept;

  private:
    struct side {
        std::string measure{}; ///< empty: that side is not told
        bool is_count = false;
    };
    [[nodiscard]] static side side_of(const operand& of);

    std::array<side, 2> sides_; ///< numerator, denominator
    bool is_share_ = false;
};

/// A sum of positions of one axis.
struct position_sum {
    std::size_t total = 0;
    std::vector<std::size_t> parts;
    bool has_rest = false; ///< the parts are known not to be all
};

/// The sums that hold on an axis of a cube, by its roles, parents and "of which" marks; none where the measure does not
/// add over it.
[[nodiscard]] std::vector<position_sum> sums_along(const cube& figures, std::size_t axis_index);

/// The place of a cell on each axis, from its index.
[[nodiscard]] std::vector<std::size_t> coordinates_of(const cube& figures, std::size_t index);

/// Its codes as "district=x"; totals are left out.
[[nodiscard]] std::vector<std::string> codes_of(const cube& figures, const std::vector<std::size_t>& coordinates);

/// What a cell is about, besides its measure: "2024-07, district=x, sex=women"; totals are left out.
[[nodiscard]] std::string place_of(const cube& figures, const std::vector<std::size_t>& coordinates);

/// The same from texts: `codes` as "district=x", in any order.
[[nodiscard]] std::string place_of(std::string period, std::vector<std::string> codes);

} // namespace kohort::disclosure
