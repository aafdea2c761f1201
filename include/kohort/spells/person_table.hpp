// Persons as dense numbers. Keys never leave this table: not into results, messages or logs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
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
    /// The numbers of persons with integer keys, one by one from the front: `numbers[i]` is that of `keys[i]`. Serial
    /// numbers (not much larger than there are keys) are looked up in a plain array from here on.
    /// Precondition: both have the same length.
    void number(std::span<const std::uint64_t> keys, std::span<std::uint32_t> numbers);
    [[nodiscard]] std::size_t size() const noexcept { return size_; }

  private:
    static constexpr std::uint64_t empty = ~std::uint64_t{0};
    static constexpr std::uint32_t not_numbered = ~std::uint32_t{0};
    struct slot {
        std::uint64_t key = empty;
        std::uint32_t number = not_numbered;
    };

    void grow(std::size_t capacity);
    void look_up_directly(std::size_t keys);
    [[nodiscard]] slot& slot_of(std::uint64_t key) noexcept;
    /// Spreads consecutive keys over the table: Fibonacci hashing with a fold of the high half.
    [[nodiscard]] std::size_t place_of(std::uint64_t key) const noexcept {
        const std::uint64_t mixed = key * 0x9E3779B97F4A7C15u;
        return static_cast<std::size_t>(mixed ^ (mixed >> 32)) & (slots_.size() - 1);
    }

    std::vector<std::uint32_t> direct_; ///< numbers of the keys below its size
    std::vector<slot> slots_;           ///< of the others: open addressing, at most half full, a power of two
    std::size_t used_ = 0;
    std::unordered_map<std::string, std::uint32_t> by_text_;
    std::uint32_t size_ = 0;
};

} // namespace kohort
