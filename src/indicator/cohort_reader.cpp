// Reading cohort documents.
#include <kohort/base/suggest.hpp>
#include <kohort/data/schema_files.hpp>
#include <kohort/indicator/cohort_definition.hpp>
#include <kohort/time/period_axis.hpp>

#include "cohort_words.hpp"
#include "condition_reader.hpp"
#include "measure_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace kohort {
namespace grammar {

result<window> time_of(const cohort_origin& from) {
    if (from.event == cohort_event::in_stock) {
        if (const auto on = parse_iso_day(from.time)) return window{*on, *on};
        return error(error_code::definition,
                     fmt::format("expected the day of a stock such as \"2024-12-31\", found {}", in_quotes(from.time)));
    }
    const auto literal = parse_period_literal(from.time);
    if (!literal) return error(error_code::definition, literal.errors().front().message());
    if (const auto* range = std::get_if<period_range>(&literal->meaning)) return range->span();
    return std::get<window>(literal->meaning);
}

namespace {

void read_from(const json_place& place, cohort_origin& from) {
    constexpr int oldest = 150;
    json_object object(place, R"(who enters the cohort, such as {"entered": "2023"})");
    const auto event =
        find_one(object, names_of<cohort_event>,
                 R"(say who enters the cohort: those who "entered" or "exited" in a time, were "in_stock" on a day, )"
                 R"(or were "born" in a time)");
    if (event) {
        from.event = static_cast<cohort_event>(event->index);
        from.time = event->value.text("a time such as \"2024\", \"2024-01..2024-06\" or \"2024-12-31\"").value_or("");
        const auto time = from.time.empty() ? result<window>(window{}) : time_of(from);
        if (!time) event->value.report(time.errors().front().message());
    }
    if (const auto at_age = object.find("at_age")) {
        from.at_age = static_cast<int>(at_age->integer(0, oldest).value_or(0));
        if (event && from.event != cohort_event::born)
            at_age->report(R"("at_age" is the birthday from which time runs for those "born" in a time; leave it out)");
    }
    object.finish();
}

/// What conditions must fit.
measure_facts facts_of(cohort_event event) {
    measure_facts facts;
    facts.source = measure_source::kind::one_register;
    facts.when = event == cohort_event::in_stock ? clock_kind::on : clock_kind::during;
    constexpr counted units[] = {counted::entries, counted::exits, counted::spells, counted::persons};
    facts.unit_counted = units[static_cast<std::size_t>(event)];
    facts.unit = unit_of(*facts.unit_counted);
    return facts;
}

void read_selection(json_object& object, cohort_definition& made) {
    if (const auto source = object.require("register", R"(name the register, such as "jobbtorg")"))
        made.source = read_source(*source);
    if (const auto gaps = object.find("merge_gaps")) made.merge_gaps = read_duration(*gaps, 0);
    const auto from = object.require(
        "from", R"(say who enters the cohort, such as {"entered": "2023"} or {"in_stock": "2023-12-31"})");
    if (from) read_from(*from, made.from);
    share_operator restricted;
    read_restrictions(object, std::nullopt, from ? facts_of(made.from.event) : measure_facts(), restricted);
    static_cast<row_restrictions&>(made) = restricted;
    if (const auto months = object.find("months"))
        months->report("a cohort has no period in which months could be counted; leave it out");
    if (const auto members =
            object.require("members", R"(say whether every such spell is a member ("spells") or the first of each )"
                                      R"(person ("persons"))"))
        made.per_person = members->index_in(members_names) == std::size_t{1};
}

void read_combination(json_object& object, const found_key& form, cohort_definition& made) {
    auto& combination = made.combination.emplace();
    combination.is = static_cast<cohort_combination::kind>(form.index);
    combination.cohorts = read_texts(form.value, "a list of ids of cohorts");
    if (combination.cohorts.size() == 1) form.value.report("one cohort has nothing to be combined with; name two");
    const bool is_difference = combination.is == cohort_combination::kind::difference;
    const auto origin = object.find("origin");
    if (is_difference && origin)
        origin->report("who is left is in the first cohort only, whose origin counts; leave it out");
    else if (origin)
        read_name(origin, combination.origin);
    else if (!is_difference)
        object.place().report(R"(say whose origin counts of persons in several cohorts: "origin": "first_cohort", )"
                              R"("earliest" or "latest")");
}

void read_exits(json_object& object, cohort_exits& exits) {
    if (const auto causes = object.find("causes"))
        for (const auto& [name, codes] : causes->members(R"(causes of exit such as {"work": ["employed"]})"))
            exits.causes.push_back({name, read_texts(codes, "a list of exit reasons")});
    if (const auto censored = object.find("censored"))
        exits.censoring = read_texts(*censored, "a list of exit reasons");
    const auto other = std::ranges::find(exits.causes, exits.other_cause, &exit_cause::name);
    if (other != exits.causes.end())
        object.find("causes")->report(fmt::format(
            "{} is what all other exit reasons are called; name this cause otherwise", in_quotes(exits.other_cause)));
}

void read_states(json_object& object, cohort_definition& made) {
    if (const auto otherwise = object.find_text("otherwise", "the name of the state of who is in none"))
        made.otherwise = *otherwise;
    const auto states = object.find("states");
    if (!states) return;
    for (const auto& place : states->elements("a list of states, the first that holds counts")) {
        json_object part(place, R"(a state such as {"state": "work", "register": "employment"})");
        auto& state = made.states.emplace_back();
        state.name = part.require_text("state", "the name of the state");
        if (const auto registers = part.require("register", "name the register, or registers, in which it is"))
            state.registers = read_registers(*registers);
        if (const auto where = part.find("where")) state.where = read_condition(*where, std::nullopt);
        part.finish();
        const auto is_taken = [&](const auto& other) { return &other != &state && other.name == state.name; };
        if (state.name == made.otherwise || std::ranges::any_of(made.states, is_taken))
            place.report(fmt::format("there are two states {}; name one otherwise", in_quotes(state.name)));
    }
}

cohort_definition read_cohort(const json_place& place) {
    constexpr key_synonym synonyms[] = {{"id", "cohort"}, {"filter", "where"}, {"censoring", "censored"}};
    cohort_definition made;
    json_object object(place, R"(a cohort such as {"cohort": "entrants", "register": "jobbtorg", ...})");
    if (!object) return made;
    made.id = object.require_text("cohort", "the cohort's id");
    const auto read_localised = [&](std::string_view key, localised_text& into) {
        const auto found = object.find(key);
        if (!found) return;
        json_object texts(*found, R"(a text in two languages: {"sv": ..., "en": ...})");
        into = {texts.find_text("sv").value_or(""), texts.find_text("en").value_or("")};
        texts.finish();
    };
    read_localised("name", made.name);
    read_localised("description", made.description);
    const auto form = find_one(object, names_of<cohort_combination::kind>, {});
    if (form)
        read_combination(object, *form, made);
    else
        read_selection(object, made);
    read_exits(object, made.exits);
    read_states(object, made);
    object.finish(synonyms);
    return made;
}

/// Reports cohorts that combinations name and the text does not have, and circles.
class reference_check {
  public:
    reference_check(const std::vector<cohort_definition>& definitions, const std::vector<json_place>& places)
        : definitions_(definitions) {
        for (std::size_t i = 0; i < definitions.size(); ++i) check(i, places[i]);
    }

  private:
    void check(std::size_t at, const json_place& place) {
        const auto& made = definitions_[at];
        const auto same_id = std::ranges::find(definitions_, made.id, &cohort_definition::id);
        if (same_id - definitions_.begin() != static_cast<std::ptrdiff_t>(at))
            place.report(fmt::format("there are two cohorts {}; name one otherwise", in_quotes(made.id)));
        if (!made.combination) return;
        for (const auto& name : made.combination->cohorts)
            if (!find(name)) {
                std::vector<std::string_view> ids;
                for (const auto& each : definitions_) ids.push_back(each.id);
                place.report(fmt::format("there is no cohort {} here{}", in_quotes(name), did_you_mean(name, ids)));
            }
        if (std::set<std::string> seen; reaches(made, made.id, seen))
            place.report(fmt::format("{} is made of itself: its combination goes in a circle", in_quotes(made.id)));
    }
    [[nodiscard]] const cohort_definition* find(const std::string& id) const {
        const auto found = std::ranges::find(definitions_, id, &cohort_definition::id);
        return found == definitions_.end() ? nullptr : &*found;
    }
    /// Whether a combination names the id, itself or through others; `seen` have been looked at.
    [[nodiscard]] bool reaches(const cohort_definition& from, const std::string& id,
                               std::set<std::string>& seen) const {
        if (!from.combination) return false;
        return std::ranges::any_of(from.combination->cohorts, [&](const std::string& name) {
            const auto* next = find(name);
            return next && (name == id || (seen.insert(name).second && reaches(*next, id, seen)));
        });
    }

    const std::vector<cohort_definition>& definitions_;
};

} // namespace
} // namespace grammar

result<std::vector<cohort_definition>> parse_cohorts(std::string_view json) {
    json_document document(json, error_code::definition);
    std::vector<cohort_definition> definitions;
    if (document.is_json()) {
        const auto places = document.root().one_or_more();
        for (const auto& place : places) definitions.push_back(grammar::read_cohort(place));
        const grammar::reference_check references(definitions, places);
    }
    return document.conclude(std::move(definitions));
}

result<std::vector<cohort_definition>> read_cohorts(const std::string& file) {
    const auto text = read_text_file(file);
    if (!text) return text.errors();
    auto read = parse_cohorts(*text);
    if (read) return read;
    error_list problems;
    for (const auto& problem : read.errors()) problems.push_back(located_in(problem, file));
    return problems;
}

} // namespace kohort
