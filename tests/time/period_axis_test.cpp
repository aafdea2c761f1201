#include <kohort/time/period_axis.hpp>

#include <time/calendar.hpp>

#include <gtest/gtest.h>

#include <string>
#include <type_traits>

namespace {

using namespace std::string_literals;
using kohort::day;
using kohort::frequency;
using kohort::from_civil;
using kohort::labelled_by;
using kohort::parse_period_literal;
using kohort::period;
using kohort::period_axis;
using kohort::period_literal;
using kohort::period_range;
using kohort::periodicity;
using kohort::periods_within;
using kohort::reporting_period;
using kohort::window;

static_assert(std::is_trivially_copyable_v<period_range>);

constexpr window days(int first, int last) { return {day(first), day(last)}; }

std::vector<std::string> labels_of(const period_axis& axis) {
    std::vector<std::string> labels;
    for (const auto& [label, span] : axis) labels.push_back(label);
    return labels;
}

/// The one error of a call that had to fail, as the user reads it; empty when it did not fail.
template <class T>
std::string refusal(const kohort::result<T>& refused) {
    return to_string(refused.errors());
}

period_literal literal(std::string_view text) { return parse_period_literal(text).value(); }

std::vector<std::string> selected(const periodicity& division, std::string_view text) {
    return labels_of(select_periods(division, literal(text)).value());
}

TEST(period_axis, holds_periods_in_the_order_of_time) {
    const auto axis = period_axis::from({{"a", days(0, 9)}, {"b", days(10, 10)}, {"c", days(20, 29)}}).value();
    ASSERT_EQ(axis.size(), 3U);
    EXPECT_EQ(axis[1], (reporting_period{"b", days(10, 10)}));
    EXPECT_EQ(labels_of(axis), (std::vector{"a"s, "b"s, "c"s}));
    EXPECT_EQ(axis.span(), days(0, 29));
    EXPECT_FALSE(axis.empty());
}

TEST(period_axis, may_be_empty) {
    EXPECT_TRUE(period_axis().empty());
    EXPECT_EQ(period_axis::from({}).value(), period_axis());
}

TEST(period_axis, periods_must_be_in_order_and_have_labels_of_their_own) {
    EXPECT_EQ(
        refusal(period_axis::from({{"a", days(0, 9)}, {"b", days(9, 12)}})),
        "/1: the period b starts on 1970-01-10, but a before it ends on 1970-01-10; order the periods in time and "
        "let them not overlap");
    EXPECT_EQ(refusal(period_axis::from({{"a", days(1, 0)}})),
              "/0: the period a ends on 1970-01-01, before it starts on 1970-01-02; exchange the two days");
    EXPECT_EQ(refusal(period_axis::from({{"", days(0, 0)}})), "/0: the period has no label; give it one");
    EXPECT_EQ(refusal(period_axis::from({{"a", days(0, 0)}, {"b", days(1, 1)}, {"a", days(2, 2)}})),
              "/2: the label a is taken by an earlier period; give each period its own");
}

TEST(period_axis, all_errors_are_told_at_once) {
    const auto refused = period_axis::from({{"", days(5, 9)}, {"b", days(4, 3)}});
    ASSERT_EQ(refused.errors().size(), 3U);
    EXPECT_EQ(refused.errors()[0].path(), "/0");
    EXPECT_EQ(refused.errors()[2].path(), "/1");
    EXPECT_EQ(refused.errors()[0].code(), kohort::error_code::invalid_argument);
}

/// The whole periods of a window by looking at every day: those of which all days were met.
std::vector<reporting_period> periods_met(const periodicity& division, window within) {
    std::vector<reporting_period> met;
    for (auto d = within.first; d <= within.last; ++d) {
        const auto p = period_containing(division, d);
        if (d == p.last_day() && p.first_day() >= within.first) met.push_back({p.label(), p.span()});
    }
    return met;
}

TEST(periods_within, are_those_of_which_every_day_is_inside) {
    for (const auto& division : calendar::divisions())
        for (const int days : {1, 7, 28, 31, 59, 90, 365, 366, 367, 800})
            for (auto first = from_civil({1999, 12, 1}); first < from_civil({2001, 1, 1}); first = first + 5) {
                const window within{first, first + (days - 1)};
                ASSERT_EQ(periods_within(division, within), period_axis::from(periods_met(division, within)).value());
            }
    EXPECT_EQ(periods_within({frequency::month}, {from_civil({2024, 2, 1}), from_civil({2024, 2, 29})}).size(), 1U);
    EXPECT_TRUE(periods_within({frequency::month}, {from_civil({2024, 2, 1}), from_civil({2024, 2, 28})}).empty());
    EXPECT_TRUE(periods_within({frequency::month}, {from_civil({2024, 2, 2}), from_civil({2024, 2, 29})}).empty());
}

TEST(period_literal, means_a_period_a_range_or_a_window) {
    const auto month = [](int year, int n) { return period({frequency::month}, 12 * year + n - 1); };
    EXPECT_EQ(literal("2024-07"), (period_literal{"2024-07", period_range{month(2024, 7), month(2024, 7)}}));
    EXPECT_EQ(literal("2024-11..2025-02"),
              (period_literal{"2024-11..2025-02", period_range{month(2024, 11), month(2025, 2)}}));
    EXPECT_EQ(
        literal("2018-12-01..2019-11-30"),
        (period_literal{"2018-12-01..2019-11-30", window{from_civil({2018, 12, 1}), from_civil({2019, 11, 30})}}));
    EXPECT_EQ(literal("2024-07-01..2024-07-01").meaning,
              decltype(period_literal::meaning)(window{from_civil({2024, 7, 1}), from_civil({2024, 7, 1})}));
    EXPECT_EQ(literal("2024-07..2024-07").meaning, literal("2024-07").meaning);
}

TEST(period_literal, what_is_no_period_is_refused_with_what_to_write) {
    for (const auto* text :
         {"", "2024-Q5", "2023-W53", "2024-07-01", "..", "2024..", "..2024", "2024...2025", "2024 .. 2025",
          "2024-07-01..2024-07", "2024-07..2024-07-31", "2024-02-01..2024-02-30", "2024..2025..2026"})
        EXPECT_EQ(refusal(parse_period_literal(text)),
                  "\""s + text +
                      "\" is not a period; write a year (2024), half-year (2024-H1), tertial (2024-T2), quarter "
                      "(2024-Q3), month (2024-07) or week (2024-W05), a range of these (2024-01..2024-12) or a window "
                      "of days (2018-12-01..2019-11-30)");
}

TEST(period_literal, ends_must_fit_each_other) {
    EXPECT_EQ(refusal(parse_period_literal("2024-01..2024-Q4")),
              "2024-01..2024-Q4 goes from a month to a quarter; use the same kind of period at both ends");
    EXPECT_EQ(refusal(parse_period_literal("2024-12..2024-01")),
              "2024-12..2024-01 ends before it starts; write 2024-01..2024-12");
    EXPECT_EQ(refusal(parse_period_literal("2024-12-02..2024-12-01")),
              "2024-12-02..2024-12-01 ends before it starts; write 2024-12-01..2024-12-02");
}

TEST(select_periods, a_label_selects_its_period) {
    for (const auto& division : calendar::divisions())
        for (const auto& labelled : periods_within(division, {from_civil({1900, 1, 1}), from_civil({2100, 12, 31})}))
            ASSERT_EQ(select_periods(division, literal(labelled.label)).value(), period_axis::from({labelled}).value())
                << to_string(division) << ' ' << labelled.label;
}

TEST(select_periods, a_range_selects_each_period) {
    EXPECT_EQ(selected({frequency::month}, "2023-12..2024-02"), (std::vector{"2023-12"s, "2024-01"s, "2024-02"s}));
    EXPECT_EQ(selected({frequency::week}, "2020-W52..2021-W01"), (std::vector{"2020-W52"s, "2020-W53"s, "2021-W01"s}));
    EXPECT_EQ(selected({frequency::year}, "2019..2021"), (std::vector{"2019"s, "2020"s, "2021"s}));
}

TEST(select_periods, a_longer_literal_selects_the_periods_inside) {
    EXPECT_EQ(selected({frequency::quarter}, "2024"), (std::vector{"2024-Q1"s, "2024-Q2"s, "2024-Q3"s, "2024-Q4"s}));
    EXPECT_EQ(selected({frequency::quarter}, "2024-H2"), (std::vector{"2024-Q3"s, "2024-Q4"s}));
    EXPECT_EQ(selected({frequency::tertial}, "2024"), (std::vector{"2024-T1"s, "2024-T2"s, "2024-T3"s}));
    EXPECT_EQ(selected({frequency::month}, "2024-T3"), (std::vector{"2024-09"s, "2024-10"s, "2024-11"s, "2024-12"s}));
    EXPECT_EQ(selected({frequency::half_year}, "2023..2024"),
              (std::vector{"2023-H1"s, "2023-H2"s, "2024-H1"s, "2024-H2"s}));
    EXPECT_EQ(selected({frequency::month}, "2024").size(), 12U);
}

TEST(select_periods, years_are_selected_by_label) {
    const auto spans = [](const periodicity& division, std::string_view text) {
        return select_periods(division, literal(text)).value().span();
    };
    const periodicity by_end{frequency::year, {12, 1}};
    const periodicity by_start{frequency::year, {12, 1}, labelled_by::start};
    EXPECT_EQ(spans(by_end, "2019"), (window{from_civil({2018, 12, 1}), from_civil({2019, 11, 30})}));
    EXPECT_EQ(spans(by_start, "2019"), (window{from_civil({2019, 12, 1}), from_civil({2020, 11, 30})}));
    EXPECT_EQ(selected(by_end, "2019..2021"), (std::vector{"2019"s, "2020"s, "2021"s}));
}

TEST(select_periods, a_window_of_days_is_one_period_whatever_the_periodicity) {
    const auto text = "2018-12-01..2019-11-30"s;
    const reporting_period expected{text, {from_civil({2018, 12, 1}), from_civil({2019, 11, 30})}};
    for (const auto& division : calendar::divisions())
        EXPECT_EQ(select_periods(division, literal(text)).value(), period_axis::from({expected}).value());
}

TEST(select_periods, a_finer_literal_is_refused_with_what_to_ask_for) {
    const auto asked = [](const periodicity& division, std::string_view text) {
        return refusal(select_periods(division, literal(text)));
    };
    EXPECT_EQ(asked({frequency::year}, "2024-07"), "2024-07 is a month but the indicator is computed per year; ask for "
                                                   "2024, or change the periodicity");
    EXPECT_EQ(asked({frequency::year, {12, 1}}, "2024-12..2025-12"),
              "2024-12..2025-12 is a range of months but the indicator is computed per year starting 12-01; ask for "
              "2025..2026, or change the periodicity");
    EXPECT_EQ(asked({frequency::quarter}, "2024-T1"),
              "2024-T1 is a tertial but the indicator is computed per quarter; ask for 2024-Q1..2024-Q2, or change the "
              "periodicity");
    EXPECT_EQ(asked({frequency::week}, "2024-07"), "2024-07 is a month but the indicator is computed per week; ask for "
                                                   "2024-W27..2024-W31, or change the periodicity");
    EXPECT_EQ(asked({frequency::month}, "2024-W01"), "2024-W01 is a week but the indicator is computed per month; ask "
                                                     "for 2024-01, or change the periodicity");
}

/// Whether every period of `whole` ends with a period of `part` and begins with one.
bool divides(const periodicity& part, frequency whole) {
    for (auto p = period_containing({whole}, from_civil({2000, 1, 1})); p.label_year() < 2008; p = p.next())
        if (period_containing(part, p.first_day()).first_day() != p.first_day() ||
            period_containing(part, p.last_day()).last_day() != p.last_day())
            return false;
    return true;
}

TEST(select_periods, works_exactly_when_the_periodicity_divides_the_literal) {
    for (const auto part : {frequency::week, frequency::month, frequency::quarter, frequency::tertial,
                            frequency::half_year, frequency::year})
        for (const auto& [whole, text] : {std::pair(frequency::week, "2024-W05"),
                                          {frequency::month, "2024-07"},
                                          {frequency::quarter, "2024-Q3"},
                                          {frequency::tertial, "2024-T2"},
                                          {frequency::half_year, "2024-H1"},
                                          {frequency::year, "2024"}})
            EXPECT_EQ(select_periods({part}, literal(text)).has_value(), divides({part}, whole))
                << text << " by " << name_of(part);
}

} // namespace
