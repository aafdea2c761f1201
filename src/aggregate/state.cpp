#include <kohort/aggregate/state.hpp>

#include "../base/large_pages.hpp"
#include "compiled_plan.hpp"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <functional>
#include <new>
#include <numeric>
#include <thread>

namespace kohort {

namespace {

/// Adds the positions of an axis without a hierarchy into its total.
void add_total(const measure_axis& axis, std::size_t stride, std::span<std::int64_t> counts) {
    const auto below = axis.total() * stride;
    for (auto* first = counts.data(); first != counts.data() + counts.size(); first += below + stride) {
        auto* const total = first + below;
        if (stride == 1) {
            *total = std::accumulate(first, total, *total);
            continue;
        }
        for (const auto* row = first; row != total; row += stride)
            for (std::size_t i = 0; i < stride; ++i) total[i] += row[i];
    }
}

/// Adds up along one axis, in place: children into parents (deepest first), roots into the total.
void add_up(const measure_axis& axis, std::size_t stride, std::span<std::int64_t> counts, bool hierarchy_is_counted) {
    if (std::ranges::all_of(axis.parent, [](auto parent) { return parent == measure_axis::root; }))
        return add_total(axis, stride, counts);
    const auto depth = [&](std::uint32_t p) {
        std::size_t levels = 0;
        for (; axis.parent[p] != measure_axis::root; p = axis.parent[p]) ++levels;
        return levels;
    };
    struct step {
        std::size_t levels, from, into;
    };
    std::vector<step> deepest_first;
    for (std::uint32_t p = 0; p < axis.parent.size(); ++p) {
        const auto levels = depth(p);
        if (levels > 0 && hierarchy_is_counted) continue;
        deepest_first.push_back({levels, p * stride, (levels == 0 ? axis.total() : axis.parent[p]) * stride});
    }
    std::ranges::stable_sort(deepest_first, std::greater<>(), &step::levels);
    for (std::size_t base = 0; base < counts.size(); base += stride * axis.size())
        for (const auto& each : deepest_first)
            for (std::size_t i = base; i < base + stride; ++i) counts[i + each.into] += counts[i + each.from];
}

/// A measure's counts of cells, before its hierarchies and totals are added up. `cumulated` by tally.
std::vector<std::int64_t> counts_of(const detail::derivation& derived, std::size_t cells,
                                    const std::vector<std::vector<std::int64_t>>& cumulated) {
    const auto& [plus, minus, of_window] = derived.differences;
    auto counts = large_column<std::int64_t>(of_window.size() * derived.cells);
    const std::vector<std::int64_t> nothing(cells, 0);
    const auto up_to = [&](std::size_t tally, std::size_t pieces) {
        return pieces == 0 ? nothing.data() : cumulated[tally].data() + (pieces - 1) * cells;
    };
    auto* into = counts.data();
    for (const auto& cuts : of_window) {
        const auto *const come = up_to(plus, cuts.plus), *const gone = up_to(minus, cuts.minus);
        for (const auto& [cell, target] : derived.parts.front().targets) into[target] += come[cell] - gone[cell];
        into += derived.cells;
    }
    return counts;
}

/// The same of distinct persons, every level and total counted by itself. `finished` by marginal.
std::vector<std::int64_t> counts_of(const detail::derivation& derived, const detail::person_cube& cube,
                                    const std::vector<std::vector<std::int64_t>>& finished) {
    auto counts = large_column<std::int64_t>(derived.windows_of.size() * derived.cells);
    for (const auto& [marginal, targets] : derived.parts)
        for (std::size_t w = 0; w < derived.windows_of.size(); ++w) {
            const auto* const from = finished[marginal].data() + derived.windows_of[w] * cube.cells(marginal);
            for (const auto& [cell, target] : targets) counts[w * derived.cells + target] = from[cell];
        }
    return counts;
}

} // namespace

state::state(const plan& compiled) : plan_(&compiled) {
    std::size_t blocks = detail::person_cube::scratch_blocks;
    for (const auto& each : compiled.made_->sweeps) {
        accumulators_.push_back(each.empty());
        blocks = std::max(blocks, each.scratch_blocks());
    }
    for (const auto& each : compiled.made_->person_cubes) accumulators_.push_back(each.empty());
    if (compiled.spells().size() > compiled.made_->carried_after) // then pushing them needs no memory
        for (auto& each : accumulators_) each.carried.resize(each.counts.size(), 0);
    scratch_.resize(blocks * kernels::block_rows);
}

void state::carry_before(std::uint64_t rows) {
    const auto most = plan_->made_->carried_after;
    if (rows_ + rows <= most) {
        rows_ += rows;
        return;
    }
    rows_ = rows;
    for (auto& each : accumulators_) {
        each.carried.resize(each.counts.size(), 0);
        std::transform(each.carried.begin(), each.carried.end(), each.counts.begin(), each.carried.begin(),
                       std::plus<>());
        std::ranges::fill(each.counts, 0u);
    }
}

void state::push(std::size_t first, std::size_t last) {
    assert(first <= last && last <= plan_->spells().size());
    assert(plan_->spells().person_boundary(first) == first && plan_->spells().person_boundary(last) == last);
    const auto& sweeps = plan_->made_->sweeps;
    const auto& person_cubes = plan_->made_->person_cubes;
    if (first < pushed_until_) // persons before those of the stamps
        for (auto& each : accumulators_) std::ranges::fill(each.stamps, 0);
    pushed_until_ = last;
    for (auto row = first; row < last; row += kernels::block_rows) {
        const auto rows = std::min(kernels::block_rows, last - row);
        carry_before(rows);
        for (std::size_t s = 0; s < sweeps.size(); ++s)
            sweeps[s].count_block(row, rows, scratch_.data(), accumulators_[s]);
        for (std::size_t p = 0; p < person_cubes.size(); ++p)
            person_cubes[p].count_block(row, rows, scratch_.data(), accumulators_[sweeps.size() + p]);
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
    carry_before(other.rows_);
    const auto add_all = [](auto& to, const auto& from) {
        to.resize(std::max(to.size(), from.size()), 0);
        std::transform(from.begin(), from.end(), to.begin(), to.begin(), std::plus<>());
    };
    for (std::size_t a = 0; a < accumulators_.size(); ++a) {
        add_all(accumulators_[a].counts, other.accumulators_[a].counts);
        add_all(accumulators_[a].carried, other.accumulators_[a].carried);
        add_all(accumulators_[a].sums, other.accumulators_[a].sums);
    }
    return {};
}

std::optional<error> state::retract(const state& other) {
    if (auto problem = check_same_plan(other)) return problem;
    if (!plan_->made_->person_cubes.empty())
        return error(error_code::plan, "distinct persons cannot be retracted: a person may have other rows; count the "
                                       "whole register again");
    add(other.finish(), -1);
    return {};
}

std::vector<measure_counts> state::finish() const {
    const auto& sweeps = plan_->made_->sweeps;
    std::vector<std::vector<std::vector<std::int64_t>>> cumulated(sweeps.size());
    for (std::size_t s = 0; s < sweeps.size(); ++s)
        for (std::size_t t = 0; t < sweeps[s].tallies(); ++t)
            cumulated[s].push_back(sweeps[s].cumulated(t, accumulators_[s]));
    const auto& person_cubes = plan_->made_->person_cubes;
    std::vector<std::vector<std::vector<std::int64_t>>> persons(person_cubes.size());
    for (std::size_t p = 0; p < person_cubes.size(); ++p)
        for (std::size_t m = 0; m < person_cubes[p].marginals(); ++m)
            persons[p].push_back(person_cubes[p].finished(m, accumulators_[sweeps.size() + p]));
    std::vector<measure_counts> finished;
    for (const auto& derived : plan_->made_->measures) {
        const bool of_persons = derived.measure.distinct_persons;
        measure_counts made;
        made.periods = derived.measure.windows.size();
        for (const auto& axis : derived.measure.axes) made.extents.push_back(axis.size());
        const auto source = derived.source;
        made.counts = of_persons ? counts_of(derived, person_cubes[source], persons[source])
                                 : counts_of(derived, sweeps[source].cells(), cumulated[source]);
        for (std::size_t a = 0; a < derived.measure.axes.size(); ++a) {
            const auto& axis = derived.measure.axes[a];
            if (!of_persons || axis.once_per_value) add_up(axis, derived.strides[a], made.counts, of_persons);
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
        std::vector<state> states;
        for (std::size_t t = 0; t < std::max<std::size_t>(1, std::min<std::size_t>(threads, chunks)); ++t)
            states.emplace_back(compiled);
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
