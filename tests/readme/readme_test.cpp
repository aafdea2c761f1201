// The README shows what is true: its program is the one that is built, its output is what the programs print.
#include <kohort/data/schema_files.hpp>
#include <kohort/indicator/catalogue.hpp>
#include <kohort/indicator/definition.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

namespace {

std::string text_of(const std::string& path) {
    return kohort::read_text_file(std::string(KOHORT_SOURCE_DIR) + "/" + path).value();
}

/// The blocks between ``` and ``` whose first fence ends with `kind`, without the fences.
std::vector<std::string> blocks_of(const std::string& text, const std::string& kind) {
    std::vector<std::string> blocks;
    for (std::size_t open = text.find("```" + kind + "\n"); open != std::string::npos;) {
        const auto first = text.find('\n', open) + 1, end = text.find("```", first);
        blocks.push_back(text.substr(first, end - first));
        open = text.find("```" + kind + "\n", end + 3);
    }
    return blocks;
}

/// What a command prints when it is run in the source folder.
std::string output_of(const std::string& command) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(
        popen(("cd '" KOHORT_SOURCE_DIR "' && " + command).c_str(), "r"), pclose);
    std::string output;
    for (int c; (c = std::fgetc(pipe.get())) != EOF;) output += static_cast<char>(c);
    return output;
}

TEST(readme, shows_the_program_that_is_built_and_what_it_prints) {
    const auto readme = text_of("README.md");
    ASSERT_EQ(blocks_of(readme, "cpp").size(), 1u);
    EXPECT_EQ(blocks_of(readme, "cpp").front(), text_of("examples/first_table/first_table.cpp"));
    const auto printed = blocks_of(readme, "text");
    ASSERT_EQ(printed.size(), 4u);
    EXPECT_EQ(printed[1], output_of(KOHORT_FIRST_TABLE));
}

TEST(readme, shows_the_first_table_of_the_report_as_printed) {
    const auto report = output_of("LC_ALL=C " KOHORT_CLI " report --indicator stockholm.preparatory.participants");
    const auto table = blocks_of(text_of("README.md"), "text").front();
    EXPECT_EQ(table, report.substr(report.find("\n\n") + 2));
    EXPECT_NE(output_of("LC_ALL=C " KOHORT_CLI " report").find(table), std::string::npos);
}

TEST(readme, shows_an_indicator_of_ones_own_its_table_and_the_errors_of_a_wrong_one) {
    const auto readme = text_of("README.md");
    const auto documents = blocks_of(readme, "json");
    ASSERT_EQ(documents.size(), 2u);
    EXPECT_EQ(documents[0], text_of("examples/own_indicator/long_enrolled.json"));
    for (const auto& document : documents) EXPECT_TRUE(kohort::parse_definitions(document)) << document;
    const auto report = [](const std::string& file) {
        return output_of("LC_ALL=C " KOHORT_CLI " report --definitions examples/own_indicator/" + file + " 2>&1");
    };
    const auto table = report("long_enrolled.json");
    EXPECT_EQ(blocks_of(readme, "text")[2], table.substr(table.find("\n\n") + 2));
    EXPECT_EQ(blocks_of(readme, "text")[3], report("wrong.json"));
}

TEST(readme, counts_the_definitions_of_the_catalogue) {
    const auto entries = kohort::catalogue::all().size();
    EXPECT_NE(text_of("README.md").find("comes with " + std::to_string(entries) + " definitions"), std::string::npos)
        << entries;
}

TEST(readme, counts_the_figures_that_are_compared) {
    const auto expected = text_of("tests/published/expected.csv");
    const auto figures = std::count(expected.begin(), expected.end(), '\n') - 1;
    EXPECT_NE(text_of("README.md").find("compares " + std::to_string(figures) + " printed figures"), std::string::npos);
}

} // namespace
