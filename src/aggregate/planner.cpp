#include "column_classes.hpp"
#include "compiled_plan.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace kohort::detail {
namespace {

std::vector<std::size_t> strides_of(const aggregate_measure& measure, std::size_t& cells) {
    std::vector<std::size_t> strides(measure.axes.size());
    cells = 1;
    for (std::size_t a = measure.axes.size(); a-- > 0;) {
        strides[a] = cells;
        cells *= measure.axes[a].size();
    }
    return strides;
}

/// Measures that share a sweep.
struct group {
    std::vector<std::size_t> measures;
    double cost = 0;
};

/// Nanoseconds, roughly: what was measured of the kernels, to choose between sweeps and not to promise anything.
double cost_of(double rows, const std::vector<class_column>& columns, const sweep_draft& draft, std::size_t measures) {
    constexpr double per_row = 0.1, per_column = 0.2, per_look_up = 0.5, per_comparison = 0.3, per_tally = 0.4,
                     outside_l1 = 0.4, outside_l2 = 2.0, per_count = 1.0;
    constexpr double l1_counts = 8'192, l2_counts = 262'144;
    const auto counts = cells_of(columns) * static_cast<double>(draft.cuts().size() + 1);
    auto row = per_row + per_column * static_cast<double>(columns.size()) +
               per_look_up * static_cast<double>(draft.places().size() + draft.bounds().size());
    for (const auto& edge : draft.edges())
        row += per_comparison * static_cast<double>(2 * edge.from.size() + edge.until.size() + edge.conditions.size());
    const auto tallies = static_cast<double>(draft.tallies().size());
    const auto all = counts * tallies; // they share the caches
    row += tallies * (per_tally + (all > l1_counts ? outside_l1 : 0) + (all > l2_counts ? outside_l2 : 0));
    return rows * row + counts * per_count * (tallies + static_cast<double>(measures));
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
        for (std::size_t m = 0; m < measures_.size(); ++m) {
            made.measures[m].strides = strides_[m];
            made.measures[m].cells = cells_[m];
            place(m);
        }
        for (const auto& each : groups_) {
            if (measures_[each.measures.front()].distinct_persons)
                make_person_cube(each, made);
            else
                make_sweep(each, made);
        }
        for (std::size_t m = 0; m < measures_.size(); ++m) made.measures[m].measure = std::move(measures_[m]);
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
        if (measure.distinct_persons != first.distinct_persons) return false;
        if (!measure.distinct_persons) return true;
        // Moved starts of a person need not be in order, which does no harm in the windows that they were made for.
        if (measure.start && measure.windows != first.windows) return false;
        auto all = into.measures;
        all.push_back(number);
        double cells = 0;
        for (const auto m : all) cells += static_cast<double>(cells_[m]);
        const auto windows = windows_of(all);
        return measure.when == first.when && measure.start == first.start && measure.end == first.end && windows &&
               cells * static_cast<double>(windows->size() + 1) <= most_cells_;
    }

    /// The windows of all members in order; nothing when one lies within another.
    [[nodiscard]] std::optional<std::vector<window>> windows_of(const std::vector<std::size_t>& members) const {
        const auto& first = measures_[members.front()].windows;
        if (std::ranges::all_of(members, [&](auto m) { return measures_[m].windows == first; })) return first;
        std::vector<window> all;
        for (const auto m : members) all.insert(all.end(), measures_[m].windows.begin(), measures_[m].windows.end());
        std::ranges::sort(all, {}, [](const window& each) { return std::pair(each.first, each.last); });
        all.erase(std::unique(all.begin(), all.end()), all.end());
        if (!std::ranges::is_sorted(all, {}, &window::last)) return std::nullopt;
        return all;
    }

    [[nodiscard]] double cost(const std::vector<std::size_t>& members) const {
        if (measures_[members.front()].distinct_persons) return members.size() > 1 ? 0 : 1;
        const auto columns = classes_of(uses_of_all(members));
        const sweep_draft draft(spells_, measures_of(members));
        constexpr double never = 1e300;
        if (members.size() > 1 && cells_of(columns) * static_cast<double>(draft.cuts().size() + 1) > most_cells_)
            return never;
        return cost_of(static_cast<double>(spells_.size()), columns, draft, members.size());
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

    void make_sweep(const group& of, compiled_plan& into) const {
        const sweep_draft draft(spells_, measures_of(of.measures));
        const auto columns = classes_of(uses_of_all(of.measures));
        auto made = cells_by(columns);
        for (std::size_t m = 0; m < of.measures.size(); ++m) {
            auto& derived = into.measures[of.measures[m]];
            derived.source = into.sweeps.size();
            derived.differences = draft.differences()[m];
            derived.parts = {{0, targets(columns, m, made.cells)}};
        }
        into.sweeps.emplace_back(spells_, draft, made.columns, std::move(made.names), made.cells);
    }

    /// The columns as tables of offsets, the first column the fastest.
    [[nodiscard]] static marginal cells_by(const std::vector<class_column>& columns) {
        marginal made{{}, {}, 1};
        for (const auto& column : columns) {
            offset_table table{codes_of(column.column), column.class_of_code};
            for (auto& offset : table.offsets)
                if (offset != trash_offset) offset *= static_cast<std::uint32_t>(made.cells);
            made.columns.push_back(std::move(table));
            made.names.push_back(name_of(column.column));
            made.cells *= std::max<std::size_t>(1, column.classes);
        }
        return made;
    }

    /// Where the count of each cell of the sweep goes.
    [[nodiscard]] static std::vector<std::pair<std::uint32_t, std::uint32_t>>
    targets(const std::vector<class_column>& columns, std::size_t m, std::size_t cells) {
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
        std::vector<std::pair<std::uint32_t, std::uint32_t>> found;
        for (std::uint32_t cell = 0; cell < cells; ++cell)
            if (of_cell[cell] < trash_offset) found.emplace_back(cell, of_cell[cell]);
        return found;
    }

    /// A way of counting distinct persons that serves marginals of some measures.
    struct shared_marginal {
        struct user {
            std::size_t measure;
            std::vector<column_use> uses;
        };
        std::vector<user> users;
        std::vector<class_column> columns;
    };

    /// The columns that serve all users; nothing when a cell of one of them would be several, whose persons cannot be
    /// added, or the cells would be many.
    [[nodiscard]] static std::optional<std::vector<class_column>>
    shared_columns(const std::vector<shared_marginal::user>& users) {
        constexpr double most_cells = 4096; // stamps that stay in L1 and L2
        std::vector<const std::vector<column_use>*> uses;
        for (const auto& user : users) uses.push_back(&user.uses);
        auto columns = classes_of(uses);
        if (users.size() > 1 && cells_of(columns) > most_cells) return std::nullopt;
        for (const auto& column : columns)
            for (auto offsets : column.offset_of_class) {
                std::erase(offsets, trash_offset);
                std::ranges::sort(offsets);
                if (std::ranges::adjacent_find(offsets) != offsets.end()) return std::nullopt;
            }
        return columns;
    }

    static void add_marginal(shared_marginal::user user, std::vector<shared_marginal>& to) {
        for (auto& each : to) {
            auto together = each.users;
            together.push_back(user);
            auto columns = shared_columns(together);
            if (!columns) continue;
            each = {std::move(together), std::move(*columns)};
            return;
        }
        std::vector<shared_marginal::user> alone{std::move(user)};
        auto columns = shared_columns(alone);
        to.push_back({std::move(alone), std::move(*columns)});
    }

    void make_person_cube(const group& of, compiled_plan& into) const {
        const auto windows = *windows_of(of.measures);
        std::vector<shared_marginal> shared;
        for (const auto m : of.measures) {
            for (auto& uses : marginals_of(measures_[m], strides_[m])) add_marginal({m, std::move(uses)}, shared);
            into.measures[m].source = into.person_cubes.size();
            for (const auto& each : measures_[m].windows)
                into.measures[m].windows_of.push_back(
                    static_cast<std::size_t>(std::ranges::find(windows, each) - windows.begin()));
        }
        std::vector<marginal> made;
        for (const auto& each : shared) {
            made.push_back(cells_by(each.columns));
            for (std::size_t u = 0; u < each.users.size(); ++u)
                into.measures[each.users[u].measure].parts.push_back(
                    {made.size() - 1, targets(each.columns, u, made.back().cells)});
        }
        into.person_cubes.emplace_back(spells_, measures_[of.measures.front()], windows, made);
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

std::size_t compiled_plan::memory() const noexcept {
    std::size_t bytes = 0;
    for (const auto& each : sweeps) bytes += each.memory();
    for (const auto& each : person_cubes) bytes += each.memory();
    return bytes;
}

compiled_plan make_plan(const spell_register& spells, std::vector<aggregate_measure> measures, std::size_t most_cells) {
    return planner(spells, std::move(measures), most_cells).make();
}

double bytes_alone(const aggregate_measure& measure, double cells, double windows) noexcept {
    constexpr double count_bytes = 4, sum_bytes = 8, person_bytes = 12;
    if (measure.distinct_persons) return (cells + 1) * (windows + 1) * (sum_bytes + person_bytes);
    const double tallies = counts_events(measure) ? 1 : 2;
    const double bytes = measure.adds == aggregate_measure::weighting::one ? count_bytes : sum_bytes;
    return (cells + 1) * (windows + 2) * tallies * bytes;
}

} // namespace kohort::detail
