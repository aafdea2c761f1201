#include <kohort/publish/disclosure/attack.hpp>

#include "publish/disclosure/releases.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace {

using namespace releases;
using texts = std::vector<std::string>;

/// A table with printed and suppressed (-1) cells, rows first, totals last in each.
seen_release table(const std::vector<std::vector<double>>& rows) {
    seen_release seen;
    const auto width = static_cast<std::uint32_t>(rows.front().size()),
               height = static_cast<std::uint32_t>(rows.size());
    for (std::uint32_t i = 0; i < height; ++i)
        for (std::uint32_t j = 0; j < width; ++j) {
            seen_cell cell{.name = std::string(1, static_cast<char>('a' + i)) + std::to_string(j)};
            cell.is_suppressed = rows[i][j] < 0;
            if (!cell.is_suppressed) cell.least = cell.most = rows[i][j];
            seen.cells.push_back(std::move(cell));
        }
    for (std::uint32_t i = 0; i < height; ++i) {
        sum_relation sum{i * width + width - 1, {}};
        for (std::uint32_t j = 0; j + 1 < width; ++j) sum.parts.push_back(i * width + j);
        seen.sums.push_back(sum);
    }
    for (std::uint32_t j = 0; j < width; ++j) {
        sum_relation sum{(height - 1) * width + j, {}};
        for (std::uint32_t i = 0; i + 1 < height; ++i) sum.parts.push_back(i * width + j);
        seen.sums.push_back(sum);
    }
    return seen;
}

std::vector<attack_method> methods() {
    if (has_linear_programming())
        return {attack_method::linear_programming, attack_method::propagation, attack_method::elimination};
    return {attack_method::propagation, attack_method::elimination};
}

TEST(disclosure_attack, a_single_gap_in_a_row_is_its_rest) {
    const auto seen = table({{10, -1, 17}, {5, 6, 11}, {15, 13, 28}});
    for (const auto method : methods()) {
        const auto report = attack(seen, {.method = method}).value();
        ASSERT_EQ(report.intervals.size(), 1U);
        EXPECT_EQ(report.intervals.front().least, 7) << name_of(method);
        EXPECT_EQ(report.intervals.front().most, 7) << name_of(method);
        EXPECT_TRUE(report.intervals.front().is_too_narrow);
        EXPECT_FALSE(report.intervals.front().sums.empty()) << name_of(method);
        EXPECT_FALSE(report.is_safe());
        EXPECT_NE(to_text(seen, report).find("a1 is 7, by\n  "), std::string::npos) << to_text(seen, report);
    }
}

TEST(disclosure_attack, four_gaps_leave_an_interval) {
    const auto seen = table({{-1, -1, 4, 9}, {-1, -1, 5, 30}, {3, 8, 2, 13}, {13, 28, 11, 52}});
    if (!has_linear_programming()) GTEST_SKIP() << "no solver";
    const auto report = attack(seen).value();
    EXPECT_TRUE(report.is_safe());
    EXPECT_EQ(report.looked_at_exactly, 4U);
    // a0 + a1 = 5, b0 + b1 = 25, a0 + b0 = 10, a1 + b1 = 20
    const std::vector<std::pair<double, double>> expected{{0, 5}, {0, 5}, {5, 10}, {15, 20}};
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_NEAR(report.intervals[i].least, expected[i].first, 1e-9);
        EXPECT_NEAR(report.intervals[i].most, expected[i].second, 1e-9);
    }
    EXPECT_EQ(to_text(seen, report), "4 suppressed cells, looked at all of them exactly, by linear programming: none "
                                     "can be narrowed too far.\n");
}

TEST(disclosure_attack, nonnegative_cells_of_a_small_sum_are_known_although_the_sums_alone_do_not_tell) {
    const auto seen = table({{-1, -1, 0}, {-1, -1, 9}, {4, 5, 9}});
    EXPECT_TRUE(attack(seen, {.method = attack_method::elimination}).value().is_safe());
    EXPECT_EQ(attack(seen, {.method = attack_method::propagation}).value().too_narrow, 4U);
}

TEST(disclosure_attack, several_sums_together_give_away_what_none_does_alone) {
    // a0 + a1 + b0 + b1 by rows, less a1 and b1 by their column and so on: only both directions together tell c2.
    auto seen = table({{-1, -1, 7, 20}, {-1, -1, 5, 18}, {6, 9, -1, 40}, {20, 22, -1, 78}});
    seen.cells[14].is_suppressed = true;
    const auto report = attack(seen, {.method = attack_method::elimination}).value();
    EXPECT_EQ(report.too_narrow, 2U);
    EXPECT_EQ(report.intervals[4].least, 25);
}

TEST(disclosure_attack, what_must_stay_possible_is_asked_of_the_true_value) {
    if (!has_linear_programming()) GTEST_SKIP() << "no solver";
    auto seen = table({{-1, -1, 9}, {-1, -1, 30}, {13, 26, 39}});
    auto& cell = seen.cells.front();
    const auto is_safe = [&](protection needs) {
        cell.truth = 3;
        cell.needs = needs;
        return attack(seen).value().is_safe();
    };
    EXPECT_TRUE(is_safe({3, 6, 9}));
    EXPECT_FALSE(is_safe({3.1, 6, 9}));
    EXPECT_FALSE(is_safe({3, 6.1, 9}));
    EXPECT_FALSE(is_safe({3, 6, 9.1}));
    cell.needs = {4, 0, 0};
    cell.is_sensitive = false;
    EXPECT_TRUE(attack(seen).value().is_safe());
}

TEST(disclosure_attack, rounded_numbers_are_intervals) {
    if (!has_linear_programming()) GTEST_SKIP() << "no solver";
    auto seen = table({{-1, 10, 15}, {5, 5, 10}, {10, 15, 25}});
    for (auto& each : seen.cells)
        if (!each.is_suppressed) each = {.name = each.name, .least = each.least - 2, .most = each.least + 2};
    const auto report = attack(seen).value();
    ASSERT_EQ(report.intervals.size(), 1U);
    EXPECT_NEAR(report.intervals.front().least, 1, 1e-9) << "15 - 2 less 10 + 2";
    EXPECT_NEAR(report.intervals.front().most, 9, 1e-9);
}

TEST(disclosure_attack, a_table_that_does_not_add_up_is_inconsistent) {
    const auto seen = table({{-1, -1, 9}, {-1, -1, 30}, {13, 27, 40}});
    if (has_linear_programming()) {
        EXPECT_FALSE(attack(seen).value().is_safe());
        EXPECT_FALSE(attack(seen).value().is_consistent);
    }
    EXPECT_FALSE(attack(table({{-1, 12, 9}, {1, 1, 2}, {5, 13, 18}}), {.method = attack_method::propagation})
                     .value()
                     .is_consistent);
}

TEST(disclosure_attack, intervals_of_linear_programming_are_those_of_all_tables) {
    if (!has_linear_programming()) GTEST_SKIP() << "no solver";
    // Two-way tables: the ends are whole numbers, so trying all tables of whole numbers must give the same.
    std::uint64_t tables = 0;
    for (std::uint32_t seed = 0; seed < 12; ++seed) {
        std::mt19937 random(seed);
        builder full;
        full.add_table({flat({"a", "b", "c"}), flat({"x", "y", "z"})},
                       [&](const texts&) { return ratio(std::uniform_int_distribution<>(0, 6)(random)); });
        seen_release seen{{}, full.release().sums};
        const auto most = full.release().cells.back().value.to_double();
        for (const auto& each : full.release().cells) {
            const auto value = each.value.to_double();
            const bool is_hidden = std::uniform_int_distribution<>(0, 2)(random) == 0;
            seen.cells.push_back({.name = each.name,
                                  .least = is_hidden ? 0 : value,
                                  .most = is_hidden ? most : value,
                                  .is_suppressed = is_hidden});
        }
        const every_table all(seen);
        tables += all.tables();
        const auto report = attack(seen).value();
        const auto outer = attack(seen, {.method = attack_method::propagation}).value();
        for (std::size_t i = 0; i < report.intervals.size(); ++i) {
            const auto& found = report.intervals[i];
            EXPECT_NEAR(found.least, all.least(found.cell), 1e-6) << seed << ' ' << seen.cells[found.cell].name;
            EXPECT_NEAR(found.most, all.most(found.cell), 1e-6) << seed << ' ' << seen.cells[found.cell].name;
            EXPECT_LE(outer.intervals[i].least, found.least + 1e-6) << "propagation never claims too much";
            EXPECT_GE(outer.intervals[i].most, found.most - 1e-6);
        }
    }
    EXPECT_GT(tables, 30U);
}

TEST(disclosure_attack, above_the_limit_a_sample_is_looked_at_and_said_so) {
    if (!has_linear_programming()) GTEST_SKIP() << "no solver";
    const auto seen = table({{-1, -1, 4, 9}, {-1, -1, 5, 30}, {3, 8, 2, 13}, {13, 28, 11, 52}});
    const auto report = attack(seen, {.most_exact = 3, .sample = 2}).value();
    EXPECT_EQ(report.looked_at_exactly, 2U);
    EXPECT_EQ(report.intervals.size(), 4U);
    EXPECT_EQ(report.intervals[0].by, attack_method::linear_programming);
    EXPECT_EQ(report.intervals[1].by, attack_method::propagation);
    EXPECT_NE(to_text(seen, report).find("a sample of 2 exactly"), std::string::npos);
}

TEST(disclosure_attack, without_the_solver_it_names_the_package) {
    if (has_linear_programming()) GTEST_SKIP() << "there is a solver";
    const auto refused = attack(table({{-1, 1, 2}, {1, 1, 2}, {2, 2, 4}}));
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.errors().front().message().find("coinor-libclp-dev"), std::string::npos);
}

TEST(disclosure_attack, wrong_releases_are_refused) {
    seen_release seen{{{.name = "x", .least = 3, .most = 2}}, {{0, {4}}}};
    const auto refused = attack(seen, {.method = attack_method::elimination});
    ASSERT_EQ(refused.errors().size(), 2U);
    EXPECT_EQ(refused.errors()[0].path(), "/cells/0");
    EXPECT_EQ(refused.errors()[1].path(), "/sums/0");
}

TEST(disclosure_attack, csv_has_a_line_for_each_suppressed_cell) {
    auto seen = table({{10, -1, 17}, {5, 6, 11}, {15, 13, 28}});
    seen.cells[1].name = "exits, \"all\"";
    EXPECT_EQ(to_csv(seen, attack(seen, {.method = attack_method::elimination}).value()).substr(0, 85),
              "cell,least,most,method,verdict,sums\n\"exits, \"\"all\"\"\",7,7,elimination,too narrow,\"a2 =");
    seen.cells.push_back({.name = "free", .is_suppressed = true});
    EXPECT_NE(to_csv(seen, attack(seen, {.method = attack_method::elimination}).value())
                  .find("\nfree,0,inf,elimination,safe,\n"),
              std::string::npos);
}

} // namespace
