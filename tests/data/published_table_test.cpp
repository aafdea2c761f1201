#include <kohort/data/published_table.hpp>

#include <gtest/gtest.h>

namespace {

using namespace kohort;

cells_schema schema_from(std::string_view json) {
    const auto read = parse_schema(json);
    EXPECT_EQ(to_string(read.errors()), "");
    return std::get<cells_schema>(read.value().front());
}

/// A schema of cells in this unit.
cells_schema schema_in(std::string_view unit, char decimal = '.') {
    auto schema = schema_from(R"({"cells": "report", "file": "c.csv", "cell": "cell", "period": "period",
        "value": "value", "status": "status", "unit": "persons", "delimiter": ";", "dimensions": {
            "sex": {"column": "sex", "codes": {"K": "women", "M": "men", "T": "total"}},
            "area": {"column": "area", "unknown": "nowhere", "codes": {"n": "north", "s": "south"}}}})");
    schema.unit = parse_measurement_unit(unit).value();
    schema.dialect.decimal = decimal;
    return schema;
}
const std::string header = "cell;period;sex;area;value;status\n";

result<built_published_table> built(const cells_schema& schema, const std::string& rows) {
    const auto table = parse_csv(header + rows, "c.csv", columns_of(schema), {schema.dialect, 1, {}});
    EXPECT_EQ(to_string(table.errors()), "");
    return build_published_table(schema, *table, "c.csv", {});
}

published_table table_of(const cells_schema& schema, const std::string& rows) {
    auto made = built(schema, rows);
    EXPECT_EQ(to_string(made.errors()), "");
    return std::move(made).value().table;
}

std::string shown(const table_value* found) {
    if (!found) return "no row";
    const auto status = to_string(found->status);
    return found->status.has_value() ? to_string(found->value) + (status.empty() ? "" : " " + status) : status;
}

std::string value(const published_table& table, std::string_view cell, std::string_view period,
                  std::vector<named_code> codes = {}) {
    return shown(table.find(cell, period, codes));
}

/// The first value of a file with one row that has this value and status.
std::string read_as(const cells_schema& schema, const std::string& printed, const std::string& status = {}) {
    const auto made = built(schema, "c;2024;;;" + printed + ";" + status + "\n");
    return made ? shown(made->table.find("c", "2024")) : to_string(made.errors());
}

TEST(published_table, finds_cells_by_period_and_codes) {
    const auto table = table_of(schema_in("persons"), "enrolled;2023;;;8567;\n"
                                                      "enrolled;2024;T;total;9000;\n"
                                                      "enrolled;2024;K;;4000;\n"
                                                      "enrolled;2024;K;n;1000;provisional\n"
                                                      "enrolled;2024M03;K;n;90;\n"
                                                      "exits;2018-12-01..2019-11-30;M;nowhere;5;\n");
    EXPECT_EQ(table.cells(), (std::vector<std::string>{"enrolled", "exits"}));
    EXPECT_EQ(value(table, "enrolled", "2023"), "8567");
    EXPECT_EQ(value(table, "enrolled", "2024"), "9000");
    EXPECT_EQ(value(table, "enrolled", "2024", {{"sex", "women"}}), "4000");
    EXPECT_EQ(value(table, "enrolled", "2024", {{"sex", "women"}, {"area", "total"}}), "4000");
    EXPECT_EQ(value(table, "enrolled", "2024", {{"area", "north"}, {"sex", "women"}}), "1000 provisional");
    EXPECT_EQ(value(table, "enrolled", "2024-03", {{"area", "north"}, {"sex", "women"}}), "90");
    EXPECT_EQ(value(table, "exits", "2018-12-01..2019-11-30", {{"area", "nowhere"}, {"sex", "men"}}), "5");
    EXPECT_EQ(table.rows().periods.at(3).span, (window{from_civil({2018, 12, 1}), from_civil({2019, 11, 30})}));
}

TEST(published_table, what_is_not_printed_is_no_zero) {
    const auto table = table_of(schema_in("persons"), "enrolled;2024;K;;4000;\nenrolled;2024;M;;5000;\n");
    EXPECT_EQ(value(table, "enrolled", "2024"), "no row") << "parts are not added: they may be distinct persons";
    EXPECT_EQ(value(table, "enrolled", "2023", {{"sex", "women"}}), "no row");
    EXPECT_EQ(value(table, "exits", "2024", {{"sex", "women"}}), "no row");
    EXPECT_EQ(value(table, "enrolled", "2024", {{"sex", "children"}}), "no row");
    EXPECT_EQ(value(table, "enrolled", "2024", {{"age", "16"}}), "no row");
    EXPECT_TRUE(table.has("enrolled"));
    EXPECT_FALSE(table.has("exits"));
}

TEST(published_table, values_are_exact_and_in_base_units) {
    EXPECT_EQ(read_as(schema_in("percent", ','), "7,3"), "73/1000");
    EXPECT_EQ(read_as(schema_in("points", ','), "-0,5"), "-1/200");
    EXPECT_EQ(read_as(schema_in("permille"), "7.3"), "73/10000");
    EXPECT_EQ(read_as(schema_in("weeks"), "2.5"), "35/2");
    EXPECT_EQ(read_as(schema_in("months"), "7.1"), "34577/160") << "7.1 x 487 / 16";
    EXPECT_EQ(read_as(schema_in("days"), "7"), "7");
    EXPECT_EQ(read_as(schema_in("kSEK"), "46.3"), "46300");
    EXPECT_EQ(read_as(schema_in("MSEK", ','), "46,3"), "46300000");
    EXPECT_EQ(read_as(schema_in("SEK"), "12.34"), "617/50");
    EXPECT_EQ(read_as(schema_in("ratio"), "0.1"), "1/10");
}

TEST(published_table, numbers_as_they_are_printed) {
    const auto schema = schema_in("count", ',');
    EXPECT_EQ(read_as(schema, "1 397"), "1397");
    EXPECT_EQ(read_as(schema, "1\u00A0318\u202F000"), "1318000");
    EXPECT_EQ(read_as(schema, "1 318,50"), "2637/2");
    EXPECT_EQ(read_as(schema, "007"), "7");
    EXPECT_EQ(read_as(schema, "+7"), "7");
    EXPECT_EQ(read_as(schema, "\u22127"), "-7");
    EXPECT_EQ(read_as(schema, "0,123456789012345678"), "61728394506172839/500000000000000000");
    EXPECT_EQ(read_as(schema, "1,50000000000000000000000"), "3/2");
    for (const auto* none : {"1 39", "1234 567", "1 3971", "7,3 %", "1.5", "ca 300", "1e3", " 7", "7 ", "--7", ",",
                             "99999999999999999999"})
        EXPECT_EQ(read_as(schema, none), "c.csv:2: \"" + std::string(none) +
                                             "\" in column \"value\" is no value; write a number with the decimal sign "
                                             "\",\" and without a unit, \"..\" for missing or \"...\" for suppressed");
    EXPECT_EQ(read_as(schema_in("MSEK"), "9999999999999999"),
              "c.csv:2: the value \"9999999999999999\" does not fit into 64 bits");
}

TEST(published_table, signs_and_statuses) {
    const auto schema = schema_in("count");
    EXPECT_EQ(read_as(schema, ".."), "missing");
    EXPECT_EQ(read_as(schema, "..."), "suppressed");
    EXPECT_EQ(read_as(schema, "\u2026"), "suppressed");
    EXPECT_EQ(read_as(schema, ""), "missing");
    EXPECT_EQ(read_as(schema, "."), "not_applicable");
    EXPECT_EQ(read_as(schema, "-"), "0 nil");
    EXPECT_EQ(read_as(schema, "\u2013"), "0 nil");
    EXPECT_EQ(read_as(schema, "0"), "0");
    EXPECT_EQ(read_as(schema, "5", "provisional+break"), "5 provisional+break");
    EXPECT_EQ(read_as(schema, "", "suppressed"), "suppressed");
    EXPECT_EQ(read_as(schema, "", "provisional"), "missing+provisional");
    EXPECT_EQ(read_as(schema, "", "nil"), "0 nil");
    EXPECT_EQ(read_as(schema, "0", "nil"), "0 nil");
    EXPECT_EQ(read_as(schema, "..", "suppressed_secondary+estimated"), "suppressed_secondary+estimated");
    EXPECT_EQ(read_as(schema, "..", "suppressed"), "suppressed") << "some write .. for whatever is not available";
    EXPECT_EQ(read_as(schema, "5", "suppressed"),
              "c.csv:2: the value \"5\" and the status \"suppressed\" contradict each other; leave one of them out");
    EXPECT_EQ(read_as(schema, "5", "nil"),
              "c.csv:2: the value \"5\" and the status \"nil\" contradict each other; leave one of them out");
    EXPECT_EQ(read_as(schema, "..", "nil"),
              "c.csv:2: the value \"..\" and the status \"nil\" contradict each other; leave one of them out");
    EXPECT_EQ(read_as(schema, "5", "prelim"),
              "c.csv:2: \"prelim\" in column \"status\" is no status; write nothing, or words such as \"provisional\", "
              "\"suppressed\" or \"missing\", joined by \"+\"");
}

TEST(published_table, a_table_without_statuses_and_dimensions) {
    const auto schema = schema_from(R"({"cells": "report", "file": "c.csv", "cell": "cell", "period": "period",
                                        "value": "value", "unit": "percent", "delimiter": ";"})");
    EXPECT_EQ(value(table_of(schema, "share;2024;x;y;50;z\n"), "share", "2024"), "1/2");
}

TEST(published_table, doubled_rows_name_both_lines) {
    EXPECT_EQ(to_string(built(schema_in("count"), "c;2024;;;1;\nc;2024;K;;1;\nd;2024;;;1;\nc;2024-01;;;1;\n"
                                                  "c;2024;T;;2;\nc;2024M01;;total;1;\n;2024;;;1;\n")
                            .errors()),
              "c.csv:8: there is no name of a cell in column \"cell\"; say which figure this is\n"
              "c.csv:6: the row is about the same cell, period and codes as that in line 2; keep one\n"
              "c.csv:7: the row is about the same cell, period and codes as that in line 5; keep one");
}

TEST(published_table, rows_that_a_policy_decides_on) {
    auto schema = schema_in("count");
    const std::string rows = "c;2024;X;;1;\nc;2023/24;;;2;\nc;;;;3;\nc;2024;;x;4;\nc;2024;;;5;\n";
    const auto made = built(schema, rows).value();
    EXPECT_EQ(value(made.table, "c", "2024"), "5");
    EXPECT_EQ(value(made.table, "c", "2024", {{"area", "nowhere"}}), "4");
    EXPECT_EQ(made.quality.source, quality_report::source_kind::published_table);
    EXPECT_EQ(made.quality.rows_read, 5);
    EXPECT_EQ(made.quality.rows_kept, 2);
    EXPECT_EQ(made.quality.rows_rejected, 3);
    EXPECT_EQ(made.quality.count(row_problem::unknown_code), 2);
    EXPECT_EQ(made.quality.count(row_problem::bad_date), 2);

    schema.on_bad_row[row_problem::bad_date] = row_policy::stop;
    EXPECT_EQ(to_string(built(schema, rows).errors()),
              "c.csv:3: \"2023/24\" in column \"period\" is not a date; the schema says stop for bad_date (2 rows). "
              "Correct the file, or choose another policy in \"on_bad_row\"");
}

} // namespace
