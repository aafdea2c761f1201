// The conformance pack in C++.
#include <kohort/data/schema_files.hpp>
#include <kohort/indicator/catalogue.hpp>
#include <kohort/indicator/evaluate.hpp>
#include <kohort/publish/table_writer.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace {

using namespace kohort;
namespace fs = std::filesystem;

std::string content(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    EXPECT_TRUE(in) << file;
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Documents, or ids of the catalogue.
std::vector<definition> definitions_of(const fs::path& file, const period_literal& periods) {
    const auto document = nlohmann::json::parse(content(file));
    if (!document.front().is_string()) return parse_definitions(content(file)).value();
    std::vector<definition> found;
    for (const auto& id : document) found.push_back(*catalogue::find_for(id.get<std::string>(), periods));
    return found;
}

class conformance : public testing::TestWithParam<std::string> {};

TEST_P(conformance, gives_the_expected_table) {
    const auto folder = fs::path(KOHORT_SOURCE_DIR) / "tests/conformance" / GetParam();
    const auto schemas = read_schemas(std::vector{(folder / "schemas.json").string()}).value();
    data_set data(schemas.codes);
    for (const auto& schema : schemas.registers) {
        const auto problems = data.read(schema, schema.file);
        ASSERT_FALSE(problems) << to_string(*problems);
    }
    const auto given = nlohmann::json::parse(content(folder / "options.json"));
    evaluate_options options;
    options.periods = parse_period_literal(given.at("periods").get<std::string>()).value();
    if (given.contains("by")) options.by = given["by"].get<std::vector<std::string>>();
    const auto tables = evaluate(definitions_of(folder / "definitions.json", *options.periods), data, options).value();
    EXPECT_EQ(to_csv(tables), content(folder / "expected.csv"));
}

std::vector<std::string> cases() {
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator(fs::path(KOHORT_SOURCE_DIR) / "tests/conformance"))
        if (entry.is_directory()) found.push_back(entry.path().filename().string());
    return found;
}

INSTANTIATE_TEST_SUITE_P(cases, conformance, testing::ValuesIn(cases()), [](const auto& one) { return one.param; });

} // namespace
