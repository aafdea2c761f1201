// Exact fractions of 64-bit integers: what a published figure is before it is rounded.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <string>

namespace kohort {

/// Integer arithmetic that reports overflow instead of wrapping. Throws `std::overflow_error`.
[[nodiscard]] constexpr std::int64_t checked_add(std::int64_t a, std::int64_t b) {
    std::int64_t sum{};
    if (__builtin_add_overflow(a, b, &sum)) throw std::overflow_error("kohort: 64-bit sum overflows");
    return sum;
}
[[nodiscard]] constexpr std::int64_t checked_multiply(std::int64_t a, std::int64_t b) {
    std::int64_t product{};
    if (__builtin_mul_overflow(a, b, &product)) throw std::overflow_error("kohort: 64-bit product overflows");
    return product;
}

/// An exact fraction in lowest terms with a positive denominator. Value type; comparison is exact (128-bit).
class ratio {
  public:
    constexpr ratio() = default;
    constexpr ratio(std::int64_t whole) : numerator_(whole) {}
    /// `denominator` must not be 0 (throws `std::domain_error`): a share over nothing is a status, not a number.
    constexpr ratio(std::int64_t numerator, std::int64_t denominator)
        : numerator_(numerator), denominator_(denominator) {
        if (denominator == 0) throw std::domain_error("kohort: a ratio cannot have denominator 0");
        const auto above = size_of(numerator), below = size_of(denominator), common = std::gcd(above, below);
        numerator_ = with_sign(above / common, (numerator < 0) != (denominator < 0));
        denominator_ = with_sign(below / common, false);
    }

    [[nodiscard]] constexpr std::int64_t numerator() const noexcept { return numerator_; }
    [[nodiscard]] constexpr std::int64_t denominator() const noexcept { return denominator_; }
    [[nodiscard]] constexpr bool is_integer() const noexcept { return denominator_ == 1; }
    [[nodiscard]] constexpr double to_double() const noexcept {
        return static_cast<double>(numerator_) / static_cast<double>(denominator_);
    }

    friend constexpr ratio operator+(ratio a, ratio b) {
        const auto common = std::gcd(a.denominator_, b.denominator_);
        const auto left = checked_multiply(a.numerator_, b.denominator_ / common);
        const auto right = checked_multiply(b.numerator_, a.denominator_ / common);
        return {checked_add(left, right), checked_multiply(a.denominator_, b.denominator_ / common)};
    }
    friend constexpr ratio operator-(ratio a, ratio b) {
        return a + ratio(checked_multiply(b.numerator_, -1), b.denominator_);
    }
    friend constexpr ratio operator*(ratio a, ratio b) {
        const auto first = common_divisor(a.numerator_, b.denominator_);
        const auto second = common_divisor(b.numerator_, a.denominator_);
        return {checked_multiply(a.numerator_ / first, b.numerator_ / second),
                checked_multiply(a.denominator_ / second, b.denominator_ / first)};
    }
    /// Throws `std::domain_error` when `b` is 0.
    friend constexpr ratio operator/(ratio a, ratio b) { return a * ratio(b.denominator_, b.numerator_); }

    friend constexpr bool operator==(ratio, ratio) = default;
    friend constexpr std::strong_ordering operator<=>(ratio a, ratio b) noexcept {
        return static_cast<__int128>(a.numerator_) * b.denominator_ <=>
               static_cast<__int128>(b.numerator_) * a.denominator_;
    }

  private:
    /// Without its sign, which -2^63 has no positive 64-bit number for.
    static constexpr std::uint64_t size_of(std::int64_t number) noexcept {
        const auto bits = static_cast<std::uint64_t>(number);
        return number < 0 ? 0 - bits : bits;
    }
    static constexpr std::int64_t common_divisor(std::int64_t number, std::int64_t positive) noexcept {
        return static_cast<std::int64_t>(std::gcd(size_of(number), size_of(positive)));
    }
    static constexpr std::int64_t with_sign(std::uint64_t size, bool is_negative) {
        constexpr auto most = static_cast<std::uint64_t>((std::numeric_limits<std::int64_t>::max)());
        if (size > most + (is_negative ? 1 : 0)) throw std::overflow_error("kohort: a 64-bit fraction overflows");
        return static_cast<std::int64_t>(is_negative ? 0 - size : size);
    }

    std::int64_t numerator_ = 0;
    std::int64_t denominator_ = 1;
};

/// "a" for integers, "a/b" otherwise.
[[nodiscard]] std::string to_string(ratio value);

} // namespace kohort
