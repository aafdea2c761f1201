#include <kohort/indicator/definition.hpp>

#include "documents.hpp"
#include "error_lines.hpp"

#include <gmock/gmock.h>

#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace {

using namespace kohort;
using namespace kohort::test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;
// All at once

TEST(definition_errors, are_all_reported_at_once_in_the_order_of_the_document) {
    EXPECT_THAT(
        errors_of(R"([{
        "id": "Stockholm",
        "versoin": "2024",
        "name": {},
        "share": {"of": {"count": "exit", "register": ["r"]},
                  "where": {"exit_reason": "work", "sex": ["women", 7]},
                  "elapsd": {}},
        "per": "years",
        "unit": "persons",
        "decimals": 10
    }, 5])"),
        ElementsAre(
            R"(/0/id: "Stockholm" is no id: join words of a-z, 0-9, _ and - by dots, as in )"
            R"("stockholm.jobbtorg.exits")",
            R"(/0/versoin: there is no key "versoin" here; did you mean "version"?)",
            R"(/0/name: a text is needed in at least one language: "sv" or "en")",
            R"(/0/share/of/count: expected "spells", "persons", "persons_entering", "persons_exiting", )"
            R"("entries", "exits", "person_days" or "person_months", found the text "exit"; did you mean "exits"?)",
            R"(/0/share/of/register: expected the name of a register such as "jobbtorg", or )"
            R"({"union": [...]}, {"overlay": [...]}, {"intersect": [a, b]} or {"subtract": [a, b]}, found an )"
            R"(array)",
            R"(/0/share/where/exit_reason: expected a list of codes: ["a", "b"]; {"not": ["a", "b"]} for all )"
            R"(others; {"from": "a", "to": "d"} for a range, found the text "work")",
            R"(/0/share/where/sex/1: expected text, found the number 7)",
            R"(/0/share/elapsd: there is no key "elapsd" here; did you mean "elapsed"?)",
            R"(/0/per: expected "week", "month", "quarter", "tertial", "half_year" or "year", found the )"
            R"(text "years"; did you mean "year"?)",
            R"(/0/unit: a share is not in "persons"; write "percent", "permille", "ratio" or "index")",
            R"(/0/decimals: expected a whole number from 0 to 9, found the number 10)",
            R"(/1: expected a definition, or an array of definitions, found the number 5)"));
}

TEST(definition_errors, a_text_that_is_not_json_has_line_and_column) {
    EXPECT_THAT(errors_of("{\n  \"id\": }"), ElementsAre(StartsWith("line 2, column 9: the text is not JSON")));
    EXPECT_THAT(errors_of(""), ElementsAre(HasSubstr("the text is not JSON")));
}

TEST(definition_errors, the_necessary_keys_say_what_to_write) {
    EXPECT_THAT(
        errors_of("{}"),
        ElementsAre(
            R"(the key "id" is missing: name the indicator, such as "stockholm.jobbtorg.exits")",
            R"(the key "name" is missing: write {"sv": ..., "en": ...}, or one of the two)",
            R"(a definition has an operator: write "count", "share", "rate", "ratio", "mean", "quantile", "sum", )"
            R"("minimum", "maximum", "difference", "product", "mean_over" or "change")",
            R"(the key "unit" is missing: write what the figures are, such as "persons" or "percent")"));
    EXPECT_THAT(errors_of_measure(""),
                ElementsAre(R"(/count: say what is counted: "count": "persons", "spells", "entries", "exits", ..., or )"
                            R"("total": a column)",
                            R"(/count: the key "register" is missing: name the register, such as "jobbtorg")"));
    EXPECT_THAT(errors_of_operator(R"("share": {"where": {"sex": ["women"]}})", "percent"),
                ElementsAre(R"(/share: the key "of" is missing: write the measure that is the denominator)"));
    EXPECT_THAT(
        errors_of_operator(R"("mean": {})", "days"),
        ElementsAre(R"(/mean: the key "of" is missing: write "duration", "elapsed" or the name of a numeric column)",
                    R"(/mean: the key "over" is missing: write the measure, such as )"
                    R"({"count": "exits", "register": "jobbtorg"})"));
}

TEST(definition_errors, a_definition_has_one_operator) {
    EXPECT_THAT(errors_of_operator(R"("count": {"count": "exits", "register": "r"}, "share": {})", "count"),
                ElementsAre(R"("count" and "share" exclude each other; keep one)",
                            R"(/share: the key "of" is missing: write the measure that is the denominator)",
                            R"(/share: a share of everything is always 1; say which part: "where", "age", "elapsed", )"
                            R"("months", "first" or "follow_up")"));
}

TEST(definition_errors, the_same_edition_is_defined_once) {
    const auto edition = [](const std::string& id, const std::string& version) {
        return R"({"id": ")" + id + R"(", "version": ")" + version +
               R"(", "name": {"en": "A"}, "count": {"count": "persons", "register": "r"}, "unit": "persons"})";
    };
    EXPECT_THAT(errors_of("[" + edition("a", "1") + "," + edition("a", "2") + "," + edition("b", "1") + "]"),
                IsEmpty());
    EXPECT_THAT(errors_of("[" + edition("a", "1") + "," + edition("b", "1") + "," + edition("a", "1") + "]"),
                ElementsAre(R"(/2: "a" version "1" is already defined at /0; give it another version or id)"));
}

// Words

TEST(definition_errors, unknown_keys_get_the_nearest_known_one) {
    EXPECT_THAT(errors_with(R"("unit": "persons", "decimal": 0, "group_by": ["sex"])"),
                ElementsAre(R"(/decimal: there is no key "decimal" here; did you mean "decimals"?)",
                            R"(/group_by: there is no key "group_by" here; did you mean "by"?)"));
    EXPECT_THAT(errors_of_persons(R"("once_pr": ["sex"], "filter": {})"),
                ElementsAre(R"(/count/once_pr: there is no key "once_pr" here; did you mean "once_per"?)",
                            R"(/count/filter: there is no key "filter" here; did you mean "where"?)"));
    const texts nested{R"("unit": "persons", "valid": {"form": "2024-01-01"})",
                       R"("unit": "persons", "source": {"documnt": "x"})",
                       R"("unit": "persons", "description": {"en": "x", "se": "x"})",
                       R"("unit": "persons", "by": [{"dimension": "sex", "code_lst": "x"}])",
                       R"("unit": "persons", "per": {"year_starting": "12-01", "labeled_by": "end"})",
                       R"("unit": "persons", "small_counts": {"below": 5, "bellow": 5})",
                       R"("unit": "persons", "target": {"at_least": 5, "margn": 5})",
                       R"("unit": "persons", "breaks": [{"at": "2015", "why": "x", "whyy": "x"}])"};
    for (const auto& members : nested)
        EXPECT_THAT(errors_with(members), ElementsAre(HasSubstr("; did you mean \""))) << members;
}

TEST(definition_errors, units_fit_the_operator) {
    const texts units{"persons",    "spells",  "entries",  "exits",  "person_days", "person_months",
                      "households", "jobs",    "places",   "visits", "contacts",    "applications",
                      "count",      "percent", "permille", "points", "ratio",       "index",
                      "days",       "weeks",   "months",   "SEK",    "kSEK",        "MSEK"};
    const std::set<std::string> of_any_count{"households", "jobs",         "places", "visits",
                                             "contacts",   "applications", "count"};
    const std::vector<std::tuple<std::string, std::set<std::string>, bool>> cases{
        {R"("count": {"count": "persons", "register": "r"})", {"persons"}, true},
        {R"("count": {"count": "persons_entering", "register": "r"})", {"persons"}, true},
        {R"("count": {"count": "persons_exiting", "register": "r"})", {"persons"}, true},
        {R"("count": {"count": "spells", "register": "r"})", {"spells"}, true},
        {R"("count": {"count": "entries", "register": "r"})", {"entries"}, true},
        {R"("count": {"count": "exits", "register": "r"})", {"exits"}, true},
        {R"("share": {"of": {"count": "exits", "register": "r"}, "where": {"a": ["b"]}})",
         {"percent", "permille", "ratio", "index"},
         false},
        {R"("mean": {"of": "duration", "over": {"count": "exits", "register": "r"}})",
         {"days", "weeks", "months"},
         false}};
    for (const auto& [operation, own, is_count] : cases)
        for (const auto& unit : units) {
            const bool fits = own.contains(unit) || (is_count && of_any_count.contains(unit));
            const auto errors = errors_of_operator(operation, unit);
            EXPECT_EQ(errors.empty(), fits) << operation << ' ' << unit;
            if (!fits) {
                EXPECT_THAT(errors, ElementsAre(HasSubstr(" is not in \"" + unit + "\"; write \"")));
            }
        }
    EXPECT_THAT(errors_with(R"("unit": "percent")"),
                ElementsAre(R"(/unit: a count of persons is not in "percent"; write "persons", "households", "jobs", )"
                            R"("places", "visits", "contacts", "applications" or "count")"));
    EXPECT_THAT(
        errors_of_operator(std::get<0>(cases.back()), "month"),
        ElementsAre(R"(/unit: expected "days", "weeks" or "months", found the text "month"; did you mean "months"?)"));
}

TEST(definition_errors, clocks_ages_elapsed_times_and_follow_ups_fit_what_is_counted) {
    const std::string follow_up =
        R"("follow_up": {"after": "3 months", "register": "s", "state": "absent", "as": "on_day", )"
        R"("incomplete": "exclude"})";
    for (const std::string count : {"spells", "persons", "persons_entering", "persons_exiting", "entries", "exits"})
        for (const std::string form : {"during", "on", "close_of"}) {
            const bool is_stock = form != "during";
            const bool is_flow = count != "spells" && count != "persons";
            const bool is_entry = count == "entries" || count == "persons_entering";
            const bool is_exit = count == "exits" || count == "persons_exiting";
            const auto start = R"("count": ")" + count + R"(", "register": "r", "clock": {")" + form +
                               (is_stock ? R"(": "last_day"})" : R"(": "period"})");
            EXPECT_EQ(errors_of_measure(start).empty(), !is_stock || !is_flow) << start;
            if (is_stock && is_flow) continue;

            for (const std::string at : {"event", "start", "clock", "end_of_period", "year_difference"}) {
                const bool fits = at == "event" ? is_entry || is_exit : at != "clock" || is_stock;
                EXPECT_EQ(errors_of_measure(start + R"(, "age": {"from": 16, "at": ")" + at + R"("})").empty(), fits)
                    << start << ' ' << at;
            }
            EXPECT_EQ(errors_of_measure(start + R"(, "elapsed": {"at_least": "1 year"})").empty(), is_stock || is_exit)
                << start;
            EXPECT_EQ(errors_of_measure(start + ", " + follow_up).empty(), is_stock || is_exit || is_entry) << start;
            EXPECT_EQ(errors_of_measure(start + R"(, "once_per": ["sex"])").empty(), count.starts_with("persons"))
                << start;
            for (const std::string of : {"duration", "elapsed"}) {
                const bool fits = count == "exits" || (of == "elapsed" && is_stock && count == "spells");
                EXPECT_EQ(
                    errors_of_operator(R"("mean": {"of": ")" + of + R"(", "over": {)" + start + "}}", "days").empty(),
                    fits)
                    << of << ' ' << start;
            }
        }
}

TEST(definition_errors, what_does_not_fit_is_told_what_would) {
    EXPECT_THAT(
        errors_of_measure(R"("count": "entries", "register": "r", )" + last_day),
        ElementsAre(R"(/count/clock: "entries" are counted during a time, not on a day: leave the clock out, or )"
                    R"(count "spells" or "persons")"));
    EXPECT_THAT(
        errors_of_persons(R"("age": {"from": 16, "at": "clock"})"),
        ElementsAre(R"(/count/age/at: "clock" is the day of a stock, and "persons" here have none; write "start", )"
                    R"("end_of_period", "year_difference" or "event")"));
    EXPECT_THAT(
        errors_of_persons(R"("elapsed": {"at_least": "1 year"})"),
        ElementsAre(R"(/count/elapsed: elapsed time runs to the day of a stock or to an exit, and "persons" here )"
                    R"(have neither: count "exits", or give a clock such as {"on": "last_day"})"));
    EXPECT_THAT(
        errors_of_measure(R"("count": "exits", "register": "r", "once_per": ["sex"])"),
        ElementsAre(R"(/count/once_per: "once_per" is about counting a person once; count "persons", or leave it )"
                    R"(out: "exits" are counted each time)"));
    EXPECT_THAT(
        errors_of_operator(R"("mean": {"of": "duration", "over": {"count": "spells", "register": "r"}})", "days"),
        ElementsAre(R"(/mean/over: a duration is known when a spell has ended: count "exits", or take the mean of )"
                    R"("elapsed")"));
}

// Single parts

TEST(definition_errors, a_share_is_a_part) {
    EXPECT_THAT(errors_of_operator(R"("share": {"of": {"count": "exits", "register": "r"}})", "percent"),
                ElementsAre(R"(/share: a share of everything is always 1; say which part: "where", "age", "elapsed", )"
                            R"("months", "first" or "follow_up")"));
    EXPECT_THAT(errors_of_operator(R"("share": {"of": {"count": "exits", "register": "r"}, "where": {}})", "percent"),
                ElementsAre("/share/where: the condition is empty; name a dimension and its codes, or leave it out"));
}

TEST(definition_errors, clocks_have_one_form) {
    EXPECT_THAT(errors_of_persons(R"("clock": {})"),
                ElementsAre(R"(/count/clock: a clock says "during", "on", "close_of" or "mean_of")"));
    EXPECT_THAT(errors_of_persons(R"("clock": {"on": "last_day", "during": "period"})"),
                ElementsAre(R"(/count/clock: "during" and "on" exclude each other; keep one)"));
    EXPECT_THAT(
        errors_of_persons(R"("clock": {"during": "0 days"})"),
        ElementsAre(R"(/count/clock/during: expected "period", or a length of time such as "12 months", found the )"
                    R"(text "0 days")"));
    EXPECT_THAT(errors_of_persons(R"("clock": {"during": "period", "years_back": 1})"),
                ElementsAre(R"(/count/clock/years_back: "years_back" belongs to the day of a stock: {"on": "12-31", )"
                            R"("years_back": 1})"));
    for (const std::string day : {"02-29", "13-01", "lastday", ""})
        EXPECT_THAT(
            errors_of_persons(R"("clock": {"on": ")" + day + R"("})"),
            ElementsAre(StartsWith(R"(/count/clock/on: expected "last_day", "first_day" or a day that every year )"
                                   R"(has, such as "12-31", found )")));
}

TEST(definition_errors, a_day_of_the_year_needs_years) {
    const auto per = [](const std::string& periodicity) {
        return errors_of(R"({"id": "a", "name": {"en": "A"}, "unit": "persons", "per": )" + periodicity +
                         R"(, "count": {"count": "persons", "register": "r", "clock": {"on": "12-31"}}})");
    };
    EXPECT_THAT(per(R"("year")"), IsEmpty());
    EXPECT_THAT(per(R"({"year_starting": "12-01"})"), IsEmpty());
    EXPECT_THAT(
        per(R"("half_year")"),
        ElementsAre(R"(/count/clock/on: a half_year need not have the day 12-31; write "last_day" or "first_day", )"
                    R"(or report per year)"));
    EXPECT_THAT(
        per(R"({"year_starting": "02-29"})"),
        ElementsAre(R"(/per/year_starting: expected a day that every year has, such as "12-01", found the text )"
                    R"("02-29")"));
}

TEST(definition_errors, follow_up_has_no_defaults) {
    EXPECT_THAT(
        errors_of_follow_up(R"("after": "3 months", "register": "wages")"),
        ElementsAre(R"(/count/follow_up: the key "as" is missing: say when the state must hold: "on_day" (on the )"
                    R"(day so long after), "in_month" (on any day of that calendar month), "every_month" (in )"
                    R"(each calendar month until then), "every_day" (on each day until then) or "within" (on )"
                    R"(some day until then))",
                    R"(/count/follow_up: the key "state" is missing: say what must hold: "present" (in a spell )"
                    R"(of the register), "absent" (in none) or "known" (the register reaches so far))",
                    R"(/count/follow_up: the key "incomplete" is missing: say what becomes of events whose )"
                    R"(follow-up the register does not reach: "exclude" (they leave numerator and denominator) )"
                    R"(or "include" (they stay, and the figure is provisional))"));
    const std::string rest = R"(, "state": "absent", "incomplete": "exclude")";
    EXPECT_THAT(errors_of_follow_up(R"("after": "90 days", "register": "wages", "as": "every_month")" + rest),
                ElementsAre(R"(/count/follow_up/after: "every_month" counts calendar months: write "3 months", not )"
                            R"("90 days")"));
    EXPECT_THAT(
        errors_of_follow_up(R"("after": "0 days", "register": ["a", "a"], "as": "within", "lasting": "1 day")" + rest),
        ElementsAre(StartsWith("/count/follow_up/after: expected a length of time"),
                    R"(/count/follow_up/register/1: "a" stands here twice; keep one)",
                    R"(/count/follow_up/lasting: "lasting" is about a spell that starts, so that the state is )"
                    R"("present"; it is "absent" here)"));
    EXPECT_THAT(errors_of_persons(R"("follow_up": {"after": "1 day", "register": "r", "as": "within")" + rest + "}"),
                ElementsAre(R"(/count/follow_up: follow-up starts from an exit, an entry or the day of a stock, and )"
                            R"("persons" here are none: count "exits" or "entries", or give a clock such as )"
                            R"({"on": "last_day"})"));
}

TEST(definition_errors, ages_and_thresholds_have_sensible_limits) {
    EXPECT_THAT(
        errors_of_persons(R"("age": {})"),
        ElementsAre(R"(/count/age: ages need a limit: "from", "to" or both, in completed years)",
                    R"(/count/age: the key "at" is missing: say when age is taken: at the "event" (entry or exit), )"
                    R"(the "start" of the spell, the "clock" (day of a stock), the "end_of_period", or as )"
                    R"("year_difference" (of calendar years))"));
    EXPECT_THAT(errors_of_persons(R"("age": {"from": 24, "to": 16, "at": "start"})"),
                ElementsAre(R"(/count/age/to: no age is from 24 to 16; "to" is the highest age included)"));
    EXPECT_THAT(errors_of_persons(R"("age": {"from": 24, "to": 24, "at": "start"})"), IsEmpty());
    EXPECT_THAT(errors_of_persons(R"("age": {"from": -1, "to": 151, "at": "start"})"),
                ElementsAre("/count/age/from: expected a whole number from 0 to 150, found the number -1",
                            "/count/age/to: expected a whole number from 0 to 150, found the number 151"));
    EXPECT_THAT(
        errors_of_persons(last_day + R"(, "elapsed": {})"),
        ElementsAre(R"(/count/elapsed: a bound is missing: "at_least", "more_than", "at_most" or "less_than")"));
    EXPECT_THAT(errors_of_persons(last_day + R"(, "elapsed": {"at_least": "1 day", "more_than": "1 day"})"),
                ElementsAre(R"(/count/elapsed: "at_least" and "more_than" exclude each other; keep one)"));
    EXPECT_THAT(errors_of_persons(last_day + R"(, "elapsed": {"at_least": "7 days", "at_most": "6 days"})"),
                ElementsAre("/count/elapsed: no time lies between these bounds; exchange them"));
    EXPECT_THAT(errors_of_persons(last_day + R"(, "elapsed": {"at_least": "7 days", "less_than": "7 days"})"),
                ElementsAre("/count/elapsed: no time lies between these bounds; exchange them"));
    EXPECT_THAT(errors_of_persons(last_day + R"(, "elapsed": {"more_than": "7 days", "at_most": "7 days"})"),
                ElementsAre("/count/elapsed: no time lies between these bounds; exchange them"));
    EXPECT_THAT(errors_of_persons(last_day + R"(, "elapsed": {"at_least": "7 days", "at_most": "7 days"})"), IsEmpty());
    EXPECT_THAT(errors_of_persons(last_day + R"(, "elapsed": {"at_least": "7 days", "at_most": "1 week"})"), IsEmpty());
    EXPECT_THAT(errors_of_persons(last_day + R"(, "elapsed": {"at_least": "12 month"})"),
                ElementsAre(R"(/count/elapsed/at_least: expected a length of time such as "12 months", "8 weeks" or )"
                            R"("30 days", found the text "12 month")"));
}

TEST(definition_errors, lists_hold_each_thing_once) {
    EXPECT_THAT(errors_with(R"("unit": "persons", "by": ["sex", {"dimension": "sex", "code_list": "x"}])"),
                ElementsAre(R"(/by/1: "sex" stands here twice; keep one)"));
    EXPECT_THAT(errors_of_persons(R"("where": {"sex": ["women", "women"]}, "once_per": ["sex", "sex"])"),
                ElementsAre(R"(/count/where/sex/1: "women" stands here twice; keep one)",
                            R"(/count/once_per/1: "sex" stands here twice; keep one)"));
    EXPECT_THAT(errors_of_persons(R"("where": {"sex": []}, "once_per": [])"),
                ElementsAre(StartsWith("/count/where/sex: expected a list of codes"),
                            StartsWith("/count/once_per: expected a list of dimensions")));
    EXPECT_THAT(errors_of_persons(R"("where": {"sex": {}})"), ElementsAre(HasSubstr("found an empty object")));
    EXPECT_THAT(errors_with(R"("unit": "persons", "by": [{}])"),
                ElementsAre(R"(/by/0: name what it is by: "dimension", "age" or "elapsed")"));
}

TEST(definition_errors, identity_and_presentation) {
    for (const std::string id : {"A.b", "a..b", ".a", "a.", "å", "a b", "a/b"})
        EXPECT_THAT(errors_with(R"("unit": "persons", "confused_with": [")" + id + R"("])"),
                    ElementsAre(HasSubstr("/confused_with/0: \"" + id + "\" is no id")));
    for (const std::string id : {"a", "a.b", "a-b_c.1"})
        EXPECT_THAT(errors_with(R"("unit": "persons", "confused_with": [")" + id + R"("])"), IsEmpty());
    EXPECT_THAT(errors_with(R"("unit": "persons", "decimals": 1)"),
                ElementsAre("/decimals: a count is a whole number: write 0, or leave it out"));
    EXPECT_THAT(errors_with(R"("unit": "persons", "valid": {"from": "2024-02-30"})"),
                ElementsAre(R"(/valid/from: expected a day such as "2024-01-31", found the text "2024-02-30")"));
    EXPECT_THAT(errors_with(R"("unit": "persons", "valid": {"from": "2024-01-02", "to": "2024-01-01"})"),
                ElementsAre("/valid: the validity ends before it begins"));
    EXPECT_THAT(errors_with(R"("unit": "persons", "valid": {"from": "2024-01-01", "to": "2024-01-01"})"), IsEmpty());
    EXPECT_THAT(errors_with(R"("unit": "persons", "rounding": "half_up")"),
                ElementsAre(StartsWith(R"(/rounding: expected "half_away_from_zero" or "half_to_even")")));
    EXPECT_THAT(errors_with(R"("unit": "persons", "small_counts": {"below": 0})"),
                ElementsAre("/small_counts/below: expected a whole number from 1 to 1000000, found the number 0"));
    EXPECT_THAT(
        errors_with(R"("unit": "persons", "target": {"margin": "1"})"),
        ElementsAre(R"(/target: a target needs "at_least" or "at_most")",
                    R"(/target/margin: expected a number, or a dated one: {"parameter": "prisbasbelopp"}, found )"
                    R"(the text "1")"));
    EXPECT_THAT(errors_with(R"("unit": "persons", "breaks": [{"at": "20x5"}])"),
                ElementsAre(R"(/breaks/0: the key "why" is missing: what changed)",
                            StartsWith(R"(/breaks/0/at: "20x5" is not a period)")));
}

} // namespace
