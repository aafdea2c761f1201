#include "shared_windows.hpp"

#include <algorithm>
#include <cstddef>

namespace kohort::detail {
namespace {

bool is_single_day(const window& span) noexcept { return span.first == span.last; }

/// Events add over time: the windows are cut at all borders, and each is the sum of its pieces.
shared_windows cut_at_borders(std::span<const aggregate_measure* const> measures) {
    std::vector<day> borders;
    for (const auto* measure : measures)
        for (const auto& span : measure->windows) {
            borders.push_back(span.first);
            borders.push_back(span.last + 1);
        }
    std::ranges::sort(borders);
    borders.erase(std::unique(borders.begin(), borders.end()), borders.end());
    std::vector<std::uint8_t> is_used(borders.size(), 0);
    const auto piece_at = [&borders](day d) {
        return static_cast<std::size_t>(std::ranges::lower_bound(borders, d) - borders.begin());
    };
    for (const auto* measure : measures)
        for (const auto& span : measure->windows)
            for (auto piece = piece_at(span.first); borders[piece] <= span.last; ++piece) is_used[piece] = 1;
    shared_windows made;
    std::vector<std::uint32_t> number(borders.size(), 0);
    for (std::size_t piece = 0; piece < borders.size(); ++piece) {
        if (!is_used[piece]) continue;
        number[piece] = static_cast<std::uint32_t>(made.all.size());
        made.all.push_back({borders[piece], borders[piece + 1] - 1});
    }
    for (const auto* measure : measures) {
        auto& of = made.of.emplace_back();
        for (const auto& span : measure->windows) {
            auto& pieces = of.emplace_back();
            for (auto piece = piece_at(span.first); borders[piece] <= span.last; ++piece)
                pieces.push_back(number[piece]);
        }
    }
    return made;
}

/// Stocks on all the days that any measure asks for.
shared_windows all_days_of(std::span<const aggregate_measure* const> measures) {
    shared_windows made;
    for (const auto* measure : measures)
        made.all.insert(made.all.end(), measure->windows.begin(), measure->windows.end());
    std::ranges::sort(made.all, {}, &window::first);
    made.all.erase(std::unique(made.all.begin(), made.all.end()), made.all.end());
    for (const auto* measure : measures) {
        auto& of = made.of.emplace_back();
        for (const auto& span : measure->windows)
            of.push_back({static_cast<std::uint32_t>(
                std::ranges::lower_bound(made.all, span.first, {}, &window::first) - made.all.begin())});
    }
    return made;
}

} // namespace

std::vector<std::vector<std::uint32_t>> each_by_itself(std::size_t windows) {
    std::vector<std::vector<std::uint32_t>> of;
    for (std::uint32_t w = 0; w < windows; ++w) of.push_back({w});
    return of;
}

std::optional<shared_windows> share_windows(std::span<const aggregate_measure* const> measures) {
    const auto& first = *measures.front();
    const bool are_equal =
        std::ranges::all_of(measures, [&](const auto* measure) { return measure->windows == first.windows; });
    if (are_equal) {
        shared_windows made{first.windows, {}};
        made.of.assign(measures.size(), each_by_itself(first.windows.size()));
        return made;
    }
    if (counts_events(first)) return cut_at_borders(measures);
    const bool are_stocks = std::ranges::all_of(
        measures, [](const auto* measure) { return std::ranges::all_of(measure->windows, is_single_day); });
    if (are_stocks) return all_days_of(measures);
    return std::nullopt;
}

} // namespace kohort::detail
