// Days as numbers since 1970-01-01, on top of std::chrono's calendar.
#pragma once

#include <chrono>
#include <cstdio>
#include <string>

namespace bundled {

using day = int;

inline day make_day(int year, int month, int day_of_month) {
    using namespace std::chrono;
    const auto date = std::chrono::year{year} / month / day_of_month;
    return static_cast<day>(sys_days{date}.time_since_epoch().count());
}

inline std::chrono::year_month_day date_of(day d) {
    return std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{d}}};
}

inline int year_of(day d) { return static_cast<int>(date_of(d).year()); }
inline day first_of_year(int year) { return make_day(year, 1, 1); }
inline day last_of_year(int year) { return make_day(year, 12, 31); }

/// The same day of the month so many months later, clipped to the month's end.
inline day add_months(day d, int months) {
    using namespace std::chrono;
    const auto date = date_of(d);
    const auto moved = date + std::chrono::months{months};
    return static_cast<day>(
        sys_days{moved.ok() ? moved : moved.year() / moved.month() / last}.time_since_epoch().count());
}

/// The first birth date that makes someone `age` years old on `d`, minus those who already are older: everyone born on
/// or after it is at most `age` years old on `d`.
inline day first_birth_of(int age, day d) { return add_months(d, -12 * (age + 1)) + 1; }

/// Everyone born on or before this day is at least `age` years old on `d`.
inline day last_birth_of(int age, day d) { return add_months(d, -12 * age); }

/// 2024-12-31
inline std::string to_text(day d) {
    const auto date = date_of(d);
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return text;
}

/// A day from 2024-12-31.
inline day from_text(const std::string& text) {
    return make_day(std::stoi(text.substr(0, 4)), std::stoi(text.substr(5, 2)), std::stoi(text.substr(8, 2)));
}

} // namespace bundled
