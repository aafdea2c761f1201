#include <kohort/publish/disclosure/primary_rules.hpp>

#include <gtest/gtest.h>

namespace {

using namespace kohort;
using namespace kohort::disclosure;

TEST(primary_rules, small_counts_are_sensitive_and_zeros_by_option) {
    const primary_rules rules{.minimum_frequency = 5};
    for (std::int64_t count = 0; count < 10; ++count)
        EXPECT_EQ(judge_count(count, rules).is_sensitive(), count >= 1 && count <= 4) << count;
    EXPECT_EQ(judge_count(3, rules).needs, (protection{0, 2, 0})) << "5 must stay possible";
    EXPECT_EQ(judge_count(0, {.zeros_are_sensitive = true}).rule, broken_rule::zero);
    EXPECT_FALSE(judge_count(1, {.minimum_frequency = 0}).is_sensitive());
}

TEST(primary_rules, dominance_is_more_than_so_many_percent) {
    const primary_rules rules{.minimum_contributors = 0, .dominance = dominance_rule{2, 85}};
    EXPECT_FALSE(judge_magnitude({100, 5, {60, 25, 10}}, rules).is_sensitive()) << "85 of 100 are not more than 85 %";
    const auto judged = judge_magnitude({100, 5, {60, 34, 3}}, rules);
    EXPECT_EQ(judged.rule, broken_rule::dominance);
    EXPECT_NEAR(judged.needs.above, 94 / 0.85 - 100, 1e-9);
    EXPECT_EQ(judged.needs.below, judged.needs.above);
}

TEST(primary_rules, p_percent_is_of_the_largest) {
    const primary_rules rules{.minimum_contributors = 0, .p_percent = p_percent_rule{10}};
    EXPECT_FALSE(judge_magnitude({100, 4, {60, 34, 4}}, rules).is_sensitive()) << "the rest is 6, 10 % of 60";
    const auto judged = judge_magnitude({99, 4, {60, 34, 3}}, rules);
    EXPECT_EQ(judged.rule, broken_rule::p_percent);
    EXPECT_EQ(judged.needs.above, 1);
}

TEST(primary_rules, few_contributors_are_sensitive_but_none_are_not) {
    const primary_rules rules{.minimum_contributors = 3};
    EXPECT_EQ(judge_magnitude({10, 2, {6, 4}}, rules).rule, broken_rule::minimum_contributors);
    EXPECT_EQ(judge_magnitude({10, 2, {6, 4}}, rules).needs, (protection{10, 10, 0}));
    EXPECT_FALSE(judge_magnitude({10, 3, {6, 3, 1}}, rules).is_sensitive());
    EXPECT_FALSE(judge_magnitude({0, 0, {}}, rules).is_sensitive());
    EXPECT_EQ(judge_magnitude({0, 0, {}}, {.zeros_are_sensitive = true}).rule, broken_rule::zero);
}

TEST(primary_rules, the_most_that_any_rule_asks_for_is_needed) {
    const primary_rules rules{
        .minimum_contributors = 2, .dominance = dominance_rule{1, 50}, .p_percent = p_percent_rule{20}};
    const auto judged = judge_magnitude({100, 3, {90, 8, 2}}, rules);
    EXPECT_EQ(judged.rule, broken_rule::dominance) << "the first that is broken";
    EXPECT_EQ(judged.needs, (protection{80, 80, 0})) << "p% asks for 18 - 2 = 16";
    EXPECT_EQ(judge_magnitude({100, 1, {100}}, rules).needs, (protection{100, 100, 0}));
}

TEST(primary_rules, rows_of_one_contributor_are_added_first) {
    const std::vector<contribution> rows{{1, 5}, {2, 3}, {1, 4}, {3, ratio(1, 2)}, {4, 2}, {4, -2}, {5, -7}};
    const auto cell = contributions_of(rows, 2);
    EXPECT_EQ(cell.total, ratio(11, 2));
    EXPECT_EQ(cell.contributors, 4) << "the fourth comes to nothing";
    EXPECT_EQ(cell.largest, (std::vector<ratio>{9, 7})) << "by size";
}

TEST(primary_rules, wrong_rules_are_told_all_at_once) {
    const primary_rules rules{-1, false, -1, dominance_rule{0, 101}, p_percent_rule{0}};
    std::vector<std::string> paths;
    for (const auto& each : problems_of(rules)) paths.push_back(each.path());
    EXPECT_EQ(paths, (std::vector<std::string>{"/minimum_frequency", "/minimum_contributors", "/dominance/largest",
                                               "/dominance/percent", "/p_percent/percent"}));
    EXPECT_TRUE(problems_of(primary_rules{}).empty());
}

TEST(primary_rules, rules_have_names) {
    EXPECT_EQ(name_of(broken_rule::minimum_frequency), "minimum frequency");
    EXPECT_EQ(name_of(broken_rule::p_percent), "p percent");
}

} // namespace
