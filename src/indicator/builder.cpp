#include <kohort/indicator/builder.hpp>

#include "grammar.hpp"

#include <utility>
#include <variant>

namespace kohort {
namespace {

// Changes that measures, shares and, as far as they have them, follow-ups have in common.

auto with_codes(std::string dimension, std::vector<std::string> codes, bool negated) {
    return [added = code_condition{std::move(dimension), std::move(codes), negated}](auto& restricted) {
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

/// Applies a change to what the restrictions of a definition restrict.
template <class Change>
auto restricting(Change change) {
    struct target {
        measure& operator()(count_operator& count) const noexcept { return count.of; }
        share_operator& operator()(share_operator& share) const noexcept { return share; }
        measure& operator()(mean_operator& mean) const noexcept { return mean.over; }
    };
    return [change = std::move(change)](definition& made) {
        std::visit([&change](auto& operation) { change(target{}(operation)); }, made.operation);
    };
}

measure& measure_of(indicator_operator& operation) noexcept {
    struct measure_in {
        measure& operator()(count_operator& count) const noexcept { return count.of; }
        measure& operator()(share_operator& share) const noexcept { return share.of; }
        measure& operator()(mean_operator& mean) const noexcept { return mean.over; }
    };
    return std::visit(measure_in{}, operation);
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
follow_up_builder follow_up_builder::lasting(duration length) const {
    return with([&](follow_up& made) { made.lasting = length; });
}

follow_up_builder followed_in(std::vector<std::string> registers, follow_up_state state, duration after,
                              follow_up_form as, incomplete_events incomplete) {
    return follow_up_builder(
        {after, std::move(registers), {}, state, as, {}, incomplete == incomplete_events::include});
}

// Measures

measure_builder::measure_builder(counted what, std::string register_name) {
    made_.unit_counted = what;
    made_.register_name = std::move(register_name);
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
measure_builder measure_builder::elapsed(duration_bounds bounds) const { return with(with_elapsed(bounds)); }
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

measure_builder spells(std::string register_name) { return {counted::spells, std::move(register_name)}; }
measure_builder persons(std::string register_name) { return {counted::persons, std::move(register_name)}; }
measure_builder persons_entering(std::string register_name) {
    return {counted::persons_entering, std::move(register_name)};
}
measure_builder persons_exiting(std::string register_name) {
    return {counted::persons_exiting, std::move(register_name)};
}
measure_builder entries(std::string register_name) { return {counted::entries, std::move(register_name)}; }
measure_builder exits(std::string register_name) { return {counted::exits, std::move(register_name)}; }

// Definitions

template <class Change>
definition_builder definition_builder::with(const Change& change) const {
    auto copy = *this;
    change(copy.made_);
    return copy;
}

definition_builder definition_builder::where(std::string dimension, std::vector<std::string> codes) const {
    return with(restricting(with_codes(std::move(dimension), std::move(codes), false)));
}
definition_builder definition_builder::where_not(std::string dimension, std::vector<std::string> codes) const {
    return with(restricting(with_codes(std::move(dimension), std::move(codes), true)));
}
definition_builder definition_builder::aged(std::optional<int> from, std::optional<int> to, age_reference at) const {
    return with(restricting(with_age(from, to, at)));
}
definition_builder definition_builder::elapsed(duration_bounds bounds) const {
    return with(restricting(with_elapsed(bounds)));
}
definition_builder definition_builder::followed(const follow_up_builder& by) const {
    return with(restricting(with_follow_up(by.made())));
}

definition_builder definition_builder::per(periodicity division) const {
    return with([&](definition& made) { made.per = division; });
}
definition_builder definition_builder::by(const std::vector<std::string>& dimensions) const {
    return with([&](definition& made) {
        for (const auto& dimension : dimensions) made.by.push_back({dimension, {}});
    });
}
definition_builder definition_builder::by_on_list(std::string dimension, std::string code_list) const {
    return with([&](definition& made) { made.by.push_back({std::move(dimension), std::move(code_list)}); });
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
definition_builder definition_builder::target(indicator_target::direction side, std::string value,
                                              std::string margin) const {
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
    if (!checked) return checked.errors();
    return std::move(checked->front());
}

definition_start::definition_start(std::string id, indicator_operator operation) {
    made_.id = std::move(id);
    made_.operation = std::move(operation);
}

definition_builder definition_start::of(const measure_builder& counted_here) const {
    auto started = made_;
    measure_of(started.operation) = counted_here.made();
    if (std::holds_alternative<count_operator>(started.operation))
        started.unit = grammar::unit_of(counted_here.made().unit_counted);
    return definition_builder(std::move(started));
}

definition_start count(std::string id) { return {std::move(id), count_operator{}}; }
definition_start share(std::string id) { return {std::move(id), share_operator{}}; }
definition_start mean_duration(std::string id) {
    return {std::move(id), mean_operator{mean_operator::quantity::duration, {}}};
}
definition_start mean_elapsed(std::string id) {
    return {std::move(id), mean_operator{mean_operator::quantity::elapsed, {}}};
}

} // namespace kohort
