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

/// Room for so many values that are all written next. A page costs more to get, one by one, than to fill: these are
/// large ones as far as possible, and the small ones come in one call.
template <class T>
void reserve_written(std::vector<T>& values, std::size_t count) {
    constexpr std::size_t large_page = std::size_t{2} << 20, few_bytes = std::size_t{1} << 17;
    const auto bytes = count * sizeof(T);
    const bool is_large = bytes >= 2 * large_page;
    // With room to spare for a large page to begin before the last value and end after it.
    values.reserve(is_large ? count + large_page / sizeof(T) : count);
    if (bytes < few_bytes) return;
    prefer_large_pages(values.data(), values.capacity() * sizeof(T));
#if defined(__linux__) && defined(MADV_POPULATE_WRITE)
    constexpr std::uintptr_t page = 4096;
    const auto first = reinterpret_cast<std::uintptr_t>(values.data()) / page * page;
    const auto last = is_large ? (first / large_page + 1) * large_page : (first + bytes) / page * page;
    static_cast<void>(::madvise(reinterpret_cast<void*>(first), last - first, MADV_POPULATE_WRITE));
#endif
}

/// So many equal values.
template <class T>
[[nodiscard]] std::vector<T> large_column(std::size_t rows, T value = T()) {
    std::vector<T> column;
    reserve_written(column, rows);
    column.resize(rows, value);
    return column;
}

} // namespace kohort
