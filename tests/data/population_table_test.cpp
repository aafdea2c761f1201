#include <kohort/data/population_table.hpp>

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <random>

namespace {

using namespace kohort;

population_schema schema_from(std::string_view json) {
    const auto read = parse_schema(json);
    EXPECT_EQ(to_string(read.errors()), "");
    return std::get<population_schema>(read.value().front());
}

constexpr std::string_view by_sex_and_age = R"({"population": "folk", "file": "f.csv", "at": "at", "count": "n",
    "age": "age", "dimensions": {"sex": {"column": "sex", "codes": {"K": "women", "M": "men", "T": "total"}}}})";

/// Areas, with codes below others and an "of which".
code_book areas() {
    constexpr std::string_view json = R"({"code_list": "areas", "codes": {
        "a": {"parent": "inner"}, "inner": {}, "b": {"parent": "inner"}, "a1": {"parent": "a", "of_which": true},
        "outer": {}, "elsewhere": {}}})";
    code_book book;
    EXPECT_FALSE(book.add(std::get<code_list>(parse_schema(json).value().front())));
    return book;
}
constexpr std::string_view by_area = R"({"population": "folk", "file": "f.csv", "at": "at", "count": "n",
    "dimensions": {"area": {"column": "area", "code_list": "areas", "unknown": "nowhere"}}})";

result<built_population> built(const population_schema& schema, std::string_view text, const code_book& book = {}) {
    const auto table = parse_csv(text, "f.csv", columns_of(schema), {schema.dialect, 1, {}});
    EXPECT_EQ(to_string(table.errors()), "");
    return build_population(schema, *table, "f.csv", book);
}

population_table table_of(std::string_view schema, std::string_view text, const code_book& book = {}) {
    auto made = built(schema_from(schema), text, book);
    EXPECT_EQ(to_string(made.errors()), "");
    return std::move(made).value().table;
}

using conditions = std::vector<std::pair<std::string, std::vector<std::string>>>;

std::string shown(const result<table_value>& found) {
    if (!found) return to_string(found.errors());
    const auto status = to_string(found->status);
    if (!found->status.has_value()) return status;
    return to_string(found->value) + (status.empty() ? "" : " " + status);
}

/// The count as text: "12", "25/2", "missing", or an error.
std::string count(const population_table& table, std::string_view on, const conditions& where = {},
                  std::optional<age_range> ages = {}) {
    std::vector<code_selection> selections;
    for (const auto& [dimension, codes] : where) {
        auto made = table.select(dimension, codes);
        if (!made) return to_string(made.errors());
        selections.push_back(*made);
    }
    return shown(table.count_on(parse_iso_day(on).value(), selections, ages));
}

TEST(population_table, sums_and_zeros_of_days_that_are_there) {
    const auto table = table_of(by_sex_and_age, "at,sex,age,n\n"
                                                "2023,K,16-24,10\n"
                                                "2023,M,16-24,20.5\n"
                                                "2023,K,25-64,30\n"
                                                "2022-12-31,M,16-24,7\n"
                                                "2024-03,K,16-24,8\n"
                                                "2024M04,K,25-64,9\n");
    EXPECT_EQ(table.dates(), (std::vector{from_civil({2022, 12, 31}), from_civil({2023, 12, 31}),
                                          from_civil({2024, 3, 31}), from_civil({2024, 4, 30})}));
    EXPECT_EQ(count(table, "2023-12-31"), "121/2");
    EXPECT_EQ(count(table, "2023-12-31", {{"sex", {"women"}}}), "40");
    EXPECT_EQ(count(table, "2023-12-31", {{"sex", {"men"}}}, age_range{16, 24}), "41/2");
    EXPECT_EQ(count(table, "2023-12-31", {{"sex", {"men"}}}, age_range{25, 64}), "0") << "the day is complete";
    EXPECT_EQ(count(table, "2022-12-31", {{"sex", {"women"}}}), "0");
    EXPECT_EQ(count(table, "2023-06-30"), "missing") << "the table does not have the day";
    EXPECT_EQ(count(table, "2023-12-31", {{"sex", {"women"}}, {"sex", {"men"}}}), "0") << "nobody is both";
}

TEST(population_table, totals_are_not_added_to_their_parts_and_may_differ) {
    const auto table = table_of(by_sex_and_age, "at,sex,age,n\n"
                                                "2023,K,16-24,10\n2023,M,16-24,20\n2023,T,16-24,31\n"
                                                "2023,K,25-64,30\n2023,M,25-64,40\n2023,T,25-64,72\n"
                                                "2023,T,total,110\n");
    EXPECT_EQ(count(table, "2023-12-31"), "110");
    EXPECT_EQ(count(table, "2023-12-31", {{"sex", {"women", "men"}}}), "100") << "asked for by their codes: the parts";
    EXPECT_EQ(count(table, "2023-12-31", {}, age_range{16, 64}), "103");
    EXPECT_EQ(count(table, "2023-12-31", {{"sex", {"men"}}}, age_range{25, 64}), "40");
}

TEST(population_table, what_no_rows_are_broken_down_by_is_missing) {
    const auto table = table_of(by_sex_and_age, "at,sex,age,n\n2023,K,total,10\n2023,M,total,20\n2023,T,16-24,5\n"
                                                "2024,T,total,40\n");
    EXPECT_EQ(count(table, "2023-12-31", {{"sex", {"women"}}}), "10");
    EXPECT_EQ(count(table, "2023-12-31", {}, age_range{16, 24}), "5");
    EXPECT_EQ(count(table, "2023-12-31", {{"sex", {"women"}}}, age_range{16, 24}), "missing");
    EXPECT_EQ(count(table, "2023-12-31"), "5") << "of two blocks with one total, that with the total of sex";
    EXPECT_EQ(count(table, "2024-12-31", {{"sex", {"women"}}}), "missing");
    EXPECT_EQ(count(table, "2024-12-31"), "40");
}

TEST(population_table, codes_of_a_hierarchy) {
    const auto parts = table_of(by_area,
                                "at,area,n\n2023,a,1\n2023,a1,1\n2023,b,2\n2023,outer,4\n2023,nowhere,8\n"
                                "2023,,16\n2024,a,1\n",
                                areas());
    EXPECT_EQ(count(parts, "2023-12-31", {{"area", {"inner"}}}), "3") << "an \"of which\" is in its parent already";
    EXPECT_EQ(count(parts, "2023-12-31", {{"area", {"a1"}}}), "1");
    EXPECT_EQ(count(parts, "2023-12-31"), "31");
    EXPECT_EQ(count(parts, "2023-12-31", {{"area", {"nowhere", "outer"}}}), "28");
    EXPECT_EQ(count(parts, "2024-12-31", {{"area", {"inner"}}}), "1");
    EXPECT_EQ(count(parts, "2024-12-31", {{"area", {"b"}}}), "0");
    EXPECT_EQ(count(parts, "2023-12-31", {{"area", {"elsewhere"}}}), "missing") << "in the list, but in no row";

    const auto with_wholes = table_of(by_area, "at,area,n\n2023,inner,5\n2023,a,1\n2023,b,2\n2023,outer,4\n", areas());
    EXPECT_EQ(count(with_wholes, "2023-12-31", {{"area", {"inner"}}}), "5") << "its own row";
    EXPECT_EQ(count(with_wholes, "2023-12-31", {{"area", {"b", "outer"}}}), "6");
    EXPECT_EQ(count(with_wholes, "2023-12-31"), "9");

    const auto wholes = table_of(by_area, "at,area,n\n2023,inner,5\n2023,outer,4\n2024,b,4\n", areas());
    EXPECT_EQ(count(wholes, "2023-12-31", {{"area", {"b"}}}), "missing") << "5 cannot be split";
    EXPECT_EQ(count(wholes, "2023-12-31", {{"area", {"inner"}}}), "5");
    EXPECT_EQ(count(wholes, "2024-12-31", {{"area", {"inner"}}}), "4");
}

TEST(population_table, negated_selections) {
    const auto table =
        table_of(by_area, "at,area,n\n2023,inner,5\n2023,a,1\n2023,b,2\n2023,outer,4\n2023,,8\n", areas());
    const auto count_without = [&](const std::string& code) {
        const auto selection = table.select("area", std::vector{code}, true).value();
        return shown(table.count_on(from_civil({2023, 12, 31}), std::span(&selection, 1)));
    };
    EXPECT_EQ(count_without("outer"), "13");
    EXPECT_EQ(count_without("inner"), "12");
    EXPECT_EQ(count_without("a"), "14") << "b, outer and unknown; the row of inner has a in it";
    EXPECT_EQ(count_without("nowhere"), "9");
}

TEST(population_table, selections_that_cannot_be) {
    const auto table = table_of(by_area, "at,area,n\n2023,a,1\n", areas());
    EXPECT_EQ(count(table, "2023-12-31", {{"aera", {"a"}}}),
              "the population table \"folk\" has no dimension \"aera\"; did you mean \"area\"?");
    EXPECT_EQ(count(table, "2023-12-31", {{"area", {"a", "iner", "qqqqq", "total"}}}),
              "the dimension \"area\" of the population table \"folk\" has no code \"iner\"; did you mean \"inner\"?\n"
              "the dimension \"area\" of the population table \"folk\" has no code \"qqqqq\"\n"
              "the dimension \"area\" of the population table \"folk\" has no code \"total\"");
    EXPECT_EQ(count(table, "2023-12-31", {}, age_range{16, 24}),
              "the population table \"folk\" has no ages; name their column in its schema with \"age\", or leave the "
              "ages out");
}

TEST(population_table, ages_in_every_form) {
    const auto table = table_of(by_sex_and_age, "at,sex,age,n\n2023,K,-15,1\n2023,K,16 år,2\n2023,K,17,4\n"
                                                "2023,K,18–24 år,8\n2023,K,25-84 years,16\n2023,K,85+,32\n"
                                                "2024,K,0,1\n2024,K,1-,2\n2024,K,Totalt ålder,5\n");
    EXPECT_EQ(count(table, "2023-12-31"), "63");
    EXPECT_EQ(count(table, "2023-12-31", {}, age_range{0, 15}), "1");
    EXPECT_EQ(count(table, "2023-12-31", {}, age_range{{}, 17}), "7");
    EXPECT_EQ(count(table, "2023-12-31", {}, age_range{16, 24}), "14");
    EXPECT_EQ(count(table, "2023-12-31", {}, age_range{25, {}}), "48");
    EXPECT_EQ(count(table, "2024-12-31"), "5");
    EXPECT_EQ(count(table, "2024-12-31", {}, age_range{0, {}}), "3");
}

TEST(population_table, ages_in_two_columns) {
    const auto table = table_of(R"({"population": "folk", "file": "f.csv", "at": "at", "count": "n",
                                    "age": {"from": "low", "to": "high"}})",
                                "at,low,high,n\n2023,,15,1\n2023,16,24,2\n2023,25,25,4\n2023,26,,8\n"
                                "2024,16,64,1\n2024,65,-,2\n2025,16,+,1\n2025,total,,3\n2026,65+,,5\n");
    EXPECT_EQ(count(table, "2023-12-31", {}, age_range{0, 25}), "7");
    EXPECT_EQ(count(table, "2023-12-31", {}, age_range{26, {}}), "8");
    EXPECT_EQ(count(table, "2024-12-31", {}, age_range{16, {}}), "3");
    EXPECT_EQ(count(table, "2025-12-31", {}, age_range{16, {}}), "1");
    EXPECT_EQ(count(table, "2025-12-31"), "3");
    EXPECT_EQ(count(table, "2026-12-31", {}, age_range{65, {}}), "5");
}

TEST(population_table, ages_that_bands_do_not_add_up_to) {
    const auto table = table_of(by_sex_and_age, "at,sex,age,n\n2023,K,16-24,1\n2023,K,25-34,2\n2023,K,45-54,4\n"
                                                "2023,K,55+,8\n");
    const std::string start = "cannot be added up from the ages of the population table \"folk\" on 2023-12-31 "
                              "(16-24, 25-34, 45-54, 55+): ";
    const std::string advice = "; ask for ages that whole bands add up to";
    EXPECT_EQ(count(table, "2023-12-31", {}, age_range{16, 29}),
              "the ages 16-29 " + start + "they cut the band 25-34" + advice);
    EXPECT_EQ(count(table, "2023-12-31", {}, age_range{18, 34}),
              "the ages 18-34 " + start + "they cut the band 16-24" + advice);
    EXPECT_EQ(count(table, "2023-12-31", {}, age_range{55, 64}),
              "the ages 55-64 " + start + "they cut the band 55+" + advice);
    EXPECT_EQ(count(table, "2023-12-31", {}, age_range{25, 54}),
              "the ages 25-54 " + start + "some of them are in no band" + advice);
    EXPECT_EQ(count(table, "2023-12-31", {}, age_range{0, 24}),
              "the ages 0-24 " + start + "some of them are in no band" + advice);
    EXPECT_EQ(count(table, "2023-12-31", {}, age_range{45, {}}), "12");
    EXPECT_EQ(count(table, "2023-12-31"), "15") << "all rows, gap or not";
}

TEST(population_table, overlapping_bands_are_not_added_twice) {
    const auto table = table_of(by_sex_and_age, "at,sex,age,n\n2023,K,16-64,103\n2023,K,16-24,1\n2023,K,20-24,9\n"
                                                "2023,K,25-64,2\n2023,K,65+,4\n2024,K,16-64,1\n2024,K,20-74,2\n");
    EXPECT_EQ(count(table, "2023-12-31", {}, age_range{16, 64}), "103") << "the fewest bands";
    EXPECT_EQ(count(table, "2023-12-31", {}, age_range{20, 64}), "11");
    EXPECT_EQ(count(table, "2023-12-31", {}, age_range{16, 24}), "1");
    EXPECT_EQ(count(table, "2023-12-31"), "107");
    EXPECT_EQ(count(table, "2024-12-31"),
              "the ages of the population table \"folk\" on 2024-12-31 overlap (16-64, 20-74), and no choice of them "
              "adds up to all ages; ask for ages that some of them add up to");
}

TEST(population_table, signs_are_no_zeros) {
    const auto table = table_of(by_sex_and_age, "at,sex,age,n\n2020,K,16,...\n2020,M,16,5\n2020,K,17,2\n2021,K,16,..\n"
                                                "2022,K,16,-\n2022,M,16,-\n2023,K,16,\n2024,K,16,.\n");
    EXPECT_EQ(count(table, "2020-12-31"), "suppressed");
    EXPECT_EQ(count(table, "2020-12-31", {{"sex", {"men"}}}), "5");
    EXPECT_EQ(count(table, "2020-12-31", {}, age_range{17, 17}), "2");
    EXPECT_EQ(count(table, "2021-12-31"), "missing");
    EXPECT_EQ(count(table, "2022-12-31"), "0 nil");
    EXPECT_EQ(count(table, "2022-12-31", {{"sex", {"men"}}}), "0 nil");
    EXPECT_EQ(count(table, "2023-12-31"), "missing");
    EXPECT_EQ(count(table, "2024-12-31"), "not_applicable");
}

TEST(population_table, a_swedish_export) {
    const auto table = table_of(R"({"population": "folk", "file": "f.csv", "at": "\u00e5r", "count": "Folkm\u00e4ngd",
        "age": "\u00e5lder", "delimiter": ";", "decimal": ",", "encoding": "iso-8859-1",
        "dimensions": {"sex": {"column": "k\u00f6n", "codes": {"kvinnor": "women", "m\u00e4n": "men", "totalt": "total"}}}})",
                                "\xE5r;k\xF6n;\xE5lder;Folkm\xE4ngd\r\n"
                                "\"2023\";\"kvinnor\";\"16-19 \xE5r\";\"1\xA0"
                                "234,5\"\r\n"
                                "\"2023\";\"m\xE4n\";\"16-19 \xE5r\";1 000\r\n");
    EXPECT_EQ(count(table, "2023-12-31", {{"sex", {"women"}}}, age_range{16, 19}), "2469/2");
    EXPECT_EQ(count(table, "2023-12-31"), "4469/2");
}

TEST(population_table, several_recorded_values_of_one_code_are_added) {
    const auto table = table_of(R"({"population": "folk", "file": "f.csv", "at": "at", "count": "n",
        "dimensions": {"area": {"column": "area", "codes": {"01": "north", "02": "north", "03": "south"}}}})",
                                "at,area,n\n2023,01,1\n2023,02,2\n2023,03,4\n");
    EXPECT_EQ(count(table, "2023-12-31", {{"area", {"north"}}}), "3");
}

TEST(population_table, codes_outside_the_list_are_treated_as_the_schema_says) {
    constexpr std::string_view text = "at,sex,age,n\n2023,K,16,1\n2023,X,16,2\n2023,Y,16,4\n2023-13,K,16,8\n,K,17,16\n";
    auto schema = schema_from(by_sex_and_age);
    const auto rejected = built(schema, text).value();
    EXPECT_EQ(count(rejected.table, "2023-12-31"), "1");
    const auto& quality = rejected.quality;
    EXPECT_EQ(quality.register_name, "folk");
    EXPECT_EQ(quality.source, quality_report::source_kind::population_table);
    EXPECT_EQ(quality.rows_read, 5);
    EXPECT_EQ(quality.rows_kept, 1);
    EXPECT_EQ(quality.rows_rejected, 4);
    ASSERT_EQ(quality.findings.size(), 2U);
    EXPECT_EQ(quality.findings[0].problem, row_problem::unknown_code);
    EXPECT_EQ(quality.findings[0].rows, 2);
    EXPECT_EQ(quality.findings[0].column, "sex");
    EXPECT_EQ(quality.findings[0].examples.at(1).line, 4);
    EXPECT_EQ(quality.findings[0].examples.at(1).value, "Y");
    EXPECT_EQ(quality.findings[1].problem, row_problem::bad_date);
    EXPECT_EQ(quality.findings[1].examples.at(0).value, "2023-13");
    EXPECT_EQ(quality.findings[1].examples.at(1).line, 6);

    schema.dimensions[0].unknown = "other";
    const auto counted = built(schema, text).value();
    EXPECT_EQ(count(counted.table, "2023-12-31"), "7");
    EXPECT_EQ(count(counted.table, "2023-12-31", {{"sex", {"other"}}}), "6");
    EXPECT_EQ(counted.quality.findings[0].policy, row_policy::count_as_unknown);

    schema.on_bad_row[row_problem::unknown_code] = row_policy::keep;
    schema.on_unknown_code_given = true;
    EXPECT_EQ(count(built(schema, text).value().table, "2023-12-31", {{"sex", {"Y"}}}), "4");

    schema.on_bad_row[row_problem::unknown_code] = row_policy::stop;
    EXPECT_EQ(
        to_string(built(schema, text).errors()),
        "f.csv:3: \"X\" in column \"sex\" is not in its code list; the schema says stop for unknown_code (2 rows). "
        "Correct the file, or choose another policy in \"on_bad_row\"");
}

TEST(population_table, rows_that_cannot_be_used) {
    const auto schema = schema_from(by_sex_and_age);
    EXPECT_EQ(
        to_string(built(schema, "at,sex,age,n\n2023,K,young,1\n2023,K,16,many\n2023,M,16,-3\n2023,M,24-16,3\n"
                                "2023,M,,3\n2023,M,17,1e3\n")
                      .errors()),
        "f.csv:2: \"young\" in column \"age\" is no age; write \"16\", \"16-24\", \"85+\", or \"total\" for all "
        "ages together\n"
        "f.csv:5: \"24-16\" in column \"age\" is no age; write \"16\", \"16-24\", \"85+\", or \"total\" for all "
        "ages together\n"
        "f.csv:6: \"\" in column \"age\" is no age; write \"16\", \"16-24\", \"85+\", or \"total\" for all "
        "ages together\n"
        "f.csv:3: \"many\" in column \"n\" is no count; write a number from 0 with the decimal sign \".\", \"..\" "
        "for missing or \"...\" for suppressed\n"
        "f.csv:4: \"-3\" in column \"n\" is no count; write a number from 0 with the decimal sign \".\", \"..\" "
        "for missing or \"...\" for suppressed\n"
        "f.csv:7: \"1e3\" in column \"n\" is no count; write a number from 0 with the decimal sign \".\", \"..\" "
        "for missing or \"...\" for suppressed");
    EXPECT_EQ(to_string(built(schema, "at,sex,age,n\n2023,K,16,1\n2023,K,17,1\n2023-12-31,K,16 år,1\n2023,T,total,1\n"
                                      "2023,total,tot,2\n")
                            .errors()),
              "f.csv:6: the row is about the same day, ages and codes as that in line 5; keep one\n"
              "f.csv:4: the row is about the same day, ages and codes as that in line 2; keep one");
    EXPECT_EQ(to_string(built(schema_from(by_area), "at,area,n\n2023,a,1\n").errors()),
              "/dimensions/area/code_list: there is no code list \"areas\"; add a schema file with {\"code_list\": "
              "\"areas\", ...}");
    std::string many = "at,sex,age,n\n";
    for (int i = 0; i < 30; ++i) many += "2023,K,x,1\n";
    const auto errors = built(schema, many).errors();
    ASSERT_EQ(errors.size(), 21U);
    EXPECT_STREQ(errors.back().what(), "f.csv: and 10 more errors like these");
}

TEST(population_table, numbers_that_do_not_fit) {
    const auto table = table_of(by_sex_and_age, "at,sex,age,n\n2023,K,16,9223372036854775807\n2023,M,16,1\n");
    EXPECT_EQ(count(table, "2023-12-31", {{"sex", {"women"}}}), "9223372036854775807");
    EXPECT_EQ(count(table, "2023-12-31"),
              "a sum of counts of the population table \"folk\" on 2023-12-31 does not fit into 64 bits");
}

// The brute-force twin: blocks as maps, numbers that differ from block to block so that the wrong one shows.

constexpr std::array<std::string_view, 3> sexes{"women", "men", "other"}, area_codes{"a", "b", "outer"};
constexpr int youngest = 16, oldest = 19;

class random_table {
  public:
    explicit random_table(unsigned seed) : random_(seed) {
        text_ = "at,sex,area,age,n\n";
        const auto blocks = 1 + random_() % 255;
        for (unsigned totals = 0; totals < 8; ++totals)
            if ((blocks >> totals & 1U) != 0) add_block(totals);
    }

    [[nodiscard]] const std::string& text() const { return text_; }

    /// `sex` and `area` are bits of codes, 0 for all.
    [[nodiscard]] std::string count(unsigned sex, unsigned area, std::optional<age_range> ages) const {
        for (const unsigned totals : {7U, 3U, 5U, 6U, 1U, 2U, 4U, 0U}) { // bits: sex, area, age
            const bool tells = !(sex && (totals & 1U)) && !(area && (totals & 2U)) && !(ages && (totals & 4U));
            if (tells && blocks_.contains(totals)) return sum(totals, sex, area, ages);
        }
        return "missing";
    }

  private:
    struct key {
        std::size_t sex, area;
        int age;
        friend auto operator<=>(const key&, const key&) = default;
    };

    void add_block(unsigned totals) {
        for (std::size_t sex = 0; sex < ((totals & 1U) ? 1 : sexes.size()); ++sex)
            for (std::size_t area = 0; area < ((totals & 2U) ? 1 : area_codes.size()); ++area)
                for (int age = youngest; age <= ((totals & 4U) ? youngest : oldest); ++age) {
                    // The first row of each code and age is there, so that all of them occur.
                    const bool is_first = (sex == 0) + (area == 0) + (age == youngest) >= 2;
                    const auto number = is_first ? 1 + random_() % 9 : random_() % 4;
                    blocks_[totals][{sex, area, age}] = number;
                    if (number == 0) continue;
                    text_ += "2023," + std::string((totals & 1U) ? "total" : sexes[sex]) + "," +
                             std::string((totals & 2U) ? "total" : area_codes[area]) + "," +
                             ((totals & 4U) ? "total" : std::to_string(age)) + "," + std::to_string(number) + "\n";
                }
    }

    [[nodiscard]] std::string sum(unsigned totals, unsigned sex, unsigned area, std::optional<age_range> ages) const {
        std::uint64_t all = 0;
        for (const auto& [at, number] : blocks_.at(totals)) {
            const bool fits = (!sex || (sex >> at.sex & 1U)) && (!area || (area >> at.area & 1U)) &&
                              (!ages || (*ages->from <= at.age && at.age <= *ages->to));
            if (fits) all += number;
        }
        return std::to_string(all);
    }

    std::mt19937 random_;
    std::map<unsigned, std::map<key, std::uint64_t>> blocks_;
    std::string text_;
};

/// The codes that the bits stand for; both parts of "inner" as that.
std::vector<std::string> codes_of(unsigned bits, const std::array<std::string_view, 3>& names, bool has_inner) {
    std::vector<std::string> codes;
    if (has_inner && (bits & 3U) == 3U) {
        codes.emplace_back("inner");
        bits &= ~3U;
    }
    for (std::size_t i = 0; i < names.size(); ++i)
        if ((bits >> i & 1U) != 0) codes.emplace_back(names[i]);
    return codes;
}

TEST(population_table, answers_every_question_as_brute_force_does) {
    constexpr std::string_view schema = R"({"population": "folk", "file": "f.csv", "at": "at", "count": "n",
        "age": "age", "dimensions": {"sex": {"column": "sex"}, "area": {"column": "area", "code_list": "areas"}}})";
    int missing = 0;
    for (unsigned seed = 1; seed <= 60; ++seed) {
        const random_table expected(seed);
        const auto table = table_of(schema, expected.text(), areas());
        for (unsigned sex = 0; sex < 8; ++sex)
            for (unsigned area = 0; area < 8; ++area)
                for (const auto& ages :
                     {std::optional<age_range>(), std::optional(age_range{16, 18}), std::optional(age_range{19, 19})}) {
                    conditions where;
                    if (sex) where.emplace_back("sex", codes_of(sex, sexes, false));
                    if (area) where.emplace_back("area", codes_of(area, area_codes, true));
                    const auto answer = expected.count(sex, area, ages);
                    missing += answer == "missing";
                    const bool knows = table.dimensions()[0].codes.size() == sexes.size() || !sex;
                    if (!knows || (ages && !table.has_ages())) continue; // errors, tested above
                    ASSERT_EQ(count(table, "2023-12-31", where, ages), answer)
                        << seed << ": sex " << sex << " area " << area << " ages " << (ages ? to_string(*ages) : "all");
                }
    }
    EXPECT_GT(missing, 100);
}

} // namespace
