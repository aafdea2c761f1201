// Chance that is the same on every machine: no <random>, whose distributions are left to the implementation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace bundled {

/// A stream of random numbers (splitmix64, Steele, Lea and Flood 2014). Each register has its own, so that a change of
/// one leaves the others as they were.
class random_source {
  public:
    explicit random_source(std::uint64_t seed) noexcept : state_(seed) {}

    /// A number from `low` to `high`, both included.
    [[nodiscard]] int between(int low, int high) noexcept {
        const auto width = static_cast<std::uint64_t>(std::int64_t{high} - low + 1);
        return low + static_cast<int>(((next() >> 32) * width) >> 32);
    }

    /// True `percent` times in a hundred.
    [[nodiscard]] bool chance(int percent) noexcept { return between(0, 99) < percent; }

    template <class Item>
    void shuffle(std::vector<Item>& items) noexcept {
        for (std::size_t i = items.size(); i > 1; --i)
            std::swap(items[i - 1], items[static_cast<std::size_t>(between(0, static_cast<int>(i) - 1))]);
    }

  private:
    [[nodiscard]] std::uint64_t next() noexcept {
        auto mixed = state_ += 0x9e3779b97f4a7c15;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
        return mixed ^ (mixed >> 31);
    }

    std::uint64_t state_;
};

} // namespace bundled
