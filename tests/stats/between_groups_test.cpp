#include <kohort/stats/between_groups.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

namespace {

using namespace kohort;
using counts = std::vector<std::int64_t>;

TEST(dissimilarity, by_hand) {
    EXPECT_EQ(index_of_dissimilarity(counts{10, 30}, counts{1, 3}).value(), ratio(0));
    EXPECT_EQ(index_of_dissimilarity(counts{5, 0}, counts{0, 9}).value(), ratio(1));
    // 1/2 (|1/4 - 1/2| + |1/2 - 1/2| + |1/4 - 0|)
    EXPECT_EQ(index_of_dissimilarity(counts{1, 2, 1}, counts{3, 3, 0}).value(), ratio(1, 4));
}

TEST(dissimilarity, is_what_would_have_to_move) {
    std::mt19937 random(3);
    for (int round = 0; round < 30; ++round) {
        counts first(5), second(5);
        for (auto* group : {&first, &second})
            for (auto& each : *group) each = static_cast<std::int64_t>(random() % 20);
        first[0] += 1, second[1] += 1;
        const ratio all_first(std::accumulate(first.begin(), first.end(), std::int64_t{0}));
        const ratio all_second(std::accumulate(second.begin(), second.end(), std::int64_t{0}));
        ratio too_many = 0; // where the first group has more than its share would be
        for (std::size_t d = 0; d < 5; ++d)
            too_many = too_many + std::max(ratio(0), ratio(first[d]) / all_first - ratio(second[d]) / all_second);
        EXPECT_EQ(index_of_dissimilarity(first, second).value(), too_many);
        EXPECT_EQ(index_of_dissimilarity(second, first).value(), too_many);
    }
}

TEST(dissimilarity, what_is_refused) {
    const auto made = index_of_dissimilarity(counts{1, -2, 1}, counts{0, 0});
    ASSERT_EQ(made.errors().size(), 4u); // lengths, the negative count, both groups sum to 0
    EXPECT_STREQ(made.errors()[1].what(), "/districts/1: the first group is -2; a count is not below 0");
    const std::int64_t large = 3'037'000'507;
    EXPECT_EQ(index_of_dissimilarity(counts{1, large}, counts{2, large}).errors().at(0).code(), error_code::plan);
}

TEST(spread, of_shares) {
    const group_share shares[] = {{0, 0}, {3, 10}, {1, 4}, {6, 20}, {5, 20}};
    const auto made = spread_of(shares).value();
    EXPECT_EQ(made.lowest, 2u) << "of equal ones the first";
    EXPECT_EQ(made.highest, 1u);
    EXPECT_EQ(made.range, ratio(1, 20));
    EXPECT_EQ(made.quotient, ratio(6, 5));
    const group_share with_zero[] = {{0, 5}, {1, 5}};
    EXPECT_EQ(spread_of(with_zero).value().quotient, std::nullopt);
    const group_share none[] = {{0, 0}}, bad[] = {{2, 1}, {-1, 1}};
    EXPECT_FALSE(spread_of(none));
    EXPECT_EQ(spread_of(bad).errors().size(), 2u);
}

/// The places that a group may have if every share lies somewhere in its interval: all orders that are possible.
std::vector<std::pair<std::size_t, std::size_t>> naive_places(const std::vector<group_rank>& ranks) {
    std::vector<std::size_t> order(ranks.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::vector<std::pair<std::size_t, std::size_t>> places(ranks.size(), {ranks.size() + 1, 0});
    do { // from the highest share on, each as high as it may still be
        double most = 2;
        bool is_possible = true;
        for (const auto each : order) {
            most = std::min(most, ranks[each].share.upper);
            is_possible &= most >= ranks[each].share.lower;
        }
        if (!is_possible) continue;
        for (std::size_t place = 0; place < order.size(); ++place) {
            auto& [best, worst] = places[order[place]];
            best = std::min(best, place + 1);
            worst = std::max(worst, place + 1);
        }
    } while (std::ranges::next_permutation(order).found);
    return places;
}

TEST(ranks, are_all_places_that_the_intervals_allow) {
    std::mt19937 random(17);
    for (int round = 0; round < 40; ++round) {
        std::vector<group_share> shares;
        for (int g = 0; g < 6; ++g) {
            const auto whole = static_cast<std::int64_t>(1 + random() % 400);
            shares.push_back({static_cast<std::int64_t>(random()) % (whole + 1), whole});
        }
        const auto made = ranks_of(shares, proportion_method::wilson, 0.8).value();
        const auto expected = naive_places(made);
        for (std::size_t g = 0; g < shares.size(); ++g) {
            EXPECT_EQ(made[g].best, expected[g].first);
            EXPECT_EQ(made[g].worst, expected[g].second);
            EXPECT_LE(made[g].best, made[g].rank);
            EXPECT_GE(made[g].worst, made[g].rank);
        }
    }
}

TEST(ranks, equal_shares_have_equal_ranks_and_groups_without_persons_none) {
    const group_share shares[] = {{1, 2}, {9, 10}, {0, 0}, {50, 100}, {1, 10}};
    const auto made = ranks_of(shares).value();
    const auto rank = [&](std::size_t g) { return made[g].rank; };
    EXPECT_EQ(rank(1), 1u);
    EXPECT_EQ(rank(0), 2u);
    EXPECT_EQ(rank(3), 2u);
    EXPECT_EQ(rank(4), 4u);
    EXPECT_EQ(rank(2), 0u);
    EXPECT_EQ(made[2].worst, 0u);
    EXPECT_EQ(made[0].best, 1u) << "two persons tell nothing";
    EXPECT_EQ(made[0].worst, 4u);
}

TEST(ranks, the_intervals_together_have_the_level) {
    const group_share shares[] = {{30, 100}, {40, 100}, {50, 100}, {60, 100}};
    const auto made = ranks_of(shares, proportion_method::clopper_pearson, 0.95).value();
    const auto alone = proportion_interval(30, 100, proportion_method::clopper_pearson, std::sqrt(std::sqrt(0.95)));
    EXPECT_NEAR(made[0].share.lower, alone.lower, 1e-9);
    EXPECT_NEAR(made[0].share.upper, alone.upper, 1e-9);
}

// The true ranks of all groups lie within theirs in at least `level` of samples.
TEST(ranks, cover_the_truth) {
    const double truth[] = {0.5, 0.45, 0.3, 0.29, 0.1};
    std::mt19937 random(2024);
    int covered = 0;
    constexpr int samples = 400;
    for (int s = 0; s < samples; ++s) {
        std::vector<group_share> shares;
        for (const double p : truth) {
            std::int64_t part = 0;
            for (int person = 0; person < 150; ++person) part += static_cast<double>(random()) < p * 4294967296.0;
            shares.push_back({part, 150});
        }
        const auto made = ranks_of(shares, proportion_method::clopper_pearson, 0.8).value();
        bool all = true;
        for (std::size_t g = 0; g < 5; ++g) all &= made[g].best <= g + 1 && g + 1 <= made[g].worst;
        covered += all ? 1 : 0;
    }
    EXPECT_GE(covered, samples * 8 / 10);
}

TEST(ranks, what_is_refused) {
    const group_share bad[] = {{2, 1}};
    EXPECT_EQ(ranks_of(bad, {}, 1).errors().size(), 2u);
    EXPECT_TRUE(ranks_of({}).value().empty());
}

} // namespace
