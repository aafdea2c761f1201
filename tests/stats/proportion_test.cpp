#include <kohort/stats/proportion.hpp>

#include <gtest/gtest.h>

#include <cmath>

namespace {

using namespace kohort;
using enum proportion_method;

constexpr proportion_method methods[] = {wilson, wilson_corrected, clopper_pearson, jeffreys, agresti_coull};

struct oracle {
    proportion_method method;
    std::int64_t part, whole;
    double lower, upper;
};

// R's binom, prop.test and binom.test; statsmodels for 19 of 38. Unclipped -0.02868440249 of Agresti-Coull is 0 here.
TEST(proportion, values_of_other_packages) {
    const oracle oracles[] = {
        {wilson, 81, 263, 0.2552885199, 0.3662095770},
        {wilson, 15, 148, 0.06238639953, 0.1604872417},
        {wilson, 0, 20, 0, 0.1611251581},
        {wilson, 1, 29, 0.0061132142928, 0.1717552188},
        {wilson, 19, 38, 0.348499283643951, 0.651500716356049},
        {wilson_corrected, 81, 263, 0.2535086823, 0.3681762010},
        {clopper_pearson, 81, 263, 0.2527367456, 0.3676219226},
        {clopper_pearson, 15, 148, 0.05784401008, 0.1616504903},
        {clopper_pearson, 0, 20, 0, 0.1684334710},
        {clopper_pearson, 1, 29, 0.0008726468836, 0.1776442955},
        {agresti_coull, 81, 263, 0.2552206652, 0.3662774317},
        {agresti_coull, 0, 20, 0, 0.1898095605},
        {wilson, 65, 100, 0.55254443296887967, 0.73635751756902468}, // PHEindicatormethods
    };
    for (const auto& [method, part, whole, lower, upper] : oracles) {
        const auto made = proportion_interval(part, whole, method);
        EXPECT_NEAR(made.lower, lower, 1e-10) << name_of(method) << ' ' << part;
        EXPECT_NEAR(made.upper, upper, 1e-10) << name_of(method) << ' ' << part;
        EXPECT_EQ(made.estimate, static_cast<double>(part) / static_cast<double>(whole));
    }
}

TEST(proportion, nothing_and_everything_are_clamped_and_said_so) {
    for (const auto method : methods)
        for (const std::int64_t whole : {1, 2, 7, 1000}) {
            const auto none = proportion_interval(0, whole, method), all = proportion_interval(whole, whole, method);
            EXPECT_EQ(none.lower, 0);
            EXPECT_TRUE(none.lower_is_clamped);
            EXPECT_EQ(all.upper, 1);
            EXPECT_TRUE(all.upper_is_clamped);
            EXPECT_GT(none.upper, 0);
            EXPECT_LT(all.lower, 1);
            for (std::int64_t part = 1; part < whole && whole < 1000; ++part) {
                const auto made = proportion_interval(part, whole, method);
                EXPECT_EQ(made.lower_is_clamped, made.lower == 0);
                EXPECT_EQ(made.upper_is_clamped, made.upper == 1);
            }
        }
    const auto beyond = proportion_interval(1, 20, agresti_coull); // -0.0093 by the formula
    EXPECT_EQ(beyond.lower, 0);
    EXPECT_TRUE(beyond.lower_is_clamped);
    EXPECT_FALSE(proportion_interval(2, 20, agresti_coull).lower_is_clamped);
}

TEST(proportion, laws) {
    for (const auto method : methods)
        for (std::int64_t whole = 1; whole <= 30; ++whole)
            for (std::int64_t part = 0; part <= whole; ++part) {
                const auto made = proportion_interval(part, whole, method);
                EXPECT_LE(made.lower, made.estimate);
                EXPECT_GE(made.upper, made.estimate);
                const auto turned = proportion_interval(whole - part, whole, method);
                EXPECT_NEAR(made.lower, 1 - turned.upper, 1e-12) << name_of(method) << part << '/' << whole;
                const auto surer = proportion_interval(part, whole, method, 0.99);
                EXPECT_LE(surer.lower, made.lower);
                EXPECT_GE(surer.upper, made.upper);
                if (part == whole) continue;
                const auto next = proportion_interval(part + 1, whole, method);
                EXPECT_GE(next.lower, made.lower);
                EXPECT_GE(next.upper, made.upper);
            }
}

/// The probability of at least `part` of `whole`, term by term.
double upper_tail(std::int64_t part, std::int64_t whole, double p) {
    double tail = 0;
    for (auto k = part; k <= whole; ++k) {
        const auto n = static_cast<double>(whole), x = static_cast<double>(k);
        tail += std::exp(std::lgamma(n + 1) - std::lgamma(x + 1) - std::lgamma(n - x + 1) + x * std::log(p) +
                         (n - x) * std::log1p(-p));
    }
    return tail;
}

TEST(proportion, clopper_pearson_inverts_the_binomial_tails) {
    for (const double level : {0.8, 0.95})
        for (std::int64_t whole = 2; whole <= 40; whole += 19)
            for (std::int64_t part = 1; part < whole; ++part) {
                const auto made = proportion_interval(part, whole, clopper_pearson, level);
                EXPECT_NEAR(upper_tail(part, whole, made.lower), (1 - level) / 2, 1e-11);
                EXPECT_NEAR(1 - upper_tail(part + 1, whole, made.upper), (1 - level) / 2, 1e-11);
            }
}

TEST(proportion, wilson_limits_are_where_the_score_test_rejects) {
    const double z = 1.959963984540054;
    for (std::int64_t part = 1; part < 25; ++part) {
        const auto made = proportion_interval(part, 25);
        for (const double p : {made.lower, made.upper})
            EXPECT_NEAR(std::abs(made.estimate - p) / std::sqrt(p * (1 - p) / 25), z, 1e-9);
    }
}

TEST(proportion, what_is_no_proportion_has_no_interval) {
    for (const auto& made : {proportion_interval(0, 0), proportion_interval(-1, 5), proportion_interval(6, 5),
                             proportion_interval(1, 5, wilson, 0), proportion_interval(1, 5, wilson, 1),
                             proportion_interval(1, 5, wilson, std::nan(""))}) {
        EXPECT_TRUE(std::isnan(made.estimate));
        EXPECT_TRUE(std::isnan(made.lower));
        EXPECT_TRUE(std::isnan(made.upper));
    }
    EXPECT_TRUE(std::isnan(difference_of_proportions(1, 2, 3, 0).lower));
}

TEST(proportion, large_counts) {
    for (const auto method : methods) {
        const auto made = proportion_interval(3'000'000'000, 9'000'000'000, method);
        EXPECT_NEAR(made.upper - made.lower, 2 * 1.959963984540054 * std::sqrt(2.0 / 9 / 9e9), 1e-9);
    }
}

struct difference_oracle {
    std::int64_t first, first_of, second, second_of;
    double lower, upper;
};

// Newcombe 1998, Statistics in Medicine 17, 873-890, Table II, methods 10 and 11.
TEST(difference, newcombes_table) {
    const difference_oracle plain[] = {{56, 70, 48, 80, 0.0524, 0.3339}, {9, 10, 3, 10, 0.1705, 0.8090},
                                       {6, 7, 2, 7, 0.0582, 0.8062},     {5, 56, 0, 29, -0.0381, 0.1926},
                                       {0, 10, 0, 20, -0.1611, 0.2775},  {0, 10, 0, 10, -0.2775, 0.2775},
                                       {10, 10, 0, 20, 0.6791, 1.0000},  {10, 10, 0, 10, 0.6075, 1.0000}};
    for (const auto& [first, first_of, second, second_of, lower, upper] : plain) {
        const auto made = difference_of_proportions(first, first_of, second, second_of);
        EXPECT_NEAR(made.lower, lower, 5e-5);
        EXPECT_NEAR(made.upper, upper, 5e-5);
        const auto turned = difference_of_proportions(second, second_of, first, first_of);
        EXPECT_NEAR(turned.lower, -made.upper, 1e-15);
        EXPECT_NEAR(turned.upper, -made.lower, 1e-15);
    }
    const auto corrected = difference_of_proportions(56, 70, 48, 80, 0.95, true);
    EXPECT_NEAR(corrected.lower, 0.0428, 5e-5);
    EXPECT_NEAR(corrected.upper, 0.3422, 5e-5);
}

TEST(proportion, methods_have_names) {
    for (const auto method : methods) EXPECT_EQ(parse_proportion_method(name_of(method)), method);
    EXPECT_EQ(name_of(wilson), "wilson");
    EXPECT_FALSE(parse_proportion_method("wald"));
}

} // namespace
