// What a public header costs who includes it: counted in lines after preprocessing, which are the same at every run,
// and never another library or a heavy part of the standard one, however far down.
#include <static/source_tree.hpp>

#include <gtest/gtest.h>

#include <cstdio>
#include <memory>
#include <set>

namespace {

/// What the preprocessor makes of a text: how many lines that are not blank, and from which files.
struct preprocessed {
    std::size_t lines = 0;
    std::set<std::string> files;

    void add(const std::string& line) {
        if (line.starts_with("# "))
            files.insert(line.substr(line.find('"') + 1, line.rfind('"') - line.find('"') - 1));
        else if (line.find_first_not_of(' ') != std::string::npos)
            ++lines;
    }
};

/// Includes the headers, preprocessed by the compiler that builds kohort.
preprocessed preprocess(const std::vector<std::string>& headers) {
    std::string command =
        KOHORT_CXX_COMPILER " -std=c++20 -E -x c++ -I'" + (source_tree::root / "include").string() + "'";
    for (const auto& header : headers) command += " -include '" + header + "'";
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> output(popen((command + " /dev/null").c_str(), "r"), pclose);

    preprocessed counted;
    std::string line;
    for (int character; (character = std::fgetc(output.get())) != EOF;) {
        if (character != '\n') {
            line += static_cast<char>(character);
        } else {
            counted.add(line);
            line.clear();
        }
    }
    return counted;
}

/// The first of the files that no public header may bring along; empty when there is none.
std::string forbidden_among(const std::set<std::string>& files) {
    static const std::regex forbidden(".*/(iostream|regex|ranges|chrono)|.*/(boost|fmt|nlohmann|eigen3|Eigen)/.*");
    const auto found = std::ranges::find_if(files, [](const auto& file) { return std::regex_match(file, forbidden); });
    return found == files.end() ? "" : *found;
}

// The headers of everyday types and a fifth for our own lines: 62,000 with GCC 12. The umbrella is the sum of all and
// has no budget.
TEST(header_cost, each_public_header_is_within_the_budget) {
    const std::vector<std::string> everyday{"span", "vector", "string", "optional", "variant", "memory", "functional"};
    const auto budget = preprocess(everyday).lines * 6 / 5;
    for (const auto& header : source_tree::public_headers()) {
        const auto counted = preprocess({header});
        EXPECT_TRUE(counted.files.contains((source_tree::root / "include" / header).string()))
            << header << " was not read";
        EXPECT_EQ(forbidden_among(counted.files), "") << header;
        if (header != "kohort/kohort.hpp") {
            EXPECT_LE(counted.lines, budget) << header;
        }
    }
}

TEST(header_cost, what_is_forbidden_is_found) {
    EXPECT_NE(forbidden_among(preprocess({"iostream"}).files), "");
    EXPECT_NE(forbidden_among(preprocess({"fmt/core.h"}).files), "");
    EXPECT_NE(forbidden_among(preprocess({"nlohmann/json_fwd.hpp"}).files), "");
    EXPECT_NE(forbidden_among(preprocess({"boost/version.hpp"}).files), "");
    EXPECT_EQ(forbidden_among(preprocess({"vector"}).files), "");
}

} // namespace
