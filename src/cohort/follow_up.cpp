#include <kohort/cohort/follow_up.hpp>

#include <kohort/spells/days_of_person.hpp>
#include <kohort/time/window.hpp>

#include <algorithm>
#include <cassert>
#include <cstddef>

namespace kohort {

namespace {

int months_of(duration length) noexcept {
    assert(length.unit == duration_unit::month || length.unit == duration_unit::year);
    return length.unit == duration_unit::year ? 12 * length.count : length.count;
}

/// The calendar month `months` after the month of `d`.
window month_after(day d, int months) noexcept {
    const auto date = to_civil(d);
    const auto first = add_months(from_civil({date.year, date.month, 1}), months);
    return {first, add_months(first, 1) - 1};
}

/// On some day of the window.
bool touches(std::span<const day_span> person, window days) noexcept {
    return std::any_of(person.begin(), person.end(),
                       [&](day_span s) { return s.start <= days.last.count() && s.end > days.first.count(); });
}

/// On every day of the window; the spans must not touch.
bool covers(std::span<const day_span> person, window days) noexcept {
    return std::any_of(person.begin(), person.end(),
                       [&](day_span s) { return s.start <= days.first.count() && s.end > days.last.count(); });
}

/// The last day that is looked at.
day last_day_asked(day event, const follow_up_rule& rule) noexcept {
    if (rule.as == follow_up_form::in_month || rule.as == follow_up_form::every_month)
        return month_after(event, months_of(rule.after)).last;
    return add(event, rule.after);
}

bool is_reached(day event, const follow_up_rule& rule, std::span<const day_span> person) noexcept {
    const bool wants_present = rule.state == follow_up_state::present;
    const window time{event + 1, add(event, rule.after)};
    switch (rule.as) {
    case follow_up_form::on_day:
        return touches(person, {time.last, time.last}) == wants_present;
    case follow_up_form::in_month:
        return touches(person, month_after(event, months_of(rule.after))) == wants_present;
    case follow_up_form::every_month:
        for (int month = 1; month <= months_of(rule.after); ++month)
            if (touches(person, month_after(event, month)) != wants_present) return false;
        return true;
    case follow_up_form::every_day:
        return wants_present ? covers(person, time) : !touches(person, time);
    case follow_up_form::within:
        return wants_present ? touches(person, time) : !covers(person, time);
    }
    return false;
}

/// The days of the spells that start after the event, in the time, and last long enough.
void collect_lasting(std::span<const day_span> spells, day event, const follow_up_rule& rule,
                     std::vector<day_span>& into) {
    const auto last_start = last_day_asked(event, rule).count();
    into.clear();
    for (const auto& spell : spells)
        if (spell.start > event.count() && spell.start <= last_start &&
            spell.end >= add(day(spell.start), *rule.lasting).count())
            into.push_back(spell);
    days_of_person::join(into);
}

follow_up_outcome outcome_of(bool complete, bool reached) noexcept {
    if (complete) return reached ? follow_up_outcome::complete_reached : follow_up_outcome::complete;
    return reached ? follow_up_outcome::incomplete_reached : follow_up_outcome::incomplete;
}

/// `person_of(i)` must not fall; `event_of(i)` is the event's day, or `open_end` when there is none.
template <class PersonOf, class EventOf>
std::vector<std::uint8_t> outcomes(std::size_t events, const follow_up_rule& rule,
                                   std::span<const follow_up_source> sources, PersonOf person_of, EventOf event_of) {
    assert(!rule.lasting || rule.state == follow_up_state::present);
    auto horizon = day(spell_register::open_end);
    for (const auto& source : sources) horizon = std::min(horizon, source.spells->horizon().last);

    std::vector<std::uint8_t> found(events, static_cast<std::uint8_t>(follow_up_outcome::no_event));
    days_of_person days(sources);
    std::vector<day_span> lasting;
    for (std::size_t row = 0; row < events;) {
        const auto person = person_of(row);
        const auto present = rule.lasting ? days.spells_of(person) : days.covered(person);
        for (; row < events && person_of(row) == person; ++row) {
            const std::int32_t on = event_of(row);
            if (on == spell_register::open_end) continue;
            const day event(on);
            if (rule.lasting) collect_lasting(present, event, rule, lasting);
            const bool complete = last_day_needed(event, rule) <= horizon;
            const bool reached =
                rule.state == follow_up_state::known
                    ? complete
                    : is_reached(event, rule, rule.lasting ? std::span<const day_span>(lasting) : present);
            found[row] = static_cast<std::uint8_t>(outcome_of(complete, reached));
        }
    }
    return found;
}

} // namespace

day last_day_needed(day event, const follow_up_rule& rule) noexcept {
    const auto asked = last_day_asked(event, rule);
    return rule.lasting ? std::max(asked, add(asked, *rule.lasting) - 1) : asked;
}

std::vector<std::uint8_t> follow_up_outcomes(const spell_register& events, follow_up_event of,
                                             const follow_up_rule& rule, std::span<const follow_up_source> sources) {
    const auto person_of = [&](std::size_t row) { return events.person()[row]; };
    if (of == follow_up_event::entry)
        return outcomes(events.size(), rule, sources, person_of, [&](std::size_t row) { return events.start()[row]; });
    return outcomes(events.size(), rule, sources, person_of, [&](std::size_t row) { return events.exit_day(row); });
}

std::vector<std::uint8_t> follow_up_outcomes(const spell_register& stock, day event, const follow_up_rule& rule,
                                             std::span<const follow_up_source> sources) {
    return outcomes(
        stock.size(), rule, sources, [&](std::size_t row) { return stock.person()[row]; },
        [event](std::size_t) { return event.count(); });
}

std::vector<std::uint8_t> follow_up_outcomes(const cohort& of, const follow_up_rule& rule,
                                             std::span<const follow_up_source> sources) {
    return outcomes(
        of.members.size(), rule, sources, [&](std::size_t i) { return of.members[i].person; },
        [&](std::size_t i) { return of.members[i].origin; });
}

} // namespace kohort
