#include "person_cube.hpp"

#include "compiled_plan.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace kohort::detail {
namespace {

using timing = aggregate_measure::timing;

std::vector<std::int32_t> last_days(std::span<const window> windows) {
    std::vector<std::int32_t> days;
    for (const auto& span : windows) days.push_back(span.last.count());
    return days;
}

/// The days at or after which a row has left each window: an event the windows that start after its day.
std::vector<std::int32_t> days_of_leaving(std::span<const window> windows, bool of_events) {
    std::vector<std::int32_t> days;
    for (const auto& span : windows) days.push_back(span.first.count() - (of_events ? 1 : 0));
    return days;
}

/// Positions of an axis by depth of the hierarchy: `levels[d][p]` is the position at depth d that includes p, if any.
/// Every position of depth d gets each row below it exactly once from level d.
std::vector<std::vector<std::uint32_t>> levels_of(const measure_axis& axis) {
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
std::vector<std::vector<std::uint32_t>> views_of(const measure_axis& axis, std::size_t stride) {
    std::vector<std::vector<std::uint32_t>> views;
    const auto view_through = [&](auto position_seen) {
        std::vector<std::uint32_t> view;
        for (const auto position : axis.position_of_code) {
            const auto seen = position == measure_axis::unwanted ? position : position_seen(position);
            view.push_back(seen == measure_axis::unwanted ? trash_offset : seen * static_cast<std::uint32_t>(stride));
        }
        view.push_back(trash_offset);
        views.push_back(std::move(view));
    };
    for (const auto& level : levels_of(axis)) view_through([&](std::uint32_t position) { return level[position]; });
    if (!axis.once_per_value) view_through([&](std::uint32_t) { return static_cast<std::uint32_t>(axis.total()); });
    return views;
}

} // namespace

std::vector<std::vector<column_use>> marginals_of(const aggregate_measure& measure,
                                                  const std::vector<std::size_t>& strides) {
    std::vector<std::vector<column_use>> marginals(1);
    for (std::size_t a = 0; a < measure.axes.size(); ++a) {
        std::vector<std::vector<column_use>> widened;
        const auto views = views_of(measure.axes[a], strides[a]);
        for (const auto& narrower : marginals)
            for (const auto& offsets : views) {
                widened.push_back(narrower);
                add_offsets(widened.back(), measure.axes[a].dimension, offsets);
            }
        marginals = std::move(widened);
    }
    for (auto& each : marginals) add_filters(each, measure);
    return marginals;
}

person_cube::person_cube(const spell_register& spells, const aggregate_measure& timed, std::span<const window> windows,
                         std::span<const marginal> marginals)
    : when_(timed.when), persons_(spells.person()),
      starts_(timed.start ? std::span<const std::int32_t>(*timed.start) : spells.start()),
      ends_(timed.end ? std::span<const std::int32_t>(*timed.end) : spells.end()),
      end_shift_(when_ == timing::exits || when_ == timing::close_of ? spells.exit_offset() : 0),
      enters_(day_table::first_at_or_after(last_days(windows))),
      leaves_(day_table::first_at_or_after(days_of_leaving(windows, detail::counts_events(timed)))),
      windows_(windows.size()) {
    for (const auto& each : marginals) {
        marginals_.push_back({cell_rule(each.columns, each.cells), each.cells, all_cells()});
        for (const auto& name : each.names)
            if (std::ranges::find(columns_, name) == columns_.end()) columns_.push_back(name);
    }
}

std::size_t person_cube::all_cells() const noexcept {
    return marginals_.empty() ? 0 : marginals_.back().first_cell + marginals_.back().cells + 1;
}

std::size_t person_cube::cells() const noexcept { return all_cells() - marginals_.size(); }

bool person_cube::counts_events() const noexcept { return when_ == timing::entries || when_ == timing::exits; }

accumulator person_cube::empty() const {
    accumulator made;
    const auto size = all_cells() * (windows_ + 1);
    made.sums.assign(size, 0);
    if (counts_events())
        made.last_person.assign(size, ~std::uint32_t{0});
    else
        made.stamps.resize(all_cells(), 0);
    return made;
}

void person_cube::find_ranges(std::size_t first, std::size_t rows, std::uint16_t* firsts,
                              std::uint16_t* ends) const noexcept {
    const auto starts = starts_.subspan(first, rows), ends_of_spells = ends_.subspan(first, rows);
    const bool of_events = counts_events();
    enters_.find_periods(when_ == timing::exits ? ends_of_spells : starts, of_events ? end_shift_ : 0, firsts);
    leaves_.find_periods(when_ == timing::entries ? starts : ends_of_spells, end_shift_, ends);
    for (std::size_t i = 0; i < rows; ++i) {
        const bool has_day = of_events | (starts[i] < ends_of_spells[i]);
        const auto all_if_it_counts = -static_cast<int>(has_day & (firsts[i] < ends[i]));
        firsts[i] = static_cast<std::uint16_t>(firsts[i] & all_if_it_counts);
        ends[i] = static_cast<std::uint16_t>(ends[i] & all_if_it_counts);
    }
}

void person_cube::count_block(std::size_t first, std::size_t rows, std::uint32_t* scratch,
                              accumulator& into) const noexcept {
    std::array<std::uint16_t, kernels::block_rows> firsts, ends;
    find_ranges(first, rows, firsts.data(), ends.data()); // the same for every marginal
    const kernels::period_ranges ranges{firsts.data(), ends.data()};
    const auto persons = persons_.subspan(first, rows);
    const auto cells_of = [&](std::size_t m, std::uint32_t* cells) {
        marginals_[m].rule.find_cells(first, rows, cells);
        return cells;
    };
    if (counts_events()) {
        for (std::size_t m = 0; m < marginals_.size(); ++m) {
            const auto& each = marginals_[m];
            const auto size = (each.cells + 1) * (windows_ + 1), begin = each.first_cell * (windows_ + 1);
            kernels::count_persons_with_event(persons, ranges, cells_of(m, scratch), each.cells + 1,
                                              std::span(into.last_person).subspan(begin, size),
                                              into.sums.data() + begin);
        }
        return;
    }
    const auto present = [&](std::size_t m, std::uint32_t* cells) {
        const auto& each = marginals_[m];
        return kernels::persons_present{cells_of(m, cells), each.cells + 1, into.stamps.data() + each.first_cell,
                                        into.sums.data() + each.first_cell * (windows_ + 1)};
    };
    const auto count_together = [&]<std::size_t... Others>(std::size_t m, std::index_sequence<Others...>) {
        kernels::count_persons_present(persons, ranges, present(m, scratch),
                                       present(m + 1 + Others, scratch + (1 + Others) * kernels::block_rows)...);
    };
    std::size_t m = 0;
    for (; m + scratch_blocks <= marginals_.size(); m += scratch_blocks)
        count_together(m, std::make_index_sequence<scratch_blocks - 1>());
    for (; m + 2 <= marginals_.size(); m += 2) count_together(m, std::make_index_sequence<1>());
    if (m < marginals_.size()) count_together(m, std::make_index_sequence<0>());
}

std::vector<std::int64_t> person_cube::finished(std::size_t number, const accumulator& of) const {
    const auto& [rule, cells, first_cell] = marginals_[number];
    std::vector<std::int64_t> whole(cells * windows_);
    for (std::size_t w = 0; w < windows_; ++w)
        std::copy_n(of.sums.begin() + static_cast<std::ptrdiff_t>(first_cell * (windows_ + 1) + w * (cells + 1)), cells,
                    whole.begin() + static_cast<std::ptrdiff_t>(w * cells));
    if (!counts_events()) // differences
        for (std::size_t i = cells; i < whole.size(); ++i) whole[i] += whole[i - cells];
    return whole;
}

std::string person_cube::words() const {
    switch (when_) {
    case timing::entries:
        return "persons entering";
    case timing::exits:
        return "persons exiting";
    case timing::presence:
        return "persons present";
    case timing::close_of:
        return "persons at close";
    case timing::crossing:
        break;
    }
    return {};
}

std::size_t person_cube::bytes_per_row() const noexcept {
    std::size_t most = 0;
    for (const auto& each : marginals_) most = std::max(most, each.rule.bytes_per_row());
    return (counts_events() ? 8 : 12) + most;
}

std::size_t person_cube::memory() const noexcept {
    const auto size = all_cells() * (windows_ + 1);
    return size * sizeof(std::int64_t) +
           (counts_events() ? size * sizeof(std::uint32_t) : all_cells() * sizeof(kernels::person_stamp));
}

} // namespace kohort::detail
