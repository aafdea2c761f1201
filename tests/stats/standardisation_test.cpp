#include <kohort/stats/standardisation.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace {

using namespace kohort;
using column = std::vector<double>;

// Weights 0.3 and 0.7; rates 0.1 and 0.02.
TEST(direct, by_hand) {
    const column events{5, 4}, population{50, 200}, standard{3, 7};
    const auto made = directly_standardised(events, population, standard, 100).value();
    EXPECT_DOUBLE_EQ(made.crude, 3.6);
    EXPECT_DOUBLE_EQ(made.adjusted.estimate, 4.4);
    EXPECT_DOUBLE_EQ(made.variance, 10000 * (0.09 * 5 / 2500 + 0.49 * 4 / 40000));
    EXPECT_LT(made.adjusted.lower, 4.4);
    EXPECT_GT(made.adjusted.upper, 4.4);
}

// With one stratum nothing is standardised: both intervals are those of the count.
TEST(direct, one_stratum_is_the_crude_rate) {
    const column events{7}, population{350}, standard{1};
    for (const auto& [method, of_count] : {std::pair(direct_method::fay_feuer, count_method::exact),
                                           std::pair(direct_method::dobson, count_method::byar)}) {
        const auto made = directly_standardised(events, population, standard, 1000, method, 0.9).value();
        const auto crude = rate_interval(7, 350, 1000, of_count, 0.9);
        EXPECT_NEAR(made.adjusted.estimate, crude.estimate, 1e-12);
        EXPECT_NEAR(made.adjusted.lower, crude.lower, 1e-11);
        EXPECT_NEAR(made.adjusted.upper, crude.upper, 1e-11);
    }
}

TEST(direct, the_same_composition_gives_the_crude_rate) {
    const column events{3, 9, 1}, population{100, 250, 40}, standard{1000, 2500, 400};
    const auto made = directly_standardised(events, population, standard).value();
    EXPECT_NEAR(made.adjusted.estimate, made.crude, 1e-15);
}

TEST(direct, no_events) {
    const column events{0, 0}, population{100, 50}, standard{1, 1};
    for (const auto method : {direct_method::fay_feuer, direct_method::dobson}) {
        const auto made = directly_standardised(events, population, standard, 1, method).value();
        EXPECT_EQ(made.adjusted.lower, 0);
        EXPECT_TRUE(made.adjusted.lower_is_clamped);
        EXPECT_GT(made.adjusted.upper, 0.02) << "as one event more in the heaviest stratum would be";
    }
}

TEST(direct, a_stratum_outside_the_standard_counts_in_the_crude_rate_only) {
    const column events{5, 4, 2}, population{50, 200, 0.5}, standard{3, 7, 0};
    const auto made = directly_standardised(events, population, standard).value();
    EXPECT_DOUBLE_EQ(made.adjusted.estimate, 0.044);
    EXPECT_DOUBLE_EQ(made.crude, 11 / 250.5);
}

TEST(direct, what_cannot_be_standardised_is_refused) {
    const column two{1, 2}, three{1, 2, 3}, holes{0, 1}, negative{-1, 2};
    const auto lengths = directly_standardised(two, three, two, 1, {}, 95);
    ASSERT_EQ(lengths.errors().size(), 2u);
    EXPECT_STREQ(lengths.errors()[0].what(),
                 "\"events\" has 2 rows and \"population\" has 3; give every column the same strata");
    EXPECT_STREQ(lengths.errors()[1].what(), "a confidence level lies between 0 and 1, such as 0.95, not 95");
    const auto empty = directly_standardised(two, holes, two);
    ASSERT_EQ(empty.errors().size(), 2u);
    EXPECT_EQ(empty.errors()[0].path(), "/strata/0");
    EXPECT_EQ(directly_standardised(negative, two, two).errors().size(), 1u);
    const column nothing{0, 0};
    EXPECT_EQ(directly_standardised(nothing, two, nothing).errors().size(), 1u);
}

TEST(indirect, by_hand) {
    const column population{1000, 500}, standard_events{20, 50}, standard_population{10000, 5000};
    const auto made = indirectly_standardised(14, population, standard_events, standard_population, 1000).value();
    EXPECT_DOUBLE_EQ(made.expected, 7);
    EXPECT_DOUBLE_EQ(made.ratio.estimate, 2);
    const auto count = count_interval(14);
    EXPECT_DOUBLE_EQ(made.ratio.lower, count.lower / 7);
    EXPECT_DOUBLE_EQ(made.ratio.upper, count.upper / 7);
    EXPECT_DOUBLE_EQ(made.adjusted.estimate, 2 * 70.0 / 15);
    EXPECT_DOUBLE_EQ(made.adjusted.upper, made.ratio.upper * 70 / 15);
}

TEST(indirect, the_standard_compared_with_itself_is_1) {
    const column population{1000, 500, 20}, events{20, 50, 3};
    const auto made = indirectly_standardised(73, population, events, population).value();
    EXPECT_DOUBLE_EQ(made.ratio.estimate, 1);
    EXPECT_DOUBLE_EQ(made.adjusted.estimate, 73.0 / 1520);
}

TEST(indirect, what_cannot_be_standardised_is_refused) {
    const column two{1, 2}, holes{0, 2}, nothing{0, 0};
    EXPECT_EQ(indirectly_standardised(-1, two, two, two, 1, {}, 0).errors().size(), 2u);
    EXPECT_EQ(indirectly_standardised(1, two, two, holes).errors().size(), 2u);
    EXPECT_STREQ(indirectly_standardised(1, two, nothing, two).errors().at(0).what(),
                 "the standard's rates give no expected event; a ratio over 0 does not exist");
    EXPECT_TRUE(indirectly_standardised(1, holes, holes, holes)) << "a stratum that neither has";
}

} // namespace
