#include "program.hpp"
#include "small_register.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace cli_test;

TEST(check, register_without_problems) {
    const scratch_folder folder;
    write_small_register(folder);
    const auto outcome = folder.run({"check", "--schema", "schema.json"});
    EXPECT_EQ(outcome.out, "jobb (spells.csv): 5 rows read, 5 kept, 0 rejected; 4 persons, 1 open spell\n"
                           "  no problems found\n");
    EXPECT_EQ(outcome.err, "");
    EXPECT_EQ(outcome.status, 0);
}

TEST(check, every_problem_with_its_lines_and_values_but_no_person) {
    const scratch_folder folder;
    write_small_register(folder);
    const auto outcome = folder.run({"check", "--schema", "schema.json", "--register", "-"},
                                    {.input = "id,sex,start,end,reason\n"
                                              "secret,K,2024-01-01,2024-12-31,A\n"
                                              "secret,K,2024-06-01,2024-07-31,A\n" // overlaps
                                              "secret,K,2024-02-30,,\n"
                                              "secret,\"Q\x1B[2J\",2024-01-01,,\n" // would clear the screen
                                              "secret,M,2024-05-01,2024-04-01,S\n"
                                              ",M,2024-05-01,,\n"
                                              "secret,K,2024-13-01,,\n"});
    EXPECT_EQ(outcome.out, "jobb (standard input): 7 rows read, 2 kept, 5 rejected; 1 person, 0 open spells\n"
                           "  problem            column  done      rows  first lines and values\n"
                           "  exit_before_start  end     rejected     1  6 'start 2024-05-01, exit 2024-04-01'\n"
                           "  unknown_code       sex     rejected     1  5 'Q?[2J'\n"
                           "  bad_date           start   rejected     2  4 '2024-02-30', 8 '2024-13-01'\n"
                           "  missing_key        id      rejected     1  7\n"
                           "  overlap                    kept         1  3\n");
    EXPECT_EQ(outcome.err, "");
    EXPECT_EQ(outcome.status, 1);
}

TEST(check, definitions_without_data) {
    const scratch_folder folder;
    folder.write("definitions.json", definitions);
    const auto outcome = folder.run({"check", "--definitions", "definitions.json"});
    EXPECT_EQ(outcome.out, "2 definitions, no errors\n"
                           "  indicator           version  name\n"
                           "  test.enrolled       1        Enrolled\n"
                           "  test.exits_to_work  1        Exits to work\n");
    EXPECT_EQ(outcome.status, 0);
}

TEST(check, definitions_and_data_together) {
    const scratch_folder folder;
    write_small_register(folder);
    const auto outcome = folder.run({"check", "--definitions", "definitions.json", "--schema", "schema.json"});
    EXPECT_THAT(outcome.out, testing::HasSubstr("2 definitions, no errors\n"));
    EXPECT_THAT(outcome.out, testing::HasSubstr("\n\njobb (spells.csv): 5 rows read"));
}

/// A population table, a published table and a parameter, without a register.
void write_tables(const scratch_folder& folder) {
    std::filesystem::create_directory(folder / "data");
    folder.write("data/folk.json", R"({"population": "folk", "file": "folk.csv", "at": "\u00e5r", "count": "antal",
        "age": "\u00e5lder", "delimiter": ";", "decimal": ",", "encoding": "iso-8859-1",
        "dimensions": {"sex": {"column": "k\u00f6n", "codes": {"kvinnor": "women", "m\u00e4n": "men"}}}})");
    folder.write("data/folk.csv",
                 "\xE5r;k\xF6n;\xE5lder;antal\n2023;kvinnor;16-24 \xE5r;10,5\n2024;m\xE4n;16-24 \xE5r;11\n");
    folder.write("printed.json", R"([{"cells": "printed", "file": "data/printed.csv", "cell": "id", "period": "year",
        "value": "value", "unit": "percent"}, {"parameters": {"limit": {"2023": 1, "2024": 2}}}])");
    folder.write("data/printed.csv", "id,year,value\nshare,2023,7.3\nshare,2024,..\nmean,2024,1\n");
}

TEST(check, tables_and_parameters) {
    const scratch_folder folder;
    write_tables(folder);
    const auto outcome = folder.run({"check", "--schema", "data/folk.json", "--schema", "printed.json"});
    EXPECT_EQ(outcome.out, "parameters: prisbasbelopp (19 periods), limit (2 periods)\n"
                           "\nfolk (data/folk.csv): 2 rows read, 2 kept, 0 rejected; 2 days\n"
                           "  no problems found\n"
                           "\nprinted (data/printed.csv): 3 rows read, 3 kept, 0 rejected; 2 cells in 2 periods\n"
                           "  no problems found\n");
    EXPECT_EQ(outcome.err, "");
    EXPECT_EQ(outcome.status, 0);
}

TEST(check, problems_of_tables) {
    const scratch_folder folder;
    write_tables(folder);
    folder.write("data/folk.csv", "\xE5r;k\xF6n;\xE5lder;antal\n2023;kvinnor;16;1\n2024;barn;16;1\n24;m\xE4n;16;1\n");
    const auto outcome = folder.run({"check", "--schema", "data/folk.json"});
    EXPECT_EQ(outcome.out, "folk (data/folk.csv): 3 rows read, 1 kept, 2 rejected; 1 day\n"
                           "  problem       column  done      rows  first lines and values\n"
                           "  unknown_code  kön     rejected     1  3 'barn'\n"
                           "  bad_date      år      rejected     1  4 '24'\n");
    EXPECT_EQ(outcome.status, 1);
}

TEST(check, schema_of_code_lists_alone) {
    const scratch_folder folder;
    folder.write("areas.json", R"({"code_list": "areas", "codes": {"n": {"sv": "Norr", "en": "North"}}})");
    const auto outcome = folder.run({"check", "--schema", "areas.json"});
    EXPECT_EQ(outcome.out, "schemas: no errors, and no register to read\n");
    EXPECT_EQ(outcome.status, 0);
}

} // namespace
