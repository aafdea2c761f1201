// What is wrong with measures, restrictions, conditions and breakdowns, and what to write instead.
#include "error_lines.hpp"

#include <gmock/gmock.h>

#include <string>

namespace {

using namespace kohort::test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

const std::string persons = R"({"count": "persons", "register": "r"})";
const std::string exits = R"({"count": "exits", "register": "r"})";
const std::string population = R"({"population": "p"})";

// Measures

TEST(measure_errors, a_share_has_no_measure_of_its_own) {
    EXPECT_THAT(
        errors_of_operator(R"("share": {"of": )" + persons +
                               R"(, "where": {"a": ["b"]}, "clock": {"on": "last_day"}, "merge_gaps": "1 day"})",
                           "percent"),
        ElementsAre(R"(/share/clock: "clock" is part of the measure: write it in "of")",
                    R"(/share/merge_gaps: "merge_gaps" is part of the measure: write it in "of")"));
    EXPECT_THAT(
        errors_of_operator(R"("share": {"of": )" + population + R"(, "elapsed": {"at_least": "1 day"}})", "percent"),
        ElementsAre(R"(/share/elapsed: "elapsed" is about the spells of a register, and a population is a )"
                    R"(table)"));
    EXPECT_THAT(errors_of_operator(R"("share": {"of": {"cell": "c"}, "where": {"any": [{"a": ["b"]}]}})", "percent"),
                ElementsAre(R"(/share/where: a cell has conditions on the codes of its dimensions only, such as )"
                            R"({"sex": ["women"]})"));
}

TEST(measure_errors, tables_have_no_spells) {
    for (const std::string key : {R"("elapsed": {"at_least": "1 day"})", R"("months": {})", R"("first": "ever")",
                                  R"("follow_up": {})", R"("once_per": ["a"])", R"("merge_gaps": "1 day")"})
        for (const std::string table : {"population", "cell"})
            EXPECT_THAT(errors_of_measure('"' + table + R"(": "p", )" + key),
                        ElementsAre(HasSubstr(R"( is about the spells of a register, and ")" + table +
                                              R"(" here is a table; leave it out, or count a register)")))
                << key;
    EXPECT_THAT(
        errors_of_measure(R"("cell": "c", "clock": {"on": "last_day"}, "age": {"from": 16})"),
        ElementsAre(R"(/count/clock: "clock" is about the spells of a register, and "cell" here is a table; the )"
                    R"(cell of each period is taken)",
                    R"(/count/age: "age" is about the spells of a register, and "cell" here is a table; write )"
                    R"(the age as a condition on a dimension of the table: "where": {"age": ["16-24"]})"));
    EXPECT_THAT(errors_of_measure(R"("population": "p", "age": {"from": 16, "at": "clock"})"),
                ElementsAre(R"(/count/age/at: the rows of a table say which ages they are: leave "at" out)"));
    EXPECT_THAT(errors_of_measure(R"("population": "p", "age": {})"),
                ElementsAre(R"(/count/age: ages need a limit: "from", "to" or both, in completed years)"));
    EXPECT_THAT(
        errors_of_measure(R"("population": "p", "where": {"present_in": {"register": "r"}})"),
        ElementsAre(StartsWith("/count/where: a population has conditions on the codes of its dimensions only")));
    EXPECT_THAT(errors_of_measure(R"("population": "p", "cell": "c", "where": {})"),
                ElementsAre(R"(/count: "population" and "cell" exclude each other; keep one)"));
    EXPECT_THAT(errors_of_measure(R"("population": "p", "register": "r", "count": "persons")"),
                ElementsAre(R"(/count: "register" and "population" exclude each other; keep one)"));
    EXPECT_THAT(errors_of_measure(R"("table": "p", "count": "persons", "register": "r")"),
                ElementsAre(R"(/count/table: there is no key "table" here; did you mean "population"?)"));
}

TEST(measure_errors, registers_are_combined_in_one_way) {
    const auto from = [](const std::string& source) {
        return errors_of_measure(R"("count": "persons", "register": )" + source);
    };
    EXPECT_THAT(from(R"({"union": ["a", "b", "c"]})"), IsEmpty());
    EXPECT_THAT(from(R"({"union": ["a"]})"),
                ElementsAre(R"(/count/register/union: a single register needs no "union"; write its name)"));
    EXPECT_THAT(from(R"({"overlay": ["a", "a"]})"),
                ElementsAre(R"(/count/register/overlay/1: "a" stands here twice; keep one)"));
    EXPECT_THAT(from(R"({"subtract": ["a", "b", "c"]})"),
                ElementsAre(R"(/count/register/subtract: "subtract" takes two registers; combine others by "union" )"
                            R"(first)"));
    EXPECT_THAT(from(R"({"intersect": "a"})"),
                ElementsAre(StartsWith("/count/register/intersect: expected a list of names of registers")));
    EXPECT_THAT(from(R"({"union": ["a", "b"], "overlay": ["a", "b"]})"),
                ElementsAre(R"(/count/register: "union" and "overlay" exclude each other; keep one)"));
    EXPECT_THAT(from(R"({"unoin": ["a", "b"]})"),
                ElementsAre(StartsWith("/count/register: expected the name of a register"),
                            R"(/count/register/unoin: there is no key "unoin" here; did you mean "union"?)"));
}

TEST(measure_errors, a_measure_counts_or_totals) {
    EXPECT_THAT(errors_of_measure(R"("count": "persons", "total": "income", "register": "r")"),
                ElementsAre(R"(/count: "count" and "total" exclude each other; keep one)"));
    EXPECT_THAT(errors_of_measure(R"("total": 5, "register": "r")"),
                ElementsAre("/count/total: expected the name of a numeric column, found the number 5"));
    EXPECT_THAT(errors_of_measure(R"("total": "income", "register": "r", "clock": {"mean_of": "days"})"),
                ElementsAre(R"(/count/clock: a total has no mean over time here; write {"mean_over": {"of": ..., )"
                            R"("each": "month"}})"));
}

TEST(measure_errors, mean_stocks_of_months_are_of_months) {
    EXPECT_THAT(
        errors_of_persons(R"("clock": {"mean_of": "months", "in": "8 weeks"})"),
        ElementsAre(R"(/count/clock/in: the mean is taken of months' last days: write months or years, such as )"
                    R"("12 months")"));
    EXPECT_THAT(errors_of_persons(R"("clock": {"mean_of": "months"})", "week"),
                ElementsAre(R"(/count/clock/mean_of: a week need not have the last day of a month; write )"
                            R"({"mean_of": "days"})"));
    EXPECT_THAT(errors_of_persons(R"("clock": {"mean_of": "weeks"})"),
                ElementsAre(R"(/count/clock/mean_of: expected "days" or "months", found the text "weeks")"));
    EXPECT_THAT(errors_of_persons(R"("clock": {"during": "period", "in": "period"})"),
                ElementsAre(R"(/count/clock/in: there is no key "in" here; did you mean "on"?)"));
}

// Restrictions

TEST(measure_errors, months_lie_in_their_time) {
    const auto months = [](const std::string& members, const std::string& per = "year") {
        return errors_of_persons(R"("months": {)" + members + "}", per);
    };
    EXPECT_THAT(months(R"("at_least": 12, "in": "period")"), IsEmpty());
    EXPECT_THAT(months(R"("at_least": 13, "in": "2 years")"), IsEmpty());
    EXPECT_THAT(months(R"("at_least": 13, "in": "period")"),
                ElementsAre("/count/months/in: 13 months cannot all lie in a year; write a longer time"));
    EXPECT_THAT(months(R"("at_least": 13, "in": "1 year")"),
                ElementsAre("/count/months/in: 13 months cannot all lie in 1 year; write a longer time"));
    EXPECT_THAT(months(R"("at_least": 2, "in": "period")", "month"),
                ElementsAre("/count/months/in: 2 months cannot all lie in a month; write a longer time"));
    EXPECT_THAT(months(R"("at_least": 1, "in": "period")", "week"),
                ElementsAre(R"(/count/months/in: a week does not consist of calendar months; write a length of time )"
                            R"(such as "12 months")"));
    EXPECT_THAT(months(R"("at_least": 1, "in": "90 days")"),
                ElementsAre(R"(/count/months/in: calendar months are counted in months or years: write "16 months")"));
    EXPECT_THAT(months(""),
                ElementsAre(HasSubstr(R"(the key "at_least" is missing)"), HasSubstr(R"(the key "in" is)")));
    EXPECT_THAT(months(R"("at_least": 0, "in": "period")"),
                ElementsAre("/count/months/at_least: expected a whole number from 1 to 1200, found the number 0"));
    EXPECT_THAT(errors_of_measure(R"("count": "exits", "register": "r", "months": {"at_least": 1, "in": "period"})"),
                ElementsAre(R"(/count/months: months are counted per person: count "persons", not "exits")"));
}

TEST(measure_errors, first_is_about_entries) {
    const auto first = [](const std::string& count, const std::string& value) {
        return errors_of_measure(R"("count": ")" + count + R"(", "register": "r", "first": )" + value);
    };
    EXPECT_THAT(first("entries", R"("ever")"), IsEmpty());
    EXPECT_THAT(first("persons_entering", R"("12 months")"), IsEmpty());
    EXPECT_THAT(first("exits", R"("ever")"),
                ElementsAre(R"(/count/first: "first" is about entries: count "entries" or "persons_entering", not )"
                            R"("exits")"));
    for (const std::string wrong : {R"("never")", R"("0 days")", "true", "12"})
        EXPECT_THAT(
            first("entries", wrong),
            ElementsAre(StartsWith(R"(/count/first: expected "ever", or a length of time such as "12 months")")));
}

TEST(measure_errors, known_follow_up_looks_at_no_spells) {
    EXPECT_THAT(errors_of_follow_up(R"("after": "1 day", "register": "r", "state": "known", "as": "within", )"
                                    R"("incomplete": "include", "where": {"a": ["b"]}, "lasting": "1 day")"),
                ElementsAre(R"(/count/follow_up/where: "where" chooses spells, and "known" asks only how far the )"
                            R"(register reaches: leave it out)",
                            HasSubstr(R"(so that the state is "present"; it is "known" here)")));
}

TEST(measure_errors, thresholds_in_two_units_are_compared_where_they_can_be) {
    const auto elapsed = [](const std::string& members) {
        return errors_of_persons(last_day + R"(, "elapsed": {)" + members + "}");
    };
    constexpr auto nothing = "/count/elapsed: no time lies between these bounds; exchange them";
    EXPECT_THAT(elapsed(R"("at_least": "1 year", "less_than": "12 months")"), ElementsAre(nothing));
    EXPECT_THAT(elapsed(R"("more_than": "2 weeks", "at_most": "13 days")"), ElementsAre(nothing));
    EXPECT_THAT(elapsed(R"("at_least": "1 year", "at_most": "12 months")"), IsEmpty());
    EXPECT_THAT(elapsed(R"("at_least": "12 months", "at_most": "365 days")"), IsEmpty()) << "in a leap year";
}

// Conditions

TEST(measure_errors, words_of_conditions_stand_alone) {
    EXPECT_THAT(errors_of_where(R"({"any": [{"a": ["1"]}], "sex": ["women"]})"),
                ElementsAre(R"(/count/where/sex: "any" stands alone; write {"all": [{"any": ...}, {"sex": ...}]})"));
    EXPECT_THAT(errors_of_where(R"({"not": {"a": ["1"]}, "any": [{"a": ["1"]}]})"),
                ElementsAre(R"(/count/where/not: "any" stands alone; write {"all": [{"any": ...}, {"not": ...}]})"));
    EXPECT_THAT(errors_of_where(R"({"present_in": {"register": "s"}, "clock": {"on": "last_day"}})"),
                ElementsAre(R"(/count/where/clock: write "clock" in the object after "present_in")"));
    EXPECT_THAT(errors_of_where(R"({"any": []})"),
                ElementsAre(StartsWith("/count/where/any: expected a list of conditions")));
    EXPECT_THAT(errors_of_where(R"({"all": {"a": ["1"]}})"),
                ElementsAre(StartsWith("/count/where/all: expected a list of conditions")));
    EXPECT_THAT(errors_of_where(R"({"any": [{}, 5]})"),
                ElementsAre(StartsWith("/count/where/any/0: the condition is empty"),
                            StartsWith("/count/where/any/1: expected a condition such as")));
    EXPECT_THAT(errors_of_where(R"({"presnt_in": {"register": "s"}})"),
                ElementsAre(HasSubstr(R"(/count/where/presnt_in: "presnt_in" is followed by a list of codes)")));
    EXPECT_THAT(errors_of_where(R"({"presnt_in": {"register": "s"}})"),
                ElementsAre(HasSubstr(R"(did you mean "present_in"?)")));
    EXPECT_THAT(errors_of_where(R"({"al": [{"a": ["1"]}]})"), ElementsAre(HasSubstr(R"(did you mean "all"?)")));
}

TEST(measure_errors, codes_are_lists_exclusions_or_ranges) {
    EXPECT_THAT(errors_of_where(R"({"week": {"from": "10"}})"), IsEmpty());
    EXPECT_THAT(errors_of_where(R"({"week": {"from": 10, "to": ""}})"),
                ElementsAre("/count/where/week/from: expected the first code of the range, found the number 10",
                            "/count/where/week/to: expected the last code of the range, found an empty text"));
    EXPECT_THAT(errors_of_where(R"({"week": {"not": ["1"], "from": "10"}})"),
                ElementsAre(R"(/count/where/week: "not" is followed by a list of codes; a range stands alone)"));
    EXPECT_THAT(errors_of_where(R"({"week": {"not": {"from": "10"}}})"),
                ElementsAre(StartsWith("/count/where/week/not: expected a list of codes")));
}

TEST(measure_errors, presences_have_a_register_and_a_day) {
    EXPECT_THAT(errors_of_where(R"({"present_in": "s"})"),
                ElementsAre(StartsWith("/count/where/present_in: expected a presence such as")));
    EXPECT_THAT(
        errors_of_where(R"({"absent_from": {"clock": {"mean_of": "days"}, "lasting": "1 day"}})"),
        ElementsAre(R"(/count/where/absent_from: the key "register" is missing: the name of the register in which to )"
                    R"(look)",
                    R"(/count/where/absent_from/clock: presence is looked at "during" a time, "on" a day or at )"
                    R"(the "close_of" one)",
                    R"(/count/where/absent_from/lasting: there is no key "lasting" here)"));
}

TEST(measure_errors, totals_have_a_register_a_time_and_bounds) {
    const auto total = [](const std::string& members) {
        return errors_of_where(R"({"total": "income")" + members + "}");
    };
    EXPECT_THAT(total(""),
                ElementsAre(R"(/count/where: the key "register" is missing: the name of the register with the column)",
                            R"(/count/where: the key "in" is missing: write "in": "period")",
                            HasSubstr("/count/where: a bound is missing")));
    const std::string rest = R"(, "register": "tax", "in": "period")";
    EXPECT_THAT(total(rest + R"(, "at_least": 0.5, "less_than": {"parameter": "prisbasbelopp"})"), IsEmpty());
    EXPECT_THAT(total(rest + R"(, "more_than": 5, "at_most": 5)"),
                ElementsAre("/count/where: no number lies between these bounds; exchange them"));
    EXPECT_THAT(total(rest + R"(, "at_least": 5, "at_most": 4.9)"),
                ElementsAre("/count/where: no number lies between these bounds; exchange them"));
    EXPECT_THAT(total(rest + R"(, "at_lest": 5)"),
                ElementsAre(HasSubstr("a bound is missing"),
                            R"(/count/where/at_lest: there is no key "at_lest" here; did you mean "at_least"?)"));
    EXPECT_THAT(
        total(rest + R"(, "at_least": 5, "sex": ["women"])"),
        ElementsAre(R"(/count/where/sex: "total" stands alone; write {"all": [{"total": ...}, {"sex": ...}]})"));
    EXPECT_THAT(total(R"(, "register": "tax", "in": "12 months", "at_least": 5)"),
                ElementsAre(R"(/count/where/in: expected "period", found the text "12 months")"));
    EXPECT_THAT(
        total(rest + R"(, "at_least": {"parameter": 5})"),
        ElementsAre(
            R"(/count/where/at_least/parameter: expected the name of a dated number, such as "prisbasbelopp", found )"
            "the number 5"));
}

// Breakdowns and the rest

TEST(measure_errors, breakdowns_have_bands_in_order) {
    const auto by = [](const std::string& breakdown) {
        return errors_with(R"("unit": "persons", "by": [)" + breakdown + "]");
    };
    EXPECT_THAT(by(R"({"age": [[0, 15], [16, 24], [65]], "at": "end_of_period"})"), IsEmpty());
    EXPECT_THAT(by(R"({"age": [[16, 24], [24, 64]], "at": "start"})"),
                ElementsAre("/by/0/age/1: bands stand in rising order and do not overlap"));
    EXPECT_THAT(by(R"({"age": [[65], [16, 24]], "at": "start"})"),
                ElementsAre("/by/0/age/1: bands stand in rising order and do not overlap"));
    EXPECT_THAT(by(R"({"age": [[24, 16]], "at": "start"})"),
                ElementsAre("/by/0/age/0: the band ends before it begins"));
    EXPECT_THAT(by(R"({"age": [], "at": "start"})"),
                ElementsAre(StartsWith("/by/0/age: expected a list of age bands")));
    EXPECT_THAT(
        by(R"({"age": [[1, 2, 3]], "at": "start"})"),
        ElementsAre("/by/0/age/0: expected an age band such as [16, 24]; [65] has no upper limit, found an array"));
    EXPECT_THAT(by(R"({"age": [16], "at": "start"})"), ElementsAre(HasSubstr("/by/0/age/0: expected an age band")));
    EXPECT_THAT(by(R"({"age": [[16, 24]]})"), ElementsAre(StartsWith(R"(/by/0: the key "at" is missing)")));
    EXPECT_THAT(by(R"({"dimension": "area", "level": 0})"),
                ElementsAre("/by/0/level: expected a whole number from 1 to 20, found the number 0"));
    EXPECT_THAT(by(R"({"dimension": "area", "age": [[1, 2]], "at": "start"})"),
                ElementsAre(HasSubstr(R"(/by/0: "dimension" and "age" exclude each other; keep one)"),
                            HasSubstr(R"(/by/0/at: there is no key "at" here)")));
    const auto by_elapsed = [](const std::string& limits) {
        return errors_of_operator(R"("by": [{"elapsed": )" + limits + R"(}], "count": )" + exits, "exits");
    };
    EXPECT_THAT(by_elapsed(R"(["6 months", "1 year"])"), IsEmpty());
    EXPECT_THAT(by_elapsed(R"(["1 year", "12 months"])"), ElementsAre("/by/0/elapsed/1: limits stand in rising order"));
    EXPECT_THAT(by_elapsed(R"(["0 days"])"), ElementsAre(StartsWith("/by/0/elapsed/0: expected a length of time")));
}

TEST(measure_errors, breakdowns_fit_all_that_is_counted) {
    const auto by = [](const std::string& breakdown, const std::string& of) {
        return errors_of_operator(
            R"("by": [)" + breakdown + R"(], "rate": {"of": )" + of + R"(, "over": )" + population + "}", "percent");
    };
    EXPECT_THAT(by(R"({"age": [[16, 24]], "at": "event"})", exits), IsEmpty());
    EXPECT_THAT(by(R"({"age": [[16, 24]], "at": "event"})", persons),
                ElementsAre(StartsWith(R"(/by/0/at: "event" is the day of an entry or exit, and "persons" here)")));
    EXPECT_THAT(by(R"({"age": [[16, 24]], "at": "clock"})", R"({"sum": [)" + exits + ", 1]}"),
                ElementsAre(StartsWith(R"(/by/0/at: "clock" is the day of a stock, and "exits" here have none)")));
    EXPECT_THAT(by(R"({"elapsed": ["1 year"]})", R"({"count": "entries", "register": "r"})"),
                ElementsAre(StartsWith(R"(/by/0/elapsed: elapsed time runs to the day of a stock or to an exit)")));
}

TEST(measure_errors, what_is_written_says_something) {
    EXPECT_THAT(
        errors_with(R"("unit": "persons", "valid": {})"),
        ElementsAre(R"(/valid: a validity has a first day, "from", or a last one, "to"; write one, or leave it )"
                    R"(out)"));
    EXPECT_THAT(errors_with(R"("unit": "persons", "source": {})"),
                ElementsAre(R"(/source: a source has a "document", a "section" or an "owner"; write one, or leave the )"
                            R"(source out)"));
    EXPECT_THAT(errors_with(R"("unit": "persons", "target": {"at_least": {"parameter": "goal"}, "margin": -1})"),
                ElementsAre("/target/margin: a margin is a distance: write it without a sign"));
    EXPECT_THAT(errors_with(R"("unit": "persons", "target": {"at_least": 1234567890123456789.5})"),
                ElementsAre("/target/at_least: write at most 18 digits"));
    EXPECT_THAT(errors_with(R"("unit": "persons", "target": {"at_least": 1e3})"),
                ElementsAre("/target/at_least: write 1e3 without an exponent"));
}

} // namespace
