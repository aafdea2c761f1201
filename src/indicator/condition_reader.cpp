#include "condition_reader.hpp"

#include "grammar.hpp"

#include <kohort/base/suggest.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <span>

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

void read_mean_of(json_object& object, const json_place& place, std::optional<frequency> every, clock& when) {
    if (const auto of = place.index_in(mean_of_names))
        when.kind = *of == 0 ? clock_kind::mean_of_days : clock_kind::mean_of_months;
    const auto in = object.find("in");
    if (in) when.trailing = read_span(*in);
    if (when.kind != clock_kind::mean_of_months) return;
    if (when.trailing && !counts_months(*when.trailing))
        in->report(R"(the mean is taken of months' last days: write months or years, such as "12 months")");
    if (!when.trailing && every == frequency::week)
        place.report(R"(a week need not have the last day of a month; write {"mean_of": "days"})");
}

/// Whether a place holds what stands after "any" or "present_in" rather than after a dimension.
bool is_of_conditions(const json_place& place) {
    if (place.is(json_kind::array))
        return std::ranges::any_of(place.elements(), [](const auto& each) { return each.is(json_kind::object); });
    if (!place.is(json_kind::object)) return false;
    const auto members = place.members();
    const auto is_of_codes = [](const auto& member) {
        return member.first == "not" || member.first == "from" || member.first == "to";
    };
    return !members.empty() && std::ranges::none_of(members, is_of_codes);
}

/// One dimension's part of a CONDITION: [code, ...], {"not": [code, ...]} or {"from": a, "to": b}.
code_condition read_codes(std::string dimension, const json_place& place) {
    constexpr std::string_view what =
        R"(a list of codes: ["a", "b"]; {"not": ["a", "b"]} for all others; {"from": "a", "to": "d"} for a range)";
    code_condition wanted{std::move(dimension), {}, false, {}, {}};
    if (is_of_conditions(place)) {
        place.report(fmt::format("{} is followed by {}{}", in_quotes(wanted.dimension), what,
                                 did_you_mean(wanted.dimension, condition_words)));
        return wanted;
    }
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
    presence.register_name = object.require_text("register", "the name of the register in which to look");
    if (const auto where = object.find("where")) *presence.where = read_condition(*where, every);
    if (const auto when = object.find("clock")) {
        presence.when = read_clock(*when, every).value_or(clock{});
        if (presence.when.kind == clock_kind::mean_of_days || presence.when.kind == clock_kind::mean_of_months)
            when->report(R"(presence is looked at "during" a time, "on" a day or at the "close_of" one)");
    }
    object.finish();
    return presence;
}

/// Whether no number can lie between the bounds; dated ones are not compared.
bool leaves_nothing(const number_bounds& bounds) {
    const auto& [lower, upper] = bounds;
    if (!lower || !upper || lower->value.written.empty() || upper->value.written.empty()) return false;
    const auto value_of = [](const std::string& written) {
        double value{};
        std::from_chars(written.data(), written.data() + written.size(), value);
        return value;
    };
    const auto least = value_of(lower->value.written), most = value_of(upper->value.written);
    return least > most || (lower->value == upper->value && !(lower->inclusive && upper->inclusive));
}

total_condition read_total(json_object& object, const json_place& value) {
    total_condition total;
    total.value = value.text("the name of a numeric column").value_or("");
    total.register_name = object.require_text("register", "the name of the register with the column");
    if (const auto in = object.require("in", R"(write "in": "period")"))
        if (const auto text = in->text(); text && *text != "period") in->report_expected("\"period\"");
    total.bounds =
        read_bounds<definition_number>(object, [](const json_place& bound) -> std::optional<definition_number> {
            auto number = read_number(bound);
            return number.empty() ? std::nullopt : std::optional(std::move(number));
        });
    if (leaves_nothing(total.bounds)) object.place().report("no number lies between these bounds; exchange them");
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

/// The order of conditions on codes means nothing.
void sort_codes(condition& wanted) { std::ranges::stable_sort(wanted.codes, {}, &code_condition::dimension); }

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
        sort_codes(wanted);
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

/// Reports what stands beside the word of a condition.
void check_stands_alone(const json_place& place, std::string_view word) {
    constexpr std::array<std::string_view, 6> total_keys{"register",  "in",      "at_least",
                                                         "more_than", "at_most", "less_than"};
    constexpr std::array<std::string_view, 3> presence_keys{"register", "where", "clock"};
    const auto is_in = [](std::span<const std::string_view> keys, std::string_view key) {
        return std::ranges::find(keys, key) != keys.end();
    };
    for (const auto& [key, value] : place.members()) {
        if (key == word || (word == "total" && is_in(total_keys, key))) continue;
        const auto meant = word == "total" ? did_you_mean(key, total_keys) : std::string();
        if (!meant.empty())
            value.report(fmt::format("there is no key {} here{}", in_quotes(key), meant));
        else if ((word == "present_in" || word == "absent_from") && is_in(presence_keys, key))
            value.report(fmt::format("write {} in the object after {}", in_quotes(key), in_quotes(word)));
        else
            value.report(fmt::format("{} stands alone; write {{\"all\": [{{{}: ...}}, {{{}: ...}}]}}", in_quotes(word),
                                     in_quotes(word), in_quotes(key)));
    }
}

condition read_dimensions(const json_place& place) {
    condition wanted;
    for (auto& [dimension, codes] : place.members()) wanted.codes.push_back(read_codes(dimension, codes));
    sort_codes(wanted);
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
        read_mean_of(object, form->value, every, when);
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
    const auto word = std::ranges::find_if(condition_words, is_written);
    auto wanted =
        read_worded(object, static_cast<std::size_t>(word - condition_words.begin()), *object.find(*word), every);
    check_stands_alone(place, *word);
    return wanted;
}

} // namespace kohort::grammar
