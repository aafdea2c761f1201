#include <kohort/indicator/explain.hpp>

#include <indicator/documents.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace kohort {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

definition define(const std::string& operation, const std::string& unit = "percent", const std::string& more = "") {
    const auto per = more.find("\"per\"") == std::string::npos ? R"(, "per": "year")" : "";
    return test::parsed(R"({"id": "t.one", "version": "1", "name": {"sv": "Ett", "en": "One"}, )" + operation +
                        R"(, "unit": ")" + unit + "\"" + per + more + "}");
}

std::string in_english(const std::string& operation, const std::string& unit = "percent",
                       const std::string& more = "") {
    return formula_in_words(define(operation, unit, more), language::en);
}

std::string in_swedish(const std::string& operation, const std::string& unit = "percent",
                       const std::string& more = "") {
    return formula_in_words(define(operation, unit, more), language::sv);
}

constexpr auto to_work_or_studies =
    R"("share": {"of": {"count": "exits", "register": "jobbtorg"}, "where": {"exit_reason": ["work", "studies"]}})";

TEST(formula_in_words, share) {
    EXPECT_EQ(in_english(to_work_or_studies),
              "exits from jobbtorg with exit_reason work or studies / exits from jobbtorg, per year");
    EXPECT_EQ(in_swedish(to_work_or_studies),
              "avslut från jobbtorg med exit_reason work eller studies / avslut från jobbtorg, per år");
}

TEST(formula_in_words, what_is_counted) {
    const auto of = [](const std::string& counted, const std::string& unit) {
        return in_english(R"("count": {"count": ")" + counted + R"(", "register": "r"})", unit);
    };
    EXPECT_EQ(of("spells", "spells"), "spells in r, per year");
    EXPECT_EQ(of("persons", "persons"), "persons in r, per year");
    EXPECT_EQ(of("persons_entering", "persons"), "persons entering r, per year");
    EXPECT_EQ(of("persons_exiting", "persons"), "persons leaving r, per year");
    EXPECT_EQ(of("entries", "entries"), "entries to r, per year");
    EXPECT_EQ(of("exits", "exits"), "exits from r, per year");
    EXPECT_EQ(of("person_days", "person_days"), "person-days in r, per year");
    EXPECT_EQ(of("person_months", "person_months"), "person-months in r, per year");
    EXPECT_EQ(in_english(R"("count": {"total": "cost", "register": "r"})", "SEK"),
              "the total of cost over spells in r, per year");
}

TEST(formula_in_words, sources) {
    const auto of = [](const std::string& source) {
        return in_english(R"("count": {"count": "persons", "register": )" + source + "}", "persons");
    };
    EXPECT_EQ(of(R"({"union": ["a", "b", "c"]})"), "persons in a, b or c, per year");
    EXPECT_EQ(of(R"({"overlay": ["a", "b"]})"),
              "persons in a or b (each day belongs to the first of them that has it), per year");
    EXPECT_EQ(of(R"({"intersect": ["a", "b"]})"), "persons in a (only days that are also in b), per year");
    EXPECT_EQ(of(R"({"subtract": ["a", "b"]})"), "persons in a (only days that are not in b), per year");
    EXPECT_EQ(in_swedish(R"("count": {"cell": "uvas"})", "persons"), "den publicerade siffran uvas, per år");
}

TEST(formula_in_words, clocks) {
    const auto at = [](const std::string& clock, const std::string& per = R"(, "per": "month")") {
        return in_english(R"("count": {"count": "persons", "register": "r", "clock": )" + clock + "}", "persons", per);
    };
    EXPECT_EQ(at(R"({"during": "12 months"})"), "persons in r, during the latest 12 months, per month");
    EXPECT_EQ(at(R"({"on": "last_day"})"), "persons in r, on the last day of the month, per month");
    EXPECT_EQ(at(R"({"close_of": "first_day"})"),
              "persons in r, at the close of the first day of the month, per month");
    EXPECT_EQ(at(R"({"on": "12-31", "years_back": 1})", ""), "persons in r, on 31 December one year earlier, per year");
    EXPECT_EQ(at(R"({"mean_of": "days", "in": "period"})"),
              "persons in r, mean stock of the days of the month, per month");
    EXPECT_EQ(at(R"({"mean_of": "months", "in": "12 months"})"),
              "persons in r, mean of the stocks at the month ends of the latest 12 months, per month");
    EXPECT_EQ(at(R"({"mean_of": "months", "in": "period"})"), "persons in r, on the last day of the month, per month");
    EXPECT_EQ(in_swedish(R"("count": {"count": "persons", "register": "r", "clock": {"on": "11-30"}})", "persons"),
              "personer i r, den 30 november, per år");
}

TEST(formula_in_words, conditions) {
    const auto where = [](const std::string& condition) {
        return in_english(R"("count": {"count": "persons", "register": "r", "where": )" + condition + "}", "persons");
    };
    EXPECT_EQ(where(R"({"a": {"not": ["x"]}})"), "persons in r with a other than x, per year");
    EXPECT_EQ(where(R"({"a": {"from": "x", "to": "z"}})"), "persons in r with a from x to z, per year");
    EXPECT_EQ(where(R"({"any": [{"a": ["x"]}, {"a": ["y"], "b": ["z"]}]})"),
              "persons in r with either a x or (a y and b z), per year");
    EXPECT_EQ(where(R"({"not": {"a": ["x"]}})"), "persons in r with not (a x), per year");
    EXPECT_EQ(where(R"({"absent_from": {"register": "s", "where": {"b": ["z"]}, "clock": {"on": "last_day"}}})"),
              "persons in r with no spell in s with b z on the last day of the period, per year");
    EXPECT_EQ(
        where(R"({"total": "income", "register": "s", "in": "period", "at_most": {"parameter": "prisbasbelopp"}})"),
        "persons in r with a total of income in s of at most the period's prisbasbelopp during the period, per "
        "year");
}

TEST(formula_in_words, ages_and_thresholds) {
    EXPECT_EQ(in_english(R"("count": {"count": "persons", "register": "r", "clock": {"on": "last_day"},
                            "age": {"from": 16, "to": 24, "at": "clock"}, "elapsed": {"more_than": "6 months",
                            "at_most": "12 months"}, "merge_gaps": "30 days"})",
                         "persons"),
              "persons in r, on the last day of the year, aged 16-24 on that day, having lasted more than 6 months and "
              "at most 12 months, spells at most 30 days apart counted as one, per year");
    EXPECT_EQ(
        in_swedish(R"("count": {"count": "exits", "register": "r", "age": {"from": 65, "at": "event"}})", "exits"),
        "avslut från r 65 år eller äldre på avslutets dag, per år");
    EXPECT_EQ(in_swedish(R"("count": {"count": "persons", "register": "r",
                            "months": {"at_least": 10, "in": "period"}})",
                         "persons"),
              "personer i r som finns med i minst 10 kalendermånader under året, per år");
    EXPECT_EQ(in_english(R"("count": {"count": "entries", "register": "r", "first": "12 months"})", "entries"),
              "entries to r without a spell in the register in the 12 months before, per year");
    EXPECT_EQ(in_english(R"("count": {"count": "persons", "register": "r", "once_per": ["g"]})", "persons"),
              "persons in r, counted once for each g, per year");
}

TEST(formula_in_words, follow_up) {
    const auto followed = [](const std::string& state, const std::string& as, const std::string& more = "") {
        const auto text =
            in_english(R"("share": {"of": {"count": "exits", "register": "r"}, "follow_up": {"after": "3 months",
            "register": ["s", "t"], "state": ")" +
                       state + R"(", "as": ")" + as + R"(", "incomplete": "exclude")" + more + "}}");
        return text.substr(0, text.find(" / "));
    };
    EXPECT_EQ(followed("present", "on_day"), "exits from r found in s or t on the day 3 months after the exit");
    EXPECT_EQ(followed("absent", "in_month"),
              "exits from r not found in s or t in the calendar month 3 months after that of the exit");
    EXPECT_EQ(followed("present", "every_month"),
              "exits from r found in s or t in every calendar month for 3 months after that of the exit");
    EXPECT_EQ(followed("present", "every_day"),
              "exits from r found in s or t on every day for 3 months after the exit");
    EXPECT_EQ(followed("present", "within", R"(, "lasting": "1 month")"),
              "exits from r found in s or t on some day within 3 months after the exit, in a spell that starts after "
              "the exit and lasts at least 1 month");
    EXPECT_EQ(followed("known", "on_day"),
              "exits from r with a known outcome in s or t on the day 3 months after the exit");
}

TEST(formula_in_words, operators) {
    const std::string a = R"({"count": "exits", "register": "a"})", b = R"({"count": "exits", "register": "b"})";
    EXPECT_EQ(in_english(R"("rate": {"of": )" + a + R"(, "over": {"sum": [)" + a + ", " + b + "]}}"),
              "exits from a / (exits from a + exits from b), per year");
    EXPECT_EQ(in_english(R"("difference": [)" + a + ", " + b + "]", "exits"), "exits from a − exits from b, per year");
    EXPECT_EQ(in_english(R"("minimum": [)" + a + ", " + b + "]", "exits"),
              "the least of (exits from a; exits from b), per year");
    EXPECT_EQ(in_swedish(R"("product": [)" + a + ", 0.5]", "exits"), "avslut från a × 0,5, per år");
    EXPECT_EQ(in_english(R"("mean_over": {"of": )" + a + R"(, "each": "month", "in": "period"})", "exits"),
              "the mean over the months of the year of exits from a, per year");
    EXPECT_EQ(in_english(R"("change": {"of": )" + a + R"(, "from": "year_before", "as": "percent"})", "percent",
                         R"(, "per": "month")"),
              "the change since the same month of the year before of exits from a, in percent of the earlier figure, "
              "per month");
    EXPECT_EQ(in_english(R"("mean": {"of": "duration", "over": {"count": "exits", "register": "a"}})", "days"),
              "the mean of the duration for exits from a, per year");
    EXPECT_EQ(in_english(R"("quantile": {"of": "wage", "over": {"count": "exits", "register": "a"}, "p": 0.5})", "SEK"),
              "the median of wage for exits from a, per year");
}

TEST(formula_in_words, years_that_span_two) {
    EXPECT_EQ(in_english(R"("count": {"count": "entries", "register": "r"})", "entries",
                         R"(, "per": {"year_starting": "12-01", "labelled_by": "end"})"),
              "entries to r, per year starting on 1 December, named after its end");
}

TEST(formula_in_words, codes_are_called_as_in_the_code_list) {
    data_set data;
    for (const auto& document : parse_schema(R"([
            {"code_list": "reasons", "codes": {"work": {"sv": "Arbete", "en": "Work"}, "studies": {"sv": "Studier"}}},
            {"register": "jobbtorg", "person": "id", "start": "from",
             "dimensions": {"exit_reason": {"column": "reason", "code_list": "reasons"}}}])")
                                    .value()) {
        if (const auto* list = std::get_if<code_list>(&document)) {
            ASSERT_FALSE(data.add(*list));
        } else {
            ASSERT_FALSE(data.read_text(std::get<register_schema>(document), "id,from,reason\n", "empty"));
        }
    }
    EXPECT_EQ(formula_in_words(define(to_work_or_studies), language::sv, code_labels(data)),
              "avslut från jobbtorg med exit_reason Arbete eller Studier / avslut från jobbtorg, per år");
    EXPECT_EQ(code_labels(data).label("jobbtorg", "exit_reason", "other", language::sv), "other");
    EXPECT_EQ(code_labels(data).label("kaa", "exit_reason", "work", language::sv), "work");
}

TEST(explain, tells_everything_that_the_definition_says) {
    const auto indicator = define(
        R"("share": {"of": {"count": "exits", "register": "jobbtorg"}, "where": {"exit_reason": ["work"]},
           "follow_up": {"after": "6 months", "register": "income_support", "state": "absent", "as": "in_month",
           "incomplete": "exclude"}})",
        "percent",
        R"(, "valid": {"from": "2023-01-01"}, "source": {"document": "Report", "section": "5.3",
           "owner": "City"}, "description": {"en": "What it is."}, "by": ["sex", {"age": [[16, 24], [25, 64]],
           "at": "event"}], "decimals": 1, "small_counts": {"below": 5}, "target": {"at_least": 70, "margin": 2.5},
           "breaks": [{"at": "2024", "why": "new register"}], "undefined": ["which exits are left out"])");
    EXPECT_EQ(explain(indicator, language::en), R"(One
  t.one, version 1

  What it is.

What is counted
  Exits from jobbtorg with exit_reason work.

Over what
  Exits from jobbtorg.

How it is computed
  A share: the numerator is a part of the denominator.

When
  Reported per year: by the day of exit, during the year.

Age
  All ages.

Follow-up
  Numerator: not found in income_support in the calendar month 6 months after
    that of the exit.
  Those whose follow-up is not complete are left out of numerator and
    denominator.

Breakdowns
  By sex and age (16-24, 25-64) on the day of exit.

Shown as
  Percent, 1 decimal, halves rounded away from zero.
  Counts below 5 are hidden.

Target
  At least 70 percent, with a margin of 2.5.

Formula
  Exits from jobbtorg with exit_reason work not found in income_support in the
  calendar month 6 months after that of the exit / exits from jobbtorg, per
  year.

Whose definition
  City
  Report, 5.3

Version
  1, valid since 2023-01-01.

Breaks
  2024: new register

What the source leaves undefined
  - which exits are left out
)");
}

TEST(explain, sides_with_clocks_and_ages_of_their_own_are_told_apart) {
    const auto text = explain(define(R"("rate": {"of": {"count": "persons", "register": "unemployed",
        "clock": {"on": "last_day"}, "age": {"from": 16, "to": 64, "at": "clock"}}, "over": {"population": "labour_force",
        "clock": {"mean_of": "months", "in": "12 months"}, "age": {"from": 16, "to": 64}}})"),
                              language::sv);
    EXPECT_THAT(text, HasSubstr("När\n"
                                "  Redovisas per år.\n"
                                "  Täljare: årets sista dag.\n"
                                "  Nämnare: medelbestånd vid månadernas slut under de senaste 12 månaderna.\n"));
    EXPECT_THAT(text, HasSubstr("Ålder\n"
                                "  Täljare: 16-64 år den dagen.\n"
                                "  Nämnare: 16-64 år.\n"));
    EXPECT_THAT(text, HasSubstr("värdet kan överstiga 100\n  procent."));
}

TEST(explain, parts_of_long_formulas_have_letters) {
    const auto text = explain(define(R"("difference": [{"count": "exits", "register": "a", "elapsed": {"at_least":
        "12 months"}}, {"sum": [{"count": "exits", "register": "b"}, {"count": "exits", "register": "c"}]}])",
                                     "exits"),
                              language::en);
    EXPECT_THAT(text, HasSubstr("What is counted\n"
                                "  A − (B + C).\n"
                                "  A: exits from a.\n"
                                "  B: exits from b.\n"
                                "  C: exits from c.\n"));
    EXPECT_THAT(text, HasSubstr("Thresholds\n  A: having lasted at least 12 months.\n"));
}

TEST(explain, what_only_changes_a_figure_is_told_apart_from_it) {
    const auto text = explain(
        define(std::string(R"("change": {"of": {)") + to_work_or_studies + R"(}, "from": "previous", "as": "points"})",
               "points"),
        language::en);
    EXPECT_THAT(text, HasSubstr("What is counted\n  Exits from jobbtorg with exit_reason work or studies.\n"));
    EXPECT_THAT(text, HasSubstr("How it is computed\n"
                                "  The change since the year before, in percentage points.\n"
                                "  A share: the numerator is a part of the denominator.\n"));
}

TEST(explain, confusions_are_told_with_what_differs_there) {
    const auto own = define(to_work_or_studies, "percent", R"(, "confused_with": ["t.two", "t.unknown"])");
    auto other = define(R"("share": {"of": {"count": "persons_exiting", "register": "jobbtorg"},
                           "where": {"exit_reason": ["work", "studies"]}})");
    other.id = "t.two";
    other.name = {"Två", "Two"};
    explain_options options;
    options.others = std::span(&other, 1);
    EXPECT_THAT(explain(own, language::en, options),
                HasSubstr("Often confused with, and what differs there\n"
                          "  - Two (t.two)\n"
                          "    What is counted: persons leaving jobbtorg with exit_reason work or studies.\n"
                          "    Over what: persons leaving jobbtorg.\n"
                          "  - t.unknown\n"));
}

TEST(explain, keeps_to_the_width) {
    explain_options options;
    options.width = 40;
    std::istringstream lines(explain(define(to_work_or_studies), language::sv, options));
    for (std::string line; std::getline(lines, line);)
        EXPECT_LE(std::ranges::count_if(line, [](char byte) { return (byte & 0xC0) != 0x80; }), 40) << line;
}

TEST(differences, name_what_differs_and_nothing_else) {
    const std::string of = R"("count": {"count": "persons", "register": "r", "clock": {"on": "last_day"})";
    const auto young = define(of + R"(, "age": {"from": 16, "to": 24, "at": "clock"}})", "persons");
    const auto adult = define(of + R"(, "age": {"from": 18, "to": 24, "at": "clock"}})", "persons");
    EXPECT_THAT(differences(young, adult, language::en),
                ElementsAre(definition_difference{"Age", "aged 16-24 on that day", "aged 18-24 on that day"}));
    EXPECT_THAT(differences(young, young, language::en), IsEmpty());
}

TEST(differences, of_a_number_and_a_share) {
    const auto number = define(R"("count": {"count": "exits", "register": "r", "where": {"a": ["x"]}})", "exits");
    const auto share = define(R"("share": {"of": {"count": "exits", "register": "r"}, "where": {"a": ["x"]}})");
    EXPECT_THAT(differences(number, share, language::en),
                ElementsAre(definition_difference{"Over what", "none", "exits from r"},
                            definition_difference{"How it is computed", "none",
                                                  "a share: the numerator is a part of the denominator"},
                            definition_difference{"Unit", "exits", "percent"}));
}

TEST(differences, of_breakdowns_count_when_there_is_no_other) {
    const auto of = [](const std::string& by) {
        return define(R"("count": {"count": "exits", "register": "r"})", "exits", R"(, "by": [")" + by + "\"]");
    };
    EXPECT_THAT(differences(of("sex"), of("district"), language::en),
                ElementsAre(definition_difference{"Breakdowns", "by sex", "by district"}));
}

} // namespace
} // namespace kohort
