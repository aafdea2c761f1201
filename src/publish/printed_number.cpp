#include "printed_number.hpp"

#include <kohort/publish/rounding.hpp>

#include <charconv>
#include <cstdint>

namespace kohort {
namespace {

constexpr int most_digits = 18;

} // namespace

std::optional<printed_value> read_number(std::string_view text) noexcept {
    const bool is_negative = text.starts_with('-');
    if (is_negative || text.starts_with('+')) text.remove_prefix(1);
    std::int64_t scaled = 0;
    int digits = 0, decimals = 0, zeros = 0;
    bool is_fraction = false, any = false;
    const auto take = [&](int digit) {
        if (digits == most_digits) return false;
        scaled = scaled * 10 + digit;
        if (scaled != 0) ++digits;
        decimals += is_fraction ? 1 : 0;
        return true;
    };
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        const char each = text[at];
        if (each == '.' && !is_fraction) {
            is_fraction = true;
        } else if (each == '0' && is_fraction) {
            any = true;
            ++zeros; // taken when another digit follows
        } else if (each >= '0' && each <= '9') {
            any = true;
            for (; zeros > 0; --zeros)
                if (!take(0)) return std::nullopt;
            if (!take(each - '0')) return std::nullopt;
        } else {
            break;
        }
    }
    int exponent = 0;
    if (at < text.size()) {
        if (text[at] != 'e' && text[at] != 'E') return std::nullopt;
        auto rest = text.substr(at + 1);
        if (rest.starts_with('+')) rest.remove_prefix(1);
        const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), exponent);
        if (read.ec != std::errc() || read.ptr != rest.data() + rest.size()) return std::nullopt;
    }
    if (!any) return std::nullopt;
    for (; zeros > 0 && decimals < most_digits && digits < most_digits; --zeros) take(0);
    if (scaled == 0) exponent = 0;
    constexpr int largest_exponent = 40;
    if (exponent > largest_exponent || exponent < -largest_exponent) return std::nullopt;
    for (decimals -= exponent; decimals < 0; ++decimals) {
        if (++digits > most_digits) return std::nullopt;
        scaled *= 10;
    }
    for (; decimals > most_digits && scaled % 10 == 0; --decimals) scaled /= 10;
    if (decimals > most_digits) return std::nullopt;
    return printed_value{is_negative ? -scaled : scaled, static_cast<std::uint8_t>(decimals), {}};
}

std::string written_number(const printed_value& number, int least_decimals) {
    auto text = to_plain({number.scaled, number.decimals});
    if (number.decimals >= least_decimals) return text;
    if (number.decimals == 0) text += '.';
    return text.append(static_cast<std::size_t>(least_decimals - number.decimals), '0');
}

int needed_decimals(const printed_value& number) noexcept {
    auto scaled = number.scaled;
    int decimals = number.decimals;
    for (; decimals > 0 && scaled % 10 == 0; --decimals) scaled /= 10;
    return decimals;
}

} // namespace kohort
