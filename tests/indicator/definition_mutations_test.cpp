// Documents changed at random are read, or get errors that lead to their place; nothing crashes.
#include "definition_mutations.hpp"

#include "definition_generator.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <string>

namespace {

using namespace kohort;
using namespace kohort::test;
using json = nlohmann::ordered_json;

TEST(definition_mutations, get_errors_with_places_that_exist_or_are_definitions) {
    definition_generator generator(7);
    document_mutator mutator(11);
    std::size_t read_back = 0, refused = 0;
    for (int i = 0; i < 4000; ++i) {
        auto document = json::parse(to_json(generator.next()));
        for (auto changes = 1 + mutator.below(3); changes > 0; --changes) mutator.mutate(document);
        const auto text = document.dump(1);
        const auto read = parse_definitions(text);
        for (const auto& problem : read.errors()) {
            ++refused;
            ASSERT_TRUE(document.contains(json::json_pointer(problem.path()))) << problem.what() << '\n' << text;
            ASSERT_FALSE(problem.message().empty());
        }
        if (!read || read->size() != 1) continue;
        ++read_back;
        const auto canonical = to_json(read->front());
        const auto again = parse_definitions(canonical);
        ASSERT_TRUE(again) << to_string(again.errors()) << '\n' << text << '\n' << canonical;
        ASSERT_EQ(again->front(), read->front()) << text;
        ASSERT_EQ(to_json(again->front()), canonical);
    }
    EXPECT_GT(read_back, 100U) << "some changes keep a definition valid";
    EXPECT_GT(refused, 3000U);
}

TEST(definition_mutations, deep_and_long_documents_are_read_or_refused) {
    const auto nested = [](int levels) {
        std::string text = R"({"count": "persons", "register": "r"})";
        for (int i = 0; i < levels; ++i) text = R"({"product": [)" + text + ", 1]}";
        return R"({"id": "a", "name": {"en": "A"}, "unit": "persons", "product": [)" + text + ", 1]}";
    };
    EXPECT_TRUE(parse_definitions(nested(20)));
    const auto refused = parse_definitions(nested(100));
    ASSERT_EQ(refused.errors().size(), 1U);
    EXPECT_NE(refused.errors()[0].message().find("nested deeper than 64 levels"), std::string::npos);

    std::string operands = R"({"count": "exits", "register": "r"})";
    for (int i = 0; i < 5000; ++i) operands += R"(, {"count": "exits", "register": "r"})";
    EXPECT_TRUE(parse_definitions(R"({"id": "a", "name": {"en": "A"}, "unit": "exits", "sum": [)" + operands + "]}"));

    const std::string long_number = "1" + std::string(400, '0') + ".5";
    for (const std::string number : {"1e400", "-1e-400", "123456789012345678901", long_number.c_str()})
        EXPECT_FALSE(parse_definitions(R"({"id": "a", "name": {"en": "A"}, "unit": "persons", "product": [)"
                                       R"({"count": "persons", "register": "r"}, )" +
                                       number + "]}"))
            << number;
}

} // namespace
