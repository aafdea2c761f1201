#include "loess.hpp"

#include <algorithm>
#include <cmath>

namespace kohort {
namespace {

/// Tricube of the distance over the reach. As in the authors' program, very near and very far are 1 and 0.
double tricube(double distance, double reach) noexcept {
    if (distance > 0.999 * reach) return 0;
    if (distance <= 0.001 * reach) return 1;
    const double part = distance / reach;
    const double rest = 1 - part * part * part;
    return rest * rest * rest;
}

} // namespace

std::optional<double> loess::fit(std::span<const double> values, std::span<const double> weights, double place,
                                 neighbourhood neighbours) {
    const auto [first, last] = neighbours;
    const auto n = values.size();
    double reach = std::max(place - static_cast<double>(first), static_cast<double>(last) - place);
    if (window_ > n) reach += static_cast<double>((window_ - n) / 2);

    weights_.assign(last - first + 1, 0);
    double sum = 0;
    for (auto j = first; j <= last; ++j) {
        double weight = tricube(std::abs(static_cast<double>(j) - place), reach);
        if (!weights.empty()) weight *= weights[j];
        weights_[j - first] = weight;
        sum += weight;
    }
    if (sum <= 0) return std::nullopt;
    for (auto& weight : weights_) weight /= sum;

    if (reach > 0 && degree_ > 0) {
        double mean = 0;
        for (auto j = first; j <= last; ++j) mean += weights_[j - first] * static_cast<double>(j);
        double spread = 0;
        for (auto j = first; j <= last; ++j) {
            const double off = static_cast<double>(j) - mean;
            spread += weights_[j - first] * off * off;
        }
        // Where the places hardly differ the line has no slope.
        if (std::sqrt(spread) > 0.001 * (static_cast<double>(n) - 1)) {
            const double slope = (place - mean) / spread;
            for (auto j = first; j <= last; ++j) weights_[j - first] *= slope * (static_cast<double>(j) - mean) + 1;
        }
    }
    double fitted = 0;
    for (auto j = first; j <= last; ++j) fitted += weights_[j - first] * values[j];
    return fitted;
}

neighbourhood loess::neighbours_of(std::size_t place, std::size_t n) const noexcept {
    if (window_ >= n) return {0, n - 1};
    const auto half = (window_ - 1) / 2;
    const auto first = std::min(place > half ? place - half : 0, n - window_);
    return {first, first + window_ - 1};
}

void loess::smooth(std::span<const double> values, std::span<const double> weights, std::span<double> smoothed) {
    const auto n = values.size();
    if (n < 2) {
        std::ranges::copy(values, smoothed.begin());
        return;
    }
    const auto fit_at = [&](std::size_t place, neighbourhood neighbours) {
        smoothed[place] = fit(values, weights, static_cast<double>(place), neighbours).value_or(values[place]);
    };
    const auto connect = [&](std::size_t from, std::size_t to) {
        const double step = (smoothed[to] - smoothed[from]) / static_cast<double>(to - from);
        for (auto j = from + 1; j < to; ++j) smoothed[j] = smoothed[from] + step * static_cast<double>(j - from);
    };
    const auto jump = std::min(jump_, n - 1);
    std::size_t last = 0;
    for (std::size_t place = 0; place < n; place += jump) {
        fit_at(place, neighbours_of(place, n));
        if (place > 0) connect(last, place);
        last = place;
    }
    if (last == n - 1) return;
    // As in the authors' program, the last place is fitted by the neighbours of the last that was jumped to.
    fit_at(n - 1, neighbours_of(last, n));
    connect(last, n - 1);
}

} // namespace kohort
