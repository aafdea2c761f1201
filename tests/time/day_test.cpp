#include <kohort/time/day.hpp>

#include <time/calendar.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <type_traits>

namespace {

using namespace calendar;
using kohort::civil_date;
using kohort::day;
using kohort::from_civil;
using kohort::parse_iso_day;
using kohort::to_civil;

static_assert(std::is_trivially_copyable_v<day> && sizeof(day) == 4);
static_assert(std::is_trivially_copyable_v<civil_date> && sizeof(civil_date) == 12);
static_assert(std::is_trivially_copyable_v<kohort::iso_week_date> && sizeof(kohort::iso_week_date) == 12);
static_assert(std::is_nothrow_default_constructible_v<day> && std::totally_ordered<day>);
static_assert(!std::is_convertible_v<int, day> && !std::is_convertible_v<day, int>);
static_assert(day() == from_civil({1970, 1, 1}));
static_assert(to_civil(day(19'723)) == civil_date{2024, 1, 1});

TEST(day, arithmetic_counts_days) {
    const day d(100);
    EXPECT_EQ((d + 7).count(), 107);
    EXPECT_EQ((d - 200).count(), -100);
    EXPECT_EQ(d - day(-5), 105);
    auto next = d;
    EXPECT_EQ(++next, day(101));
    EXPECT_LT(d, next);
}

TEST(day, every_date_1900_to_2100_is_boosts) {
    int days = 0;
    for_each_day([&](day ours, const boost_day& theirs) {
        ASSERT_EQ(to_civil(ours), civil(theirs));
        ASSERT_EQ(from_civil(civil(theirs)), ours);
        ++days;
    });
    EXPECT_EQ(days, 73'414);
}

TEST(day, every_weekday_and_iso_week_1900_to_2100_is_boosts) {
    for_each_day([](day ours, const boost_day& theirs) {
        const auto sunday_is_0 = theirs.day_of_week().as_number();
        const auto weekday = sunday_is_0 == 0 ? 7U : static_cast<unsigned>(sunday_is_0);
        const auto thursday = theirs + boost::gregorian::days(4 - static_cast<int>(weekday));
        const kohort::iso_week_date expected{thursday.year(), static_cast<unsigned>(theirs.week_number()), weekday};
        ASSERT_EQ(iso_weekday(ours), weekday) << theirs.day_number();
        ASSERT_EQ(to_iso_week(ours), expected);
        ASSERT_EQ(from_iso_week(expected), ours);
        ASSERT_TRUE(is_valid(expected));
    });
}

TEST(day, week_53_exists_in_the_years_that_start_or_end_on_a_thursday) {
    for (int year = 1900; year <= 2100; ++year) {
        const bool is_long = boost_date(year, 1, 1).day_of_week() == boost::date_time::Thursday ||
                             boost_date(year, 12, 31).day_of_week() == boost::date_time::Thursday;
        EXPECT_EQ(kohort::weeks_in_iso_year(year), is_long ? 53U : 52U) << year;
        EXPECT_EQ(is_valid(kohort::iso_week_date{year, 53, 7}), is_long) << year;
    }
    EXPECT_FALSE(is_valid(kohort::iso_week_date{2024, 0, 1}));
    EXPECT_FALSE(is_valid(kohort::iso_week_date{2024, 1, 0}));
    EXPECT_FALSE(is_valid(kohort::iso_week_date{2024, 1, 8}));
    EXPECT_FALSE(is_valid(kohort::iso_week_date{0, 1, 1}));
    EXPECT_FALSE(is_valid(kohort::iso_week_date{10'000, 1, 1}));
}

TEST(day, months_and_leap_years_are_boosts) {
    for (int year = 1400; year <= 9999; ++year) {
        ASSERT_EQ(kohort::is_leap_year(year), boost_days_in_month(year, 2) == 29) << year;
        for (unsigned month = 1; month <= 12; ++month)
            ASSERT_EQ(kohort::days_in_month(year, month), boost_days_in_month(year, month)) << year << '-' << month;
    }
}

TEST(day, only_existing_dates_are_valid) {
    for (int year = 1900; year <= 2100; ++year)
        for (unsigned month = 0; month <= 13; ++month)
            for (unsigned d = 0; d <= 32; ++d)
                ASSERT_EQ(is_valid(civil_date{year, month, d}), d >= 1 && d <= boost_days_in_month(year, month))
                    << year << '-' << month << '-' << d;
    EXPECT_TRUE(is_valid(civil_date{1, 1, 1}));
    EXPECT_TRUE(is_valid(civil_date{9999, 12, 31}));
    EXPECT_FALSE(is_valid(civil_date{0, 12, 31}));
    EXPECT_FALSE(is_valid(civil_date{-1, 12, 31}));
    EXPECT_FALSE(is_valid(civil_date{10'000, 1, 1}));
}

/// The calendar by turning its pages, one day after the other.
civil_date day_after(civil_date date) {
    constexpr unsigned lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = date.year % 400 == 0 || (date.year % 100 != 0 && date.year % 4 == 0);
    const auto length = lengths[date.month - 1] + (leap && date.month == 2 ? 1 : 0);
    if (date.day < length) return {date.year, date.month, date.day + 1};
    if (date.month < 12) return {date.year, date.month + 1, 1};
    return {date.year + 1, 1, 1};
}

TEST(day, the_days_of_the_years_1_to_9999_follow_one_another) {
    civil_date date{1, 1, 1};
    auto d = from_civil(date);
    for (; date.year <= 9999; date = day_after(date), ++d)
        if (to_civil(d) != date || from_civil(date) != d || !is_valid(date)) FAIL() << testing::PrintToString(date);
    EXPECT_EQ(d - from_civil({1, 1, 1}), 3'652'059);
}

TEST(day, the_calendar_repeats_every_400_years_for_half_a_million) {
    const auto start = from_civil({2000, 2, 29});
    for (int cycle = -1250; cycle <= 1250; ++cycle) {
        const auto d = start + cycle * 146'097;
        ASSERT_EQ(to_civil(d), (civil_date{2000 + cycle * 400, 2, 29}));
        ASSERT_EQ(from_civil(to_civil(d)), d);
        ASSERT_EQ(iso_weekday(d), 2U);
        ASSERT_EQ(add_months(d, -cycle * 4800), start);
    }
}

TEST(day, days_past_the_end_of_a_month_run_on) {
    EXPECT_EQ(from_civil({2023, 2, 29}), from_civil({2023, 3, 1}));
    EXPECT_EQ(from_civil({2024, 2, 30}), from_civil({2024, 3, 1}));
    EXPECT_EQ(from_civil({2024, 4, 31}), from_civil({2024, 5, 1}));
}

/// Boost's month arithmetic goes from the last day of a month to the last day of a month (28 February + 1 month =
/// 31 March); kohort keeps the day of the month. From all other days they agree; from a last day Boost still tells the
/// month, and the day is the same one as far as that month goes.
civil_date months_later(const boost_day& d, int months) {
    auto moved = civil(d + boost::gregorian::months(months));
    moved.day = std::min(static_cast<unsigned>(d.day()), boost_days_in_month(moved.year, moved.month));
    return d == d.end_of_month() ? moved : civil(d + boost::gregorian::months(months));
}

TEST(day, months_are_added_as_boost_adds_them_but_without_the_snap_to_month_ends) {
    for (const int months : {-601, -25, -12, -11, -1, 0, 1, 2, 3, 12, 18, 120})
        for_each_day([months](day ours, const boost_day& theirs) {
            ASSERT_EQ(to_civil(add_months(ours, months)), months_later(theirs, months))
                << to_string(ours) << " + " << months;
        });
}

TEST(day, months_keep_the_day_of_the_month) {
    EXPECT_EQ(add_months(from_civil({2023, 2, 28}), 1), from_civil({2023, 3, 28}));
    EXPECT_EQ(add_months(from_civil({2024, 1, 31}), 1), from_civil({2024, 2, 29}));
    EXPECT_EQ(add_months(from_civil({2024, 12, 31}), -1), from_civil({2024, 11, 30}));
    EXPECT_EQ(add_years(from_civil({2024, 2, 29}), 1), from_civil({2025, 2, 28}));
    EXPECT_EQ(add_years(from_civil({2024, 2, 29}), -4), from_civil({2020, 2, 29}));
}

TEST(day, birthdays_are_boosts_or_1_march) {
    for (const int years : {0, 1, 2, 3, 4, 16, 65, 100})
        for_each_day([years](day birth, const boost_day& theirs) {
            auto expected = civil(theirs);
            expected.year += years;
            if (expected.day > boost_days_in_month(expected.year, expected.month)) expected = {expected.year, 3, 1};
            ASSERT_EQ(to_civil(birthday(birth, years)), expected) << to_string(birth) << " + " << years;
        });
}

/// Ages from birth to `last`, a birthday at a time.
void expect_ages_by_counting_birthdays(day birth, day last) {
    const auto born = to_civil(birth);
    int age = 0;
    auto at = birth;
    for (auto today = born; at <= last; ++at, today = day_after(today)) {
        const bool leap_birthday_in_other_year = born.month == 2 && born.day == 29 && !kohort::is_leap_year(today.year);
        const auto celebrated =
            leap_birthday_in_other_year ? civil_date{today.year, 3, 1} : civil_date{today.year, born.month, born.day};
        if (today == celebrated && at != birth) ++age;
        if (completed_years(birth, at) != age) FAIL() << "born " << to_string(birth) << ", on " << to_string(at);
    }
}

TEST(day, completed_years_are_the_birthdays_so_far) {
    for (const int first_year : {1896, 1996}) // 1900 has no leap day, 2000 has
        for (auto birth = from_civil({first_year, 1, 1}); birth < from_civil({first_year + 9, 1, 1}); ++birth)
            expect_ages_by_counting_birthdays(birth, birth + 9 * 366);
    for (const int leap_year : {1904, 1952, 1996, 2000})
        expect_ages_by_counting_birthdays(from_civil({leap_year, 2, 29}), from_civil({2105, 3, 2}));
}

TEST(day, completed_years_are_negative_before_birth) {
    const auto birth = from_civil({2000, 6, 15});
    EXPECT_EQ(completed_years(birth, birth), 0);
    EXPECT_EQ(completed_years(birth, birth - 1), -1);
    EXPECT_EQ(completed_years(birth, from_civil({1999, 6, 15})), -1);
    EXPECT_EQ(completed_years(birth, from_civil({1999, 6, 14})), -2);
}

TEST(day, texts) {
    EXPECT_EQ(to_string(day()), "1970-01-01");
    EXPECT_EQ(to_string(from_civil({1, 2, 3})), "0001-02-03");
    EXPECT_EQ(to_string(from_civil({9999, 12, 31})), "9999-12-31");
    EXPECT_EQ(parse_iso_day("2024-02-29"), from_civil({2024, 2, 29}));
    for_each_day([](day d, const boost_day&) { ASSERT_EQ(parse_iso_day(to_string(d)), d); });
}

TEST(day, what_is_no_day_is_refused) {
    for (const auto* text : {"", "2024", "2024-02", "2024-2-29", "2023-02-29", "2024-02-30", "2024-13-01", "2024-00-10",
                             "2024-01-00", "0000-01-01", "-001-01-01", "2024/01/01", "20240101", "2024-01-01 ",
                             " 2024-01-01", "2024-01-1a", "+024-01-01", "2024-01-01T00:00"})
        EXPECT_EQ(parse_iso_day(text), std::nullopt) << text;
}

} // namespace
