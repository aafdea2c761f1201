#include <kohort/indicator/evaluate.hpp>

#include "prepared_indicator.hpp"

#include <kohort/aggregate/count.hpp>
#include <kohort/base/suggest.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace kohort {

namespace {

/// All definitions of a call made ready, and what must be counted for them.
class prepared_call {
  public:
    prepared_call(std::span<const definition> definitions, const data_set& data, const evaluate_options& options)
        : registers_(data) {
        for (const auto& indicator : definitions) {
            definition_errors errors(indicator.id);
            auto& made = indicators_.emplace_back(indicator, data, options, registers_, errors);
            problems_.insert(problems_.end(), errors.found().begin(), errors.found().end());
            if (!errors.found().empty()) continue;
            for (auto* leaf : made.counted()) add(*leaf, indicator.id);
        }
    }

    [[nodiscard]] const error_list& problems() const noexcept { return problems_; }
    [[nodiscard]] const std::vector<prepared_indicator>& indicators() const noexcept { return indicators_; }

    /// The counts of every leaf. Tables have none.
    [[nodiscard]] result<std::vector<std::vector<measure_counts>>> count(const evaluate_options& options) const {
        std::int64_t all_rows = 0, rows_done = 0;
        for (const auto& pass : passes_) all_rows += static_cast<std::int64_t>(pass.spells->size());
        std::vector<std::vector<measure_counts>> counts(leaves_);
        for (const auto& pass : passes_) {
            const auto rows = static_cast<std::int64_t>(pass.spells->size());
            const auto progress = [&](std::int64_t done, std::int64_t all) {
                const auto part = all == 0 ? 0 : done * rows / all; // several passes count as one
                return !options.progress || options.progress(rows_done + part, all_rows);
            };
            auto counted = kohort::count(*pass.spells, pass.measures, counting(options, progress));
            if (!counted) return of_definitions(counted.errors(), pass);
            rows_done += rows;
            for (std::size_t m = 0; m < counted->size(); ++m)
                counts[pass.leaf_of_measure[m]].push_back(std::move((*counted)[m]));
        }
        return counts;
    }

    [[nodiscard]] result<std::string> explain(const evaluate_options& options) const {
        std::string text;
        for (const auto& pass : passes_) {
            const auto planned = plan_passes(*pass.spells, pass.measures, counting(options, {}));
            if (!planned) return of_definitions(planned.errors(), pass);
            text += planned->explain();
        }
        return text;
    }

  private:
    /// The measures of all indicators on one register.
    struct register_pass {
        const spell_register* spells;
        std::vector<aggregate_measure> measures;
        std::vector<std::size_t> leaf_of_measure;
        std::vector<std::string> id_of_measure;
    };

    void add(const prepared_figures& leaf, const std::string& id) {
        const auto number = leaves_++;
        if (!leaf.spells) return;
        auto pass = std::ranges::find(passes_, leaf.spells, &register_pass::spells);
        if (pass == passes_.end()) pass = passes_.insert(passes_.end(), {leaf.spells, {}, {}, {}});
        pass->measures.insert(pass->measures.end(), leaf.measures.begin(), leaf.measures.end());
        pass->leaf_of_measure.resize(pass->measures.size(), number);
        pass->id_of_measure.resize(pass->measures.size(), id);
    }

    static count_options counting(const evaluate_options& options,
                                  std::function<bool(std::int64_t, std::int64_t)> progress) {
        return {.threads = options.threads, .memory = options.memory, .limits = {}, .progress = std::move(progress)};
    }

    /// Errors about measures, told of their definitions, each once.
    static error_list of_definitions(const error_list& problems, const register_pass& pass) {
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

    register_pool registers_;
    std::vector<prepared_indicator> indicators_;
    error_list problems_;
    std::vector<register_pass> passes_;
    std::size_t leaves_ = 0;
};

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

/// What is wrong with a call before any row is read.
error_list problems_of(const prepared_call& call, const evaluate_options& options, const data_set& data) {
    auto problems = check_breakdowns(options, data);
    problems.insert(problems.end(), call.problems().begin(), call.problems().end());
    return problems;
}

error no_threads() { return {error_code::invalid_argument, "at least one thread is needed; leave `threads` at 1"}; }

} // namespace

result<std::vector<indicator_table>> evaluate(std::span<const definition> definitions, const data_set& data,
                                              const evaluate_options& options) {
    if (options.threads == 0) return no_threads();
    const prepared_call call(definitions, data, options);
    if (auto problems = problems_of(call, options, data); !problems.empty()) return problems;
    const auto counts = call.count(options);
    if (!counts) return counts.errors();
    const std::vector<std::span<const measure_counts>> all(counts->begin(), counts->end());
    std::span rest(all);
    std::vector<indicator_table> tables;
    for (const auto& each : call.indicators()) {
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

result<std::string> explain_plan(std::span<const definition> definitions, const data_set& data,
                                 const evaluate_options& options) {
    if (options.threads == 0) return no_threads();
    const prepared_call call(definitions, data, options);
    if (auto problems = problems_of(call, options, data); !problems.empty()) return problems;
    return call.explain(options);
}

indicator_table evaluate(const definition& indicator, const data_set& data, const evaluate_options& options) {
    return std::move(evaluate(std::span(&indicator, 1), data, options).value().front());
}

} // namespace kohort
