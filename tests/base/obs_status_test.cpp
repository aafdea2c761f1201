#include <kohort/base/obs_status.hpp>

#include <gtest/gtest.h>

#include <set>
#include <type_traits>

namespace {

using kohort::availability;
using kohort::obs_flag;
using kohort::obs_status;
using kohort::parse_obs_status;

static_assert(std::is_trivially_copyable_v<obs_status>);
static_assert(sizeof(obs_status) == 2);
static_assert(obs_status() == obs_status(availability::normal));

constexpr int availability_count = 6;
constexpr int flag_union_count = 32;

obs_status status_of(int is, int flags) {
    obs_status status(static_cast<availability>(is));
    status.flags = static_cast<std::uint8_t>(flags);
    return status;
}

TEST(obs_status, a_value_is_there_when_normal_or_nil) {
    EXPECT_TRUE(obs_status().has_value());
    EXPECT_TRUE(obs_status(availability::nil).has_value());
    EXPECT_FALSE(obs_status(availability::missing).has_value());
    EXPECT_FALSE(obs_status(availability::not_applicable).has_value());
    EXPECT_FALSE(obs_status(availability::suppressed).has_value());
    EXPECT_FALSE(obs_status(availability::suppressed_secondary).has_value());
}

TEST(obs_status, flags_add_up) {
    auto status = obs_status(availability::nil).add(obs_flag::provisional).add(obs_flag::break_in_series);
    EXPECT_TRUE(status.has(obs_flag::provisional));
    EXPECT_TRUE(status.has(obs_flag::break_in_series));
    EXPECT_FALSE(status.has(obs_flag::estimated));
    EXPECT_EQ(status, obs_status(status).add(obs_flag::provisional)) << "adding a flag twice changes nothing";
    EXPECT_NE(status, obs_status(availability::nil));
}

TEST(obs_status, text) {
    EXPECT_EQ(to_string(obs_status()), "");
    EXPECT_EQ(to_string(obs_status(availability::missing)), "missing");
    EXPECT_EQ(to_string(obs_status().add(obs_flag::break_in_series).add(obs_flag::provisional)), "provisional+break");
    EXPECT_EQ(to_string(obs_status(availability::nil).add(obs_flag::low_reliability)), "nil+low_reliability");
}

TEST(obs_status, every_status_has_its_own_text_and_comes_back_from_it) {
    std::set<std::string> texts;
    for (int is = 0; is < availability_count; ++is)
        for (int flags = 0; flags < flag_union_count; ++flags) {
            const auto status = status_of(is, flags);
            const auto text = to_string(status);
            EXPECT_EQ(parse_obs_status(text), status) << text;
            texts.insert(text);
        }
    EXPECT_EQ(texts.size(), static_cast<std::size_t>(availability_count * flag_union_count));
}

TEST(obs_status, words_may_come_in_any_order) {
    EXPECT_EQ(parse_obs_status("break+provisional+missing"), parse_obs_status("missing+provisional+break"));
    EXPECT_TRUE(parse_obs_status("break+missing"));
}

TEST(obs_status, what_is_not_a_status_is_refused) {
    for (const auto* text : {"normal", "Missing", " missing", "missing+", "+missing", "missing+nil", "break+break",
                             "nil+nil", "provisional++break", "+", "p", "provisional,break"})
        EXPECT_EQ(parse_obs_status(text), std::nullopt) << text;
}

TEST(obs_status, status_of_a_sum_is_that_of_its_weakest_part_in_any_order) {
    constexpr availability strongest_first[] = {availability::not_applicable, availability::missing,
                                                availability::suppressed,     availability::suppressed_secondary,
                                                availability::normal,         availability::nil};
    for (std::size_t a = 0; a < 6; ++a)
        for (std::size_t b = a; b < 6; ++b) {
            EXPECT_EQ(status_of_sum(strongest_first[a], strongest_first[b]), obs_status(strongest_first[a]));
            EXPECT_EQ(status_of_sum(strongest_first[b], strongest_first[a]), obs_status(strongest_first[a]));
        }
}

} // namespace
