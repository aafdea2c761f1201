#include "csv_values.hpp"

#include <algorithm>
#include <limits>

namespace kohort::csv {

bool read_decimal(std::string_view text, char mark, std::int64_t& out) noexcept {
    constexpr std::uint64_t scale = csv_column::number_scale;
    constexpr std::uint64_t largest = std::numeric_limits<std::int64_t>::max(); // its negative means a bad cell

    const bool is_negative = text.starts_with('-');
    if (is_negative || text.starts_with('+')) text.remove_prefix(1);
    const auto whole = text.substr(0, text.find(mark));
    const auto decimals = text.substr(std::min(whole.size() + 1, text.size()));
    if (whole.empty() && decimals.empty()) return false;

    std::uint64_t value = 0;
    const auto add_digit = [&value](char character, std::uint64_t weight) {
        const auto digit = static_cast<std::uint64_t>(static_cast<unsigned char>(character)) - '0';
        if (digit > 9 || (digit != 0 && weight == 0)) return false;
        value += digit * weight;
        return true;
    };
    for (const char each : whole) {
        value *= 10;
        if (!add_digit(each, 1) || value > largest / scale) return false;
    }
    value *= scale;
    auto weight = scale;
    for (const char each : decimals)
        if (!add_digit(each, weight /= 10)) return false;
    if (value > largest - (is_negative ? 1 : 0)) return false;
    out = is_negative ? -static_cast<std::int64_t>(value) : static_cast<std::int64_t>(value);
    return true;
}

} // namespace kohort::csv
