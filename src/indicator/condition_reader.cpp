#include "condition_reader.hpp"

#include "grammar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace kohort::grammar {
namespace {

void read_reference(const json_place& place, std::optional<frequency> every, clock& when) {
    constexpr std::string_view what = R"("last_day", "first_day" or a day that every year has, such as "12-31")";
    const auto text = place.text(what);
    if (!text) return;
    const auto rule = parse_reference_rule(*text);
    if (!rule) {
        place.report_expected(what);
        return;
    }
    when.reference = *rule;
    if (rule->is == reference_kind::month_day && every && every != frequency::year)
        place.report(
            fmt::format("a {} need not have the day {}; write \"last_day\" or \"first_day\", or report per year",
                        name_of(*every), *text));
}

void read_mean_of(json_object& object, const json_place& place, clock& when) {
    if (const auto of = place.index_in(mean_of_names))
        when.kind = *of == 0 ? clock_kind::mean_of_days : clock_kind::mean_of_months;
    if (const auto in = object.find("in")) when.trailing = read_span(*in);
}

/// One dimension's part of a CONDITION: [code, ...], {"not": [code, ...]} or {"from": a, "to": b}.
code_condition read_codes(std::string dimension, const json_place& place) {
    constexpr std::string_view what =
        R"(a list of codes: ["a", "b"]; {"not": ["a", "b"]} for all others; {"from": "a", "to": "d"} for a range)";
    code_condition wanted{std::move(dimension), {}, false, {}, {}};
    if (!place.is(json_kind::object)) {
        wanted.codes = read_texts(place, what);
        return wanted;
    }
    json_object object(place);
    wanted.from = object.find_text("from", "the first code of the range");
    wanted.to = object.find_text("to", "the last code of the range");
    const bool is_range = object.has("from") || object.has("to");
    if (const auto codes = object.find("not")) {
        wanted.negated = true;
        wanted.codes = read_texts(*codes, what);
        if (is_range) place.report(R"("not" is followed by a list of codes; a range stands alone)");
    } else if (!is_range) {
        place.report_expected(what);
    }
    object.finish();
    return wanted;
}

presence_condition read_presence(const json_place& place, bool absent, std::optional<frequency> every) {
    presence_condition presence;
    presence.absent = absent;
    json_object object(place, R"(a presence such as {"register": "studies", "clock": {"on": "last_day"}})");
    presence.register_name = object.require_text("register", "name the register in which to look");
    if (const auto where = object.find("where")) *presence.where = read_condition(*where, every);
    if (const auto when = object.find("clock")) {
        presence.when = read_clock(*when, every).value_or(clock{});
        if (presence.when.kind == clock_kind::mean_of_days || presence.when.kind == clock_kind::mean_of_months)
            when->report(R"(presence is looked at "during" a time, "on" a day or at the "close_of" one)");
    }
    object.finish();
    return presence;
}

total_condition read_total(json_object& object, const json_place& value) {
    total_condition total;
    total.value = value.text("the name of a numeric column").value_or("");
    total.register_name = object.require_text("register", "name the register with the column");
    if (const auto in = object.require("in", R"(write "in": "period")"))
        if (const auto text = in->text(); text && *text != "period") in->report_expected("\"period\"");
    total.bounds =
        read_bounds<definition_number>(object, [](const json_place& bound) -> std::optional<definition_number> {
            auto number = read_number(bound);
            return number.empty() ? std::nullopt : std::optional(std::move(number));
        });
    return total;
}

/// Everything of `part` must hold as well.
void join(condition& whole, condition part) {
    const auto append = [](auto& into, auto& from) {
        into.insert(into.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
    };
    append(whole.codes, part.codes);
    append(whole.presences, part.presences);
    append(whole.totals, part.totals);
    append(whole.alternatives, part.alternatives);
    append(whole.negations, part.negations);
}

std::vector<condition> read_conditions(const json_place& place, std::optional<frequency> every) {
    constexpr std::string_view what = R"(a list of conditions, such as [{"sex": ["women"]}, {"district": ["kista"]}])";
    std::vector<condition> read;
    const auto elements = place.elements(what);
    if (place.is(json_kind::array) && elements.empty()) place.report_expected(what);
    for (const auto& element : elements) read.push_back(read_condition(element, every));
    return read;
}

/// A condition of another form than codes, by the index of its word.
condition read_worded(json_object& object, std::size_t word, const json_place& value, std::optional<frequency> every) {
    enum : std::size_t { any, all, negation, present_in, absent_from };
    condition wanted;
    switch (word) {
    case any:
        wanted.alternatives.push_back(read_conditions(value, every));
        break;
    case all:
        for (auto& part : read_conditions(value, every)) join(wanted, std::move(part));
        break;
    case negation:
        wanted.negations.push_back(read_condition(value, every));
        break;
    case present_in:
    case absent_from:
        wanted.presences.push_back(read_presence(value, word == absent_from, every));
        break;
    default:
        wanted.totals.push_back(read_total(object, value));
    }
    return wanted;
}

condition read_dimensions(const json_place& place) {
    condition wanted;
    for (auto& [dimension, codes] : place.members()) wanted.codes.push_back(read_codes(dimension, codes));
    std::ranges::stable_sort(wanted.codes, {}, &code_condition::dimension); // the order of keys means nothing
    return wanted;
}

} // namespace

std::optional<duration> read_span(const json_place& place) {
    constexpr std::string_view what = R"("period", or a length of time such as "12 months")";
    const auto text = place.text(what);
    if (!text || *text == "period") return std::nullopt;
    const auto length = parse_duration(*text);
    if (!length || length->count < 1) place.report_expected(what);
    return length;
}

std::optional<clock> read_clock(const json_place& place, std::optional<frequency> every) {
    json_object object(place, R"(a clock such as {"during": "period"} or {"on": "last_day"})");
    const auto form = find_one(object, clock_keys, R"(a clock says "during", "on", "close_of" or "mean_of")");
    clock when;
    if (!form) {
        object.know({"in", "years_back"});
        object.finish();
        return std::nullopt;
    }
    const bool is_stock = clock_keys[form->index] == "on" || clock_keys[form->index] == "close_of";
    if (is_stock) {
        when.kind = form->index == 1 ? clock_kind::on : clock_kind::close_of;
        read_reference(form->value, every, when);
    } else if (clock_keys[form->index] == "mean_of") {
        read_mean_of(object, form->value, when);
    } else {
        when.trailing = read_span(form->value);
    }
    if (const auto years_back = object.find("years_back")) {
        if (!is_stock)
            years_back->report(R"("years_back" belongs to the day of a stock: {"on": "12-31", "years_back": 1})");
        when.reference.years_back = static_cast<int>(years_back->integer(0, 100).value_or(0));
    }
    object.finish();
    return when;
}

condition read_condition(const json_place& place, std::optional<frequency> every) {
    json_object object(place, R"(a condition such as {"exit_reason": ["work", "studies"]})");
    if (!object) return {};
    const auto is_written = [&object](std::string_view word) { return object.has(word); };
    if (std::ranges::none_of(condition_words, is_written)) {
        auto wanted = read_dimensions(place);
        if (wanted.empty()) place.report("the condition is empty; name a dimension and its codes, or leave it out");
        return wanted;
    }
    condition wanted;
    if (const auto word = find_one(object, condition_words, {})) {
        wanted = read_worded(object, word->index, word->value, every);
        for (const auto& [key, value] : place.members()) {
            if (std::ranges::find(condition_words, key) != condition_words.end()) continue;
            if (condition_words[word->index] == "total") continue; // has keys of its own
            value.report(fmt::format("{} stands alone; write {{\"all\": [{{{}: ...}}, {{{}: ...}}]}}",
                                     in_quotes(condition_words[word->index]),
                                     in_quotes(condition_words[word->index]), in_quotes(key)));
        }
        if (condition_words[word->index] == "total") object.finish();
    }
    return wanted;
}

} // namespace kohort::grammar
