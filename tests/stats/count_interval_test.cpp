#include <kohort/stats/count_interval.hpp>

#include <gtest/gtest.h>

#include <cmath>

namespace {

using namespace kohort;

/// The probability of at most `most` events at a mean, term by term.
double lower_tail(std::int64_t most, double mean) {
    double tail = 0;
    for (std::int64_t k = 0; k <= most; ++k) {
        const auto x = static_cast<double>(k);
        tail += std::exp(x * std::log(mean) - mean - std::lgamma(x + 1));
    }
    return tail;
}

TEST(count_interval, exact_limits_invert_the_poisson_tails) {
    for (const double level : {0.5, 0.95, 0.998})
        for (const std::int64_t count : {1, 2, 5, 10, 60}) {
            const auto made = count_interval(count, count_method::exact, level);
            EXPECT_NEAR(1 - lower_tail(count - 1, made.lower), (1 - level) / 2, 1e-11);
            EXPECT_NEAR(lower_tail(count, made.upper), (1 - level) / 2, 1e-11);
            EXPECT_FALSE(made.lower_is_clamped);
        }
}

// The published results of PHEindicatormethods: Byar's limits of counts, and of observed over expected events.
TEST(count_interval, byars_limits) {
    const auto of_65 = count_interval(65, count_method::byar);
    EXPECT_NEAR(of_65.lower, 50.163187710459454, 1e-10);
    EXPECT_NEAR(of_65.upper, 82.849138545939837, 1e-10);
    const auto of_1 = count_interval(1, count_method::byar);
    EXPECT_NEAR(of_1.lower, 1.3072132901504351e-2, 1e-12);
    EXPECT_NEAR(of_1.upper, 5.5637555824752605, 1e-12);
    const auto surer = count_interval(10, count_method::byar, 0.998);
    EXPECT_NEAR(surer.lower, 2.916318374695686, 1e-11);
    EXPECT_NEAR(surer.upper, 24.193724927880535, 1e-11);
    const auto rate = rate_interval(895, 835.88356123117433, 1, count_method::byar);
    EXPECT_NEAR(rate.estimate, 1.0707232939020275, 1e-12);
    EXPECT_NEAR(rate.lower, 1.0017147712553987, 1e-12);
    EXPECT_NEAR(rate.upper, 1.1432332872498949, 1e-12);
}

TEST(count_interval, byar_is_close_to_exact) {
    for (const std::int64_t count : {10, 50, 1000}) {
        const auto exact = count_interval(count), byar = count_interval(count, count_method::byar);
        EXPECT_NEAR(byar.lower / exact.lower, 1, 0.005);
        EXPECT_NEAR(byar.upper / exact.upper, 1, 0.005);
    }
}

TEST(count_interval, no_events) {
    const auto exact = count_interval(0);
    EXPECT_EQ(exact.lower, 0);
    EXPECT_TRUE(exact.lower_is_clamped);
    EXPECT_NEAR(exact.upper, -std::log(0.025), 1e-14);
    const auto byar = count_interval(0, count_method::byar);
    EXPECT_EQ(byar.lower, 0);
    EXPECT_TRUE(byar.lower_is_clamped);
    EXPECT_GT(byar.upper, 3);
}

TEST(rate_interval, is_the_counts_over_exposure) {
    const auto count = count_interval(7), rate = rate_interval(7, 350, 1000);
    EXPECT_DOUBLE_EQ(rate.estimate, 20);
    EXPECT_DOUBLE_EQ(rate.lower, count.lower / 0.35);
    EXPECT_DOUBLE_EQ(rate.upper, count.upper / 0.35);
    for (const auto& made : {rate_interval(1, 0), rate_interval(1, -1), rate_interval(-1, 5), count_interval(1, {}, 1)})
        EXPECT_TRUE(std::isnan(made.estimate) && std::isnan(made.upper));
}

} // namespace
