#include <kohort/publish/cohort_findings.hpp>

#include "../data/json_writer.hpp"

#include <kohort/cohort/group_tests.hpp>

#include <fmt/format.h>

#include <utility>

namespace kohort {
namespace {

using texts = std::vector<std::string>;

std::string probability(double p) { return p < 0.001 ? "< 0.001" : fmt::format("{:.3f}", p); }

template <class Answer>
result<cohort_answer> answer_of(result<Answer> found) {
    if (!found) return std::move(found).errors();
    return cohort_answer(*std::move(found));
}

result<cohort_answer> survival(const cohort_subject& of, const cohort_query& query, texts& notes) {
    const auto counts = count_durations(of.formed.members, of.groups, of.definition.exits);
    if (!counts) return counts.errors();
    notes.emplace_back("still in: Kaplan-Meier estimate of the share whose spell lasts longer");
    if (const auto test = log_rank(*counts); test && of.groups.size() > 1)
        notes.push_back("log-rank test that the groups do not differ: p " + probability(test->p_value));
    return answer_of(kaplan_meier(*counts, query.interval));
}

result<cohort_answer> incidence(const cohort_subject& of, const cohort_query& query, texts& notes) {
    const auto counts = count_durations(of.formed.members, of.groups, of.definition.exits);
    if (!counts) return counts.errors();
    notes.emplace_back("left for it: Aalen-Johansen estimate of the share who have left for this reason; other reasons "
                       "compete");
    if (counts->causes.size() < 2) notes.emplace_back("the cohort's definition names no \"causes\": all exits are one");
    return answer_of(cumulative_incidences(*counts, incidence_variance::greenwood, query.interval));
}

result<cohort_answer> retention_triangles(const cohort_subject& of, const cohort_query& query, texts& notes) {
    notes.emplace_back("a - is a time that has not passed for all of the period's entrants: not known, not zero");
    return answer_of(retention(of.formed.members, of.groups, {query.months, query.per, retention_of::spell, {}}));
}

result<cohort_answer> returns(const cohort_subject& of, const cohort_query& query, texts& notes) {
    std::vector<spell_source> sources;
    for (const auto& spells : of.formed.members.registers) sources.push_back({spells.get(), {}});
    notes.emplace_back("of them: of those who are followed so long; estimate: Kaplan-Meier, of all exits");
    return answer_of(return_rates_of(of.formed.members, of.groups, sources, query.months, query.interval));
}

/// Every third month up to the last.
std::vector<int> quarters(int months) {
    std::vector<int> made;
    for (int month = 0; month <= months; month += 3) made.push_back(month);
    return made;
}

result<state_sequences> sequences_of(const cohort_subject& of, const cohort_query& query) {
    if (of.definition.states.empty())
        return error(error_code::definition,
                     "there are no states; name them in the cohort's definition: \"states\": [{\"state\": \"work\", "
                     "\"register\": \"employment\"}]",
                     "/states");
    const auto states = states_of(of.definition, of.data);
    if (!states) return states.errors();
    return states_after(of.formed.members, *states, of.definition.otherwise, quarters(query.months));
}

result<cohort_answer> states(const cohort_subject& of, const cohort_query& query, texts& notes) {
    const auto sequences = sequences_of(of, query);
    if (!sequences) return sequences.errors();
    notes.emplace_back("entropy: 0 when all are in one state, 1 when every state has as many");
    return cohort_answer(distribution(*sequences, of.groups));
}

void note_equality(const std::vector<transition_matrix>& steps, texts& notes) {
    const auto test = equal_transitions(steps);
    if (!test) return;
    const auto& group = steps.front().group;
    notes.push_back(fmt::format("{}chi-squared test that all steps have the same shares (stationarity): {:.0f} on {} "
                                "degrees of freedom, p {}",
                                group.empty() ? "" : group + ": ", test->statistic, test->degrees_of_freedom,
                                probability(test->p_value)));
}

result<cohort_answer> transition_steps(const cohort_subject& of, const cohort_query& query, texts& notes) {
    if (query.months < 3)
        return error(error_code::invalid_argument, "transitions are from quarter to quarter: ask for at least 3 months",
                     "/months");
    const auto sequences = sequences_of(of, query);
    if (!sequences) return sequences.errors();
    std::vector<std::vector<transition_matrix>> by_group(of.groups.size());
    for (std::size_t column = 0; column + 1 < sequences->months.size(); ++column) {
        auto step = transitions(*sequences, of.groups, column, column + 1);
        for (std::size_t group = 0; group < by_group.size(); ++group) by_group[group].push_back(std::move(step[group]));
    }
    for (const auto& steps : by_group) note_equality(steps, notes);
    return cohort_answer(std::move(by_group));
}

result<cohort_answer> answer(const cohort_subject& of, const cohort_query& query, texts& notes) {
    switch (query.question) {
    case cohort_question::survival:
        return survival(of, query, notes);
    case cohort_question::incidence:
        return incidence(of, query, notes);
    case cohort_question::retention:
        return retention_triangles(of, query, notes);
    case cohort_question::returns:
        return returns(of, query, notes);
    case cohort_question::states:
        return states(of, query, notes);
    case cohort_question::transitions:
        return transition_steps(of, query, notes);
    case cohort_question::attrition:
        break;
    }
    return cohort_answer(of.formed.members.attrition);
}

} // namespace

result<cohort_findings> findings_of(const cohort_subject& subject, const cohort_query& query) {
    std::vector<std::string> notes;
    auto found = answer(subject, query, notes);
    if (!found) return std::move(found).errors();
    return cohort_findings{subject.definition.id, query.question,   subject.groups.dimensions,
                           *std::move(found),     std::move(notes), subject.formed.remarks};
}

std::string to_json(const cohort_findings& findings) {
    const auto list = [](const texts& of) { return json::to_text(json::texts(of)); };
    const auto text = [](std::string_view of) { return json::to_text(json::text(of)); };
    return fmt::format("{{\n  \"cohort\": {},\n  \"show\": {},\n  \"by\": {},\n  \"notes\": {},\n  \"remarks\": {},\n  "
                       "\"figures\": {}\n}}\n",
                       text(findings.cohort), text(cohort_question_names[static_cast<std::size_t>(findings.question)]),
                       list(findings.by), list(findings.notes), list(findings.remarks), to_json(figures_of(findings)));
}

} // namespace kohort
