#include <kohort/publish/disclosure/printed_tables.hpp>

#include <gtest/gtest.h>

#include <algorithm>

namespace {

using namespace kohort;
using namespace kohort::disclosure;

seen_release parsed(std::string_view text, const printed_tables_options& options = {}) {
    return parse_printed_tables(text, "t.csv", options).value();
}

attack_report known(std::string_view text, const printed_tables_options& options = {}) {
    return attack(parsed(text, options), {.method = attack_method::elimination}).value();
}

TEST(printed_tables, a_single_gap_of_any_table_is_found) {
    const auto report = known("region,sex,value\nnorth,women,..\nnorth,men,7\nnorth,,10\n");
    ASSERT_EQ(report.intervals.size(), 1U);
    EXPECT_EQ(report.intervals[0].least, 3);
    EXPECT_FALSE(report.is_safe());
    EXPECT_TRUE(known("region,sex,value\nnorth,women,..\nnorth,men,..\nnorth,,10\n").is_safe());
}

TEST(printed_tables, the_report_of_kohort_is_read) {
    constexpr auto text = "indicator,version,period,sex,value,numerator,denominator,status\n"
                          "a,2024,2024,women,,,,suppressed\n"
                          "a,2024,2024,men,90,90,,\n"
                          "a,2024,2024,total,93,93,,provisional\n"
                          "b,1,2024,women,,,,suppressed\n"
                          "b,1,2024,men,50,20,40,\n"
                          "b,1,2024,total,50,30,60,suppressed_secondary\n";
    const auto seen = parsed(text);
    const auto report = known(text);
    ASSERT_EQ(report.intervals.size(), 5U) << "of shares both sides";
    EXPECT_EQ(seen.cells[report.intervals[0].cell].name, "a 2024 2024, sex=women");
    EXPECT_EQ(report.intervals[0].most, 3);
    EXPECT_EQ(report.too_narrow, 1U);
}

TEST(printed_tables, parents_are_sums_of_their_codes) {
    const auto parents =
        parse_code_parents("dimension,code,parent\nregion,n1,north\nregion,n2,north\n", "h.csv").value();
    constexpr auto text = "region,value\nn1,x\nn2,4\nnorth,9\nsouth,5\ntotal,14\n";
    EXPECT_TRUE(known(text).is_safe()) << "without the hierarchy the codes are more than the total";
    const auto report = known(text, {.parents = parents});
    EXPECT_EQ(report.too_narrow, 1U);
    EXPECT_EQ(report.intervals[0].least, 5);
}

TEST(printed_tables, codes_that_are_not_all_leave_a_rest) {
    EXPECT_TRUE(known("region,period,value\na,1,5\nb,1,6\n,1,20\na,2,..\nb,2,6\n,2,20\n").is_safe());
}

TEST(printed_tables, rounded_numbers_leave_room) {
    const auto seen = parsed("region,value\na,..\nb,10\n,25\n", {.rounded_to = 5});
    const auto report = attack(seen, {.method = attack_method::propagation}).value();
    EXPECT_EQ(report.intervals[0].least, 10);
    EXPECT_EQ(report.intervals[0].most, 20);
    EXPECT_TRUE(report.is_safe());
}

TEST(printed_tables, signs_behind_which_offices_hide_are_suppressed) {
    const auto seen = parsed("region,value\na,...\nb,.\nc,-\nd,..\ne,\n");
    EXPECT_EQ(std::count_if(seen.cells.begin(), seen.cells.end(), [](const auto& each) { return each.is_suppressed; }),
              2)
        << "offices hide behind two dots and behind three";
    EXPECT_EQ(seen.cells[2].most, 0) << "nil";
}

TEST(printed_tables, what_cannot_be_read_is_told_with_its_line) {
    const auto errors = parse_printed_tables("region,value\na,12 b\na,3\nb,-4\n", "t.csv").errors();
    ASSERT_EQ(errors.size(), 3U);
    EXPECT_EQ(errors[0].path(), "t.csv:2");
    EXPECT_EQ(errors[1].message(), "an earlier row is about the same: region=a");
    EXPECT_EQ(errors[2].path(), "t.csv:4");
    EXPECT_FALSE(parse_printed_tables("region\na\n", "t.csv")) << "no column value";
    const auto circles = parse_code_parents("dimension,code,parent\nr,a,b\nr,a,c\nr,b,a\n", "h.csv").errors();
    ASSERT_EQ(circles.size(), 2U);
    EXPECT_EQ(circles[0].path(), "h.csv:3");
    EXPECT_EQ(circles[1].message(), "\"b\" is part of itself");
}

} // namespace
