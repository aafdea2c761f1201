// Persons as dense numbers. Keys never leave this table: not into results, messages or logs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace kohort {

/// Numbers persons 0, 1, 2, ... in order of first appearance, the same numbers for every register of a data set.
/// Keys are exact: the integer 7 and the text "007" are different persons.
class person_table {
  public:
    /// The number of a person with an integer key (below 2^62). Amortised O(1).
    [[nodiscard]] std::uint32_t number_of(std::uint64_t key);
    /// The number of a person with a text key.
    [[nodiscard]] std::uint32_t number_of(std::string_view key);
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    /// Asks the memory for the slot of an integer key that will be looked up soon: in a table that is larger than the
    /// caches most of a look-up is waiting.
    void prefetch(std::uint64_t key) const noexcept {
        if (!slots_.empty()) __builtin_prefetch(&slots_[place_of(key)]);
    }
    /// Makes room for this many integer keys.
    void reserve(std::size_t keys);

  private:
    void grow(std::size_t capacity);
    /// Spreads consecutive keys over the table: Fibonacci hashing with a fold of the high half.
    [[nodiscard]] std::size_t place_of(std::uint64_t key) const noexcept {
        const std::uint64_t mixed = key * 0x9E3779B97F4A7C15u;
        return static_cast<std::size_t>(mixed ^ (mixed >> 32)) & (slots_.size() - 1);
    }

    struct slot {
        std::uint64_t key = empty;
        std::uint32_t number = 0;
    };
    static constexpr std::uint64_t empty = ~std::uint64_t{0};
    std::vector<slot> slots_; ///< open addressing, at most half full, a power of two
    std::size_t used_ = 0;
    std::unordered_map<std::string, std::uint32_t> by_text_;
    std::uint32_t size_ = 0;
};

} // namespace kohort
