// What is wrong with operators, measures of tables, conditions and restrictions, and what to write instead.
#include "error_lines.hpp"

#include <gmock/gmock.h>

#include <map>
#include <string>

namespace {

using namespace kohort::test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

const std::string persons = R"({"count": "persons", "register": "r"})";
const std::string exits = R"({"count": "exits", "register": "r"})";
const std::string person_months = R"({"count": "person_months", "register": "r"})";
const std::string population = R"({"population": "p"})";
const std::string women = R"({"share": {"of": )" + persons + R"(, "where": {"sex": ["women"]}}})";
const std::string duration = R"({"mean": {"of": "duration", "over": )" + exits + "}}";

std::string list_of(const std::string& key, const std::string& a, const std::string& b) {
    return '"' + key + "\": [" + a + ", " + b + "]";
}

// Operands

TEST(operator_errors, an_operand_is_told_its_forms) {
    constexpr auto forms = R"(an operand is a measure such as {"count": "exits", "register": "jobbtorg"}, an operator )"
                           R"(such as {"share": ...}, a number or {"parameter": NAME})";
    EXPECT_THAT(errors_of_operator(list_of("sum", exits, "{}"), "exits"), ElementsAre(std::string("/sum/1: ") + forms));
    EXPECT_THAT(errors_of_operator(list_of("sum", exits, R"({"shaer": {"of": 1}})"), "exits"),
                ElementsAre(std::string("/sum/1: ") + forms,
                            R"(/sum/1/shaer: there is no key "shaer" here; did you mean "share"?)"));
    EXPECT_THAT(errors_of_operator(list_of("sum", exits, R"({"populaton": "p"})"), "exits"),
                ElementsAre(std::string("/sum/1: ") + forms,
                            R"(/sum/1/populaton: there is no key "populaton" here; did you mean "population"?)"));
    EXPECT_THAT(
        errors_of_operator(list_of("sum", exits, R"("7")"), "exits"),
        ElementsAre(R"(/sum/1: expected a measure, an operator, a number or {"parameter": NAME}, found the text )"
                    R"("7")"));
    EXPECT_THAT(errors_of_operator(list_of("sum", exits, R"({"where": {"sex": ["women"]}})"), "exits"),
                ElementsAre(StartsWith("/sum/1: say what is counted"), StartsWith(R"(/sum/1: the key "register" is)")));
    EXPECT_THAT(errors_of_operator(R"("shaer": {})"),
                ElementsAre(StartsWith("a definition has an operator"),
                            R"(/shaer: there is no key "shaer" here; did you mean "share"?)"));
    EXPECT_THAT(errors_of_operator(list_of("sum", exits, R"({"parameter": "p", "of": 1})"), "exits"),
                ElementsAre(R"(/sum/1/of: there is no key "of" here)"));
}

TEST(operator_errors, an_indicator_counts_something) {
    constexpr auto numbers_only =
        "these are numbers only, and an indicator counts something: write a measure among them";
    EXPECT_THAT(errors_of_operator(R"("sum": [1, {"product": [{"parameter": "p"}, 2]}])"),
                ElementsAre(std::string("/sum: ") + numbers_only));
    EXPECT_THAT(errors_of_operator(R"("rate": {"of": 1, "over": 2})", "ratio"),
                ElementsAre(std::string("/rate: ") + numbers_only));
    EXPECT_THAT(errors_of_operator(R"("rate": {"of": )" + exits + R"(, "over": {"product": [{"parameter": "p"}, 2]}})",
                                   "percent"),
                IsEmpty());
}

TEST(operator_errors, lists_of_operands_have_their_lengths) {
    for (const std::string key : {"sum", "minimum", "maximum"})
        EXPECT_THAT(errors_of_operator('"' + key + "\": [" + exits + "]", "exits"),
                    ElementsAre("/" + key + ": expected a list of at least two operands, found an array"));
    EXPECT_THAT(errors_of_operator(R"("sum": {"of": []})"),
                ElementsAre("/sum: expected a list of at least two operands, found an object"));
    EXPECT_THAT(
        errors_of_operator(R"("difference": [)" + exits + "," + exits + "," + exits + "]", "exits"),
        ElementsAre(
            "/difference: expected a list of two operands: the second is taken from the first, found an array"));
    EXPECT_THAT(errors_of_operator(R"("product": [)" + exits + "]", "exits"),
                ElementsAre("/product: expected a list of an operand and a number, found an array"));
    EXPECT_THAT(
        errors_of_operator(list_of("product", "2", exits), "exits"),
        ElementsAre(StartsWith(R"(/product: these are numbers only)"),
                    R"(/product/1: expected a number, or a dated one: {"parameter": "prisbasbelopp"}, found an )"
                    R"(object)"));
}

TEST(operator_errors, quotients_have_two_sides) {
    EXPECT_THAT(errors_of_operator(R"("rate": {})", "ratio"),
                ElementsAre(R"(/rate: the key "of" is missing: write what is divided)",
                            R"(/rate: the key "over" is missing: write what it is divided by)"));
    EXPECT_THAT(errors_of_operator(R"("ratio": [1, 2])", "ratio"),
                ElementsAre(R"(/ratio: expected two sides: {"of": ..., "over": ...}, found an array)"));
}

// Units

TEST(operator_errors, what_is_not_of_one_unit_is_not_added_or_compared) {
    constexpr auto instead = R"(: bring both to one unit first, or write a "ratio" or a "rate" of the two)";
    EXPECT_THAT(errors_of_operator(list_of("sum", persons, person_months), "persons"),
                ElementsAre(std::string("/sum/1: person_months are not added to persons") + instead));
    EXPECT_THAT(errors_of_operator(list_of("minimum", women, persons), "percent"),
                ElementsAre(std::string("/minimum/1: persons are not compared to fractions") + instead));
    EXPECT_THAT(errors_of_operator(list_of("difference", exits, duration), "exits"),
                ElementsAre(std::string("/difference/1: days are not taken from exits") + instead));
    EXPECT_THAT(errors_of_operator(list_of("difference", population, persons)), IsEmpty())
        << "a table of counts may be of persons";
    EXPECT_THAT(errors_of_operator(list_of("difference", population, person_months)),
                ElementsAre(std::string("/difference/1: person_months are not taken from counts") + instead));
    EXPECT_THAT(errors_of_operator(R"("maximum": [1, )" + exits + R"(, {"parameter": "p"}])", "exits"), IsEmpty());
}

TEST(operator_errors, distinct_persons_are_not_added) {
    EXPECT_THAT(
        errors_of_operator(list_of("sum", persons, persons), "persons"),
        ElementsAre(R"(/sum/0: distinct persons are not added: one who is in both measures would count twice. )"
                    R"(Count them in one measure, with "register": {"union": [...]} or "where": {"any": [...]})"));
    EXPECT_THAT(errors_of_operator(list_of("sum", persons, population), "persons"), IsEmpty());
    EXPECT_THAT(errors_of_operator(list_of("difference", persons, persons), "persons"), IsEmpty());
}

TEST(operator_errors, figures_have_units_that_fit) {
    const std::string total = R"({"total": "income", "register": "r"})";
    const std::string days = R"({"count": "person_days", "register": "r"})";
    const auto rate = [](const std::string& of, const std::string& over) {
        return R"("rate": {"of": )" + of + R"(, "over": )" + over + "}";
    };
    const std::map<std::string, std::pair<std::string, std::string>> cases{
        // operator, a unit that fits, one that does not
        {rate(exits, persons), {"percent", "exits"}},
        {rate(days, persons), {"weeks", "percent"}},
        {rate(duration, persons), {"days", "percent"}},
        {rate(person_months, persons), {"ratio", "months"}},
        {rate(women, women), {"index", "points"}},
        {list_of("difference", women, women), {"points", "days"}},
        {R"("sum": [{"difference": [)" + women + "," + women + R"(]}, 0.1])", {"points", "persons"}},
        {list_of("product", exits, "2"), {"exits", "percent"}},
        {list_of("maximum", duration, duration), {"months", "ratio"}},
        {R"("mean_over": {"of": )" + women + R"(, "each": "month"})", {"percent", "points"}},
        {R"("change": {"of": )" + persons + R"(, "from": "previous", "as": "difference"})", {"persons", "percent"}},
        {R"("change": {"of": )" + persons + R"(, "from": "previous", "as": "percent"})", {"percent", "points"}},
        {R"("change": {"of": )" + women + R"(, "from": "previous", "as": "points"})", {"points", "persons"}},
        {R"("quantile": {"of": "duration", "p": 0.5, "over": )" + exits + "}", {"months", "exits"}},
        {R"("count": )" + person_months, {"person_months", "months"}},
        {R"("count": )" + population, {"households", "percent"}}};
    for (const auto& [operation, units] : cases) {
        EXPECT_THAT(errors_of_operator(operation, units.first), IsEmpty()) << operation;
        EXPECT_THAT(errors_of_operator(operation, units.second),
                    ElementsAre(HasSubstr(" is not in \"" + units.second + "\"; write \"")))
            << operation;
    }
    for (const std::string unit : {"SEK", "count", "days", "percent"}) {
        EXPECT_THAT(errors_of_operator(R"("count": )" + total, unit), IsEmpty()) << "the schema of the data knows";
        EXPECT_THAT(errors_of_operator(rate(exits, R"({"parameter": "places"})"), unit), IsEmpty());
    }
}

// Means, quantiles and changes

TEST(operator_errors, quantities_are_spelt) {
    const auto mean_of = [](const std::string& of) {
        return errors_of_operator(R"("mean": {"of": ")" + of + R"(", "over": )" + exits + "}", "days");
    };
    EXPECT_THAT(
        mean_of("durations"),
        ElementsAre(R"(/mean/of: expected "duration", "elapsed" or the name of a numeric column, found the text )"
                    R"("durations"; did you mean "duration"?)"));
    EXPECT_THAT(mean_of("elapsd"), ElementsAre(HasSubstr(R"(did you mean "elapsed"?)")));
    EXPECT_THAT(mean_of("duration_in_work"), IsEmpty()) << "a column";
    EXPECT_THAT(errors_of_operator(R"("mean": {"of": "duration", "over": )" + population + "}", "days"),
                ElementsAre("/mean/over: a mean or quantile is taken over the spells of a register; a table has none"));
    EXPECT_THAT(errors_of_operator(R"("mean": {"of": "income", "over": )" + persons + "}", "SEK"),
                ElementsAre(R"(/mean/over: a column has one value per spell: count "spells", "entries" or "exits")"));
    EXPECT_THAT(
        errors_of_operator(
            R"("mean": {"of": "income", "over": {"count": "spells", "register": "r", "clock": {"mean_of": "days"}}})",
            "SEK"),
        ElementsAre(R"(/mean/over: spells are taken "during" a time, "on" a day or at the "close_of" one)"));
}

TEST(operator_errors, quantiles_lie_between_0_and_1) {
    const auto quantile = [](const std::string& p) {
        return errors_of_operator(R"("quantile": {"of": "duration", "over": )" + exits + p + "}", "days");
    };
    EXPECT_THAT(quantile(""),
                ElementsAre(R"(/quantile: the key "p" is missing: write the part of the spells below it; )"
                            R"(0.5 is the median)"));
    EXPECT_THAT(quantile(R"(, "p": 0.123456789)"), IsEmpty());
    for (const std::string p : {"0", "1", "1.0", "0.0", "-0.5", "50", "0.1234567891"})
        EXPECT_THAT(
            quantile(R"(, "p": )" + p),
            ElementsAre("/quantile/p: expected a number between 0 and 1 with at most 9 decimals, such as 0.5 for "
                        "the median, found the number " +
                        p));
    EXPECT_THAT(quantile(R"(, "p": "0.5")"), ElementsAre(HasSubstr(R"(found the text "0.5")")));
}

TEST(operator_errors, means_over_time_have_steps_that_divide) {
    const auto mean_over = [](const std::string& members, const std::string& per = "year") {
        return errors_of_operator(R"("mean_over": {"of": )" + exits + ", " + members + "}", "exits", per);
    };
    EXPECT_THAT(mean_over(R"("each": "month")"), IsEmpty());
    EXPECT_THAT(mean_over(R"("each": "quarter")", "half_year"), IsEmpty());
    EXPECT_THAT(mean_over(R"("each": "month", "in": "7 months")", "month"), IsEmpty());
    EXPECT_THAT(mean_over(R"("each": "quarter")", "tertial"),
                ElementsAre(R"(/mean_over/each: a tertial does not consist of quarters; report by another period, or )"
                            R"(write "in": "12 months")"));
    EXPECT_THAT(mean_over(R"("each": "month")", "week"),
                ElementsAre(StartsWith("/mean_over/each: a week does not consist of months")));
    EXPECT_THAT(mean_over(R"("each": "quarter", "in": "16 months")"),
                ElementsAre(R"(/mean_over/in: 16 months do not consist of whole quarters; write "12 months")"));
    EXPECT_THAT(mean_over(R"("each": "month", "in": "8 weeks")"),
                ElementsAre(R"(/mean_over/in: 8 weeks do not consist of whole months; write "12 months")"));
    EXPECT_THAT(mean_over(R"("each": "quarter", "in": "12 months")", "month"),
                ElementsAre("/mean_over/in: the time ends with a month, which need not be the end of a quarter; report "
                            "by another period"));
    EXPECT_THAT(mean_over(R"("each": "month", "in": "12 months")", "week"),
                ElementsAre(StartsWith("/mean_over/in: the time ends with a week")));
    EXPECT_THAT(
        mean_over(R"("each": "sex", "in": "12 months")"),
        ElementsAre(R"(/mean_over/in: "in" is about time; a mean over groups is taken within the period: leave )"
                    R"(it out)"));
    EXPECT_THAT(
        mean_over(R"("each": "months")"),
        ElementsAre(R"(/mean_over/each: expected "month", "quarter" or the name of a dimension, found the text )"
                    R"("months"; did you mean "month"?)"));
    EXPECT_THAT(mean_over(R"("each": "year")"),
                ElementsAre(R"(/mean_over/each: means are taken over months or quarters, not over each year; write )"
                            R"("month" or "quarter")"));
    EXPECT_THAT(
        errors_of_operator(
            R"("mean_over": {"each": "month", "of": {"count": "persons", "register": "r", "clock": {"on": "12-31"}}})",
            "persons"),
        ElementsAre(StartsWith("/mean_over/of/clock/on: a month need not have the day 12-31")));
}

TEST(operator_errors, changes_have_a_base_and_a_form) {
    const auto change = [](const std::string& from, const std::string& per = "year") {
        return errors_of_operator(
            R"("change": {"of": )" + exits + R"(, "as": "difference", "from": ")" + from + R"("})", "exits", per);
    };
    for (const std::string from : {"previous", "year_before", "2019", "2018-12-01..2019-11-30"})
        EXPECT_THAT(change(from), IsEmpty());
    EXPECT_THAT(change("year_befor"),
                ElementsAre(R"(/change/from: "year_befor" is neither a period nor a base; did you )"
                            R"(mean "year_before"?)"));
    EXPECT_THAT(change("19"), ElementsAre(StartsWith(R"(/change/from: "19" is not a period)")));
    EXPECT_THAT(change("2019", "month"),
                ElementsAre(R"(/change/from: "2019" is a year, and the figures are of a month; )"
                            R"(write a period of the same length)"));
    EXPECT_THAT(change("2018..2019"),
                ElementsAre(R"(/change/from: "2018..2019" are several periods; write the one that is the base)"));
    EXPECT_THAT(
        errors_of_operator(R"("change": {"of": )" + exits + "}", "exits"),
        ElementsAre(R"(/change: the key "from" is missing: write "previous", "year_before" or a period such as )"
                    R"("2019")",
                    R"(/change: the key "as" is missing: write "difference", "percent" or "points")"));
    EXPECT_THAT(
        errors_of_operator(R"("change": {"of": )" + persons + R"(, "from": "previous", "as": "points"})", "points"),
        ElementsAre(R"(/change/as: only shares change by points, and these are persons; write "difference" or )"
                    R"("percent")"));
}

// Measures

TEST(operator_errors, a_share_has_no_measure_of_its_own) {
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

TEST(operator_errors, tables_have_no_spells) {
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

TEST(operator_errors, registers_are_combined_in_one_way) {
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

TEST(operator_errors, a_measure_counts_or_totals) {
    EXPECT_THAT(errors_of_measure(R"("count": "persons", "total": "income", "register": "r")"),
                ElementsAre(R"(/count: "count" and "total" exclude each other; keep one)"));
    EXPECT_THAT(errors_of_measure(R"("total": 5, "register": "r")"),
                ElementsAre("/count/total: expected the name of a numeric column, found the number 5"));
    EXPECT_THAT(errors_of_measure(R"("total": "income", "register": "r", "clock": {"mean_of": "days"})"),
                ElementsAre(R"(/count/clock: a total has no mean over time here; write {"mean_over": {"of": ..., )"
                            R"("each": "month"}})"));
}

TEST(operator_errors, mean_stocks_of_months_are_of_months) {
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

TEST(operator_errors, months_lie_in_their_time) {
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

TEST(operator_errors, first_is_about_entries) {
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

TEST(operator_errors, known_follow_up_looks_at_no_spells) {
    EXPECT_THAT(errors_of_follow_up(R"("after": "1 day", "register": "r", "state": "known", "as": "within", )"
                                    R"("incomplete": "include", "where": {"a": ["b"]}, "lasting": "1 day")"),
                ElementsAre(R"(/count/follow_up/where: "where" chooses spells, and "known" asks only how far the )"
                            R"(register reaches: leave it out)",
                            HasSubstr(R"(so that the state is "present"; it is "known" here)")));
}

TEST(operator_errors, thresholds_in_two_units_are_compared_where_they_can_be) {
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

TEST(operator_errors, words_of_conditions_stand_alone) {
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

TEST(operator_errors, codes_are_lists_exclusions_or_ranges) {
    EXPECT_THAT(errors_of_where(R"({"week": {"from": "10"}})"), IsEmpty());
    EXPECT_THAT(errors_of_where(R"({"week": {"from": 10, "to": ""}})"),
                ElementsAre("/count/where/week/from: expected the first code of the range, found the number 10",
                            "/count/where/week/to: expected the last code of the range, found an empty text"));
    EXPECT_THAT(errors_of_where(R"({"week": {"not": ["1"], "from": "10"}})"),
                ElementsAre(R"(/count/where/week: "not" is followed by a list of codes; a range stands alone)"));
    EXPECT_THAT(errors_of_where(R"({"week": {"not": {"from": "10"}}})"),
                ElementsAre(StartsWith("/count/where/week/not: expected a list of codes")));
}

TEST(operator_errors, presences_have_a_register_and_a_day) {
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

TEST(operator_errors, totals_have_a_register_a_time_and_bounds) {
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

TEST(operator_errors, breakdowns_have_bands_in_order) {
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

TEST(operator_errors, breakdowns_fit_all_that_is_counted) {
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

TEST(operator_errors, what_is_written_says_something) {
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
