#include "exact_number.hpp"

#include "large_fraction.hpp"

#include <cstdlib>
#include <limits>
#include <numeric>
#include <utility>

namespace kohort {
namespace {

using large = boost::multiprecision::cpp_rational;
using large_whole = boost::multiprecision::cpp_int;

constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min() + 1; // so that every number has a negative
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

bool fits(__int128 number) noexcept { return number >= least && number <= most; }

__int128 common_divisor(__int128 a, __int128 b) noexcept {
    if (a < 0) a = -a;
    while (!fits(a) || !fits(b)) {
        if (b == 0) return a;
        a = std::exchange(b, a % b);
    }
    return std::gcd(static_cast<std::int64_t>(a), static_cast<std::int64_t>(b));
}

large_whole to_large(__int128 number) {
    const bool is_negative = number < 0;
    const auto size = is_negative ? -static_cast<unsigned __int128>(number) : static_cast<unsigned __int128>(number);
    large_whole made = static_cast<std::uint64_t>(size >> 64U);
    made <<= 64;
    made += static_cast<std::uint64_t>(size);
    return is_negative ? large_whole(-made) : made;
}

std::string digits_of(const large& whole_number) { return numerator(whole_number).str(); }

} // namespace

exact_number::exact_number(const large_fraction& number) : numerator_(0) {
    const auto &above = numerator(number.value), &below = denominator(number.value);
    if (above >= least && above <= most && below <= most) {
        numerator_ = static_cast<std::int64_t>(above);
        denominator_ = static_cast<std::int64_t>(below);
    } else {
        large_ = std::make_shared<const large_fraction>(number);
    }
}

large_fraction exact_number::as_large() const {
    return large_ ? *large_ : large_fraction{large(numerator_, denominator_)};
}

std::optional<ratio> exact_number::as_ratio() const {
    if (large_) return std::nullopt;
    return denominator_ == 1 ? ratio(numerator_) : ratio(numerator_, denominator_);
}

exact_number exact_number::reduced(__int128 numerator, __int128 denominator) {
    if (denominator == 1 && fits(numerator)) return static_cast<std::int64_t>(numerator);
    const auto common = common_divisor(numerator, denominator);
    numerator /= common;
    denominator /= common;
    if (!fits(numerator) || !fits(denominator))
        return exact_number(large_fraction{large(to_large(numerator), to_large(denominator))});
    exact_number made(static_cast<std::int64_t>(numerator));
    made.denominator_ = static_cast<std::int64_t>(denominator);
    return made;
}

exact_number operator+(const exact_number& a, const exact_number& b) {
    if (a.large_ || b.large_) return exact_number(large_fraction{a.as_large().value + b.as_large().value});
    using wide = __int128;
    return exact_number::reduced(wide(a.numerator_) * b.denominator_ + wide(b.numerator_) * a.denominator_,
                                 wide(a.denominator_) * b.denominator_);
}

exact_number operator-(const exact_number& a, const exact_number& b) {
    if (a.large_ || b.large_) return exact_number(large_fraction{a.as_large().value - b.as_large().value});
    using wide = __int128;
    return exact_number::reduced(wide(a.numerator_) * b.denominator_ - wide(b.numerator_) * a.denominator_,
                                 wide(a.denominator_) * b.denominator_);
}

exact_number operator*(const exact_number& a, const exact_number& b) {
    if (a.large_ || b.large_) return exact_number(large_fraction{a.as_large().value * b.as_large().value});
    using wide = __int128;
    return exact_number::reduced(wide(a.numerator_) * b.numerator_, wide(a.denominator_) * b.denominator_);
}

exact_number operator/(const exact_number& a, const exact_number& b) {
    if (b == 0) throw division_by_zero();
    if (a.large_ || b.large_) return exact_number(large_fraction{a.as_large().value / b.as_large().value});
    using wide = __int128;
    const wide sign = b.numerator_ < 0 ? -1 : 1;
    return exact_number::reduced(sign * a.numerator_ * b.denominator_, sign * b.numerator_ * a.denominator_);
}

bool operator==(const exact_number& a, const exact_number& b) {
    if (a.large_ && b.large_) return a.large_->value == b.large_->value;
    return !a.large_ && !b.large_ && a.numerator_ == b.numerator_ && a.denominator_ == b.denominator_;
}

std::strong_ordering operator<=>(const exact_number& a, const exact_number& b) {
    if (a.large_ || b.large_) return a.as_large().value.compare(b.as_large().value) <=> 0;
    using wide = __int128;
    return wide(a.numerator_) * b.denominator_ <=> wide(b.numerator_) * a.denominator_;
}

bool exact_number::is_whole() const { return large_ ? denominator(large_->value) == 1 : denominator_ == 1; }

exact_number exact_number::without_fraction() const {
    if (large_)
        return exact_number(large_fraction{large(large_whole(numerator(large_->value) / denominator(large_->value)))});
    return numerator_ / denominator_;
}

exact_number exact_power_of_ten(int exponent) {
    exact_number power = 1;
    for (int i = 0; i < std::abs(exponent); ++i) power = power * 10;
    return exponent < 0 ? exact_number(1) / power : power;
}

exact_number exact_number::truncated(int decimals) const {
    if (decimals == 0) return without_fraction();
    const auto scale = exact_power_of_ten(decimals);
    return (*this * scale).without_fraction() / scale;
}

exact_number exact_number::rounded(int decimals) const {
    const exact_number half_place = exact_number(ratio(1, 2)) / exact_power_of_ten(decimals);
    return (*this < 0 ? *this - half_place : *this + half_place).truncated(decimals);
}

std::string decimal_text(const exact_number& number) {
    constexpr std::size_t decimals = 12;
    if (!number.large_ && number.denominator_ == 1) return std::to_string(number.numerator_);
    const auto scaled = number.rounded(decimals) * exact_power_of_ten(decimals);
    auto digits = scaled.large_ ? digits_of(scaled.large_->value) : std::to_string(scaled.numerator_);
    const std::string sign = digits.front() == '-' ? "-" : "";
    digits.erase(0, sign.size());
    if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
    digits.insert(digits.size() - decimals, 1, '.');
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.back() == '.') digits.pop_back();
    return digits == "0" ? digits : sign + digits;
}

} // namespace kohort
