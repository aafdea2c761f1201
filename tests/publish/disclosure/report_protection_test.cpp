#include <kohort/publish/disclosure/attack.hpp>
#include <kohort/publish/disclosure/report_protection.hpp>

#include "publish/tables.hpp"

#include <gtest/gtest.h>

namespace {

using namespace tables;
using namespace kohort::disclosure;
using texts = std::vector<std::string>;

axis districts() { return dimension("district", {{.code = "north"}, {.code = "south"}, total}); }

definition counted(std::string id, std::string register_name = "jobbtorg") {
    auto indicator = persons();
    indicator.id = std::move(id);
    measure of;
    of.source = std::move(register_name);
    indicator.operation = count_operator{of};
    return indicator;
}

definition share_to_work() {
    auto indicator = percent(1);
    share_operator share;
    share.of.source = "jobbtorg";
    share.where = condition{};
    indicator.operation = share;
    return indicator;
}

/// What is printed of each cell: the number, ".." or "(..)" for secondary.
texts printed(const indicator_table& table) {
    texts cells;
    for (const auto& each : table.figures.cells())
        cells.push_back(each.status.is == availability::suppressed             ? ".."
                        : each.status.is == availability::suppressed_secondary ? "(..)"
                                                                               : to_string(each.numerator));
    return cells;
}

constexpr primary_rules below_5{.minimum_frequency = 5};

TEST(report_protection, a_single_small_count_takes_another_with_it) {
    std::vector<indicator_table> tables{
        counts(counted("a"), {periods({"2024"}), sexes(), districts()}, {3, 20, 23, 30, 40, 70, 33, 60, 93})};
    const auto found = protect(tables, below_5).value();
    EXPECT_EQ(printed(tables.front()), (texts{"..", "(..)", "23", "(..)", "(..)", "70", "33", "60", "93"}));
    EXPECT_EQ(tables.front().figures.cells()[0].numerator, 0) << "the number is gone";
    EXPECT_EQ(found.found.primary, 1U);
    EXPECT_EQ(found.found.secondary, 3U);
    EXPECT_TRUE(attack(seen_by_readers(found.release, found.found), {.method = attack_method::elimination})->is_safe());
}

TEST(report_protection, tables_of_one_measure_are_linked_by_their_margins) {
    // Women are few in the one table; the other prints their districts, which would add up to them.
    std::vector<indicator_table> tables{
        counts(counted("a"), {periods({"2024"}), sexes()}, {3, 90, 93}),
        counts(counted("b"), {periods({"2024"}), sexes(), districts()}, {0, 3, 3, 30, 60, 90, 30, 63, 93})};
    const auto found = protect(tables, below_5).value();
    EXPECT_EQ(printed(tables[0])[0], "..");
    EXPECT_EQ(printed(tables[1])[1], "..");
    EXPECT_EQ(printed(tables[1])[2], "..") << "the same cell";
    EXPECT_EQ(printed(tables[0])[1] == "90", printed(tables[1])[5] == "90") << "the same fate in both";
    EXPECT_TRUE(attack(seen_by_readers(found.release, found.found), {.method = attack_method::elimination})->is_safe());
}

TEST(report_protection, another_measure_is_not_linked) {
    std::vector<indicator_table> tables{counts(counted("a"), {periods({"2024"})}, {3}),
                                        counts(counted("b", "outreach"), {periods({"2024"})}, {30})};
    ASSERT_TRUE(protect(tables, below_5));
    EXPECT_EQ(printed(tables[1]), texts{"30"});
}

TEST(report_protection, shares_go_with_their_numerator_denominator_and_rest) {
    for (const auto& [figure, is_hidden] : std::vector<std::pair<cell, bool>>{{{3, 40, {}}, true},
                                                                              {{38, 40, {}}, true},
                                                                              {{1, 2, {}}, true},
                                                                              {{10, 40, {}}, false},
                                                                              {{0, 40, {}}, false}}) {
        std::vector<indicator_table> tables{table_of(share_to_work(), {periods({"2024"})}, {figure})};
        ASSERT_TRUE(protect(tables, below_5));
        EXPECT_EQ(printed(tables[0])[0] == "..", is_hidden) << to_string(figure.numerator);
    }
}

TEST(report_protection, rates_of_suppressed_counts_are_suppressed) {
    const auto persons_in = counted("a");
    auto rate = percent(1);
    quotient_operator quotient;
    quotient.of = std::get<count_operator>(persons_in.operation).of;
    measure population;
    population.source = {measure_source::kind::population, {"city"}};
    quotient.over = population;
    rate.operation = quotient;
    std::vector<indicator_table> tables{
        counts(persons_in, {periods({"2024"}), sexes()}, {3, 20, 23}),
        table_of(rate, {periods({"2024"}), sexes()}, {{3, 500, {}}, {20, 400, {}}, {23, 900, {}}})};
    ASSERT_TRUE(protect(tables, below_5));
    EXPECT_EQ(printed(tables[0]), (texts{"..", "(..)", "23"}));
    EXPECT_EQ(printed(tables[1]), (texts{"..", "(..)", "23"})) << "the men's rate would give the men";
}

TEST(report_protection, codes_that_are_not_all_leave_a_rest_that_is_judged) {
    // 3 of 93 have no district that is shown: all districts less their total would tell.
    std::vector<indicator_table> tables{counts(counted("a"), {periods({"2024"}), districts()}, {30, 60, 93})};
    const auto found = protect(tables, below_5).value();
    EXPECT_EQ(found.found.secondary, 1U);
    EXPECT_EQ(printed(tables[0]), (texts{"(..)", "60", "93"}));
}

TEST(report_protection, of_which_rows_leave_a_rest) {
    auto rows = dimension("reason", {{.code = "work"}, {.code = "subsidised", .parent = 0, .of_which = true}, total});
    std::vector<indicator_table> tables{counts(counted("a"), {periods({"2024"}), rows}, {50, 48, 50})};
    ASSERT_TRUE(protect(tables, below_5));
    EXPECT_EQ(printed(tables[0])[1], "(..)") << "50 less 48 are 2 persons";
}

TEST(report_protection, measures_that_do_not_add_are_not_summed) {
    auto table = counts(counted("a"), {periods({"2024"}), districts()}, {3, 60, 63});
    additivity none;
    none.groups = additivity::over_groups::none;
    cube figures(table.figures.axes(), none);
    std::copy(table.figures.cells().begin(), table.figures.cells().end(), figures.cells().begin());
    table.figures = figures;
    std::vector<indicator_table> tables{table};
    ASSERT_TRUE(protect(tables, below_5));
    EXPECT_EQ(printed(tables[0]), (texts{"..", "60", "63"}));
}

TEST(report_protection, what_changed_little_since_the_last_release_would_show_who_came) {
    const std::vector<indicator_table> before{counts(counted("a"), {periods({"2024"}), sexes()}, {50, 60, 110})};
    std::vector<indicator_table> now{counts(counted("a"), {periods({"2024"}), sexes()}, {52, 70, 122})};
    const auto found = protect(now, below_5, {}, before).value();
    EXPECT_EQ(printed(now[0])[0], "(..)") << "2 more women";
    EXPECT_TRUE(found.known_already.empty());
    EXPECT_TRUE(found.found.unprotected.empty());
}

TEST(report_protection, what_the_last_release_printed_is_known) {
    const std::vector<indicator_table> before{counts(counted("a"), {periods({"2024"}), sexes()}, {3, 60, 63})};
    std::vector<indicator_table> now{counts(counted("a"), {periods({"2024"}), sexes()}, {3, 60, 63})};
    const auto found = protect(now, below_5, {}, before).value();
    EXPECT_EQ(printed(now[0]), (texts{"..", "60", "63"})) << "nothing can help the women any more";
    EXPECT_EQ(found.known_already.size(), 1U);
}

TEST(report_protection, wrong_rules_are_refused) {
    std::vector<indicator_table> tables;
    EXPECT_EQ(protect(tables, {.minimum_frequency = -1}).errors().front().path(), "/minimum_frequency");
}

} // namespace
