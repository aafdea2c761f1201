// Numbers of an audit: exact, of any size, and intervals of such numbers. Formulas are evaluated over both.
#pragma once

#include "base/exact_number.hpp"

#include <utility>

namespace kohort::audit {

using exact = exact_number;
using kohort::decimal_text;
using kohort::division_by_zero;
using kohort::exact_power_of_ten;

/// Every number between two ends, both included, or every number there is (after a division by what may be zero).
struct exact_range {
    exact low, high;
    bool is_everything = false;

    exact_range(const exact& number) : low(number), high(number) {}
    exact_range(exact from, exact to) : low(std::move(from)), high(std::move(to)) {}
    [[nodiscard]] static exact_range everything();
    [[nodiscard]] bool is_one_number() const { return !is_everything && low == high; }
};

[[nodiscard]] exact_range operator+(const exact_range& a, const exact_range& b);
[[nodiscard]] exact_range operator-(const exact_range& a, const exact_range& b);
[[nodiscard]] exact_range operator*(const exact_range& a, const exact_range& b);
/// Throws `division_by_zero` when the divisor is 0 and nothing else.
[[nodiscard]] exact_range operator/(const exact_range& a, const exact_range& b);

} // namespace kohort::audit
