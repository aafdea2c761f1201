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
    /// Makes room for this many integer keys.
    void reserve(std::size_t keys);

  private:
    void grow(std::size_t capacity);

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
