// What becomes of those whose Stockholmsjobb ended: work, studies, or something else three months later.
#include "careers.hpp"
#include "registers.hpp"

#include <algorithm>
#include <stdexcept>

namespace bundled {
namespace {

constexpr int follow_up_months = 3;

/// The year to 31 August in which the day lies, by its end.
int follow_up_label(day d) { return year_of(d) + (d >= make_day(year_of(d), 9, 1) ? 1 : 0); }

struct state_spell {
    std::string_view state;
    day start;
    std::optional<day> exit;
};

/// The state holds on the day of follow-up, now and then from that very day or to it.
state_spell state_on(day ended, day followed, std::string_view state, random_source& chance) {
    const auto start = chance.chance(5) ? followed : chance.between(ended + 1, followed);
    if (chance.chance(60)) return {state, start, std::nullopt};
    return {state, start, chance.chance(5) ? followed : chance.between(followed, followed + 300)};
}

/// Work or studies, but not on the day of follow-up: ended before it, now and then the day before, or begun after it.
state_spell state_missing(day ended, day followed, random_source& chance) {
    const std::string_view state = chance.chance(50) ? "subsidised_work" : "studies";
    if (chance.chance(50)) {
        const auto exit = chance.chance(20) ? followed - 1 : chance.between(ended + 20, followed - 1);
        return {state, chance.between(ended + 1, exit), exit};
    }
    return {state, chance.chance(20) ? followed + 1 : chance.between(followed + 1, followed + 120), std::nullopt};
}

void add_row(table& made, const enrolment& job, const state_spell& spell) {
    if (spell.start > horizon_to) return;
    const bool is_open = !spell.exit || *spell.exit > horizon_to;
    made.rows.push_back(
        {to_id(job.who), std::string(spell.state), to_text(spell.start), is_open ? "" : to_text(*spell.exit)});
}

void add_rows(table& made, const enrolment& job, std::string_view state, random_source& chance) {
    const auto ended = *job.exit;
    const auto followed = add_months(ended, follow_up_months);
    if (!state.empty()) {
        add_row(made, job, state_on(ended, followed, state, chance));
    } else if (chance.chance(40)) {
        add_row(made, job, state_missing(ended, followed, chance));
    } else if (chance.chance(60)) {
        add_row(made, job, state_on(ended, followed, "seeking_work", chance));
    }
}

std::vector<const enrolment*> jobs_that_ended(const std::vector<enrolment>& enrolments, const chosen::state_row& row) {
    std::vector<const enrolment*> ended;
    for (const auto& e : enrolments)
        if (e.group == "stockholmsjobb" && e.exit && follow_up_label(*e.exit) == row.label &&
            (e.job_type == "team_or_intro") == row.team_or_intro)
            ended.push_back(&e);
    return ended;
}

/// One state per job that ended; empty for neither work nor studies.
std::vector<std::string_view> states_of(const chosen::state_row& row, std::size_t jobs) {
    std::vector<std::string_view> found;
    found.insert(found.end(), static_cast<std::size_t>(row.unsubsidised), "unsubsidised_work");
    found.insert(found.end(), static_cast<std::size_t>(row.subsidised), "subsidised_work");
    found.insert(found.end(), static_cast<std::size_t>(row.studies), "studies");
    if (found.size() > jobs) throw std::logic_error("more go on to work and studies than had a job that ended");
    found.resize(jobs, "");
    return found;
}

} // namespace

table make_after_exit(const std::vector<enrolment>& enrolments) {
    table made{"after_exit", {"person_id", "state", "start", "end"}, {}};
    random_source chance(2022);
    for (const auto& row : chosen::states) {
        auto jobs = jobs_that_ended(enrolments, row);
        chance.shuffle(jobs);
        const auto wanted = states_of(row, jobs.size());
        for (std::size_t i = 0; i < jobs.size(); ++i) add_rows(made, *jobs[i], wanted[i], chance);
    }
    return made;
}

} // namespace bundled
