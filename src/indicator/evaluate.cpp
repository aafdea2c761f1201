#include <kohort/indicator/evaluate.hpp>

#include "prepared_indicator.hpp"

#include <kohort/aggregate/state.hpp>
#include <kohort/base/suggest.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <stdexcept>

namespace kohort {

namespace {

/// The measures of all indicators on one register, counted in one pass.
struct register_pass {
    const spell_register* spells;
    std::vector<std::size_t> leaves; ///< in the order of their measures
    std::vector<aggregate_measure> measures;
};

std::vector<register_pass> passes_of(std::span<prepared_figures* const> leaves) {
    std::vector<register_pass> passes;
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        if (!leaves[i]->spells) continue;
        auto pass = std::ranges::find(passes, leaves[i]->spells, &register_pass::spells);
        if (pass == passes.end()) pass = passes.insert(passes.end(), {leaves[i]->spells, {}, {}});
        pass->leaves.push_back(i);
        pass->measures.insert(pass->measures.end(), leaves[i]->measures.begin(), leaves[i]->measures.end());
    }
    return passes;
}

/// The counts of every leaf. Tables have none.
result<std::vector<std::vector<measure_counts>>> count(std::span<prepared_figures* const> leaves,
                                                       const evaluate_options& options) {
    auto passes = passes_of(leaves);
    std::int64_t all_rows = 0, rows_done = 0;
    for (const auto& pass : passes) all_rows += static_cast<std::int64_t>(pass.spells->size());
    std::vector<std::vector<measure_counts>> counts(leaves.size());
    for (auto& pass : passes) {
        const auto compiled = plan::compile(*pass.spells, std::move(pass.measures));
        if (!compiled) return compiled.errors();
        const auto progress = [&](std::int64_t done, std::int64_t) {
            return !options.progress || options.progress(rows_done + done, all_rows);
        };
        auto counted = run(*compiled, options.threads, progress);
        if (!counted) return counted.errors();
        rows_done += static_cast<std::int64_t>(pass.spells->size());
        auto next = counted->begin();
        for (const auto leaf : pass.leaves) {
            const auto end = next + static_cast<std::ptrdiff_t>(leaves[leaf]->measures.size());
            counts[leaf].assign(std::move_iterator(next), std::move_iterator(end));
            next = end;
        }
    }
    return counts;
}

/// A breakdown that no register has is a slip of the pen, not an empty table.
error_list check_breakdowns(const evaluate_options& options, const data_set& data) {
    error_list problems;
    if (!options.by) return problems;
    std::vector<std::string_view> known;
    const auto add = [&known](const auto& dimensions) {
        for (const auto& dimension : dimensions) known.push_back(dimension.name);
    };
    for (const auto& spells : data.registers()) add(spells.dimensions());
    for (const auto& table : data.populations()) add(table.dimensions());
    for (const auto& table : data.published()) add(table.dimensions());
    for (const auto& name : *options.by) {
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        problems.emplace_back(error_code::invalid_argument,
                              fmt::format("no register or table has a dimension \"{}\"{}", name, did_you_mean(name, known)));
    }
    return problems;
}

} // namespace

result<std::vector<indicator_table>> evaluate(std::span<const definition> definitions, const data_set& data,
                                              const evaluate_options& options) {
    if (options.threads == 0)
        return error(error_code::invalid_argument, "at least one thread is needed; leave `threads` at 1");
    auto problems = check_breakdowns(options, data);
    register_pool registers(data);
    std::vector<prepared_indicator> prepared;
    for (const auto& indicator : definitions) {
        definition_errors errors(indicator.id);
        prepared.emplace_back(indicator, data, options, registers, errors);
        problems.insert(problems.end(), errors.found().begin(), errors.found().end());
    }
    if (!problems.empty()) return problems;

    std::vector<prepared_figures*> leaves;
    for (const auto& each : prepared) {
        const auto own = each.counted();
        leaves.insert(leaves.end(), own.begin(), own.end());
    }
    const auto counts = count(leaves, options);
    if (!counts) return counts.errors();
    const std::vector<std::span<const measure_counts>> all(counts->begin(), counts->end());
    std::span rest(all);
    std::vector<indicator_table> tables;
    for (const auto& each : prepared) {
        const auto used = each.counted().size();
        try {
            tables.push_back(each.finish(rest.first(used)));
        } catch (const std::overflow_error& problem) {
            return error(error_code::plan, problem.what(), definitions[tables.size()].id);
        }
        rest = rest.subspan(used);
    }
    return tables;
}

indicator_table evaluate(const definition& indicator, const data_set& data, const evaluate_options& options) {
    return std::move(evaluate(std::span(&indicator, 1), data, options).value().front());
}

} // namespace kohort
