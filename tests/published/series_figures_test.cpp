// The time series that the city's decision on Jobbtorg (2007) prints: its shares and changes come out of operations on
// series of its printed counts. What does not is listed with the reason.
#include <kohort/indicator/builder.hpp>
#include <kohort/indicator/evaluate.hpp>
#include <kohort/publish/rounding.hpp>
#include <kohort/series/change.hpp>
#include <kohort/series/frequency.hpp>
#include <kohort/series/rolling.hpp>

#include "figures.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace kohort {
namespace {

using namespace published_test;

/// Printed figures that the series contradict.
const std::map<std::string, std::string> contradictions{
    {"s4-u-youth-rate",
     "1 606 are 2.6 percent of a population that gives all other rates of the table, January 2006 to "
     "February 2007; 2.5 percent are of another population (that of the new turn of the year)"},
    {"s4-ref-selfsuff-1998-2006", "1 178 of 6 544 are 18 percent; 19 percent is the share of 1998 to March 2007"}};

std::string printed(const std::string& id) { return figures().at(id).at("value"); }

/// As many decimals as the figure is printed with.
int decimals_of(const std::string& number) {
    const auto point = number.find('.');
    return point == std::string::npos ? 0 : static_cast<int>(number.size() - point - 1);
}

/// What a printed figure should be when it is this value, in percent or percentage points.
std::string as_printed(const cell& figure, const std::string& id) {
    if (!figure.status.has_value()) return to_string(figure.status);
    const auto decimals = figures().at(id).at("printed").find(',') == std::string::npos ? decimals_of(printed(id)) : 1;
    return to_plain(round(figure.value() * ratio(100), decimals, rounding_rule::half_away_from_zero));
}

std::string expected_text(const std::string& id) {
    const bool has_decimal = figures().at(id).at("printed").find(',') != std::string::npos;
    return to_plain(round(exact(printed(id)), has_decimal ? 1 : 0, rounding_rule::half_away_from_zero));
}

const cell& at(const series& of, const std::string& label) {
    return of.cells()[of.find(parse_period(label).value()).value()];
}

/// The figures "s4-y-2006-01-open" of all months that have one, as a series; what is not printed is missing.
series youth(const std::string& what, series_kind kind = series_kind::stock) {
    const auto first = parse_period("2006-01").value();
    std::vector<period> months;
    std::vector<cell> cells;
    for (int i = 0; i < 15; ++i) {
        const auto found = figures().find("s4-y-" + (first + i).label() + "-" + what);
        if (found == figures().end()) continue;
        EXPECT_EQ(period_of(found->second), (first + i).label());
        months.push_back(first + i);
        cells.push_back({exact(found->second.at("value")), 1, {}});
    }
    const series made({"youth", {}, kind, measurement_unit::persons, {frequency::month}}, months, cells);
    return filled(made, first, first + 14).value();
}

TEST(published_series, youth_in_programmes_of_all_unemployed_with_the_months_that_are_not_printed) {
    const auto shares = quotient(youth("prog"), youth("total")).value();
    std::size_t compared = 0;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const auto month = shares.period_at(i).label();
        const auto id = "s4-y-" + month + "-progshare";
        if (figures().contains(id)) {
            EXPECT_EQ(as_printed(shares.cells()[i], id), expected_text(id)) << month;
            ++compared;
        } else {
            EXPECT_EQ(shares.cells()[i].status, availability::missing) << month; // none were reported to the city
        }
    }
    EXPECT_EQ(compared, 11U);
    std::vector<std::string> gaps;
    for (const auto& each : completeness_of(shares).after) gaps.push_back(each.label());
    EXPECT_EQ(gaps, (std::vector<std::string>{"2006-12", "2007-01", "2007-02", "2007-03"}));
    // A mean over a year is not made of eleven months, and what lacks is not 0.
    const auto means = rolling(rolling_statistic::mean, youth("prog")).value();
    for (const auto& each : means.cells()) EXPECT_EQ(each.status, availability::missing);
    const auto year_before = change(youth("prog"), {.from = change_base::year_before}).value();
    EXPECT_EQ(at(year_before, "2007-03").status, availability::missing);
}

/// The whole numbers of people for which a printed rate is right.
std::pair<ratio, ratio> populations_for(const std::string& count_id, const std::string& rate_id) {
    const ratio count = exact(printed(count_id)), rate = exact(printed(rate_id)) / ratio(100);
    const bool has_decimal = figures().at(rate_id).at("printed").find(',') != std::string::npos;
    const ratio half(1, has_decimal ? 2000 : 200);
    return {count / (rate + half), count / (rate - half)};
}

TEST(published_series, youth_unemployment_of_one_yearly_population) {
    // The population is not printed; one number must do for all months until February 2007.
    ratio least = 0, most = 1'000'000;
    std::vector<std::pair<std::string, std::string>> rates; // series and figure
    for (const auto* what : {"open", "total"})
        for (int i = 0; i < 15; ++i) {
            const auto month = (parse_period("2006-01").value() + i).label();
            const auto rate = "s4-y-" + month + '-' + what + "rate";
            if (!figures().contains(rate)) continue;
            const auto [from, to] = populations_for("s4-y-" + month + '-' + what, rate);
            least = std::max(least, from);
            most = std::min(most, to);
            rates.emplace_back(what, month);
        }
    ASSERT_LT(least, most);
    ASSERT_EQ(rates.size(), 26U);
    const auto population = (least + most) / ratio(2);
    const series years({"population", {}, series_kind::stock, measurement_unit::persons, {frequency::year}},
                       {parse_period("2005").value(), parse_period("2006").value()},
                       {{population, 1, {}}, {population, 1, {}}});
    for (const auto& [what, month] : rates) {
        const auto of = youth(what);
        const auto rate = quotient(of, aligned(years, of, alignment_rule::previous).value()).value();
        const auto id = "s4-y-" + month + '-' + what + "rate";
        EXPECT_EQ(as_printed(at(rate, month), id), expected_text(id)) << id;
    }
    const auto of = youth("open");
    const auto rate = quotient(of, aligned(years, of, alignment_rule::previous).value()).value();
    EXPECT_EQ(as_printed(at(rate, "2006-03"), "s4-u-youth-rate-2006"), expected_text("s4-u-youth-rate-2006"));
    ASSERT_TRUE(contradictions.contains("s4-u-youth-rate"));
    EXPECT_EQ(as_printed(at(rate, "2007-03"), "s4-u-youth-rate"), "2.6");
    EXPECT_EQ(expected_text("s4-u-youth-rate"), "2.5");
}

TEST(published_series, unemployment_in_march_against_the_march_before) {
    // Of all, the level of 2006 is not printed: it is the new one less the change.
    const auto now = exact(printed("s4-u-open-2007-03")), then = now - exact(printed("s4-u-open-chg-n"));
    const series all({"open", {}, series_kind::stock, measurement_unit::persons, {frequency::month}},
                     {parse_period("2006-03").value(), parse_period("2007-03").value()}, {{then, 1, {}}, {now, 1, {}}});
    const auto percent = change(all, {.from = change_base::year_before, .as = change_expression::percent}).value();
    EXPECT_EQ(as_printed(at(percent, "2007-03"), "s4-u-open-chg-pct"), expected_text("s4-u-open-chg-pct"));
    // Of youths both are, in the table of months and in the text.
    const auto youths = change(youth("open"), {.from = change_base::year_before}).value();
    EXPECT_EQ(at(youths, "2007-03").value(), exact(printed("s4-u-youth-n")) - exact(printed("s4-u-youth-n-2006")));
    EXPECT_EQ(at(youths, "2006-12").status, availability::missing);
}

/// "s4-ss-1998-exits" to 2007, of which there are three months, as a flow.
series introduced(const std::string& what) {
    std::vector<period> years;
    std::vector<cell> cells;
    for (int year = 1998; year <= 2007; ++year) {
        years.push_back(parse_period(std::to_string(year)).value());
        cells.push_back({exact(printed("s4-ss-" + std::to_string(year) + '-' + what)), 1, {}});
    }
    cells.back().status.add(obs_flag::provisional);
    return {{"self-sufficiency", {}, series_kind::flow, measurement_unit::persons, {frequency::year}}, years, cells};
}

TEST(published_series, self_sufficiency_year_by_year_and_of_the_whole_time) {
    const auto shares = quotient(introduced("self"), introduced("exits")).value();
    for (int year = 1998; year <= 2007; ++year) {
        const auto id = "s4-ss-" + std::to_string(year) + "-share";
        const auto& made = at(shares, std::to_string(year));
        EXPECT_EQ(as_printed(made, id), expected_text(id)) << year;
        EXPECT_EQ(made.status.has(obs_flag::provisional), year == 2007);
    }
    EXPECT_EQ(as_printed(at(shares, "1998"), "s4-ref-selfsuff-1998"), expected_text("s4-ref-selfsuff-1998"));
    EXPECT_EQ(as_printed(at(shares, "2006"), "s4-ref-selfsuff-2006"), expected_text("s4-ref-selfsuff-2006"));

    const auto all = [](const series& of) { return rolling(rolling_statistic::sum, of, {.periods = 10}).value(); };
    EXPECT_EQ(at(all(introduced("exits")), "2007").value(), exact(printed("s4-ss-all-exits")));
    EXPECT_EQ(at(all(introduced("self")), "2007").value(), exact(printed("s4-ss-all-self")));
    EXPECT_EQ(as_printed(at(all(shares), "2007"), "s4-ss-all-share"), expected_text("s4-ss-all-share"));

    const auto nine_years = rolling(rolling_statistic::sum, shares, {.periods = 9}).value();
    ASSERT_TRUE(contradictions.contains("s4-ref-selfsuff-1998-2006"));
    EXPECT_EQ(as_printed(at(nine_years, "2006"), "s4-ref-selfsuff-1998-2006"), "18");
    EXPECT_EQ(expected_text("s4-ref-selfsuff-1998-2006"), "19");
}

/// The employment rates of those aged 20-64 by district and year: "s4-ff-kista-1999-2064".
series employment_rates() {
    std::string rows;
    std::vector<code_entry> districts;
    for (const auto& figure : figures_in_order()) {
        const auto& id = figure.at("id");
        if (!id.starts_with("s4-ff-") || !id.ends_with("-2064")) continue;
        rows += "rate," + figure.at("period") + ',' + figure.at("value") + ',' + field(figure.at("district")) + '\n';
        if (figure.at("period") == "1999")
            districts.push_back({figure.at("district"), {figure.at("district"), figure.at("district")}, {}, false});
    }
    data_set data;
    EXPECT_FALSE(data.add(code_list::from("districts", std::move(districts)).value()));
    add_table(data, "employment", measurement_unit::percent, rows, {{"district", "district", {}, "districts", {}}});
    const definition rate =
        count("employment.rate").of(cell_named("rate")).by({"district"}).in(measurement_unit::percent);
    evaluate_options options;
    options.periods = parse_period_literal("1999..2005").value();
    options.per = periodicity{frequency::year};
    return series::from(evaluate(rate, data, options).figures,
                        {"employment", {}, series_kind::other, measurement_unit::percent, {frequency::year}})
        .value();
}

TEST(published_series, employment_rates_by_district) {
    const auto rates = employment_rates();
    const auto changes = change(rates, {.as = change_expression::points}).value();
    const auto since_1999 = indexed(rates, parse_period("1999").value()).value();
    std::size_t compared = 0;
    for (const auto& [id, figure] : figures()) {
        if (!id.starts_with("s4-ff-") || !id.ends_with("-2064")) continue;
        const auto& district = figure.at("district");
        const auto year = figure.at("period");
        const auto one = rates.select({district}).value();
        EXPECT_TRUE(completeness_of(one).is_complete()) << district;
        // The rate of 1999 and the changes since, and that rate and the index, give each printed rate.
        auto level = at(one, "1999").value();
        for (int y = 2000; y <= std::stoi(year); ++y)
            level = level + at(changes.select({district}).value(), std::to_string(y)).value();
        EXPECT_EQ(level * ratio(100), exact(figure.at("value"))) << id;
        const auto index = at(since_1999.select({district}).value(), year).value();
        EXPECT_EQ(index * at(one, "1999").value() * ratio(100), exact(figure.at("value"))) << id;
        ++compared;
    }
    EXPECT_EQ(compared, 133U);
    EXPECT_EQ(as_printed(at(rates.select({"Stockholms stad"}).value(), "2005"), "s4-emp-2005-total"),
              expected_text("s4-emp-2005-total"));
}

TEST(published_series, the_lowest_rate_is_that_of_the_district_that_the_text_names_in_every_year) {
    const auto rates = employment_rates();
    const auto rinkeby = rates.select({"Rinkeby"}).value();
    EXPECT_EQ(as_printed(at(rinkeby, "2005"), "s4-emp-2005-rinkeby"), expected_text("s4-emp-2005-rinkeby"));
    for (std::size_t l = 0; l < rates.lines(); ++l)
        for (std::size_t i = 0; i < rates.size(); ++i)
            if (const auto& each = rates.line(l)[i]; each.status.has_value()) {
                EXPECT_GE(each.value(), rinkeby.cells()[i].value());
            }
}

} // namespace
} // namespace kohort
