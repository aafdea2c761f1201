// kohort report hides what few contribute to, unless it is told not to.
#include "program.hpp"
#include "small_register.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace cli_test;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// 3 women, the first of them with 5 of their 7 exits in 2024, and 20 men with one exit each.
std::string few_women(int men = 20) {
    std::string rows = "id,sex,start,end,reason\n";
    for (int i = 1; i <= 5; ++i)
        rows += "1,K,2024-0" + std::to_string(i) + "-01,2024-0" + std::to_string(i) + "-20,A\n";
    rows += "2,K,2024-02-01,2024-08-31,A\n3,K,2024-03-01,2024-09-30,S\n";
    for (int i = 0; i < men; ++i)
        rows += std::to_string(100 + i) + ",M,2024-01-15,2024-06-30," + (i % 2 == 0 ? "A\n" : "S\n");
    return rows;
}

class small_counts : public testing::Test {
  protected:
    small_counts() {
        write_small_register(folder);
        folder.write("spells.csv", few_women());
    }

    [[nodiscard]] outcome run(std::vector<std::string> more) const {
        std::vector<std::string> arguments{"report",           "--schema", "schema.json", "--definitions",
                                           "definitions.json", "--period", "2024"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return folder.run(arguments);
    }

    /// The rows of one indicator by sex.
    [[nodiscard]] std::string rows_of(const std::string& operation, const std::string& unit) const {
        folder.write("own.json", R"({"id": "t", "version": "1", "name": {"en": "T"}, )" + operation +
                                     R"(, "by": ["sex"], "unit": ")" + unit + "\"}");
        const auto outcome = folder.run(
            {"report", "--schema", "schema.json", "--definitions", "own.json", "--period", "2024", "--format", "csv"});
        EXPECT_EQ(outcome.status, 0) << outcome.err;
        return outcome.out.substr(outcome.out.find('\n') + 1);
    }

    scratch_folder folder;
};

TEST_F(small_counts, are_hidden_with_what_gives_them_away) {
    const auto outcome = run({"--format", "csv", "--indicator", "test.enrolled"});
    EXPECT_EQ(outcome.out, "indicator,version,period,sex,value,numerator,denominator,status\n"
                           "test.enrolled,1,2024,women,,,,suppressed\n"
                           "test.enrolled,1,2024,men,,,,suppressed_secondary\n"
                           "test.enrolled,1,2024,total,23,23,,\n");
    EXPECT_EQ(outcome.err, "1 figure with too few contributors hidden, and 1 figure that would give them away "
                           "(--small-counts off prints all)\n");
    EXPECT_EQ(outcome.status, 0);
}

TEST_F(small_counts, are_printed_when_told_to_and_the_table_says_so) {
    const auto outcome = run({"--small-counts", "off"});
    EXPECT_THAT(outcome.out, HasSubstr("Small counts are printed: disclosure control is off."));
    EXPECT_EQ(outcome.err, "");
    EXPECT_THAT(run({"--small-counts", "off", "--format", "csv"}).out, HasSubstr("test.enrolled,1,2024,women,3,3,,\n"));
    EXPECT_THAT(run({}).out, HasSubstr("Figures about fewer than 5 are not shown, nor those that give them away."));
    EXPECT_THAT(run({"--small-counts", "3"}).out, HasSubstr("Figures about fewer than 3 are not shown"));
    EXPECT_THAT(folder.run({"report"}).out, Not(HasSubstr("not shown"))) << "bundled persons are nobody";
}

TEST_F(small_counts, a_definition_may_have_a_rule_of_its_own) {
    EXPECT_EQ(rows_of(R"("count": {"count": "persons", "register": "jobb"}, "small_counts": {"below": 2})", "persons"),
              "t,1,2024,women,3,3,,\nt,1,2024,men,20,20,,\nt,1,2024,total,23,23,,\n");
}

TEST_F(small_counts, are_those_of_persons) {
    EXPECT_EQ(rows_of(R"("count": {"count": "exits", "register": "jobb"})", "exits"),
              "t,1,2024,women,,,,suppressed\nt,1,2024,men,,,,suppressed_secondary\nt,1,2024,total,27,27,,\n")
        << "7 exits of 3 women";
    EXPECT_EQ(
        rows_of(R"("mean": {"of": "duration", "over": {"count": "exits", "register": "jobb"}})", "days").substr(0, 29),
        "t,1,2024,women,,,,suppressed\n");
    EXPECT_THAT(
        rows_of(R"("quantile": {"of": "duration", "over": {"count": "exits", "register": "jobb"}, "p": 0.5})", "days"),
        AllOf(HasSubstr("women,,,,suppressed\n"), HasSubstr("men,168,")))
        << "a median is no sum";
}

TEST_F(small_counts, are_found_in_nested_operators) {
    EXPECT_EQ(rows_of(R"("ratio": {"of": {"sum": [
                            {"count": "exits", "register": "jobb", "where": {"reason": ["work"]}},
                            {"count": "exits", "register": "jobb", "where": {"reason": ["studies"]}}]},
                          "over": {"count": "persons", "register": "jobb"}})",
                      "ratio")
                  .substr(0, 29),
              "t,1,2024,women,,,,suppressed\n");
}

TEST_F(small_counts, differences_to_the_previous_release_are_looked_at) {
    const std::vector<std::string> men{"--indicator", "test.enrolled", "--format", "csv", "--by", "reason"};
    auto first = men;
    first.insert(first.end(), {"--output", "before.csv"});
    ASSERT_EQ(run(first).status, 0);
    folder.write("spells.csv", few_women(22));
    EXPECT_THAT(run(men).out, HasSubstr("test.enrolled,1,2024,total,25,25,,\n"));
    auto compared = men;
    compared.insert(compared.end(), {"--previous", "before.csv"});
    EXPECT_THAT(run(compared).out, HasSubstr("test.enrolled,1,2024,total,,,,suppressed_secondary\n"))
        << "2 more than before";
    EXPECT_THAT(run({"--previous", "before.csv", "--small-counts", "off"}).err, HasSubstr("--previous is for hiding"));
    EXPECT_EQ(run({"--previous", "not_there.csv"}).status, 4);
}

} // namespace
