// Registers of the districts and of projects that work beside Jobbtorg: spells drawn within days that are given.
#include "choices.hpp"
#include "random.hpp"
#include "registers.hpp"

#include <algorithm>

namespace bundled {
namespace {

day day_of(std::string_view text) { return from_text(std::string(text)); }

struct stay {
    day start;
    day exit;
};

stay draw_stay(day from, day to, random_source& chance) {
    const auto start = chance.between(from, to);
    return {start, chance.between(start, to)};
}

void add_stay(table& made, person who, sex of, std::string_view district, stay days) {
    made.rows.push_back(
        {to_id(who), std::string(recorded(of)), std::string(district), to_text(days.start), to_text(days.exit)});
}

/// One person of a year; now and then with two measures, counted once.
void add_person_of_year(table& made, person who, sex of, std::string_view district, int year, random_source& chance) {
    const auto midsummer = make_day(year, 6, 30);
    if (chance.chance(10)) {
        add_stay(made, who, of, district, draw_stay(first_of_year(year), midsummer, chance));
        add_stay(made, who, of, district, draw_stay(midsummer + 1, last_of_year(year), chance));
    } else {
        add_stay(made, who, of, district, draw_stay(first_of_year(year), last_of_year(year), chance));
    }
}

void add_spell(table& spells, person who, const chosen::block_row& block, random_source& chance) {
    const auto start = chance.between(day_of(block.start_from), day_of(block.start_to));
    const auto is_open = block.exit_from == chosen::open;
    const auto exit = is_open ? "" : to_text(chance.between(day_of(block.exit_from), day_of(block.exit_to)));
    std::vector<std::string> row{to_id(who), std::string(recorded(block.of)), to_text(start), exit,
                                 std::string(block.reason)};
    if (spells.name != block.programme) row.emplace_back(block.programme);
    spells.rows.push_back(std::move(row));
}

} // namespace

table make_preparatory(population& everyone) {
    table made{"preparatory", {"person_id", "sex", "district", "start", "end"}, {}};
    random_source chance(366);
    for (const auto& row : printed::preparatory) {
        for (const auto of : both_sexes) {
            const auto in_2023 = row.persons_2023[of];
            const auto in_2024 = row.persons_2024[of];
            const auto in_both = std::min(in_2023, in_2024) / 4;
            for (int i = 0; i < in_both; ++i) {
                const auto start = chance.between(make_day(2023, 7, 1), make_day(2023, 12, 29));
                add_stay(made, everyone.add(), of, row.district,
                         {start, chance.between(make_day(2024, 1, 8), start + 365)});
            }
            for (int i = in_both; i < in_2023; ++i)
                add_person_of_year(made, everyone.add(), of, row.district, 2023, chance);
            for (int i = in_both; i < in_2024; ++i)
                add_person_of_year(made, everyone.add(), of, row.district, 2024, chance);
        }
    }
    return made;
}

std::vector<table> make_programmes(population& everyone) {
    std::vector<table> made{{"finsam", {"person_id", "sex", "start", "end", "exit_reason"}, {}},
                            {"iwork", {"person_id", "sex", "start", "end", "exit_reason"}, {}},
                            {"programmes", {"person_id", "sex", "start", "end", "exit_reason", "programme"}, {}}};
    random_source chance(878);
    for (const auto& block : chosen::blocks) {
        auto& spells = *std::ranges::find(made, register_of(block.programme), &table::name);
        for (int i = 0; i < block.spells; ++i) add_spell(spells, everyone.add(), block, chance);
    }
    return made;
}

} // namespace bundled
