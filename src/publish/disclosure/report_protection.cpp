#include <kohort/publish/disclosure/report_protection.hpp>

#include "measured_cells.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

namespace kohort::disclosure {
namespace {

constexpr auto no_cell = static_cast<std::uint32_t>(-1);

std::vector<std::size_t> coordinates_of(const cube& figures, std::size_t index) {
    std::vector<std::size_t> coordinates(figures.axes().size());
    for (auto i = coordinates.size(); i-- > 0;) {
        coordinates[i] = index % figures.axes()[i].size();
        index /= figures.axes()[i].size();
    }
    return coordinates;
}

/// How many axes the place is above their lowest positions on.
int height_of(const cube& figures, const std::vector<std::size_t>& coordinates) {
    int height = 0;
    for (std::size_t i = 0; i < coordinates.size(); ++i) {
        const auto& positions = figures.axes()[i].positions();
        height += positions[coordinates[i]].is == axis_position::role::total ||
                  std::any_of(positions.begin(), positions.end(),
                              [&](const axis_position& each) { return each.parent == coordinates[i]; });
    }
    return height;
}

/// One table's cells in the release: for each side of its figures, by the cube's index.
using side_cells = std::vector<std::uint32_t>;

class report {
  public:
    explicit report(const primary_rules& rules) : rules_(rules) {}

    void add(const indicator_table& table) {
        const told_numbers told(table.indicator);
        const auto& figures = table.figures;
        const auto size = figures.cells().size();
        std::map<std::string, side_cells> sides;
        auto& behind = behind_.emplace_back(size);
        for (std::size_t i = 0; i < size; ++i) {
            const auto& figure = figures.cells()[i];
            if (!figure.status.has_value()) continue;
            const auto coordinates = coordinates_of(figures, i);
            const auto where = place_of(figures, coordinates);
            const auto height = height_of(figures, coordinates);
            for (const auto& number : told.of(figure)) {
                const auto cell = cell_of(number, where, height, table.indicator.id);
                behind[i].push_back(cell);
                sides.try_emplace(number.measure, size, no_cell).first->second[i] = cell;
            }
            if (told.is_share() && behind[i].size() == 2) add_rest_of_share(behind[i]);
        }
        for (const auto& [measure, cells] : sides)
            for (std::size_t i = 0; i < figures.axes().size(); ++i)
                for (const auto& sum : sums_along(figures, i)) add_sums(figures, cells, i, sum);
    }

    /// What an earlier release tells of the same cells.
    void compare(const indicator_table& previous) {
        const told_numbers told(previous.indicator);
        const auto& figures = previous.figures;
        for (std::size_t i = 0; i < figures.cells().size(); ++i) {
            if (!figures.cells()[i].status.has_value()) continue;
            const auto where = place_of(figures, coordinates_of(figures, i));
            for (const auto& number : told.of(figures.cells()[i])) {
                const auto known = places_.find(number.measure + where);
                if (known != places_.end()) compare(known->second, number.value);
            }
        }
    }

    result<report_protection> protect(std::span<indicator_table> tables, const suppression_options& options) {
        auto found = suppress(release_, options);
        if (!found) return found.errors();
        for (std::size_t i = 0; i < tables.size(); ++i)
            for (std::size_t j = 0; j < behind_[i].size(); ++j)
                hide(tables[i].figures.cells()[j], behind_[i][j], found->fates);
        return report_protection{std::move(release_), std::move(*found), std::move(known_already_)};
    }

  private:
    std::uint32_t cell_of(const told_number& number, const std::string& where, int height, const std::string& id) {
        const auto next = static_cast<std::uint32_t>(release_.cells.size());
        auto [known, is_new] = places_.emplace(number.measure + where, next);
        // Told otherwise (another version, other code lists): a number of its own.
        if (!is_new && release_.cells[known->second].value != number.value)
            std::tie(known, is_new) = places_.emplace(number.measure + where + '\n' + id, next);
        const auto cell = known->second;
        if (is_new) release_.cells.push_back({.name = unused_name(id + " " + where), .value = number.value});
        auto& made = release_.cells[cell];
        made.cost = (std::max)(made.cost, (1 + made.value.to_double()) * std::pow(4, height));
        if (number.is_judged) judge(cell);
        return cell;
    }

    /// Two sides of a figure are two cells of one indicator.
    std::string unused_name(const std::string& name) {
        const auto count = ++names_[name];
        return count == 1 ? name : name + " (" + std::to_string(count) + ")";
    }

    void judge(std::uint32_t cell) {
        auto& made = release_.cells[cell];
        if (!made.value.is_integer()) return;
        const auto judged = judge_count(made.value.numerator(), rules_);
        if (judged.is_sensitive()) made.sensitive = judged.needs;
    }

    std::uint32_t add_unprinted(const std::string& name, ratio value) {
        const auto cell = static_cast<std::uint32_t>(release_.cells.size());
        release_.cells.push_back({.name = unused_name(name), .value = value, .use = cell_use::unprinted});
        if (value != 0) judge(cell); // that nothing is left over is a matter of definitions
        return cell;
    }

    void add_rest_of_share(std::vector<std::uint32_t>& sides) {
        const auto numerator = sides[0], denominator = sides[1];
        const auto rest = release_.cells[denominator].value - release_.cells[numerator].value;
        if (rest < 0) return;
        const auto [known, is_new] = rests_.try_emplace({numerator, denominator}, 0);
        if (is_new) {
            known->second = add_unprinted("rest of " + release_.cells[numerator].name, rest);
            release_.sums.push_back({denominator, {numerator, known->second}});
        }
        sides.push_back(known->second);
    }

    /// The sum on all lines of the axis. When it is exact on each it is taken to be so by definition.
    void add_sums(const cube& figures, const side_cells& cells, std::size_t axis_index, const position_sum& sum) {
        std::vector<std::pair<sum_relation, ratio>> lines;
        bool has_rest = sum.has_rest;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            auto coordinates = coordinates_of(figures, i);
            if (coordinates[axis_index] != sum.total || cells[i] == no_cell) continue;
            sum_relation line{cells[i], {}};
            auto rest = release_.cells[cells[i]].value;
            for (const auto part : sum.parts) {
                coordinates[axis_index] = part;
                line.parts.push_back(cells[figures.index_of(coordinates)]);
                if (line.parts.back() != no_cell) rest = rest - release_.cells[line.parts.back()].value;
            }
            if (rest < 0 || std::find(line.parts.begin(), line.parts.end(), no_cell) != line.parts.end()) continue;
            has_rest = has_rest || rest != 0;
            lines.emplace_back(std::move(line), rest);
        }
        for (auto& [line, rest] : lines) {
            if (has_rest) line.parts.push_back(add_unprinted("rest of " + release_.cells[line.total].name, rest));
            release_.sums.push_back(std::move(line));
        }
    }

    void compare(std::uint32_t cell, ratio before) {
        auto& now = release_.cells[cell];
        if (now.value == before) {
            if (now.sensitive) known_already_.push_back(now.name);
            now.sensitive.reset();
            now.use = cell_use::fixed;
            return;
        }
        const auto name = now.name;
        const auto change = now.value - before;
        const auto old = static_cast<std::uint32_t>(release_.cells.size());
        release_.cells.push_back({.name = unused_name(name + " before"), .value = before, .use = cell_use::fixed});
        if (change > 0)
            release_.sums.push_back({cell, {old, add_unprinted("change of " + name, change)}});
        else
            release_.sums.push_back({old, {cell, add_unprinted("change of " + name, ratio(0) - change)}});
    }

    /// A figure goes with any of its cells; it is primary when one of them is.
    void hide(cell& figure, const std::vector<std::uint32_t>& behind, const std::vector<cell_fate>& fates) const {
        auto worst = cell_fate::published;
        for (const auto each : behind) {
            const bool was_known =
                release_.cells[each].use == cell_use::fixed && judge_again(release_.cells[each].value);
            if (fates[each] == cell_fate::primary || was_known) worst = cell_fate::primary;
            if (fates[each] == cell_fate::secondary && worst == cell_fate::published) worst = cell_fate::secondary;
        }
        if (worst == cell_fate::published) return;
        auto status = figure.status;
        status.is = worst == cell_fate::primary ? availability::suppressed : availability::suppressed_secondary;
        figure = {0, 1, status};
    }

    bool judge_again(ratio value) const {
        return value.is_integer() && judge_count(value.numerator(), rules_).is_sensitive();
    }

    const primary_rules& rules_;
    additive_release release_;
    std::map<std::string, std::uint32_t> places_; ///< by measure and place
    std::map<std::string, int> names_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> rests_;
    std::vector<std::vector<std::vector<std::uint32_t>>> behind_; ///< by table and figure: the cells that it tells
    std::vector<std::string> known_already_;
};

} // namespace

result<report_protection> protect(std::span<indicator_table> tables, const primary_rules& rules,
                                  const suppression_options& options, std::span<const indicator_table> previous) {
    auto problems = problems_of(rules);
    if (!problems.empty()) return problems;
    report all(rules);
    for (const auto& each : tables) all.add(each);
    for (const auto& each : previous) all.compare(each);
    return all.protect(tables, options);
}

} // namespace kohort::disclosure
