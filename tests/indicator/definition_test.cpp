#include <kohort/indicator/definition.hpp>

#include "definition_generator.hpp"
#include "documents.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <set>
#include <variant>

namespace {

using namespace kohort;
using namespace kohort::test;
using texts = std::vector<std::string>;

/// A definition of a count with these members, and these beside it.
std::string count_with(const std::string& measure, const std::string& members = R"("unit": "count")") {
    return R"({"id": "a.b", "name": {"en": "A"}, "count": {)" + measure + "}, " + members + "}";
}

// Words

TEST(definition, units_are_those_of_the_grammar) {
    const texts grammar{"persons",    "spells",  "entries",  "exits",  "person_days", "person_months",
                        "households", "jobs",    "places",   "visits", "contacts",    "applications",
                        "count",      "percent", "permille", "points", "ratio",       "index",
                        "days",       "weeks",   "months",   "SEK",    "kSEK",        "MSEK"};
    std::set<measurement_unit> units;
    for (const auto& text : grammar) {
        const auto unit = parse_measurement_unit(text);
        ASSERT_TRUE(unit) << text;
        EXPECT_EQ(name_of(*unit), text);
        units.insert(*unit);
    }
    EXPECT_EQ(units.size(), grammar.size());
    EXPECT_EQ(parse_measurement_unit("permille"), measurement_unit::permille);
    EXPECT_EQ(parse_measurement_unit("MSEK"), measurement_unit::msek);
    for (const auto* none : {"", "Percent", "sek", "person", "percent "})
        EXPECT_FALSE(parse_measurement_unit(none)) << none;
}

TEST(definition, counts_have_the_names_of_the_grammar) {
    EXPECT_EQ(name_of(counted::spells), "spells");
    EXPECT_EQ(name_of(counted::persons), "persons");
    EXPECT_EQ(name_of(counted::persons_entering), "persons_entering");
    EXPECT_EQ(name_of(counted::persons_exiting), "persons_exiting");
    EXPECT_EQ(name_of(counted::entries), "entries");
    EXPECT_EQ(name_of(counted::exits), "exits");
    EXPECT_EQ(name_of(counted::person_days), "person_days");
    EXPECT_EQ(name_of(counted::person_months), "person_months");
}

// Reading

TEST(definition, the_example_of_the_plan_is_read) {
    definition expected;
    expected.id = "stockholm.jobbtorg.exit_to_work_or_studies";
    expected.version = "2024";
    expected.name = {"Andel avslut till arbete eller studier", "Exits to work or studies"};
    share_operator share;
    share.of.unit_counted = counted::exits;
    share.of.source = "jobbtorg";
    share.where.codes = {{"exit_reason", {"work", "studies"}, false}};
    expected.operation = share;
    expected.per = {frequency::year};
    expected.by = {{"sex", {}}, {"target_group", {}}};
    expected.unit = measurement_unit::percent;
    EXPECT_EQ(parsed(exits_to_work), expected);
}

TEST(definition, every_key_of_a_share_is_read) {
    definition expected;
    expected.id = "a.full_share-1";
    expected.version = "2";
    expected.valid_from = from_civil({2015, 1, 1});
    expected.valid_to = from_civil({2024, 12, 31});
    expected.name = {"Fullständig \"andel\"", ""};
    expected.description = {"En \\ två\ntre", "One"};
    expected.source = {"Årsrapport", "3.1", "Stockholms stad"};
    share_operator share;
    share.of.source = "jobbtorg";
    share.of.when = {clock_kind::close_of, {reference_kind::month_day, {12, 31}, 1}, {}};
    share.of.where.codes = {{"district", {"kista"}, true}, {"sex", {"women"}, false}};
    share.of.age = {16, 24, age_reference::clock};
    using bound = duration_bounds::bound;
    share.of.elapsed = {bound{{6, duration_unit::month}, true}, bound{{12, duration_unit::month}, false}};
    share.of.followed = {{1, duration_unit::year},
                         {"stockholmsjobb", "wages"},
                         {},
                         follow_up_state::known,
                         follow_up_form::in_month,
                         {},
                         false};
    share.where.codes = {{"exit_reason", {"work"}, false}};
    share.elapsed = {bound{{27, duration_unit::week}, false}, bound{{365, duration_unit::day}, true}};
    share.age = {{}, 19, age_reference::year_difference};
    share.followed = {{90, duration_unit::day},
                      {"wages"},
                      {{{"sector", {"private"}, false}}},
                      follow_up_state::present,
                      follow_up_form::every_day,
                      duration{1, duration_unit::month},
                      true};
    expected.operation = share;
    expected.per = {frequency::year, {12, 1}, labelled_by::start};
    expected.by = {{"sex", {}}, {"district", "stockholm.districts.2023-07"}};
    expected.unit = measurement_unit::permille;
    expected.decimals = 9;
    expected.rounding = rounding_rule::half_to_even;
    expected.small_counts_below = 5;
    expected.target = {indicator_target::direction::at_most, "70.50", "2"};
    expected.breaks = {{"2018", "new register"}};
    expected.undefined_in_source = {"age", "threshold of long-term"};
    expected.confused_with = {"a.b", "a.c"};
    EXPECT_EQ(parsed(full_share), expected);
}

TEST(definition, counts_and_means_are_read) {
    const auto count = std::get<count_operator>(parsed(gross_enrolment).operation).of;
    EXPECT_EQ(count.unit_counted, counted::persons);
    EXPECT_EQ(count.when, (kohort::clock{clock_kind::during, {}, duration{12, duration_unit::month}}));
    EXPECT_EQ(count.once_per, texts{"target_group"});
    EXPECT_EQ(parsed(gross_enrolment).per, periodicity{frequency::month});

    const auto mean = std::get<mean_operator>(parsed(mean_enrolment).operation);
    EXPECT_EQ(mean.of.is, spell_quantity::kind::elapsed);
    EXPECT_EQ(mean.over.when, (kohort::clock{clock_kind::on, {reference_kind::first_day}, {}}));
    EXPECT_EQ(parsed(mean_enrolment).unit, measurement_unit::months);
    EXPECT_EQ(parsed(mean_enrolment).decimals, 1);
}

TEST(definition, what_is_left_out_has_a_default) {
    definition expected;
    expected.id = "a.b";
    expected.name.en = "A";
    count_operator count;
    count.of.unit_counted = counted::exits;
    count.of.source = "r";
    expected.operation = count;
    expected.per = {frequency::year};
    expected.unit = measurement_unit::exits;
    expected.decimals = 0;
    EXPECT_EQ(parsed(count_with(R"("count": "exits", "register": "r")", R"("unit": "exits")")), expected);
}

TEST(definition, two_ways_of_writing_the_same_are_the_same) {
    const std::string bare = R"("count": "persons", "register": "r")";
    const auto plain = parsed(count_with(bare));
    EXPECT_EQ(parsed(count_with(bare + R"(, "clock": {"during": "period"})")), plain);
    EXPECT_EQ(
        parsed(count_with(bare, R"("unit": "count", "per": {"year_starting": "01-01"}, "by": [], "decimals": 0)")),
        plain);
    EXPECT_EQ(parsed(count_with(bare, R"("unit": "count", "rounding": "half_away_from_zero")")), plain);
    EXPECT_EQ(parsed(count_with(bare, R"("unit": "count", "by": [{"dimension": "sex"}])")),
              parsed(count_with(bare, R"("unit": "count", "by": ["sex"])")));
    EXPECT_EQ(parsed(count_with(bare + R"(, "where": {"b": ["1"], "a": {"not": ["2"]}})")),
              parsed(count_with(bare + R"(, "where": {"a": {"not": ["2"]}, "b": ["1"]})")));
    EXPECT_EQ(parsed(count_with(bare + R"(, "where": {"all": [{"b": ["1"]}, {"all": [{"a": {"not": ["2"]}}]}]})")),
              parsed(count_with(bare + R"(, "where": {"a": {"not": ["2"]}, "b": ["1"]})")));
    EXPECT_EQ(parsed(count_with(bare + R"(, "clock": {"mean_of": "days"})")),
              parsed(count_with(bare + R"(, "clock": {"mean_of": "days", "in": "period"})")));
    EXPECT_EQ(parsed(count_with(bare + R"(, "clock": {"on": "last_day", "years_back": 0})")),
              parsed(count_with(bare + R"(, "clock": {"on": "last_day"})")));
}

TEST(definition, an_array_holds_several) {
    const auto array = "[" + std::string(exits_to_work) + "," + std::string(full_share) + "]";
    const auto both = parse_definitions(array);
    ASSERT_TRUE(both);
    EXPECT_EQ(*both, (std::vector{parsed(exits_to_work), parsed(full_share)}));
    const auto none = parse_definitions("[]");
    ASSERT_TRUE(none);
    EXPECT_TRUE(none->empty());
}

// Writing

TEST(definition, canonical_documents_are_written_as_they_are_read) {
    for (const auto document : canonical_documents) EXPECT_EQ(to_json(parsed(document)), document);
}

TEST(definition, what_is_written_is_read_back) {
    definition_generator generator(2024);
    std::set<std::size_t> operators;
    for (int i = 0; i < 3000; ++i) {
        const auto made = generator.next();
        operators.insert(made.operation.index());
        const auto document = to_json(made);
        const auto read = parse_definitions(document);
        ASSERT_TRUE(read) << to_string(read.errors()) << '\n' << document;
        ASSERT_EQ(read->front(), made) << document;
        ASSERT_EQ(to_json(read->front()), document);
    }
    EXPECT_EQ(operators.size(), std::variant_size_v<indicator_operator::variant>) << "every operator comes";
}

} // namespace
