#include <kohort/publish/markdown.hpp>

#include "publish/tables.hpp"

#include <gtest/gtest.h>

namespace {

using namespace tables;

TEST(markdown, a_table_with_parts_totals_and_statuses) {
    const axis groups = dimension("group", {{.code = "a", .label = {"A|B", "A|B"}},
                                            {.code = "c", .label = {"Varav C", "C_1"}, .parent = 0, .of_which = true},
                                            total});
    const auto table = table_of(percent(1), {periods({"2023", "2024"}), groups},
                                {{1, 3, {}},
                                 {0, 1, availability::suppressed},
                                 {2, 3, {}},
                                 {1, 2, obs_status().add(obs_flag::provisional)},
                                 {0, 0, availability::not_applicable},
                                 {1, 1, {}}});
    EXPECT_EQ(to_markdown({&table, 1}), R"(### Exits to work

percent · city.to\_work · 2024

|  | 2023 | 2024 |
| :--- | ---: | ---: |
| A\|B | 33.3% | 50.0%p |
| &emsp;of which C\_1 | ... | . |
| **Total** | **66.7%** | **100.0%** |

Signs: ... suppressed to protect persons; . not applicable; p provisional
)");
}

TEST(markdown, headings_of_crossed_columns_are_joined_until_there_are_too_many) {
    const axis place = dimension("place", {{.code = "n"}, {.code = "m"}, {.code = "s"}, {.code = "v"}, total});
    std::vector<std::int64_t> numbers(2 * 3 * 5);
    const auto table = counts(persons(), {periods({"2023", "2024"}), sexes(), place}, numbers);
    const auto wide = to_markdown({&table, 1}, {.in = language::sv});
    EXPECT_NE(wide.find("| Kvinnor · 2023 | Kvinnor · 2024 | Män · 2023 |"), std::string::npos) << wide;
    const auto narrow = to_markdown({&table, 1}, {.in = language::sv, .columns = 4});
    EXPECT_NE(narrow.find("|  | 2023 | 2024 |\n"), std::string::npos) << narrow;
    EXPECT_NE(narrow.find("| &emsp;Kvinnor | 0 | 0 |\n"), std::string::npos) << narrow;
}

TEST(markdown, indicators_without_a_breakdown_share_a_table_with_their_units) {
    const std::vector<indicator_table> both{counts(persons(), {periods({"2024"})}, {8567}),
                                            table_of(percent(0), {periods({"2024"})}, {{3, 4, {}}})};
    EXPECT_EQ(to_markdown(both), "|  | 2024 |  |\n| :--- | ---: | :--- |\n| Enrolled | 8567 | persons |\n"
                                 "| Exits to work | 75% |  |\n");
}

} // namespace
