#include <kohort/spells/register_builder.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <set>
#include <tuple>

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

// Against the definition, row by row

struct file_row {
    std::string person, group;
    std::int32_t start, end, born;
    std::int64_t value;
    friend bool operator==(const file_row&, const file_row&) = default;
};

std::vector<file_row> random_rows(std::mt19937& random, std::size_t rows, std::size_t persons) {
    std::vector<file_row> made;
    while (made.size() < rows) {
        if (!made.empty() && random() % 40 == 0) {
            made.push_back(made[random() % made.size()]);
            continue;
        }
        const auto person = random() % persons;
        const auto start = static_cast<std::int32_t>(19000 + random() % 300);
        made.push_back({(person % 7 == 0 ? "p" : "") + std::to_string(person),
                        std::string(random() % 9 ? 1 : 0, static_cast<char>('a' + random() % 4)), start,
                        random() % 5 ? start + static_cast<std::int32_t>(random() % 90) : spell_register::open_end,
                        static_cast<std::int32_t>(1000 + person + (random() % 60 == 0)),
                        static_cast<std::int64_t>(random() % 50)});
        if (random() % 50 == 0) made.back().person.clear();
    }
    return made;
}

csv_table table_of(const std::vector<file_row>& rows, const register_schema& schema) {
    std::string text = "id,from,to,born,g,v\n";
    for (const auto& row : rows)
        text += row.person + "," + to_string(day(row.start)) + "," +
                (row.end == spell_register::open_end ? "" : to_string(day(row.end))) + "," + to_string(day(row.born)) +
                "," + row.group + "," + std::to_string(row.value) + "\n";
    return parse_csv(text, "x", columns_of(schema)).value();
}

register_schema full_schema() {
    return std::get<register_schema>(parse_schema(R"({"register": "r", "person": "id", "start": "from", "birth": "born",
        "exit": {"column": "to", "means": "first_day_after"}, "values": {"income": {"column": "v", "unit": "SEK"}},
        "dimensions": {"group": {"column": "g", "unknown": "none"}}})")
                                         .value()
                                         .front());
}

struct told_register {
    std::vector<std::tuple<std::uint32_t, file_row>> rows; ///< in order, the person by number only
    std::map<row_problem, std::pair<std::int64_t, std::vector<std::int64_t>>> findings; ///< rows, the first lines
    std::int64_t rejected = 0, persons = 0;
    bool group_is_fixed = true;
    friend bool operator==(const told_register&, const told_register&) = default;
};

told_register naive_build(const std::vector<file_row>& rows, const row_policies& policies) {
    told_register told;
    const auto find = [&](row_problem problem, std::size_t row) {
        auto& [count, lines] = told.findings[problem];
        ++count;
        lines.push_back(static_cast<std::int64_t>(row) + 2);
        return policies[problem] == row_policy::reject;
    };
    std::map<std::string, std::uint32_t> numbers;
    std::map<std::uint32_t, std::vector<std::size_t>> histories;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].person.empty()) {
            told.rejected += find(row_problem::missing_key, i);
            continue;
        }
        const auto number =
            numbers.try_emplace(rows[i].person, static_cast<std::uint32_t>(numbers.size())).first->second;
        histories[number].push_back(i);
    }
    for (auto& [number, history] : histories) {
        std::ranges::stable_sort(history, {}, [&](std::size_t i) { return std::tuple(rows[i].start, rows[i].end); });
        std::vector<std::size_t> kept;
        for (std::size_t h = 0; h < history.size(); ++h) {
            const auto& row = rows[history[h]];
            const bool is_doubled = std::any_of(history.begin(), history.begin() + static_cast<std::ptrdiff_t>(h),
                                                [&](std::size_t other) { return rows[other] == row; });
            bool is_rejected = is_doubled && find(row_problem::duplicate, history[h]);
            if (!is_rejected && !kept.empty()) {
                if (std::ranges::any_of(kept, [&](std::size_t other) { return rows[other].end > row.start; }))
                    is_rejected |= find(row_problem::overlap, history[h]);
                if (rows[kept.back()].born != row.born)
                    is_rejected |= find(row_problem::contradicting_person_attribute, history[h]);
            }
            told.rejected += is_rejected;
            if (!is_rejected) kept.push_back(history[h]);
        }
        for (const auto i : kept) {
            told.rows.push_back({number, rows[i]});
            std::get<1>(told.rows.back()).person.clear();
            told.group_is_fixed &= rows[i].group == rows[kept.front()].group;
        }
        told.persons += kept.empty() ? 0 : 1;
    }
    for (auto& [problem, found] : told.findings) {
        std::ranges::sort(found.second);
        found.second.resize(std::min(found.second.size(), quality_finding::most_examples));
    }
    return told;
}

told_register tell(const built_register& built) {
    told_register told;
    const auto& spells = built.spells;
    const auto& group = spells.dimensions().front();
    for (std::size_t row = 0; row < spells.size(); ++row)
        told.rows.push_back(
            {spells.person()[row],
             {"", group[row] == 0 ? std::string() : group.codes[group[row] - 1].code, spells.start()[row],
              spells.end()[row], spells.birth()[row], spells.values().front().values[row] / value_column::scale}});
    for (const auto& finding : built.quality.findings) {
        auto& [count, lines] = told.findings[finding.problem];
        count = finding.rows;
        for (const auto& example : finding.examples) lines.push_back(example.line);
    }
    told.rejected = built.quality.rows_rejected;
    told.persons = built.quality.persons;
    told.group_is_fixed = group.fixed_per_person;
    EXPECT_EQ(built.quality.rows_read, built.quality.rows_kept + built.quality.rows_rejected);
    EXPECT_EQ(static_cast<std::size_t>(built.quality.rows_kept), spells.size());
    return told;
}

TEST(register_builder, sorts_and_judges_rows_as_defined) {
    std::mt19937 random(11);
    auto schema = full_schema();
    for (int round = 0; round < 40; ++round) {
        const auto rows = random_rows(random, 1 + random() % 300, 1 + random() % 40);
        for (const auto problem :
             {row_problem::duplicate, row_problem::overlap, row_problem::contradicting_person_attribute})
            schema.on_bad_row[problem] = random() % 2 ? row_policy::keep : row_policy::reject;
        person_table persons;
        const auto built = build_register(schema, table_of(rows, schema), "x", code_book(), persons).value();
        ASSERT_EQ(tell(built), naive_build(rows, schema.on_bad_row)) << "round " << round;
    }
}

TEST(register_builder, leaves_rows_that_are_in_order_where_they_are) {
    auto schema = full_schema();
    std::vector<file_row> rows;
    for (int i = 0; i < 40'000; ++i)
        rows.push_back({std::to_string(i / 4), "a", 19000 + i % 4 * 10, 19005 + i % 4 * 10, 1000, i});
    person_table persons;
    EXPECT_EQ(tell(build_register(schema, table_of(rows, schema), "x", code_book(), persons).value()),
              naive_build(rows, schema.on_bad_row));
}

TEST(register_builder_threads, give_the_same_register) {
    std::mt19937 random(12);
    auto schema = full_schema();
    for (const std::size_t persons : {9000u, 3u}) { // a person's history may be as long as the file
        const auto rows = random_rows(random, persons == 3 ? 4'000 : 60'000, persons);
        schema.on_bad_row[row_problem::overlap] = persons == 3 ? row_policy::keep : row_policy::reject;
        const auto expected = naive_build(rows, schema.on_bad_row);
        for (const unsigned threads : {1u, 2u, 3u, 8u}) {
            person_table numbered;
            const auto built = build_register(schema, table_of(rows, schema), "x", code_book(), numbered,
                                              {.as_known_on = {}, .threads = threads});
            EXPECT_TRUE(tell(*built) == expected) << threads << " threads, " << persons << " persons";
        }
    }
}

TEST(register_builder, keeps_a_table_that_is_not_given_away) {
    const auto schema = full_schema();
    const auto table = table_of({{"1", "a", 19000, 19010, 1000, 5}}, schema);
    person_table persons;
    const auto first = build_register(schema, table, "x", code_book(), persons).value();
    const auto second = build_register(schema, table, "x", code_book(), persons).value();
    EXPECT_EQ(tell(first), tell(second));
}

TEST(register_builder, refuses_no_threads) {
    const auto schema = full_schema();
    person_table persons;
    const auto refused =
        build_register(schema, table_of({}, schema), "x", code_book(), persons, {.as_known_on = {}, .threads = 0});
    EXPECT_EQ(refused.errors().front().code(), error_code::invalid_argument);
}

} // namespace
} // namespace kohort
