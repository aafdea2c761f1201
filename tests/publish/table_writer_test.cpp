#include <kohort/publish/table_writer.hpp>

#include <kohort/publish/rounding.hpp>

#include "publish/tables.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <optional>
#include <random>

namespace {

using namespace tables;

axis districts() { return dimension("district", {{.code = "jarva"}, {.code = "a \"b\", c"}, total}); }

std::vector<indicator_table> mixed_tables() {
    return {
        table_of(percent(1), {periods({"2024"}), sexes()},
                 {{1, 3, {}}, {2, 3, obs_status().add(obs_flag::provisional)}, {0, 0, availability::not_applicable}}),
        counts(persons(), {periods({"2024-07"}), districts()}, {8567, 0, 8567}),
        table_of(months(), {periods({"2023"}), sexes()}, {{487, 2, {}}, {487, 32, {}}, {0, 1, availability::missing}})};
}

TEST(table_writer, csv_has_a_column_for_every_dimension_of_any_table) {
    EXPECT_EQ(to_csv(mixed_tables()), "indicator,version,period,sex,district,value,numerator,denominator,status\n"
                                      "city.to_work,2024,2024,women,,33.3,1,3,\n"
                                      "city.to_work,2024,2024,men,,66.7,2,3,provisional\n"
                                      "city.to_work,2024,2024,total,,,,,not_applicable\n"
                                      "city.enrolled,2024,2024-07,,jarva,8567,8567,,\n"
                                      "city.enrolled,2024,2024-07,,\"a \"\"b\"\", c\",0,0,,\n"
                                      "city.enrolled,2024,2024-07,,total,8567,8567,,\n"
                                      "city.time,2024,2023,women,,8.0,487,2,\n"
                                      "city.time,2024,2023,men,,0.5,487,32,\n"
                                      "city.time,2024,2023,total,,,,,missing\n");
}

TEST(table_writer, csv_of_nothing_is_a_header) {
    const std::span<const indicator_table> nothing;
    EXPECT_EQ(to_csv(nothing), "indicator,version,period,value,numerator,denominator,status\n");
    EXPECT_EQ(to_json(nothing), "[\n]\n");
    EXPECT_EQ(to_text(nothing), "");
}

TEST(table_writer, a_count_has_no_denominator_and_a_share_over_1_has_one) {
    const std::vector<indicator_table> both{counts(persons(), {periods({"2024"})}, {1}),
                                            table_of(percent(0), {periods({"2024"})}, {{1, 1, {}}})};
    EXPECT_EQ(to_csv(both), "indicator,version,period,value,numerator,denominator,status\n"
                            "city.enrolled,2024,2024,1,1,,\n"
                            "city.to_work,2024,2024,100,1,1,\n");
}

TEST(table_writer, nil_is_a_value_and_what_is_suppressed_is_none) {
    const std::vector<indicator_table> table{table_of(
        persons(), {periods({"2022", "2023", "2024"})},
        {{0, 1, availability::nil}, {3, 1, availability::suppressed}, {9, 1, availability::suppressed_secondary}})};
    EXPECT_EQ(to_csv(table), "indicator,version,period,value,numerator,denominator,status\n"
                             "city.enrolled,2024,2022,0,0,,nil\n"
                             "city.enrolled,2024,2023,,,,suppressed\n"
                             "city.enrolled,2024,2024,,,,suppressed_secondary\n");
}

TEST(table_writer, json_has_the_rows_of_the_csv_as_objects) {
    const auto rows = nlohmann::json::parse(to_json(mixed_tables()));
    ASSERT_EQ(rows.size(), 9U);
    EXPECT_EQ(rows[0], nlohmann::json::parse(R"({"indicator": "city.to_work", "version": "2024", "period": "2024",
        "sex": "women", "district": null, "value": 33.3, "numerator": 1, "denominator": 3, "status": null})"));
    EXPECT_EQ(rows[1]["status"], "provisional");
    EXPECT_EQ(rows[2]["value"], nullptr);
    EXPECT_EQ(rows[2]["numerator"], nullptr);
    EXPECT_EQ(rows[4]["district"], "a \"b\", c");
    EXPECT_EQ(rows[4]["denominator"], nullptr);
    EXPECT_TRUE(rows[3]["value"].is_number_integer());
}

TEST(table_writer, json_keeps_the_order_of_the_columns_and_one_row_per_line) {
    const std::vector<indicator_table> table{table_of(months(), {periods({"2024"})}, {{{1, 2}, 3, {}}})};
    EXPECT_EQ(to_json(table),
              "[\n  {\"indicator\":\"city.time\",\"version\":\"2024\",\"period\":\"2024\",\"value\":0.0,"
              "\"numerator\":\"1/2\",\"denominator\":3,\"status\":null}\n]\n");
}

/// RFC 4180, read one character at a time.
std::vector<std::vector<std::string>> parsed_csv(const std::string& text) {
    std::vector<std::vector<std::string>> rows(1, {""});
    bool quoted = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char each = text[at];
        if (each == '"' && quoted && at + 1 < text.size() && text[at + 1] == '"')
            rows.back().back() += text[++at];
        else if (each == '"')
            quoted = !quoted;
        else if (each == ',' && !quoted)
            rows.back().emplace_back();
        else if (each == '\n' && !quoted)
            rows.push_back({""});
        else
            rows.back().back() += each;
    }
    rows.pop_back();
    return rows;
}

ratio parsed_ratio(const std::string& text) {
    const auto slash = text.find('/');
    return {std::stoll(text), slash == std::string::npos ? 1 : std::stoll(text.substr(slash + 1))};
}

TEST(table_writer, every_cell_comes_back_from_its_csv_row) {
    std::mt19937 random(4180);
    const auto any = [&](int below) { return static_cast<std::int64_t>(random() % static_cast<unsigned>(below)); };
    auto table = counts(percent(2), {periods({"2023", "2024"}), districts(), sexes()}, {});
    for (auto& figure : table.figures.cells()) {
        figure = {{any(500), 1 + any(3)}, {1 + any(500), 1 + any(3)}, static_cast<availability>(any(6))};
        figure.status.flags = static_cast<std::uint8_t>(any(32));
    }
    const auto rows = parsed_csv(to_csv({&table, 1}));
    ASSERT_EQ(rows.size(), 1 + table.figures.cells().size());
    for (std::size_t each = 1; each < rows.size(); ++each) {
        const auto& row = rows[each];
        ASSERT_EQ(row.size(), 9U);
        const auto* figure = table.figures.find({row[2], row[3], row[4]});
        ASSERT_EQ(figure, &table.figures.cells()[each - 1]);
        EXPECT_EQ(kohort::parse_obs_status(row[8]), figure->status);
        if (!figure->status.has_value()) {
            EXPECT_EQ(row[5] + row[6] + row[7], "");
            continue;
        }
        EXPECT_EQ(parsed_ratio(row[6]), figure->numerator);
        EXPECT_EQ(parsed_ratio(row[7]), figure->denominator);
        const double exact = 100 * figure->numerator.to_double() / figure->denominator.to_double();
        EXPECT_NEAR(std::stod(row[5]), exact, 0.005 + 1e-9);
    }
}

} // namespace
