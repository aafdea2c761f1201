#include <kohort/data/parameter_table.hpp>

#include <gtest/gtest.h>

namespace {

using namespace kohort;

parameter_schema schema_from(std::string_view json) {
    return std::get<parameter_schema>(parse_schema(json).value().front());
}

reporting_period period_of(std::string_view text) {
    const auto literal = parse_period_literal(text).value();
    if (const auto* days = std::get_if<window>(&literal.meaning)) return {literal.text, *days};
    return {literal.text, std::get<period_range>(literal.meaning).span()};
}

/// The value, or the message that says why there is none.
std::string told(const parameter_table& table, std::string_view name, std::string_view period) {
    const auto value = table.value_at(name, period_of(period));
    return value ? to_string(*value) : to_string(value.errors());
}

parameter_table table_of(std::string_view json) {
    parameter_table table;
    EXPECT_FALSE(table.add(schema_from(json)));
    return table;
}

TEST(parameter_table, price_base_amounts_of_2007_to_2025) {
    const auto table = parameter_table::with_built_in_values();
    EXPECT_EQ(told(table, "prisbasbelopp", "2007"), "40300");
    EXPECT_EQ(told(table, "prisbasbelopp", "2016"), "44300");
    EXPECT_EQ(told(table, "prisbasbelopp", "2018"), "45500") << "not 47 300, which MUCF prints for it";
    EXPECT_EQ(told(table, "prisbasbelopp", "2020"), "47300");
    EXPECT_EQ(told(table, "prisbasbelopp", "2025"), "58800");
    EXPECT_EQ(table.find("prisbasbelopp")->values.size(), 19U);
}

TEST(parameter_table, a_year_serves_the_times_inside_it) {
    const auto table = parameter_table::with_built_in_values();
    for (const auto* inside : {"2024-03", "2024-Q4", "2024-W10", "2024-02-29..2024-12-31"})
        EXPECT_EQ(told(table, "prisbasbelopp", inside), "57300") << inside;
}

TEST(parameter_table, the_exact_period_goes_before_the_shortest_that_contains_it) {
    const auto table =
        table_of(R"({"parameters": {"limit": {"2024": 1, "2024-H1": 2.5, "2024-Q1": 0.125, "2024-02": -7}}})");
    EXPECT_EQ(told(table, "limit", "2024"), "1");
    EXPECT_EQ(told(table, "limit", "2024-H1"), "5/2");
    EXPECT_EQ(told(table, "limit", "2024-H2"), "1");
    EXPECT_EQ(told(table, "limit", "2024-Q2"), "5/2");
    EXPECT_EQ(told(table, "limit", "2024-03"), "1/8");
    EXPECT_EQ(told(table, "limit", "2024-02"), "-7");
    EXPECT_EQ(told(table, "limit", "2024-02-10..2024-02-20"), "-7");
    EXPECT_EQ(told(table, "limit", "2024-02-10..2024-03-01"), "1/8");
}

TEST(parameter_table, what_has_no_value_says_which_periods_have_one) {
    const auto table = table_of(R"({"parameters": {"limit": {"2025-01": 1, "2019": 1, "2020": 1, "2022": 2, "2021": 2,
                                                             "2024": 3}}})");
    EXPECT_EQ(told(table, "limit", "2023-12"),
              "the parameter \"limit\" has no value for 2023-12 (2023-12-01 to 2023-12-31): it has values for "
              "2019..2022, 2024, 2025-01; add one for a period that contains this time, with {\"parameters\": "
              "{\"limit\": ...}} in a schema file");
    EXPECT_EQ(told(table, "limit", "2021-12-01..2022-11-30").substr(0, 55),
              "the parameter \"limit\" has no value for 2021-12-01..2022")
        << "values are not mixed";
    EXPECT_EQ(told(parameter_table::with_built_in_values(), "prisbasbelop", "2024"),
              "there is no parameter \"prisbasbelop\"; did you mean \"prisbasbelopp\"?");
    EXPECT_EQ(told(table, "wage", "2024"),
              "there is no parameter \"wage\"; add a schema file with {\"parameters\": {\"wage\": ...}}");
}

TEST(parameter_table, own_values_replace_and_extend_the_built_in_ones) {
    auto table = parameter_table::with_built_in_values();
    ASSERT_FALSE(table.add(schema_from(R"({"parameters": {"prisbasbelopp": {"2018": 47300, "2026": 59200.5}}})")));
    EXPECT_EQ(told(table, "prisbasbelopp", "2018-06"), "47300");
    EXPECT_EQ(told(table, "prisbasbelopp", "2026"), "118401/2");
    EXPECT_EQ(told(table, "prisbasbelopp", "2017"), "44800");
}

TEST(parameter_table, two_documents_may_not_contradict_each_other) {
    auto table = table_of(R"({"parameters": {"limit": {"2024": 1.50}}})");
    EXPECT_FALSE(table.add(schema_from(R"({"parameters": {"limit": {"2024": 1.5, "2025": 2}}})")));
    const auto before = table;
    const auto errors = table.add(schema_from(
        R"({"parameters": {"other": {"2024": 12345678901234567890}, "limit": {"2023": 1, "2024": 2, "2025": 3}}})"));
    ASSERT_TRUE(errors);
    EXPECT_EQ(to_string(*errors),
              "/parameters/other/2024: \"12345678901234567890\" is not a decimal number that fits into 64 bits\n"
              "/parameters/limit/2024: \"limit\" has two values for 2024: 3/2 and 2; keep one\n"
              "/parameters/limit/2025: \"limit\" has two values for 2025: 2 and 3; keep one");
    EXPECT_EQ(errors->front().code(), error_code::schema);
    EXPECT_EQ(table, before) << "nothing is taken";
}

} // namespace
