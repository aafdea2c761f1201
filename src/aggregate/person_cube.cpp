#include "person_cube.hpp"

#include "column_classes.hpp"
#include "compiled_plan.hpp"

#include <algorithm>
#include <array>

namespace kohort::detail {
namespace {

using timing = aggregate_measure::timing;

std::vector<std::int32_t> last_days(const aggregate_measure& measure) {
    std::vector<std::int32_t> days;
    for (const auto& span : measure.windows) days.push_back(span.last.count());
    return days;
}

/// The days at or after which a row has left each window: an event the windows that start after its day.
std::vector<std::int32_t> days_of_leaving(const aggregate_measure& measure) {
    std::vector<std::int32_t> days;
    for (const auto& span : measure.windows) days.push_back(span.first.count() - (counts_events(measure) ? 1 : 0));
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

person_cube::person_cube(const spell_register& spells, const aggregate_measure& measure,
                         const std::vector<std::size_t>& strides, std::size_t cells)
    : when_(measure.when), persons_(spells.person()),
      starts_(measure.start ? std::span<const std::int32_t>(*measure.start) : spells.start()),
      ends_(measure.end ? std::span<const std::int32_t>(*measure.end) : spells.end()),
      end_shift_(when_ == timing::exits || when_ == timing::close_of ? spells.exit_offset() : 0),
      enters_(day_table::first_at_or_after(last_days(measure))),
      leaves_(day_table::first_at_or_after(days_of_leaving(measure))), cells_(cells), windows_(measure.windows.size()) {
    std::vector<std::vector<offset_table>> projections{{}};
    const auto add_column = [&](const code_column& codes, const std::vector<std::vector<std::uint32_t>>& views) {
        std::vector<std::vector<offset_table>> widened;
        for (const auto& narrower : projections)
            for (const auto& offsets : views) {
                widened.push_back(narrower);
                widened.back().push_back({codes, offsets});
            }
        projections = std::move(widened);
    };
    for (std::size_t a = 0; a < measure.axes.size(); ++a) {
        columns_.push_back(measure.axes[a].dimension->name);
        add_column(codes_of(measure.axes[a].dimension), views_of(measure.axes[a], strides[a]));
    }
    for (const auto& filter : measure.filters) {
        std::vector<std::uint32_t> offsets;
        for (const auto keeps : filter.keeps) offsets.push_back(keeps ? 0 : trash_offset);
        offsets.push_back(trash_offset);
        columns_.push_back(name_of(filter.column));
        add_column(codes_of(filter.column), {offsets});
    }
    for (const auto& columns : projections) projections_.emplace_back(columns, cells);
}

bool person_cube::counts_events() const noexcept { return when_ == timing::entries || when_ == timing::exits; }

accumulator person_cube::empty() const {
    accumulator made;
    made.sums.assign(size(), 0);
    if (counts_events())
        made.last_person.assign(size(), ~std::uint32_t{0});
    else
        made.stamps.resize(cells_ + 1);
    return made;
}

void person_cube::find_ranges(std::size_t first, std::size_t rows, std::uint16_t* firsts,
                              std::uint16_t* ends) const noexcept {
    const auto* const starts = starts_.data() + first;
    const auto* const leaving = ends_.data() + first;
    const auto* const days = when_ == timing::entries ? starts : leaving;
    for (std::size_t i = 0; i < rows; ++i) {
        firsts[i] = enters_[counts_events() ? days[i] - end_shift_ : starts[i]];
        const auto end = leaves_[days[i] - end_shift_];
        const bool has_day = counts_events() || starts[i] < leaving[i];
        ends[i] = has_day ? std::max(firsts[i], end) : firsts[i];
    }
}

void person_cube::count_block(std::size_t first, std::size_t rows, std::uint32_t* scratch,
                              accumulator& into) const noexcept {
    std::array<std::uint16_t, kernels::block_rows> firsts, ends;
    find_ranges(first, rows, firsts.data(), ends.data()); // the same for every marginal
    const kernels::period_ranges ranges{firsts.data(), ends.data()};
    const auto persons = persons_.subspan(first, rows);
    for (const auto& projection : projections_) {
        projection.find_cells(first, rows, scratch);
        if (counts_events())
            kernels::count_persons_with_event(persons, ranges, scratch, cells_ + 1, into.last_person, into.sums.data());
        else
            kernels::count_persons_present(persons, ranges, scratch, cells_ + 1, into.stamps, into.sums.data());
    }
}

std::vector<std::int64_t> person_cube::finished(const accumulator& of) const {
    std::vector<std::int64_t> whole(cells_ * windows_);
    for (std::size_t w = 0; w < windows_; ++w)
        std::copy_n(of.sums.begin() + static_cast<std::ptrdiff_t>(w * (cells_ + 1)), cells_,
                    whole.begin() + static_cast<std::ptrdiff_t>(w * cells_));
    if (!counts_events()) // differences
        for (std::size_t i = cells_; i < whole.size(); ++i) whole[i] += whole[i - cells_];
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
    return (counts_events() ? 8 : 12) + projections_.front().bytes_per_row();
}

std::size_t person_cube::memory() const noexcept {
    return size() * sizeof(std::int64_t) +
           (counts_events() ? size() * sizeof(std::uint32_t) : (cells_ + 1) * sizeof(kernels::person_stamp));
}

} // namespace kohort::detail
