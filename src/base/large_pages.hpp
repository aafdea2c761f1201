// Memory in large pages: touching a hundred megabytes for the first time then costs little.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace kohort {

/// Asks for large pages, where the system has them, for memory that has not been touched yet: a first touch costs the
/// same for a page of 2 MiB as for one of 4 KiB, and with fewer pages scattered access is faster too. A wish: nothing
/// happens where there are none, or for less than one page.
inline void prefer_large_pages([[maybe_unused]] void* begin, [[maybe_unused]] std::size_t bytes) noexcept {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
    constexpr std::uintptr_t page = std::uintptr_t{2} << 20;
    const auto first = (reinterpret_cast<std::uintptr_t>(begin) + page - 1) / page * page;
    const auto last = (reinterpret_cast<std::uintptr_t>(begin) + bytes) / page * page;
    if (first < last) static_cast<void>(::madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE));
#endif
}

/// So many equal values.
template <class T>
[[nodiscard]] std::vector<T> large_column(std::size_t rows, T value = T()) {
    std::vector<T> column;
    column.reserve(rows);
    prefer_large_pages(column.data(), rows * sizeof(T));
    column.resize(rows, value);
    return column;
}

} // namespace kohort
