// The conformance pack in C++.
#include <kohort/data/schema_files.hpp>
#include <kohort/indicator/catalogue.hpp>
#include <kohort/indicator/evaluate.hpp>
#include <kohort/publish/cohort_findings.hpp>
#include <kohort/publish/table_writer.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
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

/// The registers and tables of a case, read.
data_set data_of(const fs::path& folder) {
    const auto schemas = read_schemas(std::vector{(folder / "schemas.json").string()}).value();
    data_set data(schemas.codes);
    const auto read = [&](const auto& schema) {
        const auto problems = data.read(schema, schema.file);
        EXPECT_FALSE(problems) << to_string(*problems);
    };
    for (const auto& schema : schemas.registers) read(schema);
    for (const auto& schema : schemas.populations) read(schema);
    return data;
}

class conformance : public testing::TestWithParam<std::string> {};

TEST_P(conformance, gives_the_expected_table) {
    const auto folder = fs::path(KOHORT_SOURCE_DIR) / "tests/conformance" / GetParam();
    const auto data = data_of(folder);
    const auto given = nlohmann::json::parse(content(folder / "options.json"));
    evaluate_options options;
    options.periods = parse_period_literal(given.at("periods").get<std::string>()).value();
    if (given.contains("by")) options.by = given["by"].get<std::vector<std::string>>();
    const auto tables = evaluate(definitions_of(folder / "definitions.json", *options.periods), data, options).value();
    EXPECT_EQ(to_csv(tables), content(folder / "expected.csv"));
}

template <std::size_t Size>
std::size_t index_of(const std::array<std::string_view, Size>& names, const std::string& name) {
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

/// The options that the pack has, by what they mean in C++.
cohort_query query_of(const nlohmann::json& given) {
    constexpr std::array<std::string_view, 3> intervals{"plain", "log", "log-log"};
    cohort_query query;
    query.question = static_cast<cohort_question>(index_of(cohort_question_names, given.at("show").get<std::string>()));
    query.months = given.value("months", query.months);
    if (given.contains("per")) {
        EXPECT_EQ(given["per"].get<std::string>(), "year");
        query.per = frequency::year;
    }
    query.interval.kind = static_cast<interval_kind>(index_of(intervals, given.value("interval", std::string("log"))));
    query.interval.level = given.value("level", 95) / 100.0;
    return query;
}

TEST(conformance_cohorts, give_the_expected_figures) {
    const auto folder = fs::path(KOHORT_SOURCE_DIR) / "tests/conformance/basics";
    const auto data = data_of(folder);
    const auto definitions = read_cohorts((folder / "cohorts.json").string()).value();
    const auto formed = form_cohort(definitions, definitions.front().id, data).value();
    for (const auto* name : {"cohort_survival", "cohort_incidence", "cohort_retention"}) {
        SCOPED_TRACE(name);
        const auto given = nlohmann::json::parse(content(folder / (std::string(name) + ".json")));
        const auto groups = group_by(formed.members, given.value("by", std::vector<std::string>())).value();
        const auto findings = findings_of({definitions.front(), formed, groups, data}, query_of(given)).value();
        EXPECT_EQ(to_csv(figures_of(findings)), content(folder / (std::string(name) + ".csv")));
    }
}

std::vector<std::string> cases() {
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator(fs::path(KOHORT_SOURCE_DIR) / "tests/conformance"))
        if (entry.is_directory()) found.push_back(entry.path().filename().string());
    return found;
}

INSTANTIATE_TEST_SUITE_P(cases, conformance, testing::ValuesIn(cases()), [](const auto& one) { return one.param; });

} // namespace
