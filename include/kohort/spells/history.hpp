// What is known of the person of a row from other spells: earlier ones, other registers, totals.
#pragma once

#include <kohort/spells/days_of_person.hpp>
#include <kohort/spells/row_filter.hpp>
#include <kohort/time/duration.hpp>
#include <kohort/time/window.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace kohort {

/// One byte per row: 1 for a spell without an earlier one of its person, or, with a time, for one where no earlier
/// spell has a day in that time before its start or later (`end > subtract(start, time)`). Earlier is what comes before
/// in the register: of spells that start on one day the one that ends first, then by row; so one of them is first.
///
/// What was before the register's horizon is not known: ask only for starts with `subtract(start, time)` inside it.
/// O(rows).
[[nodiscard]] row_bytes first_entries(const spell_register& spells, std::optional<duration> without_earlier_in = {});

/// Per window one byte per row of `spells`: 1 when its person has a kept spell in some source that counts on a day of
/// the window. For a stock the window is the day T, with `stock_clock::close_of` at its close. "Absent from" keeps the
/// bytes 0: `row_filter{bytes, {1, 0}}`. O(rows of all + persons x windows).
[[nodiscard]] std::vector<row_bytes> present_in(const spell_register& spells, std::span<const spell_source> sources,
                                                std::span<const window> windows, stock_clock when = stock_clock::on);

/// Per row of `spells` the sum, for its person, of a column of `source` over the kept spells with a day in the window,
/// each once and with its whole value; a spell without days counts when it starts in the window (a payment). Millionths
/// of the column's unit. `value_column::missing` when a value that counts is missing or the sum is too large; 0 without
/// such spells. `value` must be a column of `source.spells`. O(rows of both).
[[nodiscard]] std::vector<std::int64_t> totals_in(const spell_register& spells, const spell_source& source,
                                                  const value_column& value, window days);

} // namespace kohort
