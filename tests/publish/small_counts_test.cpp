#include <kohort/publish/small_counts.hpp>
#include <kohort/publish/table_writer.hpp>

#include "publish/tables.hpp"

#include <gtest/gtest.h>

namespace {

using namespace tables;

constexpr std::int64_t below = 5;

/// The cell after suppression, in a table of its own.
cell kept(definition indicator, const cell& figure) {
    auto table = table_of(std::move(indicator), {periods({"2024"})}, {figure});
    suppress_small_counts(table, below);
    return table.figures.cells().front();
}

bool is_suppressed(definition indicator, const cell& figure) {
    return kept(std::move(indicator), figure).status.is == availability::suppressed;
}

TEST(small_counts, counts_of_a_few_persons_are_suppressed) {
    for (std::int64_t number = 0; number < 10; ++number)
        EXPECT_EQ(is_suppressed(persons(), {number, 1, {}}), number >= 1 && number < below) << number;
}

TEST(small_counts, shares_are_suppressed_by_either_side_or_the_rest) {
    for (std::int64_t denominator = 1; denominator < 15; ++denominator)
        for (std::int64_t numerator = 0; numerator <= denominator; ++numerator) {
            const auto few = [](std::int64_t contributors) { return contributors >= 1 && contributors < below; };
            EXPECT_EQ(is_suppressed(percent(1), {numerator, denominator, {}}),
                      few(numerator) || few(denominator) || few(denominator - numerator))
                << numerator << " of " << denominator;
        }
}

TEST(small_counts, means_are_suppressed_by_the_number_of_spells) {
    EXPECT_TRUE(is_suppressed(months(), {1000, 4, {}}));
    EXPECT_FALSE(is_suppressed(months(), {3, 5, {}})) << "3 days in all, but of 5 spells";
}

TEST(small_counts, suppressed_cells_lose_their_numbers_and_keep_their_flags) {
    EXPECT_EQ(kept(percent(1), {3, 4, obs_status().add(obs_flag::provisional)}),
              (cell{0, 1, obs_status(availability::suppressed).add(obs_flag::provisional)}));
}

TEST(small_counts, cells_without_a_value_stay_as_they_are) {
    for (const auto is : {availability::missing, availability::not_applicable, availability::suppressed_secondary}) {
        const cell figure{0, 3, is};
        EXPECT_EQ(kept(percent(1), figure), figure);
    }
}

TEST(small_counts, no_writer_prints_the_number) {
    std::vector<indicator_table> table{counts(persons(), {periods({"2021", "2022"})}, {8567, 3})};
    suppress_small_counts(table.front(), below);
    EXPECT_EQ(to_csv(table), "indicator,version,period,value,numerator,denominator,status\n"
                             "city.enrolled,2024,2021,8567,8567,,\n"
                             "city.enrolled,2024,2022,,,,suppressed\n");
    for (const auto& text : {to_json(table), to_text(table)}) {
        EXPECT_NE(text.find("8567"), std::string::npos) << text;
        EXPECT_EQ(text.find('3'), std::string::npos) << text;
    }
}

} // namespace
