#include <kohort/spells/register_builder.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

namespace kohort {
namespace {

register_schema schema_of_days() {
    return std::get<register_schema>(parse_schema(R"({"register": "r", "person": "id", "start": "from",
        "exit": {"column": "to", "means": "first_day_after"}, "dimensions": {"group": {"column": "g"}}})")
                                         .value()
                                         .front());
}

TEST(register_builder, asks_for_each_column_once) {
    auto schema = schema_of_days();
    schema.dimensions.push_back({"again", "g", {}, {}, {}});
    schema.spell = "id";
    const auto columns = columns_of(schema);
    ASSERT_EQ(columns.size(), 4u);
    EXPECT_EQ(columns[0].name, "id");
    EXPECT_EQ(columns[2].as_exit, true);
    EXPECT_EQ(columns[3].name, "g");
}

TEST(register_builder, gives_the_same_register_for_any_order_of_the_rows) {
    std::mt19937 random(4);
    std::vector<std::string> rows;
    for (int i = 0; i < 400; ++i) {
        const auto from = day(19000 + static_cast<int>(random() % 300));
        rows.push_back(std::to_string(random() % 90) + "," + to_string(from) + "," +
                       (random() % 5 ? to_string(from + static_cast<int>(random() % 90)) : "") + "," +
                       std::string(1, static_cast<char>('a' + random() % 4)));
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    const auto schema = schema_of_days();
    // Persons are numbered in order of appearance, so they are told apart by the set of their spells.
    const auto histories = [&] {
        std::string text = "id,from,to,g\n";
        for (const auto& row : rows) text += row + "\n";
        person_table persons;
        const auto table = parse_csv(text, "x", columns_of(schema)).value();
        const auto spells = build_register(schema, table, "x", code_book(), persons).value().spells;
        std::multiset<std::string> found;
        std::string history;
        for (std::size_t row = 0; row < spells.size(); ++row) {
            if (row > 0 && spells.person()[row] != spells.person()[row - 1]) found.insert(std::exchange(history, ""));
            const auto& group = spells.dimensions()[0];
            history += std::to_string(spells.start()[row]) + "-" + std::to_string(spells.end()[row]) +
                       (history.empty() ? "" : "+") + ";";
            EXPECT_NE(group[row], 0u);
        }
        found.insert(history);
        return found;
    };
    const auto sorted = histories();
    for (int shuffle = 0; shuffle < 5; ++shuffle) {
        std::shuffle(rows.begin(), rows.end(), random);
        EXPECT_EQ(histories(), sorted);
    }
}

} // namespace
} // namespace kohort
