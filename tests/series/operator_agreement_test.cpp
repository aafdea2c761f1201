// A change of a series is what the indicator operator "change" gives, and a rolling mean what "mean_over" gives.
#include <kohort/indicator/evaluate.hpp>
#include <kohort/series/change.hpp>
#include <kohort/series/rolling.hpp>

#include "random_series.hpp"

#include <gtest/gtest.h>

namespace kohort {
namespace {

using namespace series_test;

/// Three years of months before the ones compared, with every status, zeros and repeated figures.
data_set random_months(unsigned seed) {
    std::mt19937 random(seed);
    std::string rows = "cell,month,value,status\n";
    for (int i = 0; i < 36; ++i) {
        const auto label = (month(2020, 1) + i).label();
        constexpr const char* signs[] = {"..", "...", ".", "-"};
        constexpr const char* flags[] = {"", "", "", "provisional", "estimated", "low_reliability"};
        rows += "figure," + label + ',';
        rows += random() % 4 == 0 ? std::string(signs[random() % 4]) : std::to_string(random() % 5);
        rows += std::string(",") + flags[random() % 6] + '\n';
    }
    cells_schema schema;
    schema.name = "months";
    schema.cell = "cell";
    schema.period = "month";
    schema.value = "value";
    schema.status = "status";
    schema.unit = measurement_unit::count;
    data_set data;
    const auto problems = data.read_text(schema, rows, "months.csv");
    EXPECT_FALSE(problems) << to_string(*problems);
    return data;
}

series evaluated(const data_set& data, const std::string& operation, const std::string& unit,
                 const std::string& periods) {
    const auto text = R"({"id": "test.figure", "name": {"en": "Test"}, )" + operation +
                      R"(, "per": "month", "unit": ")" + unit + R"(", "decimals": 1})";
    evaluate_options options;
    options.periods = parse_period_literal(periods).value();
    const auto tables = evaluate(parse_definitions(text).value(), data, options).value();
    return series::from(tables.front().figures, about(series_kind::stock)).value();
}

void expect_same(const series& ours, const series& theirs, const std::string& where) {
    for (std::size_t i = 0; i < theirs.size(); ++i) {
        const auto& a = ours.cells()[ours.find(theirs.period_at(i)).value()];
        const auto& b = theirs.cells()[i];
        EXPECT_EQ(to_string(a.status), to_string(b.status)) << where << ' ' << theirs.period_at(i).label();
        if (!b.status.has_value()) continue;
        EXPECT_EQ(a.value(), b.value()) << where << ' ' << theirs.period_at(i).label();
    }
}

TEST(series_and_operators, changes_agree) {
    for (unsigned seed = 0; seed < 8; ++seed) {
        const auto data = random_months(seed);
        const auto of = evaluated(data, R"("count": {"cell": "figure"})", "count", "2020-01..2022-12");
        for (const auto& [from, text] :
             {std::pair(change_base::previous, "previous"), std::pair(change_base::year_before, "year_before"),
              std::pair(change_base::fixed, "2021-06")})
            for (const auto& [as, word] : {std::pair(change_expression::difference, "difference"),
                                           std::pair(change_expression::percent, "percent")}) {
                const auto theirs =
                    evaluated(data,
                              std::string(R"("change": {"of": {"cell": "figure"}, "from": ")") + text +
                                  R"(", "as": ")" + word + "\"}",
                              as == change_expression::percent ? "percent" : "count", "2021-01..2022-12");
                expect_same(change(of, {from, as, month(2021, 6)}).value(), theirs,
                            std::to_string(seed) + ' ' + text + ' ' + word);
            }
    }
}

TEST(series_and_operators, means_over_months_agree) {
    for (unsigned seed = 0; seed < 8; ++seed) {
        const auto data = random_months(seed);
        const auto of = evaluated(data, R"("count": {"cell": "figure"})", "count", "2020-01..2022-12");
        const auto theirs =
            evaluated(data, R"("mean_over": {"of": {"cell": "figure"}, "each": "month", "in": "3 months"})", "count",
                      "2021-01..2022-12");
        expect_same(rolling(rolling_statistic::mean, of, {.periods = 3}).value(), theirs, std::to_string(seed));
    }
}

} // namespace
} // namespace kohort
