#include <kohort/spells/person_table.hpp>

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace kohort {
namespace {

TEST(person_table, numbers_persons_in_order_of_appearance) {
    std::mt19937_64 random(1);
    person_table persons;
    std::map<std::uint64_t, std::uint32_t> expected;
    for (int i = 0; i < 20'000; ++i) {
        const auto key = random() % 7000 * (i % 2 ? 1 : 1'000'003);
        const auto number = expected.try_emplace(key, static_cast<std::uint32_t>(expected.size())).first->second;
        ASSERT_EQ(persons.number_of(key), number);
        if (i == 500) persons.reserve(10'000);
    }
    EXPECT_EQ(persons.size(), expected.size());
}

TEST(person_table, tells_texts_from_integers) {
    person_table persons;
    EXPECT_EQ(persons.number_of(std::uint64_t{7}), 0u);
    EXPECT_EQ(persons.number_of("7"), 1u);
    EXPECT_EQ(persons.number_of("007"), 2u);
    EXPECT_EQ(persons.number_of("7"), 1u);
    EXPECT_EQ(persons.size(), 3u);
}

} // namespace
} // namespace kohort
