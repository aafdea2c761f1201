#include "exact.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>

namespace kohort {
namespace {

using boost::multiprecision::cpp_int;

bool fits(const cpp_int& number) {
    return number >= std::numeric_limits<std::int64_t>::min() && number <= std::numeric_limits<std::int64_t>::max();
}

std::optional<ratio> as_ratio(const rational& value) {
    const auto above = numerator(value), below = denominator(value);
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

ratio nearly(const rational& value) {
    if (const auto exactly = as_ratio(value)) return *exactly;
    constexpr std::int64_t finest = 1'000'000'000'000'000;
    for (std::int64_t scale = finest; scale > 0; scale /= 10)
        if (const auto decimal = rounded_to_odd(value, scale)) return *decimal;
    throw std::overflow_error("kohort: a figure does not fit into 64 bits");
}

} // namespace

exact_figure exact(const cell& figure) { return {exact(figure.numerator), exact(figure.denominator), figure.status}; }

cell to_cell(const exact_figure& figure) {
    if (!figure.status.has_value()) return {0, 1, figure.status};
    const auto above = as_ratio(figure.numerator), below = as_ratio(figure.denominator);
    if (above && below) {
        try {
            (void)(*above / *below); // a cell's value must fit as well
            return {*above, *below, figure.status};
        } catch (const std::overflow_error&) {
        }
    }
    return {nearly(figure.value()), 1, figure.status};
}

} // namespace kohort
