#include <kohort/time/clock.hpp>

#include <time/calendar.hpp>

#include <gtest/gtest.h>

#include <type_traits>
#include <vector>

namespace {

using kohort::clock;
using kohort::clock_window;
using kohort::day;
using kohort::duration;
using kohort::duration_unit;
using kohort::frequency;
using kohort::from_civil;
using kohort::month_day;
using kohort::parse_reference_rule;
using kohort::period;
using kohort::reference_day;
using kohort::reference_kind;
using kohort::reference_rule;
using kohort::window;

static_assert(std::is_trivially_copyable_v<reference_rule> && std::is_trivially_copyable_v<clock>);
static_assert(clock().kind == kohort::clock_kind::during && !clock().trailing);
static_assert(reference_rule() == reference_rule{reference_kind::last_day});

constexpr window year_2024{from_civil({2024, 1, 1}), from_civil({2024, 12, 31})};

/// Every period of all divisions in so many years from 1995.
std::vector<period> periods(int years) {
    std::vector<period> all;
    for (const auto& division : calendar::divisions())
        for (auto p = period_containing(division, from_civil({1995, 1, 1})); p.label_year() < 1995 + years;
             p = p.next())
            all.push_back(p);
    return all;
}

TEST(reference_rule, is_read_as_in_the_grammar) {
    EXPECT_EQ(parse_reference_rule("last_day"), (reference_rule{reference_kind::last_day}));
    EXPECT_EQ(parse_reference_rule("first_day"), (reference_rule{reference_kind::first_day}));
    EXPECT_EQ(parse_reference_rule("11-30"), (reference_rule{reference_kind::month_day, {11, 30}}));
    for (const auto* text : {"", "02-29", "11-31", "last day", "2024-11-30", "11"})
        EXPECT_EQ(parse_reference_rule(text), std::nullopt) << text;
}

TEST(reference_day, is_the_first_or_last_day_of_the_period) {
    EXPECT_EQ(reference_day({reference_kind::last_day}, year_2024), year_2024.last);
    EXPECT_EQ(reference_day({reference_kind::first_day}, year_2024), year_2024.first);
}

TEST(reference_day, years_back_is_the_same_day_of_the_period_so_many_years_before) {
    for (const auto& p : periods(12)) {
        if (p.periodicity().every == frequency::week) continue; // weeks are not the same days in other years
        const auto per_year = 12 / months_in(p.periodicity().every);
        for (const int years : {0, 1, 3, 4}) {
            const auto before = p + -per_year * years;
            ASSERT_EQ(reference_day({reference_kind::last_day, {}, years}, p.span()), before.last_day());
            ASSERT_EQ(reference_day({reference_kind::first_day, {}, years}, p.span()), before.first_day());
        }
    }
    EXPECT_EQ(reference_day({reference_kind::last_day, {}, 1}, {from_civil({2025, 2, 1}), from_civil({2025, 2, 28})}),
              from_civil({2024, 2, 29}));
}

/// The days of a period with this date, one by one.
std::vector<day> days_with_date(month_day date, window span) {
    std::vector<day> found;
    for (auto d = span.first; d <= span.last; ++d)
        if (to_civil(d).month == date.month && to_civil(d).day == date.day) found.push_back(d);
    return found;
}

void expect_reference_day_as_found(month_day date, window span) {
    const auto found = days_with_date(date, span);
    const auto expected = found.size() == 1 ? std::optional(found.front()) : std::nullopt;
    ASSERT_EQ(reference_day({reference_kind::month_day, date}, span), expected);
    auto two_years_before = expected;
    if (expected) two_years_before = from_civil({to_civil(*expected).year - 2, date.month, date.day});
    ASSERT_EQ(reference_day({reference_kind::month_day, date, 2}, span), two_years_before);
}

TEST(reference_day, with_a_date_is_the_only_such_day_of_the_period) {
    for (const month_day date : {month_day{1, 1}, {2, 28}, {3, 1}, {11, 30}, {12, 1}, {12, 31}}) {
        for (const auto& p : periods(6)) ASSERT_NO_FATAL_FAILURE(expect_reference_day_as_found(date, p.span()));
        for (const int days : {1, 59, 364, 365, 366, 367, 730, 731, 1000})
            for (auto first = from_civil({2023, 1, 1}); first < from_civil({2025, 1, 1}); ++first)
                ASSERT_NO_FATAL_FAILURE(expect_reference_day_as_found(date, {first, first + (days - 1)}));
    }
}

TEST(clock_window, is_the_period_itself) { EXPECT_EQ(clock_window(clock{}, year_2024), year_2024); }

TEST(clock_window, of_12_trailing_months_is_the_12_months_to_the_periods_end) {
    const clock when{kohort::clock_kind::during, {}, duration{12, duration_unit::month}};
    EXPECT_EQ(clock_window(when, {from_civil({2024, 12, 1}), from_civil({2024, 12, 31})}), year_2024);
    for (const auto& p : periods(6))
        if (p.periodicity().every == frequency::month) {
            ASSERT_EQ(clock_window(when, p.span()), (window{(p + -11).first_day(), p.last_day()}));
        }
}

TEST(clock_window, of_trailing_weeks_and_days_has_so_many_days) {
    const clock weeks{kohort::clock_kind::mean_of_days, {}, duration{8, duration_unit::week}};
    EXPECT_EQ(clock_window(weeks, year_2024), (window{from_civil({2024, 11, 6}), from_civil({2024, 12, 31})}));
    EXPECT_EQ(clock_window(weeks, year_2024).days(), 56);
    const clock one_day{kohort::clock_kind::during, {}, duration{1, duration_unit::day}};
    EXPECT_EQ(clock_window(one_day, year_2024), (window{year_2024.last, year_2024.last}));
}

} // namespace
