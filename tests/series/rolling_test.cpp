#include <kohort/series/rolling.hpp>

#include "random_series.hpp"

#include <kohort/series/change.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace kohort {
namespace {

using namespace series_test;
using testing::ElementsAre;
using testing::HasSubstr;

/// The figures of the k periods up to one; missing where the series has no such period.
std::vector<cell> window_of(const std::map<std::int32_t, cell>& figures, std::int32_t last, std::size_t periods) {
    std::vector<cell> window;
    for (auto ordinal = last - static_cast<std::int32_t>(periods) + 1; ordinal <= last; ++ordinal)
        window.push_back(figure_at(figures, ordinal));
    return window;
}

std::vector<obs_status> statuses(const std::vector<cell>& window) {
    std::vector<obs_status> all;
    for (const auto& each : window) all.push_back(each.status);
    return all;
}

/// Sums of values, or of numerators and denominators, where 0 of 0 adds nothing.
expected_figure naive_sum(std::vector<cell> window, bool ratios) {
    number above = 0, below = 0;
    for (auto& each : window)
        if (ratios && each.status.is == availability::not_applicable && each.denominator == ratio(0))
            each.status.is = availability::normal;
    auto status = sum_status(statuses(window));
    if (!status.has_value()) return {std::nullopt, status};
    for (const auto& each : window) {
        above += ratios ? exactly(each.numerator) : value(each);
        below += exactly(each.denominator);
    }
    if (!ratios) return {above, status};
    if (below == 0) {
        status.is = availability::not_applicable;
        return {std::nullopt, status};
    }
    return {above / below, status};
}

/// Means, minima and maxima of what is known and applicable.
expected_figure naive_of_known(const std::vector<cell>& window, rolling_statistic statistic, std::size_t at_least) {
    std::vector<number> values;
    std::vector<obs_status> gaps, all;
    bool has_normal = false;
    std::size_t known = 0;
    for (const auto& each : window) {
        all.push_back(each.status);
        const auto is = each.status.is;
        if (each.status.has_value()) values.push_back(value(each));
        has_normal |= is == availability::normal;
        if (each.status.has_value() || is == availability::not_applicable)
            ++known;
        else
            gaps.push_back(is);
    }
    obs_status status(has_normal ? availability::normal : availability::nil);
    if (known < at_least)
        status = sum_status(gaps);
    else if (values.empty())
        status = availability::not_applicable;
    status.flags = sum_status(all).flags;
    if (!status.has_value()) return {std::nullopt, status};
    if (known < window.size()) status.add(obs_flag::estimated);
    if (statistic == rolling_statistic::minimum) return {*std::ranges::min_element(values), status};
    if (statistic == rolling_statistic::maximum) return {*std::ranges::max_element(values), status};
    number sum = 0;
    for (const auto& each : values) sum += each;
    return {sum / values.size(), status};
}

void expect_rolling(const series& of, rolling_statistic statistic, const rolling_options& options) {
    const auto made = rolling(statistic, of, options).value();
    for (std::size_t l = 0; l < of.lines(); ++l) {
        const auto figures = by_ordinal(of, l);
        for (std::size_t i = 0; i < of.size(); ++i) {
            const auto window = window_of(figures, of.ordinals()[i], options.periods);
            const auto expected = statistic == rolling_statistic::sum
                                      ? naive_sum(window, of.about().kind == series_kind::ratio)
                                      : naive_of_known(window, statistic, options.at_least.value_or(options.periods));
            expect_figure(made.line(l)[i], expected, of.period_at(i).label());
        }
    }
}

constexpr auto all_but_sums = {rolling_statistic::mean, rolling_statistic::minimum, rolling_statistic::maximum};

TEST(series_rolling, equals_its_definition) {
    for (unsigned seed = 0; seed < 25; ++seed)
        for (const auto kind : {series_kind::flow, series_kind::ratio, series_kind::stock}) {
            const auto every = seed % 4 == 0 ? frequency::quarter : frequency::month;
            const auto of = random_series(seed, {kind, every, seed % 3 == 0, seed % 5 == 0, 3});
            const std::size_t periods = 1 + seed % 13;
            if (kind != series_kind::stock) expect_rolling(of, rolling_statistic::sum, {periods});
            for (const auto statistic : all_but_sums) {
                expect_rolling(of, statistic, {periods});
                expect_rolling(of, statistic, {periods, 1 + seed % periods});
            }
        }
}

TEST(series_rolling, a_sum_of_one_period_is_the_series) {
    for (unsigned seed = 0; seed < 20; ++seed) {
        const auto of = random_series(seed, {series_kind::flow, frequency::month, true});
        const auto made = rolling(rolling_statistic::sum, of, {.periods = 1}).value();
        for (std::size_t i = 0; i < of.size(); ++i) {
            EXPECT_EQ(made.cells()[i].status, of.cells()[i].status);
            if (!of.cells()[i].status.has_value()) continue;
            EXPECT_EQ(made.cells()[i].value(), of.cells()[i].value());
        }
    }
}

TEST(series_rolling, what_lacks_is_not_0) {
    const auto of = line_from(month(2024, 1), {count(6), gap(), count(2), count(4)});
    const cell mean_of_two{6, 2, {}};
    EXPECT_THAT(rolling(rolling_statistic::mean, of, {.periods = 2}).value().cells(),
                ElementsAre(gap(), gap(), gap(), mean_of_two));
    const auto some = rolling(rolling_statistic::mean, of, {.periods = 2, .at_least = 1}).value();
    EXPECT_EQ(some.cells()[1].value(), ratio(6));
    EXPECT_TRUE(some.cells()[1].status.has(obs_flag::estimated));
    EXPECT_EQ(some.cells()[3], mean_of_two);
}

TEST(series_rolling, windows_longer_than_the_series_are_missing) {
    const auto of = line_from(month(2024, 1), {count(6), count(2)});
    for (const auto statistic : {rolling_statistic::sum, rolling_statistic::mean, rolling_statistic::maximum})
        EXPECT_THAT(rolling(statistic, of, {.periods = 1'000'000'000'000}).value().cells(), ElementsAre(gap(), gap()));
}

TEST(series_rolling, what_64_bits_cannot_hold_is_an_error_and_means_of_it_are_not) {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    const auto of = line_from(month(2024, 1), {count(most), count(most)});
    EXPECT_EQ(rolling(rolling_statistic::sum, of, {.periods = 2}).errors().front().code(), error_code::plan);
    EXPECT_EQ(rolling(rolling_statistic::mean, of, {.periods = 2}).value().cells()[1].value(), ratio(most));
}

TEST(series_rolling, sums_of_what_does_not_add_are_refused) {
    const auto sum = [](series_kind kind) {
        return rolling(rolling_statistic::sum, line_from(month(2024, 1), {count(1)}, kind)).errors().front().message();
    };
    EXPECT_THAT(sum(series_kind::stock), HasSubstr("take the mean"));
    EXPECT_THAT(sum(series_kind::other), HasSubstr("divide (quotient)"));
    const auto of = line_from(month(2024, 1), {count(1)});
    EXPECT_THAT(rolling(rolling_statistic::mean, of, {.periods = 0}).errors().front().message(),
                HasSubstr("at least 1 period"));
    EXPECT_THAT(rolling(rolling_statistic::mean, of, {.periods = 3, .at_least = 4}).errors().front().message(),
                HasSubstr("choose 1 to 3"));
    EXPECT_THAT(rolling(rolling_statistic::mean, of, {.periods = 3, .at_least = 0}).errors().front().message(),
                HasSubstr("choose 1 to 3"));
    EXPECT_THAT(rolling(rolling_statistic::sum, of, {.periods = 3, .at_least = 2}).errors().front().message(),
                HasSubstr("counted as 0"));
}

TEST(series_cumulative, equals_its_definition) {
    for (unsigned seed = 0; seed < 25; ++seed)
        for (const auto every : {frequency::week, frequency::month, frequency::half_year, frequency::year})
            for (const auto kind : {series_kind::flow, series_kind::ratio}) {
                const auto of = random_series(seed, {kind, every, seed % 3 == 0, seed % 5 == 0});
                const auto made = cumulative_within_year(of).value();
                const auto figures = by_ordinal(of);
                for (std::size_t i = 0; i < of.size(); ++i) {
                    std::vector<cell> window;
                    const auto year = of.period_at(i).label().substr(0, 4);
                    for (auto each = of.period_at(i); each.label().substr(0, 4) == year; each = each + -1)
                        window.push_back(figure_at(figures, each.ordinal()));
                    expect_figure(made.cells()[i], naive_sum(window, kind == series_kind::ratio),
                                  of.period_at(i).label());
                }
            }
}

TEST(series_cumulative, its_differences_within_the_year_are_the_series) {
    for (unsigned seed = 0; seed < 20; ++seed) {
        const auto random = random_series(seed, {series_kind::flow, frequency::month, true, true});
        const auto whole = line_from(month(2030, 1), {random.cells().begin(), random.cells().end()});
        const auto sums = cumulative_within_year(whole).value();
        const auto back = change(sums).value();
        for (std::size_t i = 0; i < whole.size(); ++i) {
            const auto& made = i % 12 == 0 ? sums.cells()[i] : back.cells()[i];
            EXPECT_EQ(made, whole.cells()[i]) << i;
        }
    }
}

TEST(series_cumulative, of_stocks_is_refused) {
    EXPECT_THAT(
        cumulative_within_year(line_from(month(2024, 1), {count(1)}, series_kind::stock)).errors().front().message(),
        HasSubstr("a stock does not add over time"));
}

} // namespace
} // namespace kohort
