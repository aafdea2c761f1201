// Distinct texts and their numbers.
#pragma once

#include "csv_text.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kohort::csv {

/// The distinct texts of a column, in order of first appearance. Open addressing with linear probing, at most half
/// full.
class text_dictionary {
  public:
    /// Adds to `texts`, which must be empty and outlive this.
    explicit text_dictionary(std::vector<std::string>& texts) : texts_(texts) {}

    /// The index of a text, and whether it is new. `print` is the fingerprint of the text or, the same for each
    /// appearance, of what it is decoded from.
    std::pair<std::uint32_t, bool> find_or_add(std::string_view text, std::uint64_t print);

    /// Begins to load what `find_or_add` will need.
    void prefetch(std::uint64_t print) const noexcept { __builtin_prefetch(&entries_[place_of(print, bits_)]); }

  private:
    struct entry {
        std::uint64_t print;
        std::uint32_t number; ///< index + 1; 0 = vacant
    };

    void grow();

    std::vector<std::string>& texts_;
    unsigned bits_ = 8;
    std::vector<entry> entries_ = std::vector<entry>(std::size_t{1} << bits_);
};

/// The codes of the cells that one thread has met: asked first, so that threads rarely need the dictionary they share.
/// Cells are as written, not decoded. Those of one character, most codes, have a table; for the others open addressing
/// with linear probing, at most half full.
class code_cache {
  public:
    static constexpr std::uint32_t unknown = ~std::uint32_t{0};

    code_cache() { of_character_.fill(unknown); }

    [[nodiscard]] std::uint32_t find(std::string_view cell) const noexcept {
        if (cell.size() <= 1) return of_character_[character_of(cell)];
        const auto print = fingerprint(cell);
        for (auto place = place_of(print, bits_);; place = next(place)) {
            const auto& each = entries_[place];
            if (each.code == unknown || is(each, cell, print)) return each.code;
        }
    }
    /// The cell must be unknown.
    void add(std::string_view cell, std::uint16_t code);

  private:
    struct entry {
        std::uint64_t print = 0;
        std::uint32_t code = unknown; ///< unknown = vacant
        std::uint32_t length = 0;
        std::size_t begin = 0; ///< of a cell of more than 8 bytes in `long_cells_`
    };

    [[nodiscard]] bool is(const entry& each, std::string_view cell, std::uint64_t print) const noexcept {
        return each.print == print && each.length == cell.size() &&
               (cell.size() <= 8 || cell.compare({long_cells_.data() + each.begin, each.length}) == 0);
    }
    /// 0 for an empty cell: no cell has a NUL.
    static unsigned char character_of(std::string_view cell) noexcept {
        return cell.empty() ? '\0' : static_cast<unsigned char>(cell.front());
    }
    [[nodiscard]] std::size_t next(std::size_t place) const noexcept { return (place + 1) & (entries_.size() - 1); }
    void insert(const entry& added) noexcept;

    std::array<std::uint32_t, 256> of_character_;
    unsigned bits_ = 8;
    std::size_t size_ = 0;
    std::vector<entry> entries_ = std::vector<entry>(std::size_t{1} << bits_);
    std::string long_cells_;
};

} // namespace kohort::csv
