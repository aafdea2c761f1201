// What an audit says of a printed number.
#pragma once

#include <cstdint>
#include <string_view>

namespace kohort::audit {

enum class verdict : std::uint8_t {
    matches,      ///< the computed number, rounded half away from zero, is the printed one
    rounding,     ///< it is not, but within what the wording and the rounded inputs admit
    contradiction ///< it is outside
};
[[nodiscard]] std::string_view name_of(verdict is) noexcept;

/// What a contradiction looks like. The first that fits, in this order.
enum class mistake : std::uint8_t {
    unknown,               ///< none of the others fits
    files_disagree,        ///< the figure and the relation do not tell the same printed number
    of_which_added,        ///< a row that is part of another was added, or added twice
    truncated,             ///< decimals were cut off: 17 for 17.53
    sum_of_rounded_parts,  ///< the parts were rounded first, then added
    digits_transposed,     ///< two neighbouring digits changed places, in the printed number or in an input
    decimal_sign_lost,     ///< 16 for 1.6
    target_as_denominator, ///< the share was taken of the target: 171 of 1,000 instead of 1,063
    columns_swapped        ///< two printed numbers stand in each other's place
};
[[nodiscard]] std::string_view name_of(mistake is) noexcept; ///< "of-which row added"

} // namespace kohort::audit
