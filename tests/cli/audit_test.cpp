// kohort audit, as it is run on the figures of the reports and on files with mistakes.
#include "program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <kohort/data/csv.hpp>

#include <algorithm>

namespace {

using namespace cli_test;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

const std::string figures = KOHORT_SOURCE_DIR "/tests/published/figures.csv";
const std::string relations = KOHORT_SOURCE_DIR "/tests/published/relations.csv";

class audit : public testing::Test {
  protected:
    audit() {
        folder.write("figures.csv", "document,id,unit,period,value,printed\n"
                                    "report,to-work,persons,2024,61,61 deltagare\n"
                                    "report,exits,persons,2024,348,348 deltagare\n"
                                    "report,share,percent,2024,17,17 procent\n"
                                    "report,right,percent,2024,18,18 procent\n");
        write_relations("truncated,report,share,100*i1/i2,to-work;exits,share,17,0\n"
                        "right,report,share,100*i1/i2,to-work;exits,right,18,0\n");
    }
    void write_relations(const std::string& rows) const {
        folder.write("relations.csv", "id,document,kind,formula,inputs,output,printed,decimals\n" + rows);
    }
    [[nodiscard]] outcome run(std::vector<std::string> more = {}) const {
        more.insert(more.begin(), {"audit", "figures.csv", "relations.csv"});
        return folder.run(more);
    }

    scratch_folder folder;
};

TEST_F(audit, csv_has_a_line_for_each_relation) {
    const auto outcome = run({"--format", "csv"});
    EXPECT_EQ(outcome.out, "id,kind,computed,printed,admitted_low,admitted_high,verdict\n"
                           "truncated,share,17.528735632184,17,16.5,17.5,contradiction\n"
                           "right,share,17.528735632184,18,17.5,18.5,matches\n");
    EXPECT_EQ(outcome.err, "");
    EXPECT_EQ(outcome.status, 1);
}

TEST_F(audit, text_says_why) {
    const auto outcome = run();
    EXPECT_THAT(outcome.out, StartsWith("contradiction: truncated (share)\n"));
    EXPECT_THAT(outcome.out, HasSubstr("truncated instead of rounded: 17.528735632184 was cut off to 17"));
    EXPECT_THAT(outcome.out, EndsWith("2 relations: 1 as printed, 0 within rounding, 1 contradiction\n"));
    EXPECT_EQ(outcome.status, 1);
}

TEST_F(audit, status_is_0_without_contradictions) {
    write_relations("right,report,share,100*i1/i2,to-work;exits,right,18,0\n");
    EXPECT_EQ(run().status, 0);
    EXPECT_EQ(run().out, "1 relation: 1 as printed, 0 within rounding, 0 contradictions\n");
}

TEST_F(audit, writes_to_a_file) {
    const auto outcome = run({"--format", "csv", "--output", "audit.csv"});
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(folder.read("audit.csv"), run({"--format", "csv"}).out);
}

TEST_F(audit, errors_of_both_files_at_once) {
    folder.write("figures.csv", "document,id,unit,period,value,printed\nreport,a,persons,2024,6l,61\n");
    write_relations("r,report,share,100*i1/,a,b,17,0\n");
    const auto outcome = run({"--output", "audit.csv"});
    EXPECT_EQ(outcome.err,
              "kohort: error: figures.csv:2: value \"6l\" is no number; write it with a decimal point and "
              "without blanks: 39300, 7.3\n"
              "kohort: error: relations.csv:2: formula \"100*i1/\": a number, an input or \"(\" is missing "
              "at character 8\n");
    EXPECT_EQ(outcome.status, 4);
    EXPECT_EQ(folder.names(), (std::vector<std::string>{"figures.csv", "relations.csv"}));
}

TEST_F(audit, ids_that_are_no_figures) {
    write_relations("r,report,share,100*i1/i2,to-wrok;exits,right,18,0\n");
    const auto outcome = run();
    EXPECT_EQ(outcome.err,
              "kohort: error: relations.csv:2: input \"to-wrok\" is no figure of figures.csv; did you mean "
              "\"to-work\"?\n");
    EXPECT_EQ(outcome.status, 4);
}

TEST_F(audit, files_and_columns_that_are_not_there) {
    EXPECT_EQ(folder.run({"audit", "figures.csv", "nothing.csv"}).err,
              "kohort: error: nothing.csv: there is no such file; check the path\n");
    folder.write("relations.csv", "id,document,kind,inputs,output,printed,decimals\n");
    const auto outcome = run();
    EXPECT_THAT(outcome.err, StartsWith("kohort: error: relations.csv:1: no column \"formula\""));
    EXPECT_EQ(outcome.status, 4);
}

TEST_F(audit, wrong_usage) {
    for (const auto& [given, message] : std::vector<std::pair<std::vector<std::string>, std::string>>{
             {{"audit"}, "a file is needed: kohort audit FIGURES.csv RELATIONS.csv, or kohort audit TABLE"},
             {{"audit", "a", "b", "c"}, "'c' is not expected: 'kohort audit' takes only two files and options"},
             {{"audit", "a", "b", "--format", "json"}, "--format must be text or csv, not 'json'"},
             {{"audit", "a", "b", "--formt", "csv"}, "there is no option '--formt'; did you mean \"--format\"?"}}) {
        const auto outcome = folder.run(given);
        EXPECT_EQ(outcome.err, "kohort: error: " + message + "\nTry 'kohort audit --help'\n");
        EXPECT_EQ(outcome.status, 2);
    }
}

/// How many relations the file itself, which says so for every one, holds for as printed.
std::int64_t relations_marked(const std::string& word) {
    const kohort::csv_column_request wanted[] = {{"matches", kohort::csv_type::category}};
    const auto table = kohort::read_csv(relations, wanted).value();
    const auto& [request, keys, days, categories, numbers, texts, bad_cells, first_bad] = table.columns.front();
    return std::ranges::count_if(categories, [&](auto code) { return code > 0 && texts[code - 1u] == word; });
}

TEST_F(audit, of_the_reports) {
    const auto outcome = folder.run({"audit", figures, relations});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(outcome.err, "");
    EXPECT_THAT(outcome.out, HasSubstr("489 relations: " + std::to_string(relations_marked("yes")) + " as printed, "));
    const auto csv = folder.run({"audit", figures, relations, "--format", "csv"});
    EXPECT_EQ(std::count(csv.out.begin(), csv.out.end(), '\n'), 490);
}

TEST_F(audit, of_many_relations) {
    std::string rows;
    for (int i = 0; i < 100'000; ++i)
        rows += "r" + std::to_string(i) + ",report,share,100*i1/i2,to-work;exits,right,18,0\n";
    write_relations(rows);
    const auto outcome = run({"--format", "csv"});
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(std::count(outcome.out.begin(), outcome.out.end(), '\n'), 100'001);
}

} // namespace
