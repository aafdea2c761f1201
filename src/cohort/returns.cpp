#include <kohort/cohort/returns.hpp>

#include "member_checks.hpp"

#include <kohort/spells/days_of_person.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace kohort {

namespace {

/// Months until an event or the end of the observation.
struct followed_months {
    std::int32_t whole;    ///< months that end by the horizon, or in which the return lies
    bool returned = false; ///< in the last of them
};

/// How many months to the return, of at most `months`.
followed_months follow(day exit, std::optional<day> back, day horizon, int months) noexcept {
    for (int month = 1; month <= months; ++month) {
        const auto end = add_months(exit, month);
        if (end > horizon) return {month - 1};
        if (back && *back <= end) return {month, true};
    }
    return {months};
}

std::optional<day> first_start_after(std::span<const day_span> spells, day exit) noexcept {
    const auto found = std::upper_bound(spells.begin(), spells.end(), exit.count(),
                                        [](std::int32_t d, day_span span) { return d < span.start; });
    return found == spells.end() ? std::nullopt : std::optional(day(found->start));
}

} // namespace

result<std::vector<return_rates>> return_rates_of(const cohort& of, const member_groups& groups,
                                                  std::span<const spell_source> sources, int months,
                                                  const interval_options& interval) {
    if (auto problem = check_groups(of, groups)) return *problem;
    if (auto problem = check_months(months, 1)) return *problem;
    if (sources.empty())
        return error(error_code::invalid_argument, "name a register to which people may return", "/sources");

    std::vector<return_rates> rates(groups.size());
    for (std::size_t g = 0; g < groups.size(); ++g) {
        rates[g].group = groups.name(g);
        rates[g].known.resize(static_cast<std::size_t>(months));
        rates[g].returned.resize(static_cast<std::size_t>(months));
    }
    const auto horizon = last_observed(sources);
    std::vector<std::int32_t> whole_months;
    std::vector<std::uint8_t> cause;
    std::vector<std::uint16_t> group;
    days_of_person days(sources);
    std::optional<std::uint32_t> person;
    std::span<const day_span> spells;
    for (std::size_t i = 0; i < of.members.size(); ++i) {
        const auto& member = of.members[i];
        auto& rate = rates[groups.group_of[i]];
        const auto exit_day = of.exit_day(member);
        if (exit_day == spell_register::open_end || day(exit_day) > horizon) {
            ++rate.not_exited;
            continue;
        }
        if (person != member.person) spells = days.spells_of(member.person);
        person = member.person;
        const day exit(exit_day);
        const auto back = first_start_after(spells, exit);
        const auto followed = follow(exit, back, horizon, months);
        ++rate.exits;
        whole_months.push_back(followed.whole);
        cause.push_back(followed.returned ? 1 : 0);
        group.push_back(groups.group_of[i]);
        for (int month = 1; month <= months && add_months(exit, month) <= horizon; ++month) {
            ++rate.known[static_cast<std::size_t>(month) - 1];
            rate.returned[static_cast<std::size_t>(month) - 1] += followed.returned && followed.whole <= month;
        }
    }
    duration_columns columns{{}, whole_months, cause, {}, group, {"return"}, {}};
    columns.groups.clear();
    for (std::size_t g = 0; g < groups.size(); ++g) columns.groups.push_back(groups.name(g));
    const auto counts = count_durations(columns);
    if (!counts) return counts.errors();
    auto curves = kaplan_meier(*counts, interval);
    if (!curves) return std::move(curves).errors();
    for (std::size_t g = 0; g < rates.size(); ++g) rates[g].curve = std::move((*curves)[g]);
    return rates;
}

return_estimate returned_by(const return_rates& rates, int month) noexcept {
    constexpr auto none = std::numeric_limits<double>::quiet_NaN();
    const auto& curve = rates.curve;
    const auto known = rates.known[static_cast<std::size_t>(month) - 1];
    const auto staying = survival_on(curve, month);
    return_estimate made{known, known > 0 ? 1 - staying : none, none, none, none};
    const auto next = std::upper_bound(curve.day.begin(), curve.day.end(), month);
    if (std::isnan(made.share) || next == curve.day.begin()) return made;
    const auto row = static_cast<std::size_t>(next - curve.day.begin()) - 1;
    made.at_risk = curve.spells_at_risk[row];
    made.standard_error = curve.standard_error[row];
    made.lower = 1 - curve.upper[row];
    made.upper = 1 - curve.lower[row];
    return made;
}

} // namespace kohort
