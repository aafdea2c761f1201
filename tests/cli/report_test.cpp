#include "program.hpp"
#include "small_register.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace cli_test;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class report : public testing::Test {
  protected:
    report() { write_small_register(folder); }

    [[nodiscard]] outcome run(std::vector<std::string> more, const surroundings& around = {}) const {
        std::vector<std::string> arguments{"report",        "--small-counts",  "off", "--schema", "schema.json",
                                           "--definitions", "definitions.json"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return folder.run(arguments, around);
    }

    scratch_folder folder;
};

TEST_F(report, writes_the_figures_as_csv) {
    const auto outcome = run({"--format", "csv"});
    EXPECT_EQ(outcome.out, figures);
    EXPECT_EQ(outcome.err, "");
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(run({"--format", "csv", "--output", "-"}).out, figures);
}

TEST_F(report, from_standard_input_is_the_same_as_from_a_file) {
    folder.write("spells.csv", "not read");
    const auto outcome = run({"--format", "csv", "--register", "-"}, {.input = spells});
    EXPECT_EQ(outcome.out, figures);
    EXPECT_EQ(outcome.status, 0);
}

TEST_F(report, register_of_the_command_line_replaces_that_of_the_schema) {
    folder.write("other.csv", "id,sex,start,end,reason\n9,K,2024-01-01,,\n");
    const auto outcome = run({"--format", "csv", "--register", "other.csv", "--indicator", "test.enrolled"});
    EXPECT_THAT(outcome.out, HasSubstr("test.enrolled,1,2024,total,1,1,,\n"));
    EXPECT_EQ(outcome.status, 0);
}

TEST_F(report, nth_register_belongs_to_nth_register_schema_and_code_lists_may_come_last) {
    folder.write("two.json", R"([
        {"register": "first", "person": "id", "start": "start",
         "dimensions": {"area": {"column": "area", "code_list": "areas"}}},
        {"register": "second", "person": "id", "start": "start", "horizon": {"from": "2024-01-01", "to": "2024-12-31"}},
        {"code_list": "areas", "codes": {"n": {"sv": "Norr", "en": "North"}, "s": {"sv": "Söder", "en": "South"}}}])");
    folder.write("a.csv", "id,start,area\n1,2024-01-01,n\n2,2024-12-31,s\n");
    folder.write("b.csv", "id,start\n1,2024-05-01\n");
    folder.write("entries.json", R"([
        {"id": "t.first", "version": "1", "name": {"sv": "1", "en": "1"},
         "source": {"document": "made up", "section": "1", "owner": "test"},
         "count": {"count": "entries", "register": "first"}, "per": "year", "by": ["area"], "unit": "entries"},
        {"id": "t.second", "version": "1", "name": {"sv": "2", "en": "2"},
         "source": {"document": "made up", "section": "1", "owner": "test"},
         "count": {"count": "entries", "register": "second"}, "per": "year", "unit": "entries"}])");
    const auto outcome = folder.run({"report", "--small-counts", "off", "--schema", "two.json", "--register", "a.csv",
                                     "--register", "b.csv", "--definitions", "entries.json", "--format", "csv"});
    EXPECT_EQ(outcome.out, "indicator,version,period,area,value,numerator,denominator,status\n"
                           "t.first,1,2024,n,1,1,,\n"
                           "t.first,1,2024,s,1,1,,\n"
                           "t.first,1,2024,total,2,2,,\n"
                           "t.second,1,2024,,1,1,,\n");
    EXPECT_EQ(outcome.err, "");
}

TEST_F(report, chooses_periods_periodicity_breakdown_and_indicator) {
    const auto outcome = run({"--format", "csv", "--period", "2023-02..2023-03", "--per", "month", "--by", "reason",
                              "--indicator", "test.enrolled"});
    EXPECT_EQ(outcome.out, "indicator,version,period,reason,value,numerator,denominator,status\n"
                           "test.enrolled,1,2023-02,work,1,1,,\n"
                           "test.enrolled,1,2023-02,studies,0,0,,\n"
                           "test.enrolled,1,2023-02,unknown,0,0,,\n"
                           "test.enrolled,1,2023-02,total,1,1,,\n"
                           "test.enrolled,1,2023-03,work,1,1,,\n"
                           "test.enrolled,1,2023-03,studies,1,1,,\n"
                           "test.enrolled,1,2023-03,unknown,0,0,,\n"
                           "test.enrolled,1,2023-03,total,2,2,,\n");
}

TEST_F(report, by_takes_several_dimensions_with_commas) {
    const auto outcome = run({"--format", "csv", "--by", "sex,reason", "--period", "2024"});
    EXPECT_THAT(outcome.out, StartsWith("indicator,version,period,sex,reason,value,"));
    EXPECT_THAT(outcome.out, HasSubstr("test.enrolled,1,2024,women,studies,1,1,,\n"));
}

TEST_F(report, hides_small_counts_when_asked) {
    const auto outcome = run({"--format", "csv", "--small-counts", "3", "--indicator", "test.enrolled"});
    EXPECT_THAT(outcome.out, HasSubstr("test.enrolled,1,2024,women,,,,suppressed\n"));
    EXPECT_THAT(outcome.out, HasSubstr("test.enrolled,1,2024,total,4,4,,\n"));
}

TEST_F(report, language_is_that_of_the_environment_unless_given) {
    const auto in_swedish = HasSubstr("Inskrivna"), in_english = HasSubstr("Enrolled");
    EXPECT_THAT(run({}).out, in_english);
    EXPECT_THAT(run({"--lang", "sv"}).out, in_swedish);
    EXPECT_THAT(run({}, {.environment = {{"LANG", "sv_SE.UTF-8"}}}).out, in_swedish);
    EXPECT_THAT(run({}, {.environment = {{"LANG", "sv_SE.UTF-8"}, {"LC_MESSAGES", "de_DE"}}}).out, in_english);
    EXPECT_THAT(run({}, {.environment = {{"LC_MESSAGES", "de_DE"}, {"LC_ALL", "sv"}}}).out, in_swedish);
    EXPECT_THAT(run({}, {.environment = {{"LC_ALL", ""}, {"LANG", "sv_SE"}}}).out, in_swedish);
    EXPECT_THAT(run({"--lang", "en"}, {.environment = {{"LANG", "sv_SE"}}}).out, in_english);
    EXPECT_EQ(run({"--format", "csv", "--lang", "sv"}).out, figures);
}

TEST_F(report, json_has_the_rows_of_the_csv) {
    const auto outcome = run({"--format", "json", "--indicator", "test.exits_to_work"});
    EXPECT_THAT(outcome.out, StartsWith("["));
    EXPECT_THAT(outcome.out, HasSubstr("\"period\":\"2024\""));
    EXPECT_THAT(outcome.out, HasSubstr("\"denominator\":3"));
    EXPECT_EQ(outcome.status, 0);
}

TEST_F(report, text_is_without_colour_and_note_about_bundled_data_when_neither_belongs_there) {
    const auto outcome = run({}, {.environment = {{"TERM", "xterm"}}});
    EXPECT_THAT(outcome.out, Not(HasSubstr("\033")));
    EXPECT_THAT(outcome.out, Not(HasSubstr("Synthetic persons")));
}

TEST_F(report, persons_with_leading_zeros_are_persons_of_their_own) {
    folder.write("spells.csv", "id,sex,start,end,reason\n7,K,2024-01-01,2024-01-31,A\n007,K,2024-03-01,2024-03-31,A\n");
    EXPECT_THAT(run({"--format", "csv"}).out, HasSubstr("test.enrolled,1,2024,women,2,2,,\n"));
}

TEST_F(report, unknown_indicator_is_wrong_usage) {
    const auto outcome = run({"--indicator", "test.enroled"});
    EXPECT_EQ(outcome.err, "kohort: error: --indicator: there is no indicator 'test.enroled'; did you mean "
                           "\"test.enrolled\"?\nTry 'kohort report --help'\n");
    EXPECT_EQ(outcome.status, 2);
}

TEST_F(report, more_registers_than_schemas_is_wrong_usage) {
    const auto outcome = run({"--register", "spells.csv", "--register", "more.csv"});
    EXPECT_EQ(outcome.err, "kohort: error: there are 2 --register but only 1 register schemas\n"
                           "Try 'kohort report --help'\n");
    EXPECT_EQ(outcome.status, 2);
}

TEST_F(report, as_known_on_counts_what_was_recorded_by_then) {
    EXPECT_EQ(
        run({"--as-known-on", "2024-06-30"}).err,
        "kohort: error: --as-known-on needs a schema with \"recorded_on\": the day on which each row was recorded\n"
        "Try 'kohort report --help'\n");
    folder.write("schema.json", R"({
        "register": "jobb", "file": "spells.csv", "person": "id", "start": "start", "spell": "spell",
        "recorded_on": "recorded", "horizon": {"from": "2023-01-01", "to": "2024-12-31"},
        "dimensions": {"sex": {"column": "sex", "codes": {"K": "women", "M": "men"}}}})");
    folder.write("spells.csv",
                 "id,spell,sex,start,recorded\n1,1,K,2024-01-01,2024-01-05\n2,2,K,2024-01-01,2024-07-05\n");
    const std::vector<std::string> enrolled{"--format", "csv", "--indicator", "test.enrolled", "--period", "2024"};
    EXPECT_THAT(run(enrolled).out, HasSubstr(",total,2,2,,\n"));
    auto earlier = enrolled;
    earlier.insert(earlier.end(), {"--as-known-on", "2024-06-30"});
    EXPECT_THAT(run(earlier).out, HasSubstr(",total,1,1,,\n"));
}

TEST_F(report, schema_without_file_asks_for_one) {
    folder.write("schema.json", R"({"register": "jobb", "person": "id", "start": "start"})");
    const auto outcome = run({});
    EXPECT_EQ(outcome.err, "kohort: error: schema.json: register 'jobb' names no file; add --register FILE, or "
                           "--register - for standard input\nTry 'kohort report --help'\n");
    EXPECT_EQ(outcome.status, 2);
}

TEST_F(report, file_of_a_schema_is_beside_the_schema) {
    std::filesystem::create_directory(folder / "data");
    folder.write("data/schema.json", schema);
    folder.write("data/spells.csv", spells);
    std::filesystem::remove(folder / "spells.csv");
    const auto outcome = folder.run({"report", "--small-counts", "off", "--schema", "data/schema.json", "--definitions",
                                     "definitions.json", "--format", "csv"});
    EXPECT_EQ(outcome.out, figures);
}

} // namespace
