#include <kohort/publish/disclosure/base_rounding.hpp>

#include "publish/disclosure/releases.hpp"

#include <gtest/gtest.h>

#include <map>

namespace {

using namespace releases;
using texts = std::vector<std::string>;

constexpr rounding_secret secret{0x0123456789ABCDEF, 42};

TEST(base_rounding, conventional_rounding_takes_the_nearest_multiple) {
    for (const std::int64_t base : {3, 5})
        for (std::int64_t count = 0; count < 40; ++count) {
            const auto rounded = round_to_base(count, base);
            EXPECT_EQ(rounded % base, 0);
            EXPECT_LE(2 * std::abs(rounded - count), base);
        }
    EXPECT_EQ(round_to_base(1, 2), 2) << "halves go up";
}

// oracles.csv, "Random rounding base 3 (law)": 1 goes down with 2/3 and up with 1/3, 2 the other way round; exactly,
// over all draws.
TEST(base_rounding, random_rounding_is_unbiased_over_all_draws) {
    for (const std::int64_t base : {3, 5})
        for (std::int64_t count = 0; count < 30; ++count) {
            std::int64_t added = 0, ups = 0;
            for (std::int64_t draw = 0; draw < base; ++draw) {
                const auto rounded = round_by_draw(count, base, draw);
                EXPECT_EQ(rounded % base, 0);
                EXPECT_LT(std::abs(rounded - count), base);
                added += rounded;
                ups += rounded > count;
            }
            EXPECT_EQ(added, base * count);
            EXPECT_EQ(ups, count % base);
        }
}

TEST(base_rounding, draws_depend_on_key_base_and_secret_alone) {
    std::map<std::int64_t, int> drawn;
    int same = 0;
    constexpr int keys = 30'000;
    for (int i = 0; i < keys; ++i) {
        const auto key = "exits|2024|sex=women|" + std::to_string(i);
        const auto draw = draw_of(key, 3, secret);
        EXPECT_EQ(draw, draw_of(std::string(key), 3, secret));
        ++drawn[draw];
        same += draw == draw_of(key, 3, {secret.first, secret.second + 1});
    }
    for (const auto draw : {0, 1, 2}) EXPECT_NEAR(drawn[draw], keys / 3, 400) << "five standard deviations";
    EXPECT_NEAR(same, keys / 3, 400) << "another secret, another draw";
}

// The paper's vector: key 00 01 .. 0f, text 00 01 .. 0e give a129ca6149be45e5.
TEST(base_rounding, draws_come_from_siphash) {
    std::string text;
    for (char i = 0; i < 15; ++i) text += i;
    constexpr rounding_secret key{0x0706050403020100, 0x0F0E0D0C0B0A0908};
    constexpr std::uint64_t hash = 0xA129CA6149BE45E5;
    for (const std::int64_t base : {3, 5, 1'000'003})
        EXPECT_EQ(draw_of(text, base, key), static_cast<std::int64_t>(hash % static_cast<std::uint64_t>(base)));
}

builder two_way(std::uint32_t seed) {
    std::mt19937 random(seed);
    builder table;
    table.add_table({flat({"a", "b", "c", "d"}), {"total", {{"n", {{"n1"}, {"n2"}}}, {"s", {{"s1"}, {"s2"}, {"s3"}}}}}},
                    [&](const texts&) { return ratio(std::uniform_int_distribution<>(0, 12)(random)); });
    return table;
}

void expect_next_to(const additive_release& release, const controlled_rounding& rounded, std::int64_t base) {
    for (std::size_t i = 0; i < release.cells.size(); ++i) {
        EXPECT_EQ(rounded.values[i] % base, 0);
        EXPECT_LT(std::abs(rounded.values[i] - release.cells[i].value.numerator()), base) << release.cells[i].name;
    }
}

TEST(base_rounding, controlled_rounding_of_two_way_hierarchies_adds_up) {
    for (std::uint32_t seed = 0; seed < 50; ++seed)
        for (const std::int64_t base : {3, 5}) {
            auto table = two_way(seed);
            const auto& release = table.release();
            const auto rounded = round_controlled(release, base, secret).value();
            expect_next_to(release, rounded, base);
            EXPECT_TRUE(rounded.is_additive());
            for (const auto& sum : release.sums) {
                auto left = rounded.values[sum.total];
                for (const auto part : sum.parts) left -= rounded.values[part];
                EXPECT_EQ(left, 0) << to_string(release, sum);
            }
            EXPECT_EQ(rounded.values, round_controlled(release, base, secret).value().values);
        }
}

TEST(base_rounding, controlled_rounding_is_unbiased) {
    auto table = two_way(7);
    const auto& release = table.release();
    constexpr int secrets = 1000;
    std::vector<double> sums(release.cells.size());
    for (std::uint64_t i = 0; i < secrets; ++i) {
        const auto rounded = round_controlled(release, 5, {i, 1}).value();
        for (std::size_t j = 0; j < sums.size(); ++j) sums[j] += static_cast<double>(rounded.values[j]);
    }
    for (std::size_t j = 0; j < sums.size(); ++j)
        EXPECT_NEAR(sums[j] / secrets, release.cells[j].value.to_double(), 0.4)
            << "five standard deviations: 2.5 / sqrt(1000)";
}

TEST(base_rounding, controlled_rounding_of_three_ways_says_where_it_does_not_add_up) {
    int additive = 0, not_additive = 0;
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        std::mt19937 random(seed);
        builder table;
        table.add_table({flat({"a", "b", "c"}), flat({"x", "y", "z"}), flat({"p", "q", "r"})},
                        [&](const texts&) { return ratio(std::uniform_int_distribution<>(0, 9)(random)); });
        const auto& release = table.release();
        const auto rounded = round_controlled(release, 3, secret).value();
        expect_next_to(release, rounded, 3);
        std::vector<std::size_t> broken;
        for (std::size_t i = 0; i < release.sums.size(); ++i) {
            auto left = rounded.values[release.sums[i].total];
            for (const auto part : release.sums[i].parts) left -= rounded.values[part];
            if (left != 0) broken.push_back(i);
        }
        EXPECT_EQ(rounded.not_additive, broken);
        ++(rounded.is_additive() ? additive : not_additive);
    }
    EXPECT_GT(additive, 3 * not_additive);
}

TEST(base_rounding, what_is_no_count_is_refused) {
    additive_release release{{{.name = "all", .value = ratio(1, 2)}, {.name = "below", .value = -1}}, {}};
    release.cells[1].least = -5;
    const auto refused = round_controlled(release, 0, secret);
    ASSERT_EQ(refused.errors().size(), 3U);
    EXPECT_EQ(refused.errors()[0].path(), "/base");
    EXPECT_EQ(refused.errors()[1].message(), "\"all\" is 1/2; only counts can be rounded to a base");
}

} // namespace
