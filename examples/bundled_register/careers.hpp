// How persons come to a target group of Jobbtorg and leave it, so that each year has the persons that were printed.
#pragma once

#include "calendar.hpp"
#include "choices.hpp"
#include "random.hpp"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace bundled {

/// The days that are observed.
inline const day horizon_from = make_day(2021, 9, 1);
inline const day horizon_to = make_day(2024, 12, 31);

/// A person's time in one target group.
struct career {
    std::string_view group;
    std::string_view job_type;
    sex of = women;
    day start = 0;
    std::optional<day> exit = {}; ///< last day; nothing while it goes on
    std::string_view reason = {}; ///< empty while it goes on
    struct absence {
        day last_before;
        day first_after;
    };
    std::optional<absence> away = {}; ///< left and came back within a year
    bool with_studies = false;

    /// The last day that is observed.
    [[nodiscard]] day last() const { return exit.value_or(horizon_to); }
    [[nodiscard]] bool is_in(int year) const { return start <= last_of_year(year) && last() >= first_of_year(year); }
    [[nodiscard]] bool leaves_in(int year) const { return exit && year_of(*exit) == year; }
};

/// Persons of the group, or of the type of Stockholmsjobb, in the year.
[[nodiscard]] int persons_in(const chosen::flow_row& flow, int year);

/// All careers, so that persons, entries and exits of every year, their outcomes and mean durations are as chosen.
[[nodiscard]] std::vector<career> make_careers(random_source& chance);

/// Room that is left in each year.
using yearly_room = std::array<int, years>;

/// Whether the career fits into the room of every year in which it is; then it takes one place in each.
[[nodiscard]] bool take(yearly_room& room, const career& c);

/// Stops the program unless every place is taken.
void expect_full(const yearly_room& room, std::string_view what);

} // namespace bundled
