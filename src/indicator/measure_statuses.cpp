#include "measure_statuses.hpp"

#include "row_rules.hpp"

#include <kohort/cohort/follow_up.hpp>

#include <cstddef>

namespace kohort {
namespace {

/// Whether the register of a follow-up ends before the last events can be followed to the end.
bool ends_too_early(const follow_up& followed, window events, const data_set& data) {
    const auto needed = last_day_needed(events.last, rule_of(followed));
    for (const auto& name : followed.registers)
        if (const auto* source = data.find(name); source && needed > source->horizon().last) return true;
    return false;
}

/// Whether what was before is asked for, and was before the register was observed.
bool looks_too_far_back(const row_restrictions& to, window asked, window period, window observed) {
    if (to.first && to.first->without_earlier_in &&
        subtract(asked.first, *to.first->without_earlier_in) < observed.first)
        return true;
    return to.months && clock_window({clock_kind::during, {}, to.months->in}, period).first < observed.first;
}

} // namespace

obs_status status_of(window asked, window observed) {
    if (asked.first > observed.last || asked.last < observed.first) return availability::missing;
    obs_status status;
    if (asked.last > observed.last) status.add(obs_flag::provisional);
    if (asked.first < observed.first) status.add(obs_flag::low_reliability);
    return status;
}

std::vector<obs_status> statuses_of(const figure_request& request, const figure_context& context,
                                    std::span<const window> asked, window observed) {
    std::vector<obs_status> statuses;
    for (std::size_t p = 0; p < asked.size(); ++p) {
        auto& status = statuses.emplace_back(status_of(asked[p], observed));
        for (const auto* to : {static_cast<const row_restrictions*>(&request.of), request.part}) {
            if (!to) continue;
            if (to->followed && ends_too_early(*to->followed, asked[p], context.data))
                status.add(obs_flag::provisional);
            if (looks_too_far_back(*to, asked[p], context.periods[p].span, observed))
                status.add(obs_flag::low_reliability);
        }
    }
    return statuses;
}

} // namespace kohort
