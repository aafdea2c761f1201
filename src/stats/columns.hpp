// Checks of columns of numbers that statistics are made from.
#pragma once

#include <kohort/base/error.hpp>

#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace kohort {

struct named_column {
    std::string_view name;
    std::span<const double> values;
};

/// Says that columns differ in length (then nothing more), or which rows hold a number that is negative or not finite:
/// path `/<row_name>/<index>`.
void check_columns(std::initializer_list<named_column> columns, std::string_view row_name, error_list& errors);

/// Says that a confidence level is not between 0 and 1.
void check_level(double level, error_list& errors);

[[nodiscard]] std::string path_of_row(std::string_view row_name, std::size_t index);

} // namespace kohort
