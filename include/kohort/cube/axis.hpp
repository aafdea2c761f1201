// Axes with meaning: periods, or the codes of a dimension with their hierarchy, "of which" rows and total.
#pragma once

#include <kohort/data/localised_text.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kohort {

/// One place on an axis.
struct axis_position {
    enum class role : std::uint8_t {
        ordinary, ///< a period, or a code of the dimension
        unknown,  ///< rows without a known code
        total     ///< all rows, counted from the rows or added where adding is allowed
    };
    std::string code; ///< "women", "2024-07"; "total" for the total, "unknown" for unknown unless declared otherwise
    localised_text label{};
    role is = role::ordinary;
    std::optional<std::size_t> parent{}; ///< the position that includes this one, besides the total
    bool of_which = false;               ///< a subset printed below its parent, never added to the parent's siblings
    friend bool operator==(const axis_position&, const axis_position&) = default;
};

/// A named list of positions. Two axes are the same when they mean the same: name and positions, not only extent.
class axis {
  public:
    enum class kind : std::uint8_t { period, dimension };

    axis(kind is, std::string name, std::vector<axis_position> positions)
        : kind_(is), name_(std::move(name)), positions_(std::move(positions)) {}

    [[nodiscard]] bool is_period() const noexcept { return kind_ == kind::period; }
    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] std::size_t size() const noexcept { return positions_.size(); }
    [[nodiscard]] const axis_position& operator[](std::size_t index) const noexcept { return positions_[index]; }
    [[nodiscard]] const std::vector<axis_position>& positions() const noexcept { return positions_; }
    /// The position with this code, or nothing. O(size).
    [[nodiscard]] std::optional<std::size_t> find(std::string_view code) const noexcept;
    /// The position of the total, or nothing. O(size).
    [[nodiscard]] std::optional<std::size_t> total() const noexcept;
    /// Whether the position is one of those that together make the total: ordinary or unknown, without a parent, and
    /// not an "of which" of the total itself.
    [[nodiscard]] bool is_root(std::size_t index) const noexcept {
        const auto& position = positions_[index];
        return position.is != axis_position::role::total && !position.parent && !position.of_which;
    }

    friend bool operator==(const axis&, const axis&) = default;

  private:
    kind kind_;
    std::string name_;
    std::vector<axis_position> positions_;
};

} // namespace kohort
