#include <kohort/spells/data_set.hpp>

#include <gtest/gtest.h>

namespace kohort {
namespace {

register_schema schema_from(std::string_view json) {
    return std::get<register_schema>(parse_schema(json).value().front());
}

const std::string plain_schema = R"({"register": "jobbtorg", "person": "id", "start": "from", "birth": "born",
    "exit": {"column": "to", "means": "last_day"}, "horizon": {"from": "2020-01-01", "to": "2024-12-31"},
    "exit_reason": "reason",
    "dimensions": {"sex": {"column": "kon", "codes": {"K": "women", "M": "men"}},
                   "area": {"column": "area", "codes": {"N": "north", "S": "south"}, "unknown": "no_area"}}})";
const std::string header = "id,from,to,born,kon,area,reason\n";

/// The rows of a register in its order: "person start..end codes".
std::vector<std::string> rows_of(const spell_register& spells) {
    std::vector<std::string> rows;
    for (std::size_t row = 0; row < spells.size(); ++row) {
        auto text = std::to_string(spells.person()[row]) + " " + to_string(day(spells.start()[row])) + "..";
        if (spells.end()[row] != spell_register::open_end) text += to_string(day(spells.end()[row]));
        for (const auto& dimension : spells.dimensions()) {
            const auto code = dimension[row];
            text += " " + (code == 0 ? std::string("?") : dimension.codes[code - 1].code);
        }
        rows.push_back(text);
    }
    return rows;
}

/// What the report says: "problem policy column rows: line 'value', ...".
std::vector<std::string> findings_of(const quality_report& quality) {
    std::vector<std::string> lines;
    for (const auto& finding : quality.findings) {
        auto line = std::string(name_of(finding.problem)) + " " + std::string(name_of(finding.policy)) + " " +
                    finding.column + " " + std::to_string(finding.rows) + ":";
        for (const auto& example : finding.examples)
            line += " " + std::to_string(example.line) + "'" + example.value + "'";
        lines.push_back(line);
    }
    return lines;
}

using texts = std::vector<std::string>;

TEST(data_set, sorts_by_person_and_start_and_keeps_open_spells_open) {
    data_set data;
    ASSERT_FALSE(data.read_text(schema_from(plain_schema),
                                header + "007,2024-03-01,2024-03-31,2000-01-01,K,N,work\n"
                                         "7,2023-01-01,,1990-05-05,M,S,\n"
                                         "007,2023-06-01,2023-06-01,2000-01-01,K,N,studies\n",
                                "spells.csv"));
    const auto& spells = *data.find("jobbtorg");
    EXPECT_EQ(rows_of(spells), (texts{"0 2023-06-01..2023-06-02 women north studies",
                                      "0 2024-03-01..2024-04-01 women north work", "1 2023-01-01.. men south ?"}));
    EXPECT_EQ(data.persons(), 2u) << "007 and 7 are two persons";
    EXPECT_TRUE(data.quality()[0].findings.empty());
    EXPECT_EQ(data.quality()[0].open_spells, 1);
    EXPECT_TRUE(spells.find_dimension("sex")->fixed_per_person);
    EXPECT_FALSE(spells.find_dimension("reason") != nullptr);
    EXPECT_TRUE(spells.find_dimension("exit_reason")->has_unknown);
    EXPECT_TRUE(spells.find_dimension("exit_reason")->is_exit_reason);
    EXPECT_FALSE(spells.find_dimension("sex")->is_exit_reason);
}

TEST(data_set, shares_persons_between_registers) {
    data_set data;
    ASSERT_FALSE(data.read_text(schema_from(plain_schema), header + "b,2024-01-01,,,K,N,\na,2024-01-01,,,K,N,\n", "x"));
    auto other = schema_from(plain_schema);
    other.name = "other";
    ASSERT_FALSE(data.read_text(other, header + "a,2024-01-01,,,K,N,\nc,2024-01-01,,,K,N,\n", "y"));
    EXPECT_EQ(data.find("other")->person()[0], 1u);
    EXPECT_EQ(data.find("other")->person()[1], 2u);
    EXPECT_EQ(data.persons(), 3u);
}

TEST(data_set, counts_every_row_that_is_not_as_it_should_be) {
    data_set data;
    ASSERT_FALSE(data.read_text(schema_from(plain_schema),
                                header + "1,2024-02-30,,,K,N,\n"               // 2: no such day
                                         "1,2024-05-01,2024-04-01,,K,N,work\n" // 3: exit before start
                                         ",2024-01-01,,,K,N,\n"                // 4: no person
                                         "1,2024-01-01,2024-01-31,,X,N,work\n" // 5: no such sex: rejected
                                         "2,2024-01-01,2024-01-31,,K,W,work\n" // 6: no such area: unknown, as declared
                                         "2,2024-01-15,2024-02-15,,K,,\n"      // 7: overlaps 6; closed without a reason
                                         "2,2024-01-15,2024-02-15,,K,,\n"      // 8: equal to 7
                                         "3,2019-01-01,2019-12-31,1990-01-01,M,S,work\n" // 9: before the horizon
                                         "3,2020-01-01,2020-12-31,1990-01-02,M,S,work\n" // 10: born another day
                                         "4,,2020-12-31,,M,S,work\n",                    // 11: no start
                                "spells.csv"));
    const auto& quality = data.quality()[0];
    EXPECT_EQ(findings_of(quality),
              (texts{"exit_before_start reject to 1: 3'start 2024-05-01, exit 2024-04-01'",
                     "unknown_code reject kon 1: 5'X'", "unknown_code count_as_unknown area 1: 6'W'",
                     "unknown_code count_as_unknown reason 2: 7'' 8''", "bad_date reject from 2: 2'2024-02-30' 11''",
                     "missing_key reject id 1: 4''", "duplicate reject  1: 8''", "overlap keep  1: 7''",
                     "contradicting_person_attribute keep born 1: 10''", "outside_horizon keep  1: 9'2019-12-31'"}));
    EXPECT_EQ(quality.rows_read, 10);
    EXPECT_EQ(quality.rows_rejected, 6);
    EXPECT_EQ(quality.rows_kept, 4);
    EXPECT_EQ(quality.persons, 2);
    EXPECT_EQ(quality.count(row_problem::unknown_code), 4);
    EXPECT_EQ(rows_of(*data.find("jobbtorg"))[0], "0 2024-01-01..2024-02-01 women ? work");
}

TEST(data_set, does_with_bad_rows_what_the_schema_says) {
    auto schema = schema_from(plain_schema);
    schema.on_bad_row[row_problem::overlap] = row_policy::reject;
    schema.on_bad_row[row_problem::exit_before_start] = row_policy::reject;
    schema.on_bad_row[row_problem::duplicate] = row_policy::keep;
    schema.on_bad_row[row_problem::unknown_code] = row_policy::keep;
    schema.on_unknown_code_given = true;
    data_set data;
    ASSERT_FALSE(data.read_text(schema,
                                header + "1,2024-01-01,2024-01-31,,K,N,work\n1,2024-01-20,2024-03-31,,K,N,work\n"
                                         "1,2024-02-01,2024-02-10,,Q,N,work\n1,2024-04-01,2024-04-10,,K,N,work\n"
                                         "1,2024-05-01,2024-05-10,,K,N,work\n",
                                "x"));
    EXPECT_EQ(rows_of(*data.find("jobbtorg")),
              (texts{"0 2024-01-01..2024-02-01 women north work", "0 2024-02-01..2024-02-11 Q north work",
                     "0 2024-04-01..2024-04-11 women north work", "0 2024-05-01..2024-05-11 women north work"}))
        << "a rejected spell does not make its neighbours overlap";

    schema.on_bad_row[row_problem::bad_date] = row_policy::stop;
    schema.name = "second";
    const auto problems = data.read_text(schema, header + "1,2024-01-01,,,K,N,\n1,2024-13-01,,,K,N,\n", "late.csv");
    ASSERT_TRUE(problems);
    EXPECT_STREQ(
        problems->front().what(),
        "late.csv:3: \"2024-13-01\" in column \"from\" is not a date; the schema says stop for bad_date (1 row). "
        "Correct the file, or choose another policy in \"on_bad_row\"");
}

TEST(data_set, keeps_the_latest_record_of_a_spell_as_known_on_a_day) {
    const auto schema = schema_from(R"({"register": "r", "person": "id", "start": "from",
        "exit": {"column": "to", "means": "first_day_after"}, "spell": "spell", "recorded_on": "recorded",
        "dimensions": {}})");
    const std::string rows =
        "id,spell,from,to,recorded\n1,s1,2024-01-01,,2024-01-02\n1,s1,2024-01-01,2024-03-01,2024-03-01\n"
        "1,s2,2024-05-01,,2024-05-02\n";
    const auto known_on = [&](std::optional<day> when) {
        data_set data;
        read_options options;
        options.as_known_on = when;
        EXPECT_FALSE(data.read_text(schema, rows, "x", options));
        const auto& quality = data.quality()[0];
        EXPECT_EQ(quality.rows_read, quality.rows_kept + quality.rows_rejected + quality.rows_superseded);
        return rows_of(*data.find("r"));
    };
    EXPECT_EQ(known_on({}), (texts{"0 2024-01-01..2024-03-01", "0 2024-05-01.."}));
    EXPECT_EQ(known_on(from_civil({2024, 3, 1})), (texts{"0 2024-01-01..2024-03-01"}));
    EXPECT_EQ(known_on(from_civil({2024, 2, 28})), (texts{"0 2024-01-01.."}));
    EXPECT_EQ(known_on(from_civil({2023, 2, 28})), texts{});
}

TEST(data_set, names_what_it_does_not_know) {
    auto schema = schema_from(R"({"register": "r", "person": "id", "start": "from",
        "dimensions": {"district": {"column": "d", "code_list": "stockholm.districts.2023-70"}}})");
    data_set data;
    const auto problems = data.read_text(schema, "id,from,d\n1,2024-01-01,jarva\n", "x");
    ASSERT_TRUE(problems);
    EXPECT_STREQ(problems->front().what(),
                 "/dimensions/district/code_list: there is no code list \"stockholm.districts.2023-70\"; did you mean "
                 "\"stockholm.districts.2023-07\"?");
    schema.dimensions[0].code_list = "gothenburg";
    EXPECT_STREQ(data.read_text(schema, "id,from,d\n1,2024-01-01,jarva\n", "x")->front().what(),
                 "/dimensions/district/code_list: there is no code list \"gothenburg\"; add a schema file with "
                 "{\"code_list\": \"gothenburg\", ...}");
    schema.dimensions.clear();
    ASSERT_FALSE(data.read_text(schema, "id,from\n", "x"));
    EXPECT_EQ(data.find("r")->size(), 0u);
    EXPECT_STREQ(data.read_text(schema, "id,from\n", "x")->front().what(),
                 "there is already a register \"r\"; give each schema a register name of its own");
}

} // namespace
} // namespace kohort
