#include <kohort/indicator/evaluate.hpp>

#include "prepared_call.hpp"

#include <kohort/indicator/evaluation.hpp>

#include <utility>

namespace kohort {

result<std::vector<indicator_table>> evaluate(std::span<const definition> definitions, const data_set& data,
                                              const evaluate_options& options) {
    const auto compiled = evaluation::compile(definitions, data, options);
    if (!compiled) return compiled.errors();
    evaluation_state state(*compiled);
    if (auto problems = state.push(data, {.threads = options.threads,
                                          .memory = options.memory,
                                          .progress = options.progress}))
        return *std::move(problems);
    return state.finish();
}

result<std::string> explain_plan(std::span<const definition> definitions, const data_set& data,
                                 const evaluate_options& options) {
    if (options.threads == 0)
        return error(error_code::invalid_argument, "at least one thread is needed; leave `threads` at 1");
    const prepared_call call(definitions, data, options);
    if (!call.problems().empty()) return call.problems();
    return call.explain({.threads = options.threads, .memory = options.memory, .limits = {}, .progress = {}});
}

indicator_table evaluate(const definition& indicator, const data_set& data, const evaluate_options& options) {
    return std::move(evaluate(std::span(&indicator, 1), data, options).value().front());
}

} // namespace kohort
