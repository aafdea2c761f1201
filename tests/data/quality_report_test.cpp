#include <kohort/data/quality_report.hpp>

#include <gtest/gtest.h>

#include <set>

namespace {

using kohort::quality_finding;
using kohort::quality_report;
using kohort::row_policies;
using kohort::row_policy;
using kohort::row_problem;

TEST(quality_report, names_of_problems_are_those_of_the_grammar) {
    EXPECT_EQ(name_of(row_problem::exit_before_start), "exit_before_start");
    EXPECT_EQ(name_of(row_problem::unknown_code), "unknown_code");
    EXPECT_EQ(name_of(row_problem::bad_date), "bad_date");
    EXPECT_EQ(name_of(row_problem::missing_key), "missing_key");
    EXPECT_EQ(name_of(row_problem::duplicate), "duplicate");
    EXPECT_EQ(name_of(row_problem::overlap), "overlap");
    EXPECT_EQ(name_of(row_problem::contradicting_person_attribute), "contradicting_person_attribute");
    EXPECT_EQ(name_of(row_problem::outside_horizon), "outside_horizon");
}

TEST(quality_report, names_of_policies_are_those_of_the_grammar) {
    EXPECT_EQ(name_of(row_policy::reject), "reject");
    EXPECT_EQ(name_of(row_policy::stop), "stop");
    EXPECT_EQ(name_of(row_policy::count_as_unknown), "count_as_unknown");
    EXPECT_EQ(name_of(row_policy::keep), "keep");
}

TEST(quality_report, every_name_comes_back) {
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < kohort::row_problem_count; ++i) {
        const auto problem = static_cast<row_problem>(i);
        EXPECT_EQ(kohort::parse_row_problem(name_of(problem)), problem);
        names.insert(name_of(problem));
    }
    EXPECT_EQ(names.size(), kohort::row_problem_count);
    for (const auto policy : {row_policy::reject, row_policy::stop, row_policy::count_as_unknown, row_policy::keep})
        EXPECT_EQ(kohort::parse_row_policy(name_of(policy)), policy);
}

TEST(quality_report, other_names_are_refused) {
    for (const auto* text : {"", "Overlap", "overlap ", "exit before start", "keep"})
        EXPECT_EQ(kohort::parse_row_problem(text), std::nullopt) << text;
    for (const auto* text : {"", "Reject", "count as unknown", "overlap"})
        EXPECT_EQ(kohort::parse_row_policy(text), std::nullopt) << text;
}

TEST(quality_report, policies_can_be_read_and_set_by_problem) {
    row_policies policies;
    EXPECT_EQ(std::as_const(policies)[row_problem::duplicate], row_policy::reject);
    for (const auto kept :
         {row_problem::overlap, row_problem::contradicting_person_attribute, row_problem::outside_horizon})
        EXPECT_EQ(policies[kept], row_policy::keep) << name_of(kept);
    policies[row_problem::overlap] = row_policy::stop;
    EXPECT_EQ(std::as_const(policies)[row_problem::overlap], row_policy::stop);
    EXPECT_EQ(policies[row_problem::duplicate], row_policy::reject);
}

TEST(quality_report, count_adds_the_columns_of_a_problem) {
    quality_report report;
    EXPECT_EQ(report.count(row_problem::unknown_code), 0);
    report.findings = {{row_problem::unknown_code, row_policy::reject, "kon", 3, {}},
                       {row_problem::bad_date, row_policy::reject, "start", 40, {}},
                       {row_problem::unknown_code, row_policy::count_as_unknown, "stadsdel", 500, {}}};
    EXPECT_EQ(report.count(row_problem::unknown_code), 503);
    EXPECT_EQ(report.count(row_problem::bad_date), 40);
    EXPECT_EQ(report.count(row_problem::overlap), 0);
}

} // namespace
