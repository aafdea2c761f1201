// What people look at: the tables of `to_text`, character by character.
#include <kohort/publish/table_writer.hpp>

#include "publish/tables.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace {

using namespace tables;

const text_options swedish{.in = language::sv};

/// Characters of a line, as long as it has no combining accents.
std::size_t characters(const std::string& line) {
    return static_cast<std::size_t>(
        std::ranges::count_if(line, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

std::size_t widest_line(const std::string& text) {
    std::istringstream lines(text);
    std::size_t widest = 0;
    for (std::string line; std::getline(lines, line);) widest = std::max(widest, characters(line));
    return widest;
}

/// Income support (with "of which" long-term), KAA, unknown, total; "homeless" is of which of the total.
axis groups() {
    return dimension("group", {{.code = "kaa", .label = {"KAA", "KAA"}},
                               {.code = "support", .label = {"Ekonomiskt bistånd", "Income support"}},
                               unknown,
                               total,
                               {.code = "homeless", .label = {"Hemlösa", "Homeless"}, .of_which = true},
                               {.code = "long", .label = {"Långvarigt", "Long-term"}, .parent = 1, .of_which = true}});
}

TEST(text_table, one_breakdown_goes_down_and_the_periods_across) {
    const auto table = counts(persons(), {periods({"2023", "2024"}), sexes()}, {3480, 4624, 8104, 3500, 5067, 8567});
    EXPECT_EQ(to_text(table), R"(Enrolled
persons · city.enrolled · 2024

       2023  2024
─────────────────
Women  3480  3500
Men    4624  5067
─────────────────
Total  8104  8567
)");
}

TEST(text_table, swedish_numbers_are_aligned_by_what_is_seen) {
    const auto table =
        counts(persons(), {periods({"2023", "2024"}), sexes()}, {3480, 24, 3504, 3500, 1005067, 1008567});
    EXPECT_EQ(to_text(table, swedish), "Inskrivna\n"
                                       "personer · city.enrolled · 2024\n"
                                       "\n"
                                       "          2023       2024\n"
                                       "─────────────────────────\n"
                                       "Kvinnor  3\u00a0480      3\u00a0500\n"
                                       "Män         24  1\u00a0005\u00a0067\n"
                                       "─────────────────────────\n"
                                       "Totalt   3\u00a0504  1\u00a0008\u00a0567\n");
}

TEST(text_table, two_breakdowns_cross_the_shorter_one_with_the_periods) {
    const auto table = counts(persons(), {periods({"2023", "2024"}), sexes(), groups()},
                              {1, 20, 0, 21, 4, 10, 2, 30, 0, 32, 5, 11, 3,  50,  0, 53,  9,  21,
                               6, 70, 0, 76, 8, 12, 7, 80, 0, 87, 6, 13, 13, 150, 0, 163, 14, 25});
    EXPECT_EQ(to_text(table), R"(Enrolled
persons · city.enrolled · 2024

                        Women         Men         Total
                      ──────────   ──────────   ──────────
                      2023  2024   2023  2024   2023  2024
──────────────────────────────────────────────────────────
KAA                      1     6      2     7      3    13
Income support          20    70     30    80     50   150
  of which Long-term    10    12     11    13     21    25
──────────────────────────────────────────────────────────
Total                   21    76     32    87     53   163
  of which Homeless      4     8      5     6      9    14
)");
}

TEST(text_table, unknown_rows_are_shown_only_when_something_is_in_them) {
    const axis sex = dimension("sex", {unknown, {.code = "women", .label = {"Kvinnor", "Women"}}, total});
    const auto years = periods({"2024"});
    const auto shown = [](const std::string& text) { return text.find("Unknown") != std::string::npos; };
    EXPECT_EQ(to_text(counts(persons(), {years, sex}, {3, 20, 23})), R"(Enrolled
persons · city.enrolled · 2024

         2024
─────────────
Women      20
Unknown     3
─────────────
Total      23
)");
    EXPECT_FALSE(shown(to_text(counts(persons(), {years, sex}, {0, 23, 23}))));
    const auto with_unknown = [&](const cell& figure) {
        return to_text(table_of(percent(0), {years, sex}, {figure, {1, 2, {}}, {1, 2, {}}}));
    };
    EXPECT_TRUE(shown(with_unknown({0, 7, {}}))) << "none of seven is something";
    EXPECT_TRUE(shown(with_unknown({0, 1, availability::suppressed})));
    EXPECT_FALSE(shown(with_unknown({0, 0, availability::not_applicable})));
    EXPECT_FALSE(shown(with_unknown({0, 1, availability::missing})));
}

TEST(text_table, a_single_period_is_in_the_title_when_groups_head_the_columns) {
    const auto table = counts(persons(), {periods({"2024"}), groups(), sexes()},
                              {1, 2, 3, 20, 30, 50, 0, 0, 0, 21, 32, 53, 4, 5, 9, 10, 11, 21});
    EXPECT_EQ(to_text(table), R"(Enrolled, 2024
persons · city.enrolled · 2024

                      Women  Men  Total
───────────────────────────────────────
KAA                       1    2      3
Income support           20   30     50
  of which Long-term     10   11     21
───────────────────────────────────────
Total                    21   32     53
  of which Homeless       4    5      9
)");
}

TEST(text_table, signs_say_why_there_is_no_figure_and_are_explained_when_used) {
    const axis all = dimension("is", {{.code = "a"}, {.code = "b"}, {.code = "c"}, {.code = "d"}, {.code = "e"}});
    const auto table = table_of(percent(1), {periods({"2024"}), all},
                                {{1, 3, {}},
                                 {0, 1, availability::suppressed},
                                 {0, 1, availability::missing},
                                 {0, 0, availability::not_applicable},
                                 {0, 1, availability::nil}});
    EXPECT_EQ(to_text(table), R"(Exits to work
percent · city.to_work · 2024

    2024
────────
a  33.3%
b    ...
c     ..
d      .
e      -
... suppressed to protect persons; .. not available; . not applicable; - nothing to count
)");
    const auto secondary = table_of(persons(), {periods({"2024"})}, {{0, 1, availability::suppressed_secondary}});
    EXPECT_EQ(to_text(secondary, swedish), "           2024\n"
                                           "─────────────────────────\n"
                                           "Inskrivna   ...  personer\n"
                                           "... sekretess\n");
}

TEST(text_table, sparklines_show_the_trend_of_consecutive_periods) {
    const auto years = periods({"2020", "2021", "2022", "2023"});
    auto table = table_of(persons(), {years, dimension("is", {{.code = "a"}, {.code = "b"}, {.code = "c"}})},
                          {{1, 1, {}},
                           {7, 1, {}},
                           {0, 1, availability::missing},
                           {8, 1, {}},
                           {7, 1, {}},
                           {5, 1, {}},
                           {4, 1, {}},
                           {7, 1, {}},
                           {0, 1, availability::missing},
                           {2, 1, {}},
                           {7, 1, {}},
                           {0, 1, availability::missing}});
    text_options options;
    EXPECT_EQ(to_text(table, options).find("█"), std::string::npos) << "only where asked for";
    options.sparklines = true;
    EXPECT_EQ(to_text(table, options), R"(Enrolled
persons · city.enrolled · 2024

   2020  2021  2022  2023
───────────────────────────────
a     1     8     4     2  ▁█▄▂
b     7     7     7     7  ▄▄▄▄
c    ..     5    ..    ..
.. not available
)");
    options.width = 28;
    EXPECT_EQ(to_text(table, options).find("█"), std::string::npos) << "no room";
    options.width = 100;
    table.figures = cube({periods({"2020", "2021", "2023", "2024"}), table.figures.axes()[1]}, {},
                         {table.figures.cells().begin(), table.figures.cells().end()});
    EXPECT_EQ(to_text(table, options).find("█"), std::string::npos) << "2022 is not there";

    const std::vector<indicator_table> shared{counts(persons(), {years}, {0, 1, 2, 7})};
    EXPECT_EQ(to_text(shared, options), "          2020  2021  2022  2023\n"
                                        "───────────────────────────────────────────────\n"
                                        "Enrolled     0     1     2     7  persons  ▁▂▃█\n");
}

TEST(text_table, marks_follow_the_figures_and_do_not_move_them) {
    const auto table = table_of(persons(), {periods({"2023", "2024"}), sexes()},
                                {{5, 1, {}},
                                 {40, 1, obs_status().add(obs_flag::provisional)},
                                 {45, 1, obs_status().add(obs_flag::break_in_series).add(obs_flag::provisional)},
                                 {6, 1, {}},
                                 {50, 1, {}},
                                 {0, 1, obs_status(availability::missing).add(obs_flag::provisional)}});
    EXPECT_EQ(to_text(table), R"(Enrolled
persons · city.enrolled · 2024

       2023    2024
───────────────────
Women     5       6
Men      40p     50
───────────────────
Total    45pb    ..
.. not available; p provisional; b break in the series
)");
}

TEST(text_table, indicators_without_a_breakdown_share_a_table) {
    const auto years = periods({"2023", "2024"});
    const std::vector<indicator_table> tables{
        counts(persons({"Unika individer", "Individuals"}), {years}, {7104, 7358}),
        table_of(percent(0), {years}, {{73, 100, {}}, {74, 100, obs_status().add(obs_flag::provisional)}}),
        table_of(months(), {years}, {{487, 2, {}}, {0, 0, availability::not_applicable}}),
        counts(persons({"", "Others"}), {periods({"2024"})}, {5})};
    EXPECT_EQ(to_text(tables), R"(               2023  2024
───────────────────────────────────
Individuals    7104  7358   persons
Exits to work   73%   74%p
Time enrolled   8.0     .   months
. not applicable; p provisional

        2024
─────────────────────
Others     5  persons
)");
}

TEST(text_table, what_does_not_fit_becomes_rows_below_each_row) {
    const auto table = counts(persons(), {periods({"2023", "2024"}), groups(), sexes()},
                              {1, 2, 3,  20, 30, 50,  0, 0, 0, 21, 32, 53,  4, 5, 9,  10, 11, 21,
                               6, 7, 13, 70, 80, 150, 0, 0, 0, 76, 87, 163, 8, 6, 14, 12, 13, 25});
    EXPECT_EQ(to_text(table, {.width = 50}), R"(Enrolled
persons · city.enrolled · 2024

                      2023  2024
────────────────────────────────
KAA                      3    13
  Women                  1     6
  Men                    2     7
Income support          50   150
  Women                 20    70
  Men                   30    80
  of which Long-term    21    25
    Women               10    12
    Men                 11    13
────────────────────────────────
Total                   53   163
  Women                 21    76
  Men                   32    87
  of which Homeless      9    14
    Women                4     8
    Men                  5     6
)");
}

TEST(text_table, rows_below_a_row_without_a_total_have_a_heading_without_figures) {
    const axis ages = dimension("age", {{.code = "16-24"}, {.code = "25-64"}});
    const auto table = counts(persons(), {periods({"2022", "2023", "2024"}), sexes(), ages},
                              {1, 2, 3, 4, 4, 6, 5, 6, 7, 8, 12, 14, 9, 10, 11, 12, 20, 22});
    EXPECT_EQ(to_text(table, {.width = 40}), R"(Enrolled
persons · city.enrolled · 2024

         2022  2023  2024
─────────────────────────
Women
  16-24     1     5     9
  25-64     2     6    10
Men
  16-24     3     7    11
  25-64     4     8    12
─────────────────────────
Total
  16-24     4    12    20
  25-64     6    14    22
)");
}

TEST(text_table, without_periods_there_are_no_figures) {
    EXPECT_EQ(to_text(counts(persons(), {periods({}), sexes()}, {})), "Enrolled\npersons · city.enrolled · 2024\n\n");
    EXPECT_EQ(to_text(counts(persons(), {periods({})}, {})), "");
}

TEST(text_table, what_does_not_fit_at_all_continues_in_further_blocks) {
    const auto table = counts(persons(), {periods({"2024-01", "2024-02", "2024-03", "2024-04"}), sexes()},
                              {1, 2, 3, 3, 4, 7, 5, 6, 11, 7, 8, 15});
    EXPECT_EQ(to_text(table, {.width = 34}), R"(Enrolled
persons · city.enrolled · 2024

       2024-01  2024-02  2024-03
────────────────────────────────
Women        1        3        5
Men          2        4        6
────────────────────────────────
Total        3        7       11

       2024-04
──────────────
Women        7
Men          8
──────────────
Total       15
)");
}

TEST(text_table, long_names_are_broken_into_lines_before_anything_else) {
    const std::vector<indicator_table> table{
        table_of(percent(0, {"", "Exits to work or to studies as a share of all exits in the year"}),
                 {periods({"2023", "2024"})}, {{73, 100, {}}, {74, 100, {}}})};
    const auto* const expected = R"(                              2023  2024
────────────────────────────────────────
Exits to work or to studies
  as a share of all exits in
  the year                     73%   74%
)";
    EXPECT_EQ(to_text(table, {.width = 40}), expected);
    EXPECT_EQ(to_text(table, {.width = 41}), expected) << "not wider than the lines";
}

TEST(text_table, is_never_wider_than_the_screen_while_words_fit) {
    std::vector<axis_position> areas, months_of_year;
    for (const auto* name :
         {"Enskede-Årsta-Vantör", "Järva", "Norra innerstaden och Kungsholmen", "Enheten för hemlösa"})
        areas.push_back({.code = name});
    for (int month = 1; month <= 12; ++month) months_of_year.push_back({.code = "2024-" + std::to_string(100 + month)});
    auto table = counts(persons({"", "A long name that has to be broken into several lines on most screens"}),
                        {axis(axis::kind::period, "period", months_of_year), dimension("area", areas), sexes()}, {});
    for (auto& figure : table.figures.cells()) figure.numerator = 123456;
    for (std::size_t width = 40; width <= 400; ++width)
        EXPECT_LE(widest_line(to_text(table, {.in = language::sv, .width = width})), width);
}

TEST(text_table, is_coloured_only_when_asked) {
    const auto table = counts(persons(), {periods({"2024"}), sexes()}, {1, 2, 3});
    EXPECT_EQ(to_text(table).find('\033'), std::string::npos);
    EXPECT_EQ(to_text(table, {.colour = true}), "\033[1;36mEnrolled\033[0m\n"
                                                "\033[2mpersons · city.enrolled · 2024\033[0m\n"
                                                "\n"
                                                "       2024\n"
                                                "\033[2m───────────\033[0m\n"
                                                "Women     1\n"
                                                "Men       2\n"
                                                "\033[2m───────────\033[0m\n"
                                                "\033[1mTotal     3\033[0m\n");
}

TEST(text_table, combining_accents_take_no_room) {
    const axis area = dimension("area", {{.code = "Ja\u0308rva"}, {.code = "Järva"}});
    EXPECT_EQ(to_text(counts(persons(), {periods({"2024"}), area}, {1, 2})), "Enrolled\n"
                                                                             "persons · city.enrolled · 2024\n"
                                                                             "\n"
                                                                             "       2024\n"
                                                                             "───────────\n"
                                                                             "Ja\u0308rva     1\n"
                                                                             "Järva     2\n");
}

TEST(text_table, without_names_codes_and_ids_are_printed) {
    const axis plain =
        dimension("sex", {{.code = "w"}, {.code = "x", .is = role::unknown}, {.code = "t", .is = role::total}});
    const auto table = counts(persons({}), {periods({"2024"}), plain}, {1, 2, 3});
    EXPECT_EQ(to_text(table, swedish), R"(city.enrolled
personer · city.enrolled · 2024

        2024
────────────
w          1
Okänt      2
────────────
Totalt     3
)");
}

} // namespace
