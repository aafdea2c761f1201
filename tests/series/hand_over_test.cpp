#include <kohort/series/hand_over.hpp>

#include "random_series.hpp"

#include <gtest/gtest.h>

namespace kohort {
namespace {

using namespace series_test;

TEST(series_hand_over, one_line_with_its_gap_and_its_break) {
    series_description description{
        "my.rate", {"Andel, alla", "Share, all"}, series_kind::other, measurement_unit::percent, {frequency::quarter}};
    const auto quarter = [](int which) { return parse_period("2024-Q1").value() + which; };
    cell with_break{ratio(1, 3), 1, {}};
    with_break.status.add(obs_flag::break_in_series);
    const series of(description, {quarter(0), quarter(1), quarter(3), quarter(4)},
                    {{3, 40, {}}, gap(availability::suppressed), with_break, {-1, 1, {}}});
    const auto made = hand_over(of);
    EXPECT_EQ(made.data, "date,my.rate\n"
                         "2024-01-01,7.5\n"
                         "2024-04-01,\n"
                         "2024-07-01,\n"
                         "2024-10-01,33.3333333333333\n"
                         "2025-01-01,-100\n");
    EXPECT_EQ(made.metadata, "series,id,name_en,name_sv,unit,frequency,kind,first,last,gaps,breaks\n"
                             "my.rate,my.rate,\"Share, all\",\"Andel, alla\",percent,4,other,2024-Q1,2025-Q1,"
                             "2024-Q2 2024-Q3,2024-Q4\n");
}

TEST(series_hand_over, a_column_per_line) {
    const axis sexes(axis::kind::dimension, "sex", {{.code = "women"}, {.code = "men"}});
    const axis ages(axis::kind::dimension, "age", {{.code = "16-24"}, {.code = "\"old\""}});
    const axis years(axis::kind::period, "period", {{.code = "2024"}});
    cube figures({sexes, ages, years}, {});
    for (std::size_t i = 0; i < 4; ++i) figures.cells()[i] = count(static_cast<std::int64_t>(i) * 1'000'000'007);
    const auto made = hand_over(series::from(figures, about(series_kind::stock, frequency::year)).value());
    EXPECT_EQ(made.data, "date,women.16-24,\"women.\"\"old\"\"\",men.16-24,\"men.\"\"old\"\"\"\n"
                         "2024-01-01,0,1000000007,2000000014,3000000021\n");
    EXPECT_NE(made.metadata.find("men.16-24,test,test,prov,count,1,stock,2024,2024,,\n"), std::string::npos);
}

} // namespace
} // namespace kohort
