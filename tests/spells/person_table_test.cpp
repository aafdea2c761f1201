#include <kohort/spells/person_table.hpp>

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <vector>

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
    }
    EXPECT_EQ(persons.size(), expected.size());
}

TEST(person_table, numbers_many_as_one_by_one) {
    std::mt19937_64 random(2);
    person_table persons;
    std::map<std::uint64_t, std::uint32_t> expected;
    // Serial numbers between others, that are known from before or come later.
    for (const std::uint64_t largest : {900'000'000'000ul, 3'000ul, 40ul, 20'000ul, 900'000'000'000ul}) {
        std::vector<std::uint64_t> keys(8'000);
        for (auto& key : keys) key = random() % (random() % 2 ? 5'000 : largest);
        std::vector<std::uint32_t> numbers(keys.size());
        persons.number(keys, numbers);
        for (std::size_t i = 0; i < keys.size(); ++i)
            ASSERT_EQ(numbers[i],
                      expected.try_emplace(keys[i], static_cast<std::uint32_t>(expected.size())).first->second);
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
