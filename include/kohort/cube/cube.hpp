// The cube: axes with meaning, cells with numerator, denominator and status. Registers and published tables meet here.
#pragma once

#include <kohort/base/obs_status.hpp>
#include <kohort/base/ratio.hpp>
#include <kohort/base/result.hpp>
#include <kohort/cube/axis.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kohort {

/// Over which axes a measure may be added. Rolling up over another axis is refused, with what to do instead.
struct additivity {
    enum class over_groups : std::uint8_t {
        all,   ///< spells, entries, exits, person-days, stocks: a row is in one group
        fixed, ///< distinct persons: only over attributes that a person cannot change, named in `fixed_dimensions`
        none   ///< medians, minima
    };
    over_groups groups = over_groups::all;
    bool over_time = true; ///< flows and person-days; not stocks, presence, or distinct persons
    std::vector<std::string> fixed_dimensions{};
    /// Shares and means: denominators add as numerators do. The denominator of a count stays 1.
    bool fractions = false;
    friend bool operator==(const additivity&, const additivity&) = default;
};

/// One figure before rounding: value = numerator / denominator. A count has denominator 1.
struct cell {
    ratio numerator;
    ratio denominator = 1;
    obs_status status;

    /// The exact value. Precondition: `status.has_value()` and the denominator is not 0.
    [[nodiscard]] ratio value() const { return numerator / denominator; }
    friend bool operator==(const cell&, const cell&) = default;
};

/// A dense table of cells over axes; the first axis varies slowest. A value type: copying copies the cells.
class cube {
  public:
    /// All cells start as a counted 0.
    cube(std::vector<axis> axes, additivity adds);
    /// With these cells, the first axis slowest. There must be as many as the axes have places (asserted).
    cube(std::vector<axis> axes, additivity adds, std::vector<cell> cells);

    [[nodiscard]] const std::vector<axis>& axes() const noexcept { return axes_; }
    [[nodiscard]] const additivity& adds() const noexcept { return adds_; }
    [[nodiscard]] std::span<const cell> cells() const noexcept { return cells_; }
    [[nodiscard]] std::span<cell> cells() noexcept { return cells_; }

    /// Position of the axis called `name`, or nothing.
    [[nodiscard]] std::optional<std::size_t> find_axis(std::string_view name) const noexcept;
    /// Index of a cell in `cells()`; one coordinate per axis, each below the axis's size.
    [[nodiscard]] std::size_t index_of(std::span<const std::size_t> coordinates) const noexcept;
    [[nodiscard]] const cell& at(std::span<const std::size_t> coordinates) const noexcept {
        return cells_[index_of(coordinates)];
    }
    [[nodiscard]] cell& at(std::span<const std::size_t> coordinates) noexcept { return cells_[index_of(coordinates)]; }
    /// The cell with these codes, in the order of the axes; null when a code does not exist.
    [[nodiscard]] const cell* find(std::initializer_list<std::string_view> codes) const noexcept;

    /// The cube at one position of an axis, without that axis. O(cells). Errors: no such axis or code (with
    /// suggestions).
    [[nodiscard]] result<cube> slice(std::string_view axis_name, std::string_view code) const;

    /// The cube without an axis. Where the axis carries a total that was counted, that is the answer. Otherwise roots
    /// are added (never "of which" rows) if the measure adds over this axis; numerators and denominators add apart.
    /// Status: that of `status_of_sum` over the parts; but a fraction over nothing (0/0, not applicable) adds nothing,
    /// and the sum is not applicable only when its denominator is 0. A sum without a value carries no numbers. Errors
    /// (`error_code::plan`): no such axis; the measure does not add over it; the sum passes 64 bits. O(cells).
    [[nodiscard]] result<cube> roll_up(std::string_view axis_name) const;

  private:
    /// Finds the strides; gives the number of places.
    std::size_t measure_axes() noexcept;
    /// Index of the cell at a position of an axis, and otherwise where a cube without that axis has `index_without`.
    [[nodiscard]] std::size_t index_with(std::size_t axis_index, std::size_t position,
                                         std::size_t index_without) const noexcept;
    /// The same cells at one position of an axis, without that axis.
    [[nodiscard]] cube at_position(std::size_t axis_index, std::size_t position) const;
    /// Counted zeros on all axes but one.
    [[nodiscard]] cube without(std::size_t axis_index) const;
    /// The roots of an axis added. Throws `std::overflow_error`.
    [[nodiscard]] cube sum_over(std::size_t axis_index) const;

    std::vector<axis> axes_;
    std::vector<std::size_t> strides_;
    additivity adds_;
    std::vector<cell> cells_;
};

} // namespace kohort
