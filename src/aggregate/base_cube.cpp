#include "base_cube.hpp"

#include "column_classes.hpp"
#include "shared_windows.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace kohort::detail {
namespace {

using timing = aggregate_measure::timing;

std::vector<std::size_t> strides_of(const aggregate_measure& measure, std::size_t& cells) {
    std::vector<std::size_t> strides(measure.axes.size());
    cells = 1;
    for (std::size_t a = measure.axes.size(); a-- > 0;) {
        strides[a] = cells;
        cells *= measure.axes[a].size();
    }
    return strides;
}

/// Measures that may share a base cube.
struct group {
    std::vector<std::size_t> measures;
    double cost = 0;
};

/// Nanoseconds, roughly: what was measured of the kernels, to choose between passes and not to promise anything.
double cost_of(double rows, std::size_t columns, double cells, double windows, std::size_t measures) {
    constexpr double per_row = 0.8, per_column = 0.45, outside_l1 = 0.5, outside_l2 = 2.0, per_count = 1.0;
    constexpr double l1_counts = 4'096, l2_counts = 131'072;
    const auto counts = cells * (windows + 1);
    auto row = per_row + per_column * static_cast<double>(columns);
    if (counts > l1_counts) row += outside_l1;
    if (counts > l2_counts) row += outside_l2;
    return rows * row + counts * per_count * static_cast<double>(1 + measures);
}

class planner {
  public:
    planner(const spell_register& spells, std::vector<aggregate_measure> measures, std::size_t most_cells)
        : spells_(spells), measures_(std::move(measures)), most_cells_(static_cast<double>(most_cells)) {
        for (const auto& measure : measures_) {
            std::size_t cells = 1;
            strides_.push_back(strides_of(measure, cells));
            cells_.push_back(cells);
            uses_.push_back(uses_of(measure, strides_.back()));
        }
    }

    compiled_plan make() {
        compiled_plan made;
        made.spells = &spells_;
        made.measures.resize(measures_.size());
        for (std::size_t m = 0; m < measures_.size(); ++m) place(m);
        for (const auto& each : groups_) {
            if (measures_[each.measures.front()].distinct_persons)
                make_distinct(each, made);
            else
                make_additive(each, made);
        }
        for (std::size_t m = 0; m < measures_.size(); ++m) {
            made.measures[m].strides = strides_[m];
            made.measures[m].cells = cells_[m];
            made.measures[m].measure = std::move(measures_[m]);
        }
        return made;
    }

  private:
    /// Puts a measure into the group where it costs least, or into one of its own.
    void place(std::size_t number) {
        const auto alone = cost({number});
        auto best = groups_.end();
        double least = alone;
        for (auto each = groups_.begin(); each != groups_.end(); ++each) {
            if (!can_join(number, *each)) continue;
            auto together = each->measures;
            together.push_back(number);
            const auto more = cost(together) - each->cost;
            if (more >= least) continue;
            least = more;
            best = each;
        }
        if (best == groups_.end()) {
            groups_.push_back({{number}, alone});
            return;
        }
        best->measures.push_back(number);
        best->cost += least;
    }

    [[nodiscard]] bool can_join(std::size_t number, const group& into) const {
        const auto& measure = measures_[number];
        const auto& first = measures_[into.measures.front()];
        if (measure.distinct_persons != first.distinct_persons || row_timing(measure) != row_timing(first))
            return false;
        return !measure.distinct_persons || is_same(measure, first);
    }

    static bool is_same(const aggregate_measure& a, const aggregate_measure& b) {
        const auto same_axis = [](const measure_axis& x, const measure_axis& y) {
            return x.dimension == y.dimension && x.position_of_code == y.position_of_code && x.parent == y.parent &&
                   x.once_per_value == y.once_per_value;
        };
        const auto same_filter = [](const row_filter& x, const row_filter& y) {
            return x.column == y.column && x.keeps == y.keeps;
        };
        return a.windows == b.windows && std::ranges::equal(a.axes, b.axes, same_axis) &&
               std::ranges::equal(a.filters, b.filters, same_filter);
    }

    [[nodiscard]] double cost(const std::vector<std::size_t>& group_members) const {
        if (measures_[group_members.front()].distinct_persons) return group_members.size() > 1 ? 0 : 1;
        const auto windows = share_windows(measures_of(group_members));
        constexpr double never = 1e300;
        if (!windows) return never;
        const auto columns = classes_of(uses_of_all(group_members));
        const auto cells = cells_of(columns);
        const auto count = static_cast<double>(windows->all.size());
        if (group_members.size() > 1 && cells * (count + 1) > most_cells_) return never;
        return cost_of(static_cast<double>(spells_.size()), columns.size(), cells, count, group_members.size());
    }

    [[nodiscard]] std::vector<const aggregate_measure*> measures_of(const std::vector<std::size_t>& members) const {
        std::vector<const aggregate_measure*> found;
        for (const auto m : members) found.push_back(&measures_[m]);
        return found;
    }
    [[nodiscard]] std::vector<const std::vector<column_use>*>
    uses_of_all(const std::vector<std::size_t>& members) const {
        std::vector<const std::vector<column_use>*> found;
        for (const auto m : members) found.push_back(&uses_[m]);
        return found;
    }

    [[nodiscard]] base_cube base_of(const aggregate_measure& measure, std::vector<window> windows) const {
        std::vector<std::int32_t> firsts, lasts;
        bool disjoint = true;
        for (const auto& span : windows) {
            disjoint &= lasts.empty() || span.first.count() > lasts.back();
            firsts.push_back(span.first.count());
            lasts.push_back(span.last.count());
        }
        const bool events = counts_events(measure);
        if (events) // an event has left the windows that start after its day
            for (auto& first : firsts) --first;
        base_cube made{.timing = row_timing(measure),
                       .distinct_persons = measure.distinct_persons,
                       .windows = std::move(windows),
                       .columns = {},
                       .layout = {},
                       .projections = {},
                       .starts = spells_.start(),
                       .ends = spells_.end(),
                       .own_starts = spells_.start(),
                       .own_ends = spells_.end(),
                       .end_shift = 0,
                       .period_of = {},
                       .enters = day_table::first_at_or_after(lasts),
                       .leaves = day_table::first_at_or_after(firsts)};
        if (measure.start) made.starts = *measure.start;
        if (measure.end) made.ends = *measure.end;
        if (measure.when == timing::exits || measure.when == timing::close_of) made.end_shift = spells_.exit_offset();
        if (events && disjoint) made.period_of = day_table::containing(made.windows);
        return made;
    }

    void set_layout(base_cube& made, std::size_t cells) const {
        made.layout = {cells + 1, made.windows.size(), 1};
        constexpr std::size_t few_counts = 1024; // eight copies of these still fit in L2 with room to spare
        if (!made.distinct_persons && made.layout.copy_size() <= few_counts) made.layout.copies = 8;
    }

    void make_additive(const group& of, compiled_plan& into) const {
        auto windows = *share_windows(measures_of(of.measures));
        const auto columns = classes_of(uses_of_all(of.measures));
        auto base = base_of(measures_[of.measures.front()], std::move(windows.all));
        projection tables;
        std::size_t cells = 1;
        std::vector<std::size_t> strides;
        for (const auto& column : columns) { // the first column is the fastest
            strides.push_back(cells);
            offset_table table{codes_of(column.column), column.class_of_code};
            for (auto& offset : table.offsets)
                if (offset != trash_offset) offset *= static_cast<std::uint32_t>(cells);
            tables.push_back(std::move(table));
            base.columns.push_back(name_of(column.column));
            cells *= std::max<std::size_t>(1, column.classes);
        }
        base.projections.push_back(std::move(tables));
        set_layout(base, cells);
        for (std::size_t m = 0; m < of.measures.size(); ++m) {
            auto& derived = into.measures[of.measures[m]];
            derived.base = into.bases.size();
            derived.windows_of = std::move(windows.of[m]);
            derived.target_of_cell = targets(columns, m, cells);
        }
        into.bases.push_back(std::move(base));
    }

    /// Where the count of each cell of the base goes.
    [[nodiscard]] static std::vector<std::uint32_t> targets(const std::vector<class_column>& columns, std::size_t m,
                                                            std::size_t cells) {
        std::vector<std::uint32_t> of_cell(cells, 0);
        std::size_t stride = 1;
        for (const auto& column : columns) {
            const auto& offsets = column.offset_of_class[m];
            const auto classes = std::max<std::size_t>(1, column.classes);
            for (std::size_t cell = 0; cell < cells; ++cell) {
                const auto offset = offsets.empty() ? trash_offset : offsets[cell / stride % classes];
                of_cell[cell] = std::min(trash_offset, of_cell[cell] + offset);
            }
            stride *= classes;
        }
        return of_cell;
    }

    /// Distinct persons: one way of counting for each combination of hierarchy levels and totals.
    void make_distinct(const group& of, compiled_plan& into) const {
        const auto number = of.measures.front();
        const auto& measure = measures_[number];
        auto base = base_of(measure, measure.windows);
        base.projections = {{}};
        const auto add_column = [&base](const code_column& codes,
                                        const std::vector<std::vector<std::uint32_t>>& views) {
            std::vector<projection> widened;
            for (const auto& narrower : base.projections)
                for (const auto& offsets : views) {
                    widened.push_back(narrower);
                    widened.back().push_back({codes, offsets});
                }
            base.projections = std::move(widened);
        };
        for (std::size_t a = 0; a < measure.axes.size(); ++a) {
            base.columns.push_back(measure.axes[a].dimension->name);
            add_column(codes_of(measure.axes[a].dimension), views_of(measure.axes[a], strides_[number][a]));
        }
        for (const auto& filter : measure.filters) {
            std::vector<std::uint32_t> offsets;
            for (const auto keeps : filter.keeps) offsets.push_back(keeps ? 0 : trash_offset);
            offsets.push_back(trash_offset);
            base.columns.push_back(name_of(filter.column));
            add_column(codes_of(filter.column), {offsets});
        }
        set_layout(base, cells_[number]);
        for (const auto m : of.measures) {
            into.measures[m].base = into.bases.size();
            into.measures[m].windows_of = each_by_itself(measure.windows.size());
        }
        into.bases.push_back(std::move(base));
    }

    /// Positions of an axis by depth of the hierarchy: `levels[d][p]` is the position at depth d that includes p, if
    /// any. Every position of depth d gets each row below it exactly once from level d.
    [[nodiscard]] static std::vector<std::vector<std::uint32_t>> levels_of(const measure_axis& axis) {
        std::vector<std::vector<std::uint32_t>> levels;
        for (std::uint32_t position = 0; position < axis.parent.size(); ++position) {
            std::vector<std::uint32_t> path{position};
            while (axis.parent[path.back()] != measure_axis::root) path.push_back(axis.parent[path.back()]);
            if (path.size() > levels.size())
                levels.resize(path.size(), std::vector<std::uint32_t>(axis.parent.size(), measure_axis::unwanted));
            for (std::size_t depth = 0; depth < path.size(); ++depth)
                levels[depth][position] = path[path.size() - 1 - depth];
        }
        return levels;
    }

    /// What each code adds, for each way of counting along the axis: its levels, and the total.
    [[nodiscard]] static std::vector<std::vector<std::uint32_t>> views_of(const measure_axis& axis,
                                                                          std::size_t stride) {
        std::vector<std::vector<std::uint32_t>> views;
        const auto view_through = [&](auto position_seen) {
            std::vector<std::uint32_t> view;
            for (const auto position : axis.position_of_code) {
                const auto seen = position == measure_axis::unwanted ? position : position_seen(position);
                view.push_back(seen == measure_axis::unwanted ? trash_offset
                                                              : seen * static_cast<std::uint32_t>(stride));
            }
            view.push_back(trash_offset);
            views.push_back(std::move(view));
        };
        for (const auto& level : levels_of(axis)) view_through([&](std::uint32_t position) { return level[position]; });
        if (!axis.once_per_value) view_through([&](std::uint32_t) { return static_cast<std::uint32_t>(axis.total()); });
        return views;
    }

    const spell_register& spells_;
    std::vector<aggregate_measure> measures_;
    double most_cells_;
    std::vector<std::vector<std::size_t>> strides_; ///< by measure
    std::vector<std::size_t> cells_;
    std::vector<std::vector<column_use>> uses_;
    std::vector<group> groups_;
};

} // namespace

std::size_t base_cube::bytes_per_row() const noexcept {
    std::size_t bytes = counts_events() ? 4 : 8;
    if (distinct_persons) bytes += 4;
    if (timing.adds == aggregate_measure::weighting::value) bytes += 8;
    for (const auto& table : projections.front())
        bytes += std::visit([](auto codes) { return sizeof(codes[0]); }, table.codes);
    return bytes;
}

std::size_t base_cube::memory() const noexcept {
    auto bytes = layout.size() * sizeof(std::int64_t);
    if (distinct_persons) bytes += counts_events() ? layout.size() * 4 : layout.cells * sizeof(kernels::person_stamp);
    return bytes;
}

compiled_plan make_plan(const spell_register& spells, std::vector<aggregate_measure> measures, std::size_t most_cells) {
    return planner(spells, std::move(measures), most_cells).make();
}

} // namespace kohort::detail
