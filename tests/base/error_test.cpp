#include <kohort/base/error.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <type_traits>

namespace {

using kohort::error;
using kohort::error_code;

static_assert(std::is_base_of_v<std::exception, error>);
static_assert(std::is_nothrow_move_constructible_v<error>);

TEST(error, what_is_path_and_message) {
    const error found(error_code::schema, "no such code list", "/columns/2/codes");
    EXPECT_STREQ(found.what(), "/columns/2/codes: no such code list");
    EXPECT_EQ(found.code(), error_code::schema);
    EXPECT_EQ(found.message(), "no such code list");
    EXPECT_EQ(found.path(), "/columns/2/codes");
}

TEST(error, what_without_a_path_is_the_message) {
    EXPECT_STREQ(error(error_code::data, "not a table").what(), "not a table");
}

TEST(error, what_belongs_to_the_copy) {
    auto first = std::make_unique<error>(error_code::data, "not a table", "spells.csv:1");
    const error copy = *first;
    first.reset();
    EXPECT_STREQ(copy.what(), "spells.csv:1: not a table");
}

TEST(error, numbers_of_the_codes_are_those_of_the_c_api) {
    EXPECT_EQ(static_cast<int>(error_code::invalid_argument), 100);
    EXPECT_EQ(static_cast<int>(error_code::definition), 200);
    EXPECT_EQ(static_cast<int>(error_code::schema), 210);
    EXPECT_EQ(static_cast<int>(error_code::plan), 220);
    EXPECT_EQ(static_cast<int>(error_code::data), 300);
    EXPECT_EQ(static_cast<int>(error_code::input_output), 400);
    EXPECT_EQ(static_cast<int>(error_code::out_of_memory), 410);
    EXPECT_EQ(static_cast<int>(error_code::cancelled), 420);
    EXPECT_EQ(static_cast<int>(error_code::internal), 900);
}

TEST(error, each_code_has_its_name) {
    EXPECT_EQ(name_of(error_code::invalid_argument), "invalid_argument");
    EXPECT_EQ(name_of(error_code::definition), "definition");
    EXPECT_EQ(name_of(error_code::schema), "schema");
    EXPECT_EQ(name_of(error_code::plan), "plan");
    EXPECT_EQ(name_of(error_code::data), "data");
    EXPECT_EQ(name_of(error_code::input_output), "input_output");
    EXPECT_EQ(name_of(error_code::out_of_memory), "out_of_memory");
    EXPECT_EQ(name_of(error_code::cancelled), "cancelled");
    EXPECT_EQ(name_of(error_code::internal), "internal");
    EXPECT_EQ(name_of(static_cast<error_code>(1)), "internal");
}

TEST(error, a_list_is_one_line_each) {
    EXPECT_EQ(to_string(kohort::error_list{}), "");
    EXPECT_EQ(to_string(kohort::error_list{{error_code::data, "empty", "a.csv"}, {error_code::plan, "too many cells"}}),
              "a.csv: empty\ntoo many cells");
}

} // namespace
