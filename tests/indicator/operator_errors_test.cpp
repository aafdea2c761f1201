// What is wrong with operators, and what to write instead.
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

} // namespace
