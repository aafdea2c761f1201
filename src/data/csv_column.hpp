// Reading one column of a chunk.
#pragma once

#include "csv_dictionary.hpp"
#include "csv_index.hpp"

#include <kohort/data/csv.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

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
    std::int64_t bad_in_file = 0; ///< bad cells so far, also of rows that do not come into the table
};

/// The rows of a chunk that come into the table.
struct chosen_rows {
    bool are_all = true;
    std::vector<std::uint32_t> rows; ///< in order, unless all are chosen

    [[nodiscard]] std::size_t count(std::size_t all) const noexcept { return are_all ? all : rows.size(); }
    /// The place of a row among the chosen ones, if it is one.
    [[nodiscard]] std::optional<std::size_t> place_of(std::size_t row) const noexcept;
    /// Leaves only the values of the chosen rows.
    template <class Value>
    void keep_only_in(std::vector<Value>& values) const {
        if (are_all) return;
        for (std::size_t i = 0; i < rows.size(); ++i) values[i] = values[rows[i]];
        values.resize(rows.size());
    }
};

/// Finds the rows of a part by the cells of its key.
void choose(const cell_column& keys, const csv_key_part& part, text_encoding encoding, chosen_rows& chosen);

/// Makes room for so many rows.
void reserve(csv_column& column, std::size_t rows);

/// Reads one column, chunk by chunk, in two steps: `read` touches nothing shared, so that threads can do it at the same
/// time; `append` adds what was read to the column, in the order of the chunks.
class column_reader {
  public:
    virtual ~column_reader() = default;
    virtual void read(const cell_column& cells, const chosen_rows& chosen) = 0;
    /// `from` is the chunk that was read, `first_row` the number that its first chosen row will have in the table.
    /// Throws `error`.
    virtual void append(const chunk& from, std::int64_t first_row, const chosen_rows& chosen) = 0;
};

/// The reader for the type of the column.
[[nodiscard]] std::unique_ptr<column_reader> make_reader(growing_column& into);

} // namespace kohort::csv
