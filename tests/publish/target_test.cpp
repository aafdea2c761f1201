#include <kohort/publish/target.hpp>

#include "tables.hpp"

#include <gtest/gtest.h>

namespace {

using namespace tables;
using enum attainment;

constexpr auto at_least = indicator_target::direction::at_least, at_most = indicator_target::direction::at_most;

TEST(target, the_citys_words) {
    EXPECT_EQ(words_for(fully, language::sv), "uppfylls helt");
    EXPECT_EQ(words_for(partly, language::sv), "uppfylls delvis");
    EXPECT_EQ(words_for(not_met, language::sv), "uppfylls inte");
    EXPECT_EQ(words_for(fully, language::en), "fully met");
    EXPECT_EQ(words_for(partly, language::en), "partly met");
    EXPECT_EQ(words_for(not_met, language::en), "not met");
}

TEST(target, ties_are_exact) {
    const ratio least(1, std::int64_t{1} << 60);
    EXPECT_EQ(attainment_of(75, at_least, 75, 5), fully);
    EXPECT_EQ(attainment_of(ratio(75) - ratio(1, 1'000'000'007), at_least, 75, 5), partly);
    EXPECT_EQ(attainment_of(70, at_least, 75, 5), partly);
    EXPECT_EQ(attainment_of(ratio(70) - ratio(1, 1'000'000'007), at_least, 75, 5), not_met);
    EXPECT_EQ(attainment_of(3, at_most, 3, 1), fully);
    EXPECT_EQ(attainment_of(ratio(3'000'000'001, 1'000'000'000), at_most, 3, 1), partly);
    EXPECT_EQ(attainment_of(4, at_most, 3, 1), partly);
    EXPECT_EQ(attainment_of(ratio(4'000'000'001, 1'000'000'000), at_most, 3, 1), not_met);
    EXPECT_EQ(attainment_of(least, at_most, 0, 0), not_met);
    EXPECT_EQ(attainment_of(least, at_least, ratio(1, 3), ratio(1, 3)), partly) << "more than 64 bits on the way";
    EXPECT_EQ(attainment_of(ratio(1, 3), at_least, ratio(1, 3), 0), fully);
}

indicator_table shares(definition_number value, definition_number margin) {
    auto indicator = percent(0);
    indicator.per = {frequency::year};
    indicator.target = {at_least, std::move(value), std::move(margin)};
    // 75 %, 74.96 % (printed 75), 70 %, 69.9 % (printed 70); hidden; 0 of 0
    return table_of(indicator, {periods({"2023", "2024"}), sexes()},
                    {{3, 4, {}},
                     {7496, 10000, {}},
                     {7, 10, {}},
                     {699, 1000, {}},
                     {0, 1, availability::suppressed},
                     {0, 0, availability::not_applicable}});
}

using reached = std::vector<std::optional<attainment>>;

TEST(target, of_a_table) {
    const auto table = shares(75, 5);
    EXPECT_EQ(attainments(table, {}).value(), (reached{fully, partly, partly, not_met, {}, {}}));
    EXPECT_EQ(attainments(table, {}, target_basis::as_printed).value(),
              (reached{fully, fully, partly, partly, {}, {}}));
    EXPECT_EQ(attainments(shares("74.96", {}), {}).value(), (reached{fully, fully, not_met, not_met, {}, {}}))
        << "no margin";
    auto without = table;
    without.indicator.target.reset();
    EXPECT_EQ(attainments(without, {}).value(), reached(6));
}

// The city's report of 2019: 368 of 764 went on to studies, 48 %; the target was 50 %.
TEST(target, studies_in_2019) {
    EXPECT_EQ(attainment_of(ratio(36800, 764), at_least, 50, 0), not_met);
    EXPECT_EQ(attainment_of(ratio(36800, 764), at_least, 50, 5), partly);
}

TEST(target, a_parameter_must_have_a_value) {
    const auto table = shares(definition_number::of_parameter("goal"), "-1");
    const auto made = attainments(table, {});
    ASSERT_EQ(made.errors().size(), 1u);
    EXPECT_EQ(made.errors()[0].path(), "city.to_work/target/at_least/parameter");
    const auto negative = attainments(shares(75, "-1"), {});
    ASSERT_EQ(negative.errors().size(), 1u);
    EXPECT_STREQ(negative.errors()[0].what(), "city.to_work/target/margin: a margin is a distance and not below 0");
}

} // namespace
