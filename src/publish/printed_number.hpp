// Numbers as written in files, exactly.
#pragma once

#include <kohort/publish/publication.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace kohort {

/// A decimal number with a full stop, perhaps with an exponent ("1e-3"); nothing for other texts and for numbers of
/// more than 18 digits, trailing zeros of a fraction apart.
[[nodiscard]] std::optional<printed_value> read_number(std::string_view text) noexcept;

/// The number with at least so many decimals: "12.50". Precondition: the status has a value.
[[nodiscard]] std::string written_number(const printed_value& number, int least_decimals);

/// The decimals that the number needs: 12.50 needs one.
[[nodiscard]] int needed_decimals(const printed_value& number) noexcept;

} // namespace kohort
