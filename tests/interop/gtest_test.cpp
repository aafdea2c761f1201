// The matchers are used here as city programmers use them.
#include <kohort/interop/gtest.hpp>

#include <gtest/gtest.h>

#include <array>
#include <sstream>

namespace {

using kohort::availability;
using kohort::axis;
using kohort::cell;
using kohort::cube;
using kohort::in_unit_of;
using kohort::measurement_unit;
using kohort::ratio;
using kohort::Reproduces;
using testing::HasSubstr;
using testing::Not;

/// Exits to work or studies of exits, as in the report for 2024.
cube exits() {
    cube made({{axis::kind::dimension, "sex", {{.code = "women"}, {.code = "men"}, {.code = "unknown"}}}},
              {.fractions = true});
    made.cells()[0] = {61, 348, {}};
    made.cells()[1] = {46, 84, {}};
    made.cells()[2] = {0, 1, availability::suppressed};
    return made;
}

cell count(std::int64_t number) { return {number, 1, {}}; }

template <class Actual, class Matcher>
std::string explanation(const Actual& actual, const Matcher& matcher) {
    testing::StringMatchResultListener listener;
    EXPECT_FALSE(matcher.MatchAndExplain(actual, &listener));
    return listener.str();
}

TEST(reproduces, a_share_in_percent) {
    const auto table = exits();
    EXPECT_THAT(table.find({"women"}), Reproduces("18 procent"));
    EXPECT_THAT(table.at(std::array<std::size_t, 1>{1}), Reproduces("54,8 %"));
    EXPECT_THAT(table.find({"men"}), Reproduces("drygt hälften"));
    EXPECT_THAT(table.find({"men"}), Not(Reproduces("54 procent"))) << "truncated";
}

TEST(reproduces, counts_and_ratios) {
    EXPECT_THAT(count(1397), Reproduces("1 397 personer"));
    EXPECT_THAT(count(1398), Not(Reproduces("1 397 personer")));
    EXPECT_THAT(11580, Reproduces("Drygt 11 500 ungdomar"));
    EXPECT_THAT(ratio(37, 50), Reproduces("74 procent"));
    EXPECT_THAT(ratio(7, 1000), Reproduces("7 ‰"));
    EXPECT_THAT(ratio(1, 3), Reproduces("33,3", {.unit = measurement_unit::percent}));
    EXPECT_THAT((kohort::decimal_number{740, 1}), Reproduces("74 procent")) << "in the unit already";
}

TEST(reproduces, a_cell_in_the_unit_of_its_indicator) {
    kohort::definition mean;
    mean.unit = measurement_unit::months;
    const cell days{2161, 10, {}}; // 216.1 days x 16/487
    EXPECT_THAT(in_unit_of(mean, days), Reproduces("7,1 månader"));
    EXPECT_THAT(in_unit_of(mean, days), Not(Reproduces("7,2 månader")));
}

TEST(reproduces, failure_shows_computed_rounded_printed_and_admitted) {
    EXPECT_EQ(explanation(cell{61, 348, {}}, Reproduces("17 procent")),
              "computed 17.528735632184, rounded 18, printed \"17 procent\", admitted [16.5, 17.5)");
    std::ostringstream expected, not_expected;
    Reproduces("ca 39 300 personer").DescribeTo(&expected);
    EXPECT_EQ(expected.str(), "reproduces \"ca 39 300 personer\", which admits [39250, 39350]");
    Reproduces("ca 39 300 personer").DescribeNegationTo(&not_expected);
    EXPECT_THAT(not_expected.str(), HasSubstr("does not reproduce \"ca 39 300 personer\""));
    EXPECT_EQ(testing::PrintToString(cell{61, 348, {}}), "61 of 348");
    EXPECT_EQ(testing::PrintToString(cell{0, 1, availability::suppressed}), "suppressed");
}

TEST(reproduces, nothing_without_a_value_or_a_number) {
    EXPECT_EQ(explanation(exits().cells()[2], Reproduces("0 procent")), "has no value");
    EXPECT_EQ(explanation(exits().find({"nobody"}), Reproduces("0 procent")), "has no value");
    EXPECT_EQ(explanation(cell{1, 0, {}}, Reproduces("0 procent")), "has no value");
    EXPECT_THAT(explanation(count(5), Reproduces("samtliga")), HasSubstr("has no number"));
}

} // namespace
