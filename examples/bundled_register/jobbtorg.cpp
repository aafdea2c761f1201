// Persons from careers: who is in several target groups, and when they were born.
#include "careers.hpp"
#include "registers.hpp"

#include <algorithm>
#include <stdexcept>

namespace bundled {
namespace {

using person_careers = std::vector<const career*>;

struct birth_window {
    day from;
    day to;
};

const chosen::age_row& ages_of(const career& c) {
    const auto by_job = std::ranges::find(chosen::ages, c.job_type, &chosen::age_row::group);
    return by_job != std::end(chosen::ages) ? *by_job
                                            : *std::ranges::find(chosen::ages, c.group, &chosen::age_row::group);
}

day draw_birth(const person_careers& careers, random_source& chance) {
    birth_window window{make_day(1900, 1, 1), horizon_to};
    for (const auto* c : careers) {
        const auto& age = ages_of(*c);
        window.from = std::max(window.from, first_birth_of(age.to, c->last()));
        window.to = std::min(window.to, last_birth_of(age.from, c->start));
    }
    if (window.from > window.to) throw std::logic_error("no age fits the careers of a person");
    return chance.between(window.from, window.to);
}

/// Places for second careers: the persons who were printed once per target group, minus those printed once.
yearly_room room_for_second_careers(sex of) {
    yearly_room room{};
    for (std::size_t i = 0; i < years; ++i) {
        for (const auto& row : printed::enrolled)
            if (row.group != printed::of_which) room[i] += row.persons[of][i];
        room[i] -= printed::unique_persons[of][i];
    }
    return room;
}

bool covers(const career& main, const career& second) {
    for (int year = first_year; year < first_year + years; ++year)
        if (second.is_in(year) && !main.is_in(year)) return false;
    return true;
}

/// Gives the second career to somebody who has income support in all its years, so that it adds no person.
void give_to_supported(std::vector<person_careers>& supported, const career& second) {
    const auto holder = std::ranges::find_if(supported, [&](const person_careers& careers) {
        return careers.size() == 1 && careers.front()->of == second.of && covers(*careers.front(), second);
    });
    if (holder == supported.end()) throw std::logic_error("nobody with income support can take a second career");
    holder->push_back(&second);
}

/// Careers that may be somebody's second: every Stockholmsjobb, then other target groups.
std::vector<const career*> second_careers(const std::vector<career>& all, sex of, random_source& chance) {
    std::vector<const career*> jobs;
    std::vector<const career*> others;
    for (const auto& c : all) {
        if (c.of != of || c.last() < first_of_year(first_year)) continue;
        if (c.group == "stockholmsjobb") jobs.push_back(&c);
        if (c.group == "other" || c.group == printed::of_which) others.push_back(&c);
    }
    chance.shuffle(jobs);
    chance.shuffle(others);
    jobs.insert(jobs.end(), others.begin(), others.end());
    return jobs;
}

/// Persons with their careers: as many as were printed in every year.
std::vector<person_careers> make_persons(const std::vector<career>& all, random_source& chance) {
    std::vector<person_careers> supported;
    for (const auto& c : all)
        if (c.group == "income_support") supported.push_back({&c});
    chance.shuffle(supported);

    std::vector<const career*> given;
    for (const auto of : both_sexes) {
        auto room = room_for_second_careers(of);
        for (const auto* c : second_careers(all, of, chance)) {
            if (!take(room, *c)) continue;
            give_to_supported(supported, *c);
            given.push_back(c);
        }
        expect_full(room, "as a second target group");
    }

    std::ranges::sort(given);
    auto persons = std::move(supported);
    for (const auto& c : all)
        if (c.group != "income_support" && !std::ranges::binary_search(given, &c)) persons.push_back({&c});
    return persons;
}

void add_spells(std::vector<enrolment>& spells, const career& c, person who, day birth) {
    enrolment spell{who, c.of, birth, c.group, c.job_type, c.with_studies, c.start, c.exit, c.reason};
    if (c.away) {
        auto before = spell;
        before.exit = c.away->last_before;
        before.reason = "other";
        spells.push_back(before);
        spell.start = c.away->first_after;
    }
    spells.push_back(spell);
}

} // namespace

std::vector<enrolment> make_enrolments(population& everyone) {
    random_source chance(2008); // the year in which Jobbtorg Stockholm began
    const auto careers = make_careers(chance);
    auto persons = make_persons(careers, chance);
    chance.shuffle(persons);
    std::vector<enrolment> spells;
    for (const auto& of_person : persons) {
        const auto who = everyone.add();
        const auto birth = draw_birth(of_person, chance);
        for (const auto* c : of_person) add_spells(spells, *c, who, birth);
    }
    return spells;
}

table make_jobbtorg(const std::vector<enrolment>& enrolments) {
    table made{
        "jobbtorg",
        {"person_id", "sex", "birth_date", "target_group", "start", "end", "exit_reason", "job_type", "with_studies"},
        {}};
    for (const auto& e : enrolments) {
        const auto with_studies = e.job_type == not_applicable ? not_applicable : e.with_studies ? "yes" : "no";
        made.rows.push_back({to_id(e.who), std::string(recorded(e.of)), to_text(e.birth), std::string(e.group),
                             to_text(e.start), e.exit ? to_text(*e.exit) : "", std::string(e.reason),
                             std::string(e.job_type), std::string(with_studies)});
    }
    return made;
}

} // namespace bundled
