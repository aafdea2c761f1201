#include <kohort/time/duration.hpp>

#include <gtest/gtest.h>

#include <type_traits>

namespace {

using kohort::add;
using kohort::day;
using kohort::duration;
using kohort::duration_unit;
using kohort::from_civil;
using kohort::parse_duration;
using kohort::subtract;

static_assert(std::is_trivially_copyable_v<duration> && sizeof(duration) == 8);
// The average month is a twelfth of 365.25 days.
static_assert(kohort::months_per_day_denominator * 12 * 4 == kohort::months_per_day_numerator * (365 * 4 + 1));

TEST(duration, steps_from_a_day) {
    const auto d = from_civil({2024, 1, 31});
    EXPECT_EQ(add(d, {365, duration_unit::day}), from_civil({2025, 1, 30}));
    EXPECT_EQ(add(d, {27, duration_unit::week}), d + 189);
    EXPECT_EQ(add(d, {1, duration_unit::month}), from_civil({2024, 2, 29}));
    EXPECT_EQ(add(d, {12, duration_unit::month}), from_civil({2025, 1, 31}));
    EXPECT_EQ(add(from_civil({2024, 2, 29}), {1, duration_unit::year}), from_civil({2025, 2, 28}));
}

TEST(duration, steps_back_from_a_day) {
    const auto d = from_civil({2024, 3, 31});
    EXPECT_EQ(subtract(d, {31, duration_unit::day}), from_civil({2024, 2, 29}));
    EXPECT_EQ(subtract(d, {2, duration_unit::week}), from_civil({2024, 3, 17}));
    EXPECT_EQ(subtract(d, {1, duration_unit::month}), from_civil({2024, 2, 29}));
    EXPECT_EQ(subtract(d, {2, duration_unit::year}), from_civil({2022, 3, 31}));
}

TEST(duration, at_least_12_months_begins_on_the_same_date_a_year_later) {
    const auto start = from_civil({2023, 5, 17});
    const duration year{12, duration_unit::month};
    EXPECT_GT(add(start, year), from_civil({2024, 5, 16}));
    EXPECT_LE(add(start, year), from_civil({2024, 5, 17}));
}

TEST(duration, texts_are_the_grammars) {
    EXPECT_EQ(parse_duration("12 months"), (duration{12, duration_unit::month}));
    EXPECT_EQ(parse_duration("27 weeks"), (duration{27, duration_unit::week}));
    EXPECT_EQ(parse_duration("365 days"), (duration{365, duration_unit::day}));
    EXPECT_EQ(parse_duration("1 month"), (duration{1, duration_unit::month}));
    EXPECT_EQ(parse_duration("2 years"), (duration{2, duration_unit::year}));
    EXPECT_EQ(to_string(duration{1, duration_unit::year}), "1 year");
    EXPECT_EQ(to_string(duration{0, duration_unit::day}), "0 days");
    EXPECT_EQ(to_string(duration{12'000, duration_unit::day}), "12000 days");
}

TEST(duration, texts_are_read_back) {
    for (const auto unit : {duration_unit::day, duration_unit::week, duration_unit::month, duration_unit::year})
        for (const int count : {0, 1, 2, 9, 10, 487, 99'999}) {
            const duration length{count, unit};
            EXPECT_EQ(parse_duration(to_string(length)), length) << to_string(length);
        }
}

TEST(duration, what_is_no_duration_is_refused) {
    for (const auto* text : {"",
                             " ",
                             "12",
                             "months",
                             " months",
                             "12months",
                             "12  months",
                             " 12 months",
                             "12 months ",
                             "012 months",
                             "+12 months",
                             "-1 months",
                             "-12 months",
                             "1 months",
                             "12 month",
                             "0 day",
                             "1.5 years",
                             "12 Months",
                             "12 monthss",
                             "12 s",
                             "3 quarters",
                             "100000 days",
                             "99999999999999999999 days",
                             "1e3 days"})
        EXPECT_EQ(parse_duration(text), std::nullopt) << text;
}

TEST(duration, the_longest_steps_are_exact) {
    const auto d = from_civil({2000, 2, 29});
    const duration longest{99'999, duration_unit::year};
    EXPECT_EQ(to_civil(add(d, longest)), (kohort::civil_date{101'999, 2, 28}));
    EXPECT_EQ(to_civil(subtract(d, longest)), (kohort::civil_date{-97'999, 2, 28}));
}

} // namespace
