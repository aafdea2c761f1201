#include "exact.hpp"

#include <algorithm>
#include <initializer_list>

namespace kohort::audit {
namespace {

whole power_of_ten(int exponent) { return multiprecision::pow(whole(10), static_cast<unsigned>(exponent)); }

exact scaled(const exact& number, int exponent) {
    return exponent >= 0 ? number * power_of_ten(exponent) : number / power_of_ten(-exponent);
}

whole without_fraction(const exact& number) {
    return whole(numerator(number) / denominator(number)); // towards zero
}

whole nearest_whole(const exact& number) {
    static const exact half(1, 2);
    return without_fraction(number < 0 ? exact(number - half) : exact(number + half));
}

exact_range between(std::initializer_list<exact> corners) {
    const auto [low, high] = std::minmax(corners);
    return {low, high};
}

bool is_zero(const exact_range& range) { return !range.is_everything && range.low == 0 && range.high == 0; }

} // namespace

exact rounded(const exact& number, int decimals) {
    return scaled(exact(nearest_whole(scaled(number, decimals))), -decimals);
}

exact truncated(const exact& number, int decimals) {
    return scaled(exact(without_fraction(scaled(number, decimals))), -decimals);
}

std::string decimal_text(const exact& number) {
    constexpr std::size_t decimals = 12;
    if (denominator(number) == 1) return numerator(number).str();
    auto digits = nearest_whole(scaled(number, decimals)).str();
    const std::string sign = digits.front() == '-' ? "-" : "";
    digits.erase(0, sign.size());
    if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
    digits.insert(digits.size() - decimals, 1, '.');
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.back() == '.') digits.pop_back();
    return digits == "0" ? digits : sign + digits;
}

exact_range operator+(const exact_range& a, const exact_range& b) {
    if (a.is_everything || b.is_everything) return exact_range::everything();
    return {a.low + b.low, a.high + b.high};
}

exact_range operator-(const exact_range& a, const exact_range& b) {
    if (a.is_everything || b.is_everything) return exact_range::everything();
    return {a.low - b.high, a.high - b.low};
}

exact_range operator*(const exact_range& a, const exact_range& b) {
    if (is_zero(a) || is_zero(b)) return exact(0);
    if (a.is_everything || b.is_everything) return exact_range::everything();
    return between({a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high});
}

exact quotient(const exact& a, const exact& b) {
    if (b == 0) throw division_by_zero();
    return a / b;
}

exact_range quotient(const exact_range& a, const exact_range& b) {
    if (is_zero(b)) throw division_by_zero();
    if (a.is_everything || b.is_everything || (b.low <= 0 && b.high >= 0)) return exact_range::everything();
    return between({a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high});
}

} // namespace kohort::audit
