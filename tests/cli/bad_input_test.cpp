// Bad input gets a clear answer - what, where, what to do - and loses nothing.
#include "program.hpp"
#include "small_register.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace cli_test;
using testing::HasSubstr;
using testing::StartsWith;

class bad_input : public testing::Test {
  protected:
    bad_input() {
        write_small_register(folder);
        folder.write("report.csv", "last year's report");
    }

    [[nodiscard]] outcome report() const {
        return folder.run({"report", "--small-counts", "off", "--schema", "schema.json", "--definitions",
                           "definitions.json", "--format", "csv", "--output", "report.csv"});
    }

    /// The report is refused with this message and status, and the existing output stays as it was.
    void expect_refused(const std::string& message, int status) const {
        const auto outcome = report();
        EXPECT_EQ(outcome.err, "kohort: error: " + message + "\n");
        EXPECT_EQ(outcome.out, "");
        EXPECT_EQ(outcome.status, status);
        EXPECT_EQ(folder.read("report.csv"), "last year's report");
    }

    /// The report is written, with status 1, and says which rows are not in it.
    void expect_warning(const std::string& message) const {
        const auto outcome = report();
        EXPECT_EQ(outcome.err, "kohort: warning: " + message + "\nTo see them: kohort check --schema schema.json\n");
        EXPECT_EQ(outcome.status, 1);
    }

    scratch_folder folder;
};

constexpr auto header = "id,sex,start,end,reason\n";

TEST_F(bad_input, missing_column) {
    folder.write("spells.csv", "id,kon,start,end,reason\n1,K,2024-01-01,,\n");
    expect_refused(
        "spells.csv:1: no column \"sex\" in the header; it has \"id\", \"kon\", \"start\", \"end\", \"reason\"", 4);
}

TEST_F(bad_input, register_that_does_not_exist) {
    std::filesystem::remove(folder / "spells.csv");
    expect_refused("spells.csv: there is no such file; check the path", 4);
}

TEST_F(bad_input, register_that_is_a_folder) {
    std::filesystem::remove(folder / "spells.csv");
    std::filesystem::create_directory(folder / "spells.csv");
    expect_refused("spells.csv: is a directory; name a file in it", 4);
}

TEST_F(bad_input, empty_file) {
    folder.write("spells.csv", "");
    expect_refused("spells.csv: the file is empty; expected a line with the names of the columns", 4);
}

TEST_F(bad_input, header_only_is_a_report_of_zeros) {
    folder.write("spells.csv", header);
    const auto outcome = report();
    EXPECT_EQ(outcome.err, "");
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(folder.read("report.csv"), "indicator,version,period,sex,value,numerator,denominator,status\n"
                                         "test.enrolled,1,2023,women,0,0,,\n"
                                         "test.enrolled,1,2023,men,0,0,,\n"
                                         "test.enrolled,1,2023,total,0,0,,\n"
                                         "test.enrolled,1,2024,women,0,0,,\n"
                                         "test.enrolled,1,2024,men,0,0,,\n"
                                         "test.enrolled,1,2024,total,0,0,,\n"
                                         "test.exits_to_work,1,2023,,,,,not_applicable\n"
                                         "test.exits_to_work,1,2024,,,,,not_applicable\n");
}

TEST_F(bad_input, last_line_that_breaks_off) {
    folder.write("spells.csv", std::string(header) + "1,K,2023-02-01,2023-05-31,A\n2,M,2023-0");
    expect_refused(
        "spells.csv:3: the last line has 3 fields where the header has 5: the file seems to be cut off; get it again",
        4);
}

TEST_F(bad_input, nul_bytes) {
    using namespace std::string_literals;
    folder.write("spells.csv", header + "1,K,2023-02-01,2023-05-31,A\n2,M,2023-\0\0-01,,\n"s);
    expect_refused("spells.csv:3: a NUL byte: this is not text; save the file as UTF-8 text (a file in UTF-16 looks "
                   "like this, too)",
                   4);
}

TEST_F(bad_input, line_of_ten_megabytes) {
    folder.write("spells.csv", header + ("1,K,2023-02-01,2023-05-31," + std::string(10'000'000, 'A')) + "\n");
    expect_refused(
        "spells.csv:2: a line of more than 1 MiB; is this a CSV file, and do its lines end with a line feed?", 4);
}

TEST_F(bad_input, quote_that_is_never_closed) {
    folder.write("spells.csv", std::string(header) + "1,K,2023-02-01,2023-05-31,A\n2,\"M,2023-03-01,2024-02-29,S\n");
    expect_refused("spells.csv:3: the quote opened here is never closed; end the text with '\"' and write each '\"' "
                   "inside it twice",
                   4);
}

TEST_F(bad_input, row_with_too_few_fields) {
    folder.write("spells.csv", std::string(header) + "1,K,2023-02-01,2023-05-31,A\n2,M,2023-03-01\n3,K,2023-06-15,,\n");
    expect_refused("spells.csv:3: 3 fields where the header has 5; enclose a text that holds a line break in '\"'", 4);
}

TEST_F(bad_input, text_in_another_encoding) {
    folder.write("spells.csv", std::string(header) + "1,K,2023-02-01,2023-05-31,Arbete p\xE5\n");
    expect_refused("spells.csv:2: column \"reason\": a text that is not UTF-8; if the file is in ISO-8859-1 (Latin-1), "
                   "declare its encoding as iso-8859-1",
                   4);
}

TEST_F(bad_input, dates_that_do_not_exist) {
    folder.write("spells.csv", std::string(spells) + "5,K,2024-02-30,,\n6,K,2024-01-01,31/12/2024,A\n");
    expect_warning("spells.csv: 2 of 7 rows rejected (bad_date 2)");
    EXPECT_EQ(folder.read("report.csv"), figures);
}

TEST_F(bad_input, exit_before_start_and_unknown_code) {
    folder.write("spells.csv", std::string(spells) + "5,K,2024-02-01,2024-01-31,A\n6,X,2024-01-01,,\n");
    expect_warning("spells.csv: 2 of 7 rows rejected (exit_before_start 1, unknown_code 1)");
    EXPECT_EQ(folder.read("report.csv"), figures);
}

TEST_F(bad_input, warning_names_a_command_that_can_be_pasted) {
    folder.write("my schema.json", schema);
    const auto outcome = folder.run({"report", "--small-counts", "off", "--schema", "my schema.json", "--definitions",
                                     "definitions.json", "--register", "-"},
                                    {.input = std::string(header) + ",K,2024-01-01,,\n"});
    EXPECT_EQ(outcome.err, "kohort: warning: standard input: 1 of 1 rows rejected (missing_key 1)\n"
                           "To see them: kohort check --schema 'my schema.json' --register -\n");
}

TEST_F(bad_input, seventy_thousand_codes_in_one_dimension) {
    std::string text = header;
    for (int i = 0; i < 70'000; ++i) text += "1,K,2023-02-01,2023-05-31,code" + std::to_string(i) + "\n";
    folder.write("spells.csv", text);
    expect_refused("spells.csv:65537: column \"reason\": more than 65,535 distinct texts, the most a category can "
                   "hold; declare the column as a key, or group its values",
                   4);
}

TEST_F(bad_input, policy_stop) {
    const std::string stopping = R"({"register": "jobb", "file": "spells.csv", "person": "id", "start": "start",
        "dimensions": {"sex": {"column": "sex"}}, "on_bad_row": "stop"})";
    folder.write("schema.json", stopping);
    folder.write("spells.csv", std::string(header) + "1,K,2024-13-01,,\n");
    expect_refused(
        "spells.csv:2: \"2024-13-01\" in column \"start\" is not a date; the schema says stop for bad_date (1 "
        "row). Correct the file, or choose another policy in \"on_bad_row\"",
        4);
}

TEST_F(bad_input, schema_with_unknown_code_list) {
    folder.write("schema.json", R"({"register": "jobb", "file": "spells.csv", "person": "id", "start": "start",
        "dimensions": {"sex": {"column": "sex", "code_list": "stockholm.districts.2024-07"}}})");
    expect_refused("schema.json: /dimensions/sex/code_list: there is no code list \"stockholm.districts.2024-07\"; did "
                   "you mean \"stockholm.districts.2020-07\"?",
                   3);
}

TEST_F(bad_input, schema_that_is_not_json) {
    folder.write("schema.json", "{\"register\": \"jobb\",\n \"file\" \"spells.csv\"}");
    expect_refused("schema.json: line 2, column 20: the text is not JSON: unexpected string literal; expected ':'", 3);
}

TEST_F(bad_input, schema_with_several_errors_tells_all) {
    folder.write("schema.json", R"({"register": "jobb", "file": "spells.csv", "persn": "id", "start": "start",
        "exit": {"column": "end", "means": "sometime"}})");
    expect_refused("schema.json: the key \"person\" is missing: the column that identifies the person\n"
                   "kohort: error: schema.json: /persn: there is no key \"persn\" here; did you mean \"person\"?\n"
                   "kohort: error: schema.json: /exit/means: expected \"last_day\" or \"first_day_after\", found the "
                   "text \"sometime\"",
                   3);
}

TEST_F(bad_input, schema_that_does_not_exist) {
    std::filesystem::remove(folder / "schema.json");
    expect_refused("schema.json: there is no such file; check the path", 4);
}

TEST_F(bad_input, schema_that_is_a_folder) {
    std::filesystem::remove(folder / "schema.json");
    std::filesystem::create_directory(folder / "schema.json");
    expect_refused("schema.json: is a directory; name a file in it", 4);
}

TEST_F(bad_input, definition_with_several_errors_tells_all) {
    folder.write("definitions.json", R"({"id": "test.enrolled", "version": "1", "name": {"sv": "I", "en": "E"},
        "source": {"document": "made up", "section": "1", "owner": "test"},
        "count": {"count": "person", "register": "jobb"}, "per": "yaer", "unit": "persons"})");
    expect_refused(
        "definitions.json: /count/count: expected \"spells\", \"persons\", \"persons_entering\", \"persons_exiting\", "
        "\"entries\", \"exits\", \"person_days\" or \"person_months\", found the text \"person\"; did you mean "
        "\"persons\"?\n"
        "kohort: error: definitions.json: /per: expected \"week\", \"month\", \"quarter\", \"tertial\", \"half_year\" "
        "or \"year\", found the text \"yaer\"; did you mean \"year\"?",
        3);
}

TEST_F(bad_input, definition_of_an_unknown_register_and_code) {
    folder.write("definitions.json", R"([
        {"id": "test.a", "version": "1", "name": {"sv": "I", "en": "E"},
         "source": {"document": "made up", "section": "1", "owner": "test"},
         "count": {"count": "persons", "register": "jobbtorg"}, "per": "year", "unit": "persons"},
        {"id": "test.b", "version": "1", "name": {"sv": "I", "en": "E"},
         "source": {"document": "made up", "section": "1", "owner": "test"},
         "count": {"count": "exits", "register": "jobb", "where": {"reason": ["wrok"]}}, "per": "year", "unit": "exits"}])");
    expect_refused(
        "test.a/count/register: there is no register \"jobbtorg\"; did you mean \"jobb\"?\n"
        "kohort: error: test.b/count/where/reason/0: dimension \"reason\" has no code \"wrok\"; did you mean \"work\"?",
        3);
}

TEST_F(bad_input, definition_given_in_two_files) {
    folder.write("again.json", definitions);
    const auto outcome = folder.run({"report", "--small-counts", "off", "--schema", "schema.json", "--definitions",
                                     "definitions.json", "--definitions", "again.json"});
    EXPECT_EQ(outcome.err, "kohort: error: again.json: test.enrolled version 1 is defined in another file too\n"
                           "kohort: error: again.json: test.exits_to_work version 1 is defined in another file too\n");
    EXPECT_EQ(outcome.status, 3);
}

TEST_F(bad_input, period_that_does_not_fit_is_wrong_usage) {
    const auto outcome = folder.run({"report", "--small-counts", "off", "--schema", "schema.json", "--definitions",
                                     "definitions.json", "--period", "2024-07"});
    EXPECT_EQ(outcome.err, "kohort: error: 2024-07 is a month but the indicator is computed per year; ask for 2024, or "
                           "change the periodicity\n"
                           "Try 'kohort report --help'\n"
                           "");
    EXPECT_EQ(outcome.status, 2);
}

TEST_F(bad_input, breakdown_that_no_register_has_is_wrong_usage) {
    const auto outcome = folder.run({"report", "--small-counts", "off", "--schema", "schema.json", "--definitions",
                                     "definitions.json", "--by", "sx"});
    EXPECT_EQ(outcome.err, "kohort: error: no register or table has a dimension \"sx\"; did you mean \"sex\"?\nTry "
                           "'kohort report --help'\n");
    EXPECT_EQ(outcome.status, 2);
}

/// The register with a table of figures beside it.
class bad_table : public bad_input {
  protected:
    void write_schemas(const std::string& table) const {
        folder.write("schema.json", "[" + std::string(schema) + "," + table + "]");
    }
};

TEST_F(bad_table, population_with_doubled_rows) {
    write_schemas(R"({"population": "folk", "file": "folk.csv", "at": "day", "count": "n"})");
    folder.write("folk.csv", "day,n\n2023-12-31,5\n2022,5\n2023,6\n");
    expect_refused("folk.csv:4: the row is about the same day, ages and codes as that in line 2; keep one", 4);
}

TEST_F(bad_table, population_named_like_the_register) {
    write_schemas(R"({"population": "jobb", "file": "folk.csv", "at": "day", "count": "n"})");
    folder.write("folk.csv", "day,n\n2023,5\n");
    expect_refused("schema.json: there is already a register \"jobb\"; give each schema a register name of its own", 3);
}

TEST_F(bad_table, cells_that_are_not_there) {
    write_schemas(R"({"cells": "c", "file": "c.csv", "cell": "id", "period": "p", "value": "v", "unit": "count"})");
    expect_refused("c.csv: there is no such file; check the path", 4);
    folder.write("c.csv", "id,p,v\nx,2024,about 5\n");
    expect_refused("c.csv:2: \"about 5\" in column \"v\" is no value; write a number with the decimal sign \".\" and "
                   "without a unit, \"..\" for missing or \"...\" for suppressed",
                   4);
}

TEST_F(bad_table, rejected_rows_are_warned_of) {
    write_schemas(R"({"population": "folk", "file": "folk.csv", "at": "day", "count": "n"})");
    folder.write("folk.csv", "day,n\n2023,5\nlast year,5\n");
    expect_warning("folk.csv: 1 of 2 rows rejected (bad_date 1)");
}

TEST_F(bad_table, parameters_that_contradict_each_other) {
    write_schemas(R"({"parameters": {"limit": {"2024": 1}}}, {"parameters": {"limit": {"2024": 2}}})");
    expect_refused("schema.json: /parameters/limit/2024: \"limit\" has two values for 2024: 1 and 2; keep one", 3);
}

} // namespace
