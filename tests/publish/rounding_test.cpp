#include <kohort/publish/rounding.hpp>

#include "publish/tables.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <limits>
#include <type_traits>

namespace {

using kohort::decimal_number;
using kohort::measurement_unit;
using kohort::ratio;
using kohort::rounding_rule;

constexpr auto away = rounding_rule::half_away_from_zero;
constexpr auto even = rounding_rule::half_to_even;
constexpr auto largest = std::numeric_limits<std::int64_t>::max();
constexpr auto smallest = std::numeric_limits<std::int64_t>::min();

static_assert(std::is_trivially_copyable_v<decimal_number>);

std::string rounded(ratio value, int decimals, rounding_rule rule = away) {
    return to_plain(round(value, decimals, rule));
}

TEST(rounding, halves_go_where_the_rule_says) {
    EXPECT_EQ(rounded({5, 2}, 0), "3");
    EXPECT_EQ(rounded({-5, 2}, 0), "-3");
    EXPECT_EQ(rounded({3, 20}, 1), "0.2") << "0.15, which no binary fraction can hold";
    EXPECT_EQ(rounded({5, 2}, 0, even), "2");
    EXPECT_EQ(rounded({-5, 2}, 0, even), "-2");
    EXPECT_EQ(rounded({7, 2}, 0, even), "4");
    EXPECT_EQ(rounded({1, 4}, 1, even), "0.2");
    EXPECT_EQ(rounded({3, 4}, 1, even), "0.8");
}

TEST(rounding, plain_numbers_keep_their_decimals_and_0_has_no_sign) {
    EXPECT_EQ(rounded(74, 1), "74.0");
    EXPECT_EQ(rounded({-1, 2}, 1), "-0.5");
    EXPECT_EQ(rounded({-1, 3}, 0), "0");
    EXPECT_EQ(rounded({-1, 300}, 1), "0.0");
    EXPECT_EQ(rounded({1, 1000}, 3), "0.001");
    EXPECT_EQ(rounded(8567, 0), "8567");
}

TEST(rounding, holds_to_the_ends_of_64_bits) {
    EXPECT_EQ(rounded(largest, 0), "9223372036854775807");
    EXPECT_EQ(rounded(smallest + 1, 0), "-9223372036854775807");
    EXPECT_EQ(rounded({largest, 1000}, 3), "9223372036854775.807");
    EXPECT_EQ(rounded({1, largest}, 9), "0.000000000");
    EXPECT_EQ(rounded({largest - 1, largest}, 9), "1.000000000");
    EXPECT_THROW(static_cast<void>(round(largest, 1, away)), std::overflow_error);
}

/// Long division as it is done on paper: a text of digits, then one more step to decide.
std::string rounded_on_paper(int numerator, int denominator, int decimals, rounding_rule rule) {
    int rest = std::abs(numerator);
    auto digits = std::to_string(rest / denominator);
    rest %= denominator;
    for (int each = 0; each < decimals; ++each) {
        rest *= 10;
        digits += static_cast<char>('0' + rest / denominator);
        rest %= denominator;
    }
    const bool is_half = 2 * rest == denominator, last_is_odd = (digits.back() - '0') % 2 == 1;
    if (2 * rest > denominator || (is_half && (rule == away || last_is_odd))) {
        auto at = digits.size();
        while (at > 0 && digits[at - 1] == '9') digits[--at] = '0';
        if (at == 0)
            digits.insert(0, 1, '1');
        else
            ++digits[at - 1];
    }
    if (decimals > 0) digits.insert(digits.size() - static_cast<std::size_t>(decimals), 1, '.');
    const bool is_zero = digits.find_first_not_of("0.") == std::string::npos;
    return numerator < 0 && !is_zero ? '-' + digits : digits;
}

TEST(rounding, agrees_with_long_division_on_paper) {
    constexpr int most = 300, most_decimals = 3;
    for (const auto rule : {away, even})
        for (int decimals = 0; decimals <= most_decimals; ++decimals)
            for (int numerator = -most; numerator <= most; ++numerator)
                for (int denominator = 1; denominator <= most; ++denominator)
                    if (const auto expected = rounded_on_paper(numerator, denominator, decimals, rule);
                        rounded({numerator, denominator}, decimals, rule) != expected)
                        FAIL() << numerator << '/' << denominator << " to " << decimals << " decimals is " << expected;
}

TEST(rounding, published_values_are_exact) {
    EXPECT_EQ(published_value(tables::persons(), {8567, 1, {}}), ratio(8567));
    EXPECT_EQ(published_value(tables::percent(0), {1, 3, {}}), ratio(100, 3));
    // 487 days are 16 months: 3 spells of 487 days in all.
    EXPECT_EQ(published_value(tables::months(), {487, 3, {}}), ratio(16, 3));
}

} // namespace
