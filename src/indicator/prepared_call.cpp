#include "prepared_call.hpp"

#include <kohort/base/suggest.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace kohort {

namespace {

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
        problems.emplace_back(error_code::invalid_argument, fmt::format("no register or table has a dimension \"{}\"{}",
                                                                        name, did_you_mean(name, known)));
    }
    return problems;
}

} // namespace

prepared_call::prepared_call(std::span<const definition> definitions, const data_set& data,
                             const evaluate_options& options, const known_periods& periods)
    : registers_(data) {
    prepare(definitions, data, options, periods);
}

prepared_call::prepared_call(std::span<const definition> definitions, const data_set& data,
                             const register_profiles& profiles, const evaluate_options& options,
                             const known_periods& periods)
    : registers_(data, profiles) {
    prepare(definitions, data, options, periods);
}

void prepared_call::prepare(std::span<const definition> definitions, const data_set& data,
                            const evaluate_options& options, const known_periods& periods) {
    problems_ = check_breakdowns(options, data);
    for (std::size_t d = 0; d < definitions.size(); ++d) {
        definition_errors errors(definitions[d].id);
        indicators_.emplace_back(definitions[d], data, options, registers_, errors,
                                 periods.empty() ? nullptr : &periods[d]);
        problems_.insert(problems_.end(), errors.found().begin(), errors.found().end());
        if (!errors.found().empty()) continue;
        for (auto* leaf : indicators_.back().counted()) add(*leaf, definitions[d].id);
    }
}

void prepared_call::add(prepared_figures& leaf, const std::string& id) {
    const auto number = leaves_.size();
    leaves_.push_back(&leaf);
    if (!leaf.spells || !registers_.has_rows()) return;
    auto pass = std::ranges::find(passes_, leaf.spells, &register_pass::spells);
    if (pass == passes_.end()) pass = passes_.insert(passes_.end(), {leaf.spells, {}, {}, {}});
    pass->measures.insert(pass->measures.end(), leaf.measures.begin(), leaf.measures.end());
    pass->leaf_of_measure.resize(pass->measures.size(), number);
    pass->id_of_measure.resize(pass->measures.size(), id);
}

result<std::vector<std::vector<measure_counts>>> prepared_call::count(const count_options& options) const {
    std::int64_t all_rows = 0, rows_done = 0;
    for (const auto& pass : passes_) all_rows += static_cast<std::int64_t>(pass.spells->size());
    std::vector<std::vector<measure_counts>> counts(leaves_.size());
    for (const auto& pass : passes_) {
        const auto rows = static_cast<std::int64_t>(pass.spells->size());
        auto counting = options;
        counting.progress = [&](std::int64_t done, std::int64_t all) {
            const auto part = all == 0 ? 0 : done * rows / all; // several passes count as one
            return !options.progress || options.progress(rows_done + part, all_rows);
        };
        auto counted = kohort::count(*pass.spells, pass.measures, counting);
        if (!counted) return of_definitions(counted.errors(), pass);
        rows_done += rows;
        for (std::size_t m = 0; m < counted->size(); ++m)
            counts[pass.leaf_of_measure[m]].push_back(std::move((*counted)[m]));
    }
    for (std::size_t leaf = 0; leaf < leaves_.size(); ++leaf)
        if (leaves_[leaf]->count_numbers) counts[leaf] = leaves_[leaf]->count_numbers();
    return counts;
}

result<std::vector<indicator_table>>
prepared_call::finish(const std::vector<std::span<const measure_counts>>& counts) const {
    std::span rest(counts);
    std::vector<indicator_table> tables;
    for (const auto& each : indicators_) {
        const auto used = each.counted().size();
        try {
            tables.push_back(each.finish(rest.first(used)));
        } catch (const std::overflow_error& problem) {
            return error(error_code::plan, problem.what(), each.indicator().id);
        }
        rest = rest.subspan(used);
    }
    return tables;
}

result<std::string> prepared_call::explain(const count_options& options) const {
    std::string text;
    for (const auto& pass : passes_) {
        const auto planned = plan_passes(*pass.spells, pass.measures, options);
        if (!planned) return of_definitions(planned.errors(), pass);
        text += planned->explain();
    }
    return text;
}

/// Errors about measures, told of their definitions, each once.
error_list prepared_call::of_definitions(const error_list& problems, const register_pass& pass) {
    error_list told;
    for (const auto& problem : problems) {
        const auto& number = problem.path();
        const bool is_number = !number.empty() && number.find_first_not_of("0123456789") == std::string::npos;
        const auto& path = is_number ? pass.id_of_measure[std::stoul(number)] : number;
        const auto is_told = [&](const error& known) { return known.path() == path; };
        if (is_number && std::ranges::any_of(told, is_told)) continue;
        told.emplace_back(problem.code(), problem.message(), path);
    }
    return told;
}

} // namespace kohort
