#include "columns.hpp"

#include <fmt/format.h>

#include <cmath>

namespace kohort {

std::string path_of_row(std::string_view row_name, std::size_t index) { return fmt::format("/{}/{}", row_name, index); }

void check_columns(std::initializer_list<named_column> columns, std::string_view row_name, error_list& errors) {
    const auto& first = *columns.begin();
    for (const auto& each : columns)
        if (each.values.size() != first.values.size())
            errors.emplace_back(error_code::invalid_argument,
                                fmt::format("\"{}\" has {} rows and \"{}\" has {}; give every column the same {}",
                                            first.name, first.values.size(), each.name, each.values.size(), row_name));
    if (!errors.empty()) return;
    for (std::size_t row = 0; row < first.values.size(); ++row)
        for (const auto& each : columns)
            if (!(each.values[row] >= 0 && std::isfinite(each.values[row])))
                errors.emplace_back(
                    error_code::invalid_argument,
                    fmt::format("\"{}\" is {}; it must be a number not below 0", each.name, each.values[row]),
                    path_of_row(row_name, row));
}

void check_level(double level, error_list& errors) {
    if (!(level > 0 && level < 1))
        errors.emplace_back(error_code::invalid_argument,
                            fmt::format("a confidence level lies between 0 and 1, such as 0.95, not {}", level));
}

} // namespace kohort
