#include <kohort/publish/rounding.hpp>

#include <cassert>
#include <limits>
#include <stdexcept>

namespace kohort {
namespace {

std::int64_t power_of_ten(int exponent) noexcept {
    std::int64_t power = 1;
    while (exponent-- > 0) power *= 10;
    return power;
}

bool rounds_up(__int128 quotient, __int128 remainder, __int128 divisor, rounding_rule rule) noexcept {
    if (2 * remainder != divisor) return 2 * remainder > divisor;
    return rule == rounding_rule::half_away_from_zero || quotient % 2 != 0;
}

} // namespace

decimal_number round(ratio value, int decimals, rounding_rule rule) {
    assert(decimals >= 0 && decimals <= 9);
    const bool negative = value.numerator() < 0;
    const __int128 divisor = value.denominator();
    const __int128 dividend =
        static_cast<__int128>(value.numerator()) * (negative ? -1 : 1) * power_of_ten(decimals); // below 2^93
    __int128 scaled = dividend / divisor;
    if (rounds_up(scaled, dividend % divisor, divisor, rule)) ++scaled;
    if (scaled > std::numeric_limits<std::int64_t>::max())
        throw std::overflow_error("kohort: a rounded figure does not fit into 64 bits");
    return {static_cast<std::int64_t>(negative ? -scaled : scaled), decimals};
}

std::string to_plain(decimal_number number) {
    auto digits = std::to_string(number.scaled);
    const auto sign = digits.front() == '-' ? digits.substr(0, 1) : std::string();
    digits.erase(0, sign.size());
    const auto decimals = static_cast<std::size_t>(number.decimals);
    if (decimals == 0) return sign + digits;
    if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
    return sign + digits.insert(digits.size() - decimals, 1, '.');
}

ratio published_value(const definition& indicator, const cell& figure) {
    return figure.value() / in_base_units(indicator.unit);
}

} // namespace kohort
