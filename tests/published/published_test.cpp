// What the bundled register gives equals what the city printed, figure by figure.
#include <kohort/indicator/evaluate.hpp>
#include <kohort/publish/rounding.hpp>

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

namespace kohort {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    EXPECT_TRUE(file) << path;
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The rows of a CSV file by column name; every value a text.
std::vector<std::map<std::string, std::string>> rows_of(const fs::path& path, const std::vector<std::string>& columns) {
    std::vector<csv_column_request> requests;
    for (const auto& name : columns) requests.push_back({name, csv_type::key});
    const auto table = parse_csv(text_of(path), path.string(), requests).value();
    std::vector<std::map<std::string, std::string>> rows(static_cast<std::size_t>(table.rows));
    for (const auto& column : table.columns)
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const auto key = column.keys[row];
            auto& value = rows[row][column.request.name];
            if (key == csv_column::missing_key) continue;
            value =
                key & csv_column::text_key_bit ? column.texts[key & ~csv_column::text_key_bit] : std::to_string(key);
        }
    return rows;
}

/// The tables of the bundled report for 2022 to 2024, by indicator.
const std::map<std::string, indicator_table>& report() {
    static const auto tables = [] {
        const auto folder = fs::path(KOHORT_SOURCE_DIR) / "examples/data";
        data_set data;
        std::vector<register_schema> registers;
        for (const auto& file : fs::directory_iterator(folder)) {
            if (file.path().extension() != ".json" || file.path().filename() == "report.json") continue;
            for (const auto& document : parse_schema(text_of(file.path())).value()) {
                if (const auto* schema = std::get_if<register_schema>(&document)) registers.push_back(*schema);
                if (const auto* list = std::get_if<code_list>(&document)) {
                    EXPECT_FALSE(data.add(*list));
                }
            }
        }
        for (const auto& schema : registers) {
            const auto problems = data.read(schema, (folder / schema.file).string());
            EXPECT_FALSE(problems) << to_string(*problems);
        }
        for (const auto& quality : data.quality()) EXPECT_EQ(quality.rows_rejected, 0) << quality.register_name;
        evaluate_options options;
        options.periods = parse_period_literal("2022..2024").value();
        std::map<std::string, indicator_table> by_id;
        for (auto& table : evaluate(parse_definitions(text_of(folder / "report.json")).value(), data, options).value())
            by_id.emplace(table.indicator.id, table);
        return by_id;
    }();
    return tables;
}

/// The cell with these codes, e.g. "sex=women;target_group=kaa"; null when there is none.
const cell* find(const cube& figures, const std::string& period, const std::string& dimensions) {
    std::map<std::string, std::string> codes{{"period", period}};
    std::istringstream parts(dimensions);
    for (std::string part; std::getline(parts, part, ';');)
        codes[part.substr(0, part.find('='))] = part.substr(part.find('=') + 1);
    std::vector<std::size_t> place;
    for (const auto& axis : figures.axes()) {
        const auto position = codes.contains(axis.name()) ? axis.find(codes[axis.name()]) : std::nullopt;
        if (!position) return nullptr;
        place.push_back(*position);
    }
    return codes.size() == place.size() ? &figures.at(place) : nullptr;
}

/// A number of a report as an exact fraction: "62.6" -> 313/5.
ratio exact(const std::string& printed) {
    const auto point = printed.find('.');
    std::int64_t scale = 1;
    auto digits = printed;
    if (point != std::string::npos) {
        digits.erase(point, 1);
        for (std::size_t i = point + 1; i < printed.size(); ++i) scale *= 10;
    }
    return {std::stoll(digits), scale};
}

TEST(published, figures_are_what_the_bundled_register_gives) {
    const auto expected = rows_of(fs::path(KOHORT_SOURCE_DIR) / "tests/published/expected.csv",
                                  {"figure_id", "indicator", "period", "dimensions", "value", "decimals", "bound"});
    ASSERT_GT(expected.size(), 400u);
    for (auto row : expected) {
        const auto table = report().find(row["indicator"]);
        ASSERT_NE(table, report().end()) << row["indicator"];
        const auto* found = find(table->second.figures, row["period"], row["dimensions"]);
        ASSERT_TRUE(found) << row["figure_id"] << ": no cell " << row["dimensions"];
        ASSERT_TRUE(found->status.has_value()) << row["figure_id"] << ": " << to_string(found->status);
        const auto value = published_value(table->second.indicator, *found);
        const auto printed = exact(row["value"]);
        if (row["bound"] == "exact") {
            const auto decimals = std::stoi(row["decimals"]);
            EXPECT_EQ(to_plain(round(value, decimals, rounding_rule::half_away_from_zero)), row["value"])
                << row["figure_id"];
        } else if (row["bound"] == "above") { // "drygt": at least the printed number, and not by more than a twentieth
            EXPECT_TRUE(printed <= value && value <= printed * ratio(21, 20))
                << row["figure_id"] << ": " << to_string(value);
        } else if (row["bound"] == "more_than") { // "över", "mer än"
            EXPECT_LT(printed, value) << row["figure_id"];
        } else { // "närmare": below the printed number, and not by more than a twentieth
            EXPECT_EQ(row["bound"], "below");
            EXPECT_TRUE(printed * ratio(19, 20) <= value && value < printed)
                << row["figure_id"] << ": " << to_string(value);
        }
    }
}

TEST(published, figures_are_either_expected_or_excepted_with_a_reason) {
    std::set<std::string> seen;
    const auto folder = fs::path(KOHORT_SOURCE_DIR) / "tests/published";
    for (auto row : rows_of(folder / "expected.csv", {"figure_id"}))
        EXPECT_TRUE(seen.insert(row["figure_id"]).second) << row["figure_id"];
    for (auto row : rows_of(folder / "exceptions.csv", {"figure_id", "reason"})) {
        EXPECT_TRUE(seen.insert(row["figure_id"]).second) << row["figure_id"] << " is expected and excepted";
        EXPECT_GT(row["reason"].size(), 10u) << row["figure_id"];
    }
}

} // namespace
} // namespace kohort
