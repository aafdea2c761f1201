// The definitions of the examples, as a user would write them, read and written again.
#include <kohort/indicator/definition.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <vector>

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// All definitions in the JSON files of `examples/`, without what the grammar calls a default.
std::vector<json> example_definitions() {
    std::vector<json> found;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(KOHORT_SOURCE_DIR) / "examples")) {
        if (entry.path().extension() != ".json" || entry.path().stem() == "wrong") continue;
        auto content = json::parse(std::ifstream(entry.path()));
        if (!content.is_array()) content = json::array({content});
        for (auto& document : content) {
            if (!document.contains("id")) continue; // a schema
            auto& per = document["per"];
            if (per.is_object() && per.value("labelled_by", "") == "end") per.erase("labelled_by");
            found.push_back(document);
        }
    }
    return found;
}

TEST(definition_examples, are_written_as_they_were_read) {
    const auto examples = example_definitions();
    EXPECT_GE(examples.size(), 40U);
    for (const auto& document : examples) {
        const auto read = kohort::parse_definitions(document.dump());
        ASSERT_TRUE(read) << to_string(read.errors()) << document.dump(2);
        EXPECT_EQ(json::parse(to_json(read->front())), document);
    }
}

} // namespace
