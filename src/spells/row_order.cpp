#include "row_order.hpp"

#include <algorithm>
#include <bit>
#include <tuple>

namespace kohort {
namespace {

/// What a part's rows need while they are sorted stays in a core's cache.
constexpr std::size_t rows_in_part = 1u << 14;
/// Histories up to this length are sorted by insertion: it is stable and needs no index.
constexpr std::size_t short_history = 24;

void sort_history(std::span<placed_spell> spells) noexcept {
    if (spells.size() > short_history) {
        std::ranges::sort(spells, [](const placed_spell& a, const placed_spell& b) {
            return std::tie(a.days, a.index) < std::tie(b.days, b.index);
        });
        return;
    }
    for (std::size_t i = 1; i < spells.size(); ++i) {
        const auto moved = spells[i];
        auto to = i;
        for (; to > 0 && moved.days < spells[to - 1].days; --to) spells[to] = spells[to - 1];
        spells[to] = moved;
    }
}

bool is_sorted(std::span<const placed_spell> spells) noexcept {
    return std::ranges::is_sorted(spells, [](const placed_spell& a, const placed_spell& b) {
        return a.person != b.person ? a.person < b.person : a.days < b.days;
    });
}

} // namespace

struct row_order::part_buffers {
    std::vector<placed_spell> dealt, spells;
    std::vector<std::uint32_t> next; ///< by person: where the next of the person's spells goes

    /// Sorts what was dealt into `spells`; `bits` are those in which persons differ.
    void sort(unsigned bits) {
        spells.resize(dealt.size());
        const auto persons = std::size_t{1} << bits;
        if (persons > 4 * dealt.size()) { // counting so many would take longer than comparing
            std::ranges::copy(dealt, spells.begin());
            std::ranges::sort(spells, [](const placed_spell& a, const placed_spell& b) {
                return std::tie(a.person, a.days, a.index) < std::tie(b.person, b.days, b.index);
            });
            return;
        }
        const auto mask = static_cast<std::uint32_t>(persons - 1);
        next.assign(persons + 1, 0);
        for (const auto& spell : dealt) ++next[(spell.person & mask) + 1];
        for (std::size_t i = 0; i < persons; ++i) next[i + 1] += next[i];
        for (const auto& spell : dealt) spells[next[spell.person & mask]++] = spell;
        std::size_t begin = 0;
        for (std::size_t i = 0; i < persons; ++i) { // `next` has moved on to where each person's spells end
            if (next[i] - begin > 1) sort_history(std::span(spells).subspan(begin, next[i] - begin));
            begin = next[i];
        }
    }
};

row_order::row_order(std::vector<std::uint32_t> person, std::size_t persons, unsigned threads)
    : threads_(threads), place_(std::move(person)) {
    threads_ = static_cast<unsigned>(std::min<std::size_t>(threads, 1 + place_.size() / rows_in_part));
    const auto wanted_parts = 1 + place_.size() / rows_in_part;
    person_bits_ = static_cast<unsigned>(std::bit_width(persons / wanted_parts));
    deal_persons(persons);
    order_ = deal<std::uint32_t>([](std::size_t row) { return row; });
}

void row_order::deal_persons(std::size_t persons) {
    const auto parts = (persons >> person_bits_) + 1;
    std::vector<std::vector<std::uint32_t>> next(threads_); // by chunk of the file, then part
    in_parallel(threads_, threads_, [&] {
        return [&](std::size_t chunk) {
            std::vector<std::uint32_t> rows(parts, 0);
            for (auto row = first_of_chunk(chunk); row < end_of_chunk(chunk); ++row)
                if (place_[row] != left_out) ++rows[place_[row] >> person_bits_];
            next[chunk] = std::move(rows);
        };
    });
    std::uint32_t dealt = 0;
    for (std::size_t part = 0; part < parts; ++part) {
        first_of_part_.push_back(dealt);
        for (auto& of_chunk : next) dealt += std::exchange(of_chunk[part], dealt);
    }
    first_of_part_.push_back(dealt);
    kept_in_part_.resize(parts);
    is_in_order_.resize(parts);
    person_ = large_column<std::uint32_t>(dealt);
    in_parallel(threads_, threads_, [&] {
        return [&](std::size_t chunk) {
            auto& place = next[chunk];
            for (auto row = first_of_chunk(chunk); row < end_of_chunk(chunk); ++row) {
                const auto person = place_[row];
                if (person == left_out) continue;
                const auto to = place[person >> person_bits_]++;
                person_[to] = person;
                place_[row] = to;
            }
        };
    });
}

void row_order::read_part(std::size_t part, std::span<const std::int32_t> start, std::span<const std::int32_t> end,
                          part_buffers& buffers) const {
    const auto first = first_of_part_[part], rows = first_of_part_[part + 1] - first;
    buffers.dealt.resize(rows);
    for (std::size_t i = 0; i < rows; ++i)
        buffers.dealt[i] = {person_[first + i], start[first + i], end[first + i], static_cast<std::uint32_t>(i)};
}

void row_order::write_part(std::size_t part, std::span<std::int32_t> start, std::span<std::int32_t> end,
                           std::span<const placed_spell> spells) {
    const auto first = first_of_part_[part];
    auto to = first;
    for (const auto& spell : spells) {
        if (spell.index == left_out) continue;
        person_[to] = spell.person;
        start[to] = spell.start();
        end[to] = spell.end();
        order_[to++] = spell.index;
    }
    kept_in_part_[part] = to - first;
}

void row_order::sort(std::vector<std::int32_t>& start, std::vector<std::int32_t>& end, const part_check& check) {
    in_parallel(threads_, parts(), [&] {
        return [&, buffers = part_buffers()](std::size_t part) mutable {
            const auto first = first_of_part_[part], rows = first_of_part_[part + 1] - first;
            read_part(part, start, end, buffers);
            const bool was_sorted = is_sorted(buffers.dealt);
            if (was_sorted)
                buffers.spells.swap(buffers.dealt);
            else
                buffers.sort(person_bits_);
            check(buffers.spells, std::span(order_).subspan(first, rows), first);
            write_part(part, start, end, buffers.spells);
            is_in_order_[part] = was_sorted && kept_in_part_[part] == rows;
        };
    });
    for (const auto kept : kept_in_part_) kept_ += kept;
    close_gaps(person_);
    close_gaps(start);
    close_gaps(end);
}

} // namespace kohort
