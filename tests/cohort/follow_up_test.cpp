#include <kohort/cohort/follow_up.hpp>

#include "naive.hpp"

#include <gtest/gtest.h>

namespace kohort {
namespace {

using form = follow_up_form;
using state = follow_up_state;

constexpr form all_forms[] = {form::on_day, form::in_month, form::every_month, form::every_day, form::within};

std::int32_t event_of(const spell_register& events, follow_up_event of, std::size_t row) {
    return of == follow_up_event::entry ? events.start()[row] : events.exit_day(row);
}

/// Day by day, by the words of the grammar.
follow_up_outcome naive_outcome(const spell_register& events, std::size_t row, std::int32_t event,
                                const follow_up_rule& rule, const std::vector<follow_up_source>& sources) {
    if (event == spell_register::open_end) return follow_up_outcome::no_event;
    auto last_start = day(event);
    const auto counts = [&](const spell_register& spells, std::size_t r) {
        const auto start = day(spells.start()[r]);
        return !rule.lasting ||
               (start > day(event) && start <= last_start && day(spells.end()[r]) >= add(start, *rule.lasting));
    };
    const auto present_on = [&](day d) {
        for (const auto& source : sources)
            for (std::size_t r = 0; r < source.spells->size(); ++r)
                if (source.spells->person()[r] == events.person()[row] && passes(source.filters, r) &&
                    counts(*source.spells, r) && source.spells->start()[r] <= d.count() &&
                    d.count() < source.spells->end()[r])
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
    last_start = needed;
    if (rule.lasting) // every spell that may start in time must have been seen long enough
        for (auto start = day(event + 1); start <= last_start; ++start)
            needed = std::max(needed, add(start, *rule.lasting) - 1);
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
                for (const auto as : all_forms)
                    for (const auto wanted : {state::present, state::absent, state::known})
                        for (const auto after :
                             {duration{1, duration_unit::month}, duration{3, duration_unit::month}}) {
                            const follow_up_rule rule{after, as, wanted};
                            const auto found = follow_up_outcomes(events, of, rule, sources);
                            for (std::size_t row = 0; row < events.size(); ++row)
                                ASSERT_EQ(found[row], static_cast<std::uint8_t>(naive_outcome(
                                                          events, row, event_of(events, of, row), rule, sources)))
                                    << "row " << row << " form " << static_cast<int>(as) << " state "
                                    << static_cast<int>(wanted);
                        }
    }
}

TEST(follow_up, from_the_day_of_a_stock_and_by_spells_that_last) {
    const auto stock = naive::random_register(4, 60, 25);
    const auto first = naive::random_register(5, 300, 25), second = naive::random_register(6, 40, 25);
    const auto& group = *first.find_dimension("group");
    const std::vector<follow_up_source> sources = {{&first, {{&group, {0, 1, 1, 1, 0, 0, 1}}}}, {&second, {}}};
    std::map<std::uint8_t, int> outcomes;
    for (const auto event : {from_civil({2020, 8, 31}), from_civil({2022, 7, 1}), from_civil({2022, 10, 15})})
        for (const auto as : all_forms)
            for (const auto& lasting :
                 {std::optional<duration>(), std::optional(duration{1, duration_unit::month}),
                  std::optional(duration{200, duration_unit::day}), std::optional(duration{0, duration_unit::day})}) {
                const follow_up_rule rule{{3, duration_unit::month}, as, state::present, lasting};
                const auto found = follow_up_outcomes(stock, event, rule, sources);
                for (std::size_t row = 0; row < stock.size(); ++row) {
                    ASSERT_EQ(found[row],
                              static_cast<std::uint8_t>(naive_outcome(stock, row, event.count(), rule, sources)))
                        << "row " << row << " form " << static_cast<int>(as) << " from " << to_string(event);
                    outcomes[found[row]] += lasting.has_value();
                }
                const auto exits = follow_up_outcomes(stock, follow_up_event::exit, rule, sources);
                for (std::size_t row = 0; row < stock.size(); ++row)
                    ASSERT_EQ(exits[row],
                              static_cast<std::uint8_t>(naive_outcome(stock, row, stock.exit_day(row), rule, sources)));
            }
    EXPECT_EQ(outcomes.size(), 4u) << "every outcome but that of no event";
}

TEST(follow_up, a_spell_must_start_in_the_time_and_last) {
    const auto d = [](unsigned month, unsigned of_month) { return from_civil({2024, month, of_month}); };
    const auto outcome = [&](day start, std::int32_t end, day horizon, follow_up_form as) {
        spell_columns stock, jobs;
        stock.person = jobs.person = {0};
        stock.start = {0};
        stock.end = {spell_register::open_end};
        jobs.start = {start.count()};
        jobs.end = {end};
        const spell_register registered("registered", exit_meaning::last_day, {day(0), horizon}, false, stock);
        const spell_register at_work("work", exit_meaning::last_day, {day(0), horizon}, false, jobs);
        const std::vector<follow_up_source> sources = {{&at_work, {}}};
        const follow_up_rule rule{{90, duration_unit::day}, as, state::present, duration{1, duration_unit::month}};
        return static_cast<follow_up_outcome>(follow_up_outcomes(registered, d(1, 31), rule, sources)[0]);
    };
    using enum follow_up_outcome;
    const auto late = d(12, 31);
    const auto last_start = d(1, 31) + 90; // 30 April
    EXPECT_EQ(outcome(d(2, 1), d(3, 1).count(), late, form::within), complete_reached);
    EXPECT_EQ(outcome(d(2, 1), d(3, 1).count() - 1, late, form::within), complete);
    EXPECT_EQ(outcome(d(1, 31), d(6, 1).count(), late, form::within), complete) << "it started before";
    EXPECT_EQ(outcome(last_start, d(5, 30).count(), late, form::within), complete_reached);
    EXPECT_EQ(outcome(last_start + 1, d(9, 30).count(), late, form::within), complete);
    EXPECT_EQ(outcome(d(2, 1), d(3, 1).count(), late, form::on_day), complete) << "not on the day";
    EXPECT_EQ(outcome(d(2, 1), d(5, 1).count(), late, form::on_day), complete_reached);
    EXPECT_EQ(outcome(d(2, 1), d(5, 1).count(), d(5, 29), form::on_day), complete_reached) << "30 April + 1 month - 1";
    EXPECT_EQ(outcome(d(2, 1), d(5, 1).count(), d(5, 28), form::on_day), incomplete_reached);
    EXPECT_EQ(outcome(last_start, spell_register::open_end, d(5, 28), form::within), incomplete_reached);
    EXPECT_EQ(outcome(d(6, 1), spell_register::open_end, d(5, 28), form::within), incomplete);
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
