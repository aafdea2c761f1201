#include <kohort/aggregate/flows.hpp>
#include <kohort/time/period.hpp>

#include "naive.hpp"

#include <gtest/gtest.h>

namespace kohort {
namespace {

using timing = aggregate_measure::timing;
using origin = derived_day::origin;

aggregate_measure months_by_sex(const spell_register& spells) {
    aggregate_measure made;
    for (int m = 0; m < 36; ++m) made.windows.push_back((period_containing({frequency::month}, day(18262)) + m).span());
    made.axes = {naive::axis_of(*spells.find_dimension("sex"))};
    return made;
}

derived_day birthday_of(int years) { return {origin::birth, {years, duration_unit::year}, 0}; }
derived_day after(int count, duration_unit unit, int more = 0) { return {origin::start, {count, unit}, more}; }

struct band {
    std::vector<derived_day> from, until;
};

std::vector<band> bands() {
    using unit = duration_unit;
    return {{},
            {{birthday_of(20)}, {birthday_of(30)}},
            {{birthday_of(30)}, {}},
            {{}, {birthday_of(25)}},
            {{after(6, unit::month)}, {}},
            {{}, {after(1, unit::month)}},
            {{after(1, unit::month)}, {after(6, unit::month, 1)}},
            {{after(0, unit::day)}, {after(5, unit::day)}}};
}

TEST(flows, balance_and_are_what_the_words_say) {
    for (const auto exit_means : {exit_meaning::last_day, exit_meaning::first_day_after})
        for (unsigned seed = 1; seed <= 3; ++seed) {
            const auto spells = naive::random_register(seed, 500, 120, exit_means);
            for (const auto& [from, until] : bands()) {
                auto of = months_by_sex(spells);
                of.from = from;
                of.until = until;
                const auto made = flows(spells, of).value();
                for (std::size_t c = 0; c < made.stock.counts.size(); ++c)
                    ASSERT_EQ(made.stock.counts[c], made.opening.counts[c] + made.entries.counts[c] -
                                                        made.exits.counts[c] + made.moved_in.counts[c] -
                                                        made.moved_out.counts[c]);
                const auto naive_counts = [&](timing when, auto... crossed) {
                    auto measure = of;
                    measure.when = when;
                    if (when == timing::crossing) measure.until.clear();
                    ((measure.from = crossed), ...);
                    return naive::count(spells, measure);
                };
                EXPECT_EQ(made.entries.counts, naive_counts(timing::entries));
                EXPECT_EQ(made.exits.counts, naive_counts(timing::exits));
                if (!from.empty()) {
                    EXPECT_EQ(made.moved_in.counts, naive_counts(timing::crossing));
                }
                if (!until.empty()) {
                    EXPECT_EQ(made.moved_out.counts, naive_counts(timing::crossing, until));
                }
                auto stock = of;
                stock.when = timing::close_of;
                for (auto& window : stock.windows) window.first = window.last;
                EXPECT_EQ(made.stock.counts, naive::count(spells, stock));
            }
        }
}

TEST(flows, are_counted_in_one_sweep) {
    const auto spells = naive::random_register(3, 20'000, 5'000);
    auto of = months_by_sex(spells);
    of.from = {birthday_of(20)};
    of.until = {birthday_of(30)};
    auto entries = of, exits = of, stock = of;
    entries.when = timing::entries;
    exits.when = timing::exits;
    stock.when = timing::close_of;
    for (auto& window : stock.windows) window.first = window.last;
    EXPECT_EQ(plan::compile(spells, {entries, exits, stock}).value().base_cubes(), 1u);
}

TEST(flows, are_refused_where_they_would_not_balance) {
    const auto spells = naive::random_register(1, 20, 5);
    const auto refusal = [&](auto change) {
        auto of = months_by_sex(spells);
        change(of);
        const auto made = flows(spells, of);
        return made ? std::string("accepted") : std::string(made.errors().front().what());
    };
    EXPECT_EQ(refusal([](auto& of) { of.distinct_persons = true; }),
              "flows are of spells as they are; leave out distinct persons, weights and moved days");
    EXPECT_EQ(refusal([](auto& of) {
                  of.from = {birthday_of(1), birthday_of(2)};
              }),
              "flows are of one band: one day \"from\" and one \"until\"");
    const std::string order =
        "the band of flows ends before it begins, or in another unit of time; state both in the same unit";
    EXPECT_EQ(refusal([](auto& of) {
                  of.from = {birthday_of(5)};
                  of.until = {birthday_of(2)};
              }),
              order);
    EXPECT_EQ(refusal([](auto& of) {
                  of.from = {birthday_of(5)};
                  of.until = {after(2, duration_unit::year)};
              }),
              order);
    EXPECT_EQ(refusal([](auto& of) { of.from = {birthday_of(5)}; }), "accepted");
}

} // namespace
} // namespace kohort
