// Memory in large pages: touching a hundred megabytes for the first time then costs little.
#pragma once

#include <cstddef>
#include <cstdint>

#include <sys/mman.h>

namespace kohort {

/// Asks for large pages for memory that is reserved and not yet touched. A wish: nothing happens where there are none.
inline void prefer_large_pages([[maybe_unused]] void* begin, [[maybe_unused]] std::size_t bytes) noexcept {
#ifdef MADV_HUGEPAGE
    constexpr std::uintptr_t page = 4096;
    constexpr std::size_t worthwhile = std::size_t{8} << 20;
    if (bytes < worthwhile) return;
    const auto first = (reinterpret_cast<std::uintptr_t>(begin) + page - 1) / page * page;
    const auto last = (reinterpret_cast<std::uintptr_t>(begin) + bytes) / page * page;
    static_cast<void>(::madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE));
#endif
}

} // namespace kohort
