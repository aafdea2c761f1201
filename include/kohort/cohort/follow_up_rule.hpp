// When and how the state some time after an event is looked at.
#pragma once

#include <kohort/time/duration.hpp>

#include <cstdint>
#include <optional>

namespace kohort {

/// When the state must hold, counted from the event's day E (the exit day of exits, the start of entries, T of a
/// stock).
enum class follow_up_form : std::uint8_t {
    on_day,      ///< on E + N (months by `add_months`)
    in_month,    ///< in the calendar month N after E's month
    every_month, ///< in each of the calendar months 1..N after E's month
    every_day,   ///< on each day from E + 1 to E + N
    within       ///< on some day from E + 1 to E + N
};

/// The state asked for. A person is present on a day that a kept spell of a follow-up register covers, and present in a
/// month with such a day; absent is its contrary.
enum class follow_up_state : std::uint8_t {
    present,
    absent,
    known ///< the follow-up is complete by the horizon
};

struct follow_up_rule {
    duration after{};
    follow_up_form as = follow_up_form::on_day;
    follow_up_state state = follow_up_state::present;
    /// The state counts only in a spell that starts after E, at the latest on the last day that is looked at, and lasts
    /// at least so long: `end >= add(start, lasting)`; an open spell lasts. For the state `present`.
    std::optional<duration> lasting{};
};

/// The last day that must have been observed to know the outcome of an event on day `event`. With `lasting`, that is
/// the last day of a spell that starts as late as it may and lasts just so long, whether the event has such a spell or
/// not: if only the events with an undecided spell were set aside, what remains would be biased.
[[nodiscard]] day last_day_needed(day event, const follow_up_rule& rule) noexcept;

} // namespace kohort
