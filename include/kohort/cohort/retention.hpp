// The retention triangle: of those who entered in each period, who is still there so many months later.
#pragma once

#include <kohort/base/obs_status.hpp>
#include <kohort/base/result.hpp>
#include <kohort/cohort/cohort.hpp>
#include <kohort/time/period.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace kohort {

/// What counts as being there on a day.
enum class retention_of : std::uint8_t {
    spell, ///< still in: the member's own spell covers the day
    person ///< still present: some kept spell of the person does, the same or a later one
};

/// One cell: the share is `retained / members`.
struct retention_cell {
    std::int64_t members = 0;
    std::int64_t retained = 0;
    /// Missing when the follow-up of the last who may enter in the period passes the horizon (counts are 0 then); not
    /// applicable when nobody entered.
    obs_status status{};
    friend bool operator==(const retention_cell&, const retention_cell&) = default;
};

/// The triangle of one group.
struct retention_triangle {
    std::string group;
    std::vector<period> entry;         ///< every period from the first to the last with a member of any group
    int months = 0;                    ///< the last column
    std::vector<retention_cell> cells; ///< by period, then by month from 0 on

    [[nodiscard]] const retention_cell& at(std::size_t row, int month) const noexcept {
        return cells[row * (static_cast<std::size_t>(months) + 1) + static_cast<std::size_t>(month)];
    }
};

struct retention_query {
    int months = 12;                    ///< columns: 0 to so many months after the origin
    frequency every = frequency::month; ///< rows: periods of the origin
    retention_of of = retention_of::spell;
    std::vector<spell_source> sources{}; ///< for `retention_of::person`
};

/// One triangle per group. A member is looked at on the day `add_months(origin, k)`, T is in when
/// `start <= T < end`; so a spell without a day is not there in month 0. A cell is known when
/// `add_months(last day of the period, k)` lies within the horizon (of the members' registers, or the earliest of the
/// sources'): it does not depend on who happened to enter when.
///
/// Errors: groups of another cohort; a negative number of months or more than 1,200; no source for the presence of
/// persons; the spells of members who have exited or were born. O(members x months + rows of the sources).
[[nodiscard]] result<std::vector<retention_triangle>> retention(const cohort& of, const member_groups& groups,
                                                                const retention_query& query = {});

} // namespace kohort
