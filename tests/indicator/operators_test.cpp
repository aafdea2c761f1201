// What each operator and measure form means, with numbers worked out by hand.
#include <kohort/indicator/evaluate.hpp>

#include <gtest/gtest.h>

namespace kohort {
namespace {

using texts = std::vector<std::string>;

/// A small town. The columns of every register: person, first day, last day (or none), born, group, income in kSEK.
const data_set& town() {
    static const auto made = [] {
        data_set data;
        const auto documents = parse_schema(R"([
            {"code_list": "groups", "codes": {"young": {"en": "Young"}, "adult": {"en": "Adult"},
                                              "adult_new": {"en": "Newly arrived", "parent": "adult"}}},
            {"register": "registered", "person": "id", "start": "from", "exit": {"column": "to", "means": "last_day"},
             "birth": "born", "values": {"income": {"column": "income", "unit": "kSEK"}},
             "horizon": {"from": "2022-01-01", "to": "2024-12-31"},
             "dimensions": {"group": {"column": "group", "code_list": "groups"}}},
            {"register": "programme", "person": "id", "start": "from", "exit": {"column": "to", "means": "last_day"},
             "birth": "born", "values": {"income": {"column": "income", "unit": "kSEK"}},
             "horizon": {"from": "2022-01-01", "to": "2024-06-30"},
             "dimensions": {"group": {"column": "group", "code_list": "groups"}}},
            {"register": "contradictory", "person": "id", "start": "from",
             "exit": {"column": "to", "means": "last_day"}, "birth": "born",
             "horizon": {"from": "2022-01-01", "to": "2024-12-31"}},
            {"population": "labour_force", "file": "l.csv", "at": "month", "count": "persons"},
            {"cells": "survey", "file": "s.csv", "cell": "cell", "period": "year", "value": "value", "unit": "percent"},
            {"parameters": {"limit": {"2023": 52500, "2024": 57300}}}])")
                                   .value();
        const std::string registered = "id,from,to,born,group,income\n"
                                       "1,2022-06-01,2023-09-30,2004-02-29,young,10\n"
                                       "1,2023-10-20,2024-03-31,2004-02-29,young,20.5\n"
                                       "2,2023-01-15,,1990-05-01,adult,30\n"
                                       "3,2023-12-01,2024-02-15,1985-07-01,adult_new,\n"
                                       "4,2024-01-10,2024-01-20,2005-01-01,young,40\n"
                                       "4,2024-03-05,2024-12-31,2005-01-01,young,17.3\n";
        const std::string programme = "id,from,to,born,group,income\n"
                                      "1,2023-08-01,2023-11-30,2004-02-29,young,1\n"
                                      "2,2024-02-01,2024-02-29,1990-05-01,adult,2\n"
                                      "4,2024-01-15,2024-04-30,2005-01-01,young,3\n";
        // One person, of whom the records do not agree when they turned 18: on 1 June or on 1 March.
        const std::string contradictory = "id,from,to,born\n"
                                          "1,2022-01-01,2022-06-30,2004-06-01\n"
                                          "1,2022-02-01,2022-04-30,2004-03-01\n";
        // 11 months of 40 persons and one of 46 up to March 2024.
        std::string force = "month,persons\n2023-04,46\n";
        for (const auto* month : {"2023-05", "2023-06", "2023-07", "2023-08", "2023-09", "2023-10", "2023-11",
                                  "2023-12", "2024-01", "2024-02", "2024-03"})
            force += std::string(month) + ",40\n";
        for (const auto& document : documents) {
            const auto* list = std::get_if<code_list>(&document);
            if (list && data.add(*list)) ADD_FAILURE();
            const auto* parameters = std::get_if<parameter_schema>(&document);
            if (parameters && data.add(*parameters)) ADD_FAILURE();
            std::optional<error_list> problems;
            if (const auto* schema = std::get_if<register_schema>(&document))
                problems = data.read_text(*schema,
                                          schema->name == "programme"    ? programme
                                          : schema->name == "registered" ? registered
                                                                         : contradictory,
                                          schema->name);
            if (const auto* schema = std::get_if<population_schema>(&document))
                problems = data.read_text(*schema, force, "force");
            if (const auto* schema = std::get_if<cells_schema>(&document))
                problems = data.read_text(*schema, "cell,year,value\nyouth,2023,7.3\nyouth,2024,6.5\n", "survey");
            EXPECT_FALSE(problems) << to_string(*problems);
        }
        return data;
    }();
    return made;
}

/// The value of every cell, with its status: "4/81", "- missing".
texts values(const std::string& operation, const std::string& unit, const std::string& periods,
             const std::string& more = "") {
    const auto parsed = parse_definitions(R"({"id": "test", "name": {"en": "Test"}, )" + operation + R"(, "unit": ")" +
                                          unit + "\"" + more + "}");
    if (!parsed) return {to_string(parsed.errors())};
    evaluate_options options;
    options.periods = parse_period_literal(periods).value();
    const auto tables = evaluate(*parsed, town(), options);
    if (!tables) return {to_string(tables.errors())};
    texts lines;
    for (const auto& cell : tables->front().figures.cells()) {
        lines.push_back(cell.status.has_value() ? to_string(cell.value()) : "-");
        if (cell.status != obs_status()) lines.back() += " " + to_string(cell.status);
    }
    return lines;
}

const std::string monthly = R"(, "per": "month")";
const std::string quarterly = R"(, "per": "quarter")";

/// A measure of registered persons.
std::string persons(const std::string& more) {
    return R"({"count": "persons", "register": "registered", )" + more + "}";
}

TEST(operators, rate_has_sides_with_their_own_clocks) {
    // Arbetsförmedlingen: the registered on the month's last day over the labour force's mean of 12 months.
    // On 2024-03-31: 1, 2 and 4. The labour force: (46 + 11 x 40) / 12 = 40.5. 3 / 40.5 = 2/27.
    const std::string rate =
        R"("rate": {"of": )" + persons(R"("clock": {"on": "last_day"})") +
        R"(, "over": {"population": "labour_force", "clock": {"mean_of": "months", "in": "12 months"}}})";
    EXPECT_EQ(values(rate, "percent", "2024-03", monthly), texts{"2/27"});
    // The table has no March of 2023: no mean of 12 months in February 2024.
    EXPECT_EQ(values(rate, "percent", "2024-02", monthly), texts{"- missing"});
}

TEST(operators, change_is_from_one_period_to_another) {
    // Young among the registered on the last day of the quarter: 2023-Q4 1 of 3 (1; 2, 3), 2024-Q1 2 of 3 (1, 4; 2).
    const auto change = [](const std::string& from, const std::string& as) {
        return R"("change": {"of": {"share": {"of": )" + persons(R"("clock": {"on": "last_day"})") +
               R"(, "where": {"group": ["young"]}}}, "from": ")" + from + R"(", "as": ")" + as + "\"}";
    };
    EXPECT_EQ(values(change("previous", "points"), "points", "2024-Q1", quarterly), texts{"1/3"});
    EXPECT_EQ(values(change("previous", "percent"), "percent", "2024-Q1", quarterly), texts{"1"}); // doubled
    // 2023-Q1: 1 of 2. 2/3 - 1/2.
    EXPECT_EQ(values(change("year_before", "points"), "points", "2024-Q1", quarterly), texts{"1/6"});
    EXPECT_EQ(values(change("2023-Q1", "points"), "points", "2024-Q1", quarterly), texts{"1/6"});
    // What is not known before the horizon is not a change from zero.
    EXPECT_EQ(values(change("year_before", "points"), "points", "2022-Q4", quarterly), texts{"- missing"});
    EXPECT_EQ(values(R"("change": {"of": {"cell": "youth"}, "from": "previous", "as": "points"})", "points", "2024"),
              texts{"-1/125"}); // 6.5 - 7.3 percent
}

TEST(operators, mean_over_months_is_the_mean_of_their_figures) {
    // Persons registered some time in January: 1, 2, 3, 4; in February: 1, 2, 3; in March: 1, 2, 4. 10 / 3.
    EXPECT_EQ(values(R"("mean_over": {"of": )" + persons(R"("clock": {"during": "period"})") +
                         R"(, "each": "month", "in": "period"})",
                     "persons", "2024-Q1", quarterly),
              texts{"10/3"});
    // The unweighted mean of the roots of a dimension on 2024-01-15: young 2 (1, 4), adult 2 (2 and 3, who is one of
    // them).
    EXPECT_EQ(values(R"("mean_over": {"of": )" + persons(R"("clock": {"on": "01-15"})") + R"(, "each": "group"})",
                     "persons", "2024"),
              texts{"2"});
    // Groups of which there is nothing do not take part: income of the exits of 2023 is known of the young only.
    EXPECT_EQ(values(R"("mean_over": {"of": {"mean": {"of": "income", "over": {"count": "exits",
                        "register": "registered"}}}, "each": "group"})",
                     "kSEK", "2023"),
              texts{"10000"}); // in SEK, until it is printed
}

TEST(operators, months_are_counted_whether_or_not_they_follow_each_other) {
    // Finland: 12 of the last 16 months, on 2024-03-31. 1: December 2022 to March 2024, October with only its last
    // days: 16. 2: January 2023 to March 2024: 15. 4: January and March: 2.
    const auto of = [](const std::string& least) {
        return values(R"("count": )" + persons(R"("clock": {"on": "last_day"}, "months": {"at_least": )" + least +
                                               R"(, "in": "16 months"})"),
                      "persons", "2024-03", monthly);
    };
    EXPECT_EQ(of("2"), texts{"3"});
    EXPECT_EQ(of("12"), texts{"2"});
    EXPECT_EQ(of("16"), texts{"1"});
    // Only months in the state that is asked for count.
    EXPECT_EQ(values(R"("count": )" + persons(R"("where": {"group": ["adult"]}, "months": {"at_least": 3,
                                                 "in": "period"})"),
                     "persons", "2024"),
              texts{"1"}); // 2; 3 has January and February
}

TEST(operators, neither_work_nor_studies_with_a_limit_that_the_law_moves) {
    // Young people not in a programme during the year whose income of the year is at most the limit. Incomes of 2024:
    // 1 has 20.5, 4 has 40 + 17.3 = 57.3, exactly the limit of 2024, but was in a programme in 2024.
    const auto uvas = [](const std::string& presence, const std::string& bound) {
        return persons(R"("age": {"from": 16, "to": 24, "at": "end_of_period"}, "where": {"all": [{"absent_from":
                          {"register": "programme", "clock": {"on": ")" +
                       presence + R"("}}}, {"total": "income", "register": "registered", "in": "period", ")" + bound +
                       R"(": {"parameter": "limit"}}]})");
    };
    EXPECT_EQ(values(R"("count": )" + uvas("first_day", "at_most"), "persons", "2024"), texts{"2"});
    EXPECT_EQ(values(R"("count": )" + uvas("first_day", "less_than"), "persons", "2024"), texts{"1"});
    EXPECT_EQ(values(R"("count": )" + uvas("02-01", "at_most"), "persons", "2024"), texts{"1"}); // 4 is in it
    // The programme is observed until June: who is absent on the last day of the year is not known.
    EXPECT_EQ(values(R"("count": )" + uvas("last_day", "at_most"), "persons", "2024"), texts{"- missing"});
}

TEST(operators, born_on_29_february_is_a_year_older_on_1_march) {
    // 1 was born on 2004-02-29.
    const auto aged = [](const std::string& date, const std::string& age) {
        return values(R"("count": )" + persons(R"("clock": {"on": ")" + date + R"("}, "age": {"from": )" + age +
                                               R"(, "to": )" + age + R"(, "at": "clock"})"),
                      "persons", "2023");
    };
    EXPECT_EQ(aged("02-28", "18"), texts{"1"});
    EXPECT_EQ(aged("02-28", "19"), texts{"0"});
    EXPECT_EQ(aged("03-01", "19"), texts{"1"});
}

TEST(operators, births_that_contradict_each_other_are_those_of_their_spells) {
    // March and April by the second record, June by the first; nobody twice.
    EXPECT_EQ(values(R"("count": {"count": "persons", "register": "contradictory", "clock": {"on": "last_day"},
                        "age": {"from": 18, "at": "clock"}})",
                     "persons", "2022-02..2022-07", monthly),
              (texts{"0", "1", "1", "0", "1", "0"}));
    EXPECT_EQ(values(R"("count": {"count": "persons", "register": "contradictory", "clock": {"mean_of": "days"},
                        "age": {"from": 18, "at": "clock"}})",
                     "persons", "2022", ""),
              texts{"91/365"}); // 31 + 30 + 30 days
}

TEST(operators, an_age_and_a_duration_bound_one_stock_together) {
    // On 2024-03-31 registered for at least 3 months: 1 (since October, aged 20) and 2. Of the young only 1.
    EXPECT_EQ(values(R"("count": )" + persons(R"("clock": {"on": "last_day"}, "elapsed": {"at_least": "3 months"})"),
                     "persons", "2024-03", monthly + R"(, "by": [{"age": [[16, 24], [25]], "at": "clock"}])"),
              (texts{"1", "1", "2"}));
    // Elapsed tiers: 4 (since 5 March) below 3 months, 1 (since 20 October) below 6, 2 above. The mean of all uses the
    // days on which they really started: 26 + 163 + 441 days = 630 / 3.
    const std::string stock = R"({"count": "spells", "register": "registered", "clock": {"on": "last_day"}})";
    EXPECT_EQ(values(R"("mean": {"of": "elapsed", "over": )" + stock + "}", "days", "2024-03",
                     monthly + R"(, "by": [{"elapsed": ["3 months", "6 months"]}])"),
              (texts{"26", "163", "441", "210"}));
}

TEST(operators, persons_who_leave_gaps_are_one_spell_and_enter_once) {
    const auto entries = [](const std::string& more) {
        return values(R"("count": {"count": "entries", "register": "registered")" + more + "}", "entries",
                      "2023..2024");
    };
    EXPECT_EQ(entries(""), (texts{"3", "2"})); // 1, 2, 3; 4 twice
    // 1 was away from 1 to 19 October (19 days), 4 from 21 January to 4 March (44 days).
    EXPECT_EQ(entries(R"(, "merge_gaps": "18 days")"), (texts{"3", "2"}));
    EXPECT_EQ(entries(R"(, "merge_gaps": "19 days")"), (texts{"2", "2"}));
    EXPECT_EQ(entries(R"(, "merge_gaps": "44 days")"), (texts{"2", "1"}));
    EXPECT_EQ(entries(R"(, "first": "ever")"), (texts{"2", "1"}));
    EXPECT_EQ(entries(R"(, "first": "44 days")"),
              (texts{"2", "2"})); // the day 44 days before 5 March is after the exit
    EXPECT_EQ(entries(R"(, "first": "45 days")"), (texts{"2", "1"}));
}

TEST(operators, registers_are_combined_day_by_day) {
    const auto days = [](const std::string& source) {
        return values(R"("count": {"count": "person_days", "register": )" + source + "}", "person_days", "2024-02",
                      monthly);
    };
    // In February 2024 (29 days) registered: 1 and 2 all days, 3 for 15; in the programme: 2 and 4 all days.
    EXPECT_EQ(days(R"("registered")"), texts{"73"});
    EXPECT_EQ(days(R"({"union": ["registered", "programme"]})"), texts{"131"});    // 73 + 58
    EXPECT_EQ(days(R"({"intersect": ["registered", "programme"]})"), texts{"29"}); // 2
    EXPECT_EQ(days(R"({"subtract": ["registered", "programme"]})"), texts{"44"});  // 1 and 3
    EXPECT_EQ(days(R"({"overlay": ["programme", "registered"]})"), texts{"102"});  // 2 and 4, then 1 and 3
}

TEST(operators, means_and_totals_of_values) {
    const auto spells = R"({"count": "spells", "register": "registered", "clock": {"on": "02-01"}})";
    // On 2024-02-01: 1 (20.5), 2 (30), 3 (not known). The mean leaves 3 out; the total is not known without it.
    EXPECT_EQ(values(std::string(R"("mean": {"of": "income", "over": )") + spells + "}", "kSEK", "2024"),
              texts{"25250"});
    EXPECT_EQ(values(std::string(R"("quantile": {"of": "income", "p": 0.75, "over": )") + spells + "}", "kSEK", "2024"),
              texts{"30000"});
    const auto total = [](const std::string& date) {
        return values(R"("count": {"total": "income", "register": "registered", "clock": {"on": ")" + date + "\"}}",
                      "kSEK", "2024");
    };
    EXPECT_EQ(total("02-01"), texts{"- missing"});
    EXPECT_EQ(total("03-06"), texts{"67800"}); // 20.5 + 30 + 17.3
    // R's type 2: exits of 2024 lasted 164, 77, 11 and 302 days; the median is the mean of the middle two.
    EXPECT_EQ(
        values(R"("quantile": {"of": "duration", "p": 0.5, "over": {"count": "exits", "register": "registered"}})",
               "days", "2024"),
        texts{"241/2"});
}

TEST(operators, mean_stocks) {
    const auto stock = [](const std::string& of, const std::string& per) {
        return values(R"("count": )" + persons(R"("clock": {"mean_of": ")" + of + "\"}"), "persons", per,
                      per.size() > 7 ? "" : quarterly);
    };
    // Person-days of 2024-Q1: 1 and 2 91 each, 3 46, 4 11 + 27. 266 / 91.
    EXPECT_EQ(stock("days", "2024-Q1"), texts{"38/13"});
    // Last days of the months: January 1, 2, 3; February 1, 2; March 1, 2, 4.
    EXPECT_EQ(stock("months", "2024-Q1"), texts{"8/3"});
}

TEST(operators, sums_products_and_extremes) {
    const auto exits = [](const std::string& group) {
        return R"({"count": "exits", "register": "registered", "where": {"group": [")" + group + "\"]}}";
    };
    // Exits of 2024: young 3 (1, 4, 4), adult 1 (3).
    const auto two = "[" + exits("young") + ", " + exits("adult") + "]";
    EXPECT_EQ(values(R"("sum": )" + two, "exits", "2024"), texts{"4"});
    EXPECT_EQ(values(R"("difference": )" + two, "exits", "2024"), texts{"2"});
    EXPECT_EQ(values(R"("minimum": )" + two, "exits", "2024"), texts{"1"});
    EXPECT_EQ(values(R"("maximum": )" + two, "exits", "2024"), texts{"3"});
    EXPECT_EQ(values(R"("ratio": {"of": )" + exits("young") + R"(, "over": )" + exits("adult") + "}", "ratio", "2024"),
              texts{"3"});
    EXPECT_EQ(values(R"("product": [)" + exits("young") + ", 0.5]", "exits", "2024", R"(, "decimals": 1)"),
              texts{"3/2"});
    // A period that one of the registers does not have makes the sum missing, in rows that only the other has too.
    const std::string sum = R"("sum": [{"count": "entries", "register": "registered"}, {"count": "entries",
                               "register": "programme", "where": {"group": ["adult"]}}])";
    EXPECT_EQ(values(sum, "entries", "2024-Q4", quarterly + R"(, "by": ["group"])"),
              (texts{"- missing", "- missing", "- missing", "- missing"}));
    EXPECT_EQ(values(sum, "entries", "2024-Q1", quarterly + R"(, "by": ["group"])"),
              (texts{"2", "1", "0", "3"})); // young, adult, newly arrived, total
}

TEST(operators, a_total_does_not_depend_on_the_level_shown) {
    const auto by = [](const std::string& breakdown) {
        return values(R"("count": )" + persons(R"("clock": {"on": "01-15"})"), "persons", "2024",
                      R"(, "by": [)" + breakdown + "]");
    };
    EXPECT_EQ(by(R"("group")"), (texts{"2", "2", "1", "4"}));                       // young, adult, newly, total
    EXPECT_EQ(by(R"({"dimension": "group", "level": 1})"), (texts{"2", "2", "4"})); // young, adult, total
    EXPECT_EQ(by(R"({"dimension": "group", "level": 2})"), (texts{"1", "4"}));      // newly, total
}

TEST(operators, ages_are_taken_where_there_is_a_day_for_them) {
    const auto by = [](const std::string& at) {
        return values(R"("count": )" + persons(R"("clock": {"during": "period"})"), "persons", "2024",
                      R"(, "by": [{"age": [[16, 24]], "at": ")" + at + "\"}]");
    };
    EXPECT_EQ(by("end_of_period"), (texts{"2", "4"}));
    EXPECT_EQ(by("event"), texts{"/by/0/at: \"event\" is the day of an entry or exit, and \"persons\" here have none; "
                                 "write \"start\", \"end_of_period\", \"year_difference\" or \"clock\""});
    EXPECT_EQ(by("clock"), texts{"/by/0/at: \"clock\" is the day of a stock, and \"persons\" here have none; write "
                                 "\"start\", \"end_of_period\", \"year_difference\" or \"event\""});
}

TEST(operators, follow_up_of_a_stock_counts_from_its_day) {
    // On 2024-01-15 registered: 1, 2, 3, 4. On 15 February in the programme: 2 and 4.
    const auto followed = [](const std::string& as, const std::string& more = "") {
        return values(
            R"("share": {"of": )" + persons(R"("clock": {"on": "01-15"})") +
                R"(, "follow_up": {"after": "1 month", "register": "programme", "state": "present", "as": ")" + as +
                "\"" + more + R"(, "incomplete": "exclude"}})",
            "percent", "2024");
    };
    EXPECT_EQ(followed("on_day"), texts{"1/2"});
    EXPECT_EQ(followed("every_day"), texts{"1/4"});                           // 4; 2 only from 1 February
    EXPECT_EQ(followed("within", R"(, "lasting": "29 days")"), texts{"1/4"}); // 2: 29 days; 4 started on the day itself
    EXPECT_EQ(followed("within", R"(, "lasting": "30 days")"), texts{"0"});
}

} // namespace
} // namespace kohort
