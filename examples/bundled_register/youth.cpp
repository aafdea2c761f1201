// Registers of young people: covered by the municipality's activity responsibility (KAA), and reached by outreach.
// Those whom Jobbtorg then enrols are the persons of its register.
#include "careers.hpp"
#include "registers.hpp"

#include <algorithm>
#include <stdexcept>

namespace bundled {
namespace {

// KAA -----------------------------------------------------------------------------------------------------------------

/// A person whom KAA covers in a year, with the days of Jobbtorg's support if there is any.
struct covered_person {
    person who;
    std::optional<day> supported_from;
    std::optional<day> supported_to;
};

std::vector<covered_person> supported_by_jobbtorg(const std::vector<enrolment>& enrolments, sex of, int year) {
    std::vector<covered_person> found;
    for (const auto& e : enrolments) {
        const auto last = e.exit.value_or(horizon_to);
        if (e.group == "kaa" && e.of == of && e.start <= last_of_year(year) && last >= first_of_year(year))
            found.push_back({e.who, std::max(e.start, first_of_year(year)), std::min(last, last_of_year(year))});
    }
    return found;
}

/// The covered of a year: the supported, then those of `known` (covered the year before), then new ones.
std::vector<covered_person> covered_in(population& everyone, std::vector<covered_person> supported,
                                       const std::vector<person>& known, int count) {
    const auto size = static_cast<std::size_t>(count);
    for (std::size_t i = 0; supported.size() < size; ++i)
        supported.push_back({i < known.size() ? known[i] : everyone.add(), {}, {}});
    return supported;
}

void add_coverage(table& made, const covered_person& p, sex of, int year, std::string_view contact,
                  random_source& chance) {
    const auto first = first_of_year(year);
    const auto last = last_of_year(year);
    const auto covered_by = p.supported_from.value_or(chance.between(first, last));
    const auto start = chance.between(first, covered_by);
    const auto exit = chance.between(p.supported_to.value_or(covered_by), last);
    made.rows.push_back({to_id(p.who), std::string(recorded(of)), std::string(contact), to_text(start), to_text(exit)});
}

/// One contact per covered person: the supported, who come first, were all reached.
std::vector<std::string_view> contacts_of(const printed::coverage_row& year, sex of, int occupied,
                                          random_source& chance) {
    std::vector<std::string_view> reached(static_cast<std::size_t>(year.reached[of]), "reached_unoccupied");
    std::fill_n(reached.begin(), occupied, "reached_occupied");
    chance.shuffle(reached);
    reached.resize(static_cast<std::size_t>(year.covered[of]), "not_reached");
    return reached;
}

/// Those of a year without support from Jobbtorg in the next, of whom some are covered again.
std::vector<person> covered_again(const std::vector<covered_person>& covered, random_source& chance) {
    std::vector<person> again;
    for (const auto& p : covered)
        if (!p.supported_from && chance.chance(chosen::percent_covered_again)) again.push_back(p.who);
    return again;
}

// Outreach ------------------------------------------------------------------------------------------------------------

/// A first contact.
struct contact {
    person who;
    sex of;
    day on;
    day birth;
    std::string_view status;
};

constexpr chosen::age_row outreach_ages{"outreach_19_29", 19, 29};
constexpr chosen::age_row core_ages{"20-25", 20, 25};

bool has_age(const chosen::age_row& age, day birth, day on) {
    return birth >= first_birth_of(age.to, on) && birth <= last_birth_of(age.from, on);
}

/// First contacts of some who then were enrolled, up to a month before.
void add_contacts_of_enrolled(std::vector<contact>& made, const std::vector<enrolment>& enrolments, sex of, int year,
                              int count, random_source& chance) {
    std::vector<const enrolment*> entries;
    for (const auto& e : enrolments)
        if (e.group == "outreach_19_29" && e.of == of && year_of(e.start) == year) entries.push_back(&e);
    chance.shuffle(entries);
    if (static_cast<int>(entries.size()) < count) throw std::logic_error("more want to be enrolled than were");
    for (const auto* e : std::vector(entries.begin(), entries.begin() + count)) {
        auto on = std::max(first_of_year(year), e->start - chance.between(0, 30));
        if (!has_age(outreach_ages, e->birth, on)) on = e->start;
        made.push_back({e->who, of, on, e->birth, "wants_enrolment"});
    }
}

std::vector<std::string_view> other_statuses(const chosen::outreach_row& year, int count, random_source& chance) {
    std::vector<std::string_view> found;
    found.insert(found.end(), static_cast<std::size_t>(year.completed), "completed");
    found.insert(found.end(), static_cast<std::size_t>(year.referred), "referred");
    found.insert(found.end(), static_cast<std::size_t>(year.ongoing), "ongoing");
    found.resize(static_cast<std::size_t>(count), "own_request_or_unknown");
    chance.shuffle(found);
    return found;
}

/// A birth date so that the age on the day is within 20-25 years, or within 19-29 but outside.
day draw_birth(day on, bool is_core, random_source& chance) {
    for (;;) {
        const auto birth = chance.between(first_birth_of(outreach_ages.to, on), last_birth_of(outreach_ages.from, on));
        if (has_age(core_ages, birth, on) == is_core) return birth;
    }
}

std::vector<contact> contacts_in(const chosen::outreach_row& year, const printed::outreach_row& margin,
                                 population& everyone, const std::vector<enrolment>& enrolments,
                                 random_source& chance) {
    std::vector<contact> made;
    for (const auto of : both_sexes)
        add_contacts_of_enrolled(made, enrolments, of, year.year, year.wants_enrolment[of], chance);

    const auto in_core = [](const contact& c) { return has_age(core_ages, c.birth, c.on); };
    auto core_left = year.aged_20_25 - static_cast<int>(std::ranges::count_if(made, in_core));
    const auto others = margin.reached - static_cast<int>(made.size());
    const auto other_women = year.women - year.wants_enrolment[women];
    if (core_left < 0 || core_left > others) throw std::logic_error("the ages of those enrolled leave no choice");

    std::vector<char> is_core(static_cast<std::size_t>(others), 0);
    std::fill_n(is_core.begin(), core_left, 1);
    chance.shuffle(is_core);
    const auto found = other_statuses(year, others, chance);
    for (int i = 0; i < others; ++i) {
        const auto on = chance.between(first_of_year(year.year), last_of_year(year.year));
        const auto index = static_cast<std::size_t>(i);
        made.push_back({everyone.add(), i < other_women ? women : men, on, draw_birth(on, is_core[index] == 1, chance),
                        found[index]});
    }
    return made;
}

} // namespace

table make_kaa(population& everyone, const std::vector<enrolment>& enrolments) {
    table made{"kaa", {"person_id", "sex", "contact", "start", "end"}, {}};
    random_source chance(29 * 9); // skollagen 29 kap. 9 §
    for (const auto of : both_sexes) {
        std::vector<person> known;
        for (std::size_t i = 0; i < std::size(printed::coverage); ++i) {
            const auto& year = printed::coverage[i];
            const auto occupied = chosen::reached_with_occupation[i];
            const auto reached = year.reached[women] + year.reached[men];
            const auto occupied_women = occupied * year.reached[women] / reached;
            auto covered =
                covered_in(everyone, supported_by_jobbtorg(enrolments, of, year.year), known, year.covered[of]);
            const auto contacts =
                contacts_of(year, of, of == women ? occupied_women : occupied - occupied_women, chance);
            for (std::size_t j = 0; j < covered.size(); ++j)
                add_coverage(made, covered[j], of, year.year, contacts[j], chance);
            known = covered_again(covered, chance);
        }
    }
    return made;
}

table make_outreach(population& everyone, const std::vector<enrolment>& enrolments) {
    table made{"outreach", {"person_id", "sex", "birth_date", "contact_status", "start", "end"}, {}};
    random_source chance(1929);
    for (std::size_t i = 0; i < std::size(chosen::contacts); ++i) {
        for (const auto& c : contacts_in(chosen::contacts[i], printed::outreach[i], everyone, enrolments, chance)) {
            const auto exit = c.status == "ongoing" ? c.on + chance.between(120, 240) : c.on + chance.between(0, 60);
            made.rows.push_back({to_id(c.who), std::string(recorded(c.of)), to_text(c.birth), std::string(c.status),
                                 to_text(c.on), exit <= horizon_to ? to_text(exit) : ""});
        }
    }
    return made;
}

} // namespace bundled
