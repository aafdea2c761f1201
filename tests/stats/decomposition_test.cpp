#include <kohort/stats/decomposition.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace {

using namespace kohort;

double effect(const decomposition& of, const std::string& name) {
    const auto found = std::ranges::find(of.effects, name, &factor_effect::name);
    return found == of.effects.end() ? std::nan("") : found->effect;
}

double sum_of_effects(const decomposition& of) {
    double sum = 0;
    for (const auto& each : of.effects) sum += each.effect;
    return sum;
}

// Das Gupta 1993, example 2.1: earnings of black and white persons, US 1980.
TEST(das_gupta, two_scalar_factors) {
    const rate_factor factors[] = {{"earnings", {10930}, {16591}}, {"earners", {.717892}, {.825974}}};
    const auto made = das_gupta(factors).value();
    EXPECT_NEAR(made.second - made.first, 5857.175, 5e-4);
    EXPECT_NEAR(effect(made, "earnings"), 4369.913, 5e-4);
    EXPECT_NEAR(effect(made, "earners"), 1487.262, 5e-4);
    EXPECT_NEAR(100 * effect(made, "earnings") / (made.second - made.first), 74.61, 5e-3);
}

// Example 2.2: crude birth rates, Austria and Chile.
TEST(das_gupta, three_scalar_factors) {
    const rate_factor factors[] = {
        {"births", {51.78746}, {84.90502}}, {"ages", {.45919}, {.75756}}, {"women", {.52638}, {.51065}}};
    const auto made = das_gupta(factors).value();
    EXPECT_NEAR(made.first, 12.51747, 5e-6);
    EXPECT_NEAR(made.second, 32.84534, 5e-6);
    EXPECT_NEAR(effect(made, "births"), 10.4340333, 5e-8);
    EXPECT_NEAR(effect(made, "ages"), 10.5608476, 5e-8);
    EXPECT_NEAR(effect(made, "women"), -0.6670084, 5e-8);
}

// Example 2.3: non-marital live births, US 1971 and 1979.
TEST(das_gupta, four_scalar_factors) {
    const rate_factor factors[] = {{"births", {25.3}, {32.7}},
                                   {"pregnancies", {.214}, {.290}},
                                   {"active", {.279}, {.473}},
                                   {"single", {.949}, {.986}}};
    const auto made = das_gupta(factors).value();
    EXPECT_NEAR(effect(made, "births"), 0.6889411, 5e-8);
    EXPECT_NEAR(effect(made, "pregnancies"), 0.8125381, 5e-8);
    EXPECT_NEAR(effect(made, "active"), 1.3829055, 5e-8);
    EXPECT_NEAR(effect(made, "single"), 0.1047547, 5e-8);
}

// Example 5.1: household headship, US 1970 and 1985, by 13 age groups.
TEST(das_gupta, factors_by_cell) {
    const rate_factor factors[] = {{"age",
                                    {.129, .109, .095, .080, .078, .084, .086, .078, .070, .059, .047, .036, .049},
                                    {.101, .112, .116, .109, .094, .077, .063, .060, .063, .059, .051, .040, .055}},
                                   {"rate",
                                    {1.9, 25.8, 45.7, 49.6, 51.2, 51.6, 51.8, 54.9, 58.7, 60.4, 62.8, 66.6, 66.8},
                                    {2.2, 24.3, 45.8, 52.5, 56.1, 55.6, 56.0, 57.4, 57.2, 61.2, 63.9, 68.6, 72.2}}};
    const auto made = das_gupta(factors).value();
    EXPECT_NEAR(made.first, 44.7268, 5e-5);
    EXPECT_NEAR(made.second, 47.6940, 5e-5);
    EXPECT_NEAR(effect(made, "age"), 1.2269, 5e-5);
    EXPECT_NEAR(effect(made, "rate"), 1.7403, 5e-5);
}

struct random_population {
    std::vector<double> persons, events;
    [[nodiscard]] crossed_population view() const { return {persons, events}; }
};

// Example 5.3: deaths per 1000 by race and age, US 1970 and 1985.
TEST(das_gupta, crossed_dimensions) {
    const random_population in_1985{{3041, 11577, 27450, 32711, 35480, 27411, 19555, 19795, 15254, 8022, 2472,
                                     707,  2692,  6473,  6841,  6547,  4352,  3034,  2540,  1749,  804,  236},
                                    {9.163,  0.462,  0.248,   0.929,  1.084,  1.810,  4.715, 12.187,
                                     27.728, 64.068, 157.570, 17.208, 0.738,  0.328,  1.103, 2.045,
                                     3.724,  8.052,  17.812,  34.128, 68.276, 125.161}};
    const random_population in_1970{{2968, 11484, 34614, 30992, 21983, 20314, 20928, 16897, 11339, 5720, 1315,
                                     535,  2162,  6120,  4781,  3096,  2718,  2363,  1767,  1149,  448,  117},
                                    {18.469, 0.751,  0.391,   1.146,  1.287,  2.672,  6.636, 15.691,
                                     34.723, 79.763, 176.837, 36.993, 1.352,  0.541,  2.040, 3.523,
                                     6.746,  12.967, 24.471,  45.091, 74.902, 123.205}};
    const auto with_events = [](random_population of) {
        for (std::size_t cell = 0; cell < of.events.size(); ++cell) of.events[cell] *= of.persons[cell];
        return of;
    };
    const auto before = with_events(in_1970), after = with_events(in_1985);
    const std::string names[] = {"race", "age"};
    const std::size_t extents[] = {2, 11};
    const auto made = das_gupta_crossed(names, extents, before.view(), after.view()).value();
    EXPECT_NEAR(made.first, 9.421833, 5e-7);
    EXPECT_NEAR(made.second, 8.735618, 5e-7);
    EXPECT_NEAR(effect(made, "age"), 1.5217347, 5e-8);
    EXPECT_NEAR(effect(made, "race"), 0.0197749, 5e-8);
    EXPECT_NEAR(effect(made, "rate"), -2.2277254, 5e-8);
}

std::vector<double> random_values(std::mt19937& random, std::size_t count) {
    std::vector<double> values(count);
    for (auto& each : values) each = std::uniform_real_distribution<>(0.1, 2)(random);
    return values;
}

/// The mean over all orders of what exchanging the factor changes, literally.
std::vector<double> naive_effects(const std::vector<rate_factor>& factors, std::size_t cells) {
    std::vector<std::size_t> order(factors.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::vector<double> effects(factors.size());
    double orders = 0;
    do {
        std::vector<bool> exchanged(factors.size());
        const auto value = [&] {
            double sum = 0;
            for (std::size_t cell = 0; cell < cells; ++cell) {
                double product = 1;
                for (std::size_t f = 0; f < factors.size(); ++f) {
                    const auto& side = exchanged[f] ? factors[f].second : factors[f].first;
                    product *= side[side.size() == 1 ? 0 : cell];
                }
                sum += product;
            }
            return sum;
        };
        for (const auto f : order) {
            const double before = value();
            exchanged[f] = true;
            effects[f] += value() - before;
        }
        ++orders;
    } while (std::ranges::next_permutation(order).found);
    for (auto& each : effects) each /= orders;
    return effects;
}

TEST(das_gupta, is_the_mean_over_all_orders_and_symmetric) {
    std::mt19937 random(7);
    for (std::size_t count = 1; count <= 5; ++count) {
        const std::size_t cells = 1 + random() % 4;
        std::vector<rate_factor> factors;
        for (std::size_t f = 0; f < count; ++f) {
            const auto length = f % 2 == 0 ? cells : 1;
            factors.push_back({std::to_string(f), random_values(random, length), random_values(random, cells)});
        }
        const auto made = das_gupta(factors).value();
        const auto expected = naive_effects(factors, cells);
        EXPECT_NEAR(sum_of_effects(made), made.second - made.first, 1e-12);
        auto turned = factors;
        for (auto& each : turned) std::swap(each.first, each.second);
        std::ranges::reverse(turned);
        const auto back = das_gupta(turned).value();
        for (std::size_t f = 0; f < count; ++f) {
            EXPECT_NEAR(made.effects[f].effect, expected[f], 1e-12);
            EXPECT_NEAR(effect(back, factors[f].name), -expected[f], 1e-12) << "neither order nor direction matters";
        }
    }
}

random_population random_persons(std::mt19937& random, std::size_t cells, bool with_empty) {
    random_population made;
    for (std::size_t cell = 0; cell < cells; ++cell) {
        const auto persons = with_empty && random() % 4 == 0 ? 0 : 1 + random() % 50;
        made.persons.push_back(static_cast<double>(persons));
        made.events.push_back(persons == 0 ? 0 : static_cast<double>(random() % (persons + 1)));
    }
    made.persons[0] += 1;
    return made;
}

TEST(das_gupta, crossed_effects_add_up) {
    std::mt19937 random(11);
    const std::string names[] = {"a", "b", "c"};
    const std::size_t extents[] = {2, 3, 2};
    for (int round = 0; round < 20; ++round) {
        const auto first = random_persons(random, 12, round % 2 == 0), second = random_persons(random, 12, true);
        const auto made = das_gupta_crossed(names, extents, first.view(), second.view()).value();
        const auto crude = [](const random_population& of) {
            return std::accumulate(of.events.begin(), of.events.end(), 0.0) /
                   std::accumulate(of.persons.begin(), of.persons.end(), 0.0);
        };
        EXPECT_NEAR(made.first, crude(first), 1e-12);
        EXPECT_NEAR(made.second, crude(second), 1e-12);
        EXPECT_NEAR(sum_of_effects(made), made.second - made.first, 1e-12);
    }
}

// A dimension over which both populations are composed alike, whatever the others are, has no effect.
TEST(das_gupta, a_dimension_that_does_not_differ_has_no_effect) {
    const random_population first{{10, 30, 20, 60}, {1, 2, 3, 4}}, second{{30, 90, 5, 15}, {2, 3, 4, 5}};
    const std::string names[] = {"a", "b"};
    const std::size_t extents[] = {2, 2};
    const auto made = das_gupta_crossed(names, extents, first.view(), second.view()).value();
    EXPECT_NEAR(effect(made, "b"), 0, 1e-15);
    EXPECT_GT(std::abs(effect(made, "a")), 0.01);
}

TEST(das_gupta, what_cannot_be_decomposed_is_refused) {
    EXPECT_FALSE(das_gupta({}));
    const rate_factor uneven[] = {{"a", {1, 2}, {1, 2, 3}}, {"b", {std::nan("")}, {1}}};
    const auto made = das_gupta(uneven);
    ASSERT_EQ(made.errors().size(), 2u);
    EXPECT_STREQ(made.errors()[0].what(),
                 "/factors/0: \"a\" has 2 values; give it one, or one for each of the 3 cells");
    EXPECT_EQ(made.errors()[1].path(), "/factors/1");
    const std::vector<double> four{1, 1, 1, 1}, none{0, 0, 0, 0}, three{1, 1, 1};
    const std::string names[] = {"a", "b"};
    const std::size_t extents[] = {2, 2};
    EXPECT_FALSE(das_gupta_crossed(names, extents, {three, three}, {three, three}));
    EXPECT_FALSE(das_gupta_crossed(names, extents, {none, none}, {four, four}));
    EXPECT_EQ(das_gupta_crossed(names, extents, {none, four}, {four, four}).errors().size(), 5u);
    EXPECT_FALSE(das_gupta_crossed({}, {}, {four, four}, {four, four}));
}

TEST(kitagawa, contributions_add_up_exactly) {
    std::mt19937 random(5);
    for (int round = 0; round < 50; ++round) {
        std::vector<group_count> first, second;
        for (int g = 0; g < 14; ++g)
            for (auto* side : {&first, &second}) {
                const std::int64_t persons = random() % 8 == 0 ? 0 : static_cast<std::int64_t>(random() % 5000);
                side->push_back({persons == 0 ? 0 : static_cast<std::int64_t>(random()) % (persons + 1), persons});
            }
        first[0].persons += 10, second[0].persons += 10;
        const auto made = kitagawa(first, second).value();
        ratio change = 0;
        double composition = 0, rate = 0;
        for (const auto& each : made.groups) {
            change = change + each.change;
            composition += each.composition;
            rate += each.rate;
            EXPECT_NEAR(each.composition + each.rate, each.change.to_double(), 1e-15);
        }
        EXPECT_EQ(change, made.second - made.first);
        EXPECT_NEAR(made.composition, composition, 1e-14);
        EXPECT_NEAR(made.composition + made.rate, (made.second - made.first).to_double(), 1e-14);

        std::vector<double> persons[2], events[2];
        for (std::size_t side = 0; side < 2; ++side)
            for (const auto& each : side == 0 ? first : second) {
                persons[side].push_back(static_cast<double>(each.persons));
                events[side].push_back(static_cast<double>(each.events));
            }
        const std::string name[] = {"district"};
        const std::size_t extent[] = {14};
        const auto crossed = das_gupta_crossed(name, extent, {persons[0], events[0]}, {persons[1], events[1]}).value();
        EXPECT_NEAR(effect(crossed, "district"), made.composition, 1e-13);
        EXPECT_NEAR(effect(crossed, "rate"), made.rate, 1e-13);
    }
}

// By hand: 10 of 100 and 60 of 100 become 10 of 50 and 90 of 150.
TEST(kitagawa, of_two_districts) {
    const group_count before[] = {{10, 100}, {60, 100}}, after[] = {{10, 50}, {90, 150}};
    const auto made = kitagawa(before, after).value();
    EXPECT_EQ(made.first, ratio(7, 20));
    EXPECT_EQ(made.second, ratio(1, 2));
    EXPECT_EQ(made.groups[0].change, ratio(0));
    EXPECT_EQ(made.groups[1].change, ratio(3, 20));
    EXPECT_NEAR(made.groups[0].composition, -0.25 * 0.15, 1e-15);
    EXPECT_NEAR(made.groups[0].rate, 0.1 * 0.375, 1e-15);
    EXPECT_NEAR(made.groups[1].composition, 0.25 * 0.6, 1e-15);
    EXPECT_EQ(made.groups[1].rate, 0);
}

TEST(kitagawa, what_cannot_be_decomposed_is_refused) {
    const group_count bad[] = {{1, 0}, {-1, 5}}, good[] = {{1, 2}}, empty[] = {{0, 0}};
    const auto made = kitagawa(bad, good);
    ASSERT_EQ(made.errors().size(), 3u);
    EXPECT_EQ(made.errors()[1].path(), "/groups/0");
    EXPECT_STREQ(made.errors()[2].what(), "/groups/1: -1 events of 5 persons cannot be");
    EXPECT_EQ(kitagawa(empty, good).errors().size(), 1u);
    const group_count large[] = {{1, 4'000'000'007}}, other[] = {{1, 3'999'999'979}};
    EXPECT_EQ(kitagawa(large, other).errors().at(0).code(), error_code::plan);
}

} // namespace
