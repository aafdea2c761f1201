#include <kohort/audit/table_check.hpp>

#include "csv_rows.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <random>

namespace {

using namespace kohort::audit;
using kohort::additivity;
using kohort::availability;
using kohort::axis;
using kohort::axis_position;
using kohort::cell;
using kohort::cube;
using kohort::ratio;
using role = axis_position::role;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

axis dimension(const std::string& name, std::vector<axis_position> positions) {
    return {axis::kind::dimension, name, std::move(positions)};
}

axis named(const std::string& name, const std::vector<std::string>& codes) {
    std::vector<axis_position> positions;
    for (const auto& code : codes) positions.push_back({.code = code});
    return dimension(name, positions);
}

/// A table as it is printed: a row per line.
cube table(axis rows, axis columns, const std::vector<std::vector<int>>& numbers, const additivity& adds = {}) {
    cube made({std::move(rows), std::move(columns)}, adds);
    for (std::size_t r = 0; r < numbers.size(); ++r)
        for (std::size_t c = 0; c < numbers[r].size(); ++c) made.at(std::array{r, c}).numerator = numbers[r][c];
    return made;
}

axis districts() {
    return dimension("district", {{.code = "north"},
                                  {.code = "jarva", .parent = 0},
                                  {.code = "vasastan", .parent = 0},
                                  {.code = "suburb", .parent = 0, .of_which = true},
                                  {.code = "south"},
                                  {.code = "total", .is = role::total}});
}

TEST(table_check, declared_totals_subtotals_and_of_which_rows) {
    const auto right = table(districts(), named("year", {"2023", "2024"}),
                             {{30, 40}, {10, 15}, {20, 25}, {5, 6}, {70, 60}, {100, 100}});
    const auto audit = check(right);
    EXPECT_THAT(audit.findings, IsEmpty());
    ASSERT_EQ(audit.sums.size(), 3U);
    EXPECT_EQ(audit.sums[0].total, "north");
    EXPECT_THAT(audit.sums[0].parts, ElementsAre("jarva", "vasastan"));
    EXPECT_EQ(audit.sums[1].rule, sum_rule::within);
    EXPECT_THAT(audit.sums[2].parts, ElementsAre("north", "south"));
    EXPECT_EQ(audit.sums[2].evidence, sum_evidence::declared);

    const auto wrong = table(districts(), named("year", {"2023", "2024"}),
                             {{30, 45}, {10, 15}, {20, 25}, {31, 5}, {70, 60}, {100, 100}});
    const auto found = check(wrong).findings;
    ASSERT_EQ(found.size(), 3U);
    EXPECT_THAT(found[0].place, ElementsAre("north", "2024"));
    EXPECT_EQ(found[0].looks_like, mistake::of_which_added);
    EXPECT_EQ(found[0].reason, "the excess of 5 equals the of-which row \"suburb\": it was added");
    EXPECT_EQ(found[1].reason, "a part is larger than \"north\"");
    EXPECT_EQ(found[2].computed, 105);
    EXPECT_EQ(found[2].printed, 100);
    EXPECT_EQ(found[2].is, verdict::contradiction);
}

// The report for 2023 added the of-which row to the totals of women and men, but not to the total of all.
TEST(table_check, enrolment_of_2023_without_any_declaration) {
    const std::vector<std::string> rows{"forsorjningsstod",  "kaa",         "ingang2029", "ovriga", "stockholmsjobb",
                                        "varav-lss-socpsyk", "sum-enrolled"};
    const std::vector<std::string> columns{"women", "men", "total"};
    std::map<std::string, int> printed;
    for (auto& each : audit_test::rows_of(audit_test::published("figures.csv")))
        if (each["id"].starts_with("s1-jobbtorg-")) printed[each["id"]] = std::atoi(each["value"].c_str());
    for (const std::string year : {"2022", "2023"}) {
        std::vector<std::vector<int>> numbers;
        for (const auto& row : rows) {
            numbers.emplace_back();
            for (const auto& column : columns)
                numbers.back().push_back(printed.at("s1-jobbtorg-" + row + "-" + year + "-" + column));
        }
        auto groups = named("target_group", rows).positions();
        groups.back().code = "summa";
        const auto audit = check(table(dimension("target_group", groups), named("sex", columns), numbers));
        ASSERT_EQ(audit.sums.size(), 3U);
        EXPECT_EQ(audit.sums[0].evidence, sum_evidence::named);
        EXPECT_EQ(audit.sums[0].parts.size(), 5U);
        EXPECT_THAT(audit.sums[0].of_which, ElementsAre("varav-lss-socpsyk"));
        ASSERT_EQ(audit.findings.size(), 3U) << to_text(audit);
        EXPECT_THAT(audit.findings[0].place, ElementsAre("summa", "women"));
        EXPECT_THAT(audit.findings[1].place, ElementsAre("summa", "men"));
        EXPECT_THAT(audit.findings[2].place, ElementsAre("summa", "total"));
        for (const auto& each : audit.findings) EXPECT_EQ(each.looks_like, mistake::of_which_added) << each.reason;
        EXPECT_THAT(audit.findings[2].reason, HasSubstr(year == "2023" ? "490" : "220"));
    }
}

TEST(table_check, subtotals_of_flat_tables_are_found) {
    const auto columns = named("year", {"2021", "2022", "2023"});
    const auto audit =
        check(table(named("row", {"a", "b", "ab", "c", "d", "cd", "all of it"}), columns,
                    {{1, 2, 3}, {10, 20, 31}, {11, 22, 34}, {5, 5, 5}, {7, 8, 9}, {12, 13, 15}, {23, 35, 49}}));
    ASSERT_EQ(audit.sums.size(), 3U) << to_text(audit);
    EXPECT_THAT(audit.sums[0].parts, ElementsAre("a", "b"));
    EXPECT_EQ(audit.sums[1].total, "cd");
    EXPECT_THAT(audit.sums[1].parts, ElementsAre("c", "d"));
    EXPECT_EQ(audit.sums[1].evidence, sum_evidence::found);
    EXPECT_THAT(audit.sums[2].parts, ElementsAre("ab", "cd"));
    ASSERT_EQ(audit.findings.size(), 1U);
    EXPECT_THAT(audit.findings[0].place, ElementsAre("cd", "2023"));
    EXPECT_EQ(audit.findings[0].reason, "the total is 1 more than its parts together");
}

TEST(table_check, totals_may_stand_first) {
    const auto audit = check(table(named("row", {"t", "a", "b", "c"}), named("year", {"1", "2", "3"}),
                                   {{75, 70, 17}, {10, 11, 4}, {20, 22, 5}, {45, 37, 7}}));
    ASSERT_EQ(audit.sums.size(), 1U);
    EXPECT_EQ(audit.sums[0].total, "t");
    ASSERT_EQ(audit.findings.size(), 1U);
    EXPECT_EQ(audit.findings[0].computed, 16);
}

TEST(table_check, an_of_which_row_is_found_by_numbers) {
    const auto audit = check(table(named("row", {"a", "b", "some of b", "t"}), named("year", {"1", "2", "3"}),
                                   {{10, 11, 4}, {20, 22, 5}, {8, 9, 3}, {30, 33, 12}}));
    ASSERT_EQ(audit.sums.size(), 1U) << to_text(audit);
    EXPECT_THAT(audit.sums[0].of_which, ElementsAre("some of b"));
    ASSERT_EQ(audit.findings.size(), 1U);
    EXPECT_EQ(audit.findings[0].looks_like, mistake::of_which_added);
}

TEST(table_check, unrelated_rows_are_no_sums) {
    EXPECT_THAT(check(table(named("row", {"a", "b", "c", "d"}), named("year", {"1", "2", "3"}),
                            {{3, 1, 4}, {1, 5, 9}, {2, 6, 5}, {3, 5, 8}}))
                    .sums,
                IsEmpty());
}

TEST(table_check, cells_without_a_value_are_not_zero) {
    auto numbers = table(named("row", {"a", "b", "total"}), named("year", {"1", "2", "3", "4"}),
                         {{10, 0, 0, 0}, {20, 5, 5, 5}, {31, 9, 9, 5}});
    numbers.at(std::array<std::size_t, 2>{0, 1}).status = availability::suppressed;
    numbers.at(std::array<std::size_t, 2>{0, 2}).status = availability::missing;
    numbers.at(std::array<std::size_t, 2>{0, 3}).status = availability::nil;
    const auto audit = check(numbers);
    ASSERT_EQ(audit.sums.size(), 1U);
    EXPECT_EQ(audit.sums[0].lines, 2U);
    EXPECT_EQ(audit.sums[0].lines_with_gaps, 2U);
    ASSERT_EQ(audit.findings.size(), 1U);
    EXPECT_THAT(audit.findings[0].place, ElementsAre("total", "1"));
}

TEST(table_check, distinct_persons_need_not_add_up) {
    const additivity persons{additivity::over_groups::fixed, false, {"sex"}};
    const auto groups = named("group", {"a", "b", "total"});
    const auto overlapping = check(
        table(groups, named("sex", {"women", "men", "total"}), {{10, 20, 30}, {10, 20, 30}, {15, 25, 40}}, persons));
    EXPECT_THAT(overlapping.findings, IsEmpty()) << to_text(overlapping);
    ASSERT_EQ(overlapping.sums.size(), 2U);
    EXPECT_EQ(overlapping.sums[0].rule, sum_rule::overlapping);
    EXPECT_EQ(overlapping.sums[1].rule, sum_rule::equal) << "nobody is of both sexes";
    const auto impossible = check(
        table(groups, named("sex", {"women", "men", "total"}), {{10, 20, 30}, {10, 20, 30}, {21, 19, 40}}, persons));
    ASSERT_EQ(impossible.findings.size(), 2U) << to_text(impossible);
    EXPECT_EQ(impossible.findings[0].reason, "more persons than in all parts together");
    EXPECT_EQ(impossible.findings[1].reason, "fewer persons than in the largest part");
}

TEST(table_check, medians_never_add) {
    EXPECT_THAT(check(table(named("row", {"a", "b", "total"}), named("year", {"1", "2"}), {{1, 1}, {1, 1}, {1, 1}},
                            {additivity::over_groups::none, false}))
                    .sums,
                IsEmpty());
}

TEST(table_check, rounded_cells_may_differ_a_little) {
    const auto rows = named("row", {"a", "b", "total"});
    const auto numbers = table(rows, named("year", {"1", "2"}), {{33, 33}, {33, 33}, {67, 68}});
    const auto audit = check(numbers, {.rounded_to = 1});
    ASSERT_EQ(audit.findings.size(), 2U);
    EXPECT_EQ(audit.findings[0].is, verdict::rounding);
    EXPECT_EQ(audit.findings[0].looks_like, mistake::sum_of_rounded_parts);
    EXPECT_EQ(audit.findings[1].is, verdict::contradiction) << "67.5 at most";
}

TEST(table_check, swapped_totals_and_transposed_digits) {
    const auto rows = named("row", {"a", "b", "total"});
    const auto swapped = check(table(rows, named("year", {"1", "2", "3"}), {{10, 30, 1}, {11, 40, 2}, {70, 21, 3}}));
    ASSERT_EQ(swapped.findings.size(), 2U);
    for (const auto& each : swapped.findings) EXPECT_EQ(each.looks_like, mistake::columns_swapped) << each.reason;
    const auto transposed = check(table(rows, named("year", {"1"}), {{1000}, {234}, {1243}}));
    ASSERT_EQ(transposed.findings.size(), 1U);
    EXPECT_EQ(transposed.findings[0].looks_like, mistake::digits_transposed);
}

TEST(table_check, written_as_text) {
    const auto audit =
        check(table(named("row", {"a", "b", "varav c", "total"}), named("year", {"1"}), {{1}, {2}, {1}, {4}}));
    EXPECT_EQ(to_text(audit), "row: total = a + b, without varav c (by name); 1 line\n"
                              "  contradiction at total, 1: computed 3, printed 4; of-which row added: the excess of 1 "
                              "equals the of-which row \"varav c\": it was added\n"
                              "row: b >= varav c (by name); 1 line\n");
    EXPECT_EQ(to_text(check(cube({}, {}))), "no sums found\n");
}

// Tables of random blocks with subtotals and a total: what is right has no findings, and a changed cell is found in
// every sum that it is part of.
TEST(table_check, finds_every_changed_cell_of_random_tables) {
    std::mt19937 random(5);
    for (int round = 0; round < 200; ++round) {
        std::vector<std::string> codes;
        std::vector<std::vector<int>> numbers;
        std::vector<int> total(5, 0);
        std::vector<std::size_t> subtotals;
        for (int block = 0; block < 3; ++block) {
            std::vector<int> subtotal(5, 0);
            for (auto rows = 2 + random() % 3; rows > 0; --rows) {
                numbers.emplace_back();
                codes.push_back("row " + std::to_string(codes.size()));
                for (std::size_t c = 0; c < 5; ++c) {
                    numbers.back().push_back(static_cast<int>(100 + random() % 900));
                    subtotal[c] += numbers.back()[c];
                    total[c] += numbers.back()[c];
                }
            }
            subtotals.push_back(codes.size());
            codes.push_back("block " + std::to_string(block));
            numbers.push_back(subtotal);
        }
        codes.emplace_back("total");
        numbers.push_back(total);
        const auto columns = named("year", {"1", "2", "3", "4", "5"});
        const auto right = check(table(named("row", codes), columns, numbers));
        ASSERT_EQ(right.sums.size(), 4U) << to_text(right);
        ASSERT_THAT(right.findings, IsEmpty());
        const auto r = random() % codes.size(), c = random() % 5;
        numbers[r][c] += 1;
        const bool is_subtotal = std::find(subtotals.begin(), subtotals.end(), r) != subtotals.end();
        const auto wrong = check(table(named("row", codes), columns, numbers));
        EXPECT_EQ(wrong.findings.size(), is_subtotal ? 2U : 1U) << to_text(wrong);
        for (const auto& each : wrong.findings) EXPECT_EQ(each.place[1], std::to_string(c + 1));
    }
}

} // namespace
