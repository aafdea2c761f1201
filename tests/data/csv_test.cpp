// What is read, cell by cell. Errors: csv_errors_test.cpp; any chunks and threads: csv_chunks_test.cpp.
#include <kohort/data/csv.hpp>

#include <kohort/time/day.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using kohort::csv_column;
using kohort::csv_column_request;
using kohort::csv_options;
using kohort::csv_table;
using kohort::csv_type;
using kohort::date_format;
using testing::ElementsAre;
using testing::IsEmpty;

static_assert(std::is_nothrow_move_constructible_v<csv_table>);

constexpr auto missing_key = csv_column::missing_key;
constexpr auto missing_day = csv_column::missing_day;
constexpr auto bad_day = csv_column::bad_day;
constexpr auto missing_number = csv_column::missing_number;
constexpr auto bad_number = csv_column::bad_number;

constexpr std::uint64_t text_key(std::uint64_t index) { return csv_column::text_key_bit | index; }

std::int32_t day_of(int year, unsigned month, unsigned day) { return kohort::from_civil({year, month, day}).count(); }

csv_table parse(std::string_view text, const std::vector<csv_column_request>& columns,
                const csv_options& options = {}) {
    return kohort::parse_csv(text, "x.csv", columns, options).value();
}

/// A column "x" of these cells, which stand between two other columns.
csv_column column_of(const csv_column_request& type, const std::vector<std::string>& cells,
                     const csv_options& options = {}) {
    std::string text = "a;x;b\n";
    for (const auto& cell : cells) text += "1;" + cell + ";2\n";
    auto with_semicolon = options;
    with_semicolon.dialect.delimiter = ';';
    auto request = type;
    request.name = "x";
    return parse(text, {request}, with_semicolon).columns.front();
}

/// Categories as texts.
std::vector<std::string> texts_of(const csv_column& column) {
    std::vector<std::string> texts;
    for (const auto code : column.categories) texts.push_back(code == 0 ? "" : column.texts.at(code - 1U));
    return texts;
}

const csv_column_request key{"", csv_type::key}, iso_day{"", csv_type::day}, category{"", csv_type::category},
    number{"", csv_type::number};

TEST(csv, columns_come_typed_and_in_the_order_of_the_request) {
    const auto table = parse("person,sex,start,income\n"
                             "17,K,2024-02-29,1234.5\n"
                             "18,M,,-3\n",
                             {{"income", csv_type::number},
                              {"start", csv_type::day},
                              {"sex", csv_type::category},
                              {"person", csv_type::key}});
    EXPECT_EQ(table.rows, 2);
    ASSERT_EQ(table.columns.size(), 4U);
    EXPECT_EQ(table.columns[0].request.name, "income");
    EXPECT_THAT(table.columns[0].numbers, ElementsAre(1'234'500'000, -3'000'000));
    EXPECT_THAT(table.columns[1].days, ElementsAre(day_of(2024, 2, 29), missing_day));
    EXPECT_THAT(table.columns[2].categories, ElementsAre(1, 2));
    EXPECT_THAT(table.columns[2].texts, ElementsAre("K", "M"));
    EXPECT_THAT(table.columns[3].keys, ElementsAre(17U, 18U));
    EXPECT_THAT(table.columns[3].categories, IsEmpty());
}

TEST(csv, one_column_can_be_read_as_two_types) {
    const auto table = parse("x\n7\n", {{"x", csv_type::key}, {"x", csv_type::number}});
    EXPECT_THAT(table.columns[0].keys, ElementsAre(7U));
    EXPECT_THAT(table.columns[1].numbers, ElementsAre(7'000'000));
}

TEST(csv, rows_are_counted_without_any_column) { EXPECT_EQ(parse("x,y\n1,2\n3,4\n", {}).rows, 2); }

TEST(csv, keys_that_are_integers_are_themselves) {
    EXPECT_THAT(
        column_of(key,
                  {"0", "7", "12345678", "123456789", "1234567890123456", "12345678901234567", "4611686018427387903"})
            .keys,
        ElementsAre(0U, 7U, 12345678U, 123456789U, 1234567890123456U, 12345678901234567U, 4611686018427387903U));
}

TEST(csv, keys_that_are_other_texts_are_exact) {
    const auto column = column_of(key, {"007", "7", "07", "007", "-7", "+7", "7 ", "00", "4611686018427387904",
                                        "99999999999999999999", "1234567x", "/0000000", "000:", "P-1"});
    EXPECT_THAT(column.keys, ElementsAre(text_key(0), 7U, text_key(1), text_key(0), text_key(2), text_key(3),
                                         text_key(4), text_key(5), text_key(6), text_key(7), text_key(8), text_key(9),
                                         text_key(10), text_key(11)));
    EXPECT_THAT(column.texts, ElementsAre("007", "07", "-7", "+7", "7 ", "00", "4611686018427387904",
                                          "99999999999999999999", "1234567x", "/0000000", "000:", "P-1"));
}

TEST(csv, every_character_but_a_digit_makes_a_key_a_text) {
    for (int c = 1; c < 256; ++c) {
        const auto character = static_cast<char>(c);
        const bool is_digit = c >= '0' && c <= '9';
        if (is_digit || std::string_view("\";\n\r").find(character) != std::string_view::npos) continue;
        csv_options options;
        options.dialect.encoding = kohort::text_encoding::iso_8859_1;
        const auto keys = column_of(key, {std::string("12") + character + "45"}, options).keys;
        EXPECT_THAT(keys, ElementsAre(text_key(0))) << "character " << c;
    }
}

TEST(csv, missing_key) {
    EXPECT_THAT(column_of(key, {"", "\"\"", "\"5\""}).keys, ElementsAre(missing_key, missing_key, 5U));
}

TEST(csv, days) {
    const auto column =
        column_of(iso_day, {"2024-02-29", "", "1969-12-31", "2024-02-30", "2024-1-1", "\"2000-01-01\""});
    EXPECT_THAT(column.days, ElementsAre(day_of(2024, 2, 29), missing_day, -1, bad_day, bad_day, day_of(2000, 1, 1)));
    EXPECT_EQ(column.bad_cells, 2);
    ASSERT_EQ(column.first_bad.size(), 2U);
    EXPECT_EQ(column.first_bad[0].row, 3);
    EXPECT_EQ(column.first_bad[0].text, "2024-02-30");
    EXPECT_EQ(column.first_bad[1].row, 4);
    EXPECT_EQ(column.first_bad[1].text, "2024-1-1");
}

TEST(csv, days_in_other_formats) {
    EXPECT_THAT(column_of({"", csv_type::day, date_format::compact}, {"20241231", "2024-12-31"}).days,
                ElementsAre(day_of(2024, 12, 31), bad_day));
    EXPECT_THAT(column_of({"", csv_type::day, date_format::year_month}, {"2024-02"}).days,
                ElementsAre(day_of(2024, 2, 1)));
    EXPECT_THAT(column_of({"", csv_type::day, date_format::year_month, true}, {"2024-02"}).days,
                ElementsAre(day_of(2024, 2, 29)));
}

TEST(csv, only_the_first_five_bad_cells_are_kept) {
    const auto column = column_of(iso_day, {"a", "b", "2024-01-01", "c", "d", "e", "\"say \"\"f\"\"\"", "g"});
    EXPECT_EQ(column.bad_cells, 7);
    ASSERT_EQ(column.first_bad.size(), 5U);
    EXPECT_EQ(column.first_bad[4].row, 5);
    EXPECT_EQ(column.first_bad[4].text, "e");
}

TEST(csv, text_of_a_bad_cell_is_without_quotes) {
    EXPECT_EQ(column_of(number, {"\"say \"\"5\"\"\""}).first_bad.front().text, "say \"5\"");
}

TEST(csv, numbers_are_exact) {
    EXPECT_THAT(
        column_of(number, {"0", "-0", "1", "+1", "-1", "0.1", ".5", "5.", "007", "-0.000001", "1.2345670000"}).numbers,
        ElementsAre(0, 0, 1'000'000, 1'000'000, -1'000'000, 100'000, 500'000, 5'000'000, 7'000'000, -1, 1'234'567));
    EXPECT_THAT(column_of(number, {"9223372036854.775807", "-9223372036854.775806", ""}).numbers,
                ElementsAre(9'223'372'036'854'775'807, -9'223'372'036'854'775'806, missing_number));
}

TEST(csv, numbers_that_cannot_be_kept_are_bad) {
    const std::vector<std::string> cells{"-",
                                         "+",
                                         ".",
                                         "-.",
                                         "1.2.3",
                                         "1e5",
                                         "1,5",
                                         "1 000",
                                         " 1",
                                         "1 ",
                                         "0x10",
                                         "--1",
                                         "0.0000001",
                                         "1.2345678",
                                         "NaN",
                                         "inf",
                                         "1..5",
                                         "12:30",
                                         "/5",
                                         "99999999999999999999",
                                         "9223372036854.775808",
                                         "-9223372036854.775807",
                                         "9223372036855",
                                         "18446744073710",
                                         "18446744073709551616"};
    const auto column = column_of(number, cells);
    EXPECT_THAT(column.numbers, testing::Each(bad_number));
    EXPECT_EQ(column.bad_cells, static_cast<std::int64_t>(cells.size()));
}

TEST(csv, decimal_comma) {
    csv_options options;
    options.dialect.decimal = ',';
    EXPECT_THAT(column_of(number, {"1,5", "-0,25", "1.5"}, options).numbers,
                ElementsAre(1'500'000, -250'000, bad_number));
    options.dialect.delimiter = ',';
    EXPECT_THAT(parse("x,y\n\"2,5\",1\n", {{"x", csv_type::number}}, options).columns[0].numbers,
                ElementsAre(2'500'000));
}

TEST(csv, categories_are_numbered_by_first_appearance) {
    const auto column = column_of(category, {"M", "", "K", "M", "X", "K"});
    EXPECT_THAT(column.categories, ElementsAre(1, 0, 2, 1, 3, 2));
    EXPECT_THAT(column.texts, ElementsAre("M", "K", "X"));
}

TEST(csv, categories_of_any_length_are_told_apart) {
    std::vector<std::string> cells;
    for (std::size_t length = 1; length <= 40; ++length)
        for (const char last : {'a', 'b'}) cells.push_back(std::string(length - 1, 'a') + last);
    auto column = column_of(category, cells);
    EXPECT_EQ(texts_of(column), cells);
    EXPECT_EQ(column.texts, cells);
    auto again = cells;
    again.insert(again.end(), cells.rbegin(), cells.rend());
    column = column_of(category, again);
    EXPECT_EQ(texts_of(column), again);
    EXPECT_EQ(column.texts, cells);
}

TEST(csv, a_category_can_hold_65535_texts) {
    std::vector<std::string> cells;
    for (int i = 1; i <= 65'535; ++i) cells.push_back("code " + std::to_string(i));
    const auto column = column_of(category, cells);
    EXPECT_EQ(column.categories.back(), 65'535);
    EXPECT_EQ(column.texts, cells);
}

TEST(csv, quotes) {
    const auto column = column_of(category, {"\"plain\"", "\"a;b\"", "\"say \"\"hi\"\"\"", "\"\"\"\"", "\"two\nlines\"",
                                             "\"two\r\nlines\"", "\"\"", "plain"});
    EXPECT_THAT(texts_of(column),
                ElementsAre("plain", "a;b", "say \"hi\"", "\"", "two\nlines", "two\r\nlines", "", "plain"));
    EXPECT_EQ(column.texts.size(), 6U);
}

TEST(csv, quoted_cells_can_be_first_and_last) {
    const auto table =
        parse("\"x\",\"y\"\r\n\"1\",\"a\"\r\n\"2\",\"b\"", {{"x", csv_type::key}, {"y", csv_type::category}});
    EXPECT_THAT(table.columns[0].keys, ElementsAre(1U, 2U));
    EXPECT_THAT(texts_of(table.columns[1]), ElementsAre("a", "b"));
}

TEST(csv, blanks_and_returns_inside_a_line_are_text) {
    EXPECT_THAT(texts_of(column_of(category, {" a ", "\ta", "a\rb", "\r"})), ElementsAre(" a ", "\ta", "a\rb", "\r"));
}

TEST(csv, line_ends) {
    for (const std::string end : {"\n", "\r\n"}) {
        auto text = "x,y" + end + "1,a" + end + "2," + end + "3,c";
        for (const auto& last : {std::string(), end, end + end}) {
            const auto table = parse(text + last, {{"y", csv_type::category}});
            EXPECT_THAT(texts_of(table.columns[0]), ElementsAre("a", "", "c"));
        }
    }
}

TEST(csv, return_without_line_feed_at_the_end) {
    EXPECT_THAT(parse("x\n1\r\n2\r", {{"x", csv_type::key}}).columns[0].keys, ElementsAre(1U, 2U));
}

TEST(csv, delimiters) {
    for (const char delimiter : {',', ';', '\t'}) {
        csv_options options;
        options.dialect.delimiter = delimiter;
        const auto text = std::string("x") + delimiter + "y\n\"a,b;c\td\"" + delimiter + "2\n";
        const auto table = parse(text, {{"x", csv_type::category}, {"y", csv_type::key}}, options);
        EXPECT_THAT(texts_of(table.columns[0]), ElementsAre("a,b;c\td"));
        EXPECT_THAT(table.columns[1].keys, ElementsAre(2U));
    }
}

TEST(csv, byte_order_mark_is_skipped) {
    EXPECT_THAT(parse("\xEF\xBB\xBFx\n1\n", {{"x", csv_type::key}}).columns[0].keys, ElementsAre(1U));
}

TEST(csv, utf_8_stays_as_it_is) {
    const std::vector<std::string> cells{"Södermalm", "Hägersten-Älvsjö", "é", "漢字", "😀", "\U0010FFFF", "\uFFFD"};
    EXPECT_EQ(texts_of(column_of(category, cells)), cells);
    EXPECT_EQ(column_of(key, cells).texts, cells);
}

TEST(csv, iso_8859_1_becomes_utf_8) {
    csv_options options;
    options.dialect.encoding = kohort::text_encoding::iso_8859_1;
    const std::vector<std::string> cells{"S\xF6"
                                         "dermalm",
                                         "\xC5",
                                         "\"\xE4\"\"\xE4\"",
                                         "abc",
                                         "\x80\xFF",
                                         "\xC5"};
    EXPECT_THAT(texts_of(column_of(category, cells, options)),
                ElementsAre("Södermalm", "Å", "ä\"ä", "abc", "\u0080ÿ", "Å"));
    const auto keys = column_of(key, cells, options);
    EXPECT_THAT(keys.keys, ElementsAre(text_key(0), text_key(1), text_key(2), text_key(3), text_key(4), text_key(1)));
    EXPECT_THAT(keys.texts, ElementsAre("Södermalm", "Å", "ä\"ä", "abc", "\u0080ÿ"));
    EXPECT_EQ(column_of(iso_day, {"i g\xE5r"}, options).first_bad.front().text, "i går");

    const auto header = parse("k\xF6n\nK\n", {{"kön", csv_type::category}}, options);
    EXPECT_THAT(texts_of(header.columns[0]), ElementsAre("K"));
}

TEST(csv, columns_that_are_not_requested_may_hold_anything_but_nul) {
    EXPECT_THAT(parse("x,y\n1,\xFF\n", {{"x", csv_type::key}}).columns[0].keys, ElementsAre(1U));
}

TEST(csv, header_alone_is_a_table_without_rows) {
    for (const auto* text : {"x,y", "x,y\n", "x,y\r\n", "x,y\n\n\n", "\nx,y\n"}) {
        const auto table = parse(text, {{"x", csv_type::key}, {"y", csv_type::day}});
        EXPECT_EQ(table.rows, 0);
        EXPECT_EQ(table.columns.size(), 2U);
        EXPECT_THAT(table.columns[0].keys, IsEmpty());
    }
}

TEST(csv, blank_lines_are_skipped) {
    const auto table = parse("\n\r\nx\n\n1\n\n\r\n2\n\"\"\n\n", {{"x", csv_type::key}});
    EXPECT_THAT(table.columns[0].keys, ElementsAre(1U, 2U, missing_key));
    EXPECT_EQ(table.line_of(0), 5);
    EXPECT_EQ(table.line_of(1), 8);
    EXPECT_EQ(table.line_of(2), 9);
}

TEST(csv, line_of_a_row) {
    const auto table = parse("x,y\n"
                             "1,\"a\nb\"\n" // lines 2 and 3
                             "2,c\n"        // 4
                             "\n"           // 5
                             "3,d\n"        // 6
                             "4,e\n",
                             {{"x", csv_type::key}});
    const std::vector<std::int64_t> lines{table.line_of(0), table.line_of(1), table.line_of(2), table.line_of(3)};
    EXPECT_THAT(lines, ElementsAre(2, 4, 6, 7));
    ASSERT_EQ(table.line_shifts.size(), 2U);
    EXPECT_EQ(table.line_shifts[0].from_row, 1);
    EXPECT_EQ(table.line_shifts[0].extra_lines, 1);
    EXPECT_EQ(table.line_shifts[1].from_row, 2);
    EXPECT_EQ(table.line_shifts[1].extra_lines, 2);
}

TEST(csv, line_of_a_row_after_a_header_of_two_lines) {
    EXPECT_EQ(parse("x,\"y\nz\"\n1,2\n", {{"x", csv_type::key}}).line_of(0), 3);
}

TEST(csv, no_line_shifts_when_each_row_is_a_line) {
    EXPECT_THAT(parse("x,y\n1,2\n3,4\n\n", {{"x", csv_type::key}}).line_shifts, IsEmpty());
}

TEST(csv, the_longest_line_is_a_mebibyte_with_its_end) {
    const std::string cell((1U << 20U) - 2, 'a'); // and a delimiter, and a line feed
    const auto table = parse("x,y\n" + cell + ",\n1,2\n", {{"x", csv_type::category}});
    EXPECT_THAT(texts_of(table.columns[0]), ElementsAre(cell, "1"));
}

} // namespace
