// The loops that everything else exists for. Templates over element types only; definitions are data.
//
// Rows are processed in blocks: first the cell of every row is computed into a buffer that stays in L1, then the counts
// are scattered. In between, filters, hierarchies and unknown codes are one table per dimension: code -> offset already
// multiplied by its stride, where an unwanted code has an offset so large that the sum falls into the trash cell.
#pragma once

#include <kohort/aggregate/day_table.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace kohort::kernels {

/// Rows of a block: 8 KB of cell numbers.
inline constexpr std::size_t block_rows = 2048;
using cell_block = std::array<std::uint32_t, block_rows>;

/// Adds each row's offset. `offsets` covers every code of the column: codes beyond its end take its last element, which
/// is the trash offset.
template <class Code>
void add_offsets(std::span<const Code> codes, std::span<const std::uint32_t> offsets, cell_block& cells) noexcept {
    const auto last = offsets.size() - 1;
    for (std::size_t i = 0; i < codes.size(); ++i) cells[i] += offsets[(std::min<std::size_t>)(codes[i], last)];
}

/// Everything at or beyond the trash cell is the trash cell.
inline void clamp_to_trash(std::size_t rows, std::uint32_t trash, cell_block& cells) noexcept {
    for (std::size_t i = 0; i < rows; ++i) cells[i] = (std::min)(cells[i], trash);
}

/// Counts in slabs of `cells` per period, one more period for rows outside all periods, and `copies` private copies:
/// with few cells, rows that follow each other hit the same cell and wait for each other's store.
struct slab_layout {
    std::size_t cells = 0;   ///< per period, the trash cell included
    std::size_t periods = 0; ///< without the one for rows outside
    std::size_t copies = 1;  ///< a power of two

    [[nodiscard]] std::size_t copy_size() const noexcept { return cells * (periods + 1); }
    [[nodiscard]] std::size_t size() const noexcept { return copy_size() * copies; }
};

/// The periods first, first + 1, ..., end - 1.
struct period_range {
    std::uint16_t first, end;
};

/// The periods of each spell of a block: from the first whose window ends at or after its start, up to the first whose
/// window starts at or after its end. Empty for spells without a day.
struct spells_in_windows {
    const std::int32_t* starts;
    const std::int32_t* ends;
    const day_table& enters;
    const day_table& leaves;
    std::int32_t end_shift; ///< 1 when the exit day, the day before `end`, decides

    [[nodiscard]] period_range operator()(std::size_t i) const noexcept {
        const auto first = enters[starts[i]];
        const auto end = leaves[ends[i] - end_shift];
        return {first, starts[i] < ends[i] ? (std::max)(first, end) : first};
    }
};

/// The periods of each event of a block: those whose window contains its day.
struct events_in_windows {
    const std::int32_t* days;
    std::int32_t day_shift;  ///< subtracted from the column: 1 when it holds the day after the event
    const day_table& enters; ///< first window that ends at or after the day
    const day_table& leaves; ///< first window that starts after the day

    [[nodiscard]] period_range operator()(std::size_t i) const noexcept {
        const auto first = enters[days[i] - day_shift];
        return {first, (std::max)(first, leaves[days[i] - day_shift])};
    }
};

/// Events in disjoint windows: each row adds `weight(i)` to the cell of its day's period.
template <class Weight>
void count_events(std::span<const std::int32_t> days, std::int32_t day_shift, const day_table& period_of,
                  const cell_block& cells, const slab_layout& layout, Weight weight, std::int64_t* counts) noexcept {
    const auto copy_size = layout.copy_size();
    for (std::size_t i = 0; i < days.size(); ++i) {
        const auto copy = (i & (layout.copies - 1)) * copy_size;
        counts[copy + period_of[days[i] - day_shift] * layout.cells + cells[i]] += weight(i);
    }
}

/// Stocks and presence as difference arrays: +weight where a row comes in, -weight where it leaves; a prefix sum over
/// the periods gives the counts. O(rows + cells x periods) however long the spells are.
template <class Ranges, class Weight>
void count_intervals(std::size_t rows, const Ranges& range_of, const cell_block& cells, const slab_layout& layout,
                     Weight weight, std::int64_t* differences) noexcept {
    const auto copy_size = layout.copy_size();
    for (std::size_t i = 0; i < rows; ++i) {
        const auto range = range_of(i);
        auto* const column = differences + (i & (layout.copies - 1)) * copy_size + cells[i];
        column[range.first * layout.cells] += weight(i);
        column[range.end * layout.cells] -= weight(i);
    }
}

/// Who was counted last in a cell, and up to which period: all that distinct persons need when rows come sorted by
/// person and start.
struct person_stamp {
    std::uint32_t person = ~std::uint32_t{0};
    std::uint16_t counted_until = 0;
};

/// Distinct persons with a spell in the window, as difference arrays: a spell adds only the periods that an earlier
/// spell of the person in the same cell has not covered. Starts must not decrease within a person.
template <class Ranges>
void count_persons_present(std::span<const std::uint32_t> persons, const Ranges& range_of, const cell_block& cells,
                           const slab_layout& layout, std::span<person_stamp> stamps,
                           std::int64_t* differences) noexcept {
    for (std::size_t i = 0; i < persons.size(); ++i) {
        auto range = range_of(i);
        auto& stamp = stamps[cells[i]];
        if (stamp.person == persons[i]) range.first = (std::max)(range.first, stamp.counted_until);
        if (range.first >= range.end) continue;
        differences[range.first * layout.cells + cells[i]] += 1;
        differences[range.end * layout.cells + cells[i]] -= 1;
        stamp = {persons[i], range.end};
    }
}

/// Distinct persons with an event in the window. Events of a person come in any order (exit days do), so each cell of
/// each period remembers its last person.
template <class Ranges>
void count_persons_with_event(std::span<const std::uint32_t> persons, const Ranges& range_of, const cell_block& cells,
                              const slab_layout& layout, std::span<std::uint32_t> last_person,
                              std::int64_t* counts) noexcept {
    for (std::size_t i = 0; i < persons.size(); ++i) {
        const auto range = range_of(i);
        for (std::size_t period = range.first; period < range.end; ++period) {
            const auto place = period * layout.cells + cells[i];
            if (last_person[place] == persons[i]) continue;
            last_person[place] = persons[i];
            ++counts[place];
        }
    }
}

} // namespace kohort::kernels
