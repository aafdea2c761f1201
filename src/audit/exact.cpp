#include "exact.hpp"

#include <algorithm>
#include <initializer_list>

namespace kohort::audit {
namespace {

exact_range between(std::initializer_list<exact> corners) {
    const auto [low, high] = std::minmax(corners);
    return {low, high};
}

bool is_zero(const exact_range& range) { return range.is_one_number() && range.low == 0; }

} // namespace

exact_range exact_range::everything() {
    exact_range all(exact(0));
    all.is_everything = true;
    return all;
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

exact_range operator/(const exact_range& a, const exact_range& b) {
    if (is_zero(b)) throw division_by_zero();
    if (a.is_everything || b.is_everything || (b.low <= 0 && b.high >= 0)) return exact_range::everything();
    return between({a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high});
}

} // namespace kohort::audit
