// What became of people some time after they entered or left.
#pragma once

#include <kohort/cohort/cohort.hpp>
#include <kohort/cohort/follow_up_rule.hpp>
#include <kohort/spells/row_filter.hpp>
#include <kohort/spells/spell_register.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace kohort {

/// A register in which the state is looked for, and its rows that count. Several registers are united.
using follow_up_source = spell_source;

/// What a row of the events' register turned out to be.
enum class follow_up_outcome : std::uint8_t {
    no_event,           ///< an open spell has no exit
    incomplete,         ///< the time passes the horizon; on what is known the state does not hold
    incomplete_reached, ///< the time passes the horizon; on what is known the state holds
    complete,           ///< observed to the end: the state does not hold
    complete_reached    ///< observed to the end: the state holds
};

enum class follow_up_event : std::uint8_t { entry, exit };

/// One `follow_up_outcome` per row of `events`. The horizon is the earliest last observed day of the sources.
///
/// `in_month` and `every_month` need `rule.after` in months or years, `rule.lasting` needs the state `present`
/// (asserted). All registers must be of one data set. One linear pass over the registers, which are sorted by person;
/// O(rows of all registers), and within a person O(events x spells).
[[nodiscard]] std::vector<std::uint8_t> follow_up_outcomes(const spell_register& events, follow_up_event of,
                                                           const follow_up_rule& rule,
                                                           std::span<const follow_up_source> sources);

/// One outcome per member of a cohort, counted from its origin.
[[nodiscard]] std::vector<std::uint8_t> follow_up_outcomes(const cohort& of, const follow_up_rule& rule,
                                                           std::span<const follow_up_source> sources);

/// The same counted from one day, the T of a stock, for every row. Rows that are not in the stock have an outcome too:
/// keep the stock by its clock.
[[nodiscard]] std::vector<std::uint8_t> follow_up_outcomes(const spell_register& stock, day event,
                                                           const follow_up_rule& rule,
                                                           std::span<const follow_up_source> sources);

} // namespace kohort
