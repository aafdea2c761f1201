// Where the cells of a chunk are.
#pragma once

#include "csv_source.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace kohort::csv {

/// The cells of one column of a chunk, without the quotes that enclose them.
class cell_column {
  public:
    cell_column(const chunk& from, const std::uint32_t* row_begin, const std::uint32_t* field_end, std::size_t rows,
                std::size_t fields, std::size_t index) noexcept
        : text_(from.text.data()), row_begin_(row_begin), field_end_(field_end), rows_(rows), fields_(fields),
          index_(index), is_first_(index == 0), is_last_(index + 1 == fields), has_quotes_(from.census.quotes != 0) {}

    [[nodiscard]] std::size_t rows() const noexcept { return rows_; }

    [[nodiscard]] std::string_view operator[](std::size_t row) const noexcept {
        const auto* const end = field_end_ + row * fields_ + index_;
        const char* first = text_ + (is_first_ ? row_begin_[row] : end[-1] + 1);
        const char* last = text_ + *end;
        if (is_last_ && last != first && last[-1] == '\r') --last;
        if (has_quotes_ && last != first && *first == '"') ++first, --last;
        return {first, static_cast<std::size_t>(last - first)};
    }

  private:
    const char* text_;
    const std::uint32_t* row_begin_;
    const std::uint32_t* field_end_;
    std::size_t rows_;
    std::size_t fields_;
    std::size_t index_;
    bool is_first_;
    bool is_last_;
    bool has_quotes_;
};

/// Finds all separators of a chunk, 64 bytes at a time, so that each column can then be read in a loop of its own.
class field_index {
  public:
    /// False when the chunk is not a table of `fields` columns; `explain` (csv_record.hpp) then tells why. Blank lines
    /// are no rows.
    [[nodiscard]] bool build(const chunk& from, char delimiter, std::size_t fields);

    [[nodiscard]] std::size_t rows() const noexcept { return row_begin_.size(); }
    [[nodiscard]] cell_column column(const chunk& of, std::size_t index) const noexcept {
        return {of, row_begin_.data(), field_end_.data(), rows(), fields_, index};
    }

    /// Lines of the chunk that begin no row, before a row (or `rows()`).
    struct extra_lines {
        std::size_t before_row;
        std::int64_t count;
    };
    /// In order of rows; empty when each line is a row.
    [[nodiscard]] const std::vector<extra_lines>& extra() const noexcept { return extra_; }

  private:
    void find_separators(std::string_view text, char delimiter) noexcept;
    [[nodiscard]] bool find_separators_outside_quotes(std::string_view text, char delimiter) noexcept;
    [[nodiscard]] bool find_rows(const chunk& in);
    [[nodiscard]] bool find_rows_among_other_lines(const chunk& in);
    void note_extra_lines(std::string_view text);

    std::size_t fields_ = 0;
    std::vector<std::uint32_t> field_end_; ///< places of separators, row by row; grows, `separators_` are in use
    std::size_t separators_ = 0;
    std::vector<std::uint32_t> row_begin_;
    std::vector<extra_lines> extra_;
};

} // namespace kohort::csv
