#include <kohort/time/period.hpp>

#include <time/calendar.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <type_traits>

namespace {

using namespace calendar;
using kohort::day;
using kohort::frequency;
using kohort::from_civil;
using kohort::labelled_by;
using kohort::month_day;
using kohort::parse_month_day;
using kohort::parse_period;
using kohort::period;
using kohort::periodicity;

static_assert(std::is_trivially_copyable_v<period> && sizeof(period) == 20);
static_assert(std::is_trivially_copyable_v<periodicity> && sizeof(periodicity) == 16);
static_assert(period({frequency::year}, 2024).span() ==
              kohort::window{from_civil({2024, 1, 1}), from_civil({2024, 12, 31})});

std::string digits(int value, std::size_t width) {
    const auto text = std::to_string(value);
    return std::string(width - text.size(), '0') + text;
}

/// The first day of the period with this day, by Boost's calendar.
boost_day first_day_by_boost(const periodicity& division, const boost_day& d) {
    const auto [year, month, _] = civil(d);
    switch (division.every) {
    case frequency::week:
        return d - boost::gregorian::days((d.day_of_week().as_number() + 6) % 7);
    case frequency::year: {
        const auto start = boost_date(year, division.year_start.month, division.year_start.day);
        return start <= d ? start : boost_date(year - 1, division.year_start.month, division.year_start.day);
    }
    default:
        const auto length = static_cast<unsigned>(months_in(division.every));
        return boost_date(year, (month - 1) / length * length + 1, 1);
    }
}

/// The last day of the period that starts on `first`. Boost adds months without its snap to month ends only to days
/// that are no month's last; years may start on such days.
boost_day last_day_by_boost(const periodicity& division, const boost_day& first) {
    const auto next = division.every == frequency::week ? first + boost::gregorian::weeks(1)
                      : division.every == frequency::year
                          ? boost_date(first.year() + 1, civil(first).month, civil(first).day)
                          : first + boost::gregorian::months(months_in(division.every));
    return next - boost::gregorian::days(1);
}

std::string label_by_boost(const periodicity& division, const boost_day& first, const boost_day& last) {
    const auto year = digits(first.year(), 4);
    const auto part = [&](int months) { return std::to_string((first.month() - 1) / months + 1); };
    switch (division.every) {
    case frequency::week:
        return digits((first + boost::gregorian::days(3)).year(), 4) + "-W" + digits(first.week_number(), 2);
    case frequency::month:
        return year + '-' + digits(first.month(), 2);
    case frequency::quarter:
        return year + "-Q" + part(3);
    case frequency::tertial:
        return year + "-T" + part(4);
    case frequency::half_year:
        return year + "-H" + part(6);
    case frequency::year:
        break;
    }
    return division.label == labelled_by::end ? digits(last.year(), 4) : year;
}

TEST(period, of_every_day_1900_to_2100_begins_and_ends_as_boost_says) {
    for (const auto& division : divisions())
        for_each_day([&](day ours, const boost_day& theirs) {
            const auto p = period_containing(division, ours);
            const auto first = first_day_by_boost(division, theirs);
            ASSERT_EQ(to_civil(p.first_day()), civil(first)) << to_string(division);
            ASSERT_EQ(to_civil(p.last_day()), civil(last_day_by_boost(division, first))) << to_string(division);
            ASSERT_TRUE(p.span().contains(ours));
        });
}

TEST(period, ordinals_have_no_gaps) {
    for (const auto& division : divisions()) {
        auto current = period_containing(division, from_civil({1900, 1, 1}) - 1);
        for_each_day([&](day d, const boost_day&) {
            if (d > current.last_day()) current = current.next();
            ASSERT_EQ(period_containing(division, d), current) << to_string(d);
            ASSERT_EQ(period(division, current.ordinal()), current);
        });
    }
}

TEST(period, labels_are_those_of_boosts_dates_and_all_different) {
    for (const auto& division : divisions()) {
        std::set<std::string> labels;
        auto p = period_containing(division, from_civil({1900, 1, 1}));
        for (; p.first_day() <= from_civil({2100, 12, 31}); p = p.next()) {
            const auto date = to_civil(p.first_day());
            const auto first = boost_date(date.year, date.month, date.day);
            const auto label = p.label();
            ASSERT_EQ(label, label_by_boost(division, first, last_day_by_boost(division, first)));
            ASSERT_EQ(digits(p.label_year(), 4), label.substr(0, 4));
            ASSERT_TRUE(labels.insert(label).second) << label;
        }
    }
}

TEST(period, labels_are_read_back) {
    for (const auto every : {frequency::week, frequency::month, frequency::quarter, frequency::tertial,
                             frequency::half_year, frequency::year}) {
        auto p = period_containing({every}, from_civil({1, 1, 1}));
        for (; p.label_year() <= 9999; p = p.next()) ASSERT_EQ(parse_period(p.label()), p);
    }
}

TEST(period, a_year_of_two_calendar_years_is_named_by_its_end_or_its_start) {
    const auto d = from_civil({2019, 6, 1});
    const auto by_end = period_containing({frequency::year, {12, 1}}, d);
    EXPECT_EQ(by_end.span(), (kohort::window{from_civil({2018, 12, 1}), from_civil({2019, 11, 30})}));
    EXPECT_EQ(by_end.label(), "2019");
    EXPECT_EQ(period_containing({frequency::year, {12, 1}, labelled_by::start}, d).label(), "2018");
    EXPECT_EQ(by_end.ordinal(), 2018);
}

TEST(period, steps_and_differences_are_inverse) {
    for (const auto& division : divisions()) {
        const auto p = period_containing(division, from_civil({2024, 2, 29}));
        for (const int n : {-1000, -1, 0, 1, 53}) {
            EXPECT_EQ((p + n) - p, n);
            EXPECT_EQ((p + n).next(), p + (n + 1));
        }
    }
}

TEST(period, periods_of_other_divisions_are_not_equal) {
    EXPECT_NE(period({frequency::year}, 2024), period({frequency::month}, 2024));
    EXPECT_NE(period({frequency::year}, 2024), period({frequency::year, {12, 1}}, 2024));
    EXPECT_NE(period({frequency::year}, 2024), period({frequency::year}, 2025));
}

TEST(period, what_is_no_period_is_refused) {
    for (const auto* text :
         {"",          "0000",    "24",      "20240",   "+024",      "2024-",    "2024-1",   "2024-00",
          "2024-13",   "2024/01", "2024-Q",  "2024-Q0", "2024-Q5",   "2024-q1",  "2024-Q01", "2024-T0",
          "2024-T4",   "2024-H0", "2024-H3", "2024-W5", "2024-W0",   "2024-W00", "2023-W53", "2024-W54",
          "2024-W053", "2024 ",   " 2024",   "2024-X1", "2024-01-01"})
        EXPECT_EQ(parse_period(text), std::nullopt) << text;
    EXPECT_TRUE(parse_period("2020-W53"));
}

TEST(periodicity, a_year_may_start_on_any_day_that_every_year_has) {
    int days = 0;
    for (unsigned month = 0; month <= 13; ++month)
        for (unsigned d = 0; d <= 32; ++d) days += is_valid(periodicity{frequency::year, {month, d}});
    EXPECT_EQ(days, 365);
    EXPECT_FALSE(is_valid(periodicity{frequency::year, {2, 29}}));
}

TEST(periodicity, only_years_have_a_start_and_a_label) {
    for (const auto& division : divisions()) EXPECT_TRUE(is_valid(division)) << to_string(division);
    EXPECT_FALSE(is_valid(periodicity{frequency::month, {12, 1}}));
    EXPECT_FALSE(is_valid(periodicity{frequency::week, {1, 1}, labelled_by::start}));
}

TEST(periodicity, texts) {
    EXPECT_EQ(to_string(periodicity{frequency::half_year}), "half_year");
    EXPECT_EQ(to_string(periodicity{frequency::year, {12, 1}}), "year starting 12-01");
    EXPECT_EQ(to_string(periodicity{frequency::year, {7, 1}, labelled_by::start}),
              "year starting 07-01, labelled by its start");
}

TEST(frequency, names_are_those_of_the_grammar) {
    using kohort::parse_frequency;
    EXPECT_EQ(parse_frequency("week"), frequency::week);
    EXPECT_EQ(parse_frequency("month"), frequency::month);
    EXPECT_EQ(parse_frequency("quarter"), frequency::quarter);
    EXPECT_EQ(parse_frequency("tertial"), frequency::tertial);
    EXPECT_EQ(parse_frequency("half_year"), frequency::half_year);
    EXPECT_EQ(parse_frequency("year"), frequency::year);
    for (const auto* text : {"", "day", "months", "Month", "half-year"}) EXPECT_EQ(parse_frequency(text), std::nullopt);
    for (const auto& division : divisions()) EXPECT_EQ(parse_frequency(name_of(division.every)), division.every);
}

TEST(month_day, is_read_when_every_year_has_it) {
    EXPECT_EQ(parse_month_day("12-01"), (month_day{12, 1}));
    EXPECT_EQ(parse_month_day("02-28"), (month_day{2, 28}));
    EXPECT_EQ(to_string(month_day{2, 3}), "02-03");
    for (const auto* text :
         {"", "02-29", "02-30", "13-01", "00-01", "01-00", "1-01", "01-1", "01/01", "0101", "01-011"})
        EXPECT_EQ(parse_month_day(text), std::nullopt) << text;
}

} // namespace
