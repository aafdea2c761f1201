// Printed figures as definitions of the catalogue give them from the other printed figures.
#include <kohort/indicator/catalogue.hpp>
#include <kohort/indicator/evaluate.hpp>
#include <kohort/publish/rounding.hpp>

#include "figures.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace kohort {
namespace {

using namespace published_test;

/// A row of a table of cells: the value of a figure, under the name that the catalogue gives it.
std::string cell_row(const std::string& cell, const std::string& figure, const std::string& code = "") {
    const auto& printed = figures().at(figure);
    return cell + ',' + period_of(printed) + ',' + printed.at("value") + (code.empty() ? "" : ',' + code) + '\n';
}

/// The figures of the newest version of a definition in one year.
indicator_table in_year(const std::string& id, const data_set& data, const std::string& year) {
    evaluate_options options;
    options.periods = parse_period_literal(year).value();
    return evaluate(*catalogue::find(id), data, options);
}

std::string rounded(const indicator_table& table, const cell& figure) {
    return to_plain(
        round(published_value(table.indicator, figure), table.indicator.decimals, table.indicator.rounding));
}

std::string only_figure(const indicator_table& table) { return rounded(table, table.figures.cells().front()); }

TEST(published_catalogue, cost_of_sickness_absence_per_full_time_equivalent) {
    data_set data;
    add_table(data, "costs", measurement_unit::ksek,
              cell_row("sickness_absence_cost_days_2_14", "s2-nt129-cost-2-14-2019"));
    add_table(data, "staff", measurement_unit::count, cell_row("full_time_equivalents", "s2-nt129-fte-2019"));
    EXPECT_EQ(only_figure(in_year("stockholm.key_figure_129", data, "2019")),
              figures().at("s2-nt129-cost-per-fte-2019").at("value"));
}

TEST(published_catalogue, deviation_of_investment) {
    data_set data;
    add_table(data, "investment", measurement_unit::msek,
              cell_row("board_investment_plan", "s2-inv-plan-2019") +
                  cell_row("board_investment_outcome", "s2-inv-outcome-2019"));
    EXPECT_EQ(only_figure(in_year("stockholm.labour_market_board.investment_deviation", data, "2019")),
              figures().at("s2-inv-deviation-2019").at("value"));
}

TEST(published_catalogue, deviations_of_the_budget_by_account) {
    const std::vector<std::string> accounts{"drift",        "avskr",       "ranta",        "kostnader", "intakter",
                                            "intakter-sum", "summa-drift", "inv-utgifter", "summa-inv", "inv-netto"};
    std::string rows;
    for (const auto& account : accounts)
        rows += cell_row("board_budget", "s2-bud-" + account + "-budget", account) +
                cell_row("board_outcome", "s2-bud-" + account + "-utfall", account);
    data_set data;
    add_table(data, "budget", measurement_unit::sek, rows, {{"account", "account", {}, std::nullopt, {}}});
    const auto table = in_year("stockholm.labour_market_board.budget_deviation", data, "2019");
    for (const auto& account : accounts)
        EXPECT_EQ(rounded(table, *table.figures.find({"2019", account})),
                  figures().at("s2-bud-" + account + "-avvik").at("value"))
            << account;
}

TEST(published_catalogue, registered_unemployed_with_a_disability) {
    data_set data;
    const std::string registered = "af_registered_unemployed_sweden";
    add_table(data, "Sweden", measurement_unit::persons,
              cell_row(registered, "s2-fn-af-registered-total-2018", "total") +
                  cell_row(registered, "s2-fn-af-registered-disability-2018", "yes"),
              {{"disability", "disability", {}, std::nullopt, {}}});
    add_table(data, "Stockholm", measurement_unit::persons,
              cell_row("af_registered_unemployed_stockholm", "s2-fn-af-registered-stockholm-2018"));
    EXPECT_EQ(only_figure(in_year("arbetsformedlingen.disability_of_registered", data, "2018")),
              figures().at("s2-fn-af-share-2018").at("value"));
    // Printed as "drygt fem tusen"; relations.csv has 29 000 * 18 / 100.
    EXPECT_EQ(only_figure(in_year("stockholm.disability.registered_estimate", data, "2018")), "5220");
}

} // namespace
} // namespace kohort
