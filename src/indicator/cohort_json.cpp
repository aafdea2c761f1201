#include <kohort/indicator/cohort_definition.hpp>

#include "cohort_words.hpp"
#include "definition_document.hpp"

namespace kohort {
namespace {

using grammar::name;
using namespace json;

json_value document_of(const cohort_origin& from) {
    object_writer object;
    object.add(name(from.event), text(from.time));
    if (from.at_age != 0) object.add("at_age", number(from.at_age));
    return object;
}

void add_selection(object_writer& object, const cohort_definition& from) {
    object.add("register", document::of(from.source));
    if (from.merge_gaps) object.add("merge_gaps", text(to_string(*from.merge_gaps)));
    object.add("from", document_of(from.from));
    document::add_restrictions(object, from);
    object.add("members", text(grammar::members_names[from.per_person]));
}

void add_combination(object_writer& object, const cohort_combination& combination) {
    object.add(name(combination.is), texts(combination.cohorts));
    if (combination.is != cohort_combination::kind::difference) object.add("origin", text(name(combination.origin)));
}

json_value document_of(const cohort_state& state) {
    object_writer object;
    object.add("state", text(state.name));
    object.add("register", state.registers.size() == 1 ? text(state.registers.front()) : texts(state.registers));
    if (!state.where.empty()) object.add("where", document::of(state.where));
    return object;
}

} // namespace

std::string to_json(const cohort_definition& definition) {
    object_writer object;
    object.add("cohort", text(definition.id));
    if (!definition.name.empty()) object.add("name", document::of(definition.name));
    if (!definition.description.empty()) object.add("description", document::of(definition.description));
    if (definition.combination)
        add_combination(object, *definition.combination);
    else
        add_selection(object, definition);
    if (!definition.exits.causes.empty()) {
        object_writer causes;
        for (const auto& cause : definition.exits.causes) causes.add(cause.name, texts(cause.codes));
        object.add("causes", causes);
    }
    object.add_unless_empty("censored", definition.exits.censoring);
    std::vector<json_value> states;
    for (const auto& state : definition.states) states.push_back(document_of(state));
    if (!states.empty()) object.add("states", list_of(std::move(states)));
    if (definition.otherwise != cohort_definition().otherwise) object.add("otherwise", text(definition.otherwise));
    return to_text(object);
}

} // namespace kohort
