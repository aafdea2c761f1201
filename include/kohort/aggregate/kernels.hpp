// The loops that everything else exists for. Templates over element types only; definitions are data.
//
// Rows are processed in blocks whose buffers stay in L1. First the cell of every row, from its codes; then, for every
// day that matters, the place in a histogram: the cell within the slab of counts of the piece of time that the day lies
// in; then the places are counted. The first step has no branches and no look-ups where codes follow each other, so
// that compilers make vector instructions of it.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

namespace kohort::kernels {

/// Rows of a block: 4 KB for a buffer of places; a handful of buffers and the columns' bytes fit in 32 KB.
inline constexpr std::size_t block_rows = 1024;

/// Calls `body(row, lane)`, four rows to a turn of the loop, in lanes 0 to 3: the bodies are a few instructions, of
/// which counting rows would be a third. Left-over rows are in lane 0.
template <class Body>
void for_rows(std::size_t rows, Body body) noexcept {
    std::size_t i = 0;
    for (; i + 4 <= rows; i += 4) {
        body(i, std::size_t{0});
        body(i + 1, std::size_t{1});
        body(i + 2, std::size_t{2});
        body(i + 3, std::size_t{3});
    }
    for (; i < rows; ++i) body(i, std::size_t{0});
}

// Cells. A row's cell is the sum of what its codes add. Sums are made in 16 bits as long as they fit, eight rows to a
// vector of the baseline machine.

/// Added by an unwanted code: the highest bit, which no sum of offsets reaches or clears.
template <class Lane>
inline constexpr Lane unwanted_row = static_cast<Lane>(Lane{1} << (std::numeric_limits<Lane>::digits - 1));

/// For codes that follow each other: code `first` adds 0, the next `stride`, and so on for `last_step` steps. All other
/// codes are unwanted, also those that no list has: no code leads outside.
template <class Code, class Lane>
void add_steps(const Code* codes, std::size_t rows, Lane first, Lane last_step, Lane stride, Lane* sums) noexcept {
    for (std::size_t i = 0; i < rows; ++i) {
        const auto step = static_cast<Lane>(codes[i] - first);
        const auto held = (std::min)(step, last_step);
        const auto unwanted = step == held ? Lane{0} : unwanted_row<Lane>;
        sums[i] = static_cast<Lane>(static_cast<Lane>(sums[i] + held * stride) | unwanted);
    }
}

/// For all other codes: what a table says, which covers every 8-bit code; longer codes beyond its end take its last
/// element. Unwanted codes add the trash cell's number, for which there is room in the sum.
template <class Code, class Lane>
void add_from_table(const Code* codes, std::size_t rows, std::span<const Lane> table, Lane* sums) noexcept {
    const auto last = table.size() - 1;
    for_rows(rows, [=](std::size_t i, std::size_t) {
        std::size_t code = codes[i];
        if constexpr (sizeof(Code) > 1) code = (std::min)(code, last);
        sums[i] = static_cast<Lane>(sums[i] + table[code]);
    });
}

/// Sums to cells: everything at or beyond the trash cell is the trash cell.
template <class Lane>
void clamp_to_trash(const Lane* sums, std::size_t rows, Lane trash, std::uint32_t* cells) noexcept {
    for (std::size_t i = 0; i < rows; ++i) cells[i] = (std::min)(sums[i], trash);
}

// Places.

/// Calls `visit(row, lane, element)` with what a table has for each day. The table begins with the day `first`; earlier
/// and later days than it covers take its first and last element, where they may occur. Flattened, as a compiler that
/// leaves one `visit` a call doubles the time.
template <bool EarlierOccur, bool LaterOccur, class Element, class Visit>
[[gnu::flatten]] void look_up_days(const std::int32_t* days, std::size_t rows, std::int32_t first,
                                   std::span<const Element> table, Visit visit) noexcept {
    const auto last = first + static_cast<std::int32_t>(table.size() - 1);
    for_rows(rows, [=](std::size_t i, std::size_t lane) {
        auto d = days[i];
        if constexpr (EarlierOccur) d = (std::max)(d, first);
        if constexpr (LaterOccur) d = (std::min)(d, last);
        visit(i, lane, table[static_cast<std::uint32_t>(d) - static_cast<std::uint32_t>(first)]);
    });
}

/// The later, or earlier, of two places of each row: as they are of one cell, the one in the later slab is greater.
/// Compared with sign, which the baseline machine can and no place needs. `into` may be one of the two.
inline void take_later(const std::uint32_t* a, const std::uint32_t* b, std::size_t rows, std::uint32_t* into) noexcept {
    for (std::size_t i = 0; i < rows; ++i)
        into[i] = static_cast<std::int32_t>(a[i]) > static_cast<std::int32_t>(b[i]) ? a[i] : b[i];
}
inline void take_earlier(const std::uint32_t* a, const std::uint32_t* b, std::size_t rows,
                         std::uint32_t* into) noexcept {
    for (std::size_t i = 0; i < rows; ++i)
        into[i] = static_cast<std::int32_t>(a[i]) < static_cast<std::int32_t>(b[i]) ? a[i] : b[i];
}

/// Moves the rows whose spell has no day to the last slab, in which nothing is ever looked up.
inline void drop_empty(const std::int32_t* starts, const std::int32_t* ends, std::size_t rows, std::uint32_t last_slab,
                       const std::uint32_t* cells, std::uint32_t* places) noexcept {
    for (std::size_t i = 0; i < rows; ++i)
        if (starts[i] >= ends[i]) places[i] = last_slab + cells[i];
}

/// Moves the rows to the last slab for which it is not as wished whether their `bound` is reached by the day of an
/// event, `earlier_by` days before that of its column.
inline void drop_unless(bool is_reached, const std::uint32_t* bounds, const std::int32_t* events,
                        std::int32_t earlier_by, std::size_t rows, std::uint32_t last_slab, const std::uint32_t* cells,
                        std::uint32_t* places) noexcept {
    for (std::size_t i = 0; i < rows; ++i) {
        const bool reached = static_cast<std::int32_t>(bounds[i]) <= events[i] - earlier_by;
        places[i] = reached == is_reached ? places[i] : last_slab + cells[i];
    }
}

// Counts.

/// Counts for a histogram of places. Rows of different lanes count into copies that lie `copy_size` apart (0: into the
/// same): with few cells rows that follow each other often have the same place, and would wait for each other's store.
template <class Count, class Weight>
struct counter {
    Count* counts;
    std::size_t copy_size;
    Weight weight; ///< by row

    void operator()(std::size_t row, std::size_t lane, std::uint32_t place) const noexcept {
        counts[lane * copy_size + place] += weight(row);
    }
};
template <class Count, class Weight>
counter(Count*, std::size_t, Weight) -> counter<Count, Weight>;

/// Adds each row's weight at its place.
template <class Count, class Weight>
void count_places(const std::uint32_t* places, std::size_t rows, const counter<Count, Weight>& into) noexcept {
    for_rows(rows, [=](std::size_t i, std::size_t lane) { into(i, lane, places[i]); });
}

/// The same for counts that lie far apart: those of later rows are fetched ahead.
template <class Count, class Weight>
void count_far_places(const std::uint32_t* places, std::size_t rows, const counter<Count, Weight>& into) noexcept {
    constexpr std::size_t ahead = 32;
    const auto fetched = rows > ahead ? rows - ahead : 0;
    for (std::size_t i = 0; i < fetched; ++i) {
        __builtin_prefetch(&into.counts[places[i + ahead]], 1);
        into(i, 0, places[i]);
    }
    for (auto i = fetched; i < rows; ++i) into(i, 0, places[i]);
}

// Distinct persons.

/// By row the periods first, first + 1, ..., end - 1 in which it counts; 0 and 0 when there are none.
struct period_ranges {
    const std::uint16_t* first;
    const std::uint16_t* end;
};

/// Who was counted last in a cell, and up to which period: the person's number, then 16 bits for the period. All that
/// distinct persons need when rows come sorted by person and start: a stamp of somebody earlier is less than each of
/// this person.
using person_stamp = std::uint64_t;

/// Where distinct persons with a spell in the window are counted.
struct persons_present {
    const std::uint32_t* cells; ///< by row
    std::size_t slab;           ///< cells of a period
    person_stamp* stamps;       ///< by cell
    std::int64_t* differences;  ///< by period and cell; one period more than there are
};

/// Distinct persons with a spell in the window, as difference arrays: a spell adds only the periods that an earlier
/// spell of the person in the same cell has not covered. Persons must not decrease since the stamps were 0, nor starts
/// within a person; in a single window those may come in any order. Without branches, which nobody could predict: a
/// spell that adds nothing adds 1 and takes it away again. Rows of a cell wait for each other's stamp: meanwhile the
/// same row is counted in `others`.
void count_persons_present(std::span<const std::uint32_t> persons, const period_ranges& ranges,
                           const persons_present& into,
                           const std::same_as<persons_present> auto&... others) noexcept {
    const auto count = [](person_stamp person, person_stamp first, person_stamp end, std::size_t i,
                          const persons_present& in) {
        const auto cell = in.cells[i];
        const auto covered = (std::max)(in.stamps[cell], person);
        first = (std::max)(person | first, covered);
        end = (std::max)(person | end, first);
        in.stamps[cell] = end;
        in.differences[(first - person) * in.slab + cell] += 1;
        in.differences[(end - person) * in.slab + cell] -= 1;
    };
    for (std::size_t i = 0; i < persons.size(); ++i) {
        const auto person = person_stamp{persons[i]} << 16;
        count(person, ranges.first[i], ranges.end[i], i, into);
        (count(person, ranges.first[i], ranges.end[i], i, others), ...);
    }
}

/// Distinct persons with an event in the window. Events of a person come in any order (exit days do), so each cell of
/// each period remembers its last person.
inline void count_persons_with_event(std::span<const std::uint32_t> persons, const period_ranges& ranges,
                                     const std::uint32_t* cells, std::size_t slab, std::span<std::uint32_t> last_person,
                                     std::int64_t* counts) noexcept {
    for (std::size_t i = 0; i < persons.size(); ++i)
        for (std::size_t period = ranges.first[i]; period < ranges.end[i]; ++period) {
            const auto place = period * slab + cells[i];
            if (last_person[place] == persons[i]) continue;
            last_person[place] = persons[i];
            ++counts[place];
        }
}

} // namespace kohort::kernels
