#include <kohort/base/suggest.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

namespace {

using kohort::did_you_mean;
using kohort::nearest;
using kohort::spelling_distance;
using names = std::vector<std::string>;

constexpr std::array<std::string_view, 6> keys{"person", "start", "exit", "exit_reason", "dimensions", "date_format"};

/// The definition, without memory: what is cheapest for the last letters, over all that can be done with them.
std::size_t naive_distance(std::string_view left, std::string_view right) {
    if (left.empty() || right.empty()) return left.size() + right.size();
    const auto a = left.substr(0, left.size() - 1), b = right.substr(0, right.size() - 1);
    const bool equal = left.back() == right.back();
    auto least = std::min({naive_distance(a, right) + 1, naive_distance(left, b) + 1, naive_distance(a, b) + !equal});
    if (!a.empty() && !b.empty() && left.back() == b.back() && a.back() == right.back())
        least = std::min(least, naive_distance(a.substr(0, a.size() - 1), b.substr(0, b.size() - 1)) + 1);
    return least;
}

std::vector<std::string> words_of_ab(std::size_t longest) {
    names words{""};
    for (std::size_t i = 0; i < words.size(); ++i)
        if (words[i].size() < longest)
            for (const char letter : {'a', 'b', 'c'}) words.push_back(words[i] + letter);
    return words;
}

TEST(suggest, distance_of_all_short_words_is_that_of_the_definition) {
    const auto words = words_of_ab(4);
    ASSERT_EQ(words.size(), 121U);
    for (const auto& left : words)
        for (const auto& right : words)
            ASSERT_EQ(spelling_distance(left, right), naive_distance(left, right)) << left << ' ' << right;
}

TEST(suggest, one_edit_each) {
    EXPECT_EQ(spelling_distance("exit", "exti"), 1U) << "swapped neighbours";
    EXPECT_EQ(spelling_distance("exit", "exxit"), 1U);
    EXPECT_EQ(spelling_distance("exit", "exi"), 1U);
    EXPECT_EQ(spelling_distance("exit", "edit"), 1U);
    EXPECT_EQ(spelling_distance("exit", ""), 4U);
}

TEST(suggest, case_accents_and_joints_cost_nothing) {
    EXPECT_EQ(spelling_distance("Hägersten-Älvsjö", "hagersten-alvsjo"), 0U);
    EXPECT_EQ(spelling_distance("ÅÄÖÉ", "aaoe"), 0U);
    EXPECT_EQ(spelling_distance("Norra innerstaden", "norra_innerstaden"), 0U);
    EXPECT_EQ(spelling_distance("ö", "å"), 1U) << "a letter of two bytes is one letter";
    EXPECT_EQ(spelling_distance("日本", "日曜"), 1U);
    EXPECT_EQ(spelling_distance("🙂", ""), 1U);
}

TEST(suggest, nearest_first_and_the_given_order_among_equals) {
    EXPECT_EQ(nearest("exit_raeson", keys), (names{"exit_reason", "exit"}));
    EXPECT_EQ(nearest("bar", std::array<std::string_view, 3>{"car", "bar", "far"}), (names{"bar", "car", "far"}));
    EXPECT_EQ(nearest("bar", std::array<std::string_view, 3>{"car", "bar", "far"}, 1), names{"bar"});
    EXPECT_EQ(nearest("bar", std::array<std::string_view, 3>{"car", "bar", "far"}, 0), names{});
}

TEST(suggest, what_is_far_is_not_suggested) {
    EXPECT_EQ(nearest("income", keys), names{});
    EXPECT_EQ(nearest("", keys), names{});
    EXPECT_EQ(nearest("exit", std::span<const std::string_view>()), names{});
    EXPECT_EQ(nearest("to", std::array<std::string_view, 2>{"of", "at"}), names{}) << "two letters of two";
    EXPECT_EQ(nearest("ot", std::array<std::string_view, 2>{"of", "to"}), (names{"of", "to"}))
        << "one letter always may be";
}

TEST(suggest, a_name_that_contains_the_other_is_near) {
    EXPECT_EQ(nearest("person_id", keys), names{"person"});
    EXPECT_EQ(nearest("districts", std::array<std::string_view, 1>{"stockholm.districts"}),
              names{"stockholm.districts"});
    EXPECT_EQ(nearest("it", keys), names{}) << "two letters are in everything";
}

TEST(suggest, bytes_that_are_no_utf_8_do_no_harm) {
    EXPECT_EQ(nearest("exit\xff", keys), names{"exit"});
    EXPECT_EQ(nearest("\x80\xc3", keys), names{});
}

TEST(suggest, a_very_long_text_is_answered_at_once) { EXPECT_EQ(nearest(std::string(1'000'000, 'x'), keys), names{}); }

TEST(suggest, did_you_mean_ends_a_message) {
    EXPECT_EQ(did_you_mean("strat", keys), "; did you mean \"start\"?");
    EXPECT_EQ(did_you_mean("income", keys), "");
}

} // namespace
