#include <kohort/data/csv.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>

namespace {

using namespace kohort;

const std::vector<csv_column_request> columns{
    {"id", csv_type::key}, {"sex", csv_type::category}, {"day", csv_type::day}, {"amount", csv_type::number}};

csv_table part_of(std::string_view text, std::uint32_t number, std::uint32_t of, csv_dialect dialect = {},
                  unsigned threads = 1) {
    auto table = parse_csv(text, "f.csv", columns, {dialect, threads, {}, csv_key_part{0, number, of}});
    EXPECT_TRUE(table) << to_string(table.errors());
    return *std::move(table);
}

std::string key_of(const csv_column& column, std::size_t row) {
    const auto key = column.keys[row];
    if (key == csv_column::missing_key) return "";
    return key & csv_column::text_key_bit ? "text " + column.texts[key & ~csv_column::text_key_bit]
                                          : std::to_string(key);
}

std::string random_file(unsigned seed, int rows) {
    std::mt19937 random(seed);
    const std::vector<std::string> keys{"", "7", "007", "åsa", "\"a \"\"b\"\"\"", "98765432109", "x1"};
    std::string text = "id,sex,day,amount\n";
    for (int i = 0; i < rows; ++i) {
        text += i % 3 ? keys[random() % keys.size()] : std::to_string(random() % 40);
        text += i % 17 ? ",K" : ",\"K\nM\"";
        text += i % 7 ? ",2024-01-0" + std::to_string(1 + i % 9) : ",2024-02-3" + std::to_string(i % 10);
        text += i % 11 ? "," + std::to_string(i) + "\n" : ",much" + std::to_string(i) + "\n";
        if (i % 23 == 0) text += "\n";
    }
    return text;
}

TEST(csv_parts, together_are_the_file_row_by_row) {
    for (unsigned seed = 0; seed < 6; ++seed) {
        const auto text = random_file(seed, 30 + 2000 * static_cast<int>(seed));
        const auto whole = parse_csv(text, "f.csv", columns).value();
        std::map<std::int64_t, std::string> expected; // by line
        const auto told = [](const csv_table& table, std::size_t row) {
            return key_of(table.columns[0], row) + "|" + std::to_string(table.columns[1].categories[row]) + "|" +
                   std::to_string(table.columns[2].days[row]) + "|" + std::to_string(table.columns[3].numbers[row]);
        };
        for (std::size_t row = 0; row < whole.columns[0].keys.size(); ++row)
            expected[whole.line_of(static_cast<std::int64_t>(row))] = told(whole, row);
        std::map<std::int64_t, std::string> found;
        std::map<std::string, std::uint32_t> part_of_key;
        for (std::uint32_t number = 0; number < 3; ++number) {
            const auto part = part_of(text, number, 3, {}, 1 + seed % 2);
            EXPECT_EQ(part.columns[1].texts, whole.columns[1].texts);
            EXPECT_EQ(part.rows, static_cast<std::int64_t>(part.columns[0].keys.size()));
            for (std::size_t row = 0; row < part.columns[0].keys.size(); ++row) {
                const auto line = part.line_of(static_cast<std::int64_t>(row));
                EXPECT_TRUE(found.emplace(line, told(part, row)).second) << line;
                EXPECT_EQ(part_of_key.emplace(key_of(part.columns[0], row), number).first->second, number);
            }
            for (const auto& bad : part.columns[2].first_bad)
                EXPECT_EQ(part.columns[2].days[static_cast<std::size_t>(bad.row)], csv_column::bad_day);
        }
        EXPECT_EQ(found, expected);
        EXPECT_EQ(part_of_key[""], 0U);
    }
}

TEST(csv_parts, are_the_same_in_every_encoding) {
    for (const std::string name : {"bj", "g", "h", "lm", "t"}) {
        const auto in_utf_8 = "id,sex,day,amount\n" + name + "\xC3\xA5,,,\n",
                   in_latin_1 = "id,sex,day,amount\n" + name + "\xE5,,,\n";
        csv_dialect latin;
        latin.encoding = text_encoding::iso_8859_1;
        for (std::uint32_t number = 0; number < 5; ++number)
            EXPECT_EQ(part_of(in_utf_8, number, 5).rows, part_of(in_latin_1, number, 5, latin).rows) << name;
    }
}

TEST(csv_parts, report_errors_of_rows_in_other_parts) {
    const std::string text = "id,sex,day,amount\n1,K,,\n2\xFF,K,,\n3,K,,\n";
    const auto whole = parse_csv(text, "f.csv", columns);
    ASSERT_FALSE(whole);
    for (std::uint32_t number = 0; number < 4; ++number) {
        const auto part = parse_csv(text, "f.csv", columns, {{}, 1, {}, csv_key_part{0, number, 4}});
        EXPECT_EQ(to_string(part.errors()), to_string(whole.errors()));
    }
}

TEST(csv_parts, may_have_so_many_rows_and_no_more) {
    csv_options options;
    options.most_rows = 2;
    EXPECT_TRUE(parse_csv("id,sex,day,amount\n1,,,\n2,,,\n", "f.csv", columns, options));
    const auto refused = parse_csv("id,sex,day,amount\n1,,,\n2,,,\n3,,,\n", "f.csv", columns, options);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.errors().front().code(), error_code::out_of_memory);
}

TEST(csv_parts, need_a_key_and_a_number_below_their_number) {
    const auto refused = [](csv_key_part part) {
        return to_string(parse_csv("id,sex,day,amount\n", "f.csv", columns, {{}, 1, {}, part}).errors());
    };
    EXPECT_THAT(refused({0, 3, 3}), testing::HasSubstr("below the number of parts"));
    EXPECT_THAT(refused({1, 0, 3}), testing::HasSubstr("column of type key"));
    EXPECT_THAT(refused({9, 0, 3}), testing::HasSubstr("column of type key"));
}

} // namespace
