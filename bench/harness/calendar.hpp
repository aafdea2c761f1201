// The days and months of the synthetic register, without kohort: the generator and the plain loops use it.
#pragma once

#include <cstdint>
#include <cstdio>
#include <limits>
#include <string>
#include <vector>

namespace bench {

inline constexpr int first_day = 16436; ///< 2015-01-01
inline constexpr int last_day = 20088;  ///< 2024-12-31
inline constexpr int days = last_day - first_day + 1;
inline constexpr int months = 120;
inline constexpr int years = 10;
inline constexpr std::int32_t no_day = (std::numeric_limits<std::int32_t>::min)();
inline constexpr std::int8_t no_code = -128;

inline bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

inline int days_of_month(int year, int month) {
    constexpr int of_month[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return of_month[month] + (month == 1 && is_leap(year));
}

/// Month 0..119 by day since 2015-01-01; 120 for a year after the last day.
inline std::vector<std::uint8_t> month_table() {
    std::vector<std::uint8_t> table;
    for (int month = 0; month < months; ++month)
        table.insert(table.end(), static_cast<std::size_t>(days_of_month(2015 + month / 12, month % 12)),
                     static_cast<std::uint8_t>(month));
    table.insert(table.end(), 400, months);
    return table;
}

inline std::string iso_date(int day) {
    int year = 2015, month = 0, left = day - first_day;
    for (; left >= days_of_month(year, month); year += month == 11, month = (month + 1) % 12)
        left -= days_of_month(year, month);
    char text[48];
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month + 1, left + 1);
    return text;
}

} // namespace bench
