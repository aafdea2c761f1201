// A stretch of time: any first and last day.
#pragma once

#include <kohort/time/day.hpp>

#include <cstdint>

namespace kohort {

/// The days from `first` to `last`, both included. Valid when it has at least one day; the questions below are about
/// valid windows.
struct window {
    day first;
    day last;

    [[nodiscard]] constexpr bool is_valid() const noexcept { return first <= last; }
    /// Number of days.
    [[nodiscard]] constexpr std::int32_t days() const noexcept { return last - first + 1; }
    [[nodiscard]] constexpr bool contains(day d) const noexcept { return first <= d && d <= last; }
    [[nodiscard]] constexpr bool contains(window other) const noexcept {
        return first <= other.first && other.last <= last;
    }
    /// Whether the two have a day in common.
    [[nodiscard]] constexpr bool overlaps(window other) const noexcept {
        return first <= other.last && other.first <= last;
    }
    friend constexpr bool operator==(window, window) noexcept = default;
};

} // namespace kohort
