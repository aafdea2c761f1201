// Holiday jobs: one row per application, with how far it came.
#include "choices.hpp"
#include "random.hpp"
#include "registers.hpp"

#include <algorithm>
#include <array>

namespace bundled {
namespace {

/// One application.
struct application {
    sex of;
    std::string_view stage;
    std::string_view priority;
    std::string_view administration;
};

/// Men with a job at the administration in 2024: the printed share of all.
int men_2024(const printed::administration_row& row) { return (row.employed_2024 * row.percent_men_2024 + 50) / 100; }

int employed(const printed::administration_row& row, int year, sex of) {
    if (year == 2023) return row.employed_2023[of];
    return of == men ? men_2024(row) : row.employed_2024 - men_2024(row);
}

/// The jobs of a year at all administrations, in no order, to be dealt out to the seasons.
std::vector<application> jobs_of(int year, random_source& chance) {
    std::vector<application> jobs;
    for (const auto& row : printed::administrations)
        for (const auto of : both_sexes)
            jobs.insert(jobs.end(), static_cast<std::size_t>(employed(row, year, of)),
                        {of, "employed", "no", row.name});
    chance.shuffle(jobs);
    return jobs;
}

/// Takes the season's jobs from those of the year and adds the applications that did not lead to one.
std::vector<application> applications_of(const printed::season_row& season, std::vector<application>& jobs,
                                         random_source& chance) {
    const auto first = jobs.end() - season.employed;
    std::vector<application> made(first, jobs.end());
    jobs.erase(first, jobs.end());
    std::for_each_n(made.begin(), season.priority, [](application& a) { a.priority = "yes"; });
    for (int i = season.employed; i < season.applications; ++i) {
        const auto of = chance.chance(chosen::percent_girls_not_employed) ? women : men;
        made.push_back({of, i < season.offered ? "offered" : "applied", not_applicable, not_applicable});
    }
    return made;
}

/// Young people who have applied so far, and who have not yet in this season.
class applicants {
  public:
    explicit applicants(population& everyone) : everyone_(everyone) {}

    void begin_season(random_source& chance) {
        for (const auto of : both_sexes) {
            free_[of] = all_[of];
            chance.shuffle(free_[of]);
        }
    }

    /// Somebody of that sex who has not applied in this season, known or new.
    [[nodiscard]] person next(sex of, bool is_known) {
        if (is_known && !free_[of].empty()) {
            const auto who = free_[of].back();
            free_[of].pop_back();
            return who;
        }
        all_[of].push_back(everyone_.add());
        return all_[of].back();
    }

  private:
    population& everyone_;
    std::array<std::vector<person>, 2> all_;
    std::array<std::vector<person>, 2> free_;
};

/// The first day of a job: that of the season, or of one of its rounds.
day draw_start(const chosen::weeks_row& row, random_source& chance) {
    constexpr int round = 21;
    const auto first = from_text(std::string(row.first_start));
    const auto rounds = (from_text(std::string(row.last_start)) - first) / round;
    return first + round * chance.between(0, rounds);
}

} // namespace

table make_holiday_jobs(population& everyone) {
    table made{
        "holiday_jobs", {"person_id", "sex", "season", "stage", "priority", "administration", "start", "end"}, {}};
    random_source chance(90); // hours of a summer job
    applicants known(everyone);
    std::vector<application> jobs;
    for (std::size_t i = 0; i < std::size(printed::seasons); ++i) {
        const auto& season = printed::seasons[i];
        if (jobs.empty()) jobs = jobs_of(season.year, chance);
        known.begin_season(chance);
        for (const auto& a : applications_of(season, jobs, chance)) {
            const auto who = known.next(a.of, chance.chance(chosen::weeks[i].percent_known));
            const auto start = draw_start(chosen::weeks[i], chance);
            made.rows.push_back({to_id(who), std::string(recorded(a.of)), std::string(season.season),
                                 std::string(a.stage), std::string(a.priority), std::string(a.administration),
                                 to_text(start), to_text(start + chosen::weeks[i].days - 1)});
        }
    }
    return made;
}

} // namespace bundled
