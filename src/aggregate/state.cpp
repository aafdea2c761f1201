#include <kohort/aggregate/state.hpp>

#include <algorithm>
#include <atomic>
#include <cassert>
#include <new>
#include <thread>

namespace kohort {

namespace {

/// Adds up along one axis, in place: children into parents (deepest first), roots into the total.
void add_up(const measure_axis& axis, std::size_t stride, std::span<std::int64_t> counts, bool hierarchy_is_counted) {
    const auto block = stride * axis.size();
    std::vector<std::uint32_t> deepest_first;
    for (std::uint32_t p = 0; p < axis.parent.size(); ++p) deepest_first.push_back(p);
    const auto depth = [&](std::uint32_t p) {
        std::size_t levels = 0;
        for (; axis.parent[p] != measure_axis::root; p = axis.parent[p]) ++levels;
        return levels;
    };
    std::stable_sort(deepest_first.begin(), deepest_first.end(), [&](auto a, auto b) { return depth(a) > depth(b); });
    for (std::size_t base = 0; base < counts.size(); base += block)
        for (const auto position : deepest_first) {
            const bool is_root = axis.parent[position] == measure_axis::root;
            if (!is_root && hierarchy_is_counted) continue;
            const auto into = is_root ? axis.total() : axis.parent[position];
            for (std::size_t i = 0; i < stride; ++i)
                counts[base + into * stride + i] += counts[base + position * stride + i];
        }
}

} // namespace

state::state(const plan& compiled) : plan_(&compiled) {
    for (const auto& task : compiled.tasks_) {
        accumulator empty;
        empty.counts.assign(task.layout.size(), 0);
        if (task.measure.distinct_persons && task.counts_events()) {
            empty.last_person.assign(task.layout.size(), ~std::uint32_t{0});
        } else if (task.measure.distinct_persons) {
            empty.stamps.resize(task.layout.cells);
        }
        accumulators_.push_back(std::move(empty));
    }
}

void state::push(std::size_t first, std::size_t last) noexcept {
    assert(first <= last && last <= plan_->spells().size());
    assert(plan_->spells().person_boundary(first) == first && plan_->spells().person_boundary(last) == last);
    for (auto row = first; row < last; row += kernels::block_rows) {
        const auto rows = std::min(kernels::block_rows, last - row);
        for (std::size_t t = 0; t < plan_->tasks_.size(); ++t)
            push_block(plan_->tasks_[t], row, rows, accumulators_[t]);
    }
}

void state::push_block(const plan::task& task, std::size_t first, std::size_t rows, accumulator& into) noexcept {
    const auto persons = plan_->spells().person().subspan(first, rows);
    const auto starts = task.starts.subspan(first, rows), ends = task.ends.subspan(first, rows);
    const auto own_starts = plan_->spells().start().subspan(first, rows);
    const auto own_ends = plan_->spells().end().subspan(first, rows);
    using timing = aggregate_measure::timing;
    using weighting = aggregate_measure::weighting;
    const auto days = task.measure.when == timing::entries ? starts : ends;
    const kernels::events_in_windows events{days.data(), task.end_shift, task.enters, task.leaves};
    const kernels::spells_in_windows spells{starts.data(), ends.data(), task.enters, task.leaves, task.end_shift};
    auto* const counts = into.counts.data();

    const auto count_weighted = [&](auto weight) {
        if (task.period_of) {
            kernels::count_events(days, task.end_shift, *task.period_of, cells_, task.layout, weight, counts);
        } else if (task.counts_events()) {
            kernels::count_intervals(rows, events, cells_, task.layout, weight, counts);
        } else {
            kernels::count_intervals(rows, spells, cells_, task.layout, weight, counts);
        }
    };
    for (const auto& projection : task.projections) {
        std::fill_n(cells_.begin(), rows, 0u);
        for (const auto& table : projection)
            std::visit(
                [&](auto codes) { kernels::add_offsets(codes.subspan(first, rows), std::span(table.offsets), cells_); },
                table.codes);
        kernels::clamp_to_trash(rows, task.trash(), cells_);
        if (task.measure.distinct_persons && task.counts_events()) {
            kernels::count_persons_with_event(persons, events, cells_, task.layout, into.last_person, counts);
        } else if (task.measure.distinct_persons) {
            kernels::count_persons_present(persons, spells, cells_, task.layout, into.stamps, counts);
        } else if (task.measure.adds == weighting::one) {
            count_weighted([](std::size_t) { return std::int64_t{1}; });
        } else if (task.measure.adds == weighting::start) {
            count_weighted([own_starts](std::size_t i) { return std::int64_t{own_starts[i]}; });
        } else if (task.measure.adds == weighting::value) {
            count_weighted([values = std::span(task.measure.value->values).subspan(first, rows)](std::size_t i) {
                return values[i] == value_column::missing ? std::int64_t{0} : values[i];
            });
        } else {
            count_weighted([own_starts, own_ends](std::size_t i) {
                return own_ends[i] == spell_register::open_end ? std::int64_t{0}
                                                               : std::int64_t{own_ends[i]} - own_starts[i];
            });
        }
    }
}

std::optional<error> state::merge(const state& other) {
    if (plan_->fingerprint() != other.plan_->fingerprint())
        return error(error_code::plan,
                     "states of different plans cannot be merged; compile both from the same definitions");
    for (std::size_t t = 0; t < accumulators_.size(); ++t)
        std::transform(accumulators_[t].counts.begin(), accumulators_[t].counts.end(),
                       other.accumulators_[t].counts.begin(), accumulators_[t].counts.begin(), std::plus<>());
    return {};
}

std::vector<measure_counts> state::finish() const {
    std::vector<measure_counts> finished;
    for (std::size_t t = 0; t < accumulators_.size(); ++t) {
        const auto& task = plan_->tasks_[t];
        const auto& layout = task.layout;
        const auto cells = layout.cells - 1;
        measure_counts made;
        made.periods = layout.periods;
        for (const auto& axis : task.measure.axes) made.extents.push_back(axis.size());
        made.counts.assign(cells * layout.periods, 0);
        for (std::size_t copy = 0; copy < layout.copies; ++copy)
            for (std::size_t period = 0; period < layout.periods; ++period) {
                const auto* from = accumulators_[t].counts.data() + copy * layout.copy_size() + period * layout.cells;
                for (std::size_t c = 0; c < cells; ++c) made.counts[period * cells + c] += from[c];
            }
        const bool are_differences = !task.period_of && !(task.counts_events() && task.measure.distinct_persons);
        if (are_differences)
            for (std::size_t i = cells; i < made.counts.size(); ++i) made.counts[i] += made.counts[i - cells];
        for (std::size_t a = 0; a < task.measure.axes.size(); ++a) {
            const auto& axis = task.measure.axes[a];
            if (task.measure.distinct_persons && !axis.once_per_value) continue;
            add_up(axis, task.strides[a], made.counts, task.measure.distinct_persons);
        }
        finished.push_back(std::move(made));
    }
    return finished;
}

result<std::vector<measure_counts>> run(const plan& compiled, unsigned threads,
                                        const std::function<bool(std::int64_t, std::int64_t)>& progress) {
    constexpr std::size_t chunk_rows = 1u << 18;
    const auto& spells = compiled.spells();
    std::vector<std::size_t> borders{0};
    while (borders.back() < spells.size())
        borders.push_back(spells.person_boundary(std::min(borders.back() + chunk_rows, spells.size())));
    const auto chunks = borders.size() - 1;

    std::atomic<std::size_t> next_chunk{0};
    std::atomic<std::int64_t> rows_done{0};
    std::atomic<bool> cancelled{false};
    const auto work = [&](state& into, bool is_caller) {
        for (auto chunk = next_chunk++; chunk < chunks && !cancelled; chunk = next_chunk++) {
            into.push(borders[chunk], borders[chunk + 1]);
            rows_done += static_cast<std::int64_t>(borders[chunk + 1] - borders[chunk]);
            if (is_caller && progress && !progress(rows_done, static_cast<std::int64_t>(spells.size())))
                cancelled = true;
        }
    };
    try {
        std::vector<state> states(std::max<std::size_t>(1, std::min<std::size_t>(threads, chunks)), state(compiled));
        std::vector<std::jthread> workers;
        for (std::size_t t = 1; t < states.size(); ++t)
            workers.emplace_back([&work, &states, t] { work(states[t], false); });
        work(states.front(), true);
        workers.clear();
        if (cancelled) return error(error_code::cancelled, "stopped at the caller's wish");
        for (std::size_t t = 1; t < states.size(); ++t) (void)states.front().merge(states[t]);
        return states.front().finish();
    } catch (const std::bad_alloc&) {
        return error(error_code::out_of_memory,
                     "there is not enough memory for the counts; use fewer threads or cells");
    }
}

} // namespace kohort
