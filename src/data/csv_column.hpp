// Reading one column of a chunk.
#pragma once

#include "csv_dictionary.hpp"
#include "csv_index.hpp"

#include <kohort/data/csv.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace kohort::csv {

/// A column of the table while it grows. All threads share it; only the one that has the turn may touch it.
struct growing_column {
    growing_column(csv_column_request request, const csv_dialect& dialect_, const std::string& file_)
        : dialect(dialect_), file(file_) {
        column.request = std::move(request);
    }
    growing_column(const growing_column&) = delete;
    growing_column& operator=(const growing_column&) = delete;

    csv_column column;
    const csv_dialect& dialect;
    const std::string& file; ///< its name, for errors
    text_dictionary dictionary{column.texts};
};

/// Makes room for so many rows.
void reserve(csv_column& column, std::size_t rows);

/// Reads one column, chunk by chunk, in two steps: `read` touches nothing shared, so that threads can do it at the same
/// time; `append` adds what was read to the column, in the order of the chunks.
class column_reader {
  public:
    virtual ~column_reader() = default;
    virtual void read(const cell_column& cells) = 0;
    /// `from` is the chunk that was read, `first_row` the number of its first row in the file. Throws `error`.
    virtual void append(const chunk& from, std::int64_t first_row) = 0;
};

/// The reader for the type of the column.
[[nodiscard]] std::unique_ptr<column_reader> make_reader(growing_column& into);

} // namespace kohort::csv
