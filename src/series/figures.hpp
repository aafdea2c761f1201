// Arithmetic of cells: exact, with statuses.
#pragma once

#include "base/exact_number.hpp"
#include "cube/exact.hpp"

#include <kohort/base/error.hpp>
#include <kohort/cube/cube.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string_view>

namespace kohort {

/// Precondition: the status has a value.
[[nodiscard]] exact_number value_of(const cell& figure);

/// A cell of a value, or of a numerator and a denominator that is not 0; like `to_cell`.
[[nodiscard]] cell cell_of(const exact_number& value, obs_status status);
[[nodiscard]] cell cell_of(const exact_number& numerator, const exact_number& denominator, obs_status status);

/// A cell of a status that has no value.
[[nodiscard]] inline cell without_value(obs_status status) { return {0, 1, status}; }

/// A fraction over 0, which has its numerator and no value.
[[nodiscard]] cell over_nothing(const exact_number& numerator, obs_status status);

/// numerator / denominator with the status of both. Over 0, where the numerator is kept, and of nil over nil, not
/// applicable.
[[nodiscard]] cell quotient_of(const cell& of, const cell& over);

/// The status of a sum of figures that come and go.
class status_counts {
  public:
    void add(obs_status status, std::int64_t times = 1) noexcept;
    void remove(obs_status status) noexcept { add(status, -1); }
    /// How many of them have this availability.
    [[nodiscard]] std::int64_t of(availability is) const noexcept { return available_[static_cast<std::size_t>(is)]; }
    [[nodiscard]] std::int64_t with_value() const noexcept { return of(availability::normal) + of(availability::nil); }
    /// `status_of_sum` of all; normal when there are none.
    [[nodiscard]] obs_status of_sum() const noexcept;
    /// The union of all flags.
    [[nodiscard]] std::uint8_t flags() const noexcept;

  private:
    std::array<std::int64_t, 6> available_{};
    std::array<std::int64_t, 8> flagged_{};
};

/// Whether a ratio is over nothing.
[[nodiscard]] inline bool is_over_nothing(const cell& figure) noexcept {
    return figure.status.is == availability::not_applicable && figure.denominator == ratio(0);
}

/// What a figure is to a sum of ratios: over nothing it is a part like any other.
[[nodiscard]] inline obs_status status_as_part(const cell& figure, bool ratios) noexcept {
    auto status = figure.status;
    if (ratios && is_over_nothing(figure)) status.is = availability::normal;
    return status;
}

/// Where an operation passes 64 bits.
[[nodiscard]] error too_large(std::string_view what);

} // namespace kohort
