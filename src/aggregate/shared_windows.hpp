// Windows in which several measures can be counted together.
#pragma once

#include <kohort/aggregate/measure.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace kohort::detail {

[[nodiscard]] inline bool counts_events(const aggregate_measure& measure) noexcept {
    return measure.when == aggregate_measure::timing::entries || measure.when == aggregate_measure::timing::exits;
}

struct shared_windows {
    std::vector<window> all;                                 ///< none before the one before it
    std::vector<std::vector<std::vector<std::uint32_t>>> of; ///< by measure and its window: those that add up to it
};

/// Each window by itself.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> each_by_itself(std::size_t windows);

/// Windows for measures of one timing. Events add over time, so that windows can be cut at each other's borders;
/// stocks are taken on all days that any of them asks for; presence needs equal windows, and nothing is returned when
/// they differ.
[[nodiscard]] std::optional<shared_windows> share_windows(std::span<const aggregate_measure* const> measures);

} // namespace kohort::detail
