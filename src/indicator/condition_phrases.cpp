#include "phrases.hpp"

#include <utility>

namespace kohort {
namespace {

/// How many conditions stand side by side.
std::size_t size_of(const condition& where) noexcept {
    return where.codes.size() + where.presences.size() + where.totals.size() + where.alternatives.size() +
           where.negations.size();
}

} // namespace

std::string_view phrase_book::at_least_or_most(bool is_lower, bool inclusive) const {
    if (is_lower) return inclusive ? say("at least", "minst") : say("more than", "mer än");
    return inclusive ? say("at most", "högst") : say("less than", "mindre än");
}

std::string phrase_book::codes(const code_condition& wanted, const std::string& source) const {
    std::vector<std::string> labels;
    for (const auto& code : wanted.codes) labels.push_back(labels_->label(source, wanted.dimension, code, in_));
    if (wanted.from || wanted.to) {
        const auto label = [&](const std::string& code) { return labels_->label(source, wanted.dimension, code, in_); };
        std::string text = wanted.dimension + (wanted.negated ? std::string(say(" other than", " annat än")) : "");
        if (wanted.from) text += say(" from {}", " från {}", label(*wanted.from));
        if (wanted.to) text += say(" to {}", " till {}", label(*wanted.to));
        return text;
    }
    return wanted.dimension + std::string(wanted.negated ? say(" other than ", " annat än ") : " ") + any_of(labels);
}

std::string phrase_book::presence(const presence_condition& wanted) const {
    auto text =
        std::string(wanted.absent ? say("no spell in ", "ingen period i ") : say("a spell in ", "en period i ")) +
        wanted.register_name;
    const auto where = conditions(*wanted.where, wanted.register_name);
    if (!where.empty()) text.append(say(" with ", " med ")).append(all_of(where));
    return text + " " + clock_words(wanted.when, say("the period", "redovisningsperioden"));
}

std::string phrase_book::total(const total_condition& wanted) const {
    std::vector<std::string> limits;
    const auto add = [&](const auto& bound, bool is_lower) {
        if (bound)
            limits.push_back(std::string(at_least_or_most(is_lower, bound->inclusive)) + " " + number(bound->value));
    };
    add(wanted.bounds.lower, true);
    add(wanted.bounds.upper, false);
    return say("a total of {} in {} of {} during the period", "en summa av {} i {} på {} under redovisningsperioden",
               wanted.value, wanted.register_name, all_of(limits));
}

std::string phrase_book::alternatives(const std::vector<condition>& any, const std::string& source) const {
    std::vector<std::string> texts;
    for (const auto& each : any) {
        const auto text = all_of(conditions(each, source));
        texts.push_back(size_of(each) > 1 ? "(" + text + ")" : text);
    }
    return std::string(say("either ", "antingen ")) + any_of(texts);
}

std::vector<std::string> phrase_book::conditions(const condition& where, const std::string& source) const {
    std::vector<std::string> texts;
    for (const auto& each : where.codes) texts.push_back(codes(each, source));
    for (const auto& each : where.presences) texts.push_back(presence(each));
    for (const auto& each : where.totals) texts.push_back(total(each));
    for (const auto& each : where.alternatives) texts.push_back(alternatives(each, source));
    for (const auto& each : where.negations)
        texts.push_back(std::string(say("not (", "inte (")) + all_of(conditions(each, source)) + ")");
    return texts;
}

std::string phrase_book::elapsed(const duration_bounds& bounds) const {
    std::vector<std::string> limits;
    const auto add = [&](const auto& bound, bool is_lower) {
        if (bound)
            limits.push_back(std::string(at_least_or_most(is_lower, bound->inclusive)) + " " + length(bound->value));
    };
    add(bounds.lower, true);
    add(bounds.upper, false);
    return say("having lasted {}", "har varat {}", all_of(limits));
}

std::string phrase_book::months(const months_condition& wanted, frequency every) const {
    const auto time = wanted.in ? latest(*wanted.in) : std::string(the_period(every));
    if (wanted.at_least == 1)
        return say("present in at least 1 calendar month of {}", "finns med i minst 1 kalendermånad under {}", time);
    return say("present in at least {} calendar months of {}", "finns med i minst {} kalendermånader under {}",
               wanted.at_least, time);
}

std::string phrase_book::first(const first_condition& wanted) const {
    if (!wanted.without_earlier_in)
        return std::string(say("without any earlier spell in the register", "saknar tidigare period i registret"));
    return say("without a spell in the register in the {} before", "saknar period i registret under {} före",
               length(*wanted.without_earlier_in));
}

std::string phrase_book::gaps(duration longest) const {
    if (longest.count == 0)
        return std::string(
            say("spells that adjoin each other counted as one", "perioder som ansluter till varandra räknas som en"));
    return say("spells at most {} apart counted as one", "perioder med högst {} emellan räknas som en",
               length(longest));
}

std::string phrase_book::followed(const follow_up& wanted, const measure& of) const {
    struct event_words {
        std::string_view the, of_the;
    };
    const bool after_exit = of.unit_counted == counted::exits || of.unit_counted == counted::persons_exiting;
    const bool after_entry = of.unit_counted == counted::entries || of.unit_counted == counted::persons_entering;
    const auto event = after_exit ? event_words{say("the exit", "avslutet"), say("the exit", "avslutets")}
                       : after_entry
                           ? event_words{say("the entry", "inskrivningen"), say("the entry", "inskrivningens")}
                           : event_words{say("that day", "den dagen"), say("that day", "den dagens")};

    std::string text = wanted.state == follow_up_state::present
                           ? say("found in {}", "finns i {}", any_of(wanted.registers))
                       : wanted.state == follow_up_state::absent
                           ? say("not found in {}", "saknas i {}", any_of(wanted.registers))
                           : say("with a known outcome in {}", "har känt utfall i {}", any_of(wanted.registers));
    const auto where = conditions(wanted.where, wanted.registers.front());
    if (!where.empty()) text.append(say(" with ", " med ")).append(all_of(where));
    const auto after = length(wanted.after);
    switch (wanted.as) {
    case follow_up_form::on_day:
        text += say(" on the day {} after {}", " på dagen {} efter {}", after, event.the);
        break;
    case follow_up_form::in_month:
        text += say(" in the calendar month {} after that of {}", " i kalendermånaden {} efter {} månad", after,
                    event.of_the);
        break;
    case follow_up_form::every_month:
        text += say(" in every calendar month for {} after that of {}", " i varje kalendermånad i {} efter {} månad",
                    after, event.of_the);
        break;
    case follow_up_form::every_day:
        text += say(" on every day for {} after {}", " varje dag i {} efter {}", after, event.the);
        break;
    case follow_up_form::within:
        text += say(" on some day within {} after {}", " någon dag inom {} efter {}", after, event.the);
        break;
    }
    if (wanted.lasting)
        text += say(", in a spell that starts after {} and lasts at least {}",
                    ", i en period som börjar efter {} och varar minst {}", event.the, length(*wanted.lasting));
    return text;
}

} // namespace kohort
