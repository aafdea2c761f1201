// Durations counted from the members of a cohort.
#include <kohort/cohort/cohort.hpp>

#include "duration_table.hpp"
#include "member_checks.hpp"
#include "observed_spells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace kohort {

namespace {

/// The causes of all registers, by name, and what each register calls them.
class shared_causes {
  public:
    shared_causes(const cohort& of, const cohort_exits& exits) {
        for (const auto& spells : of.registers) sources_.push_back({spells.get(), {}});
        const duration_query query{{}, {}, exits.causes, exits.censoring, exits.other_cause};
        for (const auto& source : sources_) {
            const auto& observed = observed_.emplace_back(source, query);
            problems_.insert(problems_.end(), observed.problems().begin(), observed.problems().end());
            auto& numbers = number_of_.emplace_back(1, std::size_t{0});
            for (const auto& cause : observed.causes()) {
                const auto known = std::find(names_.begin(), names_.end(), cause);
                numbers.push_back(static_cast<std::size_t>(known - names_.begin()) + 1);
                if (known == names_.end()) names_.push_back(cause);
            }
        }
        if (names_.empty()) names_.push_back("exit");
    }

    [[nodiscard]] const error_list& problems() const noexcept { return problems_; }
    [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }
    [[nodiscard]] std::size_t of(const cohort_member& member) const noexcept {
        return number_of_[member.in_register][observed_[member.in_register].cause_of(member.row)];
    }

  private:
    std::vector<spell_source> sources_;
    std::vector<observed_spells> observed_; ///< by register
    std::vector<std::vector<std::size_t>> number_of_;
    std::vector<std::string> names_;
    error_list problems_;
};

/// The days of duration on which a spell is at risk, and whether it exits on the last.
struct days_at_risk {
    std::size_t first, last;
    bool exits;
};

/// Those of a member's spell; nothing without such a day.
std::optional<days_at_risk> part_of(const cohort_member& member, const spell_register& spells) noexcept {
    const auto start = spells.start()[member.row], exit_day = spells.exit_day(member.row);
    const auto observed_from = spells.horizon().first.count(), observed_to = spells.horizon().last.count();
    if (start > observed_to || exit_day < observed_from) return std::nullopt;
    const bool exits = exit_day <= observed_to;
    const auto last = (exits ? spells.end()[member.row] : observed_to + spells.exit_offset()) - start;
    // Before the horizon an exit would not have been seen; of a stock, the day itself has passed.
    auto first = start < observed_from ? observed_from + spells.exit_offset() - start : 0;
    if (member.event == cohort_event::in_stock) first = (std::max)(first, member.origin - start + 1);
    if (first > last) return std::nullopt;
    return days_at_risk{static_cast<std::size_t>(first), static_cast<std::size_t>(last), exits};
}

std::optional<error> check_events(const cohort& of) {
    const auto is_timed = [](const cohort_member& member) {
        return member.event == cohort_event::entered || member.event == cohort_event::in_stock;
    };
    const auto other = std::find_if_not(of.members.begin(), of.members.end(), is_timed);
    if (other == of.members.end()) return std::nullopt;
    return error(
        error_code::invalid_argument,
        fmt::format("the cohort \"{}\" has members who {}, and durations are those of spells from their start; "
                    "ask for returns or transitions, or make a cohort of those who entered",
                    of.id, other->event == cohort_event::exited ? "exited" : "were born"),
        "/from");
}

} // namespace

result<duration_counts> count_durations(const cohort& of, const member_groups& groups, const cohort_exits& exits) {
    if (auto problem = check_groups(of, groups)) return *problem;
    if (auto problem = check_events(of)) return *problem;
    const shared_causes causes(of, exits);
    if (!causes.problems().empty()) return causes.problems();

    std::size_t longest = 0;
    std::int64_t unobserved = 0;
    for (const auto& member : of.members) {
        if (const auto part = part_of(member, of.register_of(member)))
            longest = (std::max)(longest, part->last);
        else
            ++unobserved;
    }
    if (longest > static_cast<std::size_t>(longest_duration))
        return error(error_code::data, fmt::format("a spell of the cohort \"{}\" lasts {} days, more than {}; check "
                                                   "its start",
                                                   of.id, longest, longest_duration));
    if (auto problem = duration_table::check_size(groups.size(), causes.names().size(), longest + 1)) return *problem;
    duration_table table(groups.size(), causes.names().size(), longest + 1, false);
    for (std::size_t i = 0; i < of.members.size(); ++i) {
        const auto& member = of.members[i];
        if (const auto part = part_of(member, of.register_of(member))) // computed again: cheaper than kept
            table.add(groups.group_of[i], part->exits ? causes.of(member) : 0, part->first, part->last);
    }

    std::vector<std::string> names;
    for (std::size_t g = 0; g < groups.size(); ++g) names.push_back(groups.name(g));
    auto counts = table.finish(std::move(names), causes.names());
    counts.unobserved = unobserved;
    return counts;
}

} // namespace kohort
