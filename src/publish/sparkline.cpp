#include "sparkline.hpp"

#include <kohort/time/period_axis.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <variant>

namespace kohort {
namespace {

constexpr std::array<std::string_view, 8> bars{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
constexpr std::string_view middle = bars[3];
constexpr double highest_bar = 7;

/// The period that a code names; nothing for windows, ranges and other texts.
std::optional<period> period_of(const std::string& code) {
    const auto literal = parse_period_literal(code);
    if (!literal) return std::nullopt;
    const auto* range = std::get_if<period_range>(&literal->meaning);
    return range && range->first == range->last ? std::optional(range->first) : std::nullopt;
}

} // namespace

std::string sparkline(std::span<const std::optional<double>> figures) {
    std::optional<double> lowest, highest;
    std::size_t count = 0;
    for (const auto& each : figures) {
        if (!each) continue;
        lowest = lowest ? std::min(*lowest, *each) : *each;
        highest = highest ? std::max(*highest, *each) : *each;
        ++count;
    }
    if (count < 2) return {};
    const auto range = *highest - *lowest;
    std::string line;
    for (const auto& each : figures) {
        if (!each)
            line += ' ';
        else if (range > 0)
            line += bars[static_cast<std::size_t>(std::lround((*each - *lowest) / range * highest_bar))];
        else
            line += middle;
    }
    return line;
}

bool are_consecutive_periods(const axis& periods) {
    constexpr std::size_t fewest = 3;
    if (periods.size() < fewest) return false;
    std::optional<period> expected;
    for (const auto& position : periods.positions()) {
        const auto here = period_of(position.code);
        if (!here || (expected && *here != *expected)) return false;
        expected = here->next();
    }
    return true;
}

} // namespace kohort
