// Checks of data given as columns: how many rows are bad, and which is the first.
#pragma once

#include <kohort/base/error.hpp>

#include <fmt/format.h>

#include <algorithm>
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
    constexpr std::size_t block = 1024; // nearly all rows are good: looking at many together is quicker
    std::size_t found = 0, first = 0;
    for (std::size_t begin = 0; begin < rows; begin += block) {
        const auto end = (std::min)(begin + block, rows);
        unsigned is_any = 0;
        for (auto row = begin; row < end; ++row) is_any |= is_bad(row) ? 1u : 0u;
        for (auto row = begin; is_any && row < end; ++row) {
            if (!is_bad(row)) continue;
            if (found++ == 0) first = row;
        }
    }
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
