// A number as exact as arithmetic needs it, of any size.
#pragma once

#include <kohort/base/ratio.hpp>

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

namespace kohort {

/// Thrown when a formula divides by zero.
struct division_by_zero : std::domain_error {
    division_by_zero() : std::domain_error("division by zero") {}
};

/// Boost's `cpp_rational` (large_fraction.hpp), whose header takes seconds to compile.
struct large_fraction;

/// An exact fraction of any size. Nearly all fit into 64-bit integers, where they are some twenty times as fast as
/// `cpp_rational`; the others are one. Every number has one form only.
class exact_number {
  public:
    exact_number(std::int64_t whole = 0) noexcept : numerator_(whole) {}
    exact_number(ratio number) noexcept : numerator_(number.numerator()), denominator_(number.denominator()) {}
    explicit exact_number(const large_fraction& number);

    friend exact_number operator+(const exact_number& a, const exact_number& b);
    friend exact_number operator-(const exact_number& a, const exact_number& b);
    friend exact_number operator*(const exact_number& a, const exact_number& b);
    /// Throws `division_by_zero`.
    friend exact_number operator/(const exact_number& a, const exact_number& b);
    friend exact_number operator-(const exact_number& a) { return exact_number(0) - a; }

    friend bool operator==(const exact_number& a, const exact_number& b);
    friend std::strong_ordering operator<=>(const exact_number& a, const exact_number& b);

    [[nodiscard]] bool is_whole() const;
    /// The nearest number with so many decimals; halves go away from zero. Below 0: tens, hundreds.
    [[nodiscard]] exact_number rounded(int decimals) const;
    /// The same towards zero.
    [[nodiscard]] exact_number truncated(int decimals) const;
    [[nodiscard]] exact_number size() const { return *this < 0 ? -*this : *this; }

    /// The number when it fits into 64 bits.
    [[nodiscard]] std::optional<ratio> as_ratio() const;
    [[nodiscard]] large_fraction as_large() const;

  private:
    [[nodiscard]] static exact_number reduced(__int128 numerator, __int128 denominator);
    [[nodiscard]] exact_number without_fraction() const;

    std::int64_t numerator_;
    std::int64_t denominator_ = 1;
    std::shared_ptr<const large_fraction> large_{}; ///< in place of the two when they are too small

    friend std::string decimal_text(const exact_number& number);
};

/// Digits with a decimal point, without zeros at the end; rounded to 12 decimals.
[[nodiscard]] std::string decimal_text(const exact_number& number);

/// 10^exponent.
[[nodiscard]] exact_number exact_power_of_ten(int exponent);

} // namespace kohort
