#include <kohort/cube/axis.hpp>

#include <gtest/gtest.h>

namespace {

using kohort::axis;
using kohort::axis_position;
using role = axis_position::role;

axis housing() {
    return {axis::kind::dimension,
            "housing",
            {{.code = "rented", .label = {"Hyresrätt", "Rented"}},
             {.code = "sublet", .label = {"Andra hand", "Sublet"}, .parent = 0},
             {.code = "council", .label = {"Allmännyttan", "Council"}, .parent = 0, .of_which = true},
             {.code = "unknown", .label = {"Okänt", "Unknown"}, .is = role::unknown},
             {.code = "total", .label = {"Totalt", "Total"}, .is = role::total},
             {.code = "homeless", .label = {"Hemlösa", "Homeless"}, .of_which = true}}};
}

TEST(axis, finds_positions_by_code) {
    const auto place = housing();
    EXPECT_EQ(place.find("council"), 2U);
    EXPECT_EQ(place.find("Council"), std::nullopt);
    EXPECT_EQ(place.find(""), std::nullopt);
    EXPECT_EQ(place[2].label.en, "Council");
}

TEST(axis, knows_its_total_by_role_and_not_by_name) {
    EXPECT_EQ(housing().total(), 4U);
    const axis without(axis::kind::dimension, "sex", {{.code = "women"}, {.code = "total"}});
    EXPECT_EQ(without.total(), std::nullopt);
}

TEST(axis, roots_are_what_the_total_is_made_of) {
    const auto place = housing();
    const bool expected[] = {true, false, false, true, false, false};
    for (std::size_t index = 0; index < place.size(); ++index)
        EXPECT_EQ(place.is_root(index), expected[index]) << place[index].code;
}

TEST(axis, is_equal_only_when_it_means_the_same) {
    const std::vector<axis_position> halves{{.code = "2024-H1"}, {.code = "2024-H2"}};
    const axis periods(axis::kind::period, "period", halves);
    EXPECT_EQ(periods, axis(axis::kind::period, "period", halves));
    EXPECT_NE(periods, axis(axis::kind::dimension, "period", halves));
    EXPECT_NE(periods, axis(axis::kind::period, "half_year", halves));
    EXPECT_NE(periods, axis(axis::kind::period, "period", {{.code = "2024-H1"}, {.code = "2025-H1"}}));
    EXPECT_TRUE(periods.is_period());
    EXPECT_FALSE(housing().is_period());
}

} // namespace
