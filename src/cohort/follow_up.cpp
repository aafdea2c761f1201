#include <kohort/cohort/follow_up.hpp>

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

/// The days of one person in the state, as disjoint spans [first, end) that do not touch, in order of time.
class presence {
  public:
    void clear() noexcept { spans_.clear(); }
    void add(std::int32_t start, std::int32_t end) {
        if (start < end) spans_.push_back({start, end});
    }
    void unite() {
        std::sort(spans_.begin(), spans_.end(), [](span a, span b) { return a.start < b.start; });
        std::size_t last = 0;
        for (std::size_t i = 1; i < spans_.size(); ++i) {
            if (spans_[i].start <= spans_[last].end) {
                spans_[last].end = std::max(spans_[last].end, spans_[i].end);
            } else {
                spans_[++last] = spans_[i];
            }
        }
        if (!spans_.empty()) spans_.resize(last + 1);
    }
    /// On some day of the window.
    [[nodiscard]] bool touches(window days) const noexcept {
        return std::any_of(spans_.begin(), spans_.end(),
                           [&](span s) { return s.start <= days.last.count() && s.end > days.first.count(); });
    }
    /// On every day of the window.
    [[nodiscard]] bool covers(window days) const noexcept {
        return std::any_of(spans_.begin(), spans_.end(),
                           [&](span s) { return s.start <= days.first.count() && s.end > days.last.count(); });
    }

  private:
    struct span {
        std::int32_t start, end;
    };
    std::vector<span> spans_;
};

bool is_reached(day event, const follow_up_rule& rule, const presence& person) noexcept {
    const bool wants_present = rule.state == follow_up_state::present;
    const window time{event + 1, add(event, rule.after)};
    switch (rule.as) {
    case follow_up_form::on_day:
        return person.touches({time.last, time.last}) == wants_present;
    case follow_up_form::in_month:
        return person.touches(month_after(event, months_of(rule.after))) == wants_present;
    case follow_up_form::every_month:
        for (int month = 1; month <= months_of(rule.after); ++month)
            if (person.touches(month_after(event, month)) != wants_present) return false;
        return true;
    case follow_up_form::every_day:
        return wants_present ? person.covers(time) : !person.touches(time);
    case follow_up_form::within:
        return wants_present ? person.touches(time) : !person.covers(time);
    }
    return false;
}

/// Walks through a source person by person, in step with the events.
struct source_cursor {
    const follow_up_source* source;
    std::size_t row = 0;

    void collect(std::uint32_t person, presence& into) {
        const auto persons = source->spells->person();
        while (row < persons.size() && persons[row] < person) ++row;
        for (; row < persons.size() && persons[row] == person; ++row)
            if (passes(source->filters, row)) into.add(source->spells->start()[row], source->spells->end()[row]);
    }
};

} // namespace

day last_day_needed(day event, const follow_up_rule& rule) noexcept {
    if (rule.as == follow_up_form::in_month || rule.as == follow_up_form::every_month)
        return month_after(event, months_of(rule.after)).last;
    return add(event, rule.after);
}

std::vector<std::uint8_t> follow_up_outcomes(const spell_register& events, follow_up_event of,
                                             const follow_up_rule& rule, std::span<const follow_up_source> sources) {
    auto horizon = day(spell_register::open_end);
    std::vector<source_cursor> cursors;
    for (const auto& source : sources) {
        horizon = std::min(horizon, source.spells->horizon().last);
        cursors.push_back({&source});
    }
    std::vector<std::uint8_t> outcomes(events.size(), static_cast<std::uint8_t>(follow_up_outcome::no_event));
    presence person_presence;
    for (std::size_t row = 0; row < events.size(); ++row) {
        if (row == 0 || events.person()[row] != events.person()[row - 1]) {
            person_presence.clear();
            for (auto& cursor : cursors) cursor.collect(events.person()[row], person_presence);
            person_presence.unite();
        }
        const auto event = of == follow_up_event::entry ? events.start()[row] : events.exit_day(row);
        if (event == spell_register::open_end) continue;
        const bool complete = last_day_needed(day(event), rule) <= horizon;
        const bool reached =
            rule.state == follow_up_state::known ? complete : is_reached(day(event), rule, person_presence);

        const auto outcome = complete
                                 ? (reached ? follow_up_outcome::complete_reached : follow_up_outcome::complete)
                                 : (reached ? follow_up_outcome::incomplete_reached : follow_up_outcome::incomplete);
        outcomes[row] = static_cast<std::uint8_t>(outcome);
    }
    return outcomes;
}

} // namespace kohort
