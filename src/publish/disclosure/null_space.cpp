#include "null_space.hpp"

#include <algorithm>
#include <queue>
#include <utility>

namespace kohort::disclosure {
namespace {

constexpr std::uint64_t prime = 2'147'483'647;
constexpr auto minus_one = static_cast<std::uint32_t>(prime - 1);

bool is_before(const null_space::entry& entry, std::uint32_t index) noexcept { return entry.index < index; }

} // namespace

std::uint32_t null_space::multiply(std::uint32_t a, std::uint32_t b) noexcept {
    return static_cast<std::uint32_t>(std::uint64_t{a} * b % prime);
}

std::uint32_t null_space::subtract(std::uint32_t a, std::uint32_t b) noexcept {
    return a >= b ? a - b : static_cast<std::uint32_t>(a + prime - b);
}

std::uint32_t null_space::inverse(std::uint32_t a) noexcept {
    std::uint32_t power = 1;
    for (auto exponent = prime - 2; exponent > 0; exponent >>= 1) {
        if (exponent & 1) power = multiply(power, a);
        a = multiply(a, a);
    }
    return power;
}

std::optional<int> null_space::small_number(std::uint32_t value) noexcept {
    constexpr std::uint32_t most = 1000;
    if (value <= most) return static_cast<int>(value);
    if (value >= prime - most) return -static_cast<int>(prime - value);
    return std::nullopt;
}

null_space::null_space(const additive_release& release, const std::vector<bool>& is_unknown, std::uint64_t effort)
    : cells_(release.cells.size()), vectors_(cells_), holders_(cells_ + release.sums.size()),
      degrees_(cells_ + release.sums.size()) {
    start(release, is_unknown);
    take_in_sums(release.sums.size(), effort);
}

void null_space::start(const additive_release& release, const std::vector<bool>& is_unknown) {
    for (std::uint32_t cell = 0; cell < cells_; ++cell)
        if (is_unknown[cell]) vectors_[cell].push_back({cell, 1});
    for (std::size_t i = 0; i < release.sums.size(); ++i) {
        const auto coordinate = static_cast<std::uint32_t>(cells_ + i);
        const auto& sum = release.sums[i];
        if (is_unknown[sum.total]) vectors_[sum.total].push_back({coordinate, minus_one});
        for (const auto part : sum.parts)
            if (is_unknown[part]) vectors_[part].push_back({coordinate, 1});
    }
    for (std::uint32_t i = 0; i < cells_; ++i)
        for (const auto& each : vectors_[i]) {
            holders_[each.index].push_back(i);
            ++degrees_[each.index];
        }
}

/// Sums of few unknown cells first: they fill in least.
void null_space::take_in_sums(std::size_t sums, std::uint64_t effort) {
    using waiting = std::pair<std::uint32_t, std::uint32_t>;
    std::priority_queue<waiting, std::vector<waiting>, std::greater<>> queue;
    for (std::size_t i = 0; i < sums; ++i) {
        const auto coordinate = static_cast<std::uint32_t>(cells_ + i);
        queue.emplace(degrees_[coordinate], coordinate);
    }
    while (!queue.empty()) {
        const auto [degree, coordinate] = queue.top();
        queue.pop();
        if (degrees_[coordinate] != degree)
            queue.emplace(degrees_[coordinate], coordinate);
        else
            know(coordinate);
        if (steps_ > effort) return;
    }
    is_complete_ = true;
}

std::uint32_t null_space::value_in(std::uint32_t vector, std::uint32_t cell) const noexcept {
    const auto& entries = vectors_[vector];
    const auto found = std::lower_bound(entries.begin(), entries.end(), cell, is_before);
    return found != entries.end() && found->index == cell ? found->value : 0;
}

void null_space::read_column(std::uint32_t cell, std::vector<entry>& into) {
    auto& holders = holders_[cell];
    if (!std::is_sorted(holders.begin(), holders.end())) std::sort(holders.begin(), holders.end());
    holders.erase(std::unique(holders.begin(), holders.end()), holders.end());
    into.clear();
    for (const auto each : holders)
        if (const auto value = value_in(each, cell)) into.push_back({each, value});
    holders.clear();
    for (const auto& each : into) holders.push_back(each.index);
}

std::vector<null_space::entry> null_space::column(std::uint32_t cell) {
    std::vector<entry> found;
    found.reserve(degrees_[cell]);
    read_column(cell, found);
    return found;
}

bool null_space::is_proportional(std::uint32_t cell, const std::vector<entry>& column) const noexcept {
    if (column.empty() || degrees_[cell] != column.size()) return false;
    const auto first = value_in(column.front().index, cell);
    return std::all_of(column.begin(), column.end(), [&](const entry& each) {
        const auto value = value_in(each.index, cell);
        return value != 0 && multiply(value, column.front().value) == multiply(each.value, first);
    });
}

null_space::entry null_space::shortest(const std::vector<entry>& column) const noexcept {
    return *std::min_element(column.begin(), column.end(), [this](const entry& a, const entry& b) {
        return vectors_[a.index].size() < vectors_[b.index].size();
    });
}

void null_space::know(std::uint32_t cell) {
    auto& holders = pivot_column_;
    read_column(cell, holders);
    if (holders.empty()) return;
    const auto chosen = shortest(holders);
    const auto pivot = std::exchange(vectors_[chosen.index], {});
    const auto scale = inverse(chosen.value);
    for (const auto& each : holders)
        if (each.index != chosen.index) subtract_multiple(each.index, pivot, multiply(each.value, scale));
    for (const auto& each : pivot) --degrees_[each.index];
    holders_[cell] = {};
}

void null_space::subtract_multiple(std::uint32_t vector, const std::vector<entry>& pivot, std::uint32_t factor) {
    const auto& old = vectors_[vector];
    steps_ += old.size() + pivot.size();
    merged_.clear();
    auto kept = old.begin();
    for (const auto& each : pivot) {
        const auto end = std::lower_bound(kept, old.end(), each.index, is_before);
        merged_.insert(merged_.end(), kept, end);
        kept = end;
        const bool is_new = kept == old.end() || kept->index != each.index;
        const auto value = subtract(is_new ? 0 : kept->value, multiply(each.value, factor));
        if (!is_new) ++kept;
        if (value != 0) merged_.push_back({each.index, value});
        if (is_new) {
            holders_[each.index].push_back(vector);
            ++degrees_[each.index];
        } else if (value == 0) {
            --degrees_[each.index];
        }
    }
    merged_.insert(merged_.end(), kept, old.end());
    vectors_[vector].assign(merged_.begin(), merged_.end());
}

} // namespace kohort::disclosure
