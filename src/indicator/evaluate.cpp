#include <kohort/indicator/evaluate.hpp>

#include "prepared_indicator.hpp"

#include <kohort/aggregate/state.hpp>
#include <kohort/base/suggest.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace kohort {

namespace {

/// The measures of all indicators on one register, evaluated in one pass.
struct register_pass {
    const spell_register* spells;
    std::vector<std::size_t> indicators; ///< numbers of the indicators, in the order of their measures
    std::vector<aggregate_measure> measures;
};

std::vector<register_pass> passes_of(std::vector<prepared_indicator>& prepared) {
    std::vector<register_pass> passes;
    for (std::size_t i = 0; i < prepared.size(); ++i) {
        auto pass = std::find_if(passes.begin(), passes.end(),
                                 [&](const register_pass& known) { return known.spells == prepared[i].spells; });
        if (pass == passes.end()) pass = passes.insert(passes.end(), {prepared[i].spells, {}, {}});
        pass->indicators.push_back(i);
        for (auto& measure : prepared[i].measures) pass->measures.push_back(std::move(measure));
    }
    return passes;
}

/// A breakdown that no register has is a slip of the pen, not an empty table.
error_list check_breakdowns(const evaluate_options& options, const data_set& data) {
    error_list problems;
    if (!options.by) return problems;
    std::vector<std::string_view> known;
    for (const auto& spells : data.registers())
        for (const auto& dimension : spells.dimensions()) known.push_back(dimension.name);
    for (const auto& name : *options.by) {
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        problems.emplace_back(error_code::invalid_argument,
                              fmt::format("no register has a dimension \"{}\"{}", name, did_you_mean(name, known)));
    }
    return problems;
}

} // namespace

result<std::vector<indicator_table>> evaluate(std::span<const definition> definitions, const data_set& data,
                                              const evaluate_options& options) {
    if (options.threads == 0)
        return error(error_code::invalid_argument, "at least one thread is needed; leave `threads` at 1");
    auto problems = check_breakdowns(options, data);
    std::vector<prepared_indicator> prepared;
    for (const auto& indicator : definitions) {
        definition_errors errors(indicator.id);
        prepared.push_back(prepare(indicator, data, options, errors));
        problems.insert(problems.end(), errors.found().begin(), errors.found().end());
    }
    if (!problems.empty()) return problems;

    std::int64_t all_rows = 0, rows_done = 0;
    auto passes = passes_of(prepared);
    for (const auto& pass : passes) all_rows += static_cast<std::int64_t>(pass.spells->size());
    std::vector<std::optional<cube>> figures(prepared.size());
    for (auto& pass : passes) {
        auto compiled = plan::compile(*pass.spells, std::move(pass.measures));
        if (!compiled) return compiled.errors();
        const auto progress = [&](std::int64_t done, std::int64_t) {
            return !options.progress || options.progress(rows_done + done, all_rows);
        };
        const auto counts = run(*compiled, options.threads, progress);
        if (!counts) return counts.errors();
        rows_done += static_cast<std::int64_t>(pass.spells->size());
        std::span<const measure_counts> rest(*counts);
        for (const auto i : pass.indicators) {
            const auto used = prepared[i].measures.size();
            figures[i] = assemble(prepared[i], rest.first(used));
            rest = rest.subspan(used);
        }
    }
    std::vector<indicator_table> tables;
    for (std::size_t i = 0; i < prepared.size(); ++i)
        tables.push_back({std::move(prepared[i].indicator), prepared[i].hash, std::move(*figures[i])});
    return tables;
}

indicator_table evaluate(const definition& indicator, const data_set& data, const evaluate_options& options) {
    return std::move(evaluate(std::span(&indicator, 1), data, options).value().front());
}

} // namespace kohort
