// Cells of tables as statistical offices write them: figures with signs, ages in bands, periods.
#pragma once

#include <kohort/data/population_table.hpp>
#include <kohort/data/table_value.hpp>
#include <kohort/time/period_axis.hpp>

#include <optional>
#include <string_view>

namespace kohort {

/// A decimal number with the mark and perhaps a sign, its thousands apart or not ("1 397", also with no-break spaces).
/// Nothing for other texts and for numbers that do not fit into 64 bits.
[[nodiscard]] std::optional<ratio> read_decimal_number(std::string_view text, char mark);

/// A number, or a sign instead (`from_px_symbol`): ".." missing, "..." suppressed, "." not applicable, "-" nil;
/// an empty cell is missing. Nothing for other texts.
[[nodiscard]] std::optional<table_value> read_table_value(std::string_view text, char mark);

/// Ages as written in one cell: "16", "16-24", "85+", "85-" (no upper limit), "-15" (from 0); "years", "år" and the
/// like may follow. "total" and its Swedish forms are all ages together: `is_total`. Nothing for other texts.
struct written_ages {
    age_range range;
    bool is_total = false;
};
[[nodiscard]] std::optional<written_ages> read_ages(std::string_view text);

/// A period or window as kohort writes it, or as PX files do: "2024M03", "2024K1", "2024Q1", "2024H1", "2024V05". The
/// label is kohort's. Nothing for other texts and for ranges of periods.
[[nodiscard]] std::optional<reporting_period> read_reporting_period(std::string_view text);

} // namespace kohort
