// The last step before a figure is printed: from the exact value to a decimal number, rounded once.
#pragma once

#include <kohort/base/ratio.hpp>
#include <kohort/cube/cube.hpp>
#include <kohort/indicator/definition.hpp>

#include <cstdint>
#include <string>

namespace kohort {

/// A decimal number with a fixed number of decimals: value = scaled / 10^decimals.
struct decimal_number {
    std::int64_t scaled = 0;
    int decimals = 0;
    friend bool operator==(const decimal_number&, const decimal_number&) = default;
};

/// The decimal number nearest to `value`; of two that are equally near, the one that the rule says. Exact: 5/2 -> 3 and
/// 3/20 -> 0.2 when halves go away from zero, 2 and 0.2 when they go to the even neighbour.
/// Precondition: `decimals` is 0..9. Throws `std::overflow_error` when the result does not fit into 64 bits.
[[nodiscard]] decimal_number round(ratio value, int decimals, rounding_rule rule);

/// Digits with a decimal point and nothing else: "74.0", "-0.5", "8567"; 0 has no sign.
[[nodiscard]] std::string to_plain(decimal_number number);

/// The exact value of a cell in its definition's unit. The cell of a mean holds days over spells.
/// Precondition: the status has a value and the denominator is not 0. Throws `std::overflow_error`.
[[nodiscard]] ratio published_value(const definition& indicator, const cell& figure);

} // namespace kohort
