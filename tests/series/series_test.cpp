#include <kohort/series/series.hpp>

#include "random_series.hpp"

#include <kohort/spells/data_set.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kohort {
namespace {

using namespace series_test;
using testing::ElementsAre;
using testing::HasSubstr;

axis dimension(std::string name, std::vector<std::string> codes) {
    std::vector<axis_position> positions;
    for (auto& code : codes) positions.push_back({.code = std::move(code)});
    return {axis::kind::dimension, std::move(name), std::move(positions)};
}

axis periods(std::vector<std::string> labels) {
    std::vector<axis_position> positions;
    for (const auto& label : labels) positions.push_back({.code = label, .label = {label, label}});
    return {axis::kind::period, "period", std::move(positions)};
}

cube numbered(std::vector<axis> axes, additivity adds = {}) {
    cube made(std::move(axes), adds);
    for (std::size_t i = 0; i < made.cells().size(); ++i) made.cells()[i] = count(static_cast<std::int64_t>(i));
    return made;
}

std::vector<std::string> labels(const std::vector<period>& list) {
    std::vector<std::string> made;
    for (const auto& each : list) made.push_back(each.label());
    return made;
}

TEST(series, a_cube_and_back_wherever_the_periods_stand) {
    const auto months = periods({"2024-01", "2024-02", "2024-04"});
    const auto sexes = dimension("sex", {"women", "men"}), ages = dimension("age", {"young", "old"});
    for (const auto& axes : {std::vector{months, sexes, ages}, std::vector{sexes, months, ages},
                             std::vector{sexes, ages, months}, std::vector{months}}) {
        const auto figures = numbered(axes);
        const auto made = series::from(figures, about(series_kind::flow)).value();
        const auto back = made.to_cube();
        EXPECT_EQ(back.axes(), figures.axes());
        EXPECT_EQ(back.adds(), figures.adds());
        EXPECT_TRUE(std::ranges::equal(back.cells(), figures.cells()));
    }
}

TEST(series, lines_are_those_of_the_slices) {
    const auto figures =
        numbered({dimension("sex", {"women", "men"}), periods({"2023", "2024"}), dimension("age", {"young", "old"})});
    const auto made = series::from(figures, about(series_kind::stock, frequency::year)).value();
    ASSERT_EQ(made.lines(), 4U);
    for (const auto* sex : {"women", "men"})
        for (const auto* age : {"young", "old"}) {
            const auto slice = figures.slice("sex", sex).value().slice("age", age).value();
            const auto one = made.select({sex, age}).value();
            EXPECT_TRUE(std::ranges::equal(one.cells(), slice.cells())) << sex << age;
            EXPECT_EQ(one.period_at(1).label(), "2024");
            EXPECT_EQ(one.lines(), 1U);
            EXPECT_EQ(one.to_cube().axes(), slice.axes());
        }
    EXPECT_THAT(made.select({"woman", "old"}).errors().front().message(), HasSubstr("did you mean \"women\"?"));
    EXPECT_THAT(made.select({"women"}).errors().front().message(), HasSubstr("1 codes for 2 axes"));
}

TEST(series, a_cube_that_is_no_series_is_refused_with_all_reasons) {
    const auto of = [](std::vector<axis> axes, const series_description& description) {
        return to_string(series::from(numbered(std::move(axes)), description).errors());
    };
    const auto flow = about(series_kind::flow);
    EXPECT_THAT(of({dimension("sex", {"women"})}, flow), HasSubstr("0 period axes"));
    EXPECT_THAT(of({periods({}), dimension("sex", {"women"})}, flow), HasSubstr("no periods"));
    EXPECT_THAT(of({periods({"2024-01"})}, about(series_kind::ratio)), HasSubstr("fractions"));
    const auto problems = of({periods({"2024-02", "2024-01", "2024", "2024-01"})}, flow);
    EXPECT_THAT(problems, HasSubstr("/1: 2024-01 does not come after 2024-02"));
    EXPECT_THAT(problems, HasSubstr("/2: \"2024\" is not a month"));
}

TEST(series, years_that_start_in_december_have_their_own_labels) {
    auto description = about(series_kind::flow, frequency::year);
    description.per.year_start = {12, 1};
    const auto made = series::from(numbered({periods({"2018", "2019"})}), description).value();
    EXPECT_EQ(made.period_at(1).label(), "2019");
    EXPECT_EQ(made.period_at(1).span(), (window{from_civil({2018, 12, 1}), from_civil({2019, 11, 30})}));
}

TEST(series, periods_are_found_by_the_calendar) {
    const auto made =
        series::from(numbered({periods({"2024-01", "2024-02", "2024-04"})}), about(series_kind::flow)).value();
    EXPECT_EQ(made.find(month(2024, 4)), 2U);
    EXPECT_EQ(made.find(month(2024, 3)), std::nullopt);
    EXPECT_EQ(made.find(parse_period("2024").value()), std::nullopt);
}

data_set table_of(const std::string& rows) {
    cells_schema schema;
    schema.name = "printed";
    schema.cell = "cell";
    schema.period = "period";
    schema.value = "value";
    schema.unit = measurement_unit::percent;
    data_set data;
    EXPECT_FALSE(data.read_text(schema, "cell,period,value\n" + rows, "printed.csv"));
    return data;
}

TEST(series, a_published_table_gives_its_cells_in_the_order_of_time) {
    const auto data = table_of("rate,2024-02,7.5\nrate,2024-01,...\nrate,2024-04,8\nother,2024-03,1\n");
    const auto& table = *data.find_published("rate");
    auto description = about(series_kind::other, frequency::month, measurement_unit::percent);
    const auto made = series::from(table, "rate", {}, description).value();
    EXPECT_THAT(made.cells(),
                ElementsAre(gap(availability::suppressed), cell{ratio(3, 40), 1, {}}, cell{ratio(2, 25), 1, {}}));
    EXPECT_THAT(labels(completeness_of(made).within), ElementsAre("2024-03"));
    EXPECT_THAT(to_string(series::from(table, "rat", {}, description).errors()), HasSubstr("did you mean \"rate\"?"));
    description.kind = series_kind::ratio;
    EXPECT_THAT(to_string(series::from(table, "rate", {}, description).errors()), HasSubstr("quotient"));
    description = about(series_kind::other, frequency::year);
    EXPECT_THAT(to_string(series::from(table, "rate", {}, description).errors()),
                HasSubstr("\"2024-02\" is not a year"));
}

TEST(series, completeness_tells_the_ends_from_the_middle) {
    const auto of =
        series::from(numbered({periods({"2024-01", "2024-02", "2024-03", "2024-06", "2024-07", "2024-08"})}),
                     about(series_kind::flow))
            .value();
    std::vector<cell> cells(of.cells().begin(), of.cells().end());
    EXPECT_THAT(labels(completeness_of(of).within), ElementsAre("2024-04", "2024-05"));
    cells[0] = gap();
    cells[2] = gap(availability::suppressed);
    cells[5] = gap(availability::not_applicable);
    const auto holes = completeness_of(line_from(month(2024, 1), cells));
    EXPECT_THAT(labels(holes.before), ElementsAre("2024-01"));
    EXPECT_THAT(labels(holes.within), ElementsAre("2024-03"));
    EXPECT_THAT(labels(holes.after), ElementsAre("2024-06"));
    const auto nothing = completeness_of(line_from(month(2024, 1), {gap(), gap()}));
    EXPECT_TRUE(nothing.before.empty() && nothing.within.empty());
    EXPECT_THAT(labels(nothing.after), ElementsAre("2024-01", "2024-02"));
    EXPECT_TRUE(completeness_of(line_from(month(2024, 1), {count(0), count(1)})).is_complete());
}

TEST(series, filling_adds_missing_periods_and_nothing_else) {
    const auto of =
        series::from(numbered({dimension("sex", {"women", "men"}), periods({"2024-01", "2024-02", "2024-04"})}),
                     about(series_kind::flow))
            .value();
    const auto all = filled(of);
    EXPECT_THAT(all.line(0), ElementsAre(count(0), count(1), gap(), count(2)));
    EXPECT_THAT(all.line(1), ElementsAre(count(3), count(4), gap(), count(5)));
    EXPECT_TRUE(filled(all) == all);
    const auto part = filled(of, month(2023, 12), month(2024, 1)).value();
    EXPECT_THAT(part.line(1), ElementsAre(gap(), count(3)));
    EXPECT_THAT(filled(of, month(2024, 2), month(2024, 1)).errors().front().message(), HasSubstr("exchange"));
    const auto year = parse_period("2024").value();
    EXPECT_THAT(filled(of, year, year).errors().front().message(), HasSubstr("by month"));
}

} // namespace
} // namespace kohort
