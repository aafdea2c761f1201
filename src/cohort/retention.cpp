#include <kohort/cohort/retention.hpp>

#include "member_checks.hpp"

#include <kohort/spells/days_of_person.hpp>

#include <algorithm>
#include <optional>

namespace kohort {

namespace {

/// Whether members are there on days.
class presence {
  public:
    presence(const cohort& of, const retention_query& query) : of_(of), query_(query), days_(query.sources) {}

    /// Members must come in order.
    void look_at(const cohort_member& member) {
        if (query_.of == retention_of::person && person_ != member.person) {
            covered_ = days_.covered(member.person);
            person_ = member.person;
        }
        if (query_.of == retention_of::spell) {
            const auto& spells = of_.register_of(member);
            own_ = {spells.start()[member.row], spells.end()[member.row]};
            covered_ = std::span(&own_, 1);
        }
    }
    [[nodiscard]] bool on(day d) const noexcept {
        return std::any_of(covered_.begin(), covered_.end(),
                           [&](day_span span) { return span.start <= d.count() && d.count() < span.end; });
    }
    [[nodiscard]] day last_known() const noexcept {
        if (query_.of == retention_of::person) return last_observed(query_.sources);
        auto last = day(spell_register::open_end);
        for (const auto& spells : of_.registers) last = (std::min)(last, spells->horizon().last);
        return last;
    }

  private:
    const cohort& of_;
    const retention_query& query_;
    days_of_person days_;
    std::optional<std::uint32_t> person_;
    day_span own_{};
    std::span<const day_span> covered_;
};

std::optional<error> check(const cohort& of, const member_groups& groups, const retention_query& query) {
    if (auto problem = check_groups(of, groups)) return problem;
    if (auto problem = check_months(query.months, 0)) return problem;
    if (query.of == retention_of::person && query.sources.empty())
        return error(error_code::invalid_argument, "name a register in which persons may be present", "/sources");
    const bool has_left = std::any_of(of.members.begin(), of.members.end(), [](const cohort_member& member) {
        return member.event == cohort_event::exited || member.event == cohort_event::born;
    });
    if (query.of == retention_of::spell && has_left)
        return error(error_code::invalid_argument,
                     "who exited or was born is in no spell from the origin on; ask for the presence of persons",
                     "/of");
    return std::nullopt;
}

/// All periods from the first origin to the last.
std::vector<period> periods_of(const cohort& of, frequency every) {
    std::vector<period> periods;
    if (of.members.empty()) return periods;
    const auto [first, last] = std::minmax_element(of.members.begin(), of.members.end(),
                                                   [](const auto& a, const auto& b) { return a.origin < b.origin; });
    const auto end = period_containing({every}, day(last->origin));
    for (auto each = period_containing({every}, day(first->origin)); each.ordinal() <= end.ordinal();
         each = each.next())
        periods.push_back(each);
    return periods;
}

} // namespace

result<std::vector<retention_triangle>> retention(const cohort& of, const member_groups& groups,
                                                  const retention_query& query) {
    if (auto problem = check(of, groups, query)) return *problem;
    const auto periods = periods_of(of, query.every);
    const auto columns = static_cast<std::size_t>(query.months) + 1;
    presence there(of, query);
    const auto last_known = there.last_known();

    std::vector<retention_triangle> triangles;
    for (std::size_t g = 0; g < groups.size(); ++g)
        triangles.push_back({groups.name(g), periods, query.months, {periods.size() * columns, retention_cell{}}});
    std::vector<int> known; // by period: the number of columns that are known
    for (const auto& each : periods) {
        int months = 0;
        while (months <= query.months && add_months(each.last_day(), months) <= last_known) ++months;
        known.push_back(months);
    }
    for (std::size_t i = 0; i < of.members.size(); ++i) {
        const auto& member = of.members[i];
        const day origin(member.origin);
        there.look_at(member);
        const auto row = static_cast<std::size_t>(period_containing({query.every}, origin) - periods.front());
        auto* cells = &triangles[groups.group_of[i]].cells[row * columns];
        for (int month = 0; month < known[row]; ++month) {
            ++cells[month].members;
            cells[month].retained += there.on(add_months(origin, month));
        }
    }
    for (auto& triangle : triangles)
        for (std::size_t row = 0; row < periods.size(); ++row)
            for (int month = 0; month <= query.months; ++month) {
                auto& cell = triangle.cells[row * columns + static_cast<std::size_t>(month)];
                if (month >= known[row])
                    cell.status = availability::missing;
                else if (cell.members == 0)
                    cell.status = availability::not_applicable;
            }
    return triangles;
}

} // namespace kohort
