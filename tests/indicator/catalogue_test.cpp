#include <kohort/indicator/catalogue.hpp>

#include <indicator/catalogue_registers.hpp>

#include <kohort/indicator/evaluate.hpp>
#include <kohort/indicator/explain.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>

namespace kohort {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

std::string name_of(const definition& one) { return one.id + " " + one.version; }

/// Ids of the definitions for which something holds: a test that fails names them.
template <class Holds>
std::vector<std::string> those(Holds holds) {
    std::vector<std::string> names;
    for (const auto& one : catalogue::all())
        if (holds(one)) names.push_back(name_of(one));
    return names;
}

bool overlap(const definition& a, const definition& b) {
    const bool ends_before = a.valid_to && b.valid_from && *a.valid_to < *b.valid_from;
    const bool starts_after = a.valid_from && b.valid_to && *a.valid_from > *b.valid_to;
    return !ends_before && !starts_after;
}

TEST(catalogue, holds_what_the_documents_and_the_official_producers_publish) {
    EXPECT_GE(catalogue::all().size(), 120U);
    for (const auto* id : {"ilo.lu1", "eu.eurostat.long_term_share", "se.scb.aku.long_term_27_weeks", "se.mucf.uvas",
                           "se.af.unemployment_rate", "stockholm.jobbtorg.exit_to_work_or_studies"})
        EXPECT_TRUE(catalogue::find(id)) << id;
}

TEST(catalogue, every_definition_says_whose_it_is_and_is_named_in_both_languages) {
    EXPECT_THAT(those([](const definition& one) {
                    return one.source.document.empty() || one.source.owner.empty() || one.name.sv.empty() ||
                           one.name.en.empty();
                }),
                IsEmpty());
}

TEST(catalogue, every_definition_is_its_own_document) {
    EXPECT_THAT(those([](const definition& one) {
                    const auto again = parse_definitions(to_json(one));
                    return !again || again->front() != one;
                }),
                IsEmpty());
}

TEST(catalogue, no_two_definitions_have_the_same_hash) {
    std::map<std::uint64_t, std::string> names;
    for (const auto& one : catalogue::all()) {
        const auto [known, is_new] = names.try_emplace(hash_of(one), name_of(one));
        EXPECT_TRUE(is_new) << name_of(one) << " and " << known->second;
    }
}

TEST(catalogue, what_is_confused_with_something_is_confused_with_it_too) {
    for (const auto& one : catalogue::all())
        for (const auto& other_id : one.confused_with) {
            const auto others = catalogue::versions(other_id);
            EXPECT_FALSE(others.empty()) << name_of(one) << " names " << other_id;
            const bool is_mutual = std::ranges::any_of(others, [&one](const definition& other) {
                return std::ranges::count(other.confused_with, one.id) > 0;
            });
            EXPECT_TRUE(is_mutual) << other_id << " does not name " << one.id;
        }
}

TEST(catalogue, versions_of_an_id_do_not_overlap) {
    for (const auto& one : catalogue::all())
        for (const auto& other : catalogue::versions(one.id))
            EXPECT_TRUE(&one == &other || !overlap(one, other)) << name_of(one) << " and " << name_of(other);
}

TEST(catalogue, the_version_of_a_day_is_the_one_valid_then) {
    const auto version = [](std::string_view date) {
        const auto* found = catalogue::find("se.af.unemployment_rate", parse_iso_day(date));
        return found ? found->version : "none";
    };
    EXPECT_EQ(version("2021-12-31"), "2021");
    EXPECT_EQ(version("2022-01-01"), "2022");
    EXPECT_EQ(version("2022-12-31"), "2022");
    EXPECT_EQ(version("2023-01-01"), "2023");
    EXPECT_EQ(catalogue::find("se.af.unemployment_rate")->version, "2023");
    EXPECT_EQ(catalogue::versions("se.af.unemployment_rate").size(), 3U);
    EXPECT_FALSE(catalogue::find("stockholm.jobbtorg.exit_to_work", from_civil({2020, 1, 1})));
    EXPECT_FALSE(catalogue::find("se.af"));
    EXPECT_THAT(catalogue::versions("se.af"), IsEmpty());
}

TEST(catalogue, an_unknown_id_has_suggestions) {
    EXPECT_EQ(catalogue::did_you_mean("se.af.unemployement_rate"), "; did you mean \"se.af.unemployment_rate\"?");
    EXPECT_EQ(catalogue::did_you_mean("xyzzy"), "");
}

/// Lines of a text that stick out of the page or have spaces at their ends.
std::vector<std::string> untidy_lines(const std::string& text) {
    std::vector<std::string> untidy;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        const auto letters = std::ranges::count_if(line, [](char byte) { return (byte & 0xC0) != 0x80; });
        const bool is_one_word = line.find(' ', line.find_first_not_of(' ')) == std::string::npos;
        if ((letters > 80 && !is_one_word) || line.ends_with(' ')) untidy.push_back(line);
    }
    return untidy;
}

TEST(catalogue, every_definition_is_explained_in_both_languages) {
    for (const auto in : {language::sv, language::en})
        for (const auto& one : catalogue::all()) {
            const auto text = explain(one, in);
            const auto formula = formula_in_words(one, in);
            const auto first_words = one.name.in(in).substr(0, one.name.in(in).find(' '));
            EXPECT_TRUE(text.starts_with(first_words)) << name_of(one);
            EXPECT_THAT(text, AllOf(HasSubstr(one.id), HasSubstr(one.source.owner)));
            for (const auto* leftover : {"{}", "  with ", " , ", "..", " .", "( ", "()"}) {
                EXPECT_EQ(formula.find(leftover), std::string::npos) << name_of(one) << ": " << formula;
            }
            EXPECT_EQ(text.find("{}"), std::string::npos) << text;
            EXPECT_THAT(untidy_lines(text), IsEmpty()) << name_of(one);
        }
}

TEST(catalogue, what_is_confused_differs_in_something_that_can_be_told) {
    for (const auto& one : catalogue::all())
        for (const auto& other_id : one.confused_with)
            for (const auto& other : catalogue::versions(other_id))
                EXPECT_THAT(differences(one, other, language::en), testing::Not(IsEmpty()))
                    << name_of(one) << " and " << name_of(other);
}

/// The periods of a year, or of weeks one, when the definition is valid in all of them.
std::optional<period_literal> periods_of(int year, const definition& one) {
    const auto text = std::to_string(year) + (one.per.every == frequency::week ? "-W40" : "");
    const auto literal = parse_period_literal(text).value();
    const auto span = select_periods(one.per, literal).value().span();
    const bool is_valid =
        (!one.valid_from || *one.valid_from <= span.first) && (!one.valid_to || span.last <= *one.valid_to);
    return is_valid ? std::optional(literal) : std::nullopt;
}

bool has_a_value(const indicator_table& table) {
    return std::ranges::any_of(table.figures.cells(),
                               [](const cell& each) { return each.status.is == availability::normal; });
}

TEST(catalogue, every_definition_runs) {
    const auto& data = test::catalogue_registers();
    std::vector<const definition*> left;
    for (const auto& one : catalogue::all()) left.push_back(&one);
    for (int year = 2024; year >= 2004 && !left.empty(); --year)
        std::erase_if(left, [&](const definition* one) {
            evaluate_options options;
            options.periods = periods_of(year, *one);
            if (!options.periods) return false;
            const auto tables = evaluate(std::span(one, 1), data, options);
            EXPECT_TRUE(tables) << to_string(tables.errors());
            return !tables || has_a_value(tables->front());
        });
    for (const auto* one : left) ADD_FAILURE() << name_of(*one) << " has no value in any year";
}

TEST(catalogue, has_the_definitions_of_the_bundled_report) {
    const std::string file = KOHORT_SOURCE_DIR "/examples/data/report.json";
    const auto report = read_definitions(std::span(&file, 1)).value();
    EXPECT_GT(report.size(), 50U);
    for (const auto& one : report) {
        const auto editions = catalogue::versions(one.id);
        const bool is_there = std::ranges::any_of(editions, [&one](const definition& other) {
            return other.operation == one.operation && other.per == one.per && other.by == one.by &&
                   other.unit == one.unit && other.decimals == one.decimals && other.rounding == one.rounding;
        });
        EXPECT_TRUE(is_there) << to_json(one);
    }
}

TEST(catalogue, every_system_of_the_documents_has_an_indicator_or_a_reason_to_have_none) {
    std::set<std::pair<std::string, std::string>> without;
    for (const auto& each : catalogue::without_indicator()) {
        EXPECT_FALSE(each.why.sv.empty() || each.why.en.empty()) << each.system;
        EXPECT_TRUE(without.emplace(each.document, each.system).second) << each.system << " stands there twice";
    }
    const std::vector<csv_column_request> columns{{"document"}, {"system"}, {"indicator"}, {"without_indicator"}};
    const auto table = read_csv(KOHORT_SOURCE_DIR "/tests/indicator/catalogue_data/systems.csv", columns).value();
    const auto text = [&table](std::size_t column, std::size_t row) {
        const auto code = table.columns[column].categories[row];
        return code == 0 ? std::string() : table.columns[column].texts[code - 1U];
    };
    ASSERT_EQ(table.rows, 293);
    for (std::size_t row = 0; row < 293; ++row) {
        const auto document = text(0, row), system = text(1, row), indicator = text(2, row), reason = text(3, row);
        EXPECT_NE(indicator.empty(), reason.empty()) << document << ": " << system;
        EXPECT_TRUE(indicator.empty() || catalogue::find(indicator)) << system << ": " << indicator;
        EXPECT_TRUE(reason.empty() || without.contains({document, reason})) << document << ": " << system;
    }
}

} // namespace
} // namespace kohort
