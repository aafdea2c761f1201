#include <kohort/base/result.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>
#include <type_traits>
#include <vector>

namespace {

using kohort::error;
using kohort::error_code;
using kohort::error_list;
using kohort::result;

static_assert(!std::is_convertible_v<result<int>, bool>, "a result must be asked, not added up");
static_assert(std::is_nothrow_move_constructible_v<result<std::unique_ptr<int>>>);

result<int> half(int whole) {
    if (whole % 2 != 0) return error(error_code::invalid_argument, "odd", "/whole");
    return whole / 2;
}

TEST(result, holds_a_value) {
    auto four = half(8);
    ASSERT_TRUE(four.has_value());
    EXPECT_TRUE(four);
    EXPECT_EQ(four.value(), 4);
    EXPECT_EQ(*four, 4);
    EXPECT_TRUE(four.errors().empty());
    four.value() = 5;
    EXPECT_EQ(*std::as_const(four), 5);
}

TEST(result, holds_an_error) {
    const auto none = half(7);
    EXPECT_FALSE(none.has_value());
    EXPECT_FALSE(none);
    ASSERT_EQ(none.errors().size(), 1U);
    EXPECT_STREQ(none.errors().front().what(), "/whole: odd");
}

TEST(result, value_throws_the_first_error) {
    const result<int> none(error_list{{error_code::schema, "first"}, {error_code::data, "second"}});
    EXPECT_EQ(none.errors().size(), 2U);
    try {
        (void)none.value();
        FAIL() << "value() of a result without a value returned";
    } catch (const error& thrown) {
        EXPECT_EQ(thrown.code(), error_code::schema);
        EXPECT_EQ(thrown.message(), "first");
    }
}

TEST(result, a_value_that_cannot_be_copied_is_moved_out) {
    result<std::unique_ptr<int>> owner(std::make_unique<int>(3));
    EXPECT_EQ(*owner->get(), 3);
    const auto taken = std::move(owner).value();
    EXPECT_EQ(*taken, 3);
}

// The empty list that every value answers with is made at the first call, whichever thread that is.
TEST(result_threads, errors_of_values_can_be_asked_for_at_once) {
    const auto four = half(8);
    std::atomic<int> empty_lists = 0;
    std::vector<std::thread> threads;
    for (int each = 0; each < 4; ++each) threads.emplace_back([&] { empty_lists += four.errors().empty() ? 1 : 0; });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(empty_lists, 4);
}

} // namespace
