// Every number in seasons.csv, which R's stats::stl computed by seasons.R, from series.csv beside it. The opt-in script
// tests/oracles/run points KOHORT_ORACLES at a folder with the data sets of R itself.
#include <kohort/series/seasonal.hpp>

#include "audit/csv_rows.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <map>

namespace kohort {
namespace {

using audit_test::row;
namespace fs = std::filesystem;

double number(const std::string& text) { return std::strtod(text.c_str(), nullptr); }

std::optional<int> said(const row& call, const std::string& option) {
    const auto& text = call.at(option);
    return text.empty() || text == "periodic" ? std::nullopt : std::optional(std::stoi(text));
}

stl_options options_of(const row& call) {
    stl_options options;
    options.seasonal_window = said(call, "s.window");
    options.seasonal_degree = said(call, "s.degree").value_or(options.seasonal_degree);
    options.trend_window = said(call, "t.window");
    options.trend_degree = said(call, "t.degree").value_or(options.trend_degree);
    options.low_pass_window = said(call, "l.window");
    options.low_pass_degree = said(call, "l.degree");
    options.seasonal_jump = said(call, "s.jump");
    options.trend_jump = said(call, "t.jump");
    options.low_pass_jump = said(call, "l.jump");
    options.robust = call.at("robust") == "TRUE";
    options.inner_iterations = said(call, "inner");
    options.robust_iterations = said(call, "outer");
    return options;
}

std::map<std::string, std::vector<double>> series_of(const fs::path& folder) {
    std::map<std::string, std::vector<double>> by_case;
    for (const auto& each : audit_test::rows_of(folder / "series.csv"))
        by_case[each.at("case")].push_back(number(each.at("value")));
    return by_case;
}

std::map<std::string, stl_parts> parts_of(const fs::path& folder) {
    const auto series = series_of(folder);
    std::map<std::string, stl_parts> parts;
    for (const auto& call : audit_test::rows_of(folder / "stl_calls.csv"))
        parts.emplace(call.at("case"),
                      stl(series.at(call.at("case")), std::stoi(call.at("period")), options_of(call)).value());
    return parts;
}

void expect_same(const std::string& what, double ours, double theirs, const row& expected) {
    EXPECT_NEAR(ours, theirs, 1e-9 * std::max(1.0, std::abs(theirs)))
        << expected.at("case") << ' ' << what << " at " << expected.at("at");
}

void compare_seasons(const fs::path& folder) {
    const auto parts = parts_of(folder);
    ASSERT_FALSE(parts.empty());
    for (const auto& expected : audit_test::rows_of(folder / "seasons.csv")) {
        const auto& made = parts.at(expected.at("case"));
        const auto at = static_cast<std::size_t>(std::stoi(expected.at("at")) - 1);
        expect_same("trend", made.trend.at(at), number(expected.at("trend")), expected);
        expect_same("seasonal", made.seasonal.at(at), number(expected.at("seasonal")), expected);
        expect_same("remainder", made.remainder.at(at), number(expected.at("remainder")), expected);
        expect_same("weight", made.weights.at(at), number(expected.at("weight")), expected);
    }
}

TEST(oracles, seasons_are_those_of_r) { compare_seasons(fs::path(KOHORT_SOURCE_DIR) / "tests/oracles"); }

/// What oracles.csv of the house plan prints, with R's own series.
TEST(oracles, seasons_of_the_series_in_r) {
    const char* folder = std::getenv("KOHORT_ORACLES");
    if (!folder) GTEST_SKIP() << "tests/oracles/run runs this test";
    compare_seasons(folder);
    const auto parts = parts_of(folder);
    const auto& nottem = parts.at("nottem");
    EXPECT_NEAR(nottem.seasonal[0], -9.3471980275, 5e-11);
    EXPECT_NEAR(nottem.seasonal[1], -9.8552496215, 5e-11);
    EXPECT_NEAR(nottem.seasonal[2], -6.8533007890, 5e-11);
    EXPECT_NEAR(nottem.trend[0], 49.68067265, 5e-9);
    EXPECT_NEAR(nottem.remainder[0], 0.2665253789, 5e-11);
    const auto& co2 = parts.at("log_co2");
    EXPECT_NEAR(co2.seasonal[0], -0.0001849333809, 5e-14);
    EXPECT_NEAR(co2.trend[0], 5.753541058, 5e-10);
    EXPECT_NEAR(co2.remainder[0], 0.0005489595493, 5e-14);
}

} // namespace
} // namespace kohort
