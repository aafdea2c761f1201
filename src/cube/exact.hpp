// Figures between the cube and the last rounding: exact, however many are combined.
#pragma once

#include "../base/exact_number.hpp"

#include <kohort/base/obs_status.hpp>
#include <kohort/base/ratio.hpp>
#include <kohort/cube/cube.hpp>

namespace kohort {

/// A figure of an operator: value = numerator / denominator. The numbers mean nothing without a value.
struct exact_figure {
    exact_number numerator;
    exact_number denominator = 1;
    obs_status status;

    /// Precondition: the status has a value.
    [[nodiscard]] exact_number value() const { return numerator / denominator; }
};

[[nodiscard]] inline exact_figure exact(const cell& figure) {
    return {figure.numerator, figure.denominator, figure.status};
}

/// The figure as a cell. Numerator and denominator stay what they are when both fit into 64 bits. Otherwise the cell
/// has the value alone, and when that does not fit either, the decimal with as many digits as do, rounded to odd: then
/// rounding it to fewer decimals gives what rounding the exact value gives. Throws `std::overflow_error` when not even
/// its whole part fits.
[[nodiscard]] cell to_cell(const exact_figure& figure);

} // namespace kohort
