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

TEST(check, schema_of_code_lists_alone) {
    const scratch_folder folder;
    folder.write("areas.json", R"({"code_list": "areas", "codes": {"n": {"sv": "Norr", "en": "North"}}})");
    const auto outcome = folder.run({"check", "--schema", "areas.json"});
    EXPECT_EQ(outcome.out, "schemas: no errors, and no register to read\n");
    EXPECT_EQ(outcome.status, 0);
}

} // namespace
