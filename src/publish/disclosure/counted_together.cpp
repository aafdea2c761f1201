#include "counted_together.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace kohort::disclosure {
namespace {

class growth {
  public:
    growth(const additive_release& release, const std::vector<std::vector<std::uint32_t>>& sums_of,
           const std::vector<bool>& is_hidden, double above, double amount)
        : release_(release), sums_of_(sums_of), is_hidden_(is_hidden), above_(above), amount_(amount) {}

    std::vector<std::uint32_t> from(std::uint32_t cell) {
        if (!take(cell) || !settle()) return {};
        return {taken_.begin(), taken_.end()};
    }

  private:
    bool may_grow(std::uint32_t cell) const {
        const auto& known = release_.cells[cell];
        return known.use != cell_use::fixed && known.value.to_double() + above_ <= known.most;
    }

    /// Takes a cell and the totals that follow; false when that cannot be.
    bool take(std::uint32_t first) {
        std::vector<std::uint32_t> waiting{first};
        while (!waiting.empty()) {
            const auto cell = waiting.back();
            waiting.pop_back();
            if (taken_.contains(cell)) continue;
            if (!may_grow(cell)) return false;
            taken_.insert(cell);
            for (const auto sum : sums_of_[cell])
                if (parts_taken(sum) > 1)
                    return false;
                else if (release_.sums[sum].total != cell)
                    waiting.push_back(release_.sums[sum].total);
        }
        return true;
    }

    std::ptrdiff_t parts_taken(std::uint32_t sum) const {
        const auto& parts = release_.sums[sum].parts;
        return std::count_if(parts.begin(), parts.end(), [&](std::uint32_t part) { return taken_.contains(part); });
    }

    /// Takes a part of every total that has none, trying one after the other.
    bool settle() {
        const auto open = total_without_part();
        if (!open) return true;
        auto parts = release_.sums[*open].parts;
        std::sort(parts.begin(), parts.end(), [&](std::uint32_t a, std::uint32_t b) { return rank(a) < rank(b); });
        for (const auto part : parts) {
            if (tries_ == 0) return false;
            --tries_;
            const auto before = taken_;
            if (take(part) && settle()) return true;
            taken_ = before;
        }
        return false;
    }

    const std::uint32_t* total_without_part() {
        for (const auto cell : taken_)
            for (const auto& sum : sums_of_[cell])
                if (release_.sums[sum].total == cell && parts_taken(sum) == 0) return &sum;
        return nullptr;
    }

    std::tuple<bool, bool, double, std::uint32_t> rank(std::uint32_t cell) const {
        const auto& known = release_.cells[cell];
        return {!is_hidden_[cell], known.value.to_double() - known.least < amount_, known.cost, cell};
    }

    const additive_release& release_;
    const std::vector<std::vector<std::uint32_t>>& sums_of_;
    const std::vector<bool>& is_hidden_;
    double above_, amount_;
    std::set<std::uint32_t> taken_;
    std::size_t tries_ = 10'000;
};

} // namespace

counted_together::counted_together(const additive_release& release)
    : release_(release), sums_of_(release.cells.size()) {
    for (std::uint32_t i = 0; i < release.sums.size(); ++i) {
        sums_of_[release.sums[i].total].push_back(i);
        for (const auto part : release.sums[i].parts) sums_of_[part].push_back(i);
    }
}

std::vector<std::uint32_t> counted_together::with(std::uint32_t cell, const std::vector<bool>& is_hidden, double above,
                                                  double amount) const {
    return growth(release_, sums_of_, is_hidden, above, amount).from(cell);
}

} // namespace kohort::disclosure
