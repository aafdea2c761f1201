#include <kohort/cohort/exposure.hpp>

#include "naive.hpp"

#include <gtest/gtest.h>

#include <map>

namespace kohort {
namespace {

const std::vector<age_band> bands{{16, 24}, {25, 39}, {40, std::nullopt}};

std::vector<period> years() {
    std::vector<period> made;
    for (int year = 2020; year <= 2022; ++year) made.emplace_back(periodicity{frequency::year}, year);
    return made;
}

using key = std::vector<std::string>;
struct amount {
    std::int64_t days = 0, events = 0;
};

/// Day by day.
std::map<key, amount> naive_exposure(const spell_source& source) {
    const auto& spells = *source.spells;
    const auto horizon = spells.horizon();
    const auto& sex = *spells.find_dimension("sex");
    std::map<key, amount> cells;
    const auto cell_on = [&](std::size_t row, day d) -> std::optional<key> {
        if (!horizon.contains(d) || to_civil(d).year > 2022) return std::nullopt;
        std::string age = "unknown";
        if (const auto birth = spells.birth()[row]; birth != spell_register::unknown_birth) {
            age.clear();
            for (const auto& band : bands) {
                const int years = completed_years(day(birth), d);
                if (band.from <= years && years <= band.to.value_or(200)) age = to_string(band);
            }
            if (age.empty()) return std::nullopt;
        }
        return key{std::to_string(to_civil(d).year), age, sex.codes[sex[row] - 1].code};
    };
    for (std::size_t row = 0; row < spells.size(); ++row) {
        if (!passes(source.filters, row)) continue;
        const auto start = spells.start()[row], end = spells.end()[row];
        for (auto d = start; d < end && d <= horizon.last.count(); ++d)
            if (const auto cell = cell_on(row, day(d))) ++cells[*cell].days;
        if (end == spell_register::open_end || spells.exit_day(row) > horizon.last.count()) continue;
        if (const auto cell = cell_on(row, day(std::max(start, end - 1)))) ++cells[*cell].events;
    }
    return cells;
}

TEST(exposure, is_what_counting_every_day_finds) {
    for (const auto exit_means : {exit_meaning::last_day, exit_meaning::first_day_after}) {
        const auto spells = naive::random_register(51, 300, 100, exit_means);
        const auto& group = *spells.find_dimension("group");
        const spell_source source{&spells, {{&group, {1, 1, 1, 1, 0, 1, 1}}}};
        const auto cells = exposure(source, {years(), bands, {"sex"}, {}}).value();
        auto expected = naive_exposure(source);
        for (const auto& cell : cells) {
            const auto& [days, events] = expected[{cell.period, cell.age, cell.codes.front()}];
            EXPECT_EQ(cell.person_days, days) << cell.period << ' ' << cell.age << ' ' << cell.codes.front();
            EXPECT_EQ(cell.events, events) << cell.period << ' ' << cell.age << ' ' << cell.codes.front();
        }
        EXPECT_EQ(cells.size(), expected.size());
        EXPECT_GT(cells.size(), 12u);

        // What is not split by is one class.
        std::int64_t days = 0, events = 0;
        for (const auto& cell : exposure(source, {{}, {}, {"sex"}, {}}).value()) {
            days += cell.person_days;
            events += cell.events;
        }
        const auto all = exposure(source).value();
        ASSERT_EQ(all.size(), 1u);
        EXPECT_EQ(all.front().person_days, days);
        EXPECT_EQ(all.front().events, events);
    }
}

TEST(exposure, has_a_rate_per_person_year) {
    exposure_cell cell;
    EXPECT_EQ(cell.rate(), std::nullopt);
    cell.person_days = 1461;
    cell.events = 2;
    EXPECT_EQ(cell.rate(), ratio(1, 2)); // two in four years
}

TEST(exposure, names_what_is_not_there) {
    const auto spells = naive::random_register(52, 30, 10);
    const auto refused = exposure({&spells, {}}, {{}, {}, {"sx"}, {"work"}});
    ASSERT_EQ(refused.errors().size(), 2u);
    EXPECT_EQ(refused.errors()[0].path(), "/by/0");
    EXPECT_EQ(refused.errors()[1].message(), "the register \"random\" has no exit reason");
    EXPECT_FALSE(exposure({&spells, {}}, {{}, {{30, 20}}, {}, {}}));
}

} // namespace
} // namespace kohort
