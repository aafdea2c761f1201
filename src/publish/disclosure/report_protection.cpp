#include <kohort/publish/disclosure/report_protection.hpp>

#include "data/table_text.hpp"
#include "indicator/change_base.hpp"

#include "contributors.hpp"
#include "measured_cells.hpp"

#include "../printing_order.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

namespace kohort::disclosure {
namespace {

constexpr auto no_cell = static_cast<std::uint32_t>(-1);

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

/// What a number of contributors or of persons asks for; nothing when it may be printed.
class small_numbers {
  public:
    small_numbers(primary_rules rules, const indicator_table& table) : rules_(rules) {
        rules_.minimum_frequency = table.indicator.small_counts_below.value_or(rules.minimum_frequency);
    }

    [[nodiscard]] bool are_few(ratio number) const noexcept { return number > 0 && number < rules_.minimum_frequency; }
    /// Of a count with its own number; means of stocks are fractions.
    [[nodiscard]] std::optional<protection> of_count(ratio value) const {
        const auto whole = value.is_integer() ? value.numerator() : value.numerator() / value.denominator() + 1;
        const auto judged = judge_count(whole, rules_);
        return judged.is_sensitive() ? std::optional(judged.needs) : std::nullopt;
    }
    /// Of a number of any size that few contribute to.
    [[nodiscard]] protection of_few(ratio value) const { return of_count(value).value_or(protection{.width = 1}); }

  private:
    primary_rules rules_;
};

/// A table's cells in the release.
struct table_cells {
    std::vector<measure_behind> measures;           ///< that the figures are made from
    std::vector<std::string> places;                ///< by figure
    std::vector<std::string> earlier;               ///< of a change, by figure: with what it compares
    std::vector<std::vector<std::uint32_t>> behind; ///< by figure: the cells that it tells
    std::vector<bool> has_few;                      ///< by figure: too few contribute to one of the measures
};

/// One side of a table's figures: its cells, by the cube's index.
struct side_cells {
    std::vector<std::uint32_t> cells;
    bool is_count = true;
};

/// The labels of the periods with which a change compares, by period; none of what is no change.
std::vector<std::string> bases_of(const indicator_table& table) {
    const auto* change = std::get_if<change_operator>(&table.indicator.operation);
    if (change == nullptr) return {};
    std::vector<std::string> labels;
    for (const auto& each : table.figures.axes()[period_axis_index].positions()) {
        const auto now = read_reporting_period(each.code);
        const auto then = now ? base_period(*change, table.indicator.per, *now) : std::nullopt;
        labels.push_back(then ? then->label : std::string());
    }
    return labels;
}

/// A number that is printed of a window of days.
struct timed_cell {
    frequency every;
    window days;
    std::uint32_t cell;
};

class report {
  public:
    report(const primary_rules& rules, contributor_book contributors)
        : rules_(rules), contributors_(std::move(contributors)) {}

    void add(const indicator_table& table) {
        const told_numbers told(table.indicator);
        const small_numbers small(rules_, table);
        const auto& figures = table.figures;
        const auto size = figures.cells().size();
        auto& own = tables_.emplace_back(table_cells{measures_behind(table.indicator.operation),
                                                     std::vector<std::string>(size),
                                                     {},
                                                     {},
                                                     std::vector<bool>(size)});
        own.behind.resize(size);
        const auto bases = bases_of(table);
        own.earlier.resize(bases.empty() ? 0 : size);
        std::map<std::string, side_cells> sides;
        for (std::size_t i = 0; i < size; ++i) {
            const auto& figure = figures.cells()[i];
            if (!figure.status.has_value()) continue;
            const auto coordinates = coordinates_of(figures, i);
            own.places[i] = place_of(figures, coordinates);
            own.has_few[i] = has_few(own.measures, own.places[i], small);
            if (!bases.empty() && !bases[coordinates[period_axis_index]].empty()) {
                own.earlier[i] = place_of(bases[coordinates[period_axis_index]], codes_of(figures, coordinates));
                own.has_few[i] = own.has_few[i] || has_few(own.measures, own.earlier[i], small);
            }
            for (const auto& number : told.of(figure)) {
                const auto cell = cell_of(number, own.places[i], table.indicator.id);
                keep_dear(cell, height_of(figures, coordinates));
                judge(cell, number, own.places[i], own.has_few[i], small);
                own.behind[i].push_back(cell);
                auto& side = sides.try_emplace(number.measure, side_cells{std::vector(size, no_cell)}).first->second;
                side.cells[i] = cell;
                side.is_count = number.is_count;
            }
            if (told.is_share() && own.behind[i].size() == 2) add_rest_of_share(own.behind[i], small);
        }
        for (const auto& [measure, side] : sides) {
            add_sums(figures, side, small);
            if (figures.adds().over_time) note_times(table, measure, side);
        }
    }

    /// Who knows a number and how it has changed knows the number before. To be called when all tables are added: the
    /// `table` is the n-th of them.
    void add_number_before(const indicator_table& table, std::size_t n) {
        const auto* change = std::get_if<change_operator>(&table.indicator.operation);
        const auto* counted_measure = change == nullptr ? nullptr : std::get_if<measure>(&change->of);
        if (counted_measure == nullptr) return;
        const auto text = text_of(*counted_measure);
        const auto is_count = counts_persons_or_spells(*counted_measure);
        const small_numbers small(rules_, table);
        const auto& figures = table.figures;
        side_cells side{std::vector(figures.cells().size(), no_cell), is_count};
        for (std::size_t i = 0; i < figures.cells().size(); ++i) {
            const auto& figure = figures.cells()[i];
            auto& own = tables_[n];
            if (!figure.status.has_value() || own.earlier[i].empty()) continue;
            const auto now = places_.find(text + own.places[i]);
            std::optional<ratio> before;
            if (change->as == change_operator::expression::percent)
                before = figure.denominator;
            else if (now != places_.end())
                before = release_.cells[now->second].value - figure.value();
            if (!before || *before < 0) continue;
            const told_number told{text, *before, is_count};
            const auto cell = cell_of(told, own.earlier[i], table.indicator.id);
            keep_dear(cell, height_of(figures, coordinates_of(figures, i)));
            judge(cell, told, own.earlier[i], own.has_few[i], small);
            own.behind[i].push_back(cell);
            side.cells[i] = cell;
        }
        // Spells add over groups, though their changes in percent do not; distinct persons may be in several.
        const auto unit = counted_measure->unit_counted;
        const bool adds = unit == counted::spells || unit == counted::entries || unit == counted::exits;
        add_sums(adds ? cube(figures.axes(), {}) : figures, side, small);
    }

    /// A year is the sum of its months where both are printed. To be called when all tables are added.
    void add_sums_over_time() {
        for (auto& [what, numbers] : times_) {
            std::ranges::sort(numbers, {}, [](const timed_cell& each) { return each.days.first; });
            std::set<frequency> kinds;
            for (const auto& each : numbers) kinds.insert(each.every);
            for (const auto& whole : numbers)
                for (const auto every : kinds)
                    if (every != whole.every) add_sum_over_time(whole, every, numbers);
        }
    }

    /// What an earlier release tells of the same cells.
    void compare(const indicator_table& table, const cell& before, const std::string& place) {
        const small_numbers small(rules_, table);
        for (const auto& number : told_numbers(table.indicator).of(before)) {
            const auto known = places_.find(number.measure + place);
            if (known != places_.end() && compared_.insert(known->second).second) compare(known->second, number, small);
        }
    }

    result<report_protection> protect(std::span<indicator_table> tables, const suppression_options& options) {
        auto found = suppress(release_, options);
        if (!found) return found.errors();
        report_protection done{{}, std::move(*found), 0, 0, std::move(known_already_)};
        for (std::size_t i = 0; i < tables.size(); ++i)
            for (std::size_t j = 0; j < tables_[i].behind.size(); ++j)
                hide(tables[i].figures.cells()[j], fate_of(tables_[i], j, done.found.fates), done);
        done.release = std::move(release_);
        return done;
    }

  private:
    bool has_few(const std::vector<measure_behind>& measures, const std::string& place,
                 const small_numbers& small) const {
        return std::any_of(measures.begin(), measures.end(), [&](const measure_behind& each) {
            const auto persons = contributors_.find(each.text, place);
            return persons && small.are_few(*persons);
        });
    }

    void note_times(const indicator_table& table, const std::string& measure, const side_cells& side) {
        const auto& figures = table.figures;
        for (std::size_t i = 0; i < side.cells.size(); ++i) {
            if (side.cells[i] == no_cell) continue;
            const auto coordinates = coordinates_of(figures, i);
            const auto& label = figures.axes()[period_axis_index][coordinates[period_axis_index]].code;
            const auto period = read_reporting_period(label);
            if (!period) continue;
            auto& numbers = times_[measure + place_of(std::string(), codes_of(figures, coordinates))];
            const bool is_noted =
                std::ranges::any_of(numbers, [&](const timed_cell& each) { return each.cell == side.cells[i]; });
            if (!is_noted) numbers.push_back({table.indicator.per.every, period->span, side.cells[i]});
        }
    }

    /// Where numbers of that kind of period fill the whole without gaps. `numbers` in the order of time.
    void add_sum_over_time(const timed_cell& whole, frequency every, const std::vector<timed_cell>& numbers) {
        sum_relation sum{whole.cell, {}};
        auto next = whole.days.first;
        auto rest = release_.cells[whole.cell].value;
        for (const auto& each : numbers) {
            if (each.every != every || each.days.first != next || each.days.last > whole.days.last) continue;
            sum.parts.push_back(each.cell);
            rest = rest - release_.cells[each.cell].value;
            next = each.days.last + 1;
        }
        if (next == whole.days.last + 1 && sum.parts.size() > 1 && rest == 0) release_.sums.push_back(std::move(sum));
    }

    std::uint32_t cell_of(const told_number& number, const std::string& place, const std::string& id) {
        const auto next = static_cast<std::uint32_t>(release_.cells.size());
        auto [known, is_new] = places_.emplace(number.measure + place, next);
        // Told otherwise (another version, other code lists): a number of its own.
        if (!is_new && release_.cells[known->second].value != number.value)
            std::tie(known, is_new) = places_.emplace(number.measure + place + '\n' + id, next);
        if (is_new) release_.cells.push_back({.name = unused_name(id + " " + place), .value = number.value});
        return known->second;
    }

    /// Two sides of a figure are two cells of one indicator.
    std::string unused_name(const std::string& name) {
        const auto count = ++names_[name];
        return count == 1 ? name : name + " (" + std::to_string(count) + ")";
    }

    /// Totals and large numbers are kept rather than others.
    void keep_dear(std::uint32_t cell, int height) {
        auto& made = release_.cells[cell];
        made.cost = (std::max)(made.cost, (1 + made.value.to_double()) * std::pow(4, height));
    }

    /// By the contributors where they were counted; else a count by itself.
    void judge(std::uint32_t cell, const told_number& number, const std::string& place, bool has_few,
               const small_numbers& small) {
        auto& made = release_.cells[cell];
        const auto persons = contributors_.find(number.measure, place);
        if (persons ? small.are_few(*persons) : number.is_count && has_few)
            made.sensitive = small.of_few(number.value);
        else if (!persons && number.is_count && !made.sensitive)
            made.sensitive = small.of_count(number.value);
    }

    std::uint32_t add_unprinted(const std::string& name, ratio value, bool is_count, const small_numbers& small) {
        const auto cell = static_cast<std::uint32_t>(release_.cells.size());
        release_.cells.push_back({.name = unused_name(name), .value = value, .use = cell_use::unprinted});
        // That nothing is left over is a matter of definitions.
        if (is_count && value != 0) release_.cells.back().sensitive = small.of_count(value);
        return cell;
    }

    void add_rest_of_share(std::vector<std::uint32_t>& sides, const small_numbers& small) {
        const auto numerator = sides[0], denominator = sides[1];
        const auto rest = release_.cells[denominator].value - release_.cells[numerator].value;
        if (rest < 0) return;
        const auto [known, is_new] = rests_.try_emplace({numerator, denominator}, 0);
        if (is_new) {
            known->second = add_unprinted("rest of " + release_.cells[numerator].name, rest, true, small);
            release_.sums.push_back({denominator, {numerator, known->second}});
        }
        sides.push_back(known->second);
    }

    void add_sums(const cube& figures, const side_cells& side, const small_numbers& small) {
        for (std::size_t i = 0; i < figures.axes().size(); ++i)
            for (const auto& sum : sums_along(figures, i)) add_sums(figures, side, i, sum, small);
    }

    /// The sum on all lines of the axis. When it is exact on each it is taken to be so by definition.
    void add_sums(const cube& figures, const side_cells& side, std::size_t axis_index, const position_sum& sum,
                  const small_numbers& small) {
        std::vector<std::pair<sum_relation, ratio>> lines;
        bool has_rest = sum.has_rest;
        for (std::size_t i = 0; i < side.cells.size(); ++i) {
            auto coordinates = coordinates_of(figures, i);
            if (coordinates[axis_index] != sum.total || side.cells[i] == no_cell) continue;
            sum_relation line{side.cells[i], {}};
            auto rest = release_.cells[side.cells[i]].value;
            for (const auto part : sum.parts) {
                coordinates[axis_index] = part;
                line.parts.push_back(side.cells[figures.index_of(coordinates)]);
                if (line.parts.back() != no_cell) rest = rest - release_.cells[line.parts.back()].value;
            }
            if (rest < 0 || std::find(line.parts.begin(), line.parts.end(), no_cell) != line.parts.end()) continue;
            has_rest = has_rest || rest != 0;
            lines.emplace_back(std::move(line), rest);
        }
        for (auto& [line, rest] : lines) {
            if (has_rest)
                line.parts.push_back(
                    add_unprinted("rest of " + release_.cells[line.total].name, rest, side.is_count, small));
            release_.sums.push_back(std::move(line));
        }
    }

    void compare(std::uint32_t cell, const told_number& before, const small_numbers& small) {
        auto& now = release_.cells[cell];
        if (now.value == before.value) {
            if (now.sensitive) {
                known_already_.push_back(now.name);
                known_cells_.insert(cell);
            }
            now.sensitive.reset();
            now.use = cell_use::fixed;
            return;
        }
        const auto name = now.name;
        const auto change = now.value - before.value;
        const auto size = change > 0 ? change : ratio(0) - change;
        const auto old = static_cast<std::uint32_t>(release_.cells.size());
        release_.cells.push_back(
            {.name = unused_name(name + " before"), .value = before.value, .use = cell_use::fixed});
        const auto changed = add_unprinted("change of " + name, size, before.is_count, small);
        if (change > 0)
            release_.sums.push_back({cell, {old, changed}});
        else
            release_.sums.push_back({old, {cell, changed}});
    }

    /// Of a figure: primary when too few are behind it, else the worst of the cells that it tells or is made from.
    cell_fate fate_of(const table_cells& table, std::size_t figure, const std::vector<cell_fate>& fates) const {
        auto worst = table.has_few[figure] ? cell_fate::primary : cell_fate::published;
        const auto take = [&](std::uint32_t cell) {
            if (fates[cell] == cell_fate::primary || known_cells_.contains(cell)) worst = cell_fate::primary;
            if (fates[cell] == cell_fate::secondary && worst == cell_fate::published) worst = cell_fate::secondary;
        };
        for (const auto each : table.behind[figure]) take(each);
        const auto take_measures = [&](const std::string& place) {
            for (const auto& each : table.measures)
                if (const auto known = places_.find(each.text + place); known != places_.end()) take(known->second);
        };
        take_measures(table.places[figure]);
        if (!table.earlier.empty() && !table.earlier[figure].empty()) take_measures(table.earlier[figure]);
        return worst;
    }

    static void hide(cell& figure, cell_fate fate, report_protection& done) {
        if (fate == cell_fate::published || !figure.status.has_value()) return;
        auto status = figure.status;
        status.is = fate == cell_fate::primary ? availability::suppressed : availability::suppressed_secondary;
        figure = {0, 1, status};
        ++(fate == cell_fate::primary ? done.primary : done.secondary);
    }

    const primary_rules& rules_;
    contributor_book contributors_;
    additive_release release_;
    std::map<std::string, std::uint32_t> places_; ///< by measure and place
    std::map<std::string, int> names_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> rests_;
    std::vector<table_cells> tables_;
    std::map<std::string, std::vector<timed_cell>> times_; ///< by measure and codes; what adds over time
    std::set<std::uint32_t> compared_, known_cells_;       ///< with the previous release; sensitive, but printed there
    std::vector<std::string> known_already_;
};

} // namespace

result<report_protection> protect(std::span<indicator_table> tables, const primary_rules& rules,
                                  const protection_sources& sources, const suppression_options& options) {
    auto problems = problems_of(rules);
    if (!problems.empty()) return problems;
    report all(rules, contributor_book(tables, sources.contributors));
    for (const auto& each : tables) all.add(each);
    for (std::size_t i = 0; i < tables.size(); ++i) all.add_number_before(tables[i], i);
    all.add_sums_over_time();
    std::map<std::pair<std::string, std::string>, const indicator_table*> by_id;
    for (const auto& each : tables) by_id.emplace(std::pair(each.indicator.id, each.indicator.version), &each);
    for (const auto& before : sources.previous)
        if (const auto found = by_id.find({before.indicator, before.version}); found != by_id.end())
            all.compare(*found->second, before.figure, before.place);
    auto done = all.protect(tables, options);
    if (!done) return done.errors();
    for (auto& each : tables)
        each.indicator.small_counts_below = each.indicator.small_counts_below.value_or(rules.minimum_frequency);
    return done;
}

} // namespace kohort::disclosure
