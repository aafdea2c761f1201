#include <kohort/indicator/builder.hpp>

#include "grammar.hpp"

#include <fmt/format.h>

#include <utility>
#include <variant>

namespace kohort {
namespace {

// Changes that measures, shares and, as far as they have them, follow-ups have in common.

auto with_codes(std::string dimension, std::vector<std::string> codes, bool negated) {
    return [added = code_condition{std::move(dimension), std::move(codes), negated, {}, {}}](auto& restricted) {
        restricted.where.codes.push_back(added);
    };
}

auto with_age(std::optional<int> from, std::optional<int> to, age_reference at) {
    return [=](auto& restricted) { restricted.age = age_condition{from, to, at}; };
}

auto with_elapsed(duration_bounds bounds) {
    return [=](auto& restricted) {
        auto elapsed = restricted.elapsed.value_or(duration_bounds{});
        if (bounds.lower) elapsed.lower = bounds.lower;
        if (bounds.upper) elapsed.upper = bounds.upper;
        restricted.elapsed = elapsed;
    };
}

auto with_follow_up(const follow_up& followed) {
    return [&followed](auto& restricted) { restricted.followed = followed; };
}

/// The measure that an operator starts with; operators over other figures have none.
measure* measure_of(indicator_operator& operation) noexcept {
    if (auto* count = std::get_if<count_operator>(&operation)) return &count->of;
    if (auto* share = std::get_if<share_operator>(&operation)) return &share->of;
    if (auto* mean = std::get_if<mean_operator>(&operation)) return &mean->over;
    if (auto* quantile = std::get_if<quantile_operator>(&operation)) return &quantile->over;
    return nullptr;
}

/// What the restrictions of a definition restrict: a share's numerator, else what is counted; nothing in operators over
/// other figures.
row_restrictions* restricted_by(indicator_operator& operation) noexcept {
    if (auto* share = std::get_if<share_operator>(&operation)) return share;
    return measure_of(operation);
}

} // namespace

// Follow-ups

template <class Change>
follow_up_builder follow_up_builder::with(const Change& change) const {
    auto copy = *this;
    change(copy.made_);
    return copy;
}

follow_up_builder follow_up_builder::where(std::string dimension, std::vector<std::string> codes) const {
    return with(with_codes(std::move(dimension), std::move(codes), false));
}
follow_up_builder follow_up_builder::where_not(std::string dimension, std::vector<std::string> codes) const {
    return with(with_codes(std::move(dimension), std::move(codes), true));
}
follow_up_builder follow_up_builder::where(const condition& added) const {
    return with([&](follow_up& made) { made.where = both(std::move(made.where), added); });
}
follow_up_builder follow_up_builder::lasting(duration length) const {
    return with([&](follow_up& made) { made.lasting = length; });
}

follow_up_builder followed_in(std::vector<std::string> registers, follow_up_state state, duration after,
                              follow_up_form as, incomplete_events incomplete) {
    return follow_up_builder(
        {after, std::move(registers), {}, state, as, {}, incomplete == incomplete_events::include});
}

// Measures

measure_builder::measure_builder(counted what, measure_source source) {
    made_.unit_counted = what;
    made_.source = std::move(source);
}

template <class Change>
measure_builder measure_builder::with(const Change& change) const {
    auto copy = *this;
    change(copy.made_);
    return copy;
}

measure_builder measure_builder::where(std::string dimension, std::vector<std::string> codes) const {
    return with(with_codes(std::move(dimension), std::move(codes), false));
}
measure_builder measure_builder::where_not(std::string dimension, std::vector<std::string> codes) const {
    return with(with_codes(std::move(dimension), std::move(codes), true));
}
measure_builder measure_builder::aged(std::optional<int> from, std::optional<int> to, age_reference at) const {
    return with(with_age(from, to, at));
}
measure_builder measure_builder::where(const condition& added) const {
    return with([&](measure& made) { made.where = both(std::move(made.where), added); });
}
measure_builder measure_builder::aged(std::optional<int> from, std::optional<int> to) const {
    return aged(from, to, age_reference::clock);
}
measure_builder measure_builder::elapsed(duration_bounds bounds) const { return with(with_elapsed(bounds)); }
measure_builder measure_builder::in_months(int at_least, std::optional<duration> in) const {
    return with([&](measure& made) { made.months = months_condition{at_least, in}; });
}
measure_builder measure_builder::first(std::optional<duration> without_earlier_in) const {
    return with([&](measure& made) { made.first = first_condition{without_earlier_in}; });
}
measure_builder measure_builder::merge_gaps(duration longest) const {
    return with([&](measure& made) { made.merge_gaps = longest; });
}
measure_builder measure_builder::followed(const follow_up_builder& by) const { return with(with_follow_up(by.made())); }
measure_builder measure_builder::once_per(std::vector<std::string> dimensions) const {
    return with([&](measure& made) { made.once_per = std::move(dimensions); });
}

measure_builder measure_builder::during(duration trailing) const {
    return with([&](measure& made) { made.when = {clock_kind::during, {}, trailing}; });
}
measure_builder measure_builder::on(reference_rule reference) const {
    return with([&](measure& made) { made.when = {clock_kind::on, reference, {}}; });
}
measure_builder measure_builder::on_last_day() const { return on({reference_kind::last_day}); }
measure_builder measure_builder::on_first_day() const { return on({reference_kind::first_day}); }
measure_builder measure_builder::close_of(reference_rule reference) const {
    return with([&](measure& made) { made.when = {clock_kind::close_of, reference, {}}; });
}
measure_builder measure_builder::close_of_last_day() const { return close_of({reference_kind::last_day}); }
measure_builder measure_builder::close_of_first_day() const { return close_of({reference_kind::first_day}); }

measure_builder measure_builder::mean_of_days(std::optional<duration> trailing) const {
    return with([&](measure& made) { made.when = {clock_kind::mean_of_days, {}, trailing}; });
}
measure_builder measure_builder::mean_of_months(std::optional<duration> trailing) const {
    return with([&](measure& made) { made.when = {clock_kind::mean_of_months, {}, trailing}; });
}

measure_builder spells(measure_source source) { return {counted::spells, std::move(source)}; }
measure_builder persons(measure_source source) { return {counted::persons, std::move(source)}; }
measure_builder persons_entering(measure_source source) { return {counted::persons_entering, std::move(source)}; }
measure_builder persons_exiting(measure_source source) { return {counted::persons_exiting, std::move(source)}; }
measure_builder entries(measure_source source) { return {counted::entries, std::move(source)}; }
measure_builder exits(measure_source source) { return {counted::exits, std::move(source)}; }
measure_builder person_days(measure_source source) { return {counted::person_days, std::move(source)}; }
measure_builder person_months(measure_source source) { return {counted::person_months, std::move(source)}; }
measure_builder total(std::string value, measure_source source) {
    measure made;
    made.unit_counted = counted::total;
    made.value = std::move(value);
    made.source = std::move(source);
    return measure_builder(std::move(made));
}
measure_builder population(std::string name) {
    return {counted::spells, {measure_source::kind::population, {std::move(name)}}};
}
measure_builder cell_named(std::string name) {
    return {counted::spells, {measure_source::kind::cell, {std::move(name)}}};
}

measure_source united(std::vector<std::string> registers) {
    return {measure_source::kind::united, std::move(registers)};
}
measure_source overlaid(std::vector<std::string> registers) {
    return {measure_source::kind::overlay, std::move(registers)};
}
measure_source intersected(std::string of, std::string with) {
    return {measure_source::kind::intersect, {std::move(of), std::move(with)}};
}
measure_source subtracted(std::string from, std::string taken) {
    return {measure_source::kind::subtract, {std::move(from), std::move(taken)}};
}

// Conditions

condition codes(std::string dimension, std::vector<std::string> wanted) {
    return {.codes = {{std::move(dimension), std::move(wanted), false, {}, {}}}};
}
condition other_codes_than(std::string dimension, std::vector<std::string> unwanted) {
    return {.codes = {{std::move(dimension), std::move(unwanted), true, {}, {}}}};
}
condition codes_between(std::string dimension, std::optional<std::string> from, std::optional<std::string> to) {
    return {.codes = {{std::move(dimension), {}, false, std::move(from), std::move(to)}}};
}
condition present_in(std::string register_name, clock when, condition where) {
    return {.presences = {{false, std::move(register_name), std::move(where), when}}};
}
condition absent_from(std::string register_name, clock when, condition where) {
    return {.presences = {{true, std::move(register_name), std::move(where), when}}};
}
condition total_of(std::string value, std::string register_name, number_bounds bounds) {
    return {.totals = {{std::move(value), std::move(register_name), std::move(bounds)}}};
}
condition any_of(std::vector<condition> conditions) { return {.alternatives = {std::move(conditions)}}; }
condition none_of(condition negated) { return {.negations = {std::move(negated)}}; }
condition both(condition a, const condition& b) {
    const auto append = [](auto& into, const auto& from) { into.insert(into.end(), from.begin(), from.end()); };
    append(a.codes, b.codes);
    append(a.presences, b.presences);
    append(a.totals, b.totals);
    append(a.alternatives, b.alternatives);
    append(a.negations, b.negations);
    return a;
}
condition all_of(const std::vector<condition>& conditions) {
    condition all;
    for (const auto& each : conditions) all = both(std::move(all), each);
    return all;
}

// Definitions

template <class Change>
definition_builder definition_builder::with(const Change& change) const {
    auto copy = *this;
    change(copy.made_);
    return copy;
}

template <class Change>
definition_builder definition_builder::restricted(const Change& change) const {
    auto copy = *this;
    if (auto* part = restricted_by(copy.made_.operation)) {
        change(*part);
    } else if (misuse_.empty()) {
        const auto key = grammar::key_of(made_.operation);
        copy.misuse_.emplace_back(error_code::definition,
                                  fmt::format("a {} combines figures and counts no rows itself: restrict the measures "
                                              "in it, not the definition",
                                              key),
                                  fmt::format("/{}", key));
    }
    return copy;
}

definition_builder definition_builder::where(std::string dimension, std::vector<std::string> codes) const {
    return restricted(with_codes(std::move(dimension), std::move(codes), false));
}
definition_builder definition_builder::where_not(std::string dimension, std::vector<std::string> codes) const {
    return restricted(with_codes(std::move(dimension), std::move(codes), true));
}
definition_builder definition_builder::aged(std::optional<int> from, std::optional<int> to, age_reference at) const {
    return restricted(with_age(from, to, at));
}
definition_builder definition_builder::where(const condition& added) const {
    return restricted([&](row_restrictions& part) { part.where = both(std::move(part.where), added); });
}
definition_builder definition_builder::in_months(int at_least, std::optional<duration> in) const {
    return restricted([=](row_restrictions& part) { part.months = months_condition{at_least, in}; });
}
definition_builder definition_builder::first(std::optional<duration> without_earlier_in) const {
    return restricted([=](row_restrictions& part) { part.first = first_condition{without_earlier_in}; });
}
definition_builder definition_builder::elapsed(duration_bounds bounds) const {
    return restricted(with_elapsed(bounds));
}
definition_builder definition_builder::followed(const follow_up_builder& by) const {
    return restricted(with_follow_up(by.made()));
}

definition_builder definition_builder::per(periodicity division) const {
    return with([&](definition& made) { made.per = division; });
}
definition_builder definition_builder::by(const std::vector<std::string>& dimensions) const {
    return with([&](definition& made) {
        for (const auto& dimension : dimensions) made.by.push_back({.dimension = dimension});
    });
}
definition_builder definition_builder::by_on_list(std::string dimension, std::string code_list) const {
    return with([&](definition& made) {
        made.by.push_back({.dimension = std::move(dimension), .code_list = std::move(code_list)});
    });
}
definition_builder definition_builder::by_level(std::string dimension, int level,
                                                std::optional<std::string> code_list) const {
    return with([&](definition& made) {
        made.by.push_back({.dimension = std::move(dimension), .code_list = std::move(code_list), .level = level});
    });
}
definition_builder definition_builder::by_age(std::vector<age_band> bands, age_reference at) const {
    return with([&](definition& made) {
        made.by.push_back({.dimension = "age", .ages = age_breakdown{std::move(bands), at}});
    });
}
definition_builder definition_builder::by_elapsed(std::vector<duration> limits) const {
    return with([&](definition& made) {
        made.by.push_back({.dimension = "elapsed", .elapsed = elapsed_breakdown{std::move(limits)}});
    });
}
definition_builder definition_builder::in(measurement_unit unit, int decimals) const {
    return with([&](definition& made) {
        made.unit = unit;
        made.decimals = decimals;
    });
}
definition_builder definition_builder::rounded(rounding_rule rule) const {
    return with([&](definition& made) { made.rounding = rule; });
}
definition_builder definition_builder::small_counts_below(std::int64_t limit) const {
    return with([&](definition& made) { made.small_counts_below = limit; });
}

definition_builder definition_builder::version(std::string edition) const {
    return with([&](definition& made) { made.version = std::move(edition); });
}
definition_builder definition_builder::valid(std::optional<day> from, std::optional<day> to) const {
    return with([&](definition& made) {
        made.valid_from = from;
        made.valid_to = to;
    });
}
definition_builder definition_builder::named(std::string sv, std::string en) const {
    return with([&](definition& made) { made.name = {std::move(sv), std::move(en)}; });
}
definition_builder definition_builder::described(std::string sv, std::string en) const {
    return with([&](definition& made) { made.description = {std::move(sv), std::move(en)}; });
}
definition_builder definition_builder::source(std::string document, std::string section, std::string owner) const {
    return with([&](definition& made) { made.source = {std::move(document), std::move(section), std::move(owner)}; });
}
definition_builder definition_builder::target(indicator_target::direction side, definition_number value,
                                              definition_number margin) const {
    return with([&](definition& made) { made.target = indicator_target{side, std::move(value), std::move(margin)}; });
}
definition_builder definition_builder::break_at(std::string period, std::string why) const {
    return with([&](definition& made) { made.breaks.push_back({std::move(period), std::move(why)}); });
}
definition_builder definition_builder::undefined(std::vector<std::string> in_source) const {
    return with([&](definition& made) { made.undefined_in_source = std::move(in_source); });
}
definition_builder definition_builder::confused_with(std::vector<std::string> ids) const {
    return with([&](definition& made) { made.confused_with = std::move(ids); });
}

result<definition> definition_builder::build() const {
    auto complete = made_;
    if (complete.name.empty()) complete.name.en = complete.id;
    auto checked = parse_definitions(to_json(complete)); // one validation for both ways of writing
    auto errors = misuse_;
    errors.insert(errors.end(), checked.errors().begin(), checked.errors().end());
    if (!errors.empty()) return errors;
    return std::move(checked->front());
}

definition_builder::operator operand() const {
    if (!misuse_.empty()) throw misuse_.front();
    return indirect<indicator_operator>(made_.operation);
}

definition_start::definition_start(std::string id, indicator_operator operation) {
    made_.id = std::move(id);
    made_.operation = std::move(operation);
}

definition_builder definition_start::of(const measure_builder& counted_here) const {
    auto started = made_;
    *measure_of(started.operation) = counted_here.made();
    const bool is_table = !counted_here.made().source.has_spells();
    if (std::holds_alternative<count_operator>(started.operation))
        started.unit = is_table ? measurement_unit::count : grammar::unit_of(counted_here.made().unit_counted);
    return definition_builder(std::move(started));
}

definition_start count(std::string id) { return {std::move(id), count_operator{}}; }
definition_start share(std::string id) { return {std::move(id), share_operator{}}; }
definition_start mean_duration(std::string id) { return {std::move(id), mean_operator{}}; }
definition_start mean_elapsed(std::string id) {
    return {std::move(id), mean_operator{{spell_quantity::kind::elapsed, {}}, {}}};
}
definition_start mean_value(std::string id, std::string column) {
    return {std::move(id), mean_operator{{spell_quantity::kind::value, std::move(column)}, {}}};
}
definition_start quantile(std::string id, spell_quantity of, std::string p) {
    return {std::move(id), quantile_operator{std::move(of), {}, std::move(p)}};
}
definition_builder define(std::string id, indicator_operator operation) {
    definition made;
    made.id = std::move(id);
    made.operation = std::move(operation);
    return definition_builder(std::move(made));
}

// Operators over figures

indicator_operator rate(operand of, operand over) {
    return quotient_operator{quotient_operator::kind::rate, std::move(of), std::move(over)};
}
indicator_operator ratio_of(operand of, operand over) {
    return quotient_operator{quotient_operator::kind::ratio, std::move(of), std::move(over)};
}
indicator_operator sum(std::vector<operand> of) {
    return combination_operator{combination_operator::kind::sum, std::move(of)};
}
indicator_operator minimum(std::vector<operand> of) {
    return combination_operator{combination_operator::kind::minimum, std::move(of)};
}
indicator_operator maximum(std::vector<operand> of) {
    return combination_operator{combination_operator::kind::maximum, std::move(of)};
}
indicator_operator difference(operand from, operand taken) {
    return difference_operator{std::move(from), std::move(taken)};
}
indicator_operator product(operand of, definition_number by) { return product_operator{std::move(of), std::move(by)}; }
indicator_operator mean_over_months(operand of, std::optional<duration> in) {
    return mean_over_operator{std::move(of), mean_over_operator::step::month, {}, in};
}
indicator_operator mean_over_quarters(operand of, std::optional<duration> in) {
    return mean_over_operator{std::move(of), mean_over_operator::step::quarter, {}, in};
}
indicator_operator mean_over_groups(operand of, std::string dimension) {
    return mean_over_operator{std::move(of), mean_over_operator::step::dimension, std::move(dimension), {}};
}
indicator_operator change(operand of, change_operator::base from, change_operator::expression as) {
    return change_operator{std::move(of), from, {}, as};
}
indicator_operator change_since(operand of, std::string period, change_operator::expression as) {
    return change_operator{std::move(of), change_operator::base::period, std::move(period), as};
}

} // namespace kohort
