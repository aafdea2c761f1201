#include "program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using cli_test::scratch_folder;
using testing::HasSubstr;
using testing::StartsWith;

struct wrong_usage {
    const char* what;
    std::vector<std::string> arguments;
    const char* message; ///< between "kohort: error: " and the hint
    const char* hint;
};

void PrintTo(const wrong_usage& wrong, std::ostream* out) { *out << wrong.what; }

class arguments : public testing::TestWithParam<wrong_usage> {};

TEST_P(arguments, that_are_wrong_end_with_status_2_and_a_hint) {
    const scratch_folder folder;
    const auto& [what, given, message, hint] = GetParam();
    const auto outcome = folder.run(given);
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.err, "kohort: error: " + std::string(message) + "\nTry '" + hint + "'\n");
    EXPECT_EQ(outcome.out, "");
}

constexpr auto report_help = "kohort report --help";
constexpr auto check_help = "kohort check --help";
constexpr auto explain_help = "kohort explain --help";
constexpr auto simulate_help = "kohort simulate --help";

INSTANTIATE_TEST_SUITE_P(
    all, arguments,
    testing::Values(
        wrong_usage{"no_command",
                    {},
                    "say what to do: kohort report, kohort cohort, kohort catalogue, kohort explain, kohort check, "
                    "kohort simulate, kohort audit or kohort convert",
                    "kohort --help"},
        wrong_usage{
            "command_misspelt", {"reprot"}, "there is no command 'reprot'; did you mean \"report\"?", "kohort --help"},
        wrong_usage{"command_unlike_any", {"xyzzy"}, "there is no command 'xyzzy'", "kohort --help"},
        wrong_usage{"option_before_command",
                    {"--lang", "sv", "report"},
                    "there is no option '--lang' before the command",
                    "kohort --help"},
        wrong_usage{"option_misspelt",
                    {"report", "--perod", "2024"},
                    "there is no option '--perod'; did you mean \"--period\"?",
                    report_help},
        wrong_usage{"word_without_option",
                    {"report", "spells.csv"},
                    "'spells.csv' is not expected: 'kohort report' takes only options",
                    report_help},
        wrong_usage{"register_without_schema",
                    {"report", "--register", "spells.csv"},
                    "--register needs a --schema that says what the columns of the file mean",
                    report_help},
        wrong_usage{"schema_without_definitions",
                    {"report", "--schema", "s.json"},
                    "--schema needs --definitions FILE or --indicator ID: which indicators to compute",
                    report_help},
        wrong_usage{"nothing_to_explain",
                    {"explain"},
                    "say which indicator to explain: its id; 'kohort catalogue' lists them",
                    explain_help},
        wrong_usage{"version_and_day",
                    {"explain", "ilo.lu1", "--version", "1", "--on", "2024-01-01"},
                    "--version and --on exclude each other; give one of them",
                    explain_help},
        wrong_usage{"format_of_the_catalogue",
                    {"catalogue", "--format", "json"},
                    "--format must be text or csv, not 'json'",
                    "kohort catalogue --help"},
        wrong_usage{"standard_input_twice",
                    {"check", "--schema", "s.json", "--register", "-", "--register", "-"},
                    "only one --register can be standard input (-)",
                    check_help},
        wrong_usage{
            "format",
            {"report", "--format", "jsn"},
            "--format must be text, csv, json, markdown, px, json-stat, sdmx-csv, kolada or html, not 'jsn'; did you "
            "mean \"json\"?",
            report_help},
        wrong_usage{"language", {"report", "--lang", "fr"}, "--lang must be en or sv, not 'fr'", report_help},
        wrong_usage{"per",
                    {"report", "--per", "months"},
                    "--per must be week, month, quarter, tertial, half_year or year, not 'months'; did you mean "
                    "\"month\"?",
                    report_help},
        wrong_usage{"threads_zero",
                    {"report", "--threads", "0"},
                    "--threads needs a whole number from 1 to 1024, not '0'",
                    report_help},
        wrong_usage{"threads_word",
                    {"report", "--threads", "3x"},
                    "--threads needs a whole number from 1 to 1024, not '3x'",
                    report_help},
        wrong_usage{"threads_negative",
                    {"report", "--threads=-1"},
                    "--threads needs a whole number from 1 to 1024, not '-1'",
                    report_help},
        wrong_usage{"small_counts",
                    {"report", "--small-counts", "few"},
                    "--small-counts needs a whole number from 1 to 1000000, or off, not 'few'",
                    report_help},
        wrong_usage{"as_known_on",
                    {"report", "--as-known-on", "2024-02-30"},
                    "--as-known-on needs a date like 2024-12-31, not '2024-02-30'",
                    report_help},
        wrong_usage{"nothing_to_check",
                    {"check"},
                    "nothing to check: give --schema FILE, --definitions FILE, or both",
                    check_help},
        wrong_usage{"persons_missing",
                    {"simulate", "--output", "s.csv"},
                    "--persons is missing: how many persons the register is to have",
                    simulate_help},
        wrong_usage{"persons_zero",
                    {"simulate", "--persons", "0", "--output", "s.csv"},
                    "--persons needs a whole number from 1 to 100000000, not '0'",
                    simulate_help},
        wrong_usage{"seed",
                    {"simulate", "--persons", "1", "--seed", "-1", "--output", "s.csv"},
                    "--seed needs a whole number from 0 to 18446744073709551615, not '-1'",
                    simulate_help},
        wrong_usage{"output_missing",
                    {"simulate", "--persons", "1"},
                    "--output is missing: the CSV file to write",
                    simulate_help},
        wrong_usage{"output_would_be_the_schema",
                    {"simulate", "--persons", "1", "--output", "s.json"},
                    "--output s.json would be its own schema: choose a name that ends in .csv",
                    simulate_help}),
    [](const auto& instance) { return std::string(instance.param.what); });

TEST(arguments, option_without_its_value_is_wrong_usage) {
    const auto outcome = scratch_folder().run({"report", "--period"});
    EXPECT_EQ(outcome.status, 2);
    EXPECT_THAT(outcome.err, StartsWith("kohort: error: --period"));
    EXPECT_THAT(outcome.err, testing::EndsWith("\nTry 'kohort report --help'\n"));
}

TEST(arguments, period_that_is_none_is_wrong_usage) {
    const auto outcome = scratch_folder().run({"report", "--period", "2024-13"});
    EXPECT_EQ(outcome.status, 2);
    EXPECT_THAT(outcome.err, StartsWith("kohort: error: --period: "));
    EXPECT_THAT(outcome.err, HasSubstr("2024-13"));
}

TEST(arguments, version_is_that_of_the_library) {
    const auto outcome = scratch_folder().run({"--version"});
    EXPECT_EQ(outcome.status, 0);
    EXPECT_THAT(outcome.out, testing::MatchesRegex("kohort [0-9]+\\.[0-9]+\\.[0-9]+\n"));
    EXPECT_EQ(outcome.err, "");
}

TEST(arguments, help_of_each_command_teaches_by_example) {
    const std::pair<const char*, std::vector<const char*>> expected[] = {
        {"report",
         {"kohort report --by sex,district", "kohort report --period 2024-01..2024-12 --per month", "psql -c"}},
        {"check", {"kohort check --schema jobbtorg.json"}},
        {"simulate", {"kohort simulate --persons 1000000 --seed 7 --output spells.csv"}}};
    for (const auto& [command, examples] : expected) {
        const auto outcome = scratch_folder().run({command, "--help"});
        EXPECT_EQ(outcome.status, 0);
        EXPECT_EQ(outcome.err, "");
        for (const auto* example : examples) EXPECT_THAT(outcome.out, HasSubstr(example));
    }
    EXPECT_THAT(scratch_folder().run({"--help"}).out, HasSubstr("Exit status: 0 fine, 1 rows were rejected"));
}

} // namespace
