#include <kohort/series/splice.hpp>

#include "random_series.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kohort {
namespace {

using namespace series_test;
using testing::ElementsAre;
using testing::HasSubstr;

cell estimated(std::int64_t value) { return flagged(value, obs_flag::estimated); }
cell with_break(std::int64_t value) { return flagged(value, obs_flag::break_in_series); }

series older() { return line_from(month(2024, 1), {count(10), count(20), count(30), count(50)}); }
series newer() { return line_from(month(2024, 3), {count(60), count(100), count(90)}); }

TEST(series_splice, by_each_rule_with_the_break_in_sight) {
    EXPECT_THAT(spliced(older(), newer(), splice_rule::none).value().cells(),
                ElementsAre(count(10), count(20), with_break(60), count(100), count(90)));
    // 160 / 80 = 2
    EXPECT_THAT(spliced(older(), newer(), splice_rule::ratio).value().cells(),
                ElementsAre(estimated(20), estimated(40), with_break(60), count(100), count(90)));
    // 80 - 40 = 40
    EXPECT_THAT(spliced(older(), newer(), splice_rule::difference).value().cells(),
                ElementsAre(estimated(50), estimated(60), with_break(60), count(100), count(90)));
}

TEST(series_splice, only_periods_with_both_values_link) {
    const auto gaps = line_from(month(2024, 3), {gap(), count(100), count(90)});
    const auto made = spliced(older(), gaps, splice_rule::ratio).value(); // 100 / 50
    EXPECT_EQ(made.cells()[0], estimated(20));
    EXPECT_EQ(to_string(made.cells()[2].status), "missing+break");
    const auto nothing = line_from(month(2024, 3), {gap(), gap(availability::suppressed), count(90)});
    EXPECT_EQ(spliced(older(), nothing, splice_rule::ratio).value().cells()[0].status, availability::missing);
    const auto zeros = line_from(month(2024, 2), {count(3), count(0)});
    EXPECT_EQ(spliced(zeros, newer(), splice_rule::ratio).value().cells()[0].status, availability::not_applicable);
}

TEST(series_splice, what_two_programs_of_one_series_say_stays_as_it_is) {
    for (unsigned seed = 0; seed < 20; ++seed) {
        const auto whole = filled(random_series(seed, {series_kind::stock, frequency::month, true, true, 2}));
        const auto part = filled(whole, whole.period_at(10), whole.period_at(whole.size() - 1)).value();
        for (const auto rule : {splice_rule::none, splice_rule::ratio, splice_rule::difference}) {
            const auto made = spliced(whole, part, rule).value();
            ASSERT_EQ(made.size(), whole.size());
            for (std::size_t i = 0; i < whole.cells().size(); ++i) {
                const auto &now = made.cells()[i], &before = whole.cells()[i];
                if (before.status.has_value() && now.status.has_value()) {
                    EXPECT_EQ(now.value(), before.value());
                }
                EXPECT_EQ(now.status.has(obs_flag::break_in_series), i % whole.size() == 10);
            }
        }
    }
}

TEST(series_splice, the_rest_keeps_its_status) {
    auto cells = std::vector<cell>{gap(availability::suppressed), flagged(20, obs_flag::low_reliability), count(30)};
    cells.push_back(gap(availability::nil));
    const auto made = spliced(line_from(month(2024, 1), cells), newer(), splice_rule::ratio).value();
    EXPECT_EQ(made.cells()[0].status, availability::suppressed);
    EXPECT_EQ(to_string(made.cells()[1].status), "estimated+low_reliability");
}

TEST(series_splice, what_is_not_one_series_is_refused) {
    const auto refusals = [](const series& a, const series& b) {
        return to_string(spliced(a, b, splice_rule::ratio).errors());
    };
    EXPECT_THAT(refusals(newer(), older()), HasSubstr("begins with 2024-03, not before"));
    const auto later = line_from(month(2025, 1), {count(1)});
    EXPECT_THAT(refusals(older(), later), HasSubstr("splice_rule::none"));
    EXPECT_EQ(spliced(older(), later, splice_rule::none).value().size(), 5U);
    const series other({"x", {}, series_kind::stock, measurement_unit::persons, {frequency::year}},
                       {parse_period("2024").value()}, {count(1)});
    const auto problems = refusals(older(), other);
    EXPECT_THAT(problems, HasSubstr("a flow is not continued by a stock"));
    EXPECT_THAT(problems, HasSubstr("figures in count are not continued by figures in persons"));
    EXPECT_THAT(problems, HasSubstr("figures by month are not continued by figures by year"));
    EXPECT_THAT(refusals(older(), random_series(1)), HasSubstr("other groups"));
}

} // namespace
} // namespace kohort
