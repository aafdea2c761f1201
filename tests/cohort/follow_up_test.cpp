#include <kohort/cohort/follow_up.hpp>

#include "naive.hpp"

#include <gtest/gtest.h>

namespace kohort {
namespace {

using form = follow_up_form;
using state = follow_up_state;

/// Day by day, by the words of the grammar.
follow_up_outcome naive_outcome(const spell_register& events, std::size_t row, follow_up_event of,
                                const follow_up_rule& rule, const std::vector<follow_up_source>& sources) {
    const auto event = of == follow_up_event::entry ? events.start()[row] : events.exit_day(row);
    if (event == spell_register::open_end) return follow_up_outcome::no_event;
    const auto present_on = [&](day d) {
        for (const auto& source : sources)
            for (std::size_t r = 0; r < source.spells->size(); ++r)
                if (source.spells->person()[r] == events.person()[row] && passes(source.filters, r) &&
                    source.spells->start()[r] <= d.count() && d.count() < source.spells->end()[r])
                    return true;
        return false;
    };
    const auto month_number = [](day d) { return 12 * to_civil(d).year + static_cast<int>(to_civil(d).month); };
    // The days that matter, in groups that must each hold: months, or days.
    std::vector<std::vector<day>> groups;
    const auto last = add(day(event), rule.after);
    const bool by_month = rule.as == form::in_month || rule.as == form::every_month;
    if (by_month) {
        const int months = rule.after.count;
        for (int m = rule.as == form::in_month ? months : 1; m <= months; ++m) {
            groups.emplace_back();
            for (auto d = day(event); month_number(d) <= month_number(day(event)) + m; ++d)
                if (month_number(d) == month_number(day(event)) + m) groups.back().push_back(d);
        }
    } else if (rule.as == form::on_day) {
        groups = {{last}};
    } else {
        for (auto d = day(event + 1); d <= last; ++d) groups.push_back({d});
    }
    auto needed = day(event);
    for (const auto& group : groups) needed = std::max(needed, group.back());
    auto horizon = day(spell_register::open_end);
    for (const auto& source : sources) horizon = std::min(horizon, source.spells->horizon().last);
    const bool complete = needed <= horizon;

    const auto present_in = [&](const std::vector<day>& group) {
        return std::any_of(group.begin(), group.end(), present_on);
    };
    const auto holds = [&](const std::vector<day>& group) {
        return present_in(group) == (rule.state == state::present);
    };
    bool reached = rule.as == form::within ? std::any_of(groups.begin(), groups.end(), holds)
                                           : std::all_of(groups.begin(), groups.end(), holds);
    if (rule.state == state::known) reached = complete;
    return complete ? (reached ? follow_up_outcome::complete_reached : follow_up_outcome::complete)
                    : (reached ? follow_up_outcome::incomplete_reached : follow_up_outcome::incomplete);
}

TEST(follow_up, finds_what_a_day_by_day_search_finds) {
    for (const auto exit_means : {exit_meaning::last_day, exit_meaning::first_day_after}) {
        const auto events = naive::random_register(1, 60, 25, exit_means);
        const auto first = naive::random_register(2, 120, 25), second = naive::random_register(3, 40, 25);
        const auto& group = *first.find_dimension("group");
        const std::vector<follow_up_source> one = {{&first, {{&group, {0, 1, 1, 1, 0, 0, 1}}}}};
        const std::vector<follow_up_source> two = {one[0], {&second, {}}};
        for (const auto& sources : {one, two})
            for (const auto of : {follow_up_event::entry, follow_up_event::exit})
                for (const auto as : {form::on_day, form::in_month, form::every_month, form::every_day, form::within})
                    for (const auto wanted : {state::present, state::absent, state::known})
                        for (const auto after :
                             {duration{1, duration_unit::month}, duration{3, duration_unit::month}}) {
                            const follow_up_rule rule{after, as, wanted};
                            const auto found = follow_up_outcomes(events, of, rule, sources);
                            for (std::size_t row = 0; row < events.size(); ++row)
                                ASSERT_EQ(found[row],
                                          static_cast<std::uint8_t>(naive_outcome(events, row, of, rule, sources)))
                                    << "row " << row << " form " << static_cast<int>(as) << " state "
                                    << static_cast<int>(wanted);
                        }
    }
}

TEST(follow_up, clips_months_and_counts_days_after_the_exit_day) {
    spell_columns exits, jobs;
    exits.person = {0};
    exits.start = {from_civil({2023, 11, 1}).count()};
    exits.end = {from_civil({2023, 12, 1}).count()}; // exit day 2023-11-30
    jobs.person = {0};
    jobs.start = {from_civil({2024, 2, 29}).count()};
    jobs.end = {from_civil({2024, 3, 1}).count()};
    const window horizon{day(0), from_civil({2024, 2, 29})};
    const spell_register left("left", exit_meaning::last_day, horizon, false, exits);
    const spell_register at_work("work", exit_meaning::last_day, horizon, false, jobs);
    const std::vector<follow_up_source> sources = {{&at_work, {}}};
    const auto outcome = [&](int months) {
        return follow_up_outcomes(left, follow_up_event::exit,
                                  {{months, duration_unit::month}, form::on_day, state::present}, sources)[0];
    };
    EXPECT_EQ(outcome(3), static_cast<std::uint8_t>(follow_up_outcome::complete_reached)); // 30 Nov + 3 = 29 Feb
    EXPECT_EQ(outcome(2), static_cast<std::uint8_t>(follow_up_outcome::complete));
    EXPECT_EQ(outcome(4), static_cast<std::uint8_t>(follow_up_outcome::incomplete));
}

} // namespace
} // namespace kohort
