// A series of figures as a line of small bars.
#pragma once

#include <kohort/cube/axis.hpp>

#include <optional>
#include <span>
#include <string>

namespace kohort {

/// One bar of eight heights for each figure, from the lowest to the highest ("▁▃█"), a space where there is none; all
/// of middle height when they are equal. Empty when there are fewer than two figures.
[[nodiscard]] std::string sparkline(std::span<const std::optional<double>> figures);

/// Whether the positions of an axis are three periods or more of one length, each following the one before.
[[nodiscard]] bool are_consecutive_periods(const axis& periods);

} // namespace kohort
