// Arrow streams to typed columns: what databases and data frames hand over in memory.
#pragma once

#include <kohort/arrow.h>
#include <kohort/base/result.hpp>
#include <kohort/data/csv.hpp>

#include <span>
#include <string>

namespace kohort {

/// Reads the requested columns of a stream of record batches, in the order of the request, as `read_csv` reads those
/// of a file; other columns are not looked at. `name` stands for the stream in messages. The stream is released,
/// whatever happens; its rows are numbered from 1 where a file has lines.
///
/// A column may have any of these Arrow types, chunk by chunk, with offsets and validity bitmaps; a null, a NaN and an
/// empty text are what an empty cell is in a file.
///
///     key      integers, utf8, large_utf8, float32, float64, dictionaries of these: "17", 17 and 17.0 are the same
///     day      date32, date64, timestamp (its day; with a time zone other than UTC an error), and texts and integers
///              in the requested date format
///     category texts, integers, booleans ("true", "false"), float32, float64, date32, date64, timestamps (as
///              "2024-02-29"), dictionaries: a dictionary's entries are resolved once each, and only those that a row
///              has
///     number   integers, float32, float64 (to the nearest 10^-6), texts with a decimal point
///
/// Errors, each naming stream and column (`data`): a missing or doubled column (with the columns that exist and the
/// nearest name), a type that the column cannot have (with its format and what to do), a text that is not UTF-8 or a
/// dictionary index outside its dictionary (with the row), more than 65,535 distinct texts in a category, an error of
/// the stream itself (`input_output`), and `cancelled`. A value that is no date or number is a bad cell, not an error.
/// O(rows); peak memory is that of the columns and of one batch.
[[nodiscard]] result<csv_table> read_arrow(ArrowArrayStream& stream, const std::string& name,
                                           std::span<const csv_column_request> columns,
                                           const progress_callback& progress = {});

} // namespace kohort
