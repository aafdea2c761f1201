// kohort.hpp is the whole C++ API, every header once and in order.
#include <static/source_tree.hpp>

#include <gtest/gtest.h>

namespace {

TEST(umbrella, includes_every_public_header) {
    auto expected = source_tree::public_headers();
    std::erase(expected, "kohort/kohort.hpp");

    std::vector<std::string> included;
    for (const auto& include : source_tree::includes_of(source_tree::root / "include/kohort/kohort.hpp"))
        included.push_back(include.name);

    EXPECT_EQ(included, expected);
}

} // namespace
