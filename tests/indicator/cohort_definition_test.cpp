#include <kohort/indicator/cohort_definition.hpp>

#include <kohort/data/schema_files.hpp>
#include <kohort/indicator/builder.hpp>
#include <kohort/indicator/evaluate.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace kohort {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> errors_of(std::string_view json) {
    std::vector<std::string> lines;
    for (const auto& problem : parse_cohorts(json).errors()) lines.emplace_back(problem.what());
    return lines;
}

cohort_definition parsed(std::string_view json) {
    const auto read = parse_cohorts(json);
    EXPECT_TRUE(read) << to_string(read.errors());
    return read ? read->front() : cohort_definition{};
}

/// Every key that a cohort can have, in canonical form.
constexpr std::string_view full = R"({
  "cohort": "a.young",
  "name": {
    "sv": "Unga",
    "en": "Young"
  },
  "description": {
    "en": "Those who are young"
  },
  "register": {
    "union": ["jobbtorg", "kaa"]
  },
  "merge_gaps": "30 days",
  "from": {
    "entered": "2023-01..2023-06"
  },
  "where": {
    "all": [
      {
        "sex": ["women"]
      },
      {
        "absent_from": {
          "register": "studies",
          "clock": {
            "on": "first_day"
          }
        }
      }
    ]
  },
  "age": {
    "from": 16,
    "to": 24,
    "at": "event"
  },
  "first": "12 months",
  "follow_up": {
    "after": "3 months",
    "register": "studies",
    "state": "known",
    "as": "on_day",
    "incomplete": "exclude"
  },
  "members": "persons",
  "causes": {
    "work": ["employed", "own business"],
    "studies": ["studies"]
  },
  "censored": ["moved"],
  "states": [
    {
      "state": "working",
      "register": ["wages", "companies"]
    },
    {
      "state": "studying",
      "register": "studies",
      "where": {
        "level": {
          "not": ["course"]
        }
      }
    }
  ],
  "otherwise": "unknown"
})";

TEST(cohort_definition, is_its_document) {
    EXPECT_EQ(to_json(parsed(full)), full);
    constexpr std::string_view combination = R"([
        {"cohort": "a", "register": "r", "from": {"born": "2000", "at_age": 23}, "members": "persons"},
        {"cohort": "b", "register": "r", "from": {"in_stock": "2024-06-30"}, "members": "spells"},
        {"cohort": "c", "union": ["a", "b"], "origin": "earliest"},
        {"cohort": "d", "difference": ["a", "c"]}])";
    const auto read = parse_cohorts(combination).value();
    std::string again;
    for (const auto& each : read) again += (again.empty() ? "[" : ", ") + to_json(each);
    EXPECT_EQ(parse_cohorts(again + "]").value(), read);
    EXPECT_EQ(read[0].from, (cohort_origin{cohort_event::born, "2000", 23}));
    EXPECT_EQ(read[2].combination->origin, origin_choice::earliest);
}

TEST(cohort_definition, is_the_same_from_a_builder) {
    const auto built = cohort_builder("a.young")
                           .named({"Unga", "Young"})
                           .entered({measure_source::kind::united, {"jobbtorg", "kaa"}}, "2023-01..2023-06")
                           .merging_gaps(days(30))
                           .where("sex", {"women"})
                           .where(absent_from("studies", on(first_day())))
                           .aged(16, 24, age_reference::event)
                           .without_earlier_in(months(12))
                           .persons()
                           .cause("work", {"employed", "own business"})
                           .cause("studies", {"studies"})
                           .censored({"moved"})
                           .state("working", {"wages", "companies"})
                           .state("studying", {"studies"}, other_codes_than("level", {"course"}))
                           .made();
    auto read = parsed(full);
    read.description = {};
    read.followed.reset();
    read.otherwise = "none";
    EXPECT_EQ(built, read);
}

TEST(cohort_definition, has_all_its_errors_told_at_once) {
    EXPECT_THAT(errors_of(R"({"cohort": "a", "registre": "jobbtorg", "from": {"entered": "2023-13", "at_age": 3},
                      "where": {"sex": []}, "age": {"from": 30, "to": 20, "at": "clock"}, "members": "people",
                      "months": {"at_least": 3, "in": "12 months"}, "censoring": ["x"],
                      "causes": {"other": ["y"]}, "states": [{"state": "none", "register": "r"}]})"),
                ElementsAre(HasSubstr("\"register\""), HasSubstr("/registre: "), HasSubstr("/from/entered: "),
                            HasSubstr("/from/at_age: \"at_age\" is the birthday"), HasSubstr("/where/sex: "),
                            HasSubstr("/age/to: no age is from 30 to 20"),
                            HasSubstr("/age/at: \"clock\" is the day of a stock"), HasSubstr("/members: "),
                            HasSubstr("/months: "), HasSubstr("/months: "), HasSubstr("/censoring: "),
                            HasSubstr("/causes: \"other\" is what all other exit reasons"),
                            HasSubstr("/states/0: there are two states \"none\"")));
}

TEST(cohort_definition, that_combines_names_other_cohorts_and_no_circle) {
    const auto with = [](const std::string& third) {
        return errors_of(R"([{"cohort": "a", "register": "r", "from": {"entered": "2023"}, "members": "spells"},
                             {"cohort": "b", "register": "r", "from": {"in_stock": "2023"}, "members": "spells"},)" +
                         third + "]");
    };
    EXPECT_THAT(
        with(R"({"cohort": "c", "union": ["b"]}, {"cohort": "a", "difference": ["c", "bb"], "origin": "latest"})"),
        ElementsAre(HasSubstr("/1/from/in_stock: expected the day of a stock"),
                    HasSubstr("/2: say whose origin counts"), HasSubstr("/2/union: one cohort has nothing"),
                    HasSubstr("/3: there are two cohorts \"a\""),
                    HasSubstr("/3: there is no cohort \"bb\" here; did you mean \"b\"?"),
                    HasSubstr("/3/origin: who is left is in the first cohort only")));
    EXPECT_THAT(errors_of(R"([{"cohort": "a", "union": ["b", "c"], "origin": "earliest"},
                              {"cohort": "b", "union": ["a", "c"], "origin": "earliest"},
                              {"cohort": "c", "difference": ["a", "b"]}])"),
                ElementsAre(HasSubstr("/0: \"a\" is made of itself"), HasSubstr("/1: \"b\" is made of itself"),
                            HasSubstr("/2: \"c\" is made of itself")));
}

// Forming

const data_set& bundled() {
    static const auto made = [] {
        const auto folder = std::string(KOHORT_SOURCE_DIR) + "/examples/data/";
        const std::vector<std::string> files{folder + "code_lists.json", folder + "jobbtorg.json",
                                             folder + "after_exit.json", folder + "outreach.json"};
        const auto schemas = read_schemas(files).value();
        data_set data(schemas.codes);
        for (const auto& schema : schemas.registers) EXPECT_FALSE(data.read(schema, schema.file));
        return data;
    }();
    return made;
}

formed_cohort formed(const std::string& json) {
    const auto definition = parsed(json);
    auto made = form_cohort({&definition, 1}, definition.id, bundled());
    if (!made) ADD_FAILURE() << to_string(made.errors());
    return made.value();
}

/// What counting says, by another way through the library that has its own brute-force twin.
std::int64_t counted_by_indicator(const std::string& what, const std::string& clock, const std::string& restrictions,
                                  const std::string& period) {
    const auto definition =
        parse_definitions(R"({"id": "t", "version": "1", "name": {"en": "T"}, "count": {"count": ")" + what +
                          R"(", "register": "jobbtorg")" + clock + restrictions + R"(}, "per": "year", "unit": ")" +
                          (what.starts_with("persons") ? "persons" : what) + "\"}")
            .value()
            .front();
    evaluate_options options;
    options.periods = parse_period_literal(period).value();
    const auto tables = evaluate({&definition, 1}, bundled(), options).value();
    return tables.front().figures.cells().front().numerator.numerator();
}

TEST(form_cohort, has_as_many_members_as_counting_says) {
    const std::vector<std::string> conditions{
        "", R"(, "where": {"sex": ["women"], "target_group": {"not": ["stockholmsjobb"]}})",
        R"(, "where": {"target_group": ["other"]}, "age": {"from": 20, "to": 29, "at": "start"})",
        R"(, "where": {"present_in": {"register": "outreach"}})",
        R"(, "where": {"any": [{"sex": ["men"]}, {"not": {"target_group": ["kaa", "income_support"]}}]})"};
    for (const auto& each : conditions) {
        const auto document = [&](const std::string& from, const std::string& more, const char* members) {
            return R"({"cohort": "c", "register": "jobbtorg", "from": {)" + from + "}" + each + more +
                   R"(, "members": ")" + members + "\"}";
        };
        const auto members = [](const formed_cohort& of) {
            return static_cast<std::int64_t>(of.members.members.size());
        };
        EXPECT_EQ(members(formed(document(R"("entered": "2023")", "", "spells"))),
                  counted_by_indicator("entries", "", each, "2023"))
            << each;
        EXPECT_EQ(members(formed(document(R"("entered": "2023")", R"(, "first": "6 months")", "spells"))),
                  counted_by_indicator("entries", "", each + R"(, "first": "6 months")", "2023"))
            << each;
        EXPECT_EQ(members(formed(document(R"("entered": "2023")", "", "persons"))),
                  counted_by_indicator("persons_entering", "", each, "2023"))
            << each;
        const std::string followed =
            R"(, "follow_up": {"after": "3 months", "register": "after_exit", "state": "present",
                                           "as": "on_day", "incomplete": "exclude"})";
        EXPECT_EQ(
            members(formed(
                document(R"("exited": "2024")", R"(, "elapsed": {"at_least": "3 months"})" + followed, "spells"))),
            counted_by_indicator("exits", "", each + R"(, "elapsed": {"at_least": "3 months"})" + followed, "2024"))
            << each;
        const auto stock =
            formed(document(R"("in_stock": "2023-12-31")", R"(, "elapsed": {"at_least": "6 months"})", "spells"));
        if (each.find("present_in") == std::string::npos) {
            EXPECT_EQ(members(stock), counted_by_indicator("spells", R"(, "clock": {"on": "last_day"})",
                                                           each + R"(, "elapsed": {"at_least": "6 months"})", "2023"))
                << each;
        }
    }
    const auto aged = formed(R"({"cohort": "c", "register": "jobbtorg", "from": {"in_stock": "2023-12-31"},
                                 "age": {"from": 20, "to": 24, "at": "clock"}, "members": "spells"})");
    EXPECT_EQ(static_cast<std::int64_t>(aged.members.members.size()),
              counted_by_indicator("spells", R"(, "clock": {"on": "last_day"})",
                                   R"(, "age": {"from": 20, "to": 24, "at": "clock"})", "2023"));
}

TEST(form_cohort, tells_what_each_condition_removed) {
    const auto made = formed(R"({"cohort": "c", "register": "jobbtorg", "from": {"entered": "2023"},
        "where": {"all": [{"sex": ["women"], "target_group": {"not": ["stockholmsjobb"]}},
                          {"absent_from": {"register": "outreach"}}]},
        "age": {"to": 29, "at": "event"}, "first": "ever", "members": "persons"})");
    std::vector<std::string> names;
    for (const auto& step : made.members.attrition) names.push_back(step.condition);
    EXPECT_THAT(names,
                ElementsAre("jobbtorg", "entered 2023", "sex: women", "target_group: not stockholmsjobb",
                            "absent from outreach", "age 0-29 at event", "the first ever", "the first of each person"));
    const auto& steps = made.members.attrition;
    std::int64_t removed = 0;
    for (const auto& step : steps) removed += step.rows_removed;
    EXPECT_EQ(removed + steps.back().rows_left, static_cast<std::int64_t>(bundled().find("jobbtorg")->size()));
    EXPECT_GT(steps.back().rows_left, 0);
    EXPECT_THAT(made.remarks, ElementsAre(HasSubstr("the history of")));
}

TEST(form_cohort, of_those_born_has_each_person_once_from_a_birthday) {
    const auto made = formed(R"({"cohort": "c", "register": "jobbtorg", "from": {"born": "2000", "at_age": 23},
                                 "members": "persons"})");
    const auto& spells = *bundled().find("jobbtorg");
    std::set<std::uint32_t> persons;
    for (std::size_t row = 0; row < spells.size(); ++row)
        if (to_civil(day(spells.birth()[row])).year == 2000) persons.insert(spells.person()[row]);
    EXPECT_EQ(made.members.members.size(), persons.size());
    for (const auto& member : made.members.members) EXPECT_EQ(to_civil(day(member.origin)).year, 2023);
}

TEST(form_cohort, combines_cohorts_of_a_document) {
    const auto definitions =
        parse_cohorts(R"([{"cohort": "a", "register": "jobbtorg", "from": {"entered": "2023"}, "members": "spells"},
                          {"cohort": "b", "register": "outreach", "from": {"entered": "2023"}, "members": "spells"},
                          {"cohort": "both", "intersection": ["a", "b"], "origin": "earliest"},
                          {"cohort": "rest", "difference": ["a", "both"]}])")
            .value();
    const auto form = [&](const char* id) { return form_cohort(definitions, id, bundled()).value().members; };
    EXPECT_EQ(form("both").persons() + form("rest").persons(), form("a").persons());
    EXPECT_GT(form("both").persons(), 0);
    EXPECT_EQ(form("both").registers.size(), 2u);
    EXPECT_EQ(form("rest").attrition.front().condition, "a");
    EXPECT_THAT(form_cohort(definitions, "bth", bundled()).errors().front().what(),
                HasSubstr("did you mean \"both\"?"));
}

TEST(form_cohort, refuses_what_is_not_in_the_data) {
    const auto errors = [](const std::string& json) {
        const auto definition = parsed(json);
        std::vector<std::string> lines;
        for (const auto& problem : form_cohort({&definition, 1}, definition.id, bundled()).errors())
            lines.emplace_back(problem.what());
        return lines;
    };
    EXPECT_THAT(errors(R"({"cohort": "c", "register": "jobtorg", "from": {"entered": "2023"}, "members": "spells"})"),
                ElementsAre("c/register: there is no register \"jobtorg\"; did you mean \"jobbtorg\"?"));
    EXPECT_THAT(errors(R"({"cohort": "c", "register": "jobbtorg", "from": {"entered": "2019"}, "members": "spells"})"),
                ElementsAre("c/from: no day of 2019 is observed: register \"jobbtorg\" is observed from 2021-09-01 to "
                            "2024-12-31"));
    EXPECT_THAT(errors(R"({"cohort": "c", "register": "jobbtorg", "from": {"entered": "2023"},
                           "where": {"sx": ["women"], "target_group": ["kaaa"]}, "members": "spells"})"),
                ElementsAre(HasSubstr("c/where/sx: "), HasSubstr("c/where/target_group")));
    EXPECT_THAT(errors(R"({"cohort": "c", "register": "after_exit", "from": {"born": "2000"}, "members": "persons"})"),
                ElementsAre(HasSubstr("c/from: register \"after_exit\" has no birth date")));
    EXPECT_THAT(
        formed(R"({"cohort": "c", "register": "jobbtorg", "from": {"entered": "2021"}, "members": "spells"})").remarks,
        ElementsAre("c: only a part of 2021 is observed: register \"jobbtorg\" is observed from 2021-09-01 to "
                    "2024-12-31"));
    const auto states = parsed(R"({"cohort": "c", "register": "jobbtorg", "from": {"entered": "2023"},
        "members": "spells", "states": [{"state": "work", "register": "after", "where": {"stat": ["work"]}},
                                        {"state": "studies", "register": "after_exit", "where": {"stat": ["work"]}}]})");
    const auto refused = states_of(states, bundled());
    ASSERT_EQ(refused.errors().size(), 2u);
    EXPECT_EQ(refused.errors()[0].path(), "c/states/0/register");
    EXPECT_THAT(refused.errors()[1].what(), HasSubstr("did you mean \"state\"?"));
    const auto by_period = parsed(R"({"cohort": "c", "register": "jobbtorg", "from": {"entered": "2023"},
        "members": "spells", "states": [{"state": "work", "register": "after_exit",
                                         "where": {"present_in": {"register": "outreach"}}}]})");
    EXPECT_THAT(states_of(by_period, bundled()).errors().front().what(), HasSubstr("cannot depend on the period"));
}

TEST(form_cohort, bundled_cohorts_can_be_formed) {
    const auto definitions =
        read_cohorts(std::string(KOHORT_SOURCE_DIR) + "/examples/data/cohorts/jobbtorg.json").value();
    ASSERT_EQ(definitions.size(), 3u);
    for (const auto& each : definitions) {
        const auto made = form_cohort(definitions, each.id, bundled()).value();
        EXPECT_GT(made.members.members.size(), 100u) << each.id;
        EXPECT_THAT(made.remarks, IsEmpty());
        EXPECT_EQ(states_of(each, bundled()).value().size(), each.states.size());
    }
}

} // namespace
} // namespace kohort
