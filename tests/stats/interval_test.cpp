#include <kohort/stats/interval.hpp>

#include <gtest/gtest.h>

#include <cmath>

namespace kohort {
namespace {

constexpr double z = 1.959963984540054;

// R survival 3.5-3, survfit(Surv(c(1,2,2,3,5,5,6), c(1,1,0,1,1,1,1)) ~ 1, conf.type = ...) at 3, to the printed digits.
TEST(interval, three_scales) {
    const double survival = 0.535714285714286, error = 0.2007865;
    const auto plain = interval_of(survival, error, z, interval_kind::plain);
    EXPECT_NEAR(plain.lower, 0.1421799, 1e-6);
    EXPECT_NEAR(plain.upper, 0.9292487, 1e-6);
    const auto log = interval_of(survival, error, z, interval_kind::log);
    EXPECT_NEAR(log.lower, 0.25698134, 1e-6);
    EXPECT_EQ(log.upper, 1);
    const auto log_log = interval_of(survival, error, z, interval_kind::log_log);
    EXPECT_NEAR(log_log.lower, 0.131988177, 1e-6);
    EXPECT_NEAR(log_log.upper, 0.8249970, 1e-6);
}

TEST(interval, ends_of_the_scale) {
    for (const auto kind : {interval_kind::plain, interval_kind::log, interval_kind::log_log}) {
        EXPECT_TRUE(std::isnan(interval_of(0.5, std::nan(""), z, kind).lower));
        EXPECT_TRUE(std::isnan(interval_of(std::nan(""), 0.1, z, kind).upper));
        const bool at_0 = kind == interval_kind::plain, at_1 = kind != interval_kind::log_log;
        EXPECT_EQ(std::isnan(interval_of(0, 0, z, kind).lower), !at_0);
        EXPECT_EQ(std::isnan(interval_of(1, 0, z, kind).lower), !at_1);
    }
    EXPECT_EQ(interval_of(0.01, 0.1, z, interval_kind::plain).lower, 0);
    EXPECT_EQ(interval_of(0.99, 0.1, z, interval_kind::plain).upper, 1);
}

TEST(interval, kinds_have_names) {
    EXPECT_EQ(name_of(interval_kind::plain), "plain");
    EXPECT_EQ(name_of(interval_kind::log), "log");
    EXPECT_EQ(name_of(interval_kind::log_log), "log-log");
}

} // namespace
} // namespace kohort
