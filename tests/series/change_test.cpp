#include <kohort/series/change.hpp>

#include "random_series.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace kohort {
namespace {

using namespace series_test;
using testing::ElementsAre;
using testing::HasSubstr;

/// The ordinal of the base by the labels of periods; nothing when there is no such period.
std::optional<std::int32_t> base_ordinal(const period& now, change_base from, const std::optional<period>& base) {
    if (from == change_base::previous) return now.ordinal() - 1;
    if (from == change_base::fixed) return base->ordinal();
    const auto label = now.label();
    const auto before = parse_period(std::to_string(now.label_year() - 1) + label.substr(4));
    if (!before) return std::nullopt;
    return before->ordinal();
}

bool has_break_between(const std::map<std::int32_t, cell>& figures, std::int32_t a, std::int32_t b) {
    return std::ranges::any_of(figures, [&](const auto& each) {
        return each.first > std::min(a, b) && each.first < std::max(a, b) &&
               each.second.status.has(obs_flag::break_in_series);
    });
}

/// x - x0, or that over x0, by the definition.
expected_figure naive_change(const cell& then, const cell& now, change_expression as) {
    auto status = sum_status({then.status, now.status});
    const bool is_percent = as == change_expression::percent;
    if (is_percent && status.is == availability::nil) status.is = availability::not_applicable;
    if (!status.has_value()) return {std::nullopt, status};
    if (!is_percent) return {value(now) - value(then), status};
    if (value(then) == 0) {
        status.is = availability::not_applicable;
        return {std::nullopt, status};
    }
    return {value(now) / value(then) - 1, status};
}

void expect_changes(const series& of, const change_options& options) {
    const auto made = change(of, options).value();
    ASSERT_TRUE(std::ranges::equal(made.ordinals(), of.ordinals()));
    for (std::size_t l = 0; l < of.lines(); ++l) {
        const auto figures = by_ordinal(of, l);
        for (std::size_t i = 0; i < of.size(); ++i) {
            const auto now = of.period_at(i);
            const auto base = base_ordinal(now, options.from, options.base);
            const auto& figure = made.line(l)[i];
            if (!base) {
                EXPECT_EQ(figure, gap(availability::not_applicable));
                continue;
            }
            auto expected = naive_change(figure_at(figures, *base), of.line(l)[i], options.as);
            if (figures.contains(*base) && has_break_between(figures, *base, now.ordinal()))
                expected.status.add(obs_flag::break_in_series);
            expect_figure(figure, expected, now.label());
        }
    }
}

TEST(series_change, equals_its_definition) {
    for (unsigned seed = 0; seed < 25; ++seed)
        for (const auto every : {frequency::week, frequency::month, frequency::tertial, frequency::year}) {
            const auto of = random_series(seed, {series_kind::flow, every, seed % 2 == 0, seed % 10 == 0, 2});
            for (const auto from : {change_base::previous, change_base::year_before, change_base::fixed})
                for (const auto as : {change_expression::difference, change_expression::percent})
                    expect_changes(of, {from, as, of.period_at(seed % of.size())});
        }
}

TEST(series_change, of_ratios_is_of_their_values) {
    for (unsigned seed = 0; seed < 30; ++seed) expect_changes(random_series(seed, {series_kind::ratio}), {});
}

TEST(series_change, week_53_has_no_week_a_year_before) {
    const auto first = parse_period("2020-W52").value();
    const auto of = line_from(first, {count(1), count(2), count(3)});
    EXPECT_THAT(change(of, {.from = change_base::year_before}).value().cells(),
                ElementsAre(gap(), gap(availability::not_applicable), gap()));
}

TEST(series_change, a_break_in_between_is_seen) {
    const auto of = line_from(month(2023, 12), {count(5), flagged(7, obs_flag::break_in_series), count(8), count(9)});
    const auto made = change(of, {.from = change_base::fixed, .base = month(2023, 12)}).value();
    EXPECT_THAT(made.cells(),
                ElementsAre(count(0), flagged(2, obs_flag::break_in_series), flagged(3, obs_flag::break_in_series),
                            flagged(4, obs_flag::break_in_series)));
    // From the month of the break to the next there is none, but the base carries its flag.
    const auto next = change(of).value();
    EXPECT_EQ(next.cells()[2], flagged(1, obs_flag::break_in_series));
    EXPECT_EQ(next.cells()[3], count(1));
}

TEST(series_change, units_and_kinds) {
    const auto of = [](series_kind kind, measurement_unit unit) {
        return series(about(kind, frequency::month, unit), {month(2024, 1), month(2024, 2)}, {count(1), count(2)});
    };
    const auto stock = of(series_kind::stock, measurement_unit::persons);
    EXPECT_EQ(change(stock).value().about().kind, series_kind::flow);
    EXPECT_EQ(change(stock).value().about().unit, measurement_unit::persons);
    EXPECT_EQ(change(stock, {.from = change_base::year_before}).value().about().kind, series_kind::other);
    EXPECT_EQ(change(stock, {.as = change_expression::percent}).value().about().unit, measurement_unit::percent);
    const auto share = of(series_kind::other, measurement_unit::percent);
    EXPECT_EQ(change(share).value().about().unit, measurement_unit::points);
    EXPECT_EQ(change(share, {.as = change_expression::points}).value().about().unit, measurement_unit::points);
    EXPECT_THAT(change(stock, {.as = change_expression::points}).errors().front().message(),
                HasSubstr("percentage points are of shares"));
    EXPECT_THAT(change(stock, {.from = change_base::fixed}).errors().front().message(), HasSubstr("base period"));
    EXPECT_THAT(change(stock, {.from = change_base::fixed, .base = month(2020, 1)}).errors().front().message(),
                HasSubstr("2020-01 is not in the series (2024-01..2024-02, by month)"));
}

TEST(series_change, what_64_bits_cannot_hold_is_an_error) {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    const auto of = line_from(month(2024, 1), {count(-most), count(most)});
    const auto made = change(of);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.errors().front().code(), error_code::plan);
    EXPECT_EQ(change(of, {.as = change_expression::percent}).value().cells()[1].value(), ratio(-2));
}

TEST(series_index, equals_its_definition) {
    for (unsigned seed = 0; seed < 25; ++seed) {
        const auto of = random_series(seed, {series_kind::stock, frequency::month, seed % 2 == 0, seed % 3 == 0, 2});
        const auto base = of.period_at(seed % of.size());
        const auto made = indexed(of, base).value();
        EXPECT_EQ(made.about().unit, measurement_unit::index);
        for (std::size_t l = 0; l < of.lines(); ++l) {
            const auto figures = by_ordinal(of, l);
            const auto x0 = figure_at(figures, base.ordinal());
            for (std::size_t i = 0; i < of.size(); ++i) {
                // The base is the mean of one figure: what is not applicable takes no part and leaves nothing.
                auto expected = naive_change(x0, of.line(l)[i], change_expression::percent);
                if (expected.value) *expected.value += 1;
                if (has_break_between(figures, base.ordinal(), of.ordinals()[i]))
                    expected.status.add(obs_flag::break_in_series);
                expect_figure(made.line(l)[i], expected, of.period_at(i).label());
            }
        }
    }
}

TEST(series_index, of_an_index_is_the_index_to_the_new_base) {
    for (unsigned seed = 0; seed < 20; ++seed) {
        const auto of = random_series(seed, {series_kind::flow, frequency::month, true, true});
        const auto first = of.period_at(0), later = of.period_at(7);
        if (of.cells()[0].value() == ratio(0) || of.cells()[7].value() == ratio(0)) continue;
        const auto twice = indexed(indexed(of, first).value(), later).value(), once = indexed(of, later).value();
        for (std::size_t i = 0; i < of.size(); ++i) EXPECT_EQ(twice.cells()[i].value(), once.cells()[i].value());
        EXPECT_EQ(once.cells()[7].value(), ratio(1));
    }
}

TEST(series_index, a_base_year_is_its_mean) {
    std::vector<cell> cells;
    for (int i = 1; i <= 24; ++i) cells.push_back(count(i)); // the mean of 2023 is 6.5
    const auto of = line_from(month(2023, 1), cells);
    const auto made = indexed(of, parse_period("2023").value()).value();
    EXPECT_EQ(made.cells()[12].value(), ratio(2)); // 13 / 6.5
    EXPECT_EQ(indexed(of, parse_period("2024-Q4").value()).value().cells()[0].value(), ratio(1, 23));

    cells[3] = gap(availability::suppressed);
    EXPECT_EQ(indexed(line_from(month(2023, 1), cells), parse_period("2023").value()).value().cells()[12],
              gap(availability::suppressed));
    EXPECT_THAT(indexed(of, parse_period("2025").value()).errors().front().message(),
                HasSubstr("2025 is not wholly in the series"));
    EXPECT_THAT(indexed(line_from(month(2023, 2), cells), parse_period("2023").value()).errors().front().message(),
                HasSubstr("fill what lacks"));
}

TEST(series_index, over_a_base_of_0_is_not_applicable) {
    const auto made = indexed(line_from(month(2024, 1), {count(0), count(3)}), month(2024, 1)).value();
    EXPECT_EQ(made.cells()[1].status, availability::not_applicable);
}

TEST(series_contributions, of_the_parts_add_up_to_the_growth_of_the_total) {
    const axis sexes(axis::kind::dimension, "sex",
                     {{.code = "total", .is = axis_position::role::total}, {.code = "women"}, {.code = "men"}});
    const axis ages(axis::kind::dimension, "age", {{.code = "young"}, {.code = "old"}});
    const axis months(axis::kind::period, "period", {{.code = "2024-01"}, {.code = "2024-02"}});
    cube figures({months, sexes, ages}, {});
    const std::int64_t women[] = {40, 5, 44, 4}, men[] = {60, 15, 50, 0}; // by month and age
    for (std::size_t m = 0; m < 2; ++m)
        for (std::size_t a = 0; a < 2; ++a) {
            const auto place = m * 2 + a;
            figures.at(std::array{m, std::size_t{1}, a}) = count(women[place]);
            figures.at(std::array{m, std::size_t{2}, a}) = count(men[place]);
            figures.at(std::array{m, std::size_t{0}, a}) = count(women[place] + men[place]);
        }
    const auto of = series::from(figures, about(series_kind::stock)).value();
    const auto made = growth_contributions(of, "sex").value();
    const auto growth = change(of, {.as = change_expression::percent}).value();
    const auto at = [](const series& from, const char* sex, const char* age) {
        return from.select({sex, age}).value().cells()[1].value();
    };
    EXPECT_EQ(at(made, "women", "young"), ratio(4, 100));
    EXPECT_EQ(at(made, "men", "young"), ratio(-10, 100));
    for (const auto* age : {"young", "old"}) {
        EXPECT_EQ(at(made, "women", age) + at(made, "men", age), at(growth, "total", age));
        EXPECT_EQ(at(made, "total", age), at(growth, "total", age));
    }
    EXPECT_EQ(made.cells()[0], gap());
    EXPECT_THAT(growth_contributions(of, "sx").errors().front().message(), HasSubstr("did you mean \"sex\"?"));
    EXPECT_THAT(growth_contributions(of, "age").errors().front().message(), HasSubstr("has no total"));
    EXPECT_THAT(growth_contributions(growth, "sex").errors().front().message(), HasSubstr("do not add up"));
}

} // namespace
} // namespace kohort
