#include <kohort/base/obs_status.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string_view>
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

// Tables of every operation over all pairs. N normal, 0 nil, . not applicable, ? missing, X suppressed, x secondary.
constexpr char letters[] = "N0.?Xx";
constexpr availability meant[] = {availability::normal,  availability::nil,        availability::not_applicable,
                                  availability::missing, availability::suppressed, availability::suppressed_secondary};

using binary = obs_status (*)(obs_status, obs_status);

/// `table` has a row per first status and a column per second, both in the order of `letters`.
void expect_table(binary operation, const char* const (&table)[6]) {
    for (std::size_t a = 0; a < 6; ++a)
        for (std::size_t b = 0; b < 6; ++b) {
            const auto expected = std::string_view(letters).find(table[a][b]);
            for (int flags = 0; flags < flag_union_count * flag_union_count; ++flags) {
                obs_status first(meant[a]), second(meant[b]), result(meant[expected]);
                first.flags = static_cast<std::uint8_t>(flags / flag_union_count);
                second.flags = static_cast<std::uint8_t>(flags % flag_union_count);
                result.flags = first.flags | second.flags;
                ASSERT_EQ(operation(first, second), result) << letters[a] << letters[b];
            }
        }
}

obs_status quotient_over_a_number(obs_status of, obs_status over) { return status_of_quotient(of, over, false); }
obs_status quotient_over_zero(obs_status of, obs_status over) { return status_of_quotient(of, over, true); }

TEST(obs_status, sum_over_all_pairs) {
    expect_table(kohort::status_of_sum, {"NN.?Xx",   //
                                         "N0.?Xx",   //
                                         "......",   //
                                         "??.???",   //
                                         "XX.?XX",   //
                                         "xx.?Xx"}); //
}

TEST(obs_status, quotient_over_all_pairs) {
    expect_table(quotient_over_a_number, {"N..?Xx",   //
                                          "N..?Xx",   //
                                          "......",   //
                                          "??.???",   //
                                          "XX.?XX",   //
                                          "xx.?Xx"}); //
    expect_table(quotient_over_zero, {"...?Xx",       //
                                      "...?Xx",       //
                                      "......",       //
                                      "??.???",       //
                                      "XX.?XX",       //
                                      "xx.?Xx"});     //
}

TEST(obs_status, mean_over_all_pairs) {
    expect_table(kohort::status_of_mean, {"NNN?Xx",   //
                                          "N00?Xx",   //
                                          "N0.?Xx",   //
                                          "??????",   //
                                          "XXX?XX",   //
                                          "xxx?Xx"}); //
}

void expect_order_does_not_matter(binary operation, obs_status neutral) {
    for (int a = 0; a < availability_count; ++a) {
        const auto one = status_of(a, 1 << (a % 5));
        EXPECT_EQ(operation(one, one), one);
        EXPECT_EQ(operation(neutral, one), one);
        for (int b = 0; b < availability_count; ++b) {
            const auto two = status_of(b, 1 << (b % 3));
            EXPECT_EQ(operation(one, two), operation(two, one));
            for (int c = 0; c < availability_count; ++c) {
                const auto three = status_of(c, 0);
                EXPECT_EQ(operation(operation(one, two), three), operation(one, operation(two, three)));
            }
        }
    }
}

TEST(obs_status, sums_and_means_do_not_depend_on_the_order_of_parts) {
    expect_order_does_not_matter(kohort::status_of_sum, availability::nil);
    expect_order_does_not_matter(kohort::status_of_mean, availability::not_applicable);
}

/// PX's rule for sums, where 's' is DATASYMBOLSUM: a symbol with the same symbol stays, two different give the sum's,
/// a symbol with a number gives the symbol, nil counts as 0.
char px_sum(char a, char b) {
    const auto is_symbol = [](char each) { return each != 'N' && each != '0'; };
    if (a == b) return a;
    if (is_symbol(a) && is_symbol(b)) return 's';
    if (is_symbol(a)) return a;
    return is_symbol(b) ? b : 'N';
}

// The house's rule is PX's, except that two different symbols give one of the two.
TEST(obs_status, sums_follow_px) {
    for (std::size_t a = 0; a < 6; ++a)
        for (std::size_t b = 0; b < 6; ++b) {
            const auto px = px_sum(letters[a], letters[b]);
            const auto ours = status_of_sum(meant[a], meant[b]).is;
            if (px == 's')
                EXPECT_TRUE(ours == meant[a] || ours == meant[b]);
            else
                EXPECT_EQ(ours, meant[std::string_view(letters).find(px)]);
        }
}

} // namespace
