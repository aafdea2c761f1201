// Checks of data given as columns: how many rows are bad, and which is the first.
#pragma once

#include <kohort/base/error.hpp>

#include <fmt/format.h>

#include <cmath>
#include <cstddef>
#include <span>

namespace kohort {

inline void check_length(std::size_t size, std::size_t rows, const char* path, error_list& problems) {
    if (size != rows)
        problems.emplace_back(error_code::invalid_argument, fmt::format("has {} elements, /exit has {}", size, rows),
                              path);
}

template <class IsBad>
void check_rows(std::size_t rows, IsBad is_bad, const char* what, const char* path, error_list& problems) {
    std::size_t found = 0, first = 0;
    for (std::size_t row = rows; row-- > 0;)
        if (is_bad(row)) ++found, first = row;
    if (found > 0)
        problems.emplace_back(error_code::invalid_argument,
                              fmt::format("{} ({} of {} rows, the first is row {})", what, found, rows, first), path);
}

inline void check_weights(std::span<const double> weight, error_list& problems) {
    check_rows(
        weight.size(), [&](std::size_t row) { return !(weight[row] >= 0) || std::isinf(weight[row]); },
        "a weight is negative, infinite or not a number", "/weight", problems);
}

} // namespace kohort
