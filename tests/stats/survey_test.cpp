#include <kohort/stats/survey.hpp>

#include <kohort/stats/distribution.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <random>

namespace {

using namespace kohort;
using column = std::vector<double>;
using codes = std::vector<std::uint32_t>;

struct drawn {
    column weight, part, whole;
    codes stratum, cluster;
    [[nodiscard]] sample_columns view() const { return {weight, stratum, cluster, {}}; }
};

drawn random_sample(std::mt19937& random) {
    drawn made;
    for (int row = 0; row < 80; ++row) {
        made.weight.push_back(1 + static_cast<double>(random() % 90) / 10);
        made.whole.push_back(static_cast<double>(random() % 4 != 0));
        made.part.push_back(made.whole.back() * static_cast<double>(random() % 3 == 0));
        made.stratum.push_back(static_cast<std::uint32_t>(7 * (random() % 3)));
        made.cluster.push_back(row < 12 ? static_cast<std::uint32_t>(row % 4)
                                        : static_cast<std::uint32_t>(random() % 6));
        if (row < 12) made.stratum.back() = static_cast<std::uint32_t>(7 * (row / 4));
    }
    return made;
}

/// The variance of a total of scores by the formula for ultimate clusters.
double naive_variance(const column& scores, const codes& stratum, const codes& cluster,
                      const std::map<std::uint32_t, double>& there = {}) {
    std::map<std::uint32_t, std::map<std::uint32_t, double>> totals;
    for (std::size_t row = 0; row < scores.size(); ++row) totals[stratum[row]][cluster[row]] += scores[row];
    double variance = 0;
    for (const auto& [code, clusters] : totals) {
        const auto count = static_cast<double>(clusters.size());
        double sum = 0, squares = 0;
        for (const auto& each : clusters) sum += each.second;
        for (const auto& each : clusters) squares += (each.second - sum / count) * (each.second - sum / count);
        const double kept = there.empty() ? 1 : 1 - count / there.at(code);
        variance += kept * count / (count - 1) * squares;
    }
    return variance;
}

TEST(survey, is_the_formula_of_ultimate_clusters) {
    std::mt19937 random(1);
    for (int round = 0; round < 20; ++round) {
        const auto sample = random_sample(random);
        auto columns = sample.view();
        column scores(80), ratio_scores(80);
        double part = 0, whole = 0;
        for (std::size_t row = 0; row < 80; ++row) {
            scores[row] = sample.weight[row] * sample.part[row];
            part += scores[row];
            whole += sample.weight[row] * sample.whole[row];
        }
        for (std::size_t row = 0; row < 80; ++row)
            ratio_scores[row] = sample.weight[row] * (sample.part[row] - part / whole * sample.whole[row]) / whole;

        const auto design = survey_design::make(columns).value();
        const auto total = design.total(sample.part);
        EXPECT_NEAR(total.estimate, part, 1e-10);
        EXPECT_NEAR(total.standard_error, std::sqrt(naive_variance(scores, sample.stratum, sample.cluster)), 1e-9);
        const auto ratio = design.ratio_of(sample.part, sample.whole);
        EXPECT_NEAR(ratio.estimate, part / whole, 1e-14);
        EXPECT_NEAR(ratio.standard_error, std::sqrt(naive_variance(ratio_scores, sample.stratum, sample.cluster)),
                    1e-13);

        column there(15, 0);
        there[0] = 9, there[7] = 12, there[14] = std::numeric_limits<double>::infinity();
        columns.clusters_in_population = there;
        const auto finite = survey_design::make(columns).value().total(sample.part);
        const double expected =
            naive_variance(scores, sample.stratum, sample.cluster, {{0, 9}, {7, 12}, {14, there[14]}});
        EXPECT_NEAR(finite.standard_error, std::sqrt(expected), 1e-9);
    }
}

TEST(survey, order_of_rows_does_not_matter) {
    std::mt19937 random(2);
    const auto sample = random_sample(random);
    auto turned = sample;
    for (auto* each : {&turned.weight, &turned.part, &turned.whole}) std::ranges::reverse(*each);
    for (auto* each : {&turned.stratum, &turned.cluster}) std::ranges::reverse(*each);
    const auto one = survey_design::make(sample.view()).value().ratio_of(sample.part, sample.whole);
    const auto other = survey_design::make(turned.view()).value().ratio_of(turned.part, turned.whole);
    EXPECT_NEAR(one.standard_error, other.standard_error, 1e-15);
    EXPECT_EQ(one.degrees_of_freedom, other.degrees_of_freedom);
}

// n rows of equal weight without strata: the textbook's s / root n.
TEST(survey, simple_random_sample) {
    const column weight(5, 20), values{1, 2, 4, 8, 10}, ones(5, 1);
    const auto design = survey_design::make({weight}).value();
    const auto mean = design.ratio_of(values, ones);
    EXPECT_DOUBLE_EQ(mean.estimate, 5);
    EXPECT_NEAR(mean.standard_error, std::sqrt(60.0 / 4 / 5), 1e-14);
    EXPECT_EQ(mean.degrees_of_freedom, 4);
    const column all{5};
    EXPECT_EQ(survey_design::make({weight, {}, {}, all}).value().total(values).standard_error, 0)
        << "everyone was asked";
    EXPECT_TRUE(std::isnan(design.ratio_of(values, column(5, 0)).estimate));
}

TEST(survey, lonely_clusters) {
    const column weight{1, 1, 1, 1}, values{3, 5, 4, 4};
    const codes stratum{0, 0, 1, 1}, cluster{1, 2, 1, 1};
    const sample_columns columns{weight, stratum, cluster, {}};
    const auto refused = survey_design::make(columns);
    ASSERT_EQ(refused.errors().size(), 1u);
    EXPECT_EQ(refused.errors()[0].path(), "/strata/1");
    EXPECT_DOUBLE_EQ(survey_design::make(columns, lonely_cluster::certainty).value().total(values).standard_error, 2);
    EXPECT_DOUBLE_EQ(survey_design::make(columns, lonely_cluster::adjust).value().total(values).standard_error,
                     std::sqrt(4 + 64));
    const column there{4, 1};
    EXPECT_TRUE(survey_design::make({weight, stratum, cluster, there})) << "the only cluster that there is";
}

TEST(survey, what_is_no_sample_is_refused) {
    const column weight{1, -1, 1}, two{1, 1}, fine{1, 1, 1};
    const codes three{0, 1, 1}, short_one{0};
    EXPECT_EQ(survey_design::make({column()}).errors().size(), 1u);
    const auto negative = survey_design::make({weight});
    ASSERT_EQ(negative.errors().size(), 1u);
    EXPECT_EQ(negative.errors()[0].path(), "/rows/1");
    EXPECT_EQ(survey_design::make({fine, short_one, short_one}).errors().size(), 2u);
    const column too_few{5, 1};
    EXPECT_EQ(survey_design::make({fine, three, {}, too_few}, lonely_cluster::certainty).errors().size(), 1u);
    const column untold{5};
    EXPECT_EQ(survey_design::make({fine, three, {}, untold}, lonely_cluster::certainty).errors().size(), 1u);
}

// Leaving out one row after the other gives a total's variance exactly.
TEST(replicates, jackknife_of_a_total) {
    const column weight{2, 3, 1, 4, 2, 5}, values{1, 0, 4, 2, 2, 1};
    std::vector<column> left_out;
    for (std::size_t out = 0; out < weight.size(); ++out) {
        left_out.push_back(weight);
        for (std::size_t row = 0; row < weight.size(); ++row) left_out.back()[row] *= row == out ? 0 : 6.0 / 5;
    }
    const replicate_columns columns{weight, {left_out.begin(), left_out.end()}, jackknife_scale(6), {}, false};
    const auto made = replicated_total(columns, values).value();
    const auto linear = survey_design::make({weight}).value().total(values);
    EXPECT_DOUBLE_EQ(made.estimate, linear.estimate);
    EXPECT_NEAR(made.standard_error, linear.standard_error, 1e-12);
    EXPECT_EQ(made.degrees_of_freedom, 5);
}

TEST(replicates, what_cannot_tell_a_variance_is_refused) {
    const column weight{1, 2}, other{2, 1}, three{1, 2, 3};
    EXPECT_EQ(replicated_total({weight, {other}, 0}, weight).errors().size(), 2u);
    EXPECT_EQ(replicated_total({weight, {other, three}, 1, three}, three).errors().size(), 3u);
    EXPECT_EQ(replicated_ratio({weight, {other, other}}, weight, three).errors().size(), 1u);
}

TEST(survey_intervals, scales) {
    const survey_estimate share{0.3, 0.05, 12}, large{0.3, 0.05, std::numeric_limits<double>::infinity()};
    const auto plain = survey_interval(share), normal = survey_interval(large);
    EXPECT_NEAR(plain.upper - plain.estimate, student_quantile(0.975, 12) * 0.05, 1e-15);
    EXPECT_NEAR(normal.estimate - normal.lower, 1.959963984540054 * 0.05, 1e-15);
    const auto logit = survey_share_interval(share);
    const auto scale = [](double p) { return std::log(p / (1 - p)); };
    EXPECT_NEAR(scale(logit.upper) - scale(0.3), student_quantile(0.975, 12) * 0.05 / 0.21, 1e-13);
    EXPECT_NEAR(scale(logit.upper) + scale(logit.lower), 2 * scale(0.3), 1e-13);
    EXPECT_TRUE(std::isnan(survey_share_interval({0, 0, 5}).upper));
}

} // namespace
