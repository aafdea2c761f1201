// Numbers of an audit: exact, of any size, and intervals of such numbers. Formulas are evaluated over both.
#pragma once

#include <kohort/base/ratio.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <compare>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace kohort::audit {

/// Thrown when a formula divides by zero.
struct division_by_zero : std::domain_error {
    division_by_zero() : std::domain_error("division by zero") {}
};

/// An exact fraction of any size. Nearly all fit into 64-bit integers, where they are some twenty times as fast as
/// `cpp_rational`; the others are one. Every number has one form only.
class exact {
  public:
    using large = boost::multiprecision::cpp_rational;

    exact(std::int64_t whole = 0) noexcept : numerator_(whole) {}
    exact(ratio number) noexcept : numerator_(number.numerator()), denominator_(number.denominator()) {}
    explicit exact(const large& number);

    friend exact operator+(const exact& a, const exact& b);
    friend exact operator-(const exact& a, const exact& b);
    friend exact operator*(const exact& a, const exact& b);
    /// Throws `division_by_zero`.
    friend exact operator/(const exact& a, const exact& b);
    friend exact operator-(const exact& a) { return exact(0) - a; }

    friend bool operator==(const exact& a, const exact& b);
    friend std::strong_ordering operator<=>(const exact& a, const exact& b);

    [[nodiscard]] bool is_whole() const;
    /// The nearest number with so many decimals; halves go away from zero. Below 0: tens, hundreds.
    [[nodiscard]] exact rounded(int decimals) const;
    /// The same towards zero.
    [[nodiscard]] exact truncated(int decimals) const;
    [[nodiscard]] exact size() const { return *this < 0 ? -*this : *this; }

  private:
    [[nodiscard]] large as_large() const;
    [[nodiscard]] static exact reduced(__int128 numerator, __int128 denominator);
    [[nodiscard]] exact without_fraction() const;

    std::int64_t numerator_;
    std::int64_t denominator_ = 1;
    std::shared_ptr<const large> large_{}; ///< in place of the two when they are too small

    friend std::string decimal_text(const exact& number);
};

/// Digits with a decimal point, without zeros at the end; rounded to 12 decimals.
[[nodiscard]] std::string decimal_text(const exact& number);

/// 10^exponent.
[[nodiscard]] exact exact_power_of_ten(int exponent);

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
