// What R's stats::stl says of other series is compared in tests/oracles.
#include <kohort/series/seasonal.hpp>

#include "random_series.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>
#include <random>

namespace kohort {
namespace {

using namespace series_test;
using testing::HasSubstr;

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// A straight line and the same season every year.
double line_and_season(std::size_t i) {
    constexpr double season[] = {9, -4, 2, -7, 3, -3, 5, 1, -6, 4, -2, -2}; // adds up to 0
    return 200 + 1.5 * static_cast<double>(i) + season[i % 12];
}

std::vector<double> straight(std::size_t n) {
    std::vector<double> values;
    for (std::size_t i = 0; i < n; ++i) values.push_back(line_and_season(i));
    return values;
}

TEST(series_stl, a_line_and_a_season_come_apart) {
    for (const int window : {7, 35})
        for (const bool robust : {false, true}) {
            const auto parts =
                stl(straight(96), 12, {.seasonal_window = window, .seasonal_degree = 1, .robust = robust}).value();
            for (std::size_t i = 0; i < 96; ++i) {
                EXPECT_NEAR(parts.seasonal[i], line_and_season(i) - 200 - 1.5 * static_cast<double>(i), 1e-9) << i;
                EXPECT_NEAR(parts.trend[i], 200 + 1.5 * static_cast<double>(i), 1e-9) << i;
                EXPECT_NEAR(parts.remainder[i], 0, 1e-9);
            }
        }
}

TEST(series_stl, the_parts_add_up_to_the_observations) {
    std::mt19937 random(7);
    std::vector<double> values;
    for (int i = 0; i < 60; ++i) values.push_back(std::uniform_real_distribution(0.0, 100.0)(random));
    for (const bool robust : {false, true}) {
        const auto parts = stl(values, 4, {.seasonal_window = 9, .robust = robust}).value();
        for (std::size_t i = 0; i < values.size(); ++i) {
            EXPECT_NEAR(parts.trend[i] + parts.seasonal[i] + parts.remainder[i], values[i], 1e-9);
            EXPECT_EQ(parts.weights[i] <= 1 && parts.weights[i] >= 0, true);
            if (!robust) {
                EXPECT_EQ(parts.weights[i], 1);
            }
        }
    }
}

TEST(series_stl, an_outlier_bends_only_what_is_not_robust) {
    auto values = straight(96);
    values[40] += 500;
    const auto worst = [&](bool robust) {
        const auto parts = stl(values, 12, {.robust = robust}).value();
        double most = 0;
        for (std::size_t i = 0; i < values.size(); ++i)
            most = std::max(most, std::abs(parts.trend[i] - 200 - 1.5 * static_cast<double>(i)));
        return most;
    };
    EXPECT_GT(worst(false), 1);
    EXPECT_LT(worst(true), 1e-6);
    EXPECT_EQ(stl(values, 12, {.robust = true}).value().weights[40], 0);
}

TEST(series_stl, weights_are_the_bisquare_of_remainders_over_6_medians) {
    for (const int n : {40, 41}) {
        std::mt19937 random(static_cast<unsigned>(n));
        std::vector<double> values;
        for (int i = 0; i < n; ++i) values.push_back(std::uniform_real_distribution(0.0, 100.0)(random));
        const auto after = stl(values, 4, {.seasonal_window = 9, .inner_iterations = 1}).value();
        std::vector<double> sizes;
        for (const auto each : after.remainder) sizes.push_back(std::abs(each));
        auto sorted = sizes;
        std::ranges::sort(sorted);
        const auto middle = sorted.size() / 2;
        const double median = n % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        const auto robust =
            stl(values, 4, {.seasonal_window = 9, .inner_iterations = 1, .robust_iterations = 1}).value();
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            const double part = sizes[i] / (6 * median);
            EXPECT_NEAR(robust.weights[i], part < 0.999 ? std::pow(1 - part * part, 2) : 0, 1e-5) << n << ' ' << i;
        }
    }
}

TEST(series_stl, fits_pass_over_gaps) {
    auto values = straight(96);
    for (const std::size_t gap : {0U, 17U, 18U, 19U, 50U, 95U}) values[gap] = missing;
    for (const bool robust : {false, true}) {
        const auto parts =
            stl(values, 12, {.seasonal_window = 15, .seasonal_degree = 1, .robust = robust, .over_gaps = true}).value();
        for (std::size_t i = 0; i < 96; ++i) {
            EXPECT_NEAR(parts.trend[i] + parts.seasonal[i], line_and_season(i), 1e-6) << i;
            EXPECT_EQ(std::isnan(parts.remainder[i]), std::isnan(values[i]));
            EXPECT_TRUE(!std::isnan(values[i]) || parts.weights[i] == 0);
        }
    }
}

// STL by the definitions of the paper, for windows that are odd and no longer than what they smooth: every fit solves
// its normal equations, and a gap is left out instead of weighed with 0.

using places = std::map<int, double>;

double naive_fit(const places& values, int first, int last, double at, int degree) {
    const double reach = std::max(at - first, last - at);
    double w = 0, wx = 0, wxx = 0, wy = 0, wxy = 0;
    for (const auto& [place, y] : values) {
        if (place < first || place > last) continue;
        const double x = place - at, part = std::abs(x) / reach;
        const double weight = part < 1 ? std::pow(1 - part * part * part, 3) : 0;
        w += weight;
        wx += weight * x;
        wxx += weight * x * x;
        wy += weight * y;
        wxy += weight * x * y;
    }
    if (degree == 0) return wy / w;
    return (wxx * wy - wx * wxy) / (w * wxx - wx * wx); // the line's height at 0
}

/// The fits at the places from -1 or 0 on, of n in all.
double naive_loess(const places& values, int n, int window, double at, int degree) {
    const int first = std::clamp(static_cast<int>(at) - window / 2, 0, n - window);
    return naive_fit(values, first, first + window - 1, at, degree);
}

struct naive_parts {
    std::vector<double> trend, seasonal;
};

naive_parts naive_stl(const std::vector<double>& observed, int period, int seasonal_window, int trend_window,
                      int low_window) {
    const int n = static_cast<int>(observed.size());
    const auto at = [](int i) { return static_cast<std::size_t>(i); };
    naive_parts parts{std::vector<double>(observed.size()), std::vector<double>(observed.size())};
    for (int round = 0; round < 2; ++round) {
        std::map<int, double> cycle; // from a year before the first to a year after the last
        for (int season = 0; season < period; ++season) {
            places years;
            const int count = (n - season - 1) / period + 1;
            for (int i = season; i < n; i += period)
                if (!std::isnan(observed[at(i)])) years[i / period] = observed[at(i)] - parts.trend[at(i)];
            for (int year = -1; year <= count; ++year)
                cycle[season + year * period] = naive_loess(years, count, seasonal_window, year, 0);
        }
        const auto averaged = [](const std::map<int, double>& values, int length) {
            std::map<int, double> means;
            for (int i = values.begin()->first; i + length - 1 <= values.rbegin()->first; ++i) {
                double sum = 0;
                for (int j = 0; j < length; ++j) sum += values.at(i + j);
                means[i] = sum / length;
            }
            return means;
        };
        places low;
        for (const auto& [place, value] : averaged(averaged(averaged(cycle, period), period), 3))
            low[place + period] = value; // the first mean stands for the first observation
        places deseasonalised;
        for (int i = 0; i < n; ++i) {
            parts.seasonal[at(i)] = cycle.at(i) - naive_loess(low, n, low_window, i, 1);
            if (!std::isnan(observed[at(i)])) deseasonalised[i] = observed[at(i)] - parts.seasonal[at(i)];
        }
        for (int i = 0; i < n; ++i) parts.trend[at(i)] = naive_loess(deseasonalised, n, trend_window, i, 1);
    }
    return parts;
}

TEST(series_stl, equals_its_definition_with_gaps_and_without) {
    for (unsigned seed = 0; seed < 12; ++seed) {
        std::mt19937 random(seed);
        const int period = seed % 2 == 0 ? 4 : 3;
        std::vector<double> values;
        for (int i = 0; i < 50; ++i) values.push_back(std::uniform_real_distribution(0.0, 100.0)(random));
        const int gaps = seed % 3 == 0 ? 0 : 6;
        for (int g = 0; g < gaps; ++g) values[random() % 50] = missing;
        const auto made = stl(values, period,
                              {.seasonal_window = 9,
                               .trend_window = 13,
                               .low_pass_window = 5,
                               .seasonal_jump = 1,
                               .trend_jump = 1,
                               .low_pass_jump = 1,
                               .over_gaps = true});
        if (!made) continue; // so many gaps in one season that it is refused
        const auto expected = naive_stl(values, period, 9, 13, 5);
        for (std::size_t i = 0; i < values.size(); ++i) {
            EXPECT_NEAR(made->trend[i], expected.trend[i], 1e-8) << seed << ' ' << i;
            EXPECT_NEAR(made->seasonal[i], expected.seasonal[i], 1e-8) << seed << ' ' << i;
        }
    }
}

TEST(series_stl, what_cannot_be_decomposed_is_refused) {
    const auto refusal = [](const std::vector<double>& values, int period, const stl_options& options = {}) {
        return to_string(stl(values, period, options).errors());
    };
    EXPECT_THAT(refusal(straight(24), 12), HasSubstr("24 observations"));
    EXPECT_TRUE(stl(straight(25), 12));
    EXPECT_THAT(refusal(straight(24), 1), HasSubstr("period is 1; choose 2"));
    auto values = straight(60);
    values[30] = missing;
    EXPECT_THAT(refusal(values, 12), HasSubstr("observation 30 is missing"));
    values[30] = std::numeric_limits<double>::infinity();
    EXPECT_THAT(refusal(values, 12), HasSubstr("observation 30 is infinite"));
    const auto options = refusal(straight(60), 12,
                                 {.seasonal_window = 1,
                                  .seasonal_degree = 2,
                                  .trend_window = 0,
                                  .trend_degree = -1,
                                  .low_pass_window = 2,
                                  .low_pass_degree = 2,
                                  .seasonal_jump = 0,
                                  .trend_jump = -1,
                                  .low_pass_jump = 0,
                                  .inner_iterations = 0,
                                  .robust_iterations = -1});
    for (const auto* name :
         {"seasonal_window", "seasonal_degree", "trend_window", "trend_degree", "low_pass_window", "low_pass_degree",
          "seasonal_jump", "trend_jump", "low_pass_jump", "inner_iterations", "robust_iterations"})
        EXPECT_THAT(options, HasSubstr(name));
}

TEST(series_stl, gaps_that_leave_nothing_to_a_fit_are_refused) {
    auto values = straight(96);
    for (std::size_t i = 20; i < 45; ++i) values[i] = missing;
    EXPECT_THAT(to_string(stl(values, 12, {.over_gaps = true}).errors()), HasSubstr("window of the trend"));
    EXPECT_TRUE(stl(values, 12, {.trend_window = 61, .over_gaps = true}));
    values = straight(96);
    for (std::size_t i = 3; i < 96; i += 12) values[i] = missing;
    EXPECT_THAT(to_string(stl(values, 12, {.over_gaps = true}).errors()), HasSubstr("season 4 lacks"));
    values[3] = line_and_season(3);
    EXPECT_TRUE(stl(values, 12, {.over_gaps = true}));
    EXPECT_THAT(to_string(stl(values, 12, {.seasonal_window = 5, .over_gaps = true}).errors()),
                HasSubstr("season 4 lacks"));
}

constexpr stl_options lines_over_gaps{.seasonal_window = 35, .seasonal_degree = 1, .over_gaps = true};

TEST(series_adjustment, takes_the_season_out_of_every_line) {
    const axis lines(axis::kind::dimension, "group", {{.code = "a"}, {.code = "b"}});
    std::vector<axis_position> positions;
    for (int i = 0; i < 60; ++i) positions.push_back({.code = (month(2020, 1) + i).label()});
    cube figures({axis(axis::kind::period, "period", positions), lines}, {});
    for (std::size_t i = 0; i < 60; ++i)
        for (std::size_t g = 0; g < 2; ++g) {
            auto& figure = figures.at(std::array{i, g});
            figure = {ratio(static_cast<std::int64_t>(line_and_season(i) * 10), g == 0 ? 10 : 1000), 1, {}};
            if (i == 59) figure.status.add(obs_flag::provisional);
        }
    figures.at(std::array{std::size_t{30}, std::size_t{1}}) = gap(availability::suppressed);
    const auto of = series::from(figures, about(series_kind::stock)).value();
    EXPECT_THAT(to_string(seasonally_adjusted(of).errors()), HasSubstr("/1: observation 30 is missing"));

    const auto made = seasonally_adjusted(of, lines_over_gaps).value();
    EXPECT_EQ(made.adjusted.about().kind, series_kind::other);
    ASSERT_EQ(made.weights.size(), 120U);
    EXPECT_EQ(made.weights[60 + 30], 0);
    for (std::size_t g = 0; g < 2; ++g)
        for (std::size_t i = 0; i < 60; ++i) {
            const double trend = (200 + 1.5 * static_cast<double>(i)) / (g == 0 ? 1 : 100);
            for (const auto* part : {&made.adjusted, &made.trend}) {
                EXPECT_NEAR(part->line(g)[i].value().to_double(), trend, 1e-9);
                EXPECT_EQ(to_string(part->line(g)[i].status), i == 59 ? "provisional+estimated" : "estimated");
            }
        }
    EXPECT_EQ(made.remainder.line(1)[30].status, availability::suppressed);
    EXPECT_EQ(to_string(made.remainder.line(0)[30].status), "estimated");
}

TEST(series_adjustment, periods_that_the_series_lacks_are_gaps_and_weeks_have_no_season) {
    std::vector<period> periods;
    std::vector<cell> cells;
    for (int i = 0; i < 60; ++i) {
        if (i == 20) continue;
        periods.push_back(month(2020, 1) + i);
        cells.push_back({ratio(static_cast<std::int64_t>(2 * line_and_season(static_cast<std::size_t>(i))), 2), 1, {}});
    }
    const series of(about(series_kind::flow), periods, cells);
    EXPECT_THAT(to_string(seasonally_adjusted(of).errors()), HasSubstr("observation 20 is missing"));
    const auto made = seasonally_adjusted(of, lines_over_gaps).value();
    EXPECT_EQ(made.adjusted.size(), 60U);
    EXPECT_NEAR(made.adjusted.cells()[20].value().to_double(), 230, 1e-9);
    EXPECT_EQ(made.remainder.cells()[20], gap());
    const auto week = line_from(parse_period("2020-W01").value(), std::vector<cell>(200, count(1)));
    EXPECT_THAT(to_string(seasonally_adjusted(week).errors()), HasSubstr("figures by week"));
}

} // namespace
} // namespace kohort
