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

TEST(builder, values_that_no_document_can_hold_are_errors) {
    const auto errors_of = [](const definition_builder& made) {
        std::vector<std::string> lines;
        const auto built = made.build();
        for (const auto& problem : built.errors()) lines.emplace_back(problem.what());
        return lines;
    };
    const auto stem = count("a").of(persons("r"));
    EXPECT_THAT(errors_of(stem.target(indicator_target::direction::at_least, "seven")),
                ElementsAre(R"(/target/at_least: expected a number, found the text "seven")"));
    EXPECT_THAT(errors_of(stem.where("x", {"1"}).where_not("x", {"2"})),
                ElementsAre(R"(/count/where/x: the key "x" is written twice; keep one)"));
    EXPECT_THAT(
        errors_of(count("a").of(persons("r").during(months(-3)))),
        ElementsAre(R"(/count/clock/during: expected "period", or a length of time such as "12 months", found the )"
                    R"(text "-3 months")"));
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
