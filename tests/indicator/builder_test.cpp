#include <kohort/indicator/builder.hpp>

#include "documents.hpp"

#include <gmock/gmock.h>

#include <string>
#include <type_traits>

namespace {

using namespace kohort;
using namespace kohort::test;
using testing::ElementsAre;

static_assert(std::is_convertible_v<definition_builder, definition>);
static_assert(!std::is_convertible_v<definition_start, definition>, "a definition has a measure");
static_assert(months(3) == duration{3, duration_unit::month} && years(1) == duration{1, duration_unit::year});
static_assert(weeks(27) == duration{27, duration_unit::week} && days(90) == duration{90, duration_unit::day});

/// What the builders made is the document.
void expect_same(const definition_builder& made, const std::string& members) {
    const auto built = made.build();
    ASSERT_TRUE(built) << to_string(built.errors());
    EXPECT_EQ(*built, parsed(R"({"id": "a", "name": {"en": "a"}, )" + members + "}"));
}

TEST(builder, the_example_of_the_plan_builds) {
    const auto stem = share("stockholm.jobbtorg.exit_to_work_or_studies")
                          .of(exits("jobbtorg"))
                          .where("exit_reason", {"work", "studies"})
                          .per(frequency::year)
                          .by({"sex", "target_group"})
                          .percent(0);
    const definition unnamed = stem;
    EXPECT_EQ(unnamed.name.in(language::sv), "stockholm.jobbtorg.exit_to_work_or_studies");

    const definition named =
        stem.version("2024").named("Andel avslut till arbete eller studier", "Exits to work or studies");
    EXPECT_EQ(named, parsed(exits_to_work));
}

TEST(builder, every_key_of_a_share_can_be_written) {
    const auto enrolled = spells("jobbtorg")
                              .close_of({reference_kind::month_day, {12, 31}, 1})
                              .where("sex", {"women"})
                              .where_not("district", {"kista"})
                              .aged(16, 24, age_reference::clock)
                              .elapsed(at_least(months(6)))
                              .elapsed(less_than(months(12)))
                              .followed(followed_in({"stockholmsjobb", "wages"}, follow_up_state::known, years(1),
                                                    follow_up_form::in_month, incomplete_events::exclude));
    const auto hired = followed_in({"wages"}, follow_up_state::present, days(90), follow_up_form::every_day,
                                   incomplete_events::include)
                           .where("sector", {"private"})
                           .lasting(months(1));
    const definition made = share("a.full_share-1")
                                .of(enrolled)
                                .where("exit_reason", {"work"})
                                .elapsed(more_than(weeks(27)))
                                .elapsed(at_most(days(365)))
                                .aged({}, 19, age_reference::year_difference)
                                .followed(hired)
                                .version("2")
                                .valid(from_civil({2015, 1, 1}), from_civil({2024, 12, 31}))
                                .named("Fullständig \"andel\"", "")
                                .described("En \\ två\ntre", "One")
                                .source("Årsrapport", "3.1", "Stockholms stad")
                                .per({frequency::year, {12, 1}, labelled_by::start})
                                .by({"sex"})
                                .by_on_list("district", "stockholm.districts.2023-07")
                                .in(measurement_unit::permille, 9)
                                .rounded(rounding_rule::half_to_even)
                                .small_counts_below(5)
                                .target(indicator_target::direction::at_most, "70.50", "2")
                                .break_at("2018", "new register")
                                .undefined({"age", "threshold of long-term"})
                                .confused_with({"a.b", "a.c"});
    EXPECT_EQ(made, parsed(full_share));
}

TEST(builder, counts_and_means_can_be_written) {
    const definition gross = count("gross")
                                 .of(persons("jobbtorg").during(months(12)).once_per({"target_group"}))
                                 .named("", "Gross enrolment")
                                 .per(frequency::month)
                                 .by({"target_group"});
    EXPECT_EQ(gross, parsed(gross_enrolment));
    const definition mean = mean_elapsed("mean")
                                .of(spells("jobbtorg").on_first_day())
                                .named("", "Mean enrolment")
                                .per(frequency::quarter)
                                .months(1);
    EXPECT_EQ(mean, parsed(mean_enrolment));
    const definition duration = mean_duration("d").of(exits("r")).days(1);
    EXPECT_EQ(std::get<mean_operator>(duration.operation).of.is, spell_quantity::kind::duration);
    EXPECT_EQ(duration.unit, measurement_unit::days);
}

TEST(builder, a_count_has_the_unit_of_what_it_counts) {
    const auto unit_of = [](const measure_builder& counted_here) { return count("a").of(counted_here).build()->unit; };
    EXPECT_EQ(unit_of(persons("r")), measurement_unit::persons);
    EXPECT_EQ(unit_of(persons_entering("r")), measurement_unit::persons);
    EXPECT_EQ(unit_of(persons_exiting("r")), measurement_unit::persons);
    EXPECT_EQ(unit_of(spells("r")), measurement_unit::spells);
    EXPECT_EQ(unit_of(entries("r")), measurement_unit::entries);
    EXPECT_EQ(unit_of(exits("r")), measurement_unit::exits);
    EXPECT_EQ(count("a").of(spells("r")).in(measurement_unit::places).build()->unit, measurement_unit::places);
}

TEST(builder, stocks_have_their_clocks) {
    const auto clock_of = [](const measure_builder& counted_here) {
        return std::get<count_operator>(count("a").of(counted_here).build()->operation).of.when;
    };
    const auto stock = persons("r");
    EXPECT_EQ(clock_of(stock), kohort::clock{});
    EXPECT_EQ(clock_of(stock.on_last_day()), (kohort::clock{clock_kind::on, {reference_kind::last_day}, {}}));
    EXPECT_EQ(clock_of(stock.close_of_last_day()),
              (kohort::clock{clock_kind::close_of, {reference_kind::last_day}, {}}));
    EXPECT_EQ(clock_of(stock.close_of_first_day()),
              (kohort::clock{clock_kind::close_of, {reference_kind::first_day}, {}}));
    EXPECT_EQ(clock_of(stock.on({reference_kind::month_day, {11, 15}, 2})),
              (kohort::clock{clock_kind::on, {reference_kind::month_day, {11, 15}, 2}, {}}));
    EXPECT_EQ(clock_of(stock.during(weeks(8)).on_last_day().during(weeks(8))),
              (kohort::clock{clock_kind::during, {}, weeks(8)}));
}

TEST(builder, restrictions_after_of_restrict_counts_and_means_themselves) {
    const definition after = count("a").of(exits("r")).where("x", {"1"}).aged(20, {}, age_reference::event);
    const definition before = count("a").of(exits("r").where("x", {"1"}).aged(20, {}, age_reference::event));
    EXPECT_EQ(after, before);
    const auto left =
        followed_in({"r"}, follow_up_state::absent, months(6), follow_up_form::within, incomplete_events::include)
            .where_not("x", {"2"});
    const definition mean_after = mean_duration("a").of(exits("r")).where_not("x", {"1"}).followed(left).days(0);
    const definition mean_before = mean_duration("a").of(exits("r").where_not("x", {"1"}).followed(left)).days(0);
    EXPECT_EQ(mean_after, mean_before);
}

TEST(builder, a_stem_is_not_changed_by_its_variants) {
    const auto stem = share("a").of(exits("r")).percent(0);
    const definition work = stem.where("exit_reason", {"work"});
    const definition studies = stem.where("exit_reason", {"studies"});
    EXPECT_EQ(std::get<share_operator>(work.operation).where.codes.front().codes, std::vector<std::string>{"work"});
    EXPECT_EQ(std::get<share_operator>(studies.operation).where.codes.front().codes,
              std::vector<std::string>{"studies"});
    EXPECT_FALSE(stem.build()) << "a share of everything";
}

TEST(builder, errors_are_those_of_the_document) {
    const auto wrong = mean_duration("A").of(entries("").where("sex", {})).by({"sex", "sex"});
    const auto built = wrong.build();
    ASSERT_FALSE(built);
    const auto from_document = parse_definitions(R"({
        "id": "A", "name": {"en": "A"},
        "mean": {"of": "duration", "over": {"count": "entries", "register": "", "where": {"sex": []}}},
        "by": ["sex", "sex"], "unit": "count"})");
    EXPECT_EQ(to_string(built.errors()), to_string(from_document.errors()));
    EXPECT_EQ(built.errors().size(), 6U);
}

TEST(builder, two_conditions_on_one_dimension_must_both_hold) {
    expect_same(count("a").of(exits("r").where("x", {"1", "2"}).where_not("x", {"2"})),
                R"("count": {"count": "exits", "register": "r",
                    "where": {"all": [{"x": ["1", "2"]}, {"x": {"not": ["2"]}}]}}, "unit": "exits")");
}

TEST(builder, values_that_no_document_can_hold_are_errors) {
    const auto errors_of = [](const definition_builder& made) {
        std::vector<std::string> lines;
        const auto built = made.build();
        for (const auto& problem : built.errors()) lines.emplace_back(problem.what());
        return lines;
    };
    const auto stem = count("a").of(persons("r"));
    EXPECT_THAT(errors_of(stem.target(indicator_target::direction::at_least, "seven")),
                ElementsAre(R"(/target/at_least: expected a number, or a dated one: {"parameter": "prisbasbelopp"}, )"
                            R"(found the text "seven")"));
    EXPECT_THAT(
        errors_of(count("a").of(persons("r").during(months(-3)))),
        ElementsAre(R"(/count/clock/during: expected "period", or a length of time such as "12 months", found the )"
                    R"(text "-3 months")"));
}

TEST(builder, operators_over_figures_have_no_rows_to_restrict) {
    const auto per_place = define("a", rate(persons("r"), cell_named("places"))).in(measurement_unit::ratio);
    EXPECT_TRUE(per_place.build()) << to_string(per_place.build().errors());
    const std::string message =
        "/rate: a rate combines figures and counts no rows itself: restrict the measures in it, not the definition";
    const auto wrong = per_place.where("sex", {"women"}).aged(16, {}, age_reference::start).in(measurement_unit::days);
    const auto built = wrong.build();
    ASSERT_EQ(built.errors().size(), 1U);
    EXPECT_EQ(built.errors()[0].what(), message);
    try {
        const operand never = wrong;
        FAIL() << never.index();
    } catch (const error& problem) {
        EXPECT_EQ(problem.what(), message);
    }
}

TEST(builder, measures_of_every_form) {
    expect_same(count("a").of(person_days(united({"a", "b"}))),
                R"("count": {"count": "person_days", "register": {"union": ["a", "b"]}}, "unit": "person_days")");
    expect_same(count("a").of(person_months(overlaid({"a", "b"}))),
                R"("count": {"count": "person_months", "register": {"overlay": ["a", "b"]}}, "unit": "person_months")");
    expect_same(count("a").of(spells(intersected("a", "b")).mean_of_days(weeks(8)).merge_gaps(days(30))),
                R"("count": {"count": "spells", "register": {"intersect": ["a", "b"]}, "merge_gaps": "30 days",
                    "clock": {"mean_of": "days", "in": "8 weeks"}}, "unit": "spells")");
    expect_same(count("a").of(persons(subtracted("a", "b")).mean_of_months().in_months(10, months(16))),
                R"("count": {"count": "persons", "register": {"subtract": ["a", "b"]}, "clock": {"mean_of": "months"},
                    "months": {"at_least": 10, "in": "16 months"}}, "unit": "persons")");
    expect_same(count("a").of(entries("r").first()).first(months(12)),
                R"("count": {"count": "entries", "register": "r", "first": "12 months"}, "unit": "entries")");
    expect_same(count("a").of(total("income", "r").on(first_day(2))).in(measurement_unit::ksek),
                R"("count": {"total": "income", "register": "r", "clock": {"on": "first_day", "years_back": 2}},
                    "unit": "kSEK")");
    expect_same(count("a").of(population("p").close_of(on_date(12, 31, 1)).aged(16, 64).where("sex", {"women"})),
                R"("count": {"population": "p", "clock": {"close_of": "12-31", "years_back": 1},
                    "age": {"from": 16, "to": 64}, "where": {"sex": ["women"]}}, "unit": "count")");
    expect_same(count("a").of(cell_named("c").where_not("sex", {"women"})),
                R"("count": {"cell": "c", "where": {"sex": {"not": ["women"]}}}, "unit": "count")");
    expect_same(count("a").of(persons("r")).in_months(2).per(frequency::tertial),
                R"("count": {"count": "persons", "register": "r", "months": {"at_least": 2, "in": "period"}},
                    "unit": "persons", "per": "tertial")");
}

TEST(builder, conditions_of_every_form) {
    const auto poor = total_of("income", "tax", both(more_than(0), at_most(parameter("prisbasbelopp"))));
    const auto studying = present_in("studies", on(last_day()), other_codes_than("level", {"basic"}));
    const auto idle = absent_from("work", during(months(6)));
    const auto gone = absent_from("place", close_of(first_day()));
    const auto wanted =
        all_of({any_of({poor, both(studying, codes("sex", {"women"}))}), none_of(idle), gone,
                codes_between("week", "10", {}), codes_between("week", {}, "20"), codes_between("level", "a", "c")});
    const auto left =
        followed_in({"s"}, follow_up_state::present, months(3), follow_up_form::within, incomplete_events::exclude)
            .where(any_of({codes("x", {"1"}), codes("y", {"2"})}));
    expect_same(count("a").of(exits("r").where(wanted).followed(left)), R"("count": {
        "count": "exits", "register": "r",
        "where": {"all": [
            {"any": [{"total": "income", "register": "tax", "in": "period", "more_than": 0,
                      "at_most": {"parameter": "prisbasbelopp"}},
                     {"all": [{"sex": ["women"]}, {"present_in": {"register": "studies", "clock": {"on": "last_day"},
                                                                  "where": {"level": {"not": ["basic"]}}}}]}]},
            {"not": {"absent_from": {"register": "work", "clock": {"during": "6 months"}}}},
            {"absent_from": {"register": "place", "clock": {"close_of": "first_day"}}},
            {"week": {"from": "10"}, "level": {"from": "a", "to": "c"}}, {"week": {"to": "20"}}]},
        "follow_up": {"after": "3 months", "register": "s", "state": "present", "as": "within",
                      "where": {"any": [{"x": ["1"]}, {"y": ["2"]}]}, "incomplete": "exclude"}}, "unit": "exits")");
}

TEST(builder, operators_in_each_other) {
    const auto women = share().of(persons("r")).where("sex", {"women"});
    const auto men = share().of(persons("r")).where("sex", {"men"});
    const std::string of_women =
        R"({"share": {"of": {"count": "persons", "register": "r"}, "where": {"sex": ["women"]}}})";
    const std::string of_men = R"({"share": {"of": {"count": "persons", "register": "r"}, "where": {"sex": ["men"]}}})";
    expect_same(define("a", ratio_of(women, men)).in(measurement_unit::ratio, 2),
                R"("ratio": {"of": )" + of_women + R"(, "over": )" + of_men + R"(}, "unit": "ratio", "decimals": 2)");
    expect_same(
        define("a", difference(maximum({women, men}), minimum({women, men, "0.5"}))).in(measurement_unit::points),
        R"("difference": [{"maximum": [)" + of_women + "," + of_men + R"(]}, {"minimum": [)" + of_women + "," + of_men +
            R"(, 0.5]}], "unit": "points")");
    expect_same(
        define("a", change_since(mean_over_months(women, months(12)), "2019", change_operator::expression::points))
            .in(measurement_unit::points, 1),
        R"("change": {"of": {"mean_over": {"of": )" + of_women +
            R"(, "each": "month", "in": "12 months"}}, "from": "2019", "as": "points"}, "unit": "points",
                    "decimals": 1)");
    expect_same(define("a", change(mean_over_groups(sum({exits("r"), 2}), "sex"), change_operator::base::year_before,
                                   change_operator::expression::percent))
                    .percent(0),
                R"("change": {"of": {"mean_over": {"of": {"sum": [{"count": "exits", "register": "r"}, 2]},
                    "each": "sex"}}, "from": "year_before", "as": "percent"}, "unit": "percent")");
    expect_same(define("a", rate(mean_over_quarters(exits("r")), product(population("p"), parameter("x")))).percent(1),
                R"("rate": {"of": {"mean_over": {"of": {"count": "exits", "register": "r"}, "each": "quarter"}},
                    "over": {"product": [{"population": "p"}, {"parameter": "x"}]}}, "unit": "percent", "decimals": 1)");
}

TEST(builder, means_quantiles_and_breakdowns) {
    const std::string over = R"("over": {"count": "exits", "register": "r"})";
    expect_same(quantile("a", duration_of_spells(), "0.5").of(exits("r")).weeks(1),
                R"("quantile": {"of": "duration", "p": 0.5, )" + over + R"(}, "unit": "weeks", "decimals": 1)");
    expect_same(quantile("a", elapsed_time(), "0.25").of(exits("r")).days(0),
                R"("quantile": {"of": "elapsed", "p": 0.25, )" + over + R"(}, "unit": "days")");
    expect_same(quantile("a", column("income"), "0.9").of(exits("r")).in(measurement_unit::sek),
                R"("quantile": {"of": "income", "p": 0.9, )" + over + R"(}, "unit": "SEK")");
    expect_same(mean_value("a", "income").of(exits("r")).in(measurement_unit::sek),
                R"("mean": {"of": "income", )" + over + R"(}, "unit": "SEK")");
    expect_same(count("a")
                    .of(exits("r"))
                    .per(years_starting(12, 1))
                    .by_level("area", 2, "areas.2020")
                    .by_age({{16, 24}, {25, {}}}, age_reference::event)
                    .by_elapsed({months(6), years(1)})
                    .target(indicator_target::direction::at_least, parameter("goal"), 2),
                R"("count": {"count": "exits", "register": "r"}, "unit": "exits", "per": {"year_starting": "12-01"},
                   "by": [{"dimension": "area", "level": 2, "code_list": "areas.2020"},
                          {"age": [[16, 24], [25]], "at": "event"}, {"elapsed": ["6 months", "1 year"]}],
                   "target": {"at_least": {"parameter": "goal"}, "margin": 2})");
}

TEST(builder, conversion_throws_the_first_error) {
    const auto wrong = count("a").of(persons("r")).percent(0);
    try {
        const definition never = wrong;
        FAIL() << never.id;
    } catch (const error& problem) {
        EXPECT_EQ(problem.code(), error_code::definition);
        EXPECT_EQ(problem.path(), "/unit");
    }
}

} // namespace
