#include "exact.hpp"

#include "../base/large_fraction.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>

namespace kohort {
namespace {

using boost::multiprecision::cpp_int;
using rational = boost::multiprecision::cpp_rational;

bool fits(const cpp_int& number) {
    return number >= std::numeric_limits<std::int64_t>::min() && number <= std::numeric_limits<std::int64_t>::max();
}

std::optional<ratio> as_ratio(const exact_number& value) {
    if (const auto small = value.as_ratio()) return small;
    const auto large = value.as_large().value; // which may be -2^63
    const auto above = numerator(large), below = denominator(large);
    if (!fits(above) || !fits(below)) return std::nullopt;
    return ratio(above.convert_to<std::int64_t>(), below.convert_to<std::int64_t>());
}

/// Truncated to a multiple of 1/scale, and away from zero to the odd neighbour when something was cut off from an even
/// one: no digit that rounding looks at is then taken for exact.
std::optional<ratio> rounded_to_odd(const rational& value, std::int64_t scale) {
    const rational scaled = value * scale;
    cpp_int whole = numerator(scaled) / denominator(scaled); // towards zero
    const bool is_cut = whole * denominator(scaled) != numerator(scaled);
    if (is_cut && whole % 2 == 0) whole += value < 0 ? -1 : 1;
    if (!fits(whole)) return std::nullopt;
    return ratio(whole.convert_to<std::int64_t>(), scale);
}

ratio nearly(const exact_number& value) {
    if (const auto exactly = as_ratio(value)) return *exactly;
    constexpr std::int64_t finest = 1'000'000'000'000'000;
    for (std::int64_t scale = finest; scale > 0; scale /= 10)
        if (const auto decimal = rounded_to_odd(value.as_large().value, scale)) return *decimal;
    throw std::overflow_error("kohort: a figure does not fit into 64 bits");
}

/// Whether the quotient is a ratio, too.
bool fits(const ratio& above, const ratio& below) {
    if (above.is_integer() && below.is_integer() && below > 0) return true;
    try {
        (void)(above / below);
        return true;
    } catch (const std::overflow_error&) {
        return false;
    }
}

} // namespace

cell to_cell(const exact_figure& figure) {
    if (!figure.status.has_value()) return {0, 1, figure.status};
    const auto above = as_ratio(figure.numerator), below = as_ratio(figure.denominator);
    if (above && below && fits(*above, *below)) return {*above, *below, figure.status};
    return {nearly(figure.value()), 1, figure.status};
}

} // namespace kohort
