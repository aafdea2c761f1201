#include <kohort/aggregate/flows.hpp>

#include "compiled_plan.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace kohort {
namespace {

using timing = aggregate_measure::timing;

std::string_view problem_of(const aggregate_measure& of) {
    if (of.distinct_persons || of.adds != aggregate_measure::weighting::one || of.start || of.end)
        return "flows are of spells as they are; leave out distinct persons, weights and moved days";
    if (of.from.size() > 1 || of.until.size() > 1) return "flows are of one band: one day \"from\" and one \"until\"";
    if (of.from.size() == 1 && of.until.size() == 1 && !detail::is_never_before(of.until.front(), of.from.front()))
        return "the band of flows ends before it begins, or in another unit of time; state both in the same unit";
    return {};
}

} // namespace

result<flow_counts> flows(const spell_register& spells, const aggregate_measure& of, const count_options& options) {
    if (const auto problem = problem_of(of); !problem.empty()) return error(error_code::plan, std::string(problem));
    const auto with = [&of](timing when) {
        auto made = of;
        made.when = when;
        return made;
    };
    auto stock = with(timing::close_of), opening = stock;
    for (auto& window : stock.windows) window.first = window.last;
    for (auto& window : opening.windows) window.last = window.first = window.first - 1;
    auto in = with(timing::crossing), out = in;
    out.from = std::exchange(in.until, {});
    out.until.clear();
    std::vector<aggregate_measure> measures{std::move(opening), with(timing::entries), with(timing::exits),
                                            std::move(stock)};
    const bool has_in = !in.from.empty(), has_out = !out.from.empty();
    if (has_in) measures.push_back(std::move(in));
    if (has_out) measures.push_back(std::move(out));
    auto counts = count(spells, measures, options);
    if (!counts) return counts.errors();
    auto nobody = (*counts)[0];
    std::fill(nobody.counts.begin(), nobody.counts.end(), 0);
    flow_counts made;
    made.opening = std::move((*counts)[0]);
    made.entries = std::move((*counts)[1]);
    made.exits = std::move((*counts)[2]);
    made.stock = std::move((*counts)[3]);
    made.moved_in = has_in ? std::move((*counts)[4]) : nobody;
    made.moved_out = has_out ? std::move(counts->back()) : nobody;
    return made;
}

} // namespace kohort
