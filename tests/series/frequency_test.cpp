#include <kohort/series/frequency.hpp>

#include "random_series.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kohort {
namespace {

using namespace series_test;
using testing::ElementsAre;
using testing::HasSubstr;

/// The figures of all periods of one kind that lie in a longer one; missing where the series has none.
std::vector<cell> parts_of(const series& of, std::size_t line, const period& longer) {
    std::vector<cell> parts;
    const auto figures = by_ordinal(of, line);
    for (auto each = period_containing(of.about().per, longer.first_day()); each.last_day() <= longer.last_day();
         each = each.next())
        parts.push_back(figure_at(figures, each.ordinal()));
    return parts;
}

expected_figure naive_sum(std::vector<cell> parts, bool ratios) {
    std::vector<obs_status> statuses;
    number above = 0, below = 0;
    for (auto& each : parts) {
        if (ratios && each.status.is == availability::not_applicable && each.denominator == ratio(0))
            each.status.is = availability::normal;
        statuses.push_back(each.status);
        above += exactly(each.numerator);
        below += exactly(each.denominator);
    }
    auto status = sum_status(statuses);
    if (!status.has_value()) return {std::nullopt, status};
    if (!ratios) return {above, status};
    if (below == 0) status.is = availability::not_applicable;
    return {status.has_value() ? std::optional<number>(above / below) : std::nullopt, status};
}

expected_figure naive_mean(const std::vector<cell>& parts) {
    std::vector<obs_status> all, applicable;
    number sum = 0;
    for (const auto& each : parts) {
        all.push_back(each.status);
        if (each.status.is == availability::not_applicable) continue;
        applicable.push_back(each.status);
        sum += value(each);
    }
    auto status = sum_status(applicable);
    if (applicable.empty()) status.is = availability::not_applicable;
    status.flags = sum_status(all).flags;
    if (!status.has_value()) return {std::nullopt, status};
    return {sum / applicable.size(), status};
}

TEST(series_aggregation, equals_its_definition) {
    for (unsigned seed = 0; seed < 30; ++seed)
        for (const auto kind : {series_kind::flow, series_kind::ratio, series_kind::stock})
            for (const auto to : {frequency::quarter, frequency::tertial, frequency::half_year, frequency::year}) {
                const auto of = random_series(seed, {kind, frequency::month, seed % 2 == 0, seed % 5 == 0, 2});
                for (const auto rule : {stock_rule::mean, stock_rule::first, stock_rule::last}) {
                    const auto made = aggregated(of, {to}, rule).value();
                    for (std::size_t l = 0; l < of.lines(); ++l)
                        for (std::size_t i = 0; i < made.size(); ++i) {
                            const auto parts = parts_of(of, l, made.period_at(i));
                            expected_figure expected;
                            if (kind != series_kind::stock)
                                expected = naive_sum(parts, kind == series_kind::ratio);
                            else if (rule == stock_rule::mean)
                                expected = naive_mean(parts);
                            else
                                expected = {value(rule == stock_rule::first ? parts.front() : parts.back()),
                                            (rule == stock_rule::first ? parts.front() : parts.back()).status};
                            expect_figure(made.line(l)[i], expected, made.period_at(i).label());
                        }
                }
            }
}

TEST(series_aggregation, every_longer_period_with_a_figure_is_there_once) {
    for (unsigned seed = 0; seed < 20; ++seed) {
        const auto of = random_series(seed);
        std::set<std::string> quarters;
        for (std::size_t i = 0; i < of.size(); ++i)
            quarters.insert(period_containing({frequency::quarter}, of.period_at(i).first_day()).label());
        const auto made = aggregated(of, {frequency::quarter}).value();
        ASSERT_EQ(made.size(), quarters.size());
        for (std::size_t i = 0; i < made.size(); ++i) EXPECT_TRUE(quarters.contains(made.period_at(i).label()));
    }
}

TEST(series_aggregation, by_quarters_to_years_is_by_months_to_years) {
    for (unsigned seed = 0; seed < 30; ++seed)
        for (const auto kind : {series_kind::flow, series_kind::ratio, series_kind::stock})
            for (const auto rule : {stock_rule::mean, stock_rule::last}) {
                // Where a figure lacks it lacks both ways; a mean of unequal parts is another one.
                const auto of = random_series(seed, {kind, frequency::month, false, kind == series_kind::stock});
                const auto years = aggregated(of, {frequency::year}, rule).value();
                const auto by_quarters =
                    aggregated(aggregated(of, {frequency::quarter}, rule).value(), {frequency::year}, rule).value();
                ASSERT_EQ(years.size(), by_quarters.size());
                for (std::size_t i = 0; i < years.size(); ++i) {
                    const auto &a = years.cells()[i], &b = by_quarters.cells()[i];
                    EXPECT_EQ(to_string(a.status), to_string(b.status)) << seed;
                    if (!a.status.has_value()) continue;
                    EXPECT_EQ(a.numerator, b.numerator);
                    EXPECT_EQ(a.denominator, b.denominator);
                }
            }
}

TEST(series_aggregation, years_may_start_in_december) {
    std::vector<cell> cells(14, count(1)); // 2018-11 to 2019-12
    const auto made =
        aggregated(line_from(month(2018, 11), cells), {frequency::year, {12, 1}, labelled_by::end}).value();
    EXPECT_THAT(made.cells(), ElementsAre(gap(), count(12), gap()));
    EXPECT_EQ(made.period_at(1).label(), "2019");
}

TEST(series_aggregation, what_cannot_be_put_together_is_refused) {
    const auto refusal = [](const series& of, const periodicity& to) {
        return aggregated(of, to).errors().front().message();
    };
    const auto week = parse_period("2024-W05").value(); // 29 January to 4 February
    EXPECT_THAT(refusal(line_from(week, {count(1)}), {frequency::month}), HasSubstr("week 2024-W05 lies in two"));
    EXPECT_THAT(refusal(line_from(parse_period("2024-Q2").value(), {count(1)}), {frequency::tertial}),
                HasSubstr("quarter 2024-Q2 lies in two"));
    EXPECT_THAT(refusal(line_from(month(2023, 12), {count(1)}), {frequency::year, {12, 16}, labelled_by::end}),
                HasSubstr("month 2023-12 lies in two"));
    EXPECT_THAT(refusal(line_from(month(2024, 1), {count(1)}, series_kind::other), {frequency::year}),
                HasSubstr("divide (quotient)"));
    for (const auto to : {frequency::month, frequency::quarter, frequency::week})
        EXPECT_THAT(refusal(line_from(parse_period("2024-Q2").value(), {count(1)}), {to}),
                    HasSubstr("nothing here takes periods apart"));
}

// Alignment

series population() { return line_from(parse_period("2022").value(), {count(1200), count(2400)}, series_kind::stock); }

TEST(series_alignment, yearly_figures_under_months_by_each_rule) {
    const auto months = line_from(month(2022, 11), std::vector<cell>(16, count(1)));
    const auto at = [&](alignment_rule rule, int year, int which) {
        const auto made = aligned(population(), months, rule).value();
        return made.cells()[made.find(month(year, which)).value()];
    };
    EXPECT_EQ(at(alignment_rule::same, 2022, 11), count(1200));
    EXPECT_EQ(at(alignment_rule::same, 2023, 1), count(2400));
    EXPECT_EQ(at(alignment_rule::same, 2024, 1), gap());
    EXPECT_EQ(at(alignment_rule::previous, 2022, 12), gap());
    EXPECT_EQ(at(alignment_rule::previous, 2023, 12), count(1200));
    EXPECT_EQ(at(alignment_rule::previous, 2024, 2), count(2400));
    EXPECT_EQ(at(alignment_rule::interpolated, 2022, 12), count(1200)); // the year's end itself
    EXPECT_EQ(at(alignment_rule::interpolated, 2023, 1), flagged(1300, obs_flag::estimated));
    EXPECT_EQ(at(alignment_rule::interpolated, 2023, 11), flagged(2300, obs_flag::estimated));
    EXPECT_EQ(at(alignment_rule::interpolated, 2023, 12), count(2400));
    EXPECT_FALSE(at(alignment_rule::interpolated, 2022, 11).status.has_value());
    EXPECT_FALSE(at(alignment_rule::interpolated, 2024, 1).status.has_value());
}

TEST(series_alignment, statuses_come_along) {
    const auto longer =
        line_from(parse_period("2022").value(), {flagged(10, obs_flag::provisional), gap(availability::suppressed)},
                  series_kind::stock);
    const auto months = line_from(month(2023, 1), {count(1)});
    EXPECT_EQ(aligned(longer, months, alignment_rule::previous).value().cells()[0], flagged(10, obs_flag::provisional));
    const auto between = aligned(longer, months, alignment_rule::interpolated).value().cells()[0];
    EXPECT_EQ(to_string(between.status), "suppressed+provisional+estimated");
}

TEST(series_alignment, what_does_not_stand_under_is_refused) {
    const auto refusal = [](const series& longer, const series& like) {
        return aligned(longer, like, alignment_rule::same).errors().front().message();
    };
    const auto months = line_from(month(2024, 1), {count(1)});
    EXPECT_THAT(refusal(line_from(parse_period("2024").value(), {count(1)}), months), HasSubstr("not spread"));
    EXPECT_THAT(refusal(months, population()), HasSubstr("(aggregated)"));
    EXPECT_THAT(refusal(line_from(parse_period("2024-01").value(), {count(1)}, series_kind::stock),
                        line_from(parse_period("2024-W05").value(), {count(1)})),
                HasSubstr("lies in two"));
    // Of one kind, periods are picked, also those of flows.
    EXPECT_THAT(aligned(line_from(month(2023, 12), {count(1), count(2)}), months, alignment_rule::same).value().cells(),
                ElementsAre(count(2)));
}

TEST(series_quotient, equals_its_definition) {
    for (unsigned seed = 0; seed < 40; ++seed) {
        const auto of = random_series(seed, {series_kind::flow, frequency::month, true, false, 2});
        const bool is_one = seed % 2 == 0;
        const auto over =
            random_series(seed + 1000, {series_kind::flow, frequency::month, false, false, is_one ? 1 : 2});
        const auto made = quotient(of, over).value();
        for (std::size_t l = 0; l < of.lines(); ++l) {
            const auto below = by_ordinal(over, is_one ? 0 : l);
            for (std::size_t i = 0; i < of.size(); ++i) {
                const auto& above = of.line(l)[i];
                const auto under = figure_at(below, of.ordinals()[i]);
                auto status = sum_status({above.status, under.status});
                if (status.is == availability::nil) status.is = availability::not_applicable;
                if (status.has_value() && value(under) == 0) status.is = availability::not_applicable;
                expect_figure(
                    made.line(l)[i],
                    {status.has_value() ? std::optional<number>(value(above) / value(under)) : std::nullopt, status},
                    of.period_at(i).label());
            }
        }
    }
}

TEST(series_quotient, adds_again_where_both_sides_do) {
    const auto first = parse_period("2024-Q1").value();
    const auto of = line_from(first, {count(1), count(2), count(3), count(4)});
    const auto over = line_from(first, {count(10), count(0), count(10), count(20)});
    const auto shares = quotient(of, over).value();
    EXPECT_EQ(shares.about().kind, series_kind::ratio);
    EXPECT_EQ(shares.about().unit, measurement_unit::percent);
    EXPECT_EQ(shares.cells()[1].status, availability::not_applicable);
    EXPECT_EQ(aggregated(shares, {frequency::year}).value().cells()[0], (cell{10, 40, {}}));
    const auto stock = line_from(first, {count(5), count(5), count(5), count(5)}, series_kind::stock);
    EXPECT_EQ(quotient(of, stock).value().about().kind, series_kind::other);
    EXPECT_EQ(quotient(stock, stock).value().about().kind, series_kind::ratio);
    EXPECT_THAT(quotient(of, line_from(month(2024, 1), {count(1)})).errors().front().message(),
                HasSubstr("make the periods alike"));
    const auto groups = random_series(1, {series_kind::flow, frequency::quarter, false, false, 3});
    EXPECT_FALSE(quotient(groups, random_series(1, {series_kind::flow, frequency::quarter, false, false, 2})));
}

} // namespace
} // namespace kohort
