#include <kohort/aggregate/count.hpp>

#include <kohort/aggregate/state.hpp>

#include "compiled_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace kohort {
namespace {

using slab = counting_passes::slab;

double cells_of(const aggregate_measure& measure) {
    double cells = 1; // counts beyond 2^64 must not wrap into something small
    for (const auto& axis : measure.axes) cells *= static_cast<double>(axis.size());
    return cells;
}

/// Bytes of a slab's counts while it is counted.
double working_bytes(const aggregate_measure& measure, std::size_t windows) {
    return detail::bytes_alone(measure, cells_of(measure), static_cast<double>(windows));
}

error refusal(std::size_t number, std::string_view what, double cells, double bytes, double limit) {
    return error(
        error_code::plan,
        fmt::format("{} has {:.0f} cells, which need {:.0f} MB where {:.0f} MB are allowed; break down by fewer "
                    "dimensions, ask for fewer periods, or allow more memory",
                    what, cells, bytes / 1e6, limit / 1e6),
        std::to_string(number));
}

/// How many windows of a measure can be counted at once; nothing when not even one.
std::optional<std::size_t> windows_at_once(const aggregate_measure& measure, const count_options& options) {
    const auto by_cells = static_cast<double>(options.limits.cells) / (cells_of(measure) + 1) - 1;
    const auto budget = static_cast<double>(options.memory) / options.threads;
    const auto per_window = working_bytes(measure, 1) - working_bytes(measure, 0);
    const auto by_memory = (budget - working_bytes(measure, 0)) / per_window;
    const auto most = std::min({by_cells, by_memory, static_cast<double>(options.limits.periods)});
    if (most < 1) return std::nullopt;
    return static_cast<std::size_t>(most);
}

aggregate_measure part_of(const aggregate_measure& measure, const slab& part) {
    auto made = measure;
    const auto first = measure.windows.begin() + static_cast<std::ptrdiff_t>(part.first_window);
    made.windows.assign(first, first + static_cast<std::ptrdiff_t>(part.windows));
    return made;
}

/// Slabs in the order of the measures, packed into passes that fit into the memory.
std::vector<std::vector<slab>> packed(const std::vector<aggregate_measure>& measures,
                                      const std::vector<std::size_t>& at_once, const count_options& options) {
    const auto budget = static_cast<double>(options.memory) / options.threads;
    std::vector<std::vector<slab>> passes(1);
    double used = 0;
    for (std::size_t m = 0; m < measures.size(); ++m) {
        const auto all = measures[m].windows.size();
        for (std::size_t first = 0; first < all || first == 0; first += at_once[m]) {
            const slab part{m, first, std::min(at_once[m], all - first)};
            const auto bytes = working_bytes(measures[m], part.windows);
            if (used + bytes > budget && !passes.back().empty()) {
                passes.emplace_back();
                used = 0;
            }
            passes.back().push_back(part);
            used += bytes;
        }
    }
    return passes;
}

} // namespace

std::string counting_passes::explain() const {
    std::string text;
    for (std::size_t p = 0; p < passes.size(); ++p) {
        if (passes.size() > 1) text += fmt::format("pass {} of {}\n", p + 1, passes.size());
        text += passes[p].compiled.explain();
    }
    return text;
}

result<counting_passes> plan_passes(const spell_register& spells, const std::vector<aggregate_measure>& measures,
                                    const count_options& options, std::uint64_t meaning) {
    error_list problems;
    std::vector<std::size_t> at_once;
    double result_bytes = 0;
    for (std::size_t m = 0; m < measures.size(); ++m) {
        const auto windows = windows_at_once(measures[m], options);
        if (!windows)
            problems.push_back(refusal(m, "a single period", cells_of(measures[m]), working_bytes(measures[m], 1),
                                       static_cast<double>(std::min(options.limits.cells * sizeof(std::int64_t),
                                                                    options.memory / options.threads))));
        at_once.push_back(windows.value_or(1));
        const auto cells = cells_of(measures[m]) * static_cast<double>(measures[m].windows.size());
        result_bytes += cells * sizeof(std::int64_t);
        if (windows && result_bytes > static_cast<double>(options.memory))
            problems.push_back(refusal(m, "the result", cells, result_bytes, static_cast<double>(options.memory)));
    }
    if (!problems.empty()) return problems;

    counting_passes made;
    for (auto& slabs : packed(measures, at_once, options)) {
        std::vector<aggregate_measure> parts;
        for (const auto& part : slabs) parts.push_back(part_of(measures[part.measure], part));
        auto compiled = plan::compile(spells, parts, options.limits, meaning);
        if (compiled && compiled->memory() > options.memory / options.threads) {
            auto limits = options.limits;
            limits.together = false;
            compiled = plan::compile(spells, std::move(parts), limits, meaning);
        }
        if (!compiled) return compiled.errors();
        made.passes.push_back({std::move(*compiled), std::move(slabs)});
    }
    for (const auto& measure : measures) {
        measure_counts& counts = made.empty.emplace_back();
        counts.periods = measure.windows.size();
        for (const auto& axis : measure.axes) counts.extents.push_back(axis.size());
    }
    return made;
}

result<std::vector<measure_counts>> count(const spell_register& spells, const std::vector<aggregate_measure>& measures,
                                          const count_options& options) {
    auto planned = plan_passes(spells, measures, options);
    if (!planned) return planned.errors();
    const auto rows = static_cast<std::int64_t>(spells.size());
    const auto passes = static_cast<std::int64_t>(planned->passes.size());
    auto counts = std::move(planned->empty);
    for (std::int64_t p = 0; p < passes; ++p) {
        const auto& pass = planned->passes[static_cast<std::size_t>(p)];
        const auto progress = [&](std::int64_t done, std::int64_t) {
            return !options.progress || options.progress(p * rows + done, passes * rows);
        };
        auto counted = run(pass.compiled, options.threads, progress);
        if (!counted) return counted.errors();
        for (std::size_t s = 0; s < pass.slabs.size(); ++s) { // the slabs of a measure come in the order of its windows
            auto& whole = counts[pass.slabs[s].measure].counts;
            auto& part = (*counted)[s].counts;
            if (whole.empty())
                whole = std::move(part);
            else
                whole.insert(whole.end(), part.begin(), part.end());
        }
    }
    return counts;
}

} // namespace kohort
