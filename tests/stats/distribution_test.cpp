#include <kohort/stats/distribution.hpp>

#include <gtest/gtest.h>

#include <cmath>

namespace kohort {
namespace {

// R 4.2.2: qnorm, pchisq, pnorm.
TEST(distribution, normal_quantiles) {
    EXPECT_NEAR(normal_quantile(0.975), 1.9599639845400536, 1e-15);
    EXPECT_EQ(normal_quantile(0.5), 0);
    EXPECT_NEAR(normal_quantile(0.9), 1.2815515655446008, 1e-15);
    EXPECT_NEAR(normal_quantile(1e-10), -6.3613409024040557, 1e-14);
    EXPECT_NEAR(normal_quantile(0.005), -2.5758293035488999, 1e-15);
    EXPECT_EQ(normal_quantile(0), -HUGE_VAL);
    EXPECT_EQ(normal_quantile(1), HUGE_VAL);
    for (const double probability : {-0.1, 1.1, std::nan("")}) EXPECT_TRUE(std::isnan(normal_quantile(probability)));
}

TEST(distribution, tails) {
    EXPECT_NEAR(chi_squared_tail(3.84, 1), 5.0043521248705224e-02, 1e-15);
    EXPECT_NEAR(chi_squared_tail(16.7929, 2), 2.2566702180311740e-04, 1e-17);
    EXPECT_NEAR(chi_squared_tail(0.1, 5), 9.9983768338807744e-01, 1e-15);
    EXPECT_NEAR(chi_squared_tail(50, 10), 2.6690834249044957e-07, 1e-20);
    EXPECT_EQ(chi_squared_tail(0, 3), 1);
    EXPECT_EQ(chi_squared_tail(-1e-12, 3), 1); // a rounding error of a statistic of 0
    EXPECT_EQ(chi_squared_tail(HUGE_VAL, 3), 0);
    EXPECT_TRUE(std::isnan(chi_squared_tail(std::nan(""), 1)));
    EXPECT_TRUE(std::isnan(chi_squared_tail(1, 0)));
    EXPECT_NEAR(normal_two_sided_tail(1.96), 4.9995790296440856e-02, 1e-16);
    EXPECT_NEAR(normal_two_sided_tail(-0.3), 7.6417715562209465e-01, 1e-15);
    EXPECT_NEAR(normal_two_sided_tail(6), 1.9731752900753962e-09, 1e-23);
}

// Student, gamma and beta: Cauchy, exponential and uniform by hand; the rest through the intervals and R (oracles).
TEST(distribution, quantiles_in_closed_form) {
    for (const double p : {1e-9, 0.1, 0.5, 0.8, 0.999}) {
        EXPECT_NEAR(student_quantile(p, 1) / std::tan(M_PI * (p - 0.5) + (p == 0.5 ? 1 : 0)), p == 0.5 ? 0 : 1, 1e-7);
        EXPECT_NEAR(gamma_quantile(p, 1), -std::log1p(-p), 1e-14);
        EXPECT_NEAR(beta_quantile(p, 1, 1), p, 1e-15);
        EXPECT_NEAR(beta_quantile(p, 1, 3), 1 - std::cbrt(1 - p), 1e-14);
    }
    EXPECT_EQ(gamma_quantile(1, 2), HUGE_VAL);
    EXPECT_EQ(gamma_quantile(0, 2), 0);
    for (const double none : {gamma_quantile(0.5, 0), gamma_quantile(-0.1, 1), beta_quantile(0.5, 0, 1),
                              beta_quantile(1.1, 1, 1), student_quantile(0, 3), student_quantile(0.5, 0)})
        EXPECT_TRUE(std::isnan(none));
}

} // namespace
} // namespace kohort
