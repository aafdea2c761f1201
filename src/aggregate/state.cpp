#include <kohort/aggregate/state.hpp>

#include "base_cube.hpp"

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

/// The counts of a base cube without copies and trash, by window; differences are added up.
std::vector<std::int64_t> whole_counts(const detail::base_cube& base, std::span<const std::int64_t> accumulated) {
    const auto& layout = base.layout;
    const auto cells = layout.cells - 1;
    std::vector<std::int64_t> whole(cells * layout.periods, 0);
    for (std::size_t copy = 0; copy < layout.copies; ++copy)
        for (std::size_t period = 0; period < layout.periods; ++period) {
            const auto* from = accumulated.data() + copy * layout.copy_size() + period * layout.cells;
            for (std::size_t c = 0; c < cells; ++c) whole[period * cells + c] += from[c];
        }
    if (base.has_differences())
        for (std::size_t i = cells; i < whole.size(); ++i) whole[i] += whole[i - cells];
    return whole;
}

/// A measure's counts, before its hierarchies and totals are added up.
std::vector<std::int64_t> counts_of(const detail::derivation& derived, std::span<const std::int64_t> whole,
                                    std::size_t cells) {
    if (derived.target_of_cell.empty()) return {whole.begin(), whole.end()};
    std::vector<std::int64_t> counts(derived.windows_of.size() * derived.cells, 0);
    for (std::size_t w = 0; w < derived.windows_of.size(); ++w) {
        auto* const into = counts.data() + w * derived.cells;
        for (const auto of_base : derived.windows_of[w]) {
            const auto* const from = whole.data() + of_base * cells;
            for (std::size_t c = 0; c < cells; ++c)
                if (const auto target = derived.target_of_cell[c]; target < detail::trash_offset)
                    into[target] += from[c];
        }
    }
    return counts;
}

} // namespace

state::state(const plan& compiled) : plan_(&compiled) {
    for (const auto& base : compiled.made_->bases) {
        accumulator empty;
        empty.counts.assign(base.layout.size(), 0);
        if (base.distinct_persons && base.counts_events()) {
            empty.last_person.assign(base.layout.size(), ~std::uint32_t{0});
        } else if (base.distinct_persons) {
            empty.stamps.resize(base.layout.cells);
        }
        accumulators_.push_back(std::move(empty));
    }
}

void state::push(std::size_t first, std::size_t last) noexcept {
    assert(first <= last && last <= plan_->spells().size());
    assert(plan_->spells().person_boundary(first) == first && plan_->spells().person_boundary(last) == last);
    for (auto row = first; row < last; row += kernels::block_rows) {
        const auto rows = std::min(kernels::block_rows, last - row);
        for (std::size_t t = 0; t < plan_->made_->bases.size(); ++t)
            push_block(plan_->made_->bases[t], row, rows, accumulators_[t]);
    }
}

void state::push_block(const detail::base_cube& base, std::size_t first, std::size_t rows, accumulator& into) noexcept {
    const auto persons = plan_->spells().person().subspan(first, rows);
    const auto starts = base.starts.subspan(first, rows), ends = base.ends.subspan(first, rows);
    const auto own_starts = base.own_starts.subspan(first, rows), own_ends = base.own_ends.subspan(first, rows);
    using timing = aggregate_measure::timing;
    using weighting = aggregate_measure::weighting;
    const auto days = base.timing.when == timing::entries ? starts : ends;
    const kernels::events_in_windows events{days.data(), base.end_shift, base.enters, base.leaves};
    const kernels::spells_in_windows spells{starts.data(), ends.data(), base.enters, base.leaves, base.end_shift};
    auto* const counts = into.counts.data();

    const auto count_weighted = [&](auto weight) {
        if (base.period_of) {
            kernels::count_events(days, base.end_shift, *base.period_of, cells_, base.layout, weight, counts);
        } else if (base.counts_events()) {
            kernels::count_intervals(rows, events, cells_, base.layout, weight, counts);
        } else {
            kernels::count_intervals(rows, spells, cells_, base.layout, weight, counts);
        }
    };
    for (const auto& projection : base.projections) {
        std::fill_n(cells_.begin(), rows, 0u);
        for (const auto& table : projection)
            std::visit(
                [&](auto codes) { kernels::add_offsets(codes.subspan(first, rows), std::span(table.offsets), cells_); },
                table.codes);
        kernels::clamp_to_trash(rows, base.trash(), cells_);
        if (base.distinct_persons && base.counts_events()) {
            kernels::count_persons_with_event(persons, events, cells_, base.layout, into.last_person, counts);
        } else if (base.distinct_persons) {
            kernels::count_persons_present(persons, spells, cells_, base.layout, into.stamps, counts);
        } else if (base.timing.adds == weighting::one) {
            count_weighted([](std::size_t) { return std::int64_t{1}; });
        } else if (base.timing.adds == weighting::start) {
            count_weighted([own_starts](std::size_t i) { return std::int64_t{own_starts[i]}; });
        } else if (base.timing.adds == weighting::value) {
            count_weighted([values = std::span(base.timing.value->values).subspan(first, rows)](std::size_t i) {
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

std::optional<error> state::check_same_plan(const state& other) const {
    if (plan_->fingerprint() == other.plan_->fingerprint()) return {};
    return error(error_code::plan,
                 "states of different plans cannot be merged; compile both from the same definitions and code lists");
}

void state::add(const std::vector<measure_counts>& finished, std::int64_t times) {
    others_.resize(finished.size());
    for (std::size_t m = 0; m < finished.size(); ++m) {
        others_[m].resize(finished[m].counts.size(), 0);
        for (std::size_t c = 0; c < others_[m].size(); ++c) others_[m][c] += times * finished[m].counts[c];
    }
}

std::optional<error> state::merge(const state& other) {
    if (auto problem = check_same_plan(other)) return problem;
    if (plan_->made_ != other.plan_->made_ || !other.others_.empty()) {
        add(other.finish(), 1);
        return {};
    }
    for (std::size_t b = 0; b < accumulators_.size(); ++b)
        std::transform(accumulators_[b].counts.begin(), accumulators_[b].counts.end(),
                       other.accumulators_[b].counts.begin(), accumulators_[b].counts.begin(), std::plus<>());
    return {};
}

std::optional<error> state::retract(const state& other) {
    if (auto problem = check_same_plan(other)) return problem;
    const auto counts_persons = [](const auto& base) { return base.distinct_persons; };
    if (std::ranges::any_of(plan_->made_->bases, counts_persons))
        return error(error_code::plan, "distinct persons cannot be retracted: a person may have other rows; count the "
                                       "whole register again");
    add(other.finish(), -1);
    return {};
}

std::vector<measure_counts> state::finish() const {
    std::vector<std::vector<std::int64_t>> of_bases;
    for (std::size_t b = 0; b < accumulators_.size(); ++b)
        of_bases.push_back(whole_counts(plan_->made_->bases[b], accumulators_[b].counts));
    std::vector<measure_counts> finished;
    for (const auto& derived : plan_->made_->measures) {
        const auto& base = plan_->made_->bases[derived.base];
        measure_counts made;
        made.periods = derived.windows_of.size();
        for (const auto& axis : derived.measure.axes) made.extents.push_back(axis.size());
        made.counts = counts_of(derived, of_bases[derived.base], base.layout.cells - 1);
        for (std::size_t a = 0; a < derived.measure.axes.size(); ++a) {
            const auto& axis = derived.measure.axes[a];
            if (base.distinct_persons && !axis.once_per_value) continue;
            add_up(axis, derived.strides[a], made.counts, base.distinct_persons);
        }
        if (!others_.empty()) {
            const auto& more = others_[finished.size()];
            std::transform(made.counts.begin(), made.counts.end(), more.begin(), made.counts.begin(), std::plus<>());
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
