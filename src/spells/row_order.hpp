// The rows of a file in the order of a register.
#pragma once

#include "../base/in_parallel.hpp"
#include "../base/large_pages.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <utility>
#include <vector>

namespace kohort {

/// A row while the rows of its part are sorted.
struct placed_spell {
    std::uint64_t days; ///< start and end, so that comparing numbers compares them in this order
    std::uint32_t person;
    std::uint32_t index; ///< in its part, as in the file; `row_order::left_out` once it is taken out

    placed_spell() = default;
    placed_spell(std::uint32_t of, std::int32_t start, std::int32_t end, std::uint32_t at) noexcept
        : days(std::uint64_t{ordered(start)} << 32 | ordered(end)), person(of), index(at) {}
    [[nodiscard]] std::int32_t start() const noexcept { return day_of(static_cast<std::uint32_t>(days >> 32)); }
    [[nodiscard]] std::int32_t end() const noexcept { return day_of(static_cast<std::uint32_t>(days)); }

  private:
    static constexpr std::uint32_t sign = 0x8000'0000u;
    static std::uint32_t ordered(std::int32_t day) noexcept { return static_cast<std::uint32_t>(day) ^ sign; }
    static std::int32_t day_of(std::uint32_t number) noexcept { return static_cast<std::int32_t>(number ^ sign); }
};

/// Sorts rows by person, start, end and row of the file. Everything goes by parts, the rows of persons with
/// neighbouring numbers, of which there are about as many as fit into the cache: each column is dealt out to the parts,
/// which reads it once from front to back, and then put into order part by part. Looking up the values of sorted rows
/// one by one would miss the cache at each of them. The result does not depend on the number of threads.
class row_order {
  public:
    static constexpr std::uint32_t left_out = ~std::uint32_t{0};

    /// `person`: by row of the file the number of its person, below `persons`, or `left_out`.
    row_order(std::vector<std::uint32_t> person, std::size_t persons, unsigned threads);

    /// A column dealt out to the parts: `value_of(row)` of the rows of the file, in each part as in the file. It is
    /// copied; quick when it holds what it reads from, and not references.
    template <class T, class ValueOf>
    [[nodiscard]] std::vector<T> deal(const ValueOf& value_of) const {
        auto dealt = large_column<T>(first_of_part_.back());
        in_parallel(threads_, threads_, [&] {
            return [&](std::size_t chunk) {
                const auto* const place = place_.data(); // or they would be read again after every byte written
                auto* const to = dealt.data();
                const auto read = value_of;
                const auto end = end_of_chunk(chunk);
                for (auto row = first_of_chunk(chunk); row < end; ++row)
                    if (place[row] != left_out) to[place[row]] = static_cast<T>(read(row));
            };
        });
        return dealt;
    }

    /// Looks at the rows of a part in their order; `rows` tells the row of the file by `index`, `first` is where the
    /// part begins. May take rows out.
    using part_check =
        std::function<void(std::span<placed_spell> spells, std::span<const std::uint32_t> rows, std::size_t first)>;

    /// Finds the order by the columns that were dealt out, and puts those two into it. Call it once.
    void sort(std::vector<std::int32_t>& start, std::vector<std::int32_t>& end, const part_check& check);

    /// The persons of the rows in order; after `sort`.
    [[nodiscard]] std::vector<std::uint32_t> take_persons() noexcept { return std::move(person_); }

    /// Puts a dealt column into order, without the rows that were taken out; after `sort`.
    template <class T>
    void arrange(std::vector<T>& dealt) const {
        in_parallel(threads_, parts(), [&] {
            return [&, as_dealt = std::vector<T>()](std::size_t part) mutable {
                if (is_in_order_[part]) return;
                const auto first = first_of_part_[part];
                as_dealt.assign(dealt.begin() + at(first), dealt.begin() + at(first_of_part_[part + 1]));
                auto* const to = dealt.data() + first;
                const auto* const from = as_dealt.data();
                const auto* const order = order_.data() + first;
                const auto rows = kept_in_part_[part];
                for (std::size_t i = 0; i < rows; ++i) to[i] = from[order[i]];
            };
        });
        close_gaps(dealt);
    }

    /// Rows of the result.
    [[nodiscard]] std::size_t size() const noexcept { return kept_; }

  private:
    struct part_buffers;

    static std::ptrdiff_t at(std::size_t index) noexcept { return static_cast<std::ptrdiff_t>(index); }
    [[nodiscard]] std::size_t parts() const noexcept { return first_of_part_.size() - 1; }
    [[nodiscard]] std::size_t first_of_chunk(std::size_t chunk) const noexcept {
        return place_.size() * chunk / threads_;
    }
    [[nodiscard]] std::size_t end_of_chunk(std::size_t chunk) const noexcept { return first_of_chunk(chunk + 1); }

    void deal_persons(std::size_t persons);
    void read_part(std::size_t part, std::span<const std::int32_t> start, std::span<const std::int32_t> end,
                   part_buffers& buffers) const;
    void write_part(std::size_t part, std::span<std::int32_t> start, std::span<std::int32_t> end,
                    std::span<const placed_spell> spells);

    /// Moves the rows of all parts together.
    template <class T>
    void close_gaps(std::vector<T>& column) const {
        if (kept_ == column.size()) return;
        auto to = column.begin();
        for (std::size_t part = 0; part < parts(); ++part) {
            const auto from = column.begin() + at(first_of_part_[part]);
            to = std::move(from, from + at(kept_in_part_[part]), to);
        }
        column.resize(kept_);
    }

    unsigned threads_;
    unsigned person_bits_ = 0;         ///< persons of a part have all but these last bits of their numbers in common
    std::vector<std::uint32_t> place_; ///< by row of the file: where it is dealt to
    std::vector<std::size_t> first_of_part_, kept_in_part_;
    std::vector<std::uint8_t> is_in_order_; ///< by part: as it was dealt
    std::vector<std::uint32_t> person_;
    std::vector<std::uint32_t> order_; ///< before `sort` the row of the file; then the index in the part; by place
    std::size_t kept_ = 0;
};

} // namespace kohort
