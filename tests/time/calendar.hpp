// The days on which the calendar is tested, each beside the same day of Boost.Date_Time, which knows nothing of kohort.
#pragma once

#include <kohort/time/day.hpp>
#include <kohort/time/period.hpp>
#include <kohort/time/window.hpp>

#include <boost/date_time/gregorian/gregorian_types.hpp>
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

namespace kohort {

inline void PrintTo(day d, std::ostream* out) { *out << to_string(d); }
inline void PrintTo(civil_date date, std::ostream* out) {
    *out << std::to_string(date.year) << '-' << date.month << '-' << date.day;
}
inline void PrintTo(window days, std::ostream* out) { *out << to_string(days.first) << ".." << to_string(days.last); }
inline void PrintTo(const period& p, std::ostream* out) {
    *out << p.label() << " (" << to_string(p.periodicity()) << ')';
}

} // namespace kohort

namespace calendar {

using boost_day = boost::gregorian::date;

inline boost_day boost_date(int year, unsigned month, unsigned day) {
    return {static_cast<unsigned short>(year), static_cast<unsigned short>(month), static_cast<unsigned short>(day)};
}

inline kohort::civil_date civil(const boost_day& d) {
    return {d.year(), static_cast<unsigned>(d.month().as_number()), static_cast<unsigned>(d.day().as_number())};
}

/// Length of a month as Boost knows it; 0 when there is no such month.
inline unsigned boost_days_in_month(int year, unsigned month) {
    if (month < 1 || month > 12) return 0;
    return boost::gregorian::gregorian_calendar::end_of_month_day(static_cast<unsigned short>(year),
                                                                  static_cast<unsigned short>(month));
}

/// Calls `check(kohort::day, boost_day)` for every day 1900-01-01..2100-12-31 until one fails.
template <class Check>
void for_each_day(Check check) {
    const auto last = boost_date(2100, 12, 31);
    auto theirs = boost_date(1900, 1, 1);
    for (kohort::day ours(-25'567); theirs <= last; ++ours, theirs += boost::gregorian::days(1)) {
        check(ours, theirs);
        if (testing::Test::HasFailure()) return;
    }
}

/// Divisions of every kind, with years that start early, late and around the leap day.
inline const std::vector<kohort::periodicity>& divisions() {
    using kohort::frequency, kohort::labelled_by;
    static const std::vector<kohort::periodicity> all{{frequency::week},
                                                      {frequency::month},
                                                      {frequency::quarter},
                                                      {frequency::tertial},
                                                      {frequency::half_year},
                                                      {frequency::year},
                                                      {frequency::year, {1, 1}, labelled_by::start},
                                                      {frequency::year, {12, 1}},
                                                      {frequency::year, {12, 1}, labelled_by::start},
                                                      {frequency::year, {2, 28}},
                                                      {frequency::year, {3, 1}, labelled_by::start},
                                                      {frequency::year, {12, 31}}};
    return all;
}

} // namespace calendar
