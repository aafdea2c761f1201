#include <kohort/cube/cube.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <limits>
#include <random>

namespace {

using kohort::additivity;
using kohort::availability;
using kohort::axis;
using kohort::axis_position;
using kohort::cell;
using kohort::cube;
using kohort::obs_flag;
using kohort::obs_status;
using kohort::ratio;
using role = axis_position::role;

const additivity everywhere{};
const additivity fractions{.fractions = true};

axis periods() { return {axis::kind::period, "period", {{.code = "2023"}, {.code = "2024"}}}; }

axis sexes() {
    return {
        axis::kind::dimension, "sex", {{.code = "women"}, {.code = "men"}, {.code = "unknown", .is = role::unknown}}};
}

/// North has two areas below it and one of which; south stands alone.
axis districts() {
    return {axis::kind::dimension,
            "district",
            {{.code = "north"},
             {.code = "jarva", .parent = 0},
             {.code = "vasastan", .parent = 0},
             {.code = "suburb", .parent = 0, .of_which = true},
             {.code = "south"},
             {.code = "homeless", .of_which = true}}};
}

axis with_total(axis plain) {
    auto positions = plain.positions();
    positions.push_back({.code = "total", .is = role::total});
    return {axis::kind::dimension, plain.name(), positions};
}

void expect_error(const kohort::result<cube>& outcome, const std::string& message) {
    ASSERT_EQ(outcome.errors().size(), 1U);
    EXPECT_EQ(outcome.errors().front().message(), message);
    EXPECT_EQ(outcome.errors().front().code(), kohort::error_code::plan);
}

TEST(cube, starts_with_counted_zeros) {
    const cube table({periods(), sexes()}, everywhere);
    ASSERT_EQ(table.cells().size(), 6U);
    for (const auto& each : table.cells()) EXPECT_EQ(each, (cell{0, 1, obs_status()}));
    EXPECT_EQ(cube({}, everywhere).cells().size(), 1U) << "one figure without axes";
}

TEST(cube, first_axis_varies_slowest) {
    cube table({periods(), sexes()}, everywhere);
    table.at(std::array<std::size_t, 2>{1, 0}).numerator = 7;
    EXPECT_EQ(table.cells()[3].numerator, ratio(7));
    EXPECT_EQ(table.find({"2024", "women"}), &table.cells()[3]);
    EXPECT_EQ(table.find({"2024", "woman"}), nullptr);
    EXPECT_EQ(table.find({"2024"}), nullptr);
    EXPECT_EQ(table.find_axis("sex"), 1U);
    EXPECT_EQ(table.find_axis("age"), std::nullopt);
}

TEST(cube, slice_of_something_that_is_not_there_is_refused) {
    const cube table({periods(), sexes()}, everywhere);
    expect_error(table.slice("sexs", "women"), R"(no axis "sexs"; did you mean "sex"?)");
    expect_error(table.slice("colour", "women"), R"(no axis "colour")");
    expect_error(table.slice("sex", "woman"), R"(no code "woman" on the axis "sex"; did you mean "women"?)");
}

// Rows are counted into a cube by hand; every slice and roll-up must be the count of the rows it stands for.
class counted_rows : public ::testing::Test {
  protected:
    struct row {
        std::size_t period, sex, district;
    };

    counted_rows() {
        std::mt19937 random(2024);
        constexpr std::size_t leaves[] = {0, 1, 2, 4}; // a row may carry the parent itself
        for (int each = 0; each < 500; ++each) rows_.push_back({random() % 2, random() % 3, leaves[random() % 4]});
        for (const auto& [period, sex, district] : rows_) {
            count(period, sex, district);
            if (district == 1 || district == 2) count(period, sex, 0);
            if (district == 1) count(period, sex, 3);
            if (district == 4 && sex == 1) count(period, sex, 5);
        }
    }

    void count(std::size_t period, std::size_t sex, std::size_t district) {
        auto& at = table_.at(std::array{period, sex, district});
        at.numerator = at.numerator + 1;
    }

    template <class Condition>
    ratio rows_with(Condition holds) const {
        return std::count_if(rows_.begin(), rows_.end(), holds);
    }

    std::vector<row> rows_;
    cube table_{{periods(), sexes(), districts()}, everywhere};
};

TEST_F(counted_rows, slices_are_those_rows) {
    const auto men = table_.slice("sex", "men").value();
    ASSERT_EQ(men.axes(), (std::vector{periods(), districts()}));
    for (std::size_t period = 0; period < 2; ++period)
        for (const std::size_t district : {1U, 2U, 4U})
            EXPECT_EQ(men.at(std::array{period, district}).numerator, rows_with([&](const row& each) {
                          return each.period == period && each.sex == 1 && each.district == district;
                      }));
}

TEST_F(counted_rows, roll_up_over_any_axis_is_the_count_of_all_rows) {
    const auto over_districts = table_.roll_up("district").value();
    const auto over_sexes = table_.roll_up("sex").value();
    const auto over_periods = table_.roll_up("period").value();
    ASSERT_EQ(over_districts.axes(), (std::vector{periods(), sexes()}));
    for (std::size_t period = 0; period < 2; ++period)
        for (std::size_t sex = 0; sex < 3; ++sex)
            EXPECT_EQ(over_districts.at(std::array{period, sex}).numerator,
                      rows_with([&](const row& each) { return each.period == period && each.sex == sex; }));
    for (const std::size_t district : {1U, 2U, 4U}) {
        for (std::size_t period = 0; period < 2; ++period)
            EXPECT_EQ(over_sexes.at(std::array{period, district}).numerator,
                      rows_with([&](const row& each) { return each.period == period && each.district == district; }));
        for (std::size_t sex = 0; sex < 3; ++sex)
            EXPECT_EQ(over_periods.at(std::array{sex, district}).numerator,
                      rows_with([&](const row& each) { return each.sex == sex && each.district == district; }));
    }
}

TEST_F(counted_rows, roll_up_over_all_axes_in_any_order_is_the_number_of_rows) {
    for (const auto& [a, b, c] : {std::array{"period", "sex", "district"}, std::array{"district", "period", "sex"},
                                  std::array{"sex", "district", "period"}}) {
        const auto all = table_.roll_up(a).value().roll_up(b).value().roll_up(c).value();
        EXPECT_EQ(all.cells().front(), (cell{static_cast<std::int64_t>(rows_.size()), 1, obs_status()}));
    }
}

TEST(cube, of_which_is_never_added) {
    cube table({districts()}, everywhere);
    for (auto& each : table.cells()) each.numerator = 1;
    EXPECT_EQ(table.roll_up("district").value().cells().front().numerator, ratio(2)) << "north and south";
}

TEST(cube, a_counted_total_is_the_answer_even_where_nothing_adds) {
    cube table({with_total(sexes())}, {.groups = additivity::over_groups::none});
    table.cells()[0].numerator = 3;
    table.cells()[1].numerator = 4;
    table.cells()[3] = {5, 1, obs_status().add(obs_flag::provisional)}; // two persons changed sex in the register
    EXPECT_EQ(table.roll_up("sex").value().cells().front(), table.cells()[3]);
}

TEST(cube, roll_up_over_the_wrong_axis_says_what_to_do) {
    const cube persons({periods(), sexes(), districts()},
                       {additivity::over_groups::fixed, /*over_time=*/false, /*fixed_dimensions=*/{"sex"}});
    EXPECT_TRUE(persons.roll_up("sex").has_value());
    expect_error(persons.roll_up("district"),
                 R"(distinct persons do not add over "district": a person may be in several of its groups; leave )"
                 R"("district" out of "by", so that persons are counted from the rows)");
    expect_error(persons.roll_up("period"),
                 "the figures do not add over periods: what is there in one period may be there in the next; ask for "
                 R"(longer periods instead ("per"))");
    expect_error(persons.roll_up("districts"), R"(no axis "districts"; did you mean "district"?)");

    const cube medians({sexes()}, {.groups = additivity::over_groups::none});
    expect_error(medians.roll_up("sex"), R"(figures that are not sums do not add over "sex"; leave "sex" out of "by", )"
                                         "so that the figure is computed from the rows");
}

TEST(cube, a_sum_that_does_not_fit_is_refused) {
    cube table({sexes()}, everywhere);
    for (auto& each : table.cells()) each.numerator = std::numeric_limits<std::int64_t>::max();
    expect_error(table.roll_up("sex"), R"(the sum over "sex" does not fit into 64 bits; leave "sex" out of "by", so )"
                                       "that it is counted from the rows");
}

TEST(cube, numerators_and_denominators_of_fractions_add_apart) {
    cube table({sexes()}, fractions);
    table.cells()[0] = {3, 4, {}};
    table.cells()[1] = {1, 1, {}};
    table.cells()[2] = {0, 0, availability::not_applicable};
    EXPECT_EQ(table.roll_up("sex").value().cells().front(), (cell{4, 5, {}}))
        << "nobody of unknown sex changes nothing";
}

TEST(cube, a_fraction_over_nothing_at_all_is_not_applicable) {
    cube table({sexes()}, fractions);
    for (auto& each : table.cells()) each = {0, 0, availability::not_applicable};
    EXPECT_EQ(table.roll_up("sex").value().cells().front(), (cell{0, 0, availability::not_applicable}));
}

TEST(cube, a_part_without_a_value_makes_the_sum_so_and_leaves_no_numbers) {
    for (const auto is : {availability::missing, availability::suppressed, availability::suppressed_secondary,
                          availability::not_applicable})
        for (const auto at : {0U, 1U, 2U}) {
            cube table({sexes()}, everywhere);
            for (auto& each : table.cells()) each.numerator = 5;
            table.cells()[at].status = is;
            EXPECT_EQ(table.roll_up("sex").value().cells().front(), (cell{0, 1, is}));
        }
}

TEST(cube, nil_adds_as_0_and_flags_are_united) {
    cube table({sexes()}, everywhere);
    table.cells()[0] = {0, 1, obs_status(availability::nil).add(obs_flag::estimated)};
    table.cells()[1] = {2, 1, obs_status().add(obs_flag::provisional)};
    table.cells()[2] = {0, 1, availability::nil};
    EXPECT_EQ(table.roll_up("sex").value().cells().front(),
              (cell{2, 1, obs_status().add(obs_flag::estimated).add(obs_flag::provisional)}));
}

} // namespace
