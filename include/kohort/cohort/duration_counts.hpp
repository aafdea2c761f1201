// How many are observed, exit and are censored by days of duration: what every estimate of durations is computed from.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/spells/row_filter.hpp>
#include <kohort/time/window.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kohort {

/// The durations of one group. All vectors are by day of duration, 0 to `duration_counts::days - 1`, in weights (in
/// spells where there are no weights).
///
/// A spell is at risk on the days of duration on which it could have been seen to exit: from 0, or from the day after
/// it came under observation (left truncation), to the day on which it exits or is last observed (right censoring).
/// On one day exits come before censorings: who is censored on a day was at risk on it.
struct duration_group {
    std::string name;
    std::int64_t spells = 0;
    std::vector<double> entering;             ///< at risk from this day on
    std::vector<double> censored;             ///< at risk to this day without an exit
    std::vector<std::vector<double>> exits;   ///< by cause, then day
    std::vector<double> at_risk;              ///< on this day
    std::vector<std::int64_t> spells_at_risk; ///< the same in spells

    /// Exits of all causes on a day.
    [[nodiscard]] double all_exits(std::size_t day) const noexcept {
        double sum = 0;
        for (const auto& cause : exits) sum += cause[day];
        return sum;
    }
};

/// Durations counted by group, cause of exit and day.
struct duration_counts {
    std::vector<std::string> causes; ///< at least one
    std::vector<duration_group> groups;
    std::size_t days = 0;
    bool is_weighted = false;
    bool is_truncated = false;        ///< some spells came under observation after their first day
    std::int64_t without_weight = 0;  ///< spells of weight 0, which are in no count
    std::int64_t unobserved = 0;      ///< spells of a register with no day under observation, which are in no count
    std::optional<window> observed{}; ///< the days on which a register's spells were observed
};

/// Durations as columns of equal length, one element per spell.
struct duration_columns {
    /// Days from the origin to when observation began. 0: observed from the start, so that an exit on day 0 counts.
    /// e > 0: at risk from day e + 1, R's (e, exit]. Empty: all from the start.
    std::span<const std::int32_t> entry{};
    std::span<const std::int32_t> exit{};   ///< days from the origin to the exit or the last observation
    std::span<const std::uint8_t> cause{};  ///< 0: censored; k: by the k-th cause
    std::span<const double> weight{};       ///< empty: 1 each. A spell of weight 2 counts as two
    std::span<const std::uint16_t> group{}; ///< index in `groups`; empty: all in the first
    std::vector<std::string> causes{"exit"};
    std::vector<std::string> groups{""};
};

/// The longest duration that is counted, in days.
constexpr std::int32_t longest_duration = 100'000;

/// Counts durations given as columns. A spell may start and end on day 0; a spell of weight 0 is left out and counted
/// as such; a group without spells stays, empty.
///
/// Errors, each with the number of such rows and the first of them (rows count from 0): an exit before day 0, before
/// its entry, or on the day of an entry after day 0 (it was never under observation), an exit after `longest_duration`,
/// a negative entry, a cause or group that does not exist, a weight that is negative, infinite or NaN. Also columns of
/// different lengths, no cause, no group, a table of more than 2^27 cells. O(rows + groups x causes x days).
[[nodiscard]] result<duration_counts> count_durations(const duration_columns& columns);

/// Several exit reasons under one name.
struct exit_cause {
    std::string name;
    std::vector<std::string> codes; ///< of the exit reason's dimension; a code of a hierarchy also means those below it
    friend bool operator==(const exit_cause&, const exit_cause&) = default;
};

/// What to count of a register.
struct duration_query {
    /// The days of observation; nothing: the register's horizon. Days outside the horizon are not observed.
    std::optional<window> observed{};
    /// The dimensions that group, by each code that a spell carries; none: one group.
    std::vector<std::string> by{};
    /// Causes of exit, by the register's exit reason. Empty: every exit (but `censoring`) is of the one cause "exit".
    std::vector<exit_cause> causes{};
    /// Exit reasons that end the observation without being an exit (moved away): censored on the exit's day.
    std::vector<std::string> censoring{};
    /// With causes, that of every other reason, unknown ones included; it is there when some reason is neither a
    /// cause's nor censoring.
    std::string other_cause = "other";
};

/// Counts the durations of a register's spells, in days of the half-open spell `end - start`, weighted when it has
/// weights. Exits are those with an exit day in the window. A spell that started before the window and had not exited
/// by then is left-truncated: it is at risk from the first duration at which its exit would have been in the window. A
/// spell that has not exited by the window's end is right-censored there. So curves from a window of a year describe
/// that year, not those who entered in it (a period estimate); filters choose entrants instead.
///
/// Groups are those of a dimension in its order: "unknown" first (when there is any), then every code. Of several
/// dimensions there is a group for each choice of codes, that of the last changing fastest: "women, 16-24".
///
/// Errors: a dimension or code that does not exist (with the nearest names), a code in two causes, causes without an
/// exit reason in the register, a window without a day of the horizon, a negative weight, more than 65,535 groups, a
/// table of more than 2^27 cells, a duration longer than `longest_duration`. O(rows + groups x causes x days).
[[nodiscard]] result<duration_counts> count_durations(const spell_source& source, const duration_query& query = {});

/// All groups as one, named `name`. O(groups x causes x days).
[[nodiscard]] duration_counts total(const duration_counts& counts, std::string name = {});

} // namespace kohort
