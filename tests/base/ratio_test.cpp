#include <kohort/base/ratio.hpp>

#include <gtest/gtest.h>

#include <limits>
#include <type_traits>

namespace {

using kohort::ratio;

constexpr auto largest = std::numeric_limits<std::int64_t>::max();

static_assert(std::is_trivially_copyable_v<ratio>);
static_assert(ratio() == ratio(0, 5));
static_assert(ratio(6, 8) == ratio(3, 4));
static_assert(ratio(1, 3) + ratio(1, 6) == ratio(1, 2));

TEST(ratio, is_kept_in_lowest_terms_with_a_positive_denominator) {
    const ratio value(6, -8);
    EXPECT_EQ(value.numerator(), -3);
    EXPECT_EQ(value.denominator(), 4);
    EXPECT_EQ(ratio(0, -7).denominator(), 1);
    EXPECT_TRUE(ratio(8, 4).is_integer());
    EXPECT_FALSE(ratio(8, 3).is_integer());
}

TEST(ratio, a_denominator_of_0_is_refused) {
    EXPECT_THROW(ratio(1, 0), std::domain_error);
    EXPECT_THROW(ratio(1) / ratio(0), std::domain_error);
}

// Every pair of small fractions against integer arithmetic on the common denominator 5040 * 5040.
TEST(ratio, arithmetic_and_order_agree_with_integers) {
    constexpr std::int64_t common = 5040;
    for (std::int64_t a = -9; a <= 9; ++a)
        for (std::int64_t b = 1; b <= 9; ++b)
            for (std::int64_t c = -9; c <= 9; ++c)
                for (std::int64_t d = 1; d <= 9; ++d) {
                    const ratio left(a, b), right(c, d);
                    const std::int64_t x = a * (common / b), y = c * (common / d);
                    ASSERT_EQ(left + right, ratio(x + y, common));
                    ASSERT_EQ(left - right, ratio(x - y, common));
                    ASSERT_EQ(left * right, ratio(x * y, common * common));
                    if (c != 0) {
                        ASSERT_EQ(left / right, ratio(x, y));
                    }
                    ASSERT_EQ(left <=> right, x <=> y);
                    ASSERT_EQ(left == right, x == y);
                }
}

TEST(ratio, comparison_is_exact_where_doubles_are_equal) {
    const ratio smaller(largest - 1, largest), larger(largest - 2, largest - 1);
    EXPECT_EQ(smaller.to_double(), larger.to_double());
    EXPECT_GT(smaller, larger);
}

// -2^63 has no positive counterpart in 64 bits.
TEST(ratio, the_smallest_number_is_a_numerator) {
    constexpr auto smallest = std::numeric_limits<std::int64_t>::min();
    EXPECT_EQ(ratio(smallest, 1).numerator(), smallest);
    EXPECT_EQ(ratio(smallest, 6), ratio(smallest / 2, 3));
    EXPECT_EQ(ratio(smallest, smallest), ratio(1));
    EXPECT_EQ(ratio(0, smallest), ratio(0));
    EXPECT_EQ(ratio(smallest, 3) * ratio(3, 4), ratio(smallest / 4));
    EXPECT_EQ(ratio(-1) * ratio(largest), ratio(-largest));
    EXPECT_THROW(ratio(smallest, -1), std::overflow_error);
    EXPECT_THROW(ratio(1, smallest), std::overflow_error);
}

TEST(ratio, common_factors_go_before_the_product) { EXPECT_EQ(ratio(largest, 3) * ratio(3, largest), ratio(1)); }

TEST(ratio, overflow_is_reported_not_wrapped) {
    EXPECT_THROW(ratio(largest) + ratio(1), std::overflow_error);
    EXPECT_THROW(ratio(largest) * ratio(2), std::overflow_error);
    EXPECT_THROW((void)kohort::checked_add(-largest, -2), std::overflow_error);
    EXPECT_THROW((void)kohort::checked_multiply(largest, -2), std::overflow_error);
    EXPECT_EQ(kohort::checked_add(largest, -1), largest - 1);
    EXPECT_EQ(kohort::checked_multiply(largest, -1), -largest);
}

TEST(ratio, text) {
    EXPECT_EQ(to_string(ratio(37, 50)), "37/50");
    EXPECT_EQ(to_string(ratio(-6, 4)), "-3/2");
    EXPECT_EQ(to_string(ratio(12, 3)), "4");
    EXPECT_EQ(to_string(ratio()), "0");
}

TEST(ratio, to_double_is_the_nearest) {
    EXPECT_EQ(ratio(1, 4).to_double(), 0.25);
    EXPECT_EQ(ratio(1, 3).to_double(), 1.0 / 3.0);
}

} // namespace
