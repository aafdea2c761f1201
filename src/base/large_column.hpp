// Columns of many rows, in memory that is quick to get.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace kohort {

/// Asks for large pages, where the system has them, for memory that has not been touched yet: a first touch costs the
/// same for a page of 2 MiB as for one of 4 KiB, and with fewer pages scattered access is faster too.
inline void ask_for_large_pages([[maybe_unused]] void* memory, [[maybe_unused]] std::size_t bytes) noexcept {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
    constexpr std::uintptr_t page = std::uintptr_t{2} << 20;
    const auto first = (reinterpret_cast<std::uintptr_t>(memory) + page - 1) / page * page;
    const auto end = (reinterpret_cast<std::uintptr_t>(memory) + bytes) / page * page;
    if (first < end) ::madvise(reinterpret_cast<void*>(first), end - first, MADV_HUGEPAGE);
#endif
}

/// So many equal values.
template <class T>
[[nodiscard]] std::vector<T> large_column(std::size_t rows, T value = T()) {
    std::vector<T> column;
    column.reserve(rows);
    ask_for_large_pages(column.data(), rows * sizeof(T));
    column.resize(rows, value);
    return column;
}

} // namespace kohort
