// What schemas of tables have that those of registers have not.
#include <kohort/data/schema.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace kohort;

std::string errors_of(std::string_view json) { return to_string(parse_schema(json).errors()); }

TEST(table_schema, tables_have_units_of_the_grammar_and_problems_of_their_own) {
    const auto errors_of_cells = [](const std::string& keys) {
        return errors_of(R"({"cells": "c", "file": "f", "cell": "i", "period": "p", "value": "v", )" + keys + "}");
    };
    EXPECT_THAT(errors_of_cells(R"("unit": "mnkr")"), testing::EndsWith("did you mean \"MSEK\"?"));
    EXPECT_THAT(errors_of_cells(R"("unit": "person")"),
                testing::AllOf(testing::StartsWith("/unit: expected \"persons\", \"spells\", "),
                               testing::EndsWith("found the text \"person\"; did you mean \"persons\"?")));
    EXPECT_EQ(errors_of_cells(R"("unit": "days", "on_bad_row": {"overlap": "keep", "bad_date": "keep"})"),
              "/on_bad_row/overlap: \"overlap\" is no reason; the reasons are \"unknown_code\" or \"bad_date\"\n"
              "/on_bad_row/bad_date: keep is impossible for bad_date: a row without its dates has no place in time");
}

TEST(table_schema, one_policy_is_for_both_problems) {
    const auto read =
        parse_schema(R"({"population": "p", "file": "f", "at": "a", "count": "n", "on_bad_row": "stop"})");
    const auto& schema = std::get<population_schema>(read.value().front());
    EXPECT_EQ(schema.on_bad_row[row_problem::unknown_code], row_policy::stop);
    EXPECT_EQ(schema.on_bad_row[row_problem::bad_date], row_policy::stop);
    EXPECT_TRUE(schema.on_unknown_code_given);
}

} // namespace
