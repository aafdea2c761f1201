// Counts every margin again, from the text of the rows alone: naive loops, ISO dates compared as text.
#include "registers.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <set>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace bundled {
namespace {

/// One row, by the names of its columns.
class row_view {
  public:
    row_view(const table& of, const std::vector<std::string>& cells) : of_(of), cells_(cells) {}

    [[nodiscard]] const std::string& operator[](std::string_view column) const {
        const auto found = std::ranges::find(of_.columns, column);
        if (found == of_.columns.end()) throw std::logic_error(of_.name + " has no column " + std::string(column));
        return cells_.at(static_cast<std::size_t>(found - of_.columns.begin()));
    }
    [[nodiscard]] bool is(std::string_view column, std::string_view value) const { return (*this)[column] == value; }
    [[nodiscard]] bool is_of(sex of) const { return is("sex", recorded(of)); }

  private:
    const table& of_;
    const std::vector<std::string>& cells_;
};

using condition = std::function<bool(const row_view&)>;

bool anybody(const row_view&) { return true; }

bool is_in(const row_view& row, const std::string& year) {
    return row["start"] <= year + "-12-31" && (row["end"].empty() || row["end"] >= year + "-01-01");
}
bool is_on(const row_view& row, std::string_view date) {
    return row["start"] <= date && (row["end"].empty() || row["end"] >= date);
}
bool starts_in(const row_view& row, const std::string& year) { return row["start"].substr(0, 4) == year; }
bool ends_in(const row_view& row, const std::string& year) { return row["end"].substr(0, 4) == year; }

/// Completed years between two ISO dates: a birthday is passed when month and day are.
int age_on(const std::string& birth, const std::string& date) {
    const auto difference = std::stoi(date.substr(0, 4)) - std::stoi(birth.substr(0, 4));
    return difference - (date.substr(5) < birth.substr(5) ? 1 : 0);
}

int count_rows(const table& t, const condition& wanted) {
    return static_cast<int>(
        std::ranges::count_if(t.rows, [&](const auto& cells) { return wanted(row_view(t, cells)); }));
}

/// Distinct persons, or distinct pairs of person and `column`.
int count_persons(const table& t, const condition& wanted, std::string_view column = {}) {
    std::set<std::pair<std::string, std::string>> found;
    for (const auto& cells : t.rows) {
        const row_view row(t, cells);
        if (wanted(row)) found.emplace(row["person_id"], column.empty() ? "" : row[column]);
    }
    return static_cast<int>(found.size());
}

/// part / whole in units of 1 / `scale`, rounded half away from zero.
int rounded(std::int64_t part, std::int64_t whole, int scale) {
    return whole == 0 ? -1 : static_cast<int>((2 * part * scale + whole) / (2 * whole));
}
int percent(int part, int whole) { return rounded(part, whole, 100); }

class comparison {
  public:
    explicit comparison(const std::vector<table>& tables) : tables_(tables) {}

    [[nodiscard]] const table& of(std::string_view name) const {
        return *std::ranges::find(tables_, name, &table::name);
    }

    template <class... Name>
    void expect(int margin, int counted, const Name&... name) {
        expect_that(margin == counted || margin == printed::nothing, counted, name..., ": printed ", margin);
    }
    template <class... Name>
    void expect_that(bool holds, int counted, const Name&... name) {
        if (holds) return;
        std::ostringstream line;
        ((line << name), ...);
        line << ", counted " << counted;
        lines_.push_back(line.str());
    }
    [[nodiscard]] std::vector<std::string> lines() const { return lines_; }

  private:
    const std::vector<table>& tables_;
    std::vector<std::string> lines_;
};

std::string_view name_of(sex of) { return of == women ? "women" : "men"; }

bool is_within_group(const row_view& row, std::string_view group) {
    return row.is("target_group", group) || (group == "other" && row.is("target_group", printed::of_which));
}

void check_enrolled(comparison& c) {
    const auto& jobbtorg = c.of("jobbtorg");
    for (int year = first_year; year < first_year + years; ++year) {
        const auto label = std::to_string(year);
        int in_all = 0;
        for (const auto& margin : printed::enrolled) {
            for (const auto of : both_sexes) {
                const auto counted = count_persons(jobbtorg, [&](const row_view& row) {
                    return row.is_of(of) && is_within_group(row, margin.group) && is_in(row, label);
                });
                c.expect(margin.persons[of][index_of(year)], counted, margin.figures, " ", label, " ", name_of(of));
                if (margin.group != printed::of_which) in_all += counted;
            }
        }
        c.expect(printed::enrolled_in_all[index_of(year)], in_all, "enrolled in all groups ", label);
        for (const auto of : both_sexes)
            c.expect(printed::unique_persons[of][index_of(year)],
                     count_persons(jobbtorg, [&](const row_view& row) { return row.is_of(of) && is_in(row, label); }),
                     "unique persons ", label, " ", name_of(of));
    }
}

bool has_reason(const row_view& row, std::string_view reason) {
    if (reason == "work or studies") return row.is("exit_reason", "work") || row.is("exit_reason", "studies");
    return reason.empty() || row.is("exit_reason", reason);
}

/// Exits of a target group, or of all but Stockholmsjobb.
int count_exits(const table& jobbtorg, std::string_view group, std::string_view who, int year,
                std::string_view reason) {
    return count_rows(jobbtorg, [&](const row_view& row) {
        const bool is_group =
            group == "all" ? !row.is("target_group", "stockholmsjobb") : row.is("target_group", group);
        const bool is_sex = who == "all" || row.is_of(who == "women" ? women : men);
        return has_reason(row, reason) && is_group && is_sex && ends_in(row, std::to_string(year));
    });
}

void check_exits(comparison& c) {
    const auto& jobbtorg = c.of("jobbtorg");
    for (const auto& margin : printed::exit_shares) {
        const auto exits = count_exits(jobbtorg, margin.group, margin.of, margin.year, margin.reason);
        const auto all = count_exits(jobbtorg, margin.group, margin.of, margin.year, {});
        c.expect(margin.percent, percent(exits, all), margin.figure);
    }
    for (const auto& margin : printed::exit_counts)
        c.expect(margin.exits, count_exits(jobbtorg, margin.group, "all", margin.year, margin.reason), margin.figure);
    const auto in_2023 = count_exits(jobbtorg, "all", "all", 2023, "work or studies");
    const auto in_2024 = count_exits(jobbtorg, "all", "all", 2024, "work or studies");
    c.expect_that(in_2023 < printed::almost_exits_2023 && in_2023 > printed::almost_exits_2023 * 39 / 40, in_2023,
                  "almost 1 700");
    c.expect_that(in_2024 > printed::just_over_exits_2024 && in_2024 < printed::just_over_exits_2024 * 41 / 40, in_2024,
                  "just over 2 000");
}

void check_mean_enrolment(comparison& c) {
    const auto& jobbtorg = c.of("jobbtorg");
    for (const auto& [year, tenths] :
         {std::pair{2023, printed::mean_enrolment_tenths_2023}, {2024, printed::mean_enrolment_tenths_2024}}) {
        std::int64_t days = 0;
        int exits = 0;
        for (const auto& cells : jobbtorg.rows) {
            const row_view row(jobbtorg, cells);
            if (!row.is("target_group", "income_support") || !ends_in(row, std::to_string(year))) continue;
            days += from_text(row["end"]) + 1 - from_text(row["start"]);
            ++exits;
        }
        c.expect(tenths, rounded(days * 16, std::int64_t{487} * exits, 10), "mean enrolment in tenths of a month ",
                 year);
    }
}

void check_entries(comparison& c) {
    const auto& jobbtorg = c.of("jobbtorg");
    const auto entries = [&](std::string_view group, int year, const condition& wanted) {
        return count_rows(jobbtorg, [&](const row_view& row) {
            return row.is("target_group", group) && starts_in(row, std::to_string(year)) && wanted(row);
        });
    };
    for (const auto& margin : printed::outreach_entries) {
        const auto of_women =
            entries("outreach_19_29", margin.year, [](const row_view& row) { return row.is_of(women); });
        const auto all = entries("outreach_19_29", margin.year, anybody);
        c.expect(margin.entries, all, "outreach entries ", margin.year);
        c.expect(margin.percent_women, percent(of_women, all), "outreach entries, women ", margin.year);
    }
    c.expect(printed::stockholmsjobb_entries_2022, entries("stockholmsjobb", 2022, anybody),
             "s1-sj-new-decisions-2022");
    c.expect(printed::stockholmsjobb_entries_2023, entries("stockholmsjobb", 2023, anybody),
             "s1-sj-new-decisions-2023");
}

void check_stockholmsjobb(comparison& c) {
    const auto& jobbtorg = c.of("jobbtorg");
    const auto persons = [&](std::string_view who, std::string_view job_type, int year, const condition& wanted) {
        return count_persons(jobbtorg, [&](const row_view& row) {
            return row.is("target_group", "stockholmsjobb") && is_in(row, std::to_string(year)) &&
                   (who == "all" || row.is_of(who == "women" ? women : men)) &&
                   (job_type == "all" || row.is("job_type", job_type)) && wanted(row);
        });
    };
    const auto studies = [](const row_view& row) { return row.is("with_studies", "yes"); };
    c.expect(printed::team_or_intro_2023, persons("all", "team_or_intro", 2023, anybody),
             "s1-introjobb-participants-2023");
    c.expect(printed::team_or_intro_2024, persons("all", "team_or_intro", 2024, anybody),
             "s0-arbetslag-participants-2024");
    for (const auto& margin : printed::with_studies) {
        const auto part = persons(margin.of, margin.job_type, margin.year, studies);
        const auto whole = persons(margin.of, margin.job_type, margin.year, anybody);
        c.expect(margin.permille, rounded(part, whole, 1000 / margin.precision) * margin.precision, margin.figure);
    }
}

/// Exits of the follow-up year that ends in `label`, with one of the states on the day three months later (none: all).
int count_followed(const comparison& c, int label, bool is_team_only, const std::set<std::string>& wanted) {
    const auto& after = c.of("after_exit");
    const auto from = std::to_string(label - 1) + "-09-01";
    const auto to = std::to_string(label) + "-08-31";
    std::set<std::pair<std::string, std::string>> on_day; // (person, day) with a wanted state
    return count_rows(c.of("jobbtorg"), [&](const row_view& job) {
        if (!job.is("target_group", "stockholmsjobb") || job["end"] < from || job["end"] > to) return false;
        if (is_team_only && !job.is("job_type", "team_or_intro")) return false;
        if (wanted.empty()) return true;
        const auto followed = to_text(add_months(from_text(job["end"]), 3));
        return std::ranges::any_of(after.rows, [&](const auto& cells) {
            const row_view row(after, cells);
            return row["person_id"] == job["person_id"] && wanted.contains(row["state"]) && is_on(row, followed);
        });
    });
}

void check_follow_up(comparison& c) {
    const std::set<std::string> work_or_studies{"unsubsidised_work", "subsidised_work", "studies"};
    for (const auto& margin : printed::after_stockholmsjobb) {
        const auto all = count_followed(c, margin.label, false, {});
        const auto followed = count_followed(c, margin.label, false, work_or_studies);
        const auto unsubsidised = count_followed(c, margin.label, false, {"unsubsidised_work"});
        c.expect(margin.permille, rounded(followed, all, 1000 / margin.precision) * margin.precision,
                 "in work or studies ", margin.label);
        c.expect(margin.percent_unsubsidised, percent(unsubsidised, all), "in unsubsidised work ", margin.label);
        c.expect(margin.studies, count_followed(c, margin.label, false, {"studies"}), "in studies ", margin.label);
    }
    for (const auto& margin : printed::after_team_or_intro) {
        c.expect(margin.exits, count_followed(c, margin.label, true, {}), "team or intro jobs that ended ",
                 margin.label);
        c.expect(margin.work_or_studies, count_followed(c, margin.label, true, work_or_studies),
                 "in work or studies after team or intro jobs ", margin.label);
    }
}

void check_preparatory(comparison& c) {
    const auto& spells = c.of("preparatory");
    for (const int year : {2023, 2024}) {
        const auto label = std::to_string(year);
        for (const auto& margin : printed::preparatory)
            for (const auto of : both_sexes)
                c.expect((year == 2023 ? margin.persons_2023 : margin.persons_2024)[of],
                         count_persons(spells,
                                       [&](const row_view& row) {
                                           return row.is_of(of) && row.is("district", margin.district) &&
                                                  is_in(row, label);
                                       }),
                         "preparatory ", margin.district, " ", label, " ", name_of(of));
        c.expect(printed::preparatory_in_all[year - 2023],
                 count_persons(spells, [&](const row_view& row) { return is_in(row, label); }), "preparatory ", label);
    }
}

bool is_of_programme(const row_view& row, std::string_view programme) {
    return register_of(programme) == programme || row.is("programme", programme);
}

void check_programmes(comparison& c) {
    for (const auto& margin : printed::programmes) {
        const auto& spells = c.of(register_of(margin.programme));
        const auto label = std::to_string(margin.year);
        for (const auto of : both_sexes)
            c.expect(margin.persons[of],
                     count_persons(spells,
                                   [&](const row_view& row) {
                                       return row.is_of(of) && is_of_programme(row, margin.programme) &&
                                              is_in(row, label);
                                   }),
                     margin.figures, " ", name_of(of));
        c.expect(margin.exits,
                 count_rows(spells,
                            [&](const row_view& row) {
                                return is_of_programme(row, margin.programme) && ends_in(row, label);
                            }),
                 margin.figures, " exits");
    }
    for (const auto& margin : printed::stocks)
        c.expect(margin.persons,
                 count_persons(c.of(register_of(margin.programme)),
                               [&](const row_view& row) {
                                   return is_of_programme(row, margin.programme) && is_on(row, margin.date);
                               }),
                 margin.figure);
}

void check_programme_exits(comparison& c) {
    for (const auto& margin : printed::programme_exits) {
        const auto exits = [&](const condition& wanted) {
            return count_rows(c.of(register_of(margin.programme)), [&](const row_view& row) {
                return is_of_programme(row, margin.programme) && has_reason(row, margin.reason) &&
                       ends_in(row, std::to_string(margin.year)) && wanted(row);
            });
        };
        for (const auto of : both_sexes)
            c.expect(margin.exits[of], exits([&](const row_view& row) { return row.is_of(of); }), margin.figures, " ",
                     name_of(of));
        c.expect(margin.all, exits(anybody), margin.figures);
    }
}

void check_kaa(comparison& c) {
    const auto& spells = c.of("kaa");
    for (const auto& margin : printed::coverage) {
        const auto persons = [&](const condition& wanted) {
            return count_persons(
                spells, [&](const row_view& row) { return is_in(row, std::to_string(margin.year)) && wanted(row); });
        };
        const auto is_reached = [](const row_view& row) { return !row.is("contact", "not_reached"); };
        for (const auto of : both_sexes) {
            c.expect(margin.covered[of], persons([&](const row_view& row) { return row.is_of(of); }), "covered ",
                     margin.year, " ", name_of(of));
            c.expect(margin.reached[of], persons([&](const row_view& row) { return row.is_of(of) && is_reached(row); }),
                     "reached ", margin.year, " ", name_of(of));
        }
        const auto occupied = persons([](const row_view& row) { return row.is("contact", "reached_occupied"); });
        c.expect(margin.percent_occupied, percent(occupied, persons(is_reached)), "occupied ", margin.year);
    }
}

void check_outreach(comparison& c) {
    const auto& spells = c.of("outreach");
    const auto contacts = [&](int year, const condition& wanted) {
        return count_rows(spells,
                          [&](const row_view& row) { return starts_in(row, std::to_string(year)) && wanted(row); });
    };
    for (const auto& margin : printed::outreach) {
        const auto all = contacts(margin.year, anybody);
        const auto core = contacts(margin.year, [](const row_view& row) {
            const auto age = age_on(row["birth_date"], row["start"]);
            return age >= 20 && age <= 25;
        });
        const auto of_target = contacts(margin.year, [](const row_view& row) {
            const auto age = age_on(row["birth_date"], row["start"]);
            return age >= 19 && age <= 29;
        });
        c.expect(margin.reached, all, "reached by outreach ", margin.year);
        c.expect(margin.reached, of_target, "reached by outreach at 19-29 years ", margin.year);
        c.expect(margin.percent_women,
                 percent(contacts(margin.year, [](const row_view& row) { return row.is_of(women); }), all),
                 "women reached ", margin.year);
        c.expect(margin.percent_20_25, percent(core, all), "reached at 20-25 years ", margin.year);
    }
    for (const auto& margin : printed::statuses) {
        const auto is_sex = [&](const row_view& row) {
            return margin.of == "all" || row.is_of(margin.of == "women" ? women : men);
        };
        const auto part = contacts(
            margin.year, [&](const row_view& row) { return is_sex(row) && row.is("contact_status", margin.status); });
        c.expect(margin.percent, percent(part, contacts(margin.year, is_sex)), margin.figure);
    }
}

void check_holiday_jobs(comparison& c) {
    const auto& spells = c.of("holiday_jobs");
    const auto is_employed = [](const row_view& row) { return row.is("stage", "employed"); };
    const auto is_offered = [&](const row_view& row) { return is_employed(row) || row.is("stage", "offered"); };
    for (const auto& margin : printed::seasons) {
        const auto persons = [&](const condition& wanted) {
            return count_persons(spells, [&](const row_view& row) {
                return row.is("season", margin.season) && is_in(row, std::to_string(margin.year)) && wanted(row);
            });
        };
        c.expect(margin.applications, persons(anybody), "applications ", margin.season, " ", margin.year);
        c.expect(margin.offered, persons(is_offered), "offered ", margin.season, " ", margin.year);
        c.expect(margin.employed, persons(is_employed), "employed ", margin.season, " ", margin.year);
        c.expect(margin.priority, persons([](const row_view& row) { return row.is("priority", "yes"); }), "priority ",
                 margin.season, " ", margin.year);
    }
    const auto jobs = [&](int year, std::string_view administration, const condition& wanted) {
        return count_persons(
            spells,
            [&](const row_view& row) {
                return is_employed(row) && is_in(row, std::to_string(year)) &&
                       (administration.empty() || row.is("administration", administration)) && wanted(row);
            },
            "season");
    };
    const auto of_men = [](const row_view& row) { return row.is_of(men); };
    for (const auto& margin : printed::administrations) {
        for (const auto of : both_sexes)
            c.expect(margin.employed_2023[of],
                     jobs(2023, margin.name, [&](const row_view& row) { return row.is_of(of); }), "holiday jobs 2023 ",
                     margin.name, " ", name_of(of));
        const auto in_2024 = jobs(2024, margin.name, anybody);
        c.expect(margin.employed_2024, in_2024, "holiday jobs 2024 ", margin.name);
        c.expect(margin.percent_men_2024, percent(jobs(2024, margin.name, of_men), in_2024), "men 2024 ", margin.name);
        c.expect(100 - margin.percent_men_2024, percent(in_2024 - jobs(2024, margin.name, of_men), in_2024),
                 "women 2024 ", margin.name);
    }
    for (const auto of : both_sexes)
        c.expect(printed::holiday_jobs_2023[of], jobs(2023, {}, [&](const row_view& row) { return row.is_of(of); }),
                 "holiday jobs 2023 ", name_of(of));
    c.expect(printed::holiday_jobs_2024, jobs(2024, {}, anybody), "holiday jobs 2024");
    c.expect(printed::holiday_percent_men_2024, percent(jobs(2024, {}, of_men), printed::holiday_jobs_2024),
             "holiday jobs 2024, men");
}

/// A person has one sex and one birth date in all registers.
void check_persons(comparison& c, const std::vector<table>& tables) {
    std::set<std::pair<std::string, std::string>> attributes;
    std::set<std::string> persons;
    for (const auto& t : tables) {
        for (const std::string column : {"sex", "birth_date"}) {
            if (std::ranges::find(t.columns, column) == t.columns.end()) continue;
            for (const auto& cells : t.rows) {
                const row_view row(t, cells);
                attributes.emplace(row["person_id"] + column, row[column]);
                persons.insert(row["person_id"] + column);
            }
        }
    }
    c.expect(static_cast<int>(persons.size()), static_cast<int>(attributes.size()), "attributes of persons");
}

} // namespace

std::vector<std::string> disagreements(const std::vector<table>& tables) {
    comparison c(tables);
    check_enrolled(c);
    check_exits(c);
    check_mean_enrolment(c);
    check_entries(c);
    check_stockholmsjobb(c);
    check_follow_up(c);
    check_preparatory(c);
    check_programmes(c);
    check_programme_exits(c);
    check_kaa(c);
    check_outreach(c);
    check_holiday_jobs(c);
    check_persons(c, tables);
    return c.lines();
}

} // namespace bundled
