// What became of a cohort, question by question, and the figures of each answer in columns.
//
//     const auto definitions = read_cohorts("cohorts.json").value();
//     const auto formed = form_cohort(definitions, definitions.front().id, data).value();
//     const auto groups = group_by(formed.members, std::vector<std::string>{"sex"}).value();
//     const auto findings = findings_of({definitions.front(), formed, groups, data}).value();
//     std::cout << to_csv(figures_of(findings));
#pragma once

#include <kohort/cohort/competing_exits.hpp>
#include <kohort/cohort/retention.hpp>
#include <kohort/cohort/returns.hpp>
#include <kohort/cohort/state_sequences.hpp>
#include <kohort/cohort/survival.hpp>
#include <kohort/indicator/cohort_definition.hpp>
#include <kohort/publish/figure_columns.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace kohort {

/// What is asked about a cohort.
enum class cohort_question : std::uint8_t {
    survival,    ///< how long they stay: Kaplan-Meier and Nelson-Aalen
    incidence,   ///< who leaves to what: Aalen-Johansen, by the definition's causes
    retention,   ///< of those who entered in a period, who is still in after so many months
    returns,     ///< of those who exited, who is back after so many months
    states,      ///< how many are in each of the definition's states, every third month
    transitions, ///< who goes from which state to which in three months
    attrition    ///< how many rows and persons each condition of the definition removed
};

/// The names of the questions, in the order of the enum: "survival", ...
inline constexpr std::array<std::string_view, 7> cohort_question_names{
    "survival", "incidence", "retention", "returns", "states", "transitions", "attrition"};

struct cohort_query {
    cohort_question question = cohort_question::survival;
    int months = 12;                  ///< how far retention, returns, states and transitions go: 1 to 1,200
    frequency per = frequency::month; ///< rows of the retention triangle
    interval_options interval{};      ///< of survival, incidence and returns
};

/// What the question is asked about; all of it is referred to, not kept.
struct cohort_subject {
    const cohort_definition& definition;
    const formed_cohort& formed;
    const member_groups& groups; ///< of the formed cohort's members
    const data_set& data;        ///< that it was formed from
};

/// The answer to a question, by group; of transitions each group's steps of three months; of attrition the steps.
using cohort_answer =
    std::variant<std::vector<survival_curve>, std::vector<cumulative_incidence>, std::vector<retention_triangle>,
                 std::vector<return_rates>, std::vector<state_distribution>,
                 std::vector<std::vector<transition_matrix>>, std::vector<attrition_step>>;

struct cohort_findings {
    std::string cohort;
    cohort_question question{};
    std::vector<std::string> by; ///< the dimensions of the groups
    cohort_answer answer;
    std::vector<std::string> notes;   ///< what the figures are, and tests of them, in English
    std::vector<std::string> remarks; ///< of the formed cohort
};

/// Answers the question. Errors: those of the estimators (a cohort of exits has no durations, one of entries no
/// returns, ...); states or transitions of a definition without states ("/states"); transitions of less than three
/// months. As expensive as the estimator.
[[nodiscard]] result<cohort_findings> findings_of(const cohort_subject& subject, const cohort_query& query = {});

/// The figures as columns of one length, a row per curve and day, cell of a triangle, ... The first column is the
/// cohort; "status" is empty where there is a figure. O(figures).
[[nodiscard]] std::vector<figure_column> figures_of(const cohort_findings& findings);

/// An object with "cohort", "show" (the question), "by", "notes", "remarks" and the rows of `figures_of` as "figures".
[[nodiscard]] std::string to_json(const cohort_findings& findings);

} // namespace kohort
