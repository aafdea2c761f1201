#include "attack_methods.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace kohort::disclosure {
namespace {

/// Modulo another prime than the suppressor's: 2^61 - 1.
constexpr std::uint64_t modulus = (std::uint64_t{1} << 61) - 1;

std::uint64_t multiply(std::uint64_t a, std::uint64_t b) noexcept {
    return static_cast<std::uint64_t>(static_cast<unsigned __int128>(a) * b % modulus);
}

std::uint64_t inverse(std::uint64_t a) noexcept {
    std::uint64_t power = 1;
    for (auto exponent = modulus - 2; exponent > 0; exponent >>= 1) {
        if (exponent & 1) power = multiply(power, a);
        a = multiply(a, a);
    }
    return power;
}

/// Values by index; none is 0.
using sparse_row = std::map<std::uint32_t, std::uint64_t>;

/// An equation between unknown cells, and which sums it is made of.
struct equation {
    sparse_row cells, sums;
};

void subtract_multiple(sparse_row& row, const sparse_row& other, std::uint64_t factor) {
    for (const auto& [index, value] : other) {
        auto& entry = row[index];
        entry = (entry + modulus - multiply(value, factor)) % modulus;
        if (entry == 0) row.erase(index);
    }
}

/// Gauss and Jordan: in the end every equation has a cell that no other has.
class equations {
  public:
    explicit equations(const seen_release& release) {
        for (std::uint32_t i = 0; i < release.sums.size(); ++i) {
            const auto& sum = release.sums[i];
            equation row{{}, {{i, 1}}};
            if (is_unknown(release.cells[sum.total])) row.cells[sum.total] = modulus - 1;
            for (const auto part : sum.parts)
                if (is_unknown(release.cells[part])) row.cells[part] = 1;
            if (!row.cells.empty()) rows_.push_back(std::move(row));
        }
        for (std::uint32_t i = 0; i < rows_.size(); ++i) {
            for (const auto& [cell, value] : rows_[i].cells) rows_with_[cell].insert(i);
            by_length_.emplace(rows_[i].cells.size(), i);
        }
    }

    /// Shortest equations first, each solved for the cell that fewest others have.
    std::vector<equation> solved() {
        while (!by_length_.empty()) {
            const auto shortest = by_length_.begin()->second;
            by_length_.erase(by_length_.begin());
            if (rows_[shortest].cells.empty()) continue;
            is_solved_.insert(shortest);
            solve(shortest);
        }
        return std::move(rows_);
    }

  private:
    void solve(std::uint32_t index) {
        const auto& cells = rows_[index].cells;
        const auto pivot = std::min_element(cells.begin(), cells.end(), [this](const auto& a, const auto& b) {
            return rows_with_.at(a.first).size() < rows_with_.at(b.first).size();
        });
        const auto cell = pivot->first;
        const auto scale = inverse(pivot->second);
        const auto others = rows_with_.at(cell);
        for (const auto other : others)
            if (other != index) take_from(other, index, multiply(rows_[other].cells.at(cell), scale));
    }

    void take_from(std::uint32_t from, std::uint32_t what, std::uint64_t factor) {
        auto& row = rows_[from];
        by_length_.erase({row.cells.size(), from});
        subtract_multiple(row.cells, rows_[what].cells, factor);
        subtract_multiple(row.sums, rows_[what].sums, factor);
        for (const auto& [cell, value] : rows_[what].cells)
            if (row.cells.contains(cell))
                rows_with_[cell].insert(from);
            else
                rows_with_[cell].erase(from);
        if (!is_solved_.contains(from)) by_length_.emplace(row.cells.size(), from);
    }

    std::vector<equation> rows_;
    std::map<std::uint32_t, std::set<std::uint32_t>> rows_with_;
    std::set<std::pair<std::size_t, std::uint32_t>> by_length_; ///< of those not solved yet
    std::set<std::uint32_t> is_solved_;
};

/// The number that sums alone give a cell: what is printed in them, by their multiples.
double number_from(const seen_release& release, const equation& row) {
    const auto small = [](std::uint64_t value) {
        return value < modulus / 2 ? static_cast<double>(value) : -static_cast<double>(modulus - value);
    };
    const auto printed = [&](std::uint32_t cell) {
        return is_unknown(release.cells[cell]) ? 0 : release.cells[cell].least;
    };
    double known = 0;
    for (const auto& [index, value] : row.sums) {
        double difference = printed(release.sums[index].total);
        for (const auto part : release.sums[index].parts) difference -= printed(part);
        known += small(value) * difference;
    }
    return known / small(row.cells.begin()->second);
}

} // namespace

std::vector<bounds> bounds_by_elimination(const seen_release& release) {
    std::vector<bounds> found;
    for (const auto& each : release.cells) found.push_back({each.least, each.most});
    for (const auto& row : equations(release).solved()) {
        if (row.cells.size() != 1) continue;
        auto& cell = found[row.cells.begin()->first];
        cell.least = cell.most = number_from(release, row);
        for (const auto& [sum, value] : row.sums) cell.sums.push_back(sum);
    }
    return found;
}

} // namespace kohort::disclosure
