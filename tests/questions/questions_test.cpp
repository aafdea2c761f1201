// The answers that the example programs print, counted again from the CSV files row by row, by other means than
// kohort's.
#include <kohort/time/day.hpp>

#include "audit/csv_rows.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <limits>
#include <map>
#include <memory>
#include <numeric>
#include <set>

namespace {

using kohort::add_months;
using kohort::day;
using kohort::from_civil;
using testing::HasSubstr;

constexpr int open_end = std::numeric_limits<int>::max();
const day horizon = from_civil({2024, 12, 31});

struct spell {
    std::string person, sex, group, reason;
    day start;
    int end; ///< the first day after, or `open_end`
    [[nodiscard]] bool is_there(day d) const { return start <= d && d.count() < end; }
    [[nodiscard]] bool is_open() const { return end == open_end || day(end - 1) > horizon; }
    [[nodiscard]] day exit() const { return day(end - 1); }
};

std::vector<spell> spells_of(const std::string& file, const char* group) {
    std::vector<spell> spells;
    for (const auto& r : audit_test::rows_of(std::string(KOHORT_SOURCE_DIR) + "/examples/data/" + file)) {
        const auto column = [&](const char* name) { return r.count(name) ? r.at(name) : std::string(); };
        const auto end = kohort::parse_iso_day(r.at("end"));
        spells.push_back({r.at("person_id"), column("sex"), r.at(group), column("exit_reason"),
                          kohort::parse_iso_day(r.at("start")).value(), end ? end->count() + 1 : open_end});
    }
    return spells;
}

const std::vector<spell>& jobbtorg() {
    static const auto spells = spells_of("jobbtorg.csv", "target_group");
    return spells;
}

/// The first enrolment of each person that starts in the years, of other target groups than Stockholmsjobb.
std::vector<spell> entrants(int first_year, int last_year) {
    std::map<std::string, spell> first;
    for (const auto& each : jobbtorg()) {
        const auto year = kohort::to_civil(each.start).year;
        if (year < first_year || year > last_year || each.group == "stockholmsjobb") continue;
        const auto [known, is_new] = first.emplace(each.person, each);
        if (!is_new && std::pair(each.start, each.end) < std::pair(known->second.start, known->second.end))
            known->second = each;
    }
    std::vector<spell> all;
    for (const auto& [person, each] : first) all.push_back(each);
    return all;
}

int observed_days(const spell& of) { return (of.is_open() ? horizon.count() + 1 : of.end) - of.start.count(); }

/// Kaplan-Meier's curve and the shares that left for each reason, on each day, person by person.
struct curves {
    std::vector<double> staying;
    std::map<std::string, std::vector<double>> left;
};

curves curves_of(const std::vector<spell>& spells, int days) {
    curves made;
    double staying = 1;
    for (int d = 0; d <= days; ++d) {
        int at_risk = 0;
        std::map<std::string, int> exits;
        for (const auto& each : spells) {
            at_risk += observed_days(each) >= d;
            if (!each.is_open() && observed_days(each) == d) ++exits[each.reason];
        }
        int all = 0;
        for (const auto* reason : {"work", "studies", "other"}) {
            auto& left = made.left[reason];
            const double before = left.empty() ? 0 : left.back();
            left.push_back(at_risk == 0 ? before : before + staying * exits[reason] / at_risk);
        }
        for (const auto& [reason, count] : exits) all += count;
        if (at_risk > 0) staying *= 1 - static_cast<double>(all) / at_risk;
        made.staying.push_back(staying);
    }
    return made;
}

/// What an example prints when it is run in the source folder.
std::string output_of(const std::string& question) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(
        popen(("cd '" KOHORT_SOURCE_DIR "' && '" KOHORT_QUESTIONS "/kohort_" + question + "' 2>&1").c_str(), "r"),
        pclose);
    std::string output;
    for (int c; (c = std::fgetc(pipe.get())) != EOF;) output += static_cast<char>(c);
    return output;
}

template <class... Values>
std::string line(const char* format, Values... values) {
    char text[256];
    std::snprintf(text, sizeof text, format, values...);
    return text;
}

TEST(questions, how_long_are_they_enrolled) {
    const auto output = output_of("how_long_enrolled");
    const auto people = entrants(2022, 2023);
    const auto staying = curves_of(people, 400).staying;
    EXPECT_THAT(output, HasSubstr(line("%zu people entered Jobbtorg", people.size())));
    const auto half = std::find_if(staying.begin(), staying.end(), [](double share) { return share <= 0.5; });
    EXPECT_THAT(output, HasSubstr(line("had left after %d days (", static_cast<int>(half - staying.begin()))));
    for (const int d : {91, 182, 365})
        EXPECT_THAT(output,
                    HasSubstr(line("after %3d days: %.1f %%\n", d, 100 * staying[static_cast<std::size_t>(d)])));
    double area = 0;
    for (std::size_t d = 0; d < 365; ++d) area += staying[d];
    EXPECT_THAT(output, HasSubstr(line("they spent %.1f days there", area)));
}

TEST(questions, who_leaves_to_what) {
    const auto output = output_of("who_leaves_to_what");
    std::map<std::string, std::vector<spell>> groups;
    for (const auto& each : entrants(2022, 2023)) groups[each.group].push_back(each);
    ASSERT_EQ(groups.size(), 5u); // outreach to those of 30 and more began in 2024
    for (const auto& [group, people] : groups) {
        const auto shares = curves_of(people, 365);
        EXPECT_THAT(output, HasSubstr(line("%-22s %7.1f %7.1f %7.1f %8.1f\n", group.c_str(),
                                           100 * shares.left.at("work").back(), 100 * shares.left.at("studies").back(),
                                           100 * shares.left.at("other").back(), 100 * shares.staying.back())));
    }
}

TEST(questions, are_they_self_supporting_later) {
    const auto output = output_of("self_supporting_later");
    const auto after = spells_of("after_exit.csv", "state");
    for (const int months : {3, 6}) {
        int known = 0, reached = 0, unknown = 0;
        for (const auto& job : jobbtorg()) {
            if (job.group != "stockholmsjobb" || job.is_open() || job.exit() < from_civil({2022, 1, 1})) continue;
            const auto later = add_months(job.exit(), months);
            if (later > horizon) {
                ++unknown;
                continue;
            }
            ++known;
            reached += std::any_of(after.begin(), after.end(), [&](const spell& each) {
                return each.person == job.person && each.is_there(later) &&
                       (each.group == "unsubsidised_work" || each.group == "studies");
            });
        }
        EXPECT_THAT(output,
                    HasSubstr(line("%d months later: %d of %d in unsubsidised work or studies (%.1f %%); %d not",
                                   months, reached, known, 100.0 * reached / known, unknown)));
    }
}

/// The days of each person at Jobbtorg, from one gap to the next.
std::map<std::string, std::vector<spell>> without_overlaps() {
    std::map<std::string, std::vector<spell>> persons;
    auto sorted = jobbtorg();
    std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.start < b.start; });
    for (const auto& each : sorted) {
        auto& known = persons[each.person];
        if (!known.empty() && each.start.count() <= known.back().end)
            known.back().end = std::max(known.back().end, each.end);
        else
            known.push_back(each);
    }
    return persons;
}

TEST(questions, do_they_come_back) {
    const auto output = output_of("do_they_come_back");
    std::vector<std::pair<day, std::optional<day>>> exits;
    for (const auto& [person, spells] : without_overlaps())
        for (std::size_t i = 0; i < spells.size(); ++i) {
            if (spells[i].is_open() || spells[i].exit() < from_civil({2022, 1, 1})) continue;
            const auto back = i + 1 < spells.size() ? std::optional(spells[i + 1].start) : std::nullopt;
            exits.emplace_back(spells[i].exit(), back);
        }
    EXPECT_THAT(output, HasSubstr(line("%zu exits from", exits.size())));
    double away = 1;
    for (int month = 1; month <= 12; ++month) {
        int known = 0, returned = 0, at_risk = 0, now = 0;
        for (const auto& [exit, back] : exits) {
            if (add_months(exit, month) > horizon) continue;
            const bool is_back = back && *back <= add_months(exit, month);
            const bool was_back = back && *back <= add_months(exit, month - 1);
            ++known;
            returned += is_back;
            at_risk += !was_back;
            now += is_back && !was_back;
        }
        away *= 1 - static_cast<double>(now) / at_risk;
        if (month != 3 && month != 6 && month != 12) continue;
        EXPECT_THAT(output, HasSubstr(line("within %2d months: %d of the %d who are followed so long (%.1f %%); "
                                           "estimate %.1f %%\n",
                                           month, returned, known, 100.0 * returned / known, 100 * (1 - away))));
    }
}

TEST(questions, how_do_cohorts_differ) {
    const auto output = output_of("how_cohorts_differ");
    const auto people = entrants(2022, 2024);
    for (int half = 0; half < 6; ++half) {
        const int year = 2022 + half / 2;
        const bool is_second = half % 2 == 1;
        const auto last = from_civil({year, is_second ? 12U : 6U, is_second ? 31U : 30U});
        std::string expected;
        for (const int month : {3, 6, 12}) {
            int entered = 0, staying = 0;
            for (const auto& each : people) {
                const auto date = kohort::to_civil(each.start);
                if (date.year != year || (date.month > 6) != is_second) continue;
                ++entered;
                staying += each.is_there(add_months(each.start, month));
            }
            expected += add_months(last, month) > horizon ? "     -" : line(" %5.1f", 100.0 * staying / entered);
        }
        const auto row = output.find(line("%d-H%d", year, 1 + half % 2));
        ASSERT_NE(row, std::string::npos);
        EXPECT_EQ(output.substr(row + 15, output.find('\n', row) - row - 15), expected);
    }
    std::map<std::string, double> area;
    for (const std::string sex : {"K", "M"}) {
        std::vector<spell> part;
        std::copy_if(people.begin(), people.end(), std::back_inserter(part),
                     [&](const spell& each) { return each.sex == sex; });
        const auto staying = curves_of(part, 365).staying;
        for (std::size_t d = 0; d < 365; ++d) area[sex] += staying[d];
    }
    EXPECT_THAT(output, HasSubstr(line("women spent %.1f days and men %.1f: %+.1f days", area["K"], area["M"],
                                       area["K"] - area["M"])));
}

TEST(questions, how_did_it_develop) {
    const auto output = output_of("how_it_developed");
    const auto persons = without_overlaps();
    for (int quarter = 0; quarter < 12; ++quarter) {
        const int year = 2022 + quarter / 4;
        const auto month = static_cast<unsigned>(quarter % 4 * 3 + 1);
        const auto first = from_civil({year, month, 1}), last = add_months(first, 3) - 1;
        int enrolled = 0, exits = 0, days = 0;
        for (const auto& [person, spells] : persons)
            for (const auto& each : spells) {
                enrolled += each.is_there(last);
                exits += !each.is_open() && first <= each.exit() && each.exit() <= last;
                for (auto d = first; d <= last; ++d) days += each.is_there(d);
            }
        EXPECT_THAT(output, HasSubstr(line("%d-Q%d  %8d  %5d  %.1f\n", year, quarter % 4 + 1, enrolled, exits,
                                           100.0 * exits * 365.25 / days)));
    }
}

// The program's output is compared with this file by the test examples.series_development.
TEST(questions, how_the_enrolled_of_each_month_developed) {
    std::ifstream file(KOHORT_SOURCE_DIR "/examples/series_development/output.txt");
    const std::string output(std::istreambuf_iterator<char>(file), {});
    std::vector<double> enrolled;
    for (auto first = from_civil({2022, 1, 1}); first <= horizon; first = add_months(first, 1))
        enrolled.push_back(
            static_cast<double>(std::count_if(jobbtorg().begin(), jobbtorg().end(), [&](const spell& each) {
                return each.is_there(add_months(first, 1) - 1);
            })));
    ASSERT_EQ(enrolled.size(), 36u);
    const auto mean_of_year = [&](int year) {
        return std::accumulate(enrolled.begin() + 12 * year, enrolled.begin() + 12 * (year + 1), 0.0) / 12;
    };
    const auto ends_with = [&](const char* name, double value, int decimals) {
        const auto row = output.find(name);
        ASSERT_NE(row, std::string::npos) << name;
        const auto end = output.find('\n', row);
        EXPECT_EQ(output.substr(end - 11, 11), line(" %10.*f", decimals, value)) << name;
    };
    ends_with("Enrolled", enrolled.back(), 0);
    ends_with("Mean of 12 months", mean_of_year(2), 1);
    ends_with("Change in a year, %", 100 * (enrolled[35] / enrolled[23] - 1), 1);
    ends_with("Index, 2022 = 100", 100 * enrolled[35] / mean_of_year(0), 1);
    EXPECT_THAT(output, HasSubstr(line("Mean of the year     %.1f (2022), %.1f (2023), %.1f (2024)", mean_of_year(0),
                                       mean_of_year(1), mean_of_year(2))));
}

} // namespace
