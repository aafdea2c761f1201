#include "../../src/base/large_fraction.hpp"
#include "../../src/cube/exact.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>

namespace kohort {
namespace {

using large = boost::multiprecision::cpp_rational;
using boost::multiprecision::cpp_int;

/// Numbers of all sizes, so that some sums and products do not fit into 64 bits.
std::int64_t random_number(std::mt19937_64& random) {
    const auto bits = 1 + random() % 62;
    const auto size = static_cast<std::int64_t>(random() % (std::uint64_t{1} << bits));
    return random() % 3 == 0 ? -size : size;
}

ratio random_ratio(std::mt19937_64& random) {
    return random() % 2 ? ratio(random_number(random))
                        : ratio(random_number(random), 1 + random_number(random) % 1000000 * 2);
}

large as_large(ratio number) { return {number.numerator(), number.denominator()}; }

/// What a cell must say of a value: itself when it fits, else a decimal that rounds as the value does.
void expect_says(const cell& found, const large& value) {
    if (!found.denominator.is_integer() || found.denominator != ratio(1)) {
        EXPECT_EQ(as_large(found.numerator) / as_large(found.denominator), value);
        return;
    }
    const auto told = as_large(found.numerator);
    if (told == value) return;
    const cpp_int scale = denominator(told);
    EXPECT_TRUE(numerator(value) > std::numeric_limits<std::int64_t>::max() ||
                numerator(value) < std::numeric_limits<std::int64_t>::min() ||
                denominator(value) > std::numeric_limits<std::int64_t>::max())
        << "a value that fits must be told exactly";
    EXPECT_LT(abs(large(told - value)) * scale, 2) << "off by more than its last digit";
}

TEST(exact_figure, is_reckoned_with_as_with_numbers_of_any_size) {
    std::mt19937_64 random(3);
    for (int round = 0; round < 2'000; ++round) {
        const auto a = random_ratio(random), b = random_ratio(random), c = random_ratio(random);
        const exact_figure sum{exact_number(a) + exact_number(b), 1, {}};
        const exact_figure product{exact_number(a) * exact_number(b), exact_number(1), {}};
        EXPECT_EQ(sum.value().as_large().value, as_large(a) + as_large(b));
        EXPECT_EQ(product.value().as_large().value, as_large(a) * as_large(b));
        if (c == ratio(0)) continue;
        const exact_figure quotient{sum.numerator - exact_number(c), c, {}};
        const large expected = (as_large(a) + as_large(b) - as_large(c)) / as_large(c);
        EXPECT_EQ(quotient.value().as_large().value, expected);
        try {
            expect_says(to_cell(quotient), expected);
        } catch (const std::overflow_error&) {
            EXPECT_GT(abs(expected), large(std::numeric_limits<std::int64_t>::max()) - 1);
        }
    }
}

TEST(exact_figure, keeps_numerator_and_denominator_as_they_are) {
    const cell share{6, 8, obs_status()};
    EXPECT_EQ(to_cell(exact(share)), share);
    const cell smallest{std::numeric_limits<std::int64_t>::min(), 1, obs_status()};
    EXPECT_EQ(to_cell(exact(smallest)), smallest);
    EXPECT_EQ(to_cell({exact_number(std::numeric_limits<std::int64_t>::min() + 1) - 1, 1, {}}), smallest);
    const cell hidden{5, 1, availability::suppressed};
    EXPECT_EQ(to_cell(exact(hidden)), (cell{0, 1, availability::suppressed}));
}

} // namespace
} // namespace kohort
