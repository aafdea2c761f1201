#include <kohort/indicator/evaluate.hpp>

#include <gtest/gtest.h>

namespace kohort {
namespace {

/// Seven enrolments of five persons, and what the persons did afterwards.
const data_set& city() {
    static const auto made = [] {
        data_set data;
        for (const auto& document : parse_schema(R"([
            {"code_list": "groups", "codes": {"support": {"sv": "Försörjningsstöd", "en": "Income support"},
                                              "other": {"sv": "Övriga", "en": "Other"},
                                              "lss": {"sv": "LSS", "en": "LSS", "parent": "other", "of_which": true},
                                              "jobs": {"sv": "Stockholmsjobb", "en": "City jobs"}}},
            {"register": "jobbtorg", "person": "id", "start": "from", "exit": {"column": "to", "means": "last_day"},
             "birth": "born", "exit_reason": "reason", "horizon": {"from": "2023-01-01", "to": "2024-12-31"},
             "dimensions": {"sex": {"column": "sex", "codes": {"K": "women", "M": "men"}},
                            "group": {"column": "group", "code_list": "groups"},
                            "district": {"column": "district", "code_list": "stockholm.districts.2007-01"},
                            "reason": {"column": "reason", "codes": {"w": "work", "s": "studies", "x": "moved"},
                                       "unknown": "not_exited"}}},
            {"register": "after", "person": "id", "start": "from", "exit": {"column": "to", "means": "last_day"},
             "horizon": {"from": "2023-01-01", "to": "2024-12-31"},
             "dimensions": {"state": {"column": "state", "codes": {"work": "work", "studies": "studies"}}}}])")
                                        .value()) {
            if (const auto* list = std::get_if<code_list>(&document)) {
                EXPECT_FALSE(data.add(*list));
            }
            const auto* schema = std::get_if<register_schema>(&document);
            if (!schema) continue;
            const auto problems = data.read_text(*schema,
                                                 schema->name == "after"
                                                     ? "id,from,to,state\n1,2024-05-01,2024-08-31,work\n2,2024-01-01,,"
                                                       "studies\n4,2024-09-01,2024-09-15,work\n"
                                                     : "id,from,to,born,sex,group,district,reason\n"
                                                       "1,2023-03-01,2024-03-31,2000-01-01,K,support,rinkeby-kista,w\n"
                                                       "1,2024-06-01,2024-06-30,2000-01-01,K,other,rinkeby-kista,w\n"
                                                       "2,2023-11-01,2024-02-28,1980-07-01,M,lss,spanga-tensta,s\n"
                                                       "2,2024-04-01,,1980-07-01,M,other,spanga-tensta,\n"
                                                       "3,2024-01-15,2024-11-14,1999-12-31,K,support,bromma,x\n"
                                                       "4,2024-02-01,2024-05-31,2004-02-29,M,jobs,bromma,w\n"
                                                       "5,2022-01-01,2023-12-31,,K,support,bromma,w\n",
                                                 schema->name);
            EXPECT_FALSE(problems) << to_string(*problems);
        }
        return data;
    }();
    return made;
}

definition define(const std::string& operation, const std::string& unit, const std::string& more = "") {
    auto parsed = parse_definitions(R"({"id": "test", "version": "1", "name": {"en": "Test"}, )" + operation +
                                    R"(, "per": "year", "unit": ")" + unit + "\"" + more + "}");
    if (!parsed) ADD_FAILURE() << to_string(parsed.errors());
    return parsed.value().front();
}

/// "code code ...: value" of each cell, for the periods asked for.
std::vector<std::string> figures(const definition& indicator, const std::string& periods = "2024",
                                 evaluate_options options = {}) {
    options.periods = parse_period_literal(periods).value();
    auto tables = evaluate(std::span(&indicator, 1), city(), options);
    if (!tables) return {to_string(tables.errors())};
    const auto& cube = tables->front().figures;
    std::vector<std::string> lines;
    std::vector<std::size_t> place(cube.axes().size(), 0);
    for (const auto& cell : cube.cells()) {
        std::string line;
        for (std::size_t a = 0; a < place.size(); ++a) line += (a ? " " : "") + cube.axes()[a][place[a]].code;
        line += ": ";
        line += cell.status.has_value() ? to_string(cell.numerator) : "-";
        if (cell.status.has_value() && cell.denominator != ratio(1)) line += " of " + to_string(cell.denominator);
        if (cell.status != obs_status()) line += " " + to_string(cell.status);
        lines.push_back(line);
        for (std::size_t a = place.size(); a-- > 0;) {
            if (++place[a] < cube.axes()[a].size()) break;
            place[a] = 0;
        }
    }
    return lines;
}

using texts = std::vector<std::string>;
const std::string enrolled = R"("count": {"count": "persons", "register": "jobbtorg"})";

TEST(evaluate, counts_persons_spells_entries_and_exits) {
    EXPECT_EQ(figures(define(enrolled, "persons"), "2023..2024"), (texts{"2023: 3", "2024: 4"}));
    const auto of = [](const std::string& unit, const std::string& more = "") {
        return figures(define(R"("count": {"count": ")" + unit + R"(", "register": "jobbtorg")" + more + "}",
                              unit == "persons_exiting" || unit == "persons_entering" ? "persons" : unit));
    };
    EXPECT_EQ(of("spells"), texts{"2024: 6"});
    EXPECT_EQ(of("entries"), texts{"2024: 4"});
    EXPECT_EQ(of("persons_entering"), texts{"2024: 4"});
    EXPECT_EQ(of("exits"), texts{"2024: 5"});
    EXPECT_EQ(of("persons_exiting"), texts{"2024: 4"});
    EXPECT_EQ(of("spells", R"(, "clock": {"on": "last_day"})"), texts{"2024: 1"});
    EXPECT_EQ(of("spells", R"(, "clock": {"on": "first_day"})"), texts{"2024: 2"});
    EXPECT_EQ(of("spells", R"(, "clock": {"on": "03-31"})"), texts{"2024: 3"}) << "the last day still counts";
    EXPECT_EQ(of("spells", R"(, "clock": {"close_of": "03-31"})"), texts{"2024: 2"}) << "exited by the end of the day";
    EXPECT_EQ(of("exits", R"(, "where": {"reason": {"not": ["moved"]}})"), texts{"2024: 4"});
    EXPECT_EQ(of("spells", R"(, "where": {"reason": ["not_exited"]})"), texts{"2024: 1"});
}

TEST(evaluate, tells_of_which_rows_apart_and_counts_a_person_once_per_cell) {
    EXPECT_EQ(figures(define(enrolled, "persons", R"(, "by": ["group"])")),
              (texts{"2024 support: 2", "2024 other: 2", "2024 lss: 1", "2024 jobs: 1", "2024 total: 4"}));
    const auto gross = define(R"("count": {"count": "persons", "register": "jobbtorg", "once_per": ["group"]})",
                              "persons", R"(, "by": ["sex", "group"])");
    EXPECT_EQ(figures(gross),
              (texts{"2024 women support: 2", "2024 women other: 1", "2024 women lss: 0", "2024 women jobs: 0",
                     "2024 women total: 3", "2024 men support: 0", "2024 men other: 1", "2024 men lss: 1",
                     "2024 men jobs: 1", "2024 men total: 2", "2024 total support: 2", "2024 total other: 2",
                     "2024 total lss: 1", "2024 total jobs: 1", "2024 total total: 5"}));
    const auto hidden = define(R"("count": {"count": "persons", "register": "jobbtorg", "once_per": ["group"]})",
                               "persons", R"(, "by": ["sex"])");
    EXPECT_EQ(figures(hidden), (texts{"2024 women: 3", "2024 men: 2", "2024 total: 5"}));
}

TEST(evaluate, shows_only_codes_that_the_condition_lets_through) {
    const auto aspirants =
        define(R"("count": {"count": "persons", "register": "jobbtorg", "where": {"group": ["other"]}})", "persons",
               R"(, "by": ["group"])");
    EXPECT_EQ(figures(aspirants), (texts{"2024 other: 2", "2024 lss: 1", "2024 total: 2"}));
}

TEST(evaluate, divides_the_part_by_the_whole) {
    const auto share = define(R"("share": {"of": {"count": "exits", "register": "jobbtorg"},
                                           "where": {"reason": ["work", "studies"]}})",
                              "percent", R"(, "by": ["sex"])");
    EXPECT_EQ(figures(share), (texts{"2024 women: 2 of 3", "2024 men: 2 of 2", "2024 total: 4 of 5"}));
    EXPECT_EQ(figures(share, "2023"), (texts{"2023 women: 1", "2023 men: - not_applicable", "2023 total: 1"}));
}

TEST(evaluate, takes_means_of_half_open_spells) {
    const auto mean = define(R"("mean": {"of": "duration", "over": {"count": "exits", "register": "jobbtorg",
                                "where": {"group": ["support"]}}})",
                             "months");
    // 2023-03-01..2024-04-01 is 397 days, 2024-01-15..2024-11-15 is 305.
    EXPECT_EQ(figures(mean), texts{"2024: 702 of 2"});
    const auto elapsed = define(R"("mean": {"of": "elapsed", "over": {"count": "spells", "register": "jobbtorg",
                                   "clock": {"on": "last_day"}}})",
                                "days");
    EXPECT_EQ(figures(elapsed), texts{"2024: 274"});               // since 2024-04-01
    EXPECT_EQ(figures(elapsed, "2023"), texts{"2023: 1094 of 3"}); // 305 + 60 + 729 days on 2023-12-31
}

TEST(evaluate, follows_up_events_that_can_be_followed) {
    const auto followed = [](const std::string& incomplete, const std::string& state = "present") {
        return define(R"("share": {"of": {"count": "exits", "register": "jobbtorg"}, "follow_up": {"after": "3 months",
                         "register": "after", "state": ")" +
                          state + R"(", "as": "on_day", "incomplete": ")" + incomplete + "\"}}",
                      "percent");
    };
    // Exits 03-31 and 06-30 (1: at work 05-01..08-31), 02-28 (2: studying), 05-31 (4: until 09-15, not on 08-31),
    // 11-14 (3: not known by 2024-12-31).
    EXPECT_EQ(figures(followed("exclude")), texts{"2024: 2 of 4 provisional"});
    EXPECT_EQ(figures(followed("include")), texts{"2024: 2 of 5 provisional"});
    EXPECT_EQ(figures(followed("exclude", "absent")), texts{"2024: 2 of 4 provisional"});
    EXPECT_EQ(figures(followed("include", "known")), texts{"2024: 4 of 5 provisional"});
    EXPECT_EQ(figures(followed("exclude"), "2023"), texts{"2023: 0"});
}

TEST(evaluate, takes_ages_at_the_day_that_the_definition_names) {
    const auto aged = [](const std::string& unit, const std::string& from, const std::string& to,
                         const std::string& at) {
        const bool stock = unit == "spells";
        return figures(define(R"("count": {"count": ")" + unit + R"(", "register": "jobbtorg", "age": {"from": )" +
                                  from + R"(, "to": )" + to + R"(, "at": ")" + at + "\"}" +
                                  (stock ? R"(, "clock": {"on": "07-01"})" : "") + "}",
                              unit));
    };
    EXPECT_EQ(aged("entries", "19", "24", "event"), texts{"2024: 3"}); // 1 is 24, 3 is 24, 4 is 19
    EXPECT_EQ(aged("entries", "20", "24", "event"), texts{"2024: 2"}); // 4 turns 20 on 29 February
    EXPECT_EQ(aged("exits", "20", "24", "event"), texts{"2024: 4"});
    EXPECT_EQ(aged("exits", "20", "24", "start"), texts{"2024: 3"}); // 1 was 23, then 24; 3 was 24; 4 was 19
    EXPECT_EQ(aged("entries", "25", "25", "year_difference"), texts{"2024: 1"});
    EXPECT_EQ(aged("spells", "44", "44", "clock"), texts{"2024: 1"}); // 2 has the birthday that day
    EXPECT_EQ(aged("spells", "43", "43", "clock"), texts{"2024: 0"});
}

TEST(evaluate, bounds_durations_on_both_sides) {
    const auto stock = [](const std::string& bound) {
        return figures(
            define(R"("count": {"count": "spells", "register": "jobbtorg", "clock": {"on": "02-28"}, "elapsed": {)" +
                       bound + "}}",
                   "spells"))[0];
    };
    // On 2024-02-28: since 2023-03-01, 2023-11-01, 2024-01-15, 2024-02-01.
    EXPECT_EQ(stock(R"("at_least": "27 days")"), "2024: 4");
    EXPECT_EQ(stock(R"("more_than": "27 days")"), "2024: 3");
    EXPECT_EQ(stock(R"("at_least": "27 days", "less_than": "44 days")"), "2024: 1");
    EXPECT_EQ(stock(R"("at_most": "44 days")"), "2024: 2");
    const auto exits =
        define(R"("share": {"of": {"count": "exits", "register": "jobbtorg"}, "elapsed": {"at_least": "4 months"}})",
               "percent");
    EXPECT_EQ(figures(exits), texts{"2024: 3 of 5"}); // 2's last day is 28 February: one day short of four months
}

TEST(evaluate, tells_a_series_on_one_version_of_the_districts) {
    const auto now = define(enrolled, "persons",
                            R"(, "by": [{"dimension": "district", "code_list": "stockholm.districts.2023-07"}])");
    const auto lines = figures(now);
    EXPECT_NE(std::find(lines.begin(), lines.end(), "2024 jarva: 2"), lines.end()) << "Rinkeby-Kista and Spånga-Tensta";
    EXPECT_NE(std::find(lines.begin(), lines.end(), "2024 bromma: 2"), lines.end());
    const auto before =
        define(enrolled, "persons", R"(, "by": [{"dimension": "district", "code_list": "stockholm.districts.1997"}])");
    EXPECT_NE(figures(before)[0].find("test/by/0: "), std::string::npos) << figures(before)[0];
}

TEST(evaluate, says_what_is_provisional_and_what_is_missing) {
    EXPECT_EQ(figures(define(enrolled, "persons"), "2022..2025"),
              (texts{"2022: - missing", "2023: 3", "2024: 4", "2025: - missing"}));
    evaluate_options by_winter;
    by_winter.per = periodicity{frequency::year, {7, 1}, labelled_by::end};
    EXPECT_EQ(figures(define(enrolled, "persons"), "2023..2025", by_winter),
              (texts{"2023: 2 low_reliability", "2024: 5", "2025: 2 provisional"}));
}

TEST(evaluate, uses_the_last_two_complete_periods_when_none_is_asked_for) {
    const auto table = evaluate(define(enrolled, "persons"), city());
    EXPECT_EQ(table.figures.axes()[0].size(), 2u);
    EXPECT_EQ(table.figures.axes()[0][0].code, "2023");
    EXPECT_EQ(table.figures.axes()[0][1].code, "2024");
}

TEST(evaluate, takes_other_periods_and_breakdowns_when_asked) {
    evaluate_options options;
    options.per = periodicity{frequency::quarter};
    options.by = std::vector<std::string>{"sex"};
    EXPECT_EQ(figures(define(enrolled, "persons", R"(, "by": ["group"])"), "2024-Q1..2024-Q2", options),
              (texts{"2024-Q1 women: 2", "2024-Q1 men: 2", "2024-Q1 total: 4", "2024-Q2 women: 2", "2024-Q2 men: 2",
                     "2024-Q2 total: 4"}));
}

TEST(evaluate, reports_all_errors_with_their_places) {
    auto wrong = define(R"("share": {"of": {"count": "exits", "register": "jobbtorg", "where": {"sexx": ["women"]}},
                                     "where": {"reason": ["works"]}})",
                        "percent", R"(, "by": ["colour"], "valid": {"from": "2024-01-01"})");
    auto elsewhere = define(R"("count": {"count": "persons", "register": "jobtorg"})", "persons");
    elsewhere.id = "other";
    evaluate_options options;
    options.periods = parse_period_literal("2023").value();
    const std::vector<definition> both = {wrong, elsewhere};
    const auto failed = evaluate(both, city(), options);
    ASSERT_FALSE(failed);
    texts messages;
    for (const auto& problem : failed.errors()) messages.emplace_back(problem.what());
    EXPECT_EQ(
        messages,
        (texts{"test/valid: version 1 is valid from 2024-01-01; it does not say what 2023 means. Ask for periods in "
               "which it is valid, or use another version",
               "test/share/of/where/sexx: register \"jobbtorg\" has no dimension \"sexx\"; did you mean \"sex\"?",
               "test/by/0: register \"jobbtorg\" has no dimension \"colour\"; it has: sex, group, district, reason",
               "test/share/where/reason/0: dimension \"reason\" has no code \"works\"; did you mean \"work\"?",
               "other/count/register: there is no register \"jobtorg\"; did you mean \"jobbtorg\"?"}));
    options = {};
    options.by = std::vector<std::string>{"sexs"};
    EXPECT_EQ(to_string(evaluate(std::span(&both[1], 0), city(), options).errors()),
              "no register or table has a dimension \"sexs\"; did you mean \"sex\"?");
}

} // namespace
} // namespace kohort
