// Columns of plain memory, dressed as an Arrow stream of one batch: one way in for both.
#pragma once

#include <kohort/arrow.h>
#include <kohort/kohort.h>

#include <cstddef>
#include <cstdint>
#include <list>
#include <span>
#include <string>
#include <vector>

namespace kohort::c_api {

/// Borrows the columns; numbers, days and indices are handed on where they lie, texts are joined.
class plain_columns {
  public:
    /// Throws `argument_problem` and `error` for columns that cannot be used.
    plain_columns(std::span<const kohort_column> columns, std::int64_t rows);
    plain_columns(const plain_columns&) = delete;
    plain_columns& operator=(const plain_columns&) = delete;

    /// Valid as long as this.
    [[nodiscard]] ArrowArrayStream& stream() noexcept { return stream_; }

  private:
    /// A node of the schema with its array, and what the array's buffers need beyond the caller's memory.
    struct column_data {
        ArrowSchema schema{};
        ArrowArray array{};
        std::vector<const void*> buffers;
        std::vector<std::uint8_t> valid; ///< bits
        std::vector<std::int64_t> offsets;
        std::string texts;
    };

    void add(const kohort_column& column, std::int64_t rows);
    static void set_texts(column_data& into, std::span<const char* const> texts);
    static void finish(column_data& of, const char* format, std::int64_t rows, std::vector<const void*> buffers);

    std::list<column_data> columns_, dictionaries_; ///< lists: the structs are pointed at
    std::vector<ArrowSchema*> schema_children_;
    std::vector<ArrowArray*> array_children_;
    const void* no_buffer_ = nullptr;
    ArrowSchema schema_{};
    ArrowArray batch_{};
    bool is_taken_ = false;
    ArrowArrayStream stream_{};
};

} // namespace kohort::c_api
