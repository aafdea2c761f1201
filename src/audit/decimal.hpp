// Numbers of a file: decimals with a point.
#pragma once

#include <kohort/base/ratio.hpp>

#include <optional>
#include <string_view>

namespace kohort::audit {

/// A number and how many decimals are written.
struct written_decimal {
    ratio value;
    int decimals = 0;
};

/// Reads "1318000", "-12", "33.3"; nothing when it is none or has more than 18 digits.
[[nodiscard]] std::optional<written_decimal> parse_decimal(std::string_view text) noexcept;

} // namespace kohort::audit
