// kohort cohort, on a register that can be counted by hand and on the bundled one.
#include "program.hpp"
#include "small_register.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <cmath>

namespace {

using namespace cli_test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr auto cohorts = R"([
  {"cohort": "test.entrants", "name": {"en": "Entered in 2023 or 2024"}, "register": "jobb",
   "from": {"entered": "2023..2024"}, "members": "spells",
   "causes": {"work": ["work"], "studies": ["studies"]},
   "states": [{"state": "enrolled", "register": "jobb"}], "otherwise": "away"},
  {"cohort": "test.exits", "register": "jobb", "from": {"exited": "2023"}, "members": "persons"}
])";

class cohort : public testing::Test {
  protected:
    cohort() {
        write_small_register(folder);
        folder.write("cohorts.json", cohorts);
    }
    [[nodiscard]] outcome run(std::vector<std::string> more, const surroundings& around = {}) const {
        std::vector<std::string> all{"cohort", "--schema", "schema.json", "--definition", "cohorts.json"};
        all.insert(all.end(), more.begin(), more.end());
        return folder.run(all, around);
    }

    scratch_folder folder;
};

/// Days of the spells: 120, 366 and 173, 31, and one of 566 that is still open.
TEST_F(cohort, survival_counted_by_hand) {
    const auto csv = run({"--format", "csv"});
    EXPECT_EQ(csv.err, "");
    EXPECT_EQ(csv.status, 0);
    const std::string head =
        "cohort,group,estimator,day,at_risk,exits,censored,value,standard_error,lower,upper,interval,"
        "level,status\n";
    EXPECT_THAT(csv.out, StartsWith(head + "test.entrants,,kaplan_meier,31,5,1,0,0.8,"));
    EXPECT_THAT(csv.out, HasSubstr("\ntest.entrants,,nelson_aalen,31,5,1,0,0.2,0.2,"));
    EXPECT_THAT(csv.out, HasSubstr("\ntest.entrants,,kaplan_meier,120,4,1,0,0.6000000000000001,"));
    EXPECT_THAT(csv.out, HasSubstr("\ntest.entrants,,kaplan_meier,566,1,0,1,0.2"));
    EXPECT_THAT(csv.out, HasSubstr(",log,0.95,\n"));
    EXPECT_THAT(run({"--format", "csv", "--interval", "plain", "--level", "90"}).out, HasSubstr(",plain,0.9,\n"));
    const auto text = run({}).out;
    EXPECT_THAT(text,
                StartsWith("Entered in 2023 or 2024\ntest.entrants: 5 spells of 4 persons\n\n5 spells, median 173 "
                           "days"));
    EXPECT_THAT(run({"--by", "sex"}).out, HasSubstr("women: 3 spells, median "));
}

TEST_F(cohort, incidence_of_causes_adds_up) {
    const auto csv = run({"--show", "incidence", "--format", "csv"}).out;
    EXPECT_THAT(csv, HasSubstr("\ntest.entrants,,work,aalen_johansen,566,1,0,0.4,"));
    EXPECT_THAT(csv, HasSubstr("\ntest.entrants,,studies,aalen_johansen,566,1,0,0.4,"));
}

TEST_F(cohort, retention_has_no_zeros_for_what_is_not_known) {
    const auto csv = run({"--show", "retention", "--per", "year", "--months", "3", "--format", "csv"}).out;
    EXPECT_EQ(csv, "cohort,group,entered,month,members,retained,value,status\n"
                   "test.entrants,,2023,0,3,3,1,\n"
                   "test.entrants,,2023,1,3,3,1,\n"
                   "test.entrants,,2023,2,3,3,1,\n"
                   "test.entrants,,2023,3,3,3,1,\n"
                   "test.entrants,,2024,0,2,2,1,\n"
                   "test.entrants,,2024,1,0,0,,missing\n"
                   "test.entrants,,2024,2,0,0,,missing\n"
                   "test.entrants,,2024,3,0,0,,missing\n");
    EXPECT_THAT(run({"--show", "retention", "--per", "year", "--months", "3"}).out,
                HasSubstr("\n   2024       2  100    -    -    -\n"));
}

TEST_F(cohort, returns_states_transitions_and_attrition_counted_by_hand) {
    // Person 1 left on 2023-05-31 and was back on 2024-01-10.
    const auto returns = run({"--cohort", "test.exits", "--show", "returns", "--format", "csv"}).out;
    EXPECT_THAT(returns, HasSubstr("\ntest.exits,,known_only,7,1,0,0,,,,,,\n"));
    EXPECT_THAT(returns, HasSubstr("\ntest.exits,,known_only,8,1,1,1,,,,,,\n"));
    EXPECT_THAT(returns, HasSubstr("\ntest.exits,,kaplan_meier,8,1,1,1,"));
    // Three months after: 1 again on 2024-04-10 and 2, 3 are enrolled, also 1 on 2023-05-01; 4 is not.
    const auto states = run({"--show", "states", "--months", "3", "--format", "csv"}).out;
    EXPECT_THAT(states, HasSubstr("\ntest.entrants,,3,enrolled,5,4,0.8,"));
    EXPECT_THAT(run({"--show", "transitions", "--months", "3", "--format", "csv"}).out,
                HasSubstr("\ntest.entrants,,0,3,enrolled,away,5,1,0.2,\n"));
    EXPECT_EQ(run({"--cohort", "test.exits", "--show", "attrition", "--format", "csv"}).out,
              "cohort,step,condition,rows_removed,persons_removed,rows_left,persons_left\n"
              "test.exits,0,jobb,0,0,5,4\n"
              "test.exits,1,exited 2023,4,3,1,1\n"
              "test.exits,2,the first of each person,0,0,1,1\n");
}

TEST_F(cohort, json_is_the_same_figures_with_notes) {
    const auto json = nlohmann::json::parse(run({"--by", "sex", "--format", "json"}).out);
    EXPECT_EQ(json.at("cohort"), "test.entrants");
    EXPECT_EQ(json.at("show"), "survival");
    EXPECT_THAT(json.at("notes").back().get<std::string>(), HasSubstr("log-rank"));
    const auto& first = json.at("figures").front();
    EXPECT_EQ(first.at("group"), "women");
    EXPECT_EQ(first.at("estimator"), "kaplan_meier");
    EXPECT_EQ(first.at("at_risk"), 3);
    EXPECT_TRUE(json.at("figures").back().at("upper").is_number() || json.at("figures").back().at("upper").is_null());
}

TEST_F(cohort, curve_is_drawn_in_the_letters_of_the_locale) {
    const auto with = [&](const char* locale) { return run({}, {.environment = {{"LC_ALL", locale}}}).out; };
    EXPECT_THAT(with("C"), HasSubstr(" 100 % |***"));
    EXPECT_THAT(with("sv_SE.UTF-8"), HasSubstr(" 100 % |\xe2\xa0\x89"));
    EXPECT_THAT(with("C"), Not(HasSubstr("\xe2")));
}

TEST_F(cohort, output_is_whole_or_nothing) {
    folder.write("figures.csv", "last year's");
    EXPECT_EQ(run({"--format", "csv", "--output", "figures.csv"}, {.largest_file = 100}).status, 4);
    EXPECT_EQ(folder.read("figures.csv"), "last year's");
    EXPECT_EQ(run({"--format", "csv", "--output", "figures.csv"}).out, "");
    EXPECT_EQ(folder.read("figures.csv"), run({"--format", "csv"}).out);
}

TEST_F(cohort, what_cannot_be_done_says_why) {
    const auto errors = [&](std::vector<std::string> more, int status) {
        const auto outcome = run(std::move(more));
        EXPECT_EQ(outcome.status, status) << outcome.err;
        EXPECT_EQ(outcome.out, "");
        return outcome.err;
    };
    EXPECT_THAT(errors({"--show", "survial"}, 2), HasSubstr("did you mean \"survival\"?"));
    EXPECT_THAT(errors({"--by", "sx"}, 2),
                HasSubstr("--by: the register \"jobb\" has no dimension \"sx\"; did you mean"));
    EXPECT_THAT(errors({"--cohort", "test.exit"}, 2), HasSubstr("did you mean \"test.exits\"?"));
    EXPECT_THAT(errors({"--months", "0"}, 2), HasSubstr("--months needs a whole number from 1 to 1200"));
    EXPECT_THAT(errors({"--cohort", "test.exits"}, 2), HasSubstr("has members who exited"));
    EXPECT_THAT(errors({"--cohort", "test.exits", "--show", "states"}, 3), HasSubstr("/states: there are no states"));
    folder.write("cohorts.json",
                 R"({"cohort": "a", "register": "job", "from": {"enterd": "2023"}, "members": "spells"})");
    EXPECT_THAT(errors({}, 3), HasSubstr("cohorts.json: /from"));
    folder.write("cohorts.json",
                 R"({"cohort": "a", "register": "job", "from": {"entered": "2023"}, "members": "spells"})");
    EXPECT_THAT(errors({}, 3), HasSubstr("a/register: there is no register \"job\"; did you mean \"jobb\"?"));
    EXPECT_EQ(folder.run({"cohort", "--schema", "schema.json"}).status, 2);
}

TEST_F(cohort, rows_that_were_rejected_are_told) {
    folder.write("spells.csv", std::string(spells) + "5,K,2024-03-01,2024-02-01,A\n");
    const auto outcome = run({});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_THAT(outcome.err, HasSubstr("spells.csv: 1 of 6 rows rejected (exit_before_start 1)"));
    EXPECT_THAT(outcome.out, HasSubstr("5 spells of 4 persons"));
}

TEST_F(cohort, bundled_register_works_out_of_the_box) {
    const auto outcome = folder.run({"cohort"});
    EXPECT_EQ(outcome.status, 0);
    EXPECT_THAT(outcome.out, StartsWith("Synthetic persons, published margins"));
    EXPECT_THAT(outcome.out, HasSubstr("4 999 spells, median 186 days")); // as counted again in tests/questions
    for (const auto* show : {"incidence", "retention", "returns", "states", "transitions", "attrition"})
        EXPECT_EQ(folder.run({"cohort", "--show", show, "--by", "sex"}).status, 0) << show;
}

} // namespace
