#include "careers.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace bundled {
namespace {

/// Nobody stays shorter than this; who comes later in a year than this before its end, or before the autumn, stays on.
constexpr int shortest_stay = 30;

struct room_to_leave {
    day from;
    day to;
};

int enrolled_persons(std::string_view group, sex of, int year) {
    const auto row = std::ranges::find(printed::enrolled, group, &printed::enrolled_row::group);
    return row->persons[of][index_of(year)];
}

/// Which of those enrolled leave: anybody; with income support those who came last, so that stays are as short as
/// printed.
void order_for_leaving(std::vector<career>& open, int year, random_source& chance) {
    chance.shuffle(open);
    std::ranges::stable_partition(open, [&](const career& c) {
        const bool may_leave = c.start + shortest_stay <= last_of_year(year) - shortest_stay;
        return may_leave && (c.group != "income_support" || c.start >= first_of_year(year - 1));
    });
}

void leave(career& c, room_to_leave days, random_source& chance) {
    const auto from = std::max(days.from, c.start + shortest_stay);
    if (from > days.to) throw std::logic_error("a career of " + std::string(c.group) + " is too short to end in time");
    c.exit = chance.between(from, days.to);
}

/// Ends the careers of the year: those that began last in the autumn, when a follow-up year depends on it.
void end_careers(std::vector<career>& leaving, const chosen::flow_row& flow, int year, random_source& chance) {
    const room_to_leave spring{first_of_year(year), make_day(year, 8, 31)};
    const room_to_leave autumn{make_day(year, 9, 1), last_of_year(year)};
    const bool is_divided = flow.left_autumn != chosen::any_month;
    const auto in_autumn = flow.left_autumn[static_cast<std::size_t>(index_of(year))];
    std::ranges::stable_sort(leaving, {}, &career::start);
    auto in_spring = static_cast<int>(leaving.size()) - in_autumn;
    for (auto& c : leaving) {
        if (is_divided)
            leave(c, in_spring-- > 0 ? spring : autumn, chance);
        else
            leave(c, {spring.from, autumn.to}, chance);
    }
}

void give_reasons(std::vector<career>& leaving, int year, random_source& chance) {
    chance.shuffle(leaving);
    if (leaving.empty()) return;
    const auto& first = leaving.front();
    if (first.group == "stockholmsjobb") {
        for (auto& c : leaving) c.reason = "job_ended";
        return;
    }
    const auto row = std::ranges::find_if(
        chosen::outcomes, [&](const chosen::outcome_row& o) { return o.group == first.group && o.of == first.of; });
    const auto work = row->work[index_of(year)];
    const auto studies = row->studies[index_of(year)];
    for (int i = 0; auto& c : leaving) {
        c.reason = i < work ? "work" : i < work + studies ? "studies" : "other";
        ++i;
    }
}

/// Some of those who came early in the year and stay beyond it were away for a while.
void let_come_back(std::vector<career>& open, int count, int year, random_source& chance) {
    for (auto& c : open) {
        if (count == 0) return;
        if (c.start < first_of_year(year) || c.start > make_day(year, 5, 15)) continue;
        const auto last_before = c.start + chance.between(30, 90);
        c.away = {last_before, last_before + chance.between(21, 75)};
        --count;
    }
    if (count > 0) throw std::logic_error("too few came early enough to be away for a while");
}

std::string_view draw_reason_of_2021(random_source& chance) {
    const auto drawn = chance.between(0, 99);
    if (drawn < chosen::percent_to_work_autumn_2021) return "work";
    return drawn < chosen::percent_to_work_autumn_2021 + chosen::percent_to_studies_autumn_2021 ? "studies" : "other";
}

void add_those_who_left_in_2021(std::vector<career>& all, const chosen::flow_row& flow, random_source& chance) {
    for (int i = 0; i < flow.left_autumn_2021; ++i) {
        career c{flow.group, flow.job_type, flow.of};
        c.exit = chance.between(horizon_from, last_of_year(2021));
        c.start = *c.exit - chance.between(60, 420);
        c.reason = flow.group == "stockholmsjobb" ? "job_ended" : draw_reason_of_2021(chance);
        all.push_back(c);
    }
}

void add_entries(std::vector<career>& open, const chosen::flow_row& flow, int count, day from, day to,
                 random_source& chance) {
    for (int i = 0; i < count; ++i) {
        career c{flow.group, flow.job_type, flow.of};
        c.start = chance.between(from, to);
        open.push_back(c);
    }
}

/// First day of those who already are enrolled in 2022: not so early that the young would be too old today.
day earliest_start(const chosen::flow_row& flow) {
    if (flow.group == "income_support") return make_day(2020, 1, 1);
    return flow.group == "lss_social_psychiatry" ? make_day(2020, 7, 1) : make_day(2021, 1, 1);
}

void follow(std::vector<career>& all, const chosen::flow_row& flow, random_source& chance) {
    std::vector<career> open;
    add_entries(open, flow, flow.already_enrolled[0], earliest_start(flow), last_of_year(2021), chance);
    for (int year = first_year; year < first_year + years; ++year) {
        const auto present = persons_in(flow, year);
        const auto entries = present - flow.already_enrolled[index_of(year)];
        const auto exits = present - flow.already_enrolled[index_of(year) + 1];
        add_entries(open, flow, entries, first_of_year(year), last_of_year(year), chance);
        order_for_leaving(open, year, chance);
        std::vector<career> leaving(open.begin(), open.begin() + exits);
        open.erase(open.begin(), open.begin() + exits);
        end_careers(leaving, flow, year, chance);
        give_reasons(leaving, year, chance);
        let_come_back(open, flow.came_back[index_of(year)], year, chance);
        all.insert(all.end(), leaving.begin(), leaving.end());
    }
    all.insert(all.end(), open.begin(), open.end());
    add_those_who_left_in_2021(all, flow, chance);
}

/// Days of the half-open spell that ends with an exit in the year.
int days_that_end(const career& c, int year) {
    int days = 0;
    if (c.away && year_of(c.away->last_before) == year) days += c.away->last_before - c.start + 1;
    if (c.leaves_in(year)) days += *c.exit - (c.away ? c.away->first_after : c.start) + 1;
    return days;
}

int exits_in(const career& c, int year) {
    return (c.away && year_of(c.away->last_before) == year ? 1 : 0) + (c.leaves_in(year) ? 1 : 0);
}

/// Moves the start one day towards the wanted sum of days, within its own year; 1, 0 or -1 days longer.
int move_start(career& c, int wanted) {
    const auto moved = c.start - (wanted > 0 ? 1 : -1);
    if (c.away || year_of(moved) != year_of(c.start) || *c.exit - moved < shortest_stay) return 0;
    const auto longer = c.start - moved;
    c.start = moved;
    return longer;
}

/// Moves the starts of enrolments with income support day by day until those that end in the year last as long, on
/// average, as chosen.
void settle_mean_enrolment(std::vector<career>& all, const chosen::mean_row& mean) {
    int missing = 0;
    std::vector<career*> leaving;
    for (auto& c : all) {
        if (c.group != "income_support") continue;
        missing += mean.days * exits_in(c, mean.year) - days_that_end(c, mean.year);
        if (c.leaves_in(mean.year)) leaving.push_back(&c);
    }
    while (missing != 0) {
        const auto before = missing;
        for (auto* c : leaving)
            if (missing != 0) missing -= move_start(*c, missing);
        if (missing == before) throw std::logic_error("no start can be moved to reach the mean enrolment");
    }
}

void choose_who_studies(std::vector<career>& all, random_source& chance) {
    std::vector<career*> jobs;
    for (auto& c : all)
        if (c.group == "stockholmsjobb") jobs.push_back(&c);
    chance.shuffle(jobs);
    for (const auto& row : chosen::studying) {
        auto room = std::to_array(row.persons);
        for (auto* c : jobs)
            if (c->job_type == row.job_type && c->of == row.of) c->with_studies = take(room, *c);
        expect_full(room, "combining Stockholmsjobb with studies");
    }
}

} // namespace

int persons_in(const chosen::flow_row& flow, int year) {
    auto persons = enrolled_persons(flow.group, flow.of, year);
    if (flow.group == "other") persons -= enrolled_persons(printed::of_which, flow.of, year);
    if (flow.group != "stockholmsjobb") return persons;
    for (const auto& row : chosen::job_types) {
        const auto of_type = row.persons[flow.of][index_of(year)];
        if (row.job_type == flow.job_type) return of_type;
        persons -= of_type;
    }
    return persons;
}

std::vector<career> make_careers(random_source& chance) {
    std::vector<career> all;
    for (const auto& flow : chosen::flows) follow(all, flow, chance);
    for (const auto& mean : chosen::mean_enrolment) settle_mean_enrolment(all, mean);
    choose_who_studies(all, chance);
    return all;
}

bool take(yearly_room& room, const career& c) {
    bool is_somewhere = false;
    for (int year = first_year; year < first_year + years; ++year) {
        if (!c.is_in(year)) continue;
        is_somewhere = true;
        if (room[static_cast<std::size_t>(index_of(year))] == 0) return false;
    }
    for (int year = first_year; is_somewhere && year < first_year + years; ++year)
        if (c.is_in(year)) --room[static_cast<std::size_t>(index_of(year))];
    return is_somewhere;
}

void expect_full(const yearly_room& room, std::string_view what) {
    if (room != yearly_room{}) throw std::logic_error("too few careers fit " + std::string(what));
}

} // namespace bundled
