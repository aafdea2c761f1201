#include <kohort/cohort/returns.hpp>

#include "random_cohorts.hpp"

#include <gtest/gtest.h>

#include <optional>

namespace kohort {
namespace {

/// The first day after the exit on which a kept spell starts that has a day.
std::optional<day> first_return(const spell_source& source, std::uint32_t person, day exit) {
    for (auto d = exit + 1; d < exit + 1200; ++d)
        for (std::size_t row = 0; row < source.spells->size(); ++row)
            if (source.spells->person()[row] == person && passes(source.filters, row) &&
                source.spells->start()[row] == d.count() && source.spells->end()[row] > d.count())
                return d;
    return std::nullopt;
}

TEST(returns, are_what_following_each_person_day_by_day_finds) {
    for (const auto exit_means : {exit_meaning::last_day, exit_meaning::first_day_after}) {
        const auto spells = naive::shared_register(31, 160, 45, exit_means);
        const auto of = naive::leavers(spells, {from_civil({2021, 7, 1}), from_civil({2022, 12, 30})});
        const std::vector<std::string> by{"sex"};
        const auto groups = group_by(of, by).value();
        const auto& group = *spells->find_dimension("group");
        const spell_source source{spells.get(), {{&group, {1, 1, 1, 1, 1, 0, 1}}}};
        const auto horizon = spells->horizon().last;
        constexpr int months = 12;
        const auto rates = return_rates_of(of, groups, std::span(&source, 1), months).value();
        ASSERT_EQ(rates.size(), groups.size());
        for (std::size_t g = 0; g < groups.size(); ++g) {
            double staying = 1;
            for (int month = 1; month <= months; ++month) {
                std::int64_t known = 0, returned = 0, at_risk = 0, in_this_month = 0;
                for (std::size_t i = 0; i < of.members.size(); ++i) {
                    if (groups.group_of[i] != g) continue;
                    const auto exit = day(spells->exit_day(of.members[i].row));
                    if (add_months(exit, month) > horizon) continue;
                    const auto back = first_return(source, of.members[i].person, exit);
                    const bool is_back = back && *back <= add_months(exit, month);
                    const bool was_back = back && *back <= add_months(exit, month - 1);
                    ++known;
                    returned += is_back;
                    at_risk += !was_back;
                    in_this_month += is_back && !was_back;
                }
                const auto at = static_cast<std::size_t>(month) - 1;
                EXPECT_EQ(rates[g].known[at], known);
                EXPECT_EQ(rates[g].returned[at], returned);
                if (at_risk == 0) continue;
                staying *= 1 - static_cast<double>(in_this_month) / static_cast<double>(at_risk);
                EXPECT_NEAR(survival_on(rates[g].curve, month), staying, 1e-12) << month;
            }
            EXPECT_GT(rates[g].returned.back(), 0);
            EXPECT_LT(rates[g].known.back(), rates[g].exits);
        }
    }
}

TEST(returns, of_those_who_have_not_exited_are_not_counted) {
    const auto spells = naive::shared_register(32, 200, 60, exit_meaning::last_day);
    const auto of = naive::entrants(spells);
    const spell_source source{spells.get(), {}};
    const auto rates = return_rates_of(of, group_by(of, {}).value(), std::span(&source, 1), 3).value().front();
    std::int64_t exits = 0;
    for (const auto& member : of.members) exits += of.exit_day(member) <= spells->horizon().last.count();
    EXPECT_EQ(rates.exits, exits);
    EXPECT_EQ(rates.exits + rates.not_exited, static_cast<std::int64_t>(of.members.size()));
    EXPECT_GT(rates.not_exited, 0);
    EXPECT_FALSE(return_rates_of(of, group_by(of, {}).value(), {}, 3));
    EXPECT_FALSE(return_rates_of(of, group_by(of, {}).value(), std::span(&source, 1), 0));
    EXPECT_FALSE(return_rates_of(of, group_by(of, {}).value(), std::span(&source, 1), 3, {interval_kind::log, 1.5}));
}

} // namespace
} // namespace kohort
