#include "program.hpp"
#include "small_register.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace {

using namespace cli_test;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

TEST(catalogue, lists_indicators_under_their_owners_within_100_columns) {
    const auto outcome = scratch_folder().run({"catalogue"});
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.err, "");
    EXPECT_THAT(outcome.out, HasSubstr("\nEurostat ("));
    EXPECT_THAT(outcome.out, HasSubstr("\n  eu.eurostat.long_term_share  2021  percent\n"
                                       "      Long-term unemployment share\n"));
    EXPECT_GT(lines_of(outcome.out).size(), 240U);
    for (const auto& line : lines_of(outcome.out)) EXPECT_LE(line.size(), 100U) << line;
}

TEST(catalogue, words_are_looked_for_in_ids_and_in_names_of_both_languages) {
    const scratch_folder folder;
    const auto swedish = folder.run({"catalogue", "UNGDOMSARBETSLÖSHET"});
    EXPECT_THAT(swedish.out, AllOf(HasSubstr("  eu.eurostat.youth_unemployment_rate  "), Not(HasSubstr("jobbtorg"))));
    const auto both = folder.run({"catalogue", "jobbtorg", "exits", "studies"});
    EXPECT_THAT(both.out, AllOf(HasSubstr("  stockholm.jobbtorg.exit_to_work_or_studies  "),
                                Not(HasSubstr("stockholm.jobbtorg.enrolled "))));
    EXPECT_EQ(both.status, 0);
    const auto none = folder.run({"catalogue", "ilo.lu11"});
    EXPECT_EQ(none.err, "kohort: error: no indicator has 'ilo.lu11' in its id or names; did you mean \"ilo.lu1\"?\n"
                        "Try 'kohort catalogue --help'\n");
    EXPECT_EQ(none.status, 2);
}

TEST(catalogue, as_csv_to_a_file) {
    const scratch_folder folder;
    const auto outcome =
        folder.run({"catalogue", "finsam.exit_to_health_care", "--format", "csv", "--output", "c.csv"});
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(folder.read("c.csv"),
              "id,version,name_sv,name_en,owner,unit,formula,source\n"
              "stockholm.finsam.exit_to_health_care,2024,\"Andel avslut till hälso- och sjukvård, FINSAM\",\"Share of "
              "exits to health care, FINSAM\",Stockholms stad,percent,\"exits from finsam with exit_reason health_care "
              "/ exits from finsam, per year\",\"Arbetsmarknadsrapport 2024, 5.2, L864-867\"\n");
    EXPECT_EQ(outcome.status, 0);
}

TEST(explain, an_indicator_of_the_catalogue_in_both_languages) {
    const scratch_folder folder;
    const auto english = folder.run({"explain", "stockholm.finsam.exit_to_health_care"});
    EXPECT_THAT(english.out, StartsWith("Share of exits to health care, FINSAM\n"
                                        "  stockholm.finsam.exit_to_health_care, version 2024\n"));
    EXPECT_THAT(english.out, HasSubstr("\nWhat is counted\n  Exits from finsam with exit_reason Health care.\n"));
    EXPECT_EQ(english.status, 0);
    const auto swedish = folder.run({"explain", "stockholm.finsam.exit_to_health_care", "--lang", "sv"});
    EXPECT_THAT(swedish.out,
                HasSubstr("\nVad som räknas\n  Avslut från finsam med exit_reason Hälso- och sjukvård.\n"));
}

TEST(explain, the_version_asked_for) {
    const scratch_folder folder;
    const std::vector<std::string> id{"explain", "se.af.unemployment_rate"};
    const auto version = [&](const std::string& option, const std::string& value) {
        const auto outcome = folder.run({"explain", "se.af.unemployment_rate", option, value});
        return outcome.status == 0 ? lines_of(outcome.out).at(1) : outcome.err;
    };
    EXPECT_EQ(lines_of(folder.run(id).out).at(1), "  se.af.unemployment_rate, version 2023");
    EXPECT_EQ(version("--version", "2021"), "  se.af.unemployment_rate, version 2021");
    EXPECT_EQ(version("--on", "2022-12-31"), "  se.af.unemployment_rate, version 2022");
    EXPECT_EQ(version("--version", "2020"),
              "kohort: error: 'se.af.unemployment_rate' has no version '2020'; there is 2021 (..2021-12-31), 2022 "
              "(2022-01-01..2022-12-31), 2023 (2023-01-01..)\nTry 'kohort explain --help'\n");
    EXPECT_EQ(version("--on", "2022-02-30"), "kohort: error: --on needs a date like 2024-12-31, not '2022-02-30'\n"
                                             "Try 'kohort explain --help'\n");
    EXPECT_EQ(folder.run({"explain", "stockholm.jobbtorg.exit_to_work", "--on", "2020-01-01"}).err,
              "kohort: error: 'stockholm.jobbtorg.exit_to_work' has no version that is valid on 2020-01-01; there is "
              "2017 (2017-01-01..2017-12-31), 2024 (2023-01-01..)\nTry 'kohort explain --help'\n");
}

TEST(explain, definitions_of_a_file) {
    const scratch_folder folder;
    folder.write("definitions.json", definitions);
    const auto all = folder.run({"explain", "--definitions", "definitions.json"});
    EXPECT_THAT(all.out, StartsWith("Enrolled\n  test.enrolled, version 1\n"));
    EXPECT_THAT(all.out, HasSubstr("\n\nExits to work\n  test.exits_to_work, version 1\n"));
    const auto one = folder.run({"explain", "test.exits_to_work", "--definitions", "definitions.json"});
    EXPECT_THAT(one.out, StartsWith("Exits to work\n"));
    EXPECT_EQ(folder.run({"explain", "--definitions", "missing.json"}).status, 4);
}

TEST(explain, unknown_indicators_have_suggestions) {
    const scratch_folder folder;
    folder.write("definitions.json", definitions);
    EXPECT_EQ(folder.run({"explain", "test.exit_to_work", "--definitions", "definitions.json"}).err,
              "kohort: error: there is no indicator 'test.exit_to_work'; did you mean \"test.exits_to_work\"?\n"
              "Try 'kohort explain --help'\n");
    const auto outcome = folder.run({"explain", "ilo.lu5"});
    EXPECT_THAT(outcome.err, StartsWith("kohort: error: there is no indicator 'ilo.lu5'; did you mean \"ilo.lu"));
    EXPECT_EQ(outcome.status, 2);
    EXPECT_THAT(folder.run({"explain", "xyzzy"}).err,
                StartsWith("kohort: error: there is no indicator 'xyzzy'; 'kohort catalogue' lists those that kohort "
                           "knows\n"));
}

TEST(catalogue_report, indicators_of_the_catalogue) {
    const scratch_folder folder;
    const auto outcome =
        folder.run({"report", "--indicator", "stockholm.finsam.exit_to_health_care", "--period", "2024", "--format",
                    "csv", "--indicator", "stockholm.jobbtorg.exit_to_work", "--by", "sex"});
    EXPECT_EQ(outcome.status, 0);
    EXPECT_THAT(outcome.out, HasSubstr("stockholm.finsam.exit_to_health_care,2024,2024,total,"));
    EXPECT_THAT(outcome.out, HasSubstr("stockholm.jobbtorg.exit_to_work,2024,2024,total,"));
}

TEST(catalogue_report, indicators_of_the_catalogue_on_a_register_of_ones_own) {
    const scratch_folder folder;
    folder.write("finsam.json", R"({"register": "finsam", "file": "f.csv", "person": "id", "start": "from",
        "exit": {"column": "to", "means": "last_day"}, "horizon": {"from": "2024-01-01", "to": "2024-12-31"},
        "dimensions": {"exit_reason": {"column": "why", "codes": {"h": "health_care", "w": "work"}}}})");
    folder.write("f.csv", "id,from,to,why\n1,2024-01-01,2024-02-01,h\n2,2024-01-01,2024-03-01,w\n"
                          "3,2024-01-01,2024-03-01,h\n");
    const auto outcome = folder.run({"report", "--small-counts", "off", "--schema", "finsam.json", "--indicator",
                                     "stockholm.finsam.exit_to_health_care", "--format", "csv"});
    EXPECT_EQ(outcome.out, "indicator,version,period,value,numerator,denominator,status\n"
                           "stockholm.finsam.exit_to_health_care,2024,2024,67,2,3,\n");
    EXPECT_EQ(outcome.err, "");
}

TEST(catalogue_report, the_version_of_the_catalogue_is_that_of_the_period) {
    const scratch_folder folder;
    folder.write("jobbtorg.json", R"({"register": "jobbtorg_2017", "file": "f.csv", "person": "id", "start": "from",
        "exit": {"column": "to", "means": "last_day"}, "horizon": {"from": "2017-01-01", "to": "2017-12-31"},
        "dimensions": {"exit_reason": {"column": "why", "codes": {"w": "work", "s": "studies"}},
                       "sex": {"column": "sex", "codes": {"K": "women", "M": "men"}}}})");
    folder.write("f.csv", "id,from,to,why,sex\n1,2017-01-01,2017-02-01,w,K\n2,2017-01-01,2017-03-01,s,M\n");
    const auto outcome = folder.run({"report", "--small-counts", "off", "--schema", "jobbtorg.json", "--indicator",
                                     "stockholm.jobbtorg.exit_to_work", "--period", "2017", "--format", "csv"});
    EXPECT_THAT(outcome.out, HasSubstr("stockholm.jobbtorg.exit_to_work,2017,2017,"));
    EXPECT_EQ(outcome.err, "");
}

} // namespace
