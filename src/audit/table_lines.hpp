// A cube as lines of cells along one axis.
#pragma once

#include <kohort/cube/cube.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace kohort::audit {

/// The cells along one axis, a line for every place on the other axes. The cube must outlive this.
class table_lines {
  public:
    table_lines(const cube& table, std::size_t axis_index);

    [[nodiscard]] const axis& along() const noexcept { return table_.axes()[axis_]; }
    [[nodiscard]] std::size_t size() const noexcept { return places_.size(); }
    /// The number of a cell; nothing when it has none. Of fractions, the numerator.
    [[nodiscard]] std::optional<ratio> at(std::size_t line, std::size_t position) const;
    /// The number of the cell at another position of another axis, and otherwise at the same place.
    [[nodiscard]] std::optional<ratio> beside(std::size_t line, std::size_t position, std::size_t other_axis,
                                              std::size_t other_position) const;
    [[nodiscard]] const std::vector<axis>& axes() const noexcept { return table_.axes(); }
    /// The codes of a cell on all axes.
    [[nodiscard]] std::vector<std::string> codes_of(std::size_t line, std::size_t position) const;

  private:
    [[nodiscard]] std::optional<ratio> number_at(const std::vector<std::size_t>& place) const;

    const cube& table_;
    std::size_t axis_;
    std::vector<std::vector<std::size_t>> places_; ///< coordinates; 0 on the axis itself
};

} // namespace kohort::audit
