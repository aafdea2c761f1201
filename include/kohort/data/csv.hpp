// CSV to typed columns: the hot path of every user.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/time/date_format.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kohort {

enum class text_encoding : unsigned char { utf_8, iso_8859_1 };

/// How a file is written. Quotes are RFC 4180 ("" inside quotes, embedded newlines), and a quoted empty cell is an
/// empty cell; line ends LF or CRLF; a UTF-8 byte order mark is skipped.
struct csv_dialect {
    char delimiter = ','; ///< ',' ';' or tab
    char decimal = '.';   ///< '.' or ','
    text_encoding encoding = text_encoding::utf_8;
};

/// What a column holds.
enum class csv_type : unsigned char {
    key,      ///< any text or integer that identifies something; exact: "007" and "7" differ
    day,      ///< a date
    category, ///< one of at most 65,535 distinct texts
    number    ///< a decimal number, kept exactly: an integer times 10^-6; no thousands separators, no exponent
};

/// A column to read.
struct csv_column_request {
    std::string name; ///< as in the header
    csv_type type = csv_type::category;
    date_format dates = date_format::iso; ///< for days
    bool as_exit = false;                 ///< for days written as months: the last day instead of the first
};

/// A cell that is not what its column should hold.
struct csv_bad_cell {
    std::int64_t row; ///< 0-based data row
    std::string text; ///< as written, UTF-8
};

/// One typed column. Only the vector of its type is filled.
struct csv_column {
    static constexpr std::uint64_t missing_key = (std::numeric_limits<std::uint64_t>::max)();
    static constexpr std::uint64_t text_key_bit = std::uint64_t{1} << 63;
    static constexpr std::int32_t missing_day = (std::numeric_limits<std::int32_t>::min)();
    static constexpr std::int32_t bad_day = missing_day + 1;
    static constexpr std::int64_t missing_number = (std::numeric_limits<std::int64_t>::min)();
    static constexpr std::int64_t bad_number = missing_number + 1;
    static constexpr std::int64_t number_scale = 1'000'000;

    csv_column_request request;
    /// Canonical non-negative integers below 2^62 as themselves; other texts as `text_key_bit | index in texts`.
    std::vector<std::uint64_t> keys;
    std::vector<std::int32_t> days;
    /// 0 = empty cell, else 1 + index in texts.
    std::vector<std::uint16_t> categories;
    std::vector<std::int64_t> numbers;
    /// Distinct texts (UTF-8) in order of first appearance in the file, whatever the number of threads.
    std::vector<std::string> texts;
    std::int64_t bad_cells = 0;          ///< days and numbers that could not be read
    std::vector<csv_bad_cell> first_bad; ///< the first five of them
};

/// The requested columns of a file, in the order of the request.
struct csv_table {
    std::int64_t rows = 0;
    std::vector<csv_column> columns;
    /// Where lines and rows fall out of step: quoted newlines, blank lines.
    struct line_shift {
        std::int64_t from_row;    ///< the first row that begins later than the row before tells
        std::int64_t extra_lines; ///< in the file so far
    };
    std::vector<line_shift> line_shifts;                 ///< sorted by row of the file
    static constexpr std::int64_t line_of_first_row = 2; ///< when no line is extra
    /// A bit per row of the file, 1 for those that are in the table; empty: all are.
    std::vector<std::uint64_t> kept_rows;

    /// The line of the file (header = line 1) on which data row `row` begins. O(log line_shifts); of a part, O(rows of
    /// the file / 64).
    [[nodiscard]] std::int64_t line_of(std::int64_t row) const noexcept;
};

/// Called from the calling thread with the bytes read so far and all bytes (0 when not known: a pipe); return false to
/// cancel. What it throws leaves the reading function.
using progress_callback = std::function<bool(std::int64_t done, std::int64_t all)>;

/// One of several parts of the rows, by the key in one column: rows with equal keys are in the same part, in every file
/// and whatever its encoding. Rows without a key are in part 0.
struct csv_key_part {
    std::size_t column = 0;   ///< among those requested; a `csv_type::key`
    std::uint32_t number = 0; ///< below `of`
    std::uint32_t of = 1;
};

struct csv_options {
    csv_dialect dialect{};
    unsigned threads = 1; ///< 0 is refused; results do not depend on it
    progress_callback progress{};
    /// Only these rows come into the table. The texts of categories are those of the whole file all the same, and an
    /// error anywhere in the file is reported in every part.
    std::optional<csv_key_part> part{};
    /// More rows than this in the table are refused (`out_of_memory`).
    std::int64_t most_rows = (std::numeric_limits<std::int64_t>::max)();
};

/// Parses text in memory. `name` stands for the file in messages.
///
/// Errors, each naming file, line and what to do: an empty text, a missing or doubled column (with the columns that
/// exist and the nearest name; all such errors at once), a row with another number of fields than the header, a quote
/// that is never closed or stands where RFC 4180 has none, a NUL byte, a text that is not UTF-8 (suggests iso-8859-1),
/// more than 65,535 distinct texts in a category, a line of more than 1 MiB. Reading stops at an error, the same one
/// whatever the number of threads. Columns that are not requested need not be UTF-8.
///
/// A header alone is a table of 0 rows. A last line without newline is read; blank lines are skipped. O(bytes); peak
/// memory is that of the columns and some 2 MiB for each thread; with texts as keys, 2 times the columns.
[[nodiscard]] result<csv_table> parse_csv(std::string_view text, const std::string& name,
                                          std::span<const csv_column_request> columns, const csv_options& options = {});

/// Reads and parses a file piece by piece; it may be a pipe. Errors besides those of `parse_csv`: the file does not
/// exist, is a directory, cannot be read.
[[nodiscard]] result<csv_table> read_csv(const std::string& path, std::span<const csv_column_request> columns,
                                         const csv_options& options = {});

/// Reads and parses a stream descriptor (standard input is 0) to its end, or to the first error.
[[nodiscard]] result<csv_table> read_csv_stream(int descriptor, const std::string& name,
                                                std::span<const csv_column_request> columns,
                                                const csv_options& options = {});

} // namespace kohort
