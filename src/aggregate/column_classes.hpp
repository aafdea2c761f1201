// The columns that measures look at, and which of their codes a base cube must tell apart.
#pragma once

#include "cell_rule.hpp"

#include <kohort/aggregate/measure.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace kohort::detail {

/// A column that axes or filters look at, by what it is.
using column_key = std::variant<const dimension_column*, row_bytes>;

[[nodiscard]] code_column codes_of(const column_key& column);
/// The dimension's name; conditions that are not on codes have none.
[[nodiscard]] std::string name_of(const column_key& column);

/// What each code of one column adds to the cell of a measure, axes and filters together. Codes beyond the end are
/// unwanted.
struct column_use {
    column_key column;
    std::vector<std::uint32_t> offsets;
};

/// Adds what the codes of a column add to the cell, on top of what they do already.
void add_offsets(std::vector<column_use>& uses, const column_key& column, const std::vector<std::uint32_t>& offsets);

/// Adds what the filters of a measure let through.
void add_filters(std::vector<column_use>& uses, const aggregate_measure& measure);

/// The columns of a measure whose axes have these strides.
[[nodiscard]] std::vector<column_use> uses_of(const aggregate_measure& measure,
                                              const std::vector<std::size_t>& strides);

/// The codes of one column of a base cube, as classes that some measure tells apart.
struct class_column {
    column_key column;
    std::vector<std::uint32_t>
        class_of_code; ///< `trash_offset` for codes that no measure wants; the last is for all beyond
    std::uint32_t classes = 0;
    std::vector<std::vector<std::uint32_t>> offset_of_class; ///< by measure: what a class adds to its cell
};

/// The columns of a base cube for several measures. O(measures x codes x log codes).
[[nodiscard]] std::vector<class_column> classes_of(std::span<const std::vector<column_use>* const> uses);

/// How many cells the columns make, with the trash cell.
[[nodiscard]] double cells_of(const std::vector<class_column>& columns);

} // namespace kohort::detail
