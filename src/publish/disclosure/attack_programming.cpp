#include "attack_methods.hpp"
#include "linear_program.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kohort::disclosure {
namespace {

/// Unknown cells that hang together by sums, apart from the others.
class islands {
  public:
    explicit islands(const seen_release& release) : above_(release.cells.size()) {
        std::iota(above_.begin(), above_.end(), 0U);
        for (const auto& sum : release.sums) {
            auto last = is_unknown(release.cells[sum.total]) ? std::optional(sum.total) : std::nullopt;
            for (const auto part : sum.parts) {
                if (!is_unknown(release.cells[part])) continue;
                if (last) above_[of(*last)] = of(part);
                last = part;
            }
        }
    }
    std::uint32_t of(std::uint32_t cell) {
        while (above_[cell] != cell) cell = above_[cell] = above_[above_[cell]];
        return cell;
    }

  private:
    std::vector<std::uint32_t> above_;
};

/// The linear program of one island.
struct island {
    std::vector<std::uint32_t> cells, sums; ///< by column and by row
    std::vector<std::uint32_t> wanted;      ///< places in the answer
};

class island_attack {
  public:
    island_attack(const seen_release& release, const island& of, std::vector<int>& column_of)
        : release_(release), island_(of), column_of_(numbered(of, column_of)), program_(least(), most(), rows()) {}

    /// Nothing when no table fits.
    std::optional<bounds> derive(std::uint32_t cell) {
        const auto column = static_cast<std::size_t>(column_of_[cell]);
        bounds found{release_.cells[cell].least, release_.cells[cell].most};
        for (const bool largest : {false, true}) {
            switch (program_.optimise(column, largest)) {
            case linear_program::outcome::optimal:
                (largest ? found.most : found.least) = program_.value();
                break;
            case linear_program::outcome::infeasible:
                return std::nullopt;
            case linear_program::outcome::unbounded:
                continue;
            case linear_program::outcome::failed:
                found.is_solved = false;
                continue;
            }
            add_sums(found);
        }
        return found;
    }

  private:
    static std::vector<int>& numbered(const island& of, std::vector<int>& column_of) {
        for (std::size_t i = 0; i < of.cells.size(); ++i) column_of[of.cells[i]] = static_cast<int>(i);
        return column_of;
    }

    std::vector<double> least() const {
        std::vector<double> ends;
        for (const auto cell : island_.cells) ends.push_back(release_.cells[cell].least);
        return ends;
    }

    std::vector<double> most() const {
        std::vector<double> ends;
        for (const auto cell : island_.cells)
            ends.push_back((std::min)(release_.cells[cell].most, (std::numeric_limits<double>::max)()));
        return ends;
    }

    std::vector<program_row> rows() const {
        std::vector<program_row> rows;
        for (const auto index : island_.sums) {
            program_row row;
            const auto add = [&](std::uint32_t cell, double coefficient) {
                if (!is_unknown(release_.cells[cell])) {
                    row.value -= coefficient * release_.cells[cell].least;
                    return;
                }
                row.columns.push_back(column_of_[cell]);
                row.coefficients.push_back(coefficient);
            };
            add(release_.sums[index].total, -1);
            for (const auto part : release_.sums[index].parts) add(part, 1);
            rows.push_back(std::move(row));
        }
        return rows;
    }

    void add_sums(bounds& found) const {
        const auto prices = program_.row_prices();
        for (std::size_t row = 0; row < prices.size(); ++row)
            if (std::abs(prices[row]) > 1e-7 &&
                std::find(found.sums.begin(), found.sums.end(), island_.sums[row]) == found.sums.end())
                found.sums.push_back(island_.sums[row]);
    }

    const seen_release& release_;
    const island& island_;
    const std::vector<int>& column_of_;
    linear_program program_;
};

/// The islands of the wanted cells.
std::vector<island> islands_of(const seen_release& release, const std::vector<std::uint32_t>& cells) {
    islands apart(release);
    std::vector<std::uint32_t> place(release.cells.size(), 0);
    std::vector<island> found;
    for (std::uint32_t i = 0; i < cells.size(); ++i) {
        if (!is_unknown(release.cells[cells[i]])) continue;
        auto& where = place[apart.of(cells[i])];
        if (where == 0) {
            found.emplace_back();
            where = static_cast<std::uint32_t>(found.size());
        }
        found[where - 1].wanted.push_back(i);
    }
    for (std::uint32_t cell = 0; cell < release.cells.size(); ++cell)
        if (const auto where = place[apart.of(cell)]; where > 0 && is_unknown(release.cells[cell]))
            found[where - 1].cells.push_back(cell);
    for (std::uint32_t i = 0; i < release.sums.size(); ++i) {
        const auto& sum = release.sums[i];
        auto member = std::find_if(sum.parts.begin(), sum.parts.end(),
                                   [&](std::uint32_t part) { return is_unknown(release.cells[part]); });
        const auto cell = is_unknown(release.cells[sum.total]) || member == sum.parts.end() ? sum.total : *member;
        if (const auto where = place[apart.of(cell)]; where > 0 && is_unknown(release.cells[cell]))
            found[where - 1].sums.push_back(i);
    }
    return found;
}

} // namespace

std::optional<std::vector<bounds>> bounds_by_programming(const seen_release& release,
                                                         const std::vector<std::uint32_t>& cells) {
    std::vector<bounds> found(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i)
        found[i] = {release.cells[cells[i]].least, release.cells[cells[i]].most};
    std::vector<int> column_of(release.cells.size(), -1);
    for (const auto& each : islands_of(release, cells)) {
        island_attack attack(release, each, column_of);
        for (const auto wanted : each.wanted) {
            auto derived = attack.derive(cells[wanted]);
            if (!derived) return std::nullopt;
            found[wanted] = std::move(*derived);
        }
    }
    return found;
}

} // namespace kohort::disclosure
