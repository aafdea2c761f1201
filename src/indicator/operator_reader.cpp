#include "operator_reader.hpp"

#include "condition_reader.hpp"
#include "grammar.hpp"
#include "measure_reader.hpp"

#include <kohort/base/suggest.hpp>
#include <kohort/time/period_axis.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kohort::grammar {
namespace {

using maybe_frequency = std::optional<frequency>;

figure_facts facts_of(const measure_facts& measured) {
    figure_facts figures;
    figures.unit = measured.unit;
    figures.subject = "a count";
    if (measured.unit_counted) figures.subject += fmt::format(" of {}", name(*measured.unit_counted));
    const bool is_mean = measured.when == clock_kind::mean_of_days || measured.when == clock_kind::mean_of_months;
    figures.is_whole = measured.unit_counted && measured.unit_counted != counted::total && !is_mean;
    figures.is_persons_of_register = measured.unit_counted && measured.unit == measurement_unit::persons;
    figures.measures = {measured};
    return figures;
}

figure_facts facts_of(measurement_unit unit, std::string subject) {
    figure_facts figures;
    figures.unit = unit;
    figures.subject = std::move(subject);
    return figures;
}

// Operands

struct operand_reading {
    operand value;
    figure_facts figures;
    json_place place;
};

bool is_nested(const json_place& place) { return place.is(json_kind::object) || place.is(json_kind::array); }

/// Whether an object is an operator, perhaps misspelt, rather than a measure, in which "count" is a text.
bool is_operator(const json_place& place) {
    const auto members = place.members();
    const auto has_operator = [](const auto& member) {
        const auto& [key, value] = member;
        return is_nested(value) && std::ranges::find(operator_keys, key) != operator_keys.end();
    };
    const auto is_of_measure = [](const auto& member) {
        return std::ranges::find(measure_keys, member.first) != measure_keys.end();
    };
    return std::ranges::any_of(members, has_operator) || std::ranges::none_of(members, is_of_measure);
}

operand_reading read_operand(const json_place& place, maybe_frequency every) {
    constexpr std::string_view missing =
        R"(an operand is a measure such as {"count": "exits", "register": "jobbtorg"}, an operator such as )"
        R"({"share": ...}, a number or {"parameter": NAME})";
    operand_reading read{definition_number(), {}, place};
    const auto as_number = [&] {
        read.value = read_number(place);
        read.figures.is_number = true;
        return read;
    };
    if (place.is(json_kind::number)) return as_number();
    json_object object(place, R"(a measure, an operator, a number or {"parameter": NAME})");
    if (!object) return read;
    if (object.has("parameter")) return as_number();
    if (!is_operator(place)) {
        measure made;
        read.figures = facts_of(read_measure(place, every, made));
        read.value = std::move(made);
        return read;
    }
    auto nested = read_operator(object, every, missing);
    if (!nested)
        for (const auto key : measure_keys) object.know({key});
    object.finish();
    if (!nested) return read;
    read.figures = std::move(nested->figures);
    if (auto* count = std::get_if<count_operator>(&nested->operation))
        read.value = std::move(count->of); // the same thing
    else
        read.value = indirect<indicator_operator>(std::move(nested->operation));
    return read;
}

bool is_known(const operand_reading& read) noexcept { return !read.figures.is_number && read.figures.unit; }

/// What operands are together, apart from their unit.
figure_facts facts_together(const std::vector<operand_reading>& operands) {
    figure_facts together;
    together.is_number = !operands.empty();
    for (const auto& [value, figures, place] : operands) {
        together.is_number &= figures.is_number;
        together.is_difference |= figures.is_difference;
        together.measures.insert(together.measures.end(), figures.measures.begin(), figures.measures.end());
    }
    return together;
}

/// Reports operands that cannot be added; the facts of all together.
figure_facts check_one_unit(const std::vector<operand_reading>& operands, std::string_view deed) {
    auto together = facts_together(operands);
    const auto first = std::ranges::find_if(operands, is_known);
    if (first == operands.end()) return together;
    together.unit = first->figures.unit;
    for (const auto& each : operands) {
        if (!is_known(each)) {
            if (!each.figures.is_number) together.unit.reset();
            continue;
        }
        if (!are_of_one_unit(*first->figures.unit, *each.figures.unit))
            each.place.report(fmt::format("{} are not {} {}: bring both to one unit first, or write a \"ratio\" or a "
                                          "\"rate\" of the two",
                                          in_plural(*each.figures.unit), deed, in_plural(*first->figures.unit)));
    }
    return together;
}

// Operators

operator_reading read_count(const json_place& place, maybe_frequency every) {
    count_operator count;
    auto figures = facts_of(read_measure(place, every, count.of));
    return {std::move(count), std::move(figures)};
}

operator_reading read_share(const json_place& place, maybe_frequency every) {
    share_operator share;
    measure_facts facts;
    json_object object(place, R"(a share such as {"of": {"count": "exits", ...}, "where": {"exit_reason": ["work"]}})");
    if (const auto of = object.require("of", "write the measure that is the denominator"))
        facts = read_measure(*of, every, share.of);
    const bool is_restricted = read_restrictions(object, every, facts, share);
    for (const std::string_view key : {"count", "total", "register", "clock", "once_per", "merge_gaps"})
        if (const auto misplaced = object.find(key))
            misplaced->report(fmt::format("{} is part of the measure: write it in \"of\"", in_quotes(key)));
    if (object && !is_restricted)
        place.report(R"(a share of everything is always 1; say which part: "where", "age", "elapsed", "months", )"
                     R"("first" or "follow_up")");
    object.finish();
    auto figures = facts_of(measurement_unit::ratio, "a share");
    figures.measures = {facts};
    return {std::move(share), std::move(figures)};
}

template <quotient_operator::kind Kind>
operator_reading read_quotient(const json_place& place, maybe_frequency every) {
    quotient_operator quotient;
    quotient.is = Kind;
    figure_facts figures;
    json_object object(place, R"(two sides: {"of": ..., "over": ...})");
    const auto of = object.require("of", "write what is divided");
    const auto over = object.require("over", "write what it is divided by");
    if (of && over) {
        std::vector sides{read_operand(*of, every), read_operand(*over, every)};
        figures = facts_together(sides);
        figures.unit = unit_of_quotient(sides[0].figures, sides[1].figures);
        quotient.of = std::move(sides[0].value);
        quotient.over = std::move(sides[1].value);
    }
    figures.is_difference = false;
    figures.subject = Kind == quotient_operator::kind::rate ? "a rate" : "a ratio";
    object.finish();
    return {std::move(quotient), std::move(figures)};
}

/// The end of a message about a name that looks like a misspelt word of the grammar; nothing when it does not.
std::string misspelt(std::string_view text, std::span<const std::string_view> words) {
    constexpr std::size_t most_edits = 2;
    const auto is_near = [text](std::string_view word) { return spelling_distance(text, word) <= most_edits; };
    return std::ranges::any_of(words, is_near) ? did_you_mean(text, words) : std::string();
}

spell_quantity read_quantity(const json_place& place) {
    constexpr std::string_view what = R"("duration", "elapsed" or the name of a numeric column)";
    const auto text = place.text(what);
    if (text == "duration") return {spell_quantity::kind::duration, {}};
    if (text == "elapsed") return {spell_quantity::kind::elapsed, {}};
    constexpr std::array<std::string_view, 2> quantities{"duration", "elapsed"};
    if (text)
        if (const auto meant = misspelt(*text, quantities); !meant.empty())
            place.report(fmt::format("expected {}, found the text {}{}", what, in_quotes(*text), meant));
    return {spell_quantity::kind::value, text.value_or("")};
}

void check_quantity(const json_place& over, const spell_quantity& of, const measure_facts& facts) {
    if (facts.source && facts.source != measure_source::kind::one_register)
        over.report("a mean or quantile is taken over the spells of a register; a table has none");
    if (!facts.is_complete()) return;
    const bool is_exits = facts.unit_counted == counted::exits;
    if (of.is == spell_quantity::kind::duration && !is_exits)
        over.report(R"(a duration is known when a spell has ended: count "exits", or take the mean of "elapsed")");
    const bool is_stock_of_spells = facts.unit_counted == counted::spells && facts.is_of_stock();
    if (of.is == spell_quantity::kind::elapsed && !is_exits && !is_stock_of_spells)
        over.report(R"(elapsed time runs to the day of a stock or to an exit: count "spells" with a clock such as )"
                    R"({"on": "last_day"}, or count "exits")");
    const bool is_of_spells =
        is_exits || facts.unit_counted == counted::spells || facts.unit_counted == counted::entries;
    if (of.is == spell_quantity::kind::value && !is_of_spells)
        over.report(R"(a column has one value per spell: count "spells", "entries" or "exits")");
    if (facts.when == clock_kind::mean_of_days || facts.when == clock_kind::mean_of_months)
        over.report(R"(spells are taken "during" a time, "on" a day or at the "close_of" one)");
}

/// The parts that means and quantiles have in common.
template <class Operator>
figure_facts read_over_spells(json_object& object, maybe_frequency every, Operator& made, std::string subject) {
    figure_facts figures;
    figures.subject = std::move(subject);
    measure_facts facts;
    const auto of = object.require("of", R"(write "duration", "elapsed" or the name of a numeric column)");
    const auto over =
        object.require("over", R"(write the measure, such as {"count": "exits", "register": "jobbtorg"})");
    if (of) made.of = read_quantity(*of);
    if (over) facts = read_measure(*over, every, made.over);
    figures.measures = {facts};
    if (of && over) check_quantity(*over, made.of, facts);
    if (made.of.is != spell_quantity::kind::value) figures.unit = measurement_unit::days;
    return figures;
}

operator_reading read_mean(const json_place& place, maybe_frequency every) {
    mean_operator mean;
    json_object object(place, R"(a mean such as {"of": "duration", "over": {"count": "exits", ...}})");
    auto figures = read_over_spells(object, every, mean, "a mean");
    object.finish();
    return {std::move(mean), std::move(figures)};
}

operator_reading read_quantile(const json_place& place, maybe_frequency every) {
    quantile_operator quantile;
    json_object object(place, R"(a quantile such as {"of": "duration", "over": {"count": "exits", ...}, "p": 0.5})");
    auto figures = read_over_spells(object, every, quantile, "a quantile");
    if (const auto p = object.require("p", "write the part of the spells below it; 0.5 is the median")) {
        constexpr std::string_view what =
            "a number between 0 and 1 with at most 9 decimals, such as 0.5 for the median";
        quantile.p = p->number(what).value_or("");
        const bool is_inside = quantile.p.starts_with("0.") && quantile.p.size() <= 11 &&
                               quantile.p.find_first_of("123456789") != std::string::npos;
        if (!quantile.p.empty() && !is_inside) p->report_expected(what);
    }
    object.finish();
    return {std::move(quantile), std::move(figures)};
}

std::vector<operand_reading> read_operands(const json_place& place, maybe_frequency every, std::string_view what) {
    std::vector<operand_reading> read;
    for (const auto& element : place.elements(what)) read.push_back(read_operand(element, every));
    return read;
}

void check_distinct_persons(const std::vector<operand_reading>& operands) {
    const auto is_persons = [](const auto& each) { return each.figures.is_persons_of_register; };
    if (std::ranges::count_if(operands, is_persons) < 2) return;
    std::ranges::find_if(operands, is_persons)
        ->place.report(R"(distinct persons are not added: one who is in both measures would count twice. Count them )"
                       R"(in one measure, with "register": {"union": [...]} or "where": {"any": [...]})");
}

template <combination_operator::kind Kind>
operator_reading read_combination(const json_place& place, maybe_frequency every) {
    constexpr std::string_view what = "a list of at least two operands";
    combination_operator combination;
    combination.is = Kind;
    auto operands = read_operands(place, every, what);
    if (place.is(json_kind::array) && operands.size() < 2) place.report_expected(what);
    auto figures = check_one_unit(operands, Kind == combination_operator::kind::sum ? "added to" : "compared to");
    if (Kind == combination_operator::kind::sum) check_distinct_persons(operands);
    figures.subject = fmt::format("a {}", name(Kind));
    for (auto& each : operands) combination.of.push_back(std::move(each.value));
    return {std::move(combination), std::move(figures)};
}

operator_reading read_difference(const json_place& place, maybe_frequency every) {
    constexpr std::string_view what = "a list of two operands: the second is taken from the first";
    difference_operator difference;
    auto operands = read_operands(place, every, what);
    if (place.is(json_kind::array) && operands.size() != 2) place.report_expected(what);
    auto figures = check_one_unit(operands, "taken from");
    figures.is_difference = true;
    figures.subject = "a difference";
    if (operands.size() == 2) {
        difference.from = std::move(operands[0].value);
        difference.taken = std::move(operands[1].value);
    }
    return {std::move(difference), std::move(figures)};
}

operator_reading read_product(const json_place& place, maybe_frequency every) {
    constexpr std::string_view what = "a list of an operand and a number";
    product_operator product;
    figure_facts figures;
    const auto elements = place.elements(what);
    if (place.is(json_kind::array) && elements.size() != 2) place.report_expected(what);
    if (elements.size() == 2) {
        auto of = read_operand(elements[0], every);
        figures = std::move(of.figures);
        product.of = std::move(of.value);
        product.by = read_number(elements[1]);
    }
    figures.subject = "a product";
    figures.is_whole = figures.is_persons_of_register = false;
    return {std::move(product), std::move(figures)};
}

void read_each(const json_place& place, mean_over_operator& mean) {
    constexpr std::string_view what = R"("month", "quarter" or the name of a dimension)";
    constexpr std::array<std::string_view, 2> steps{"month", "quarter"};
    constexpr std::array<std::string_view, 5> no_steps{"day", "week", "tertial", "half_year", "year"};
    const auto text = place.text(what);
    if (!text) return;
    if (std::ranges::find(no_steps, *text) != no_steps.end())
        place.report(fmt::format("means are taken over months or quarters, not over each {}; write \"month\" or "
                                 "\"quarter\"",
                                 *text));
    if (const auto meant = misspelt(*text, steps); !meant.empty() && *text != "month" && *text != "quarter")
        place.report(fmt::format("expected {}, found the text {}{}", what, in_quotes(*text), meant));
    if (*text == "month" || *text == "quarter") {
        mean.each = *text == "month" ? mean_over_operator::step::month : mean_over_operator::step::quarter;
    } else {
        mean.each = mean_over_operator::step::dimension;
        mean.dimension = *text;
    }
}

/// Whether periods of one kind consist of whole steps of another.
bool divides(frequency step, frequency every) noexcept {
    return every != frequency::week && months_in(every) % months_in(step) == 0;
}

void check_steps(const json_place& place, const std::optional<json_place>& in, maybe_frequency every,
                 const mean_over_operator& mean) {
    if (mean.each == mean_over_operator::step::dimension) {
        if (mean.in) in->report(R"("in" is about time; a mean over groups is taken within the period: leave it out)");
        return;
    }
    const auto step = mean.each == mean_over_operator::step::month ? frequency::month : frequency::quarter;
    if (!mean.in) {
        if (every && !divides(step, *every))
            place.report(fmt::format("a {} does not consist of {}s; report by another period, or write \"in\": \"12 "
                                     "months\"",
                                     name_of(*every), name_of(step)));
        return;
    }
    if (!counts_months(*mean.in) || smallest_units_of(*mean.in) % months_in(step) != 0)
        in->report(
            fmt::format("{} do not consist of whole {}s; write \"12 months\"", to_string(*mean.in), name_of(step)));
    else if (every && !divides(step, *every) && (*every == frequency::week || step == frequency::quarter))
        in->report(fmt::format("the time ends with a {}, which need not be the end of a {}; report by another period",
                               name_of(*every), name_of(step)));
}

operator_reading read_mean_over(const json_place& place, maybe_frequency every) {
    mean_over_operator mean;
    figure_facts figures;
    json_object object(place, R"(a mean such as {"of": ..., "each": "month", "in": "period"})");
    const auto each = object.require("each", R"(write "month", "quarter" or the name of a dimension)");
    if (each) read_each(*each, mean);
    const auto in = object.find("in");
    if (in) mean.in = read_span(*in);
    if (each) check_steps(*each, in, every, mean);
    constexpr frequency steps[] = {frequency::month, frequency::quarter};
    const auto inner = mean.each == mean_over_operator::step::dimension
                           ? every
                           : maybe_frequency(steps[static_cast<std::size_t>(mean.each)]);
    if (const auto of = object.require("of", "write what the mean is taken of")) {
        auto read = read_operand(*of, inner);
        figures = std::move(read.figures);
        mean.of = std::move(read.value);
    }
    figures.subject = "a mean";
    figures.is_whole = figures.is_persons_of_register = false;
    object.finish();
    return {std::move(mean), std::move(figures)};
}

/// Reports a base that is not one period of those reported.
void check_base(const json_place& place, const period_literal& base, maybe_frequency every) {
    const auto* range = std::get_if<period_range>(&base.meaning);
    if (!range) return; // a window of days is one period
    const auto kind = range->first.periodicity().every;
    if (range->first != range->last)
        place.report(fmt::format("{} are several periods; write the one that is the base", in_quotes(base.text)));
    else if (every && kind != *every)
        place.report(fmt::format("{} is a {}, and the figures are of a {}; write a period of the same length",
                                 in_quotes(base.text), name_of(kind), name_of(*every)));
}

void read_base(const json_place& place, maybe_frequency every, change_operator& change) {
    const auto text = place.text(R"("previous", "year_before" or a period such as "2019")");
    if (!text) return;
    if (*text == "previous" || *text == "year_before") {
        change.from = *text == "previous" ? change_operator::base::previous : change_operator::base::year_before;
        return;
    }
    change.from = change_operator::base::period;
    change.period = *text;
    if (const auto meant = did_you_mean(*text, names_of<change_operator::base>); !meant.empty())
        place.report(fmt::format("{} is neither a period nor a base{}", in_quotes(*text), meant));
    else if (const auto base = parse_period_literal(*text))
        check_base(place, *base, every);
    else
        place.report(base.errors());
}

operator_reading read_change(const json_place& place, maybe_frequency every) {
    change_operator change;
    figure_facts figures;
    json_object object(place, R"(a change such as {"of": ..., "from": "year_before", "as": "percent"})");
    if (const auto of = object.require("of", "write what changes")) {
        auto read = read_operand(*of, every);
        figures = std::move(read.figures);
        change.of = std::move(read.value);
    }
    if (const auto from = object.require("from", R"(write "previous", "year_before" or a period such as "2019")"))
        read_base(*from, every, change);
    const auto as = object.require("as", R"(write "difference", "percent" or "points")");
    if (read_name(as, change.as)) {
        const bool is_share = figures.unit == measurement_unit::ratio;
        if (change.as == change_operator::expression::points && figures.unit && !is_share)
            as->report(fmt::format("only shares change by points, and these are {}; write \"difference\" or "
                                   "\"percent\"",
                                   in_plural(*figures.unit)));
        if (change.as == change_operator::expression::percent || change.as == change_operator::expression::points)
            figures.unit = measurement_unit::ratio;
    }
    figures.is_difference = change.as != change_operator::expression::percent;
    figures.is_whole = figures.is_persons_of_register = false;
    figures.subject = "a change";
    object.finish();
    return {std::move(change), std::move(figures)};
}

} // namespace

std::optional<operator_reading> read_operator(json_object& object, maybe_frequency every, std::string_view missing) {
    using reader = operator_reading (*)(const json_place&, maybe_frequency);
    using combining = combination_operator::kind;
    using dividing = quotient_operator::kind;
    constexpr std::array<reader, operator_keys.size()> readers{read_count,
                                                               read_share,
                                                               read_quotient<dividing::rate>,
                                                               read_quotient<dividing::ratio>,
                                                               read_mean,
                                                               read_quantile,
                                                               read_combination<combining::sum>,
                                                               read_combination<combining::minimum>,
                                                               read_combination<combining::maximum>,
                                                               read_difference,
                                                               read_product,
                                                               read_mean_over,
                                                               read_change};
    const auto found = find_alternatives(object, operator_keys, missing);
    std::optional<operator_reading> read;
    for (const auto& [index, value] : found) read = readers[index](value, every);
    return found.size() == 1 ? std::move(read) : std::nullopt;
}

} // namespace kohort::grammar
