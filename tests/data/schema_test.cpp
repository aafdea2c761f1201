#include <kohort/data/schema.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <set>

namespace {

using namespace kohort;
using ordered_json = nlohmann::ordered_json;
using pairs = std::vector<std::pair<std::string, std::string>>;

/// Every key of a register, as in the grammar.
constexpr std::string_view whole_register = R"({
  "register": "jobbtorg", "file": "spells.csv",
  "person": "person_id", "start": "start", "exit": {"column": "end", "means": "first_day_after"},
  "exit_reason": "exit_reason", "birth": {"column": "birth_year", "is": "year"},
  "spell": "spell_id", "recorded_on": "recorded",
  "weight": "w", "values": {"income": {"column": "inkomst", "unit": "SEK"}},
  "horizon": {"from": "2015-01-01", "to": "2024-12-31"},
  "dimensions": {"sex": {"column": "kon", "codes": {"K": "women", "M": "men"}, "unknown": "unknown"},
                 "district": {"column": "stadsdel", "code_list": "stockholm.districts.2023-07"}},
  "date_format": "YYYYMMDD", "delimiter": ";", "decimal": ",", "encoding": "iso-8859-1",
  "on_bad_row": {"unknown_code": "count_as_unknown", "overlap": "stop"}})";
constexpr std::string_view smallest_register = R"({"register": "r", "person": "p", "start": "s"})";
constexpr std::string_view whole_population = R"({
  "population": "inhabitants", "file": "pop.csv", "at": "date", "count": "n", "age": {"from": "low", "to": "high"},
  "dimensions": {"sex": {"column": "kon"}}, "delimiter": "\t", "decimal": ",", "encoding": "utf-8",
  "on_bad_row": {"unknown_code": "stop"}})";
constexpr std::string_view whole_cells = R"({
  "cells": "printed", "file": "cells.csv", "cell": "id", "period": "year", "value": "number", "status": "mark",
  "unit": "MSEK", "dimensions": {"sex": {"column": "kon"}}, "delimiter": ";", "decimal": ",", "encoding": "utf-8",
  "on_bad_row": {"unknown_code": "keep", "bad_date": "stop"}})";
constexpr std::string_view whole_parameters =
    R"({"parameters": {"prisbasbelopp": {"2020": 47300, "2021": 47600.50}, "tax": {"2020-H1": -0.1}}})";
constexpr std::string_view whole_code_list = R"({
  "code_list": "reasons", "valid": {"from": "2020-01-01", "to": "2024-12-31"},
  "codes": {"subsidised": {"sv": "Subventionerat", "en": "Subsidised", "parent": "work", "of_which": true},
            "work": {"sv": "Arbete", "en": "Work"}}})";
constexpr std::string_view whole_correspondence =
    R"({"correspondence": {"from": "a", "to": "b"}, "map": {"x": "y", "z": "y"}, "exact": false})";

template <class T>
T only(std::string_view json) {
    const auto documents = parse_schema(json);
    EXPECT_EQ(to_string(documents.errors()), "") << json;
    return std::get<T>(documents.value().at(0));
}

std::string errors_of(std::string_view json) { return to_string(parse_schema(json).errors()); }

/// The smallest register with more keys.
std::string register_with(const std::string& keys) {
    return R"({"register": "r", "person": "p", "start": "s", )" + keys + "}";
}
std::string errors_with(const std::string& keys) { return errors_of(register_with(keys)); }

TEST(schema, every_key_of_a_register) {
    const auto schema = only<register_schema>(whole_register);
    EXPECT_EQ(schema.name, "jobbtorg");
    EXPECT_EQ(schema.file, "spells.csv");
    EXPECT_EQ(schema.person, "person_id");
    EXPECT_EQ(schema.start, "start");
    EXPECT_EQ(schema.exit, "end");
    EXPECT_EQ(schema.exit_means, exit_meaning::first_day_after);
    EXPECT_EQ(schema.exit_reason, "exit_reason");
    ASSERT_TRUE(schema.birth);
    EXPECT_EQ(schema.birth->column, "birth_year");
    EXPECT_TRUE(schema.birth->is_year);
    EXPECT_EQ(schema.spell, "spell_id");
    EXPECT_EQ(schema.recorded_on, "recorded");
    EXPECT_EQ(schema.weight, "w");
    ASSERT_EQ(schema.values.size(), 1U);
    EXPECT_EQ(schema.values[0].name, "income");
    EXPECT_EQ(schema.values[0].column, "inkomst");
    EXPECT_EQ(schema.values[0].unit, "SEK");
    EXPECT_EQ(schema.horizon, (window{from_civil({2015, 1, 1}), from_civil({2024, 12, 31})}));
    EXPECT_EQ(schema.dates, date_format::compact);
    EXPECT_EQ(schema.dialect.delimiter, ';');
    EXPECT_EQ(schema.dialect.decimal, ',');
    EXPECT_EQ(schema.dialect.encoding, text_encoding::iso_8859_1);
    EXPECT_EQ(schema.on_bad_row[row_problem::unknown_code], row_policy::count_as_unknown);
    EXPECT_EQ(schema.on_bad_row[row_problem::overlap], row_policy::stop);
    EXPECT_EQ(schema.on_bad_row[row_problem::duplicate], row_policy::reject);
    EXPECT_TRUE(schema.on_unknown_code_given);
}

TEST(schema, every_key_of_a_dimension) {
    const auto schema = only<register_schema>(whole_register);
    ASSERT_EQ(schema.dimensions.size(), 3U) << "sex, district and the exit reason";
    EXPECT_EQ(schema.dimensions[0].name, "sex");
    EXPECT_EQ(schema.dimensions[0].column, "kon");
    EXPECT_EQ(schema.dimensions[0].codes, (pairs{{"K", "women"}, {"M", "men"}}));
    EXPECT_EQ(schema.dimensions[0].unknown, "unknown");
    EXPECT_EQ(schema.dimensions[0].code_list, std::nullopt);
    EXPECT_EQ(schema.dimensions[1].name, "district");
    EXPECT_EQ(schema.dimensions[1].code_list, "stockholm.districts.2023-07");
    EXPECT_TRUE(schema.dimensions[1].codes.empty());
    EXPECT_EQ(schema.dimensions[1].unknown, std::nullopt);
}

TEST(schema, what_a_register_need_not_say) {
    const auto schema = only<register_schema>(smallest_register);
    EXPECT_EQ(schema.file, "");
    EXPECT_EQ(schema.exit, std::nullopt);
    EXPECT_EQ(schema.exit_reason, std::nullopt);
    EXPECT_FALSE(schema.birth);
    EXPECT_EQ(schema.spell, std::nullopt);
    EXPECT_EQ(schema.horizon, std::nullopt);
    EXPECT_TRUE(schema.dimensions.empty());
    EXPECT_EQ(schema.dates, date_format::iso);
    EXPECT_EQ(schema.dialect.delimiter, ',');
    EXPECT_EQ(schema.dialect.decimal, '.');
    EXPECT_EQ(schema.dialect.encoding, text_encoding::utf_8);
    EXPECT_EQ(schema.on_bad_row.by_problem, row_policies().by_problem);
    EXPECT_FALSE(schema.on_unknown_code_given);
}

TEST(schema, other_forms_of_a_register) {
    const auto schema = only<register_schema>(register_with(
        R"("exit": {"column": "e", "means": "last_day"}, "birth": "birth_date", "date_format": "YYYY-MM")"));
    EXPECT_EQ(schema.exit_means, exit_meaning::last_day);
    EXPECT_EQ(schema.birth->column, "birth_date");
    EXPECT_FALSE(schema.birth->is_year);
    EXPECT_EQ(schema.dates, date_format::year_month);
}

TEST(schema, every_key_of_a_population) {
    const auto schema = only<population_schema>(whole_population);
    EXPECT_EQ(schema.name, "inhabitants");
    EXPECT_EQ(schema.file, "pop.csv");
    EXPECT_EQ(schema.at, "date");
    EXPECT_EQ(schema.count, "n");
    EXPECT_EQ(schema.age_from, "low");
    EXPECT_EQ(schema.age_to, "high");
    ASSERT_EQ(schema.dimensions.size(), 1U);
    EXPECT_EQ(schema.dimensions[0].column, "kon");
    EXPECT_EQ(schema.dialect.delimiter, '\t');
    EXPECT_EQ(schema.dialect.decimal, ',');
    EXPECT_EQ(schema.on_bad_row[row_problem::unknown_code], row_policy::stop);
    EXPECT_TRUE(schema.on_unknown_code_given);

    const auto by_year =
        only<population_schema>(R"({"population": "p", "file": "f", "at": "a", "count": "n", "age": "years"})");
    EXPECT_EQ(by_year.age_from, "years");
    EXPECT_EQ(by_year.age_to, "years");
    EXPECT_EQ(only<population_schema>(R"({"population": "p", "file": "f", "at": "a", "count": "n"})").age_from, "");
}

TEST(schema, every_key_of_a_published_table) {
    const auto schema = only<cells_schema>(whole_cells);
    EXPECT_EQ(schema.name, "printed");
    EXPECT_EQ(schema.file, "cells.csv");
    EXPECT_EQ(schema.cell, "id");
    EXPECT_EQ(schema.period, "year");
    EXPECT_EQ(schema.value, "number");
    EXPECT_EQ(schema.status, "mark");
    EXPECT_EQ(schema.unit, measurement_unit::msek);
    EXPECT_EQ(schema.dimensions.at(0).name, "sex");
    EXPECT_EQ(schema.dialect.delimiter, ';');
    EXPECT_EQ(schema.on_bad_row[row_problem::unknown_code], row_policy::keep);
    EXPECT_EQ(schema.on_bad_row[row_problem::bad_date], row_policy::stop);
    EXPECT_TRUE(schema.on_unknown_code_given);
}

TEST(schema, parameters_keep_their_numbers_as_written) {
    const auto schema = only<parameter_schema>(whole_parameters);
    ASSERT_EQ(schema.parameters.size(), 2U);
    EXPECT_EQ(schema.parameters[0].first, "prisbasbelopp");
    ASSERT_EQ(schema.parameters[0].second.size(), 2U);
    EXPECT_EQ(schema.parameters[0].second[0].period, "2020");
    EXPECT_EQ(schema.parameters[0].second[0].value, "47300");
    EXPECT_EQ(schema.parameters[0].second[1].value, "47600.50");
    EXPECT_EQ(schema.parameters[1].second[0].period, "2020-H1");
    EXPECT_EQ(schema.parameters[1].second[0].value, "-0.1");
    EXPECT_EQ(only<parameter_schema>(R"({"parameters": {"big": {"2020": 123456789012345678901234567890}}})")
                  .parameters[0]
                  .second[0]
                  .value,
              "123456789012345678901234567890");
}

TEST(schema, every_key_of_a_code_list) {
    const auto list = only<code_list>(whole_code_list);
    EXPECT_EQ(list.id(), "reasons");
    EXPECT_EQ(list.valid(), (window{from_civil({2020, 1, 1}), from_civil({2024, 12, 31})}));
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0], (code_entry{"subsidised", {"Subventionerat", "Subsidised"}, 1, true}));
    EXPECT_EQ(list[1], (code_entry{"work", {"Arbete", "Work"}, {}, false}));
}

TEST(schema, a_code_without_a_name_is_called_by_its_code) {
    const auto list = only<code_list>(R"({"code_list": "l", "codes": {"work": {}, "studies": {"sv": "Studier"}}})");
    EXPECT_EQ(list.valid(), std::nullopt);
    EXPECT_EQ(list[0].label.in(language::sv), "work");
    EXPECT_EQ(list[1].label.in(language::en), "Studier");
}

TEST(schema, a_validity_may_be_open) {
    const auto since = only<code_list>(R"({"code_list": "l", "valid": {"from": "2020-01-01"}, "codes": {"a": {}}})");
    EXPECT_EQ(since.valid()->first, from_civil({2020, 1, 1}));
    EXPECT_TRUE(since.valid()->contains(from_civil({9999, 12, 31})));
    const auto until = only<code_list>(R"({"code_list": "l", "valid": {"to": "2020-01-01"}, "codes": {"a": {}}})");
    EXPECT_EQ(until.valid()->last, from_civil({2020, 1, 1}));
    EXPECT_TRUE(until.valid()->contains(from_civil({1, 1, 1})));
}

TEST(schema, every_key_of_a_correspondence) {
    const auto rule = only<correspondence>(whole_correspondence);
    EXPECT_EQ(rule.from, "a");
    EXPECT_EQ(rule.to, "b");
    EXPECT_EQ(rule.map, (pairs{{"x", "y"}, {"z", "y"}}));
    EXPECT_FALSE(rule.exact);
    EXPECT_TRUE(
        only<correspondence>(R"({"correspondence": {"from": "a", "to": "b"}, "map": {}, "exact": true})").exact);
}

TEST(schema, an_array_is_several_documents) {
    const auto documents =
        parse_schema("[" + std::string(whole_code_list) + "," + std::string(smallest_register) + "]").value();
    ASSERT_EQ(documents.size(), 2U);
    EXPECT_TRUE(std::holds_alternative<code_list>(documents[0]));
    EXPECT_TRUE(std::holds_alternative<register_schema>(documents[1]));
    EXPECT_EQ(errors_of("[]"), "expected at least one document, found an empty array");
}

TEST(schema, a_document_is_one_thing) {
    constexpr std::string_view keys =
        R"("register", "population", "cells", "parameters", "code_list" or "correspondence")";
    EXPECT_EQ(errors_of("{}"), "a document needs the key " + std::string(keys) + ", which says what it is");
    EXPECT_EQ(errors_of("[3]"), "/0: expected an object with the key " + std::string(keys) + ", found the number 3");
    EXPECT_EQ(errors_of(R"({"register": "r", "cells": "c"})"),
              "a document is one thing, but this one has the keys \"register\" and \"cells\"");
}

TEST(schema, exit_reason_is_a_column_or_a_dimension) {
    const auto by_column = only<register_schema>(register_with(R"("exit_reason": "orsak")"));
    EXPECT_EQ(by_column.exit_reason, "exit_reason");
    ASSERT_EQ(by_column.dimensions.size(), 1U);
    EXPECT_EQ(by_column.dimensions[0].name, "exit_reason");
    EXPECT_EQ(by_column.dimensions[0].column, "orsak");

    const auto declared = R"("dimensions": {"reason": {"column": "orsak"}}, "exit_reason": )";
    for (const auto* written : {"\"reason\"", "\"orsak\""}) {
        const auto schema = only<register_schema>(register_with(std::string(declared) + written));
        EXPECT_EQ(schema.exit_reason, "reason") << written;
        EXPECT_EQ(schema.dimensions.size(), 1U) << written;
    }
    EXPECT_EQ(errors_with(R"("dimensions": {"exit_reason": {"column": "orsak"}}, "exit_reason": "slut")"),
              "/exit_reason: the dimension \"exit_reason\" reads another column than \"slut\"; write \"exit_reason\": "
              "\"exit_reason\", or name the dimension otherwise");
}

TEST(schema, one_policy_is_for_the_rows_that_are_bad_by_default) {
    const auto schema = only<register_schema>(register_with(R"("on_bad_row": "stop")"));
    for (const auto bad : {row_problem::exit_before_start, row_problem::unknown_code, row_problem::bad_date,
                           row_problem::missing_key, row_problem::duplicate})
        EXPECT_EQ(schema.on_bad_row[bad], row_policy::stop) << name_of(bad);
    for (const auto kept :
         {row_problem::overlap, row_problem::contradicting_person_attribute, row_problem::outside_horizon})
        EXPECT_EQ(schema.on_bad_row[kept], row_policy::keep) << name_of(kept);
    EXPECT_TRUE(schema.on_unknown_code_given);
    EXPECT_FALSE(only<register_schema>(register_with(R"("on_bad_row": {"overlap": "reject"})")).on_unknown_code_given);
}

TEST(schema, every_reason_and_every_policy) {
    const std::set<std::pair<row_problem, row_policy>> impossible{{row_problem::missing_key, row_policy::keep},
                                                                  {row_problem::bad_date, row_policy::keep},
                                                                  {row_problem::exit_before_start, row_policy::keep}};
    for (std::size_t i = 0; i < row_problem_count; ++i)
        for (const auto policy :
             {row_policy::reject, row_policy::stop, row_policy::count_as_unknown, row_policy::keep}) {
            const auto problem = static_cast<row_problem>(i);
            const bool is_refused = impossible.contains({problem, policy}) ||
                                    (policy == row_policy::count_as_unknown && problem != row_problem::unknown_code);
            const auto text = register_with(R"("on_bad_row": {")" + std::string(name_of(problem)) + R"(": ")" +
                                            std::string(name_of(policy)) + "\"}");
            const auto read = parse_schema(text);
            ASSERT_EQ(read.has_value(), !is_refused) << text;
            if (is_refused)
                EXPECT_EQ(read.errors().front().path(), "/on_bad_row/" + std::string(name_of(problem)));
            else
                EXPECT_EQ(std::get<register_schema>((*read)[0]).on_bad_row[problem], policy);
        }
}

TEST(schema, impossible_policies_say_why) {
    EXPECT_EQ(
        errors_with(R"("on_bad_row": {"missing_key": "keep", "bad_date": "keep", "overlap": "count_as_unknown"})"),
        "/on_bad_row/missing_key: keep is impossible for missing_key: a row without a person belongs to nobody\n"
        "/on_bad_row/bad_date: keep is impossible for bad_date: a row without its dates has no place in time\n"
        "/on_bad_row/overlap: count_as_unknown is impossible for overlap: only an unknown code can be counted as "
        "unknown");
    EXPECT_EQ(
        errors_with(R"("on_bad_row": "count_as_unknown")"),
        "/on_bad_row: count_as_unknown is impossible for exit_before_start: only an unknown code can be counted as "
        "unknown; name the reasons it is for, such as {\"unknown_code\": \"count_as_unknown\"}");
}

TEST(schema, reserved_names_of_dimensions) {
    for (const auto* name : {"period", "value", "numerator", "denominator", "status", "indicator", "version", "total"})
        EXPECT_EQ(errors_with(R"("dimensions": {")" + std::string(name) + R"(": {"column": "c"}})"),
                  "/dimensions/" + std::string(name) + ": \"" + name +
                      "\" has a meaning of its own in tables and conditions; name the dimension otherwise");
}

TEST(schema, meanings_are_checked) {
    EXPECT_EQ(errors_with(R"("dimensions": {"sex": {"column": "a"}, "sex": {"column": "b"}})"),
              "/dimensions/sex: the key \"sex\" is written twice; keep one");
    EXPECT_EQ(errors_of(R"({"code_list": "l", "codes": {"a": {}, "b": {}, "a": {"sv": 7}}})"),
              "/codes/a: the key \"a\" is written twice; keep one");
    EXPECT_EQ(errors_with(R"("horizon": {"from": "2024-12-31", "to": "2015-01-01"})"),
              "/horizon: the last day, 2015-01-01, is before the first, 2024-12-31");
    EXPECT_EQ(errors_with(R"("horizon": {"from": "2024-02-30", "to": "2024-12-31"})"),
              "/horizon/from: expected an existing day such as \"2024-12-31\", found the text \"2024-02-30\"");
    EXPECT_EQ(errors_with(R"("decimal": ",")"),
              R"(/decimal: the decimal sign "," is also the delimiter; say "delimiter": ";" or "\t")");
    EXPECT_EQ(errors_with(R"("recorded_on": "r")"),
              "/recorded_on: the rows of a spell need the key \"spell\" to be told from those of others");
    EXPECT_EQ(errors_with(R"("dimensions": {"sex": {"column": "kon", "codes": {"": "unknown"}}})"),
              "/dimensions/sex/codes/: an empty value has no code of its own; say with \"unknown\" what it counts as");
    EXPECT_EQ(errors_of(R"({"parameters": {"p": {"20": 1, "2020": 1e3}}})"),
              "/parameters/p/20: \"20\" is not a period such as \"2020\", \"2020-H1\" or \"2020-07\"\n"
              "/parameters/p/2020: write 1e3 without an exponent");
    EXPECT_EQ(errors_of(R"({"code_list": "l", "codes": {"a": {"parent": "work"}, "works": {}}})"),
              "/codes/a/parent: this list has no code \"work\"; did you mean \"works\"?");
    EXPECT_EQ(errors_of(R"({"code_list": "l", "codes": {"a": {"parent": "b"}, "b": {"parent": "a"}}})"),
              "/codes/a/parent: \"a\" is above itself; a parent must not be below its child");
    EXPECT_EQ(errors_of(R"([{"code_list": "l", "codes": {"a": {"of_which": true}}}])"),
              "/0/codes/a/of_which: a code can only be an \"of which\" of its parent: name the parent");
}

TEST(schema, wrong_spellings_are_understood) {
    EXPECT_EQ(errors_with(R"("exti": 1)"), "/exti: there is no key \"exti\" here; did you mean \"exit\"?");
    EXPECT_EQ(errors_with(R"("end": "e")"), "/end: there is no key \"end\" here; did you mean \"exit\"?");
    EXPECT_EQ(errors_with(R"("sep": ";")"), "/sep: there is no key \"sep\" here; did you mean \"delimiter\"?");
    EXPECT_EQ(errors_with(R"("colour": 1)"), "/colour: there is no key \"colour\" here");
    EXPECT_EQ(errors_with(R"("encoding": "latin1")"), "/encoding: expected \"utf-8\" or \"iso-8859-1\", found the text "
                                                      "\"latin1\"; did you mean \"iso-8859-1\"?");
    EXPECT_EQ(errors_with(R"("encoding": "UTF8")"),
              "/encoding: expected \"utf-8\" or \"iso-8859-1\", found the text \"UTF8\"; did you mean \"utf-8\"?");
    EXPECT_EQ(
        errors_with(R"("date_format": "yyyy-mm-dd")"),
        "/date_format: expected \"YYYY-MM-DD\", \"YYYYMMDD\" or \"YYYY-MM\", found the text \"yyyy-mm-dd\"; did you "
        "mean \"YYYY-MM-DD\"?");
    EXPECT_EQ(errors_with(R"("delimiter": "tab")"),
              R"(/delimiter: expected ",", ";" or "\t", found the text "tab"; did you mean "\t"?)");
    EXPECT_EQ(
        errors_with(R"("exit": "end")"),
        R"(/exit: expected {"column": ..., "means": "last_day"} (the recorded day still belongs to the spell) or )"
        R"({"column": ..., "means": "first_day_after"}, found the text "end")");
    EXPECT_EQ(errors_with(R"("exit": {"column": "e", "means": "t.o.m."})"),
              "/exit/means: expected \"last_day\" or \"first_day_after\", found the text \"t.o.m.\"; did you mean "
              "\"last_day\"?");
    EXPECT_EQ(
        errors_with(R"("on_bad_row": {"overlaps": "keep"})"),
        "/on_bad_row/overlaps: \"overlaps\" is no reason; the reasons are \"exit_before_start\", \"unknown_code\", "
        "\"bad_date\", \"missing_key\", \"duplicate\", \"overlap\", \"contradicting_person_attribute\" or "
        "\"outside_horizon\"; did you mean \"overlap\"?");
    EXPECT_EQ(errors_with(R"("dimensions": {"sex": {"column": "kon", "values": {}}})"),
              "/dimensions/sex/values: there is no key \"values\" here; did you mean \"codes\"?");
}

TEST(schema, all_errors_at_once_in_the_order_of_the_document) {
    EXPECT_EQ(errors_of(R"([{"register": 7, "person": "p", "horizon": {"from": "2024"}, "dimensions": {"total": {}}},
                            {"population": "p", "file": "", "at": "a", "coutn": "n"}])"),
              "/0: the key \"start\" is missing: the column of the start date\n"
              "/0/register: expected the register's name, found the number 7\n"
              "/0/horizon: the key \"to\" is missing: the last day\n"
              "/0/horizon/from: expected an existing day such as \"2024-12-31\", found the text \"2024\"\n"
              "/0/dimensions/total: \"total\" has a meaning of its own in tables and conditions; name the dimension "
              "otherwise\n"
              "/0/dimensions/total: the key \"column\" is missing: the name of a column\n"
              "/1: the key \"count\" is missing: the column of the number\n"
              "/1/file: expected the name of a file, found an empty text\n"
              "/1/coutn: there is no key \"coutn\" here; did you mean \"count\"?");
    const auto read = parse_schema("[{}, 7]");
    ASSERT_EQ(read.errors().size(), 2U);
    for (const auto& each : read.errors()) EXPECT_EQ(each.code(), error_code::schema);
}

TEST(schema, what_is_not_json_is_one_error_with_line_and_column) {
    const auto place_of = [](std::string_view text) {
        const auto read = parse_schema(text);
        EXPECT_EQ(read.errors().size(), 1U) << text;
        return read ? std::string() : read.errors().front().path();
    };
    EXPECT_EQ(place_of(""), "line 1, column 1");
    EXPECT_EQ(place_of("{\"register\": }"), "line 1, column 14");
    EXPECT_EQ(place_of("{\n  \"åäö\": 1,\n}"), "line 3, column 1");
    EXPECT_EQ(place_of("{\"åäö\" 1}"), "line 1, column 8") << "columns count letters, not bytes";
    EXPECT_EQ(place_of("{\"a\": \"\xff\"}"), "line 1, column 8");
    EXPECT_EQ(place_of(std::string(smallest_register) + " x"), "line 1, column 48");
    EXPECT_EQ(errors_of("{\"register\" 1}"),
              "line 1, column 13: the text is not JSON: unexpected number literal; expected ':'");
    EXPECT_EQ(errors_of(std::string(100'000, '[')), "the text is not JSON: it is nested deeper than 64 levels");
}

TEST(schema, a_byte_order_mark_is_skipped) {
    EXPECT_EQ(errors_of("\xef\xbb\xbf" + std::string(smallest_register)), "");
}

TEST(schema, control_characters_and_long_texts_do_not_reach_the_terminal) {
    EXPECT_EQ(errors_with(R"("encoding": "\u001b[31m")"),
              "/encoding: expected \"utf-8\" or \"iso-8859-1\", found the text "
              "\"\\u001b[31m\"");
    EXPECT_LT(errors_with("\"encoding\": \"" + std::string(1'000'000, 'x') + "\"").size(), 200U);
}

// Every document, taken apart.

struct whole_document {
    std::string_view json;
    std::set<std::string> required; ///< pointers of what cannot be left out: a delimiter beside a decimal comma, too
};
const std::vector<whole_document> whole_documents{
    {whole_register,
     {"/register", "/person", "/start", "/spell", "/exit/column", "/exit/means", "/birth/column", "/birth/is",
      "/values/income/column", "/values/income/unit", "/horizon/from", "/horizon/to", "/delimiter",
      "/dimensions/sex/column", "/dimensions/district/column"}},
    {whole_population,
     {"/population", "/file", "/at", "/count", "/age/from", "/age/to", "/delimiter", "/dimensions/sex/column"}},
    {whole_cells, {"/cells", "/file", "/cell", "/period", "/value", "/unit", "/delimiter", "/dimensions/sex/column"}},
    {whole_parameters, {"/parameters", "/parameters/tax/2020-H1"}},
    {whole_code_list, {"/code_list", "/codes", "/codes/work", "/codes/subsidised/parent"}},
    {whole_correspondence, {"/correspondence", "/correspondence/from", "/correspondence/to", "/map", "/exact"}},
};

/// Pointers of all values below the root.
std::vector<std::string> pointers_of(const ordered_json& value, const std::string& pointer = {}) {
    std::vector<std::string> all;
    if (!value.is_structured()) return all;
    for (const auto& [key, child] : value.items()) {
        const auto own = pointer + "/" + key;
        all.push_back(own);
        for (auto& below : pointers_of(child, own)) all.push_back(std::move(below));
    }
    return all;
}

ordered_json& at(ordered_json& document, const std::string& pointer) {
    return document[ordered_json::json_pointer(pointer)];
}

TEST(schema, whole_documents_are_fine) {
    for (const auto& document : whole_documents) EXPECT_EQ(errors_of(document.json), "");
}

TEST(schema, what_is_left_out_is_an_error_exactly_when_it_is_required) {
    for (const auto& [json, required] : whole_documents) {
        const auto whole = ordered_json::parse(json);
        std::set<std::string> found;
        for (const auto& pointer : pointers_of(whole)) {
            auto changed = whole;
            const auto key = pointer.substr(pointer.rfind('/') + 1);
            at(changed, pointer.substr(0, pointer.rfind('/'))).erase(key);
            if (!parse_schema(changed.dump())) found.insert(pointer);
        }
        EXPECT_EQ(found, required);
    }
}

TEST(schema, a_value_of_the_wrong_type_is_an_error_there_and_nowhere_else) {
    const std::vector<ordered_json> values{nullptr, true, 7, -0.5, "", ordered_json::array(), ordered_json::object()};
    for (const auto& [json, required] : whole_documents) {
        const auto whole = ordered_json::parse(json);
        for (const auto& pointer : pointers_of(whole))
            for (const auto& value : values) {
                auto changed = whole;
                auto& place = at(changed, pointer);
                const bool is_same = place.type() == value.type() || (place.is_number() && value.is_number());
                if (is_same && !place.is_string()) continue;
                place = value;
                const auto read = parse_schema(changed.dump());
                EXPECT_FALSE(read) << changed.dump();
                for (const auto& each : read.errors())
                    EXPECT_TRUE(each.path().starts_with(pointer))
                        << each.what() << " for " << pointer << " = " << value;
            }
    }
}

TEST(schema, a_truncated_text_is_one_error) {
    for (const auto& document : whole_documents)
        for (std::size_t size = 0; size < document.json.size(); ++size) {
            const auto read = parse_schema(document.json.substr(0, size));
            ASSERT_EQ(read.errors().size(), 1U) << size;
            EXPECT_TRUE(read.errors().front().path().starts_with("line ")) << size;
        }
}

TEST(schema, no_changed_byte_does_harm) {
    for (const auto& document : whole_documents)
        for (std::size_t i = 0; i < document.json.size(); ++i)
            for (const char byte : {'"', '}', '\\', '\xff'}) {
                std::string changed(document.json);
                changed[i] = byte;
                const auto read = parse_schema(changed);
                EXPECT_EQ(read.has_value(), read.errors().empty());
                for (const auto& each : read.errors()) EXPECT_FALSE(each.message().empty());
            }
}

} // namespace
