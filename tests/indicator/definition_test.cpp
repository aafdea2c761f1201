#include <kohort/indicator/definition.hpp>

#include "documents.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <random>
#include <set>

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

/// Definitions that are valid in every respect, each part of them now and then.
class definition_generator {
  public:
    explicit definition_generator(unsigned seed) : random_(seed) {}

    definition next() {
        definition made;
        made.id = pick(texts{"a", "a.b_c", "stockholm.kaa-1.x"});
        made.version = pick(texts{"", "1", "2024-ö"});
        if (chance()) made.valid_from = from_civil({2010 + below(5), 2, 28});
        if (chance()) made.valid_to = from_civil({2015 + below(5), 12, 31});
        made.name = chance() ? localised_text{text(), ""} : localised_text{"", text()};
        if (chance()) made.description = {text(), text()};
        if (chance()) made.source = {text(), chance() ? text() : "", text()};
        made.per = any_periodicity();
        every_ = made.per.every;
        add_operation(made);
        for (const auto& dimension : some_texts()) made.by.push_back({dimension, {}});
        if (!made.by.empty() && chance()) made.by.back().code_list = text();
        made.rounding = pick(std::vector{rounding_rule::half_away_from_zero, rounding_rule::half_to_even});
        if (chance()) made.small_counts_below = 1 + below(10);
        if (chance()) made.target = any_target();
        if (chance()) made.breaks = {{pick(texts{"2015", "2019-Q2", "2018-12-01..2019-11-30"}), text()}};
        made.undefined_in_source = some_texts();
        if (chance()) made.confused_with = {"a", "b.c"};
        return made;
    }

  private:
    int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }
    bool chance() { return below(2) == 0; }
    template <class T>
    T pick(const std::vector<T>& from) {
        return from[static_cast<std::size_t>(below(static_cast<int>(from.size())))];
    }
    template <class Enum>
    Enum any(int values) {
        return static_cast<Enum>(below(values));
    }
    std::string text() { return pick(texts{"a", "Åsa/~1", "\"q\" \\ \n\t\x1f", "sex", "null", "12"}); }
    texts some_texts() {
        std::set<std::string> distinct;
        for (int i = below(4); i > 0; --i) distinct.insert(text());
        return {distinct.begin(), distinct.end()};
    }
    texts at_least_one_text() {
        auto some = some_texts();
        return some.empty() ? texts{text()} : some;
    }
    duration length() { return {1 + below(40), any<duration_unit>(4)}; }

    periodicity any_periodicity() {
        if (chance()) return {any<frequency>(6)};
        return {frequency::year, {static_cast<unsigned>(2 + below(11)), 1}, any<labelled_by>(2)};
    }
    kohort::clock any_clock(bool is_flow) {
        const auto trailing = chance() ? std::optional(length()) : std::nullopt;
        if (is_flow || chance()) return {clock_kind::during, {}, trailing};
        reference_rule reference{any<reference_kind>(every_ == frequency::year ? 3 : 2)};
        if (reference.is == reference_kind::month_day) reference.date = {11, static_cast<unsigned>(1 + below(30))};
        reference.years_back = below(3);
        return {chance() ? clock_kind::on : clock_kind::close_of, reference, {}};
    }
    condition any_condition() {
        condition wanted;
        for (const auto& dimension : at_least_one_text())
            wanted.codes.push_back({dimension, at_least_one_text(), chance()});
        return wanted;
    }
    follow_up any_follow_up() {
        follow_up followed;
        followed.as = any<follow_up_form>(5);
        followed.after = length();
        if (followed.as == follow_up_form::in_month || followed.as == follow_up_form::every_month)
            followed.after.unit = duration_unit::month;
        followed.registers = at_least_one_text();
        if (chance()) followed.where = any_condition();
        followed.state = any<follow_up_state>(3);
        if (followed.state == follow_up_state::present && chance()) followed.lasting = length();
        followed.include_incomplete = chance();
        return followed;
    }
    std::optional<duration_bounds::bound> any_bound(int count) {
        if (chance()) return std::nullopt;
        return duration_bounds::bound{{count, duration_unit::week}, chance()};
    }
    template <class Restricted>
    void restrict(Restricted& part, const measure& of) {
        const bool is_stock = of.when.kind != clock_kind::during;
        const bool is_exit = of.unit_counted == counted::exits || of.unit_counted == counted::persons_exiting;
        const bool is_entry = of.unit_counted == counted::entries || of.unit_counted == counted::persons_entering;
        if (chance()) part.where = any_condition();
        if (chance()) {
            std::vector at{age_reference::start, age_reference::end_of_period, age_reference::year_difference};
            if (is_stock) at.push_back(age_reference::clock);
            if (is_exit || is_entry) at.push_back(age_reference::event);
            part.age = age_condition{below(20), {}, pick(at)};
            if (chance()) part.age->to = 20 + below(50);
        }
        if ((is_stock || is_exit) && chance()) {
            part.elapsed = duration_bounds{any_bound(below(9)), any_bound(9 + below(9))};
            if (!part.elapsed->lower) part.elapsed->upper = duration_bounds::bound{length(), chance()};
        }
        const bool is_event = is_stock || of.unit_counted == counted::exits || of.unit_counted == counted::entries;
        if (is_event && chance()) part.followed = any_follow_up();
    }
    measure any_measure(counted unit) {
        measure made;
        made.unit_counted = unit;
        made.source = text();
        made.when = any_clock(unit != counted::spells && unit != counted::persons);
        restrict(made, made);
        const bool is_persons =
            unit == counted::persons || unit == counted::persons_entering || unit == counted::persons_exiting;
        if (is_persons) made.once_per = some_texts();
        return made;
    }
    void add_operation(definition& made) {
        using unit = measurement_unit;
        made.decimals = below(10);
        switch (below(3)) {
        case 0:
            made.operation = count_operator{any_measure(any<counted>(6))};
            made.unit = pick(std::vector{unit::households, unit::jobs, unit::places, unit::applications, unit::count});
            made.decimals = 0;
            return;
        case 1: {
            share_operator share;
            share.of = any_measure(any<counted>(6));
            restrict(share, share.of);
            if (share.where.empty()) share.where = any_condition();
            made.operation = share;
            made.unit = pick(std::vector{unit::percent, unit::permille, unit::ratio});
            return;
        }
        default:
            made.operation = mean_operator{{any<spell_quantity::kind>(2), {}}, any_measure(counted::exits)};
            made.unit = pick(std::vector{unit::days, unit::weeks, unit::months});
        }
    }
    indicator_target any_target() {
        return {any<indicator_target::direction>(2), pick(texts{"70", "-1.50", "0.1"}), pick(texts{"", "2.0"})};
    }

    std::mt19937 random_;
    frequency every_ = frequency::year;
};

TEST(definition, what_is_written_is_read_back) {
    definition_generator generator(2024);
    for (int i = 0; i < 1000; ++i) {
        const auto made = generator.next();
        const auto document = to_json(made);
        const auto read = parse_definitions(document);
        ASSERT_TRUE(read) << to_string(read.errors()) << '\n' << document;
        ASSERT_EQ(read->front(), made) << document;
        ASSERT_EQ(to_json(read->front()), document);
    }
}

} // namespace
