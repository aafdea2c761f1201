// What engines on cohorts have in common: checks of their arguments, and how far their sources are observed.
#pragma once

#include <kohort/cohort/cohort.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>

namespace kohort {

constexpr int most_months = 1'200;

[[nodiscard]] inline std::optional<error> check_groups(const cohort& of, const member_groups& groups) {
    if (groups.group_of.size() == of.members.size()) return std::nullopt;
    return error(error_code::invalid_argument,
                 fmt::format("the groups are of {} members, the cohort has {}: make them with group_by of this cohort",
                             groups.group_of.size(), of.members.size()),
                 "/groups");
}

[[nodiscard]] inline std::optional<error> check_months(int months, int least) {
    if (months >= least && months <= most_months) return std::nullopt;
    return error(error_code::invalid_argument,
                 fmt::format("{} months are not between {} and {}", months, least, most_months), "/months");
}

/// The last day on which all sources are observed.
[[nodiscard]] inline day last_observed(std::span<const spell_source> sources) noexcept {
    auto last = day(spell_register::open_end);
    for (const auto& source : sources) last = (std::min)(last, source.spells->horizon().last);
    return last;
}

} // namespace kohort
