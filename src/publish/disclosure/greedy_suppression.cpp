#include "greedy_suppression.hpp"

#include "attainable.hpp"
#include "counted_together.hpp"
#include "null_space.hpp"
#include "undetermined.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

namespace kohort::disclosure {
namespace {

using cell_set = std::vector<bool>;
using cell_list = std::vector<std::uint32_t>;

class greedy {
  public:
    /// `hidden_too`: cells that are suppressed before anything is chosen.
    greedy(const additive_release& release, const suppression_options& options, const cell_list& hidden_too)
        : release_(release), options_(options), size_(static_cast<std::uint32_t>(release.cells.size())),
          is_sensitive_(size_), is_hidden_(size_), values_(size_), tables_(release, values_) {
        for (std::uint32_t i = 0; i < size_; ++i) {
            const auto& cell = release.cells[i];
            is_sensitive_[i] = cell.sensitive.has_value();
            is_hidden_[i] = is_sensitive_[i] || cell.use == cell_use::unprinted;
            values_[i] = cell.value.to_double();
        }
        for (const auto each : hidden_too) is_hidden_[each] = true;
    }

    suppression run() {
        cell_list sensitive;
        for (std::uint32_t i = 0; i < size_; ++i)
            if (is_sensitive_[i]) sensitive.push_back(i);
        if (!sensitive.empty()) {
            const auto order = candidates();
            auto space = choose({is_hidden_, order, is_sensitive_, options_.guard_against_insiders}, unprotected_);
            const auto before = is_hidden_;
            protect_intervals(too_narrow(space, sensitive));
            for (std::uint32_t i = 0; i < size_; ++i)
                if (is_hidden_[i] && !before[i]) hidden_for_intervals_.push_back(i);
        }
        return result();
    }

    /// Cells that were suppressed because intervals were too narrow.
    [[nodiscard]] const cell_list& hidden_for_intervals() const noexcept { return hidden_for_intervals_; }
    [[nodiscard]] std::uint64_t effort_left() const noexcept {
        return options_.effort > effort_used_ ? options_.effort - effort_used_ : 0;
    }

  private:
    /// Open cells that are not hidden yet, those to be kept first: zeros, then by falling cost.
    cell_list candidates() const {
        cell_list cells;
        for (std::uint32_t i = 0; i < size_; ++i)
            if (release_.cells[i].use == cell_use::open && !is_hidden_[i]) cells.push_back(i);
        std::sort(cells.begin(), cells.end(), [this](std::uint32_t a, std::uint32_t b) {
            return std::tuple(values_[a] != 0, -release_.cells[a].cost, a) <
                   std::tuple(values_[b] != 0, -release_.cells[b].cost, b);
        });
        return cells;
    }

    /// What is to be protected, and which cells may be hidden for it.
    struct task {
        const cell_set& is_unknown;   ///< whatever is chosen
        const cell_list& order;       ///< may be hidden; the first are to be kept
        const cell_set& is_protected; ///< must not be exposed
        bool against_insiders;
    };

    /// Hides cells so that none of those protected is exposed any more; returns the space of what is then unknown, and
    /// in `exposed` those for whom all of the cells are not enough. Which are needed depends on the cheapest only, as
    /// long as these suffice: so dear ones are known from the start, fewer of them at each attempt.
    null_space choose(const task& of, cell_list& exposed) {
        for (const auto share : {0.1, 0.2, 0.4, 0.8})
            if (auto space = choose_among(of, share, effort_left() / 8, exposed)) return std::move(*space);
        return *choose_among(of, 1, (std::numeric_limits<std::uint64_t>::max)(), exposed);
    }

    /// The same with the last of the order alone; nothing when they are too few.
    std::optional<null_space> choose_among(const task& of, double share, std::uint64_t effort, cell_list& exposed) {
        const auto among = static_cast<std::ptrdiff_t>(share * static_cast<double>(of.order.size()));
        const cell_list last(of.order.end() - among, of.order.end());
        auto is_unknown = of.is_unknown;
        for (const auto each : last) is_unknown[each] = true;
        null_space space(release_, is_unknown, effort);
        effort_used_ += space.steps();
        if (!space.is_complete()) return std::nullopt;
        guard watch(release_, space, of.is_protected, of.against_insiders);
        exposed = watch.give_up_exposed();
        if (!exposed.empty() && share < 1) return std::nullopt;
        hide_needed(space, watch, last);
        return space;
    }

    /// Hides those of the cells that the guard does not allow to be known.
    void hide_needed(null_space& space, guard& watch, const cell_list& order) {
        const auto before = space.steps();
        for (const auto cell : order) {
            const bool is_over = space.steps() - before >= effort_left();
            if (!is_over && watch.allows(cell))
                space.know(cell);
            else
                is_hidden_[cell] = true;
            is_cut_off_ |= is_over;
        }
        effort_used_ += space.steps() - before;
    }

    /// Those of the cells whose intervals the space does not show to be as wide as needed.
    cell_list too_narrow(null_space& space, const cell_list& among) {
        cell_list found;
        for (const auto cell : among) {
            const auto& needed = *release_.cells[cell].sensitive;
            const auto reached = tables_.around(space, cell, needed);
            if (!is_enough(reached, needed)) found.push_back(cell);
        }
        return found;
    }

    /// All cells that need about as much together, where they are few; then one by one.
    void protect_intervals(const cell_list& narrow) {
        std::map<int, cell_list> by_need;
        for (const auto cell : narrow) by_need[std::ilogb(needed_by(cell)) / 3].push_back(cell);
        cell_list left;
        // Together is cheaper, but many cells stand in each other's way.
        const bool are_few = narrow.size() <= 1000 || narrow.size() * 20 <= size_;
        for (auto group = by_need.rbegin(); group != by_need.rend(); ++group)
            for (const auto cell : are_few ? widen(group->second) : group->second) left.push_back(cell);
        for (const auto share : {0.1, 0.4, 1.0})
            if (!left.empty()) left = widen_alone(left, share);
        if (!left.empty()) let_grow(left);
        std::sort(unprotected_.begin(), unprotected_.end());
        unprotected_.erase(std::unique(unprotected_.begin(), unprotected_.end()), unprotected_.end());
    }

    /// For each cell the cheapest single move among hidden cells and the last of the candidates that reaches what it
    /// needs: the cells that move are hidden. Returns those for which there is none.
    cell_list widen_alone(const cell_list& cells, double share) {
        const auto order = candidates();
        auto is_unknown = is_hidden_;
        const auto among = static_cast<std::ptrdiff_t>(share * static_cast<double>(order.size()));
        for (auto each = order.end() - among; each != order.end(); ++each) is_unknown[*each] = true;
        null_space space(release_, is_unknown, effort_left());
        effort_used_ += space.steps();
        if (!space.is_complete()) return cells;
        cell_list left;
        for (const auto cell : cells) {
            const auto cheapest = cheapest_move(space, cell);
            if (!cheapest) left.push_back(cell);
            if (cheapest)
                for (const auto& each : space.vector(*cheapest)) is_hidden_[each.index] = true;
        }
        return left;
    }

    std::optional<std::uint32_t> cheapest_move(null_space& space, std::uint32_t cell) {
        std::optional<std::uint32_t> cheapest;
        auto least_cost = (std::numeric_limits<double>::infinity)();
        for (const auto& each : space.column(cell)) {
            double cost = 0;
            for (const auto& other : space.vector(each.index))
                if (!is_hidden_[other.index]) cost += release_.cells[other.index].cost;
            if (cost >= least_cost) continue;
            const auto& needed = *release_.cells[cell].sensitive;
            if (!is_enough(tables_.along(space, each), needed)) continue;
            least_cost = cost;
            cheapest = each.index;
        }
        return cheapest;
    }

    /// The last resort: hides, for each of these, every cell that one more in it is counted in, so that nothing bounds
    /// it from above.
    void let_grow(const cell_list& cells) {
        const counted_together sums(release_);
        for (const auto cell : cells) {
            const auto grown = sums.with(cell, is_hidden_, release_.cells[cell].sensitive->above, needed_by(cell));
            for (const auto each : grown) is_hidden_[each] = true;
            if (grown.empty()) unprotected_.push_back(cell);
        }
    }

    double needed_by(std::uint32_t cell) const noexcept {
        const auto& needed = *release_.cells[cell].sensitive;
        constexpr double least = 1e-9; // not to be one number, a cell needs others that are not 0
        return std::max({needed.below, needed.above, needed.width / 2, least});
    }

    /// Suppresses cells that can give and take as much as these need. Returns those for which that was not enough.
    cell_list widen(const cell_list& cells) {
        double needed = 0;
        for (const auto each : cells) needed = (std::max)(needed, needed_by(each));
        cell_set is_protected(size_), is_unknown(size_);
        for (const auto each : cells) is_protected[each] = true;
        cell_list order;
        for (std::uint32_t i = 0; i < size_; ++i)
            is_unknown[i] = is_protected[i] || (is_hidden_[i] && gives(i, needed));
        for (const auto each : candidates())
            if (gives(each, needed)) order.push_back(each);
        cell_list exposed;
        auto space = choose({is_unknown, order, is_protected, false}, exposed);
        return too_narrow(space, cells);
    }

    bool gives(std::uint32_t cell, double amount) const noexcept {
        const auto& known = release_.cells[cell];
        return values_[cell] - known.least >= amount && known.most - values_[cell] >= amount;
    }

    suppression result() {
        suppression found;
        found.fates.resize(size_);
        for (std::uint32_t i = 0; i < size_; ++i)
            if (is_sensitive_[i])
                found.fates[i] = cell_fate::primary;
            else if (is_hidden_[i] && release_.cells[i].use == cell_use::open)
                found.fates[i] = cell_fate::secondary;
        found.is_cut_off = is_cut_off_;
        found.unprotected = std::move(unprotected_);
        count_up(release_, found);
        return found;
    }

    const additive_release& release_;
    const suppression_options& options_;
    std::uint32_t size_;
    cell_set is_sensitive_, is_hidden_;
    std::vector<double> values_;
    possible_tables tables_;
    cell_list unprotected_, hidden_for_intervals_;
    std::uint64_t effort_used_ = 0;
    bool is_cut_off_ = false;
};

} // namespace

void count_up(const additive_release& release, suppression& found) {
    found.cost = 0;
    found.primary = found.secondary = 0;
    for (std::size_t i = 0; i < found.fates.size(); ++i) {
        if (found.fates[i] == cell_fate::primary && release.cells[i].use == cell_use::open) ++found.primary;
        if (found.fates[i] != cell_fate::secondary) continue;
        ++found.secondary;
        found.cost += release.cells[i].cost;
    }
}

suppression suppress_greedily(const additive_release& release, const suppression_options& options) {
    greedy first(release, options, {});
    auto found = first.run();
    const auto left = first.effort_left();
    if (first.hidden_for_intervals().empty() || left < options.effort / 32 * 31) return found; // large: not worth it
    // What is suppressed for the intervals also keeps cells undetermined: chosen first, it saves others.
    auto rest = options;
    rest.effort = left;
    auto again = greedy(release, rest, first.hidden_for_intervals()).run();
    const bool is_better = again.unprotected.size() <= found.unprotected.size() && again.cost < found.cost;
    return is_better ? again : found;
}

} // namespace kohort::disclosure
