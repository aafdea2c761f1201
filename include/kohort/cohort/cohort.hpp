// Cohorts: persons from a day on, with what was recorded of them then, and how many each condition left out.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/cohort/duration_counts.hpp>
#include <kohort/spells/row_filter.hpp>
#include <kohort/spells/spell_register.hpp>
#include <kohort/time/duration.hpp>
#include <kohort/time/window.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kohort {

/// What makes someone a member. It tells the origin, the day from which time is counted.
enum class cohort_event : std::uint8_t {
    entered,  ///< a spell starts in the time; the origin is that day
    exited,   ///< a spell's exit day lies in the time; the origin is that day
    in_stock, ///< a spell is there on a day T, `start <= T < end`; the origin is T
    born      ///< the person is born in the time, one entry per person; the origin is a birthday
};

/// One member: a spell of a person, whose codes are the covariates.
struct cohort_member {
    std::uint32_t person = 0;
    std::int32_t origin = 0;       ///< a day
    std::uint32_t row = 0;         ///< of the register
    std::uint16_t in_register = 0; ///< an index in `cohort::registers`
    cohort_event event = cohort_event::entered;
    /// What was asked of the time before the origin (no earlier spell) is not known for all of it: it begins before the
    /// register's horizon.
    bool history_is_cut = false;
    friend bool operator==(const cohort_member&, const cohort_member&) = default;
};

/// What one condition removed.
struct attrition_step {
    std::string condition;
    std::int64_t rows_removed = 0;
    std::int64_t persons_removed = 0; ///< who has no row any more
    std::int64_t rows_left = 0;
    std::int64_t persons_left = 0;
    friend bool operator==(const attrition_step&, const attrition_step&) = default;
};

/// A set of members, in order of person, origin, register and row. The registers are those of one data set.
struct cohort {
    std::string id{};
    std::vector<std::shared_ptr<const spell_register>> registers{};
    std::vector<cohort_member> members{};
    /// The first step is everything there was, and removes nothing; each other one what its condition removed. Rows and
    /// persons left and removed add up to those of the step before: nothing is lost.
    std::vector<attrition_step> attrition{};

    [[nodiscard]] const spell_register& register_of(const cohort_member& member) const noexcept {
        return *registers[member.in_register];
    }
    /// The exit day of the member's spell, `spell_register::open_end` when it is open.
    [[nodiscard]] std::int32_t exit_day(const cohort_member& member) const noexcept {
        return register_of(member).exit_day(member.row);
    }
    /// Distinct persons. O(members).
    [[nodiscard]] std::int64_t persons() const noexcept;
};

/// Makes a cohort out of a register, condition by condition. The order of calls is that of the attrition table; first
/// comes exactly one of `entered`, `exited`, `in_stock` and `born`.
class cohort_selection {
  public:
    explicit cohort_selection(std::shared_ptr<const spell_register> spells);

    /// Spells that start in the time. O(rows) with the sorting of each person's, as for everything below.
    void entered(window time, std::string condition);
    /// Spells whose exit day lies in the time.
    void exited(window time, std::string condition);
    /// Spells that are there on the day.
    void in_stock(day on, std::string condition);
    /// Spells of persons born in the time; the origin is the day on which they complete `at_age` years, or 31 December
    /// of that year in a register with years of birth. Of a person the first kept spell counts: `first_per_person` is
    /// due in the end.
    void born(window time, int at_age, std::string condition);

    /// Rows that pass all filters.
    void keep(std::span<const row_filter> filters, std::string condition);
    /// Entries of persons without an earlier spell in the register, ever or in the time before: see `first_entries`.
    /// Members whose history begins before the horizon are marked; "ever" always does.
    void keep_first_entries(std::optional<duration> without_earlier_in, std::string condition);
    /// The first member of each person: a cohort over persons instead of spells.
    void keep_first_per_person(std::string condition);

    [[nodiscard]] const std::vector<cohort_member>& members() const noexcept { return made_.members; }
    [[nodiscard]] cohort finish(std::string id) &&;

  private:
    template <class OriginOf>
    void begin(cohort_event event, OriginOf origin_of, std::string condition);
    template <class Keeps>
    void keep_where(Keeps keeps, std::string condition);
    void note(std::string condition);

    std::shared_ptr<const spell_register> spells_;
    cohort made_;
};

/// Whose members stand for a person who is in both cohorts.
enum class origin_choice : std::uint8_t {
    first_cohort, ///< those of the first cohort
    earliest,     ///< those of the cohort in which the person's first origin is earlier; of equal ones, the first's
    latest        ///< those of the cohort in which the person's last origin is later; of equal ones, the first's
};

/// Persons in either cohort. O(members of both), as for all three.
[[nodiscard]] cohort united(const cohort& first, const cohort& second,
                            origin_choice origin = origin_choice::first_cohort, std::string id = {});
/// Persons in both cohorts.
[[nodiscard]] cohort intersected(const cohort& first, const cohort& second,
                                 origin_choice origin = origin_choice::first_cohort, std::string id = {});
/// Persons of the first cohort who are not in the second.
[[nodiscard]] cohort without(const cohort& first, const cohort& second, std::string id = {});

/// The members in groups by the codes of their spells.
struct member_groups {
    std::vector<std::string> dimensions{};
    std::vector<std::vector<std::string>> codes{{}}; ///< by group, one code per dimension; one group of all at first
    std::vector<std::uint16_t> group_of{};           ///< by member

    [[nodiscard]] std::size_t size() const noexcept { return codes.size(); }
    /// The codes joined by ", "; empty for the group of all.
    [[nodiscard]] std::string name(std::size_t group) const;
};

/// Groups by the combinations of codes that members have, in the order of the code lists, unknown last; without
/// dimensions all members are one group. Errors: a dimension that some register does not have (with the nearest names);
/// more than 65,535 groups. O(members x dimensions + groups x log groups).
[[nodiscard]] result<member_groups> group_by(const cohort& of, std::span<const std::string> dimensions);

/// Which exit reasons are which cause, see `duration_query`.
struct cohort_exits {
    std::vector<exit_cause> causes{};
    std::vector<std::string> censoring{};
    std::string other_cause = "other";
    friend bool operator==(const cohort_exits&, const cohort_exits&) = default;
};

/// Durations of the members' spells, in days of the half-open spell from its start. Who entered in the time is observed
/// from the start, who was in stock on a day T from the first day of duration after it (left-truncated), so that both
/// describe the same curve. The observation ends with the register's horizon. Unweighted.
///
/// Errors: members who exited or were born, whose time is not that of their spell; groups of another cohort; those of
/// `count_durations` about causes. O(members + groups x causes x days).
[[nodiscard]] result<duration_counts> count_durations(const cohort& of, const member_groups& groups,
                                                      const cohort_exits& exits = {});

} // namespace kohort
