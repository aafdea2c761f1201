#include <kohort/publish/disclosure/attack.hpp>
#include <kohort/publish/disclosure/report_protection.hpp>
#include <kohort/publish/table_writer.hpp>

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

/// The same figures, which do not add.
indicator_table without_sums(indicator_table table) {
    additivity none;
    none.groups = additivity::over_groups::none;
    const auto cells = table.figures.cells();
    table.figures = cube(table.figures.axes(), none, {cells.begin(), cells.end()});
    return table;
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

/// The change of what `counted` counts, from the period before.
definition changed(change_operator::expression as = change_operator::expression::difference) {
    auto indicator = counted("change");
    const auto of = std::get<count_operator>(indicator.operation).of;
    indicator.operation = change_operator{.of = of, .as = as};
    return indicator;
}

TEST(report_protection, a_change_goes_with_the_number_before) {
    std::vector<indicator_table> tables{
        counts(counted("a"), {periods({"2023", "2024"}), districts()}, {3, 20, 23, 30, 40, 70}),
        counts(changed(), {periods({"2024"}), districts()}, {27, 20, 47})};
    const auto found = protect(tables, below_5).value();
    EXPECT_EQ(printed(tables[0]), (texts{"..", "(..)", "23", "30", "40", "70"}));
    EXPECT_EQ(printed(tables[1]), (texts{"..", "(..)", "47"})) << "30 less 27 are 3 persons";
    EXPECT_TRUE(attack(seen_by_readers(found.release, found.found), {.method = attack_method::elimination})->is_safe());
}

TEST(report_protection, a_change_tells_a_number_before_that_is_not_printed) {
    std::vector<indicator_table> tables{counts(counted("a"), {periods({"2024"}), districts()}, {30, 40, 70}),
                                        counts(changed(), {periods({"2024"}), districts()}, {27, 20, 47})};
    ASSERT_TRUE(protect(tables, below_5));
    EXPECT_EQ(printed(tables[0]), (texts{"30", "40", "70"}));
    EXPECT_EQ(printed(tables[1]), (texts{"..", "(..)", "47"}));

    // In percent of 3, of 20 and of 23, which are the denominators; percentages do not add, but what they are of.
    std::vector<indicator_table> in_percent{
        without_sums(table_of(changed(change_operator::expression::percent), {periods({"2024"}), districts()},
                              {{27, 3, {}}, {20, 20, {}}, {47, 23, {}}}))};
    ASSERT_TRUE(protect(in_percent, below_5));
    EXPECT_EQ(printed(in_percent[0]), (texts{"..", "(..)", "47"}));

    std::vector<indicator_table> alone{counts(changed(), {periods({"2024"}), districts()}, {27, 20, 47})};
    ASSERT_TRUE(protect(alone, below_5));
    EXPECT_EQ(printed(alone[0]), (texts{"27", "20", "47"})) << "nobody knows of what";
}

TEST(report_protection, a_year_is_the_sum_of_its_quarters) {
    const auto by_quarter = [] {
        auto indicator = counted("b");
        indicator.per = {frequency::quarter};
        return indicator;
    };
    const auto quarters = periods({"2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"});
    auto year = counted("a");
    year.per = {frequency::year};
    std::vector<indicator_table> tables{counts(year, {periods({"2024"})}, {93}),
                                        counts(by_quarter(), {quarters}, {3, 20, 30, 40})};
    ASSERT_TRUE(protect(tables, below_5));
    EXPECT_EQ(printed(tables[0]), (texts{"93"}));
    EXPECT_EQ(printed(tables[1]), (texts{"..", "(..)", "30", "40"})) << "93 less three quarters are 3 persons";

    // Distinct persons of the quarters do not add up to those of the year, nor do three quarters to a year.
    std::vector<indicator_table> other{counts(year, {periods({"2024"})}, {80}),
                                       counts(by_quarter(), {quarters}, {3, 20, 30, 40})};
    ASSERT_TRUE(protect(other, below_5));
    EXPECT_EQ(printed(other[1]), (texts{"..", "20", "30", "40"}));
    std::vector<indicator_table> short_of{
        counts(year, {periods({"2024"})}, {93}),
        counts(by_quarter(), {periods({"2024-Q1", "2024-Q2", "2024-Q4"})}, {3, 50, 40})};
    ASSERT_TRUE(protect(short_of, below_5));
    EXPECT_EQ(printed(short_of[1]), (texts{"..", "50", "40"}));
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
    std::vector<indicator_table> tables{
        without_sums(counts(counted("a"), {periods({"2024"}), districts()}, {3, 60, 63}))};
    ASSERT_TRUE(protect(tables, below_5));
    EXPECT_EQ(printed(tables[0]), (texts{"..", "60", "63"}));
}

/// An earlier release, as it was written.
std::vector<printed_figure_before> released(const indicator_table& table) {
    return parse_previous_release(to_csv(std::span(&table, 1)), "before.csv").value();
}

TEST(report_protection, what_changed_little_since_the_last_release_would_show_who_came) {
    const auto before = released(counts(counted("a"), {periods({"2024"}), sexes()}, {50, 60, 110}));
    std::vector<indicator_table> now{counts(counted("a"), {periods({"2024"}), sexes()}, {52, 70, 122})};
    const auto found = protect(now, below_5, {.previous = before}).value();
    EXPECT_EQ(printed(now[0])[0], "(..)") << "2 more women";
    EXPECT_TRUE(found.known_already.empty());
    EXPECT_TRUE(found.found.unprotected.empty());
}

TEST(report_protection, what_the_last_release_printed_is_known) {
    const auto before = released(counts(counted("a"), {periods({"2024"}), sexes()}, {3, 60, 63}));
    std::vector<indicator_table> now{counts(counted("a"), {periods({"2024"}), sexes()}, {3, 60, 63})};
    const auto found = protect(now, below_5, {.previous = before}).value();
    EXPECT_EQ(printed(now[0]), (texts{"..", "60", "63"})) << "nothing can help the women any more";
    EXPECT_EQ(found.known_already.size(), 1U);
}

TEST(report_protection, a_previous_release_tells_places_and_fractions) {
    const auto read =
        parse_previous_release("indicator,version,period,sex,district,value,numerator,denominator,status\n"
                               "a,1,2024,women,north,0.3,1/3,,\n"
                               "a,1,2024,total,north,50,4,8,\n"
                               "a,1,2024,men,north,,,,suppressed\n",
                               "b.csv")
            .value();
    ASSERT_EQ(read.size(), 2U);
    EXPECT_EQ(read[0].place, "2024, district=north, sex=women");
    EXPECT_EQ(read[0].figure.numerator, ratio(1, 3));
    EXPECT_EQ(read[1].place, "2024, district=north");
    EXPECT_EQ(read[1].figure.denominator, 8);
    const auto errors = parse_previous_release("indicator,version,period,numerator,denominator\na,1,2024,1/x,\n"
                                               "a,1,2025,1,0\n",
                                               "b.csv")
                            .errors();
    ASSERT_EQ(errors.size(), 2U);
    EXPECT_EQ(errors[0].path(), "b.csv:2");
    EXPECT_EQ(errors[1].path(), "b.csv:3");
}

/// The table that counts the persons in the n-th measure of a table.
indicator_table contributors(const indicator_table& table, std::size_t measure, std::vector<std::int64_t> numbers) {
    auto persons = counted(table.indicator.id + ".contributors." + std::to_string(measure));
    persons.version = table.indicator.version;
    return counts(persons, table.figures.axes(), std::move(numbers));
}

TEST(report_protection, exits_of_few_persons_are_hidden_however_many_they_are) {
    std::vector<indicator_table> tables{counts(counted("a"), {periods({"2024"}), sexes()}, {70, 60, 130})};
    const std::vector behind{contributors(tables[0], 0, {3, 40, 43})};
    const auto found = protect(tables, below_5, {.contributors = behind}).value();
    EXPECT_EQ(printed(tables[0]), (texts{"..", "(..)", "130"}));
    EXPECT_EQ(found.primary, 1U);
    EXPECT_EQ(found.secondary, 1U);
}

TEST(report_protection, contributors_are_found_through_nested_operators) {
    // The ratio of a sum of two measures to a share: women are few in one of the four measures each.
    const auto of = [](const char* name) {
        measure counted;
        counted.source = name;
        return counted;
    };
    share_operator share;
    share.of = of("third");
    share.where.codes.push_back({.dimension = "reason", .codes = {"work"}});
    quotient_operator nested;
    nested.is = quotient_operator::kind::ratio;
    nested.of = indirect<indicator_operator>(combination_operator{{}, {of("first"), of("second")}});
    nested.over = indirect<indicator_operator>(share);
    auto ratio_of_sums = percent(1);
    ratio_of_sums.operation = nested;

    const auto asked = contributor_counts(std::span(&ratio_of_sums, 1));
    ASSERT_EQ(asked.size(), 4U) << "two counts, a share's two sides";
    for (std::size_t few = 0; few < asked.size(); ++few) {
        std::vector<indicator_table> tables{without_sums(table_of(
            ratio_of_sums, {periods({"2024"}), sexes()}, {{90, {1, 2}, {}}, {80, {1, 2}, {}}, {170, {1, 2}, {}}}))};
        std::vector<indicator_table> behind;
        for (std::size_t i = 0; i < asked.size(); ++i)
            behind.push_back(contributors(tables[0], i, {i == few ? 4 : 5, 30, 35}));
        ASSERT_TRUE(protect(tables, below_5, {.contributors = behind}));
        EXPECT_EQ(printed(tables[0])[0], "..") << asked[few].id;
        EXPECT_EQ(printed(tables[0])[1], "80");
    }
}

TEST(report_protection, contributors_are_persons_in_the_same_rows) {
    auto stays = persons();
    measure days;
    days.source = "jobbtorg";
    days.unit_counted = counted::person_days;
    days.once_per = {"district"};
    days.where.codes.push_back({.dimension = "sex", .codes = {"women"}});
    stays.operation = count_operator{days};
    const auto asked = contributor_counts(std::span(&stays, 1));
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_EQ(asked[0].id, "city.enrolled.contributors.0");
    const auto& counted_persons = std::get<count_operator>(asked[0].operation).of;
    EXPECT_EQ(counted_persons.unit_counted, counted::persons);
    EXPECT_EQ(counted_persons.where, days.where);
    EXPECT_TRUE(counted_persons.once_per.empty()) << "distinct";

    auto& whole = std::get<count_operator>(stays.operation).of;
    whole.once_per.clear();
    whole.unit_counted = counted::persons_exiting;
    EXPECT_TRUE(contributor_counts(std::span(&stays, 1)).empty()) << "the figure tells them";
}

TEST(report_protection, mean_stocks_of_less_than_a_few_are_hidden) {
    std::vector<indicator_table> tables{
        table_of(counted("a"), {periods({"2024"}), sexes()}, {{{1, 3}, 1, {}}, {{61, 3}, 1, {}}, {{62, 3}, 1, {}}})};
    ASSERT_TRUE(protect(tables, below_5));
    EXPECT_EQ(printed(tables[0]), (texts{"..", "(..)", "62/3"}));
}

TEST(report_protection, the_rule_of_a_table_goes_before_the_default_and_is_told) {
    auto open = counted("a"), strict = counted("b", "outreach");
    open.small_counts_below = small_counts_are_printed;
    strict.small_counts_below = 10;
    std::vector<indicator_table> tables{counts(open, {periods({"2024"})}, {3}),
                                        counts(strict, {periods({"2024"})}, {9}),
                                        counts(counted("c", "third"), {periods({"2024"})}, {9})};
    ASSERT_TRUE(protect(tables, below_5));
    EXPECT_EQ(printed(tables[0]), texts{"3"});
    EXPECT_EQ(printed(tables[1]), texts{".."});
    EXPECT_EQ(printed(tables[2]), texts{"9"});
    EXPECT_EQ(tables[2].indicator.small_counts_below, 5);
}

TEST(report_protection, wrong_rules_are_refused) {
    std::vector<indicator_table> tables;
    EXPECT_EQ(protect(tables, {.minimum_frequency = -1}).errors().front().path(), "/minimum_frequency");
}

} // namespace
