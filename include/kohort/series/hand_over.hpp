// Series for programs that adjust seasons by other methods (X-13ARIMA-SEATS, TRAMO-SEATS), such as JDemetra+.
#pragma once

#include <kohort/series/series.hpp>

#include <string>

namespace kohort {

/// Two CSV files with the lines of a series.
struct series_hand_over {
    /// One row per period, with the periods that lack in the middle; the column "date" has the first day of the period
    /// (2024-07-01), then one column per line, named by the codes of the groups ("women.young"), or by the id of the
    /// series when there are none. Values in the unit of the series with a full stop and at most 15 digits; without a
    /// value the field is empty. JDemetra+ reads it as a text file: delimiter comma, headers, date pattern yyyy-MM-dd,
    /// frequency as in `metadata`, aggregation "None".
    std::string data;
    /// One row per line: series (the column's name), id, name_en, name_sv, unit, frequency (periods a year; of weeks
    /// "week"), kind, first, last (periods), gaps (periods without a value between the first and the last, separated by
    /// blanks), breaks (periods flagged so).
    std::string metadata;
};

/// Quoted as in RFC 4180, lines end with a line feed. O(cells).
[[nodiscard]] series_hand_over hand_over(const series& of);

} // namespace kohort
