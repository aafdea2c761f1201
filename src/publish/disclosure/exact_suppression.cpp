#include "exact_suppression.hpp"

#include "greedy_suppression.hpp"
#include "linear_program.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace kohort::disclosure {
namespace {

constexpr double tolerance = 1e-7;

/// Columns of the choice are the cells; a cell that is chosen is unknown. Whether a choice protects a sensitive cell is
/// a linear program over the tables that fit what is not chosen; where it does not, the prices of its bounds tell which
/// further choices could help: a row for the next choice (Fischetti and Salazar, Operations Research 2001).
class cutting_planes {
  public:
    cutting_planes(const additive_release& release, double seconds)
        : release_(release), seconds_(seconds), attacker_(values(), values(), sum_rows()) {
        for (std::size_t i = 0; i < release.cells.size(); ++i) {
            const auto& cell = release.cells[i];
            is_forced_.push_back(cell.sensitive.has_value() || cell.use == cell_use::unprinted);
            costs_.push_back(is_forced_[i] ? 0 : cell.cost + 1e-6); // ties: few cells
            most_.push_back((std::min)(cell.most, most_believed()));
            if (is_forced_[i] || cell.use == cell_use::fixed)
                rows_.push_back({{static_cast<int>(i)}, {is_forced_[i] ? 1.0 : -1.0}, is_forced_[i] ? 1.0 : 0.0});
        }
        forbid_lonely_unknowns();
    }

    std::optional<suppression> run() {
        suppression found;
        found.method = suppression_method::exact;
        found.is_proven_optimal = true;
        while (seconds_left() > 0) {
            auto answer = cheapest_cover(costs_, rows_, seconds_left());
            if (!answer.is_found) return std::nullopt;
            found.is_proven_optimal = answer.is_proven_optimal;
            const bool has_more_rows = add_cuts(answer.chosen);
            if (attack_failed_) return std::nullopt;
            if (has_more_rows) continue;
            set_fates(found, answer.chosen);
            return found;
        }
        return std::nullopt;
    }

  private:
    std::vector<double> values() const {
        std::vector<double> numbers;
        for (const auto& each : release_.cells) numbers.push_back(each.value.to_double());
        return numbers;
    }

    /// Where nothing is known of the most that a cell can be: so much that no protection asks for more.
    double most_believed() const {
        double most = 1;
        for (const auto& each : release_.cells) {
            most = (std::max)(most, std::abs(each.value.to_double()));
            if (each.sensitive) most = std::max({most, each.sensitive->above, each.sensitive->width});
        }
        return 4 * most;
    }

    std::vector<program_row> sum_rows() const {
        std::vector<program_row> rows;
        for (const auto& sum : release_.sums) {
            program_row row{{static_cast<int>(sum.total)}, {-1.0}, 0};
            for (const auto part : sum.parts) {
                row.columns.push_back(static_cast<int>(part));
                row.coefficients.push_back(1);
            }
            rows.push_back(std::move(row));
        }
        return rows;
    }

    /// No cell of a sum is the only unknown one: follows from the cuts, and spares many of them.
    void forbid_lonely_unknowns() {
        for (const auto& row : sum_rows())
            for (const auto cell : row.columns) {
                if (!is_forced_[static_cast<std::size_t>(cell)]) continue;
                covering_row other;
                for (const auto each : row.columns)
                    if (each != cell) {
                        other.columns.push_back(each);
                        other.coefficients.push_back(1);
                    }
                other.at_least = release_.cells[static_cast<std::size_t>(cell)].sensitive ? 1 : 0;
                if (other.at_least > 0) rows_.push_back(std::move(other));
            }
    }

    /// Whether some sensitive cell is not protected by this choice; what is missing becomes rows.
    bool add_cuts(const std::vector<bool>& chosen) {
        const auto true_values = values();
        auto least = true_values, most = true_values;
        for (std::size_t i = 0; i < chosen.size(); ++i)
            if (chosen[i]) {
                least[i] = release_.cells[i].least;
                most[i] = most_[i];
            }
        attacker_.set_bounds(least, most);
        const auto before = rows_.size();
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            if (!release_.cells[i].sensitive) continue;
            const auto& needed = *release_.cells[i].sensitive;
            const auto above = cut_of(i, true, needed.above), below = cut_of(i, false, needed.below);
            const auto width = (std::max)(needed.width, smallest_width);
            if (above.reached + below.reached < width - tolerance * (1 + width)) add_row(above.row, &below.row, width);
        }
        return rows_.size() > before;
    }

    struct cut {
        double reached = 0;
        std::vector<double> row; ///< by cell: by how much choosing it can widen the interval
    };

    /// How far the attacker gets in one direction; adds the row when that is less than needed.
    cut cut_of(std::size_t cell, bool largest, double needed) {
        const auto sign = largest ? 1.0 : -1.0;
        const auto true_values = values();
        cut found;
        found.row.assign(true_values.size(), 0);
        // The tables as they are fit, and all bounds are finite: anything else is the solver's failure, no protection.
        if (attacker_.optimise(cell, largest) != linear_program::outcome::optimal) {
            attack_failed_ = true;
            return found;
        }
        found.reached = sign * (attacker_.value() - true_values[cell]);
        const auto prices = attacker_.column_prices();
        for (std::size_t i = 0; i < prices.size(); ++i) {
            const auto price = sign * prices[i];
            found.row[i] =
                price > 0 ? price * (most_[i] - true_values[i]) : -price * (true_values[i] - release_.cells[i].least);
        }
        if (found.reached < needed - tolerance * (1 + needed)) add_row(found.row, nullptr, needed);
        return found;
    }

    void add_row(const std::vector<double>& one, const std::vector<double>* other, double needed) {
        covering_row row;
        row.at_least = 1;
        for (std::size_t i = 0; i < one.size(); ++i) {
            const auto amount = (one[i] + (other ? (*other)[i] : 0)) / needed;
            if (amount < 1e-9) continue;
            row.columns.push_back(static_cast<int>(i));
            row.coefficients.push_back((std::min)(amount, 1.0));
        }
        rows_.push_back(std::move(row));
    }

    void set_fates(suppression& found, const std::vector<bool>& chosen) const {
        found.fates.resize(chosen.size());
        for (std::size_t i = 0; i < chosen.size(); ++i)
            if (release_.cells[i].sensitive)
                found.fates[i] = cell_fate::primary;
            else if (chosen[i] && release_.cells[i].use == cell_use::open)
                found.fates[i] = cell_fate::secondary;
        count_up(release_, found);
    }

    double seconds_left() const {
        return seconds_ - std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    }

    static constexpr double smallest_width = 1e-3;
    const additive_release& release_;
    double seconds_;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    linear_program attacker_;
    bool attack_failed_ = false;
    std::vector<bool> is_forced_;
    std::vector<double> costs_, most_;
    std::vector<covering_row> rows_;
};

} // namespace

std::optional<suppression> suppress_exactly(const additive_release& release, const suppression_options& options) {
    return cutting_planes(release, options.seconds).run();
}

} // namespace kohort::disclosure
