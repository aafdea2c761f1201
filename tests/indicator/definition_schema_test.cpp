#include <kohort/indicator/definition_schema.hpp>

#include "definition_generator.hpp"
#include "definition_mutations.hpp"
#include "documents.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

namespace {

namespace fs = std::filesystem;
using namespace kohort;
using namespace kohort::test;
using json = nlohmann::ordered_json;

const json& whole_schema() {
    static const auto parsed_schema = json::parse(definition_schema());
    return parsed_schema;
}

/// Validates as JSON Schema says, for the keywords that the schema uses; any other is an error of the test.
class schema_checker {
  public:
    explicit schema_checker(const json& root) : root_(root) {}

    bool is_valid(const json& value) const { return is_valid(value, root_); }

  private:
    bool is_valid(const json& value, const json& schema) const {
        if (schema.is_boolean()) return schema.get<bool>();
        return std::ranges::all_of(
            schema.items(), [&](const auto& keyword) { return holds(value, schema, keyword.key(), keyword.value()); });
    }
    bool holds(const json& value, const json& schema, const std::string& keyword, const json& wanted) const {
        static const std::set<std::string> remarks{"$schema", "$id", "$defs", "title", "description"};
        if (remarks.contains(keyword)) return true;
        const auto holds_here = [&](const json& part) { return is_valid(value, part); };
        if (keyword == "$ref") return holds_here(root_.at(json::json_pointer(wanted.get<std::string>().substr(1))));
        if (keyword == "type") return has_type(value, wanted);
        if (keyword == "enum") return std::ranges::find(wanted, value) != wanted.end();
        if (keyword == "const") return value == wanted;
        if (keyword == "anyOf") return std::ranges::any_of(wanted, holds_here);
        if (keyword == "allOf") return std::ranges::all_of(wanted, holds_here);
        if (keyword == "oneOf") return std::ranges::count_if(wanted, holds_here) == 1;
        if (keyword == "not") return !holds_here(wanted);
        if (value.is_object()) return holds_of_object(value, schema, keyword, wanted);
        if (value.is_array()) return holds_of_array(value, keyword, wanted);
        if (value.is_string()) return holds_of_text(value.get<std::string>(), keyword, wanted);
        if (value.is_number()) return holds_of_number(value.get<double>(), keyword, wanted);
        return true;
    }
    static bool has_type(const json& value, const std::string& type) {
        if (type == "integer") return value.is_number_integer();
        if (type == "number") return value.is_number();
        if (type == "string") return value.is_string();
        if (type == "array") return value.is_array();
        EXPECT_EQ(type, "object");
        return value.is_object();
    }
    bool holds_of_object(const json& value, const json& schema, const std::string& keyword, const json& wanted) const {
        if (keyword == "required")
            return std::ranges::all_of(wanted, [&](const json& key) { return value.contains(key.get<std::string>()); });
        if (keyword == "minProperties") return value.size() >= wanted.get<std::size_t>();
        if (keyword == "maxProperties") return value.size() <= wanted.get<std::size_t>();
        for (const auto& [key, element] : value.items()) {
            const bool is_named = schema.contains("properties") && schema["properties"].contains(key);
            if (keyword == "properties" && is_named && !is_valid(element, wanted[key])) return false;
            if (keyword == "additionalProperties" && !is_named && !is_valid(element, wanted)) return false;
            if (keyword == "propertyNames" && !is_valid(json(key), wanted)) return false;
        }
        return is_known(keyword, {"properties", "additionalProperties", "propertyNames"});
    }
    bool holds_of_array(const json& value, const std::string& keyword, const json& wanted) const {
        if (keyword == "items")
            return std::ranges::all_of(value, [&](const json& element) { return is_valid(element, wanted); });
        if (keyword == "prefixItems") {
            for (std::size_t i = 0; i < std::min(value.size(), wanted.size()); ++i)
                if (!is_valid(value[i], wanted[i])) return false;
            return true;
        }
        if (keyword == "minItems") return value.size() >= wanted.get<std::size_t>();
        if (keyword == "maxItems") return value.size() <= wanted.get<std::size_t>();
        if (keyword == "uniqueItems") return std::set<json>(value.begin(), value.end()).size() == value.size();
        return is_known(keyword, {});
    }
    static bool holds_of_text(const std::string& text, const std::string& keyword, const json& wanted) {
        if (keyword == "minLength") return text.size() >= wanted.get<std::size_t>();
        if (keyword == "pattern") return std::regex_search(text, std::regex(wanted.get<std::string>()));
        return is_known(keyword, {});
    }
    static bool holds_of_number(double number, const std::string& keyword, const json& wanted) {
        const auto limit = wanted.is_number() ? wanted.get<double>() : 0.0;
        if (keyword == "minimum") return number >= limit;
        if (keyword == "maximum") return number <= limit;
        if (keyword == "exclusiveMinimum") return number > limit;
        if (keyword == "exclusiveMaximum") return number < limit;
        return is_known(keyword, {});
    }
    /// Keywords about other kinds of values hold.
    static bool is_known(const std::string& keyword, const std::set<std::string>& looked_at) {
        static const std::set<std::string> all{"properties",      "additionalProperties",
                                               "propertyNames",   "required",
                                               "minProperties",   "items",
                                               "prefixItems",     "minItems",
                                               "maxItems",        "uniqueItems",
                                               "minLength",       "pattern",
                                               "minimum",         "maximum",
                                               "maxProperties",   "exclusiveMinimum",
                                               "exclusiveMaximum"};
        EXPECT_TRUE(all.contains(keyword) || looked_at.contains(keyword)) << keyword;
        return true;
    }

    const json& root_;
};

bool fits_schema(const json& document) { return schema_checker(whole_schema()).is_valid(document); }

TEST(definition_schema, is_the_file_that_is_installed) {
    std::ifstream file(fs::path(KOHORT_SOURCE_DIR) / "src/indicator/definition.schema.json", std::ios::binary);
    const std::string stored{std::istreambuf_iterator<char>(file), {}};
    if (stored == definition_schema()) return;
    const auto generated = fs::path(testing::TempDir()) / "definition.schema.json";
    std::ofstream(generated, std::ios::binary) << definition_schema();
    FAIL() << "the grammar has changed: copy " << generated << " to src/indicator/";
}

TEST(definition_schema, every_definition_is_valid) {
    for (const auto document : canonical_documents) EXPECT_TRUE(fits_schema(json::parse(document))) << document;
    definition_generator generator(5);
    for (int i = 0; i < 300; ++i) {
        const auto document = to_json(generator.next());
        ASSERT_TRUE(fits_schema(json::parse(document))) << document;
    }
}

TEST(definition_schema, the_definitions_of_files_are_valid) {
    int definitions = 0;
    for (const auto* folder : {"examples", "src/indicator/catalogue"}) {
        const auto path = fs::path(KOHORT_SOURCE_DIR) / folder;
        if (!fs::exists(path)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(path)) {
            if (entry.path().extension() != ".json" || entry.path().stem() == "wrong") continue; // the README's
            const auto content = json::parse(std::ifstream(entry.path()));
            for (const auto& document : content.is_array() ? content : json::array({content})) {
                if (!document.contains("id") || !document.contains("unit")) continue; // a schema of data
                ++definitions;
                EXPECT_TRUE(fits_schema(document)) << entry.path() << document.dump(2);
            }
        }
    }
    EXPECT_GE(definitions, 40);
}

TEST(definition_schema, is_never_stricter_than_the_reader) {
    definition_generator generator(17);
    document_mutator mutator(19);
    int valid = 0, refused_by_both = 0;
    for (int i = 0; i < 1500; ++i) {
        auto document = json::parse(to_json(generator.next()));
        mutator.mutate(document);
        const bool is_read = parse_definitions(document.dump()).has_value();
        const bool fits = fits_schema(document);
        ASSERT_TRUE(!is_read || fits) << document.dump(2);
        valid += is_read ? 1 : 0;
        refused_by_both += !is_read && !fits ? 1 : 0;
    }
    EXPECT_GT(valid, 50);
    EXPECT_GT(refused_by_both, 700);
}

/// All objects of a document whose keys are the grammar's own: not those of conditions on dimensions.
void collect_objects(const json& value, const std::string& pointer, std::vector<std::string>& found) {
    if (value.is_object() && !pointer.ends_with("/where")) found.push_back(pointer);
    if (pointer.ends_with("/where")) return;
    if (value.is_structured())
        for (const auto& [key, element] : value.items()) collect_objects(element, pointer + '/' + key, found);
}

TEST(definition_schema, unknown_keys_are_invalid_everywhere) {
    for (const auto text : canonical_documents) {
        const auto document = json::parse(text);
        std::vector<std::string> objects;
        collect_objects(document, {}, objects);
        for (const auto& pointer : objects) {
            auto wrong = document;
            wrong[json::json_pointer(pointer)]["unknown"] = json::array({"a"});
            EXPECT_FALSE(fits_schema(wrong)) << pointer;
        }
    }
}

TEST(definition_schema, wrong_kinds_and_words_are_invalid) {
    const auto document = json::parse(full_share);
    const std::vector<std::pair<std::string, json>> changes{{"/id", "A"},
                                                            {"/version", 2},
                                                            {"/valid/from", "2015"},
                                                            {"/name", "text"},
                                                            {"/share/of/count", "person"},
                                                            {"/share/of/register", 5},
                                                            {"/share/of/clock/close_of", "lastday"},
                                                            {"/share/of/where/sex", "women"},
                                                            {"/share/of/age/at", "exit"},
                                                            {"/share/of/age/from", "16"},
                                                            {"/share/of/elapsed/at_least", "6 moons"},
                                                            {"/share/follow_up/state", "gone"},
                                                            {"/share/follow_up/as", "daily"},
                                                            {"/share/follow_up/incomplete", true},
                                                            {"/per", "yearly"},
                                                            {"/by", "sex"},
                                                            {"/unit", "procent"},
                                                            {"/decimals", 10},
                                                            {"/rounding", "up"},
                                                            {"/small_counts/below", 0},
                                                            {"/target/at_most", "70"},
                                                            {"/breaks/0/at", 2018},
                                                            {"/undefined", {1}},
                                                            {"/confused_with", {"a b"}}};
    for (const auto& [pointer, value] : changes) {
        auto wrong = document;
        ASSERT_TRUE(wrong.contains(json::json_pointer(pointer))) << pointer;
        wrong[json::json_pointer(pointer)] = value;
        EXPECT_FALSE(fits_schema(wrong)) << pointer;
        EXPECT_FALSE(parse_definitions(wrong.dump())) << pointer;
    }
    for (const auto* missing : {"id", "name", "unit", "share"}) {
        auto wrong = document;
        wrong.erase(missing);
        EXPECT_FALSE(fits_schema(wrong)) << missing;
    }
    auto two = document;
    two["count"] = {{"count", "exits"}, {"register", "r"}};
    EXPECT_FALSE(fits_schema(two)) << "two operators";
}

TEST(definition_schema, tells_an_editor_what_keys_mean) {
    for (const auto& part : {whole_schema()["$defs"]["definition"], whole_schema()["$defs"]["follow_up"]})
        for (const auto& [key, property] : part["properties"].items()) {
            const bool is_told =
                property.contains("description") ||
                (property.contains("$ref") &&
                 whole_schema()[json::json_pointer(property["$ref"].get<std::string>().substr(1))].contains(
                     "description"));
            EXPECT_TRUE(is_told) << key;
        }
}

} // namespace
