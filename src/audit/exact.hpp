// Numbers of an audit: exact, of any size, and intervals of such numbers. Formulas are evaluated over both.
#pragma once

#include <kohort/audit/published_figure.hpp>
#include <kohort/base/ratio.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <stdexcept>
#include <string>

namespace kohort::audit {

namespace multiprecision = boost::multiprecision;
using whole = multiprecision::number<multiprecision::cpp_int_backend<>, multiprecision::et_off>;
using exact = multiprecision::number<multiprecision::cpp_rational_backend, multiprecision::et_off>;

[[nodiscard]] inline exact exact_of(ratio number) { return {number.numerator(), number.denominator()}; }

/// The number nearest to this one with so many decimals; halves go away from zero. Below 0: tens, hundreds.
[[nodiscard]] exact rounded(const exact& number, int decimals);
/// The same towards zero.
[[nodiscard]] exact truncated(const exact& number, int decimals);

/// Digits with a decimal point, without zeros at the end; rounded to 12 decimals.
[[nodiscard]] std::string decimal_text(const exact& number);

/// Every number between two ends, both included, or every number there is (after a division by what may be zero).
struct exact_range {
    exact low, high;
    bool is_everything = false;

    exact_range() = default;
    exact_range(exact number) : low(number), high(std::move(number)) {}
    exact_range(exact from, exact to) : low(std::move(from)), high(std::move(to)) {}
    [[nodiscard]] static exact_range everything() {
        exact_range all;
        all.is_everything = true;
        return all;
    }
};

/// Thrown when a formula divides by zero.
struct division_by_zero : std::domain_error {
    division_by_zero() : std::domain_error("division by zero") {}
};

[[nodiscard]] exact_range operator+(const exact_range& a, const exact_range& b);
[[nodiscard]] exact_range operator-(const exact_range& a, const exact_range& b);
[[nodiscard]] exact_range operator*(const exact_range& a, const exact_range& b);
[[nodiscard]] exact quotient(const exact& a, const exact& b);
[[nodiscard]] exact_range quotient(const exact_range& a, const exact_range& b);

} // namespace kohort::audit
