// What the documents of charts mean: their data with statuses, and what draws them.
#include <kohort/publish/vega_lite.hpp>

#include "publish/tables.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <limits>
#include <set>

namespace {

using namespace tables;
using json = nlohmann::json;

const json none = nullptr;

/// The value of a field in all rows that have `name` in the field "group".
json column(const json& chart, const std::string& name, const char* field) {
    json found = json::array();
    for (const auto& row : chart.at("data").at("values"))
        if (row.at("group").get<std::string>() == name) found.push_back(row.at(field));
    return found;
}

/// Every encoding of the layers, and of the layers of panels.
std::vector<json> encodings(const json& chart) {
    std::vector<json> found;
    const auto& layers = chart.contains("spec") ? chart.at("spec").at("layer") : chart.at("layer");
    for (const auto& layer : layers) found.push_back(layer.at("encoding"));
    return found;
}

obs_status flagged(obs_flag flag) { return obs_status().add(flag); }

/// Five years of women and the total; the women are normal, suppressed, missing, provisional and with a break.
publication five_years(const publication_options& options = {}) {
    const axis sex = dimension("sex", {{.code = "women", .label = {"Kvinnor", "Women"}}, total});
    const std::vector<obs_status> women{
        {}, availability::suppressed, availability::missing, {}, flagged(obs_flag::break_in_series)};
    std::vector<cell> cells;
    for (std::size_t year = 0; year < women.size(); ++year) {
        cells.push_back({women[year].has_value() ? static_cast<std::int64_t>(10 + year) : 0, 100, women[year]});
        cells.push_back({50, 100, year == 4 ? flagged(obs_flag::provisional) : obs_status()});
    }
    return to_publication(
        table_of(percent(1), {periods({"2020", "2021", "2022", "2023", "2024"}), sex}, std::move(cells)), options);
}

TEST(vega_lite, what_has_no_value_is_a_gap_with_its_reason_and_never_a_zero) {
    const auto chart = json::parse(series_chart(five_years()));
    EXPECT_EQ(column(chart, "Women", "value"), json({10.0, none, none, 13.0, 14.0}));
    EXPECT_EQ(column(chart, "Women", "status"), json({"", "suppressed", "missing", "", "break"}));
    EXPECT_EQ(column(chart, "Women", "printed")[1].get<std::string>(), "suppressed to protect persons");
    for (const auto& row : chart.at("data").at("values"))
        EXPECT_EQ(row.at("value").is_null(), !row.at("sign").get<std::string>().empty()) << row;
    const auto signs = std::ranges::count_if(chart.at("layer"), [](const json& layer) {
        return layer.contains("transform") && layer.at("transform")[0].at("filter") == json("datum.value === null") &&
               layer.at("mark").at("type") == json("text") &&
               layer.at("encoding").at("text").at("field") == json("sign");
    });
    EXPECT_EQ(signs, 1);
}

TEST(vega_lite, breaks_divide_a_line_and_provisional_figures_are_reached_by_dashes) {
    const auto chart = json::parse(series_chart(five_years()));
    EXPECT_EQ(column(chart, "Women", "part"), json({0, 0, 0, 0, 1}));
    EXPECT_EQ(column(chart, "Women", "break"), json({false, false, false, false, true}));
    EXPECT_EQ(column(chart, "Total", "settled"), json({50.0, 50.0, 50.0, 50.0, none}));
    EXPECT_EQ(column(chart, "Total", "unsettled"), json({none, none, none, 50.0, 50.0}));
    EXPECT_EQ(column(chart, "Total", "open"), json({false, false, false, false, true}));
    std::vector<bool> dashed;
    for (const auto& layer : chart.at("layer"))
        if (layer.at("mark").at("type") == json("line")) {
            dashed.push_back(layer.at("mark").contains("strokeDash"));
            EXPECT_EQ(layer.at("encoding").at("detail").at("field"), json("part"));
            EXPECT_EQ(layer.at("encoding").at("y").at("field"), json(dashed.back() ? "unsettled" : "settled"));
        }
    EXPECT_EQ(dashed, (std::vector{false, true}));
}

TEST(vega_lite, axes_of_figures_begin_at_zero_and_nothing_is_stacked) {
    for (const auto& text : {series_chart(five_years()), ranked_bars(five_years()), small_multiples(five_years())}) {
        const auto chart = json::parse(text);
        EXPECT_EQ(chart.at("$schema").get<std::string>(), "https://vega.github.io/schema/vega-lite/v5.json");
        std::size_t axes = 0;
        for (const auto& encoding : encodings(chart))
            for (const auto* name : {"x", "y"})
                if (encoding.contains(name) && encoding.at(name).value("type", "") == "quantitative") {
                    ++axes;
                    EXPECT_TRUE(encoding.at(name).at("scale").at("zero").get<bool>());
                }
        EXPECT_GE(axes, 1U);
        for (const auto& layer : chart.value("layer", json::array()))
            if (layer.at("mark").at("type") == json("bar")) {
                EXPECT_TRUE(layer.at("encoding").at("x").at("stack").is_null());
            }
    }
}

TEST(vega_lite, texts_and_numbers_are_in_the_language_asked_for) {
    chart_options swedish;
    swedish.in = language::sv;
    const auto chart = json::parse(series_chart(five_years(), swedish));
    EXPECT_EQ(chart.at("title").at("text").get<std::string>(), "Andel till arbete");
    EXPECT_EQ(chart.at("title").at("subtitle").get<std::string>(), "procent");
    EXPECT_EQ(chart.at("config").at("locale").at("number").at("decimal").get<std::string>(), ",");
    EXPECT_EQ(column(chart, "Kvinnor", "printed")[0].get<std::string>(), "10,0\u00a0%");
    EXPECT_EQ(column(chart, "Kvinnor", "printed")[1].get<std::string>(), "sekretess");
    EXPECT_EQ(json::parse(series_chart(five_years())).at("config").at("locale").at("number").at("decimal"), json("."));
}

TEST(vega_lite, groups_have_colours_of_their_own_and_totals_are_grey) {
    std::vector<axis_position> codes;
    for (const auto* each : {"a", "b", "c", "d", "e", "f"}) codes.push_back({.code = each});
    codes.push_back(total);
    const auto table =
        to_publication(counts(persons(), {periods({"2024"}), dimension("is", codes)}, {1, 2, 3, 4, 5, 6, 21}));
    const auto chart = json::parse(series_chart(table));
    const auto scale = encodings(chart).front().at("color").at("scale");
    EXPECT_EQ(scale.at("domain").back().get<std::string>(), "Total");
    EXPECT_EQ(scale.at("range").back().get<std::string>(), "#808080");
    const auto colours = scale.at("range").get<std::vector<std::string>>();
    EXPECT_EQ(std::set<std::string>(colours.begin(), colours.end()).size(), colours.size());
}

publication two_groups_and_a_part(bool of_shares) {
    const axis group =
        dimension("group", {{.code = "a"}, {.code = "b"}, total, {.code = "long", .parent = 1, .of_which = true}});
    const auto years = periods({"2023", "2024"});
    if (!of_shares) return to_publication(counts(persons(), {years, group}, {1, 2, 3, 1, 5, 7, 12, 4}));
    return to_publication(table_of(percent(0), {years, group},
                                   {{1, 4, {}},
                                    {1, 4, {}},
                                    {2, 8, {}},
                                    {0, 1, {}},
                                    {1, 4, {}},
                                    {3, 4, {}},
                                    {4, 8, {}},
                                    {0, 1, availability::suppressed}}));
}

TEST(vega_lite, a_table_without_cells_is_an_empty_chart) {
    const auto table = to_publication(counts(persons(), {periods({}), sexes()}, {}));
    for (const auto& text : {series_chart(table), ranked_bars(table), small_multiples(table)})
        EXPECT_TRUE(json::parse(text).at("data").at("values").empty());
}

TEST(vega_lite, bars_show_one_period_with_intervals_and_pale_parts) {
    const auto table = two_groups_and_a_part(true);
    constexpr auto nan = std::numeric_limits<double>::quiet_NaN();
    std::vector<interval_estimate> intervals(table.cells.size(), {nan, nan, nan});
    intervals[1] = {25, 5, 70}; // of "a" in 2024: the period is the last dimension
    intervals[7] = {0, 0, 90};  // of what is suppressed
    const auto chart = json::parse(ranked_bars(table, intervals));
    EXPECT_EQ(chart.at("title").at("subtitle").get<std::string>(), "percent, 2024");
    EXPECT_EQ(column(chart, "a", "value"), json({25}));
    EXPECT_EQ(column(chart, "a", "lower"), json({5.0}));
    EXPECT_EQ(column(chart, "a", "upper"), json({70.0}));
    EXPECT_EQ(column(chart, "b", "upper"), json::array({none}));
    EXPECT_EQ(column(chart, "of which long", "of_which"), json({true}));
    EXPECT_EQ(column(chart, "of which long", "upper"), json::array({none})) << "a hidden figure has no interval";
    EXPECT_EQ(column(chart, "Total", "total"), json({true}));
    chart_options first;
    first.period = "2023";
    EXPECT_EQ(column(json::parse(ranked_bars(table, intervals, first)), "b", "value"), json({25}));
}

TEST(vega_lite, a_total_of_counts_is_not_on_the_scale_of_its_parts) {
    const auto chart = json::parse(ranked_bars(two_groups_and_a_part(false)));
    EXPECT_EQ(column(chart, "b", "value"), json({7}));
    EXPECT_EQ(column(chart, "Total", "value"), json::array());
}

TEST(vega_lite, each_district_has_a_panel_and_dimensions_not_shown_are_named) {
    const axis district = dimension("district", {{.code = "Farsta"}, {.code = "Järva"}, {.code = "Bromma"}, total});
    const axis age = dimension("age", {{.code = "16-24"}, {.code = "25-64"}, total});
    const axis sex = dimension("sex", {{.code = "women"}, total});
    std::vector<std::int64_t> numbers;
    for (std::int64_t each = 0; each < 24; ++each) numbers.push_back(each);
    const std::vector<std::int64_t> falling(numbers.rbegin(), numbers.rend());
    const auto table = to_publication(counts(persons(), {periods({"2024"}), district, age, sex}, numbers));
    const auto chart = json::parse(small_multiples(table));
    EXPECT_EQ(chart.at("facet").at("field").get<std::string>(), "panel");
    EXPECT_EQ(chart.at("facet").at("sort"), json({"Farsta", "Järva", "Bromma"}));
    EXPECT_EQ(chart.at("title").at("subtitle").get<std::string>(), "persons, age: Total");
    // The place of a cell: district x 6 + age x 2 + sex; the ages are those of the total, the third.
    EXPECT_EQ(column(chart, "women", "value"), json({4, 10, 16}));
    EXPECT_EQ(column(chart, "women", "panel"), json({"Farsta", "Järva", "Bromma"}));
    chart_options by_age;
    by_age.panel = "age";
    EXPECT_EQ(column(json::parse(small_multiples(table, by_age)), "women", "value"), json({18, 20}));
    // A total that is not above the others, as of shares, has a panel as well.
    const auto others = to_publication(counts(persons(), {periods({"2024"}), district, age, sex}, falling));
    EXPECT_EQ(column(json::parse(small_multiples(others)), "women", "value"), json({19, 13, 7, 1}));
}

TEST(vega_lite, curves_are_steps_with_bands_that_end_where_limits_do) {
    constexpr auto nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<curve> curves{{"Women", {{0, 1, nan, nan}, {30, 0.75, 0.5, 0.875}}}, {"Men", {{0, 1, 1, 1}}}};
    const auto chart = json::parse(curve_chart(curves, {"Survival", "", "days", "still enrolled", "city"}));
    EXPECT_EQ(column(chart, "Women", "time"), json({0.0, 30.0}));
    EXPECT_EQ(column(chart, "Women", "estimate"), json({1.0, 0.75}));
    EXPECT_EQ(column(chart, "Women", "lower"), json({none, 0.5}));
    EXPECT_EQ(column(chart, "Women", "upper"), json({none, 0.875}));
    for (const auto& layer : chart.at("layer")) {
        EXPECT_EQ(layer.at("mark").at("interpolate").get<std::string>(), "step-after");
        EXPECT_EQ(layer.at("encoding").at("y").at("scale").at("domain"), json({0, 1}));
    }
    EXPECT_EQ(chart.at("layer")[0].at("encoding").at("y2").at("field").get<std::string>(), "upper");
    EXPECT_EQ(chart.at("usermeta").at("source").get<std::string>(), "city");
}

TEST(vega_lite, a_funnel_keeps_its_order_and_hides_what_is_suppressed) {
    const std::vector<funnel_step> steps{{"all", 1200}, {"adults", 900}, {"new", 3, availability::suppressed}};
    const auto chart = json::parse(funnel_chart(steps, {"Cohort", "", "persons", ""}));
    json values = json::array(), printed = json::array();
    for (const auto& row : chart.at("data").at("values")) {
        values.push_back(row.at("value"));
        printed.push_back(row.at("printed"));
    }
    EXPECT_EQ(values, json({1200, 900, none}));
    EXPECT_EQ(printed, json({"1200", "900", "..."}));
    EXPECT_EQ(chart.at("layer")[0].at("encoding").at("y").at("sort"), json({"all", "adults", "new"}));
}

} // namespace
