#include "measure_reader.hpp"

#include "grammar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kohort::grammar {
namespace {

std::optional<std::string> read_register(const json_place& place) {
    constexpr std::string_view what = R"(the name of a register, such as "jobbtorg")";
    if (!place.is(json_kind::object)) return place.text(what);
    json_object object(place);
    if (!report_pending_keys(object, position::registers)) place.report_expected(what);
    return std::nullopt;
}

std::optional<counted> read_counted(const json_place& place) {
    if (place.is(json_kind::text)) {
        const auto word = place.text();
        if (!word) return std::nullopt;
        if (is_pending(position::count, *word)) {
            report_pending(place, position::count, *word);
            return std::nullopt;
        }
    }
    counted unit{};
    return read_name(place, unit) ? std::optional(unit) : std::nullopt;
}

void read_during(const json_place& place, clock& when) {
    constexpr std::string_view what = R"("period", or a length of time such as "12 months")";
    const auto text = place.text(what);
    if (!text || *text == "period") return;
    when.trailing = parse_duration(*text);
    if (!when.trailing || when.trailing->count < 1) place.report_expected(what);
}

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

std::optional<clock> read_clock(const json_place& place, std::optional<frequency> every) {
    json_object object(place, R"(a clock such as {"during": "period"} or {"on": "last_day"})");
    const auto form =
        find_one(object, names_of<clock_kind>, R"(a clock says "during", "on" or "close_of")", position::clock);
    object.know({"in"}); // of mean_of
    clock when;
    if (form) when.kind = static_cast<clock_kind>(form->index);
    if (form && when.kind == clock_kind::during) read_during(form->value, when);
    if (form && when.kind != clock_kind::during) read_reference(form->value, every, when);
    if (const auto years_back = object.find("years_back")) {
        if (form && when.kind == clock_kind::during)
            years_back->report(R"("years_back" belongs to the day of a stock: {"on": "12-31", "years_back": 1})");
        when.reference.years_back = static_cast<int>(years_back->integer(0, 100).value_or(0));
    }
    object.finish();
    return form ? std::optional(when) : std::nullopt;
}

/// The clock of a measure whose count may not be known.
std::optional<clock> read_fitting_clock(json_object& object, std::optional<counted> unit,
                                        std::optional<frequency> every) {
    const auto place = object.find("clock");
    if (!place) return clock{};
    auto when = read_clock(*place, every);
    const bool is_flow = unit && unit != counted::spells && unit != counted::persons;
    if (when && is_flow && when->kind != clock_kind::during)
        place->report(fmt::format("{} are counted during a time, not on a day: leave the clock out, or count "
                                  "\"spells\" or \"persons\"",
                                  in_quotes(name(*unit))));
    return when;
}

/// One dimension's part of a CONDITION: [code, ...] or {"not": [code, ...]}.
code_condition read_codes(std::string dimension, const json_place& place) {
    constexpr std::string_view what = R"(a list of codes: ["a", "b"], or {"not": ["a", "b"]} for all others)";
    code_condition wanted{std::move(dimension), {}, false};
    if (!place.is(json_kind::object)) {
        wanted.codes = read_texts(place, what);
        return wanted;
    }
    json_object object(place);
    const bool is_pending = report_pending_keys(object, position::codes);
    if (const auto codes = object.find("not")) {
        wanted.negated = true;
        wanted.codes = read_texts(*codes, what);
    } else if (!is_pending) {
        place.report_expected(what);
    }
    object.finish();
    return wanted;
}

condition read_condition(const json_place& place) {
    condition wanted;
    json_object object(place, R"(a condition such as {"exit_reason": ["work", "studies"]})");
    if (!object || report_pending_keys(object, position::condition)) return wanted;
    for (auto& [dimension, codes] : place.members()) wanted.codes.push_back(read_codes(dimension, codes));
    if (wanted.empty()) place.report("the condition is empty; name a dimension and its codes, or leave it out");
    std::ranges::sort(wanted.codes, {}, &code_condition::dimension); // the order of keys means nothing
    return wanted;
}

void check_age_reference(const json_place& place, age_reference at, const measure_facts& facts) {
    if (!facts.is_complete()) return;
    constexpr std::string_view others = R"(; write "start", "end_of_period", "year_difference" or )";
    if (at == age_reference::clock && !facts.is_of_stock())
        place.report(fmt::format("\"clock\" is the day of a stock, and {} here have none{}\"event\"",
                                 in_quotes(name(*facts.unit_counted)), others));
    if (at == age_reference::event && !facts.is_of_entries() && !facts.is_of_exits())
        place.report(fmt::format("\"event\" is the day of an entry or exit, and {} here have none{}\"clock\"",
                                 in_quotes(name(*facts.unit_counted)), others));
}

age_condition read_age(const json_place& place, const measure_facts& facts) {
    constexpr int oldest = 150;
    age_condition age;
    json_object object(place, R"(ages such as {"from": 16, "to": 24, "at": "event"})");
    const auto from = object.find("from");
    const auto to = object.find("to");
    if (from) age.from = from->integer(0, oldest);
    if (to) age.to = to->integer(0, oldest);
    if (object && !from && !to) place.report(R"(ages need a limit: "from", "to" or both, in completed years)");
    if (age.from && age.to && *age.from > *age.to)
        to->report(fmt::format("no age is from {} to {}; \"to\" is the highest age included", *age.from, *age.to));
    const auto at = object.require(
        "at",
        R"(say when age is taken: at the "event" (entry or exit), the "start" of the spell, the "clock" (day of a )"
        R"(stock), the "end_of_period", or as "year_difference" (of calendar years))");
    if (read_name(at, age.at)) check_age_reference(*at, age.at, facts);
    object.finish();
    return age;
}

constexpr std::array<std::string_view, 2> lower_bounds{"at_least", "more_than"};
constexpr std::array<std::string_view, 2> upper_bounds{"at_most", "less_than"};

std::optional<duration_bounds::bound> read_bound(json_object& object, std::span<const std::string_view, 2> keys) {
    const auto found = find_one(object, keys, {});
    if (!found) return std::nullopt;
    const auto length = read_duration(found->value, 0);
    return length ? std::optional(duration_bounds::bound{*length, found->index == 0}) : std::nullopt;
}

/// Whether no duration can lie between the bounds; bounds in different units are not compared.
bool leaves_nothing(const duration_bounds& bounds) {
    const auto& [lower, upper] = bounds;
    if (!lower || !upper || lower->value.unit != upper->value.unit) return false;
    const bool is_one_value = lower->inclusive && upper->inclusive && lower->value == upper->value;
    return lower->value.count >= upper->value.count && !is_one_value;
}

duration_bounds read_elapsed(const json_place& place, const measure_facts& facts) {
    duration_bounds elapsed;
    json_object object(place, R"(a threshold such as {"at_least": "12 months"})");
    elapsed.lower = read_bound(object, lower_bounds);
    elapsed.upper = read_bound(object, upper_bounds);
    const auto is_written = [&object](std::string_view key) { return object.has(key); };
    if (object && std::ranges::none_of(lower_bounds, is_written) && std::ranges::none_of(upper_bounds, is_written))
        place.report(R"(a threshold needs a bound: "at_least", "more_than", "at_most" or "less_than")");
    if (leaves_nothing(elapsed)) place.report("no time lies between these bounds; exchange them");
    if (facts.is_complete() && !facts.is_of_stock() && !facts.is_of_exits())
        place.report(
            fmt::format("elapsed time runs to the day of a stock or to an exit, and {} here have neither: count "
                        "\"exits\", or give a clock such as {{\"on\": \"last_day\"}}",
                        in_quotes(name(*facts.unit_counted))));
    object.finish();
    return elapsed;
}

std::vector<std::string> read_registers(const json_place& place) {
    constexpr std::string_view what = R"(the name of a register, or a list of names)";
    if (place.is(json_kind::array)) return read_texts(place, what);
    const auto name = place.text(what);
    return name ? std::vector{*name} : std::vector<std::string>{};
}

void read_follow_up_time(json_object& object, follow_up& followed) {
    const auto after = object.require("after", R"(write how long after the event, such as "3 months")");
    const auto as = object.require(
        "as", R"(say when the state must hold: "on_day" (on the day so long after), "in_month" (on any day of that )"
              R"(calendar month), "every_month" (in each calendar month until then), "every_day" (on each day until )"
              R"(then) or "within" (on some day until then))");
    const bool has_form = read_name(as, followed.as);
    const auto length = after ? read_duration(*after, 1) : std::nullopt;
    if (!length) return;
    followed.after = *length;
    const bool is_by_month = followed.as == follow_up::form::in_month || followed.as == follow_up::form::every_month;
    if (has_form && is_by_month && length->unit != duration_unit::month && length->unit != duration_unit::year)
        after->report(fmt::format("{} counts calendar months: write \"3 months\", not {}", in_quotes(name(followed.as)),
                                  in_quotes(to_string(*length))));
}

void read_follow_up_state(json_object& object, follow_up& followed) {
    const auto state = object.require(
        "state", R"(say what must hold: "present" (in a spell of the register), "absent" (in none) or "known" )"
                 R"((the register reaches so far))");
    const bool has_state = read_name(state, followed.state);
    if (const auto where = object.find("where")) followed.where = read_condition(*where);
    if (const auto lasting = object.find("lasting")) {
        followed.lasting = read_duration(*lasting, 1);
        if (has_state && followed.state != follow_up::state_kind::present)
            lasting->report(
                fmt::format("\"lasting\" is about a spell that starts, so that the state is \"present\"; it "
                            "is {} here",
                            in_quotes(name(followed.state))));
    }
}

follow_up read_follow_up(const json_place& place, const measure_facts& facts) {
    follow_up followed;
    json_object object(place, "a follow-up");
    read_follow_up_time(object, followed);
    if (const auto registers = object.require("register", "name the register, or registers, in which to look"))
        followed.registers = read_registers(*registers);
    read_follow_up_state(object, followed);
    const auto incomplete = object.require(
        "incomplete",
        R"(say what becomes of events whose follow-up the register does not reach: "exclude" (they leave )"
        R"(numerator and denominator) or "include" (they stay, and the figure is provisional))");
    if (incomplete) followed.include_incomplete = incomplete->index_in(incomplete_names) == std::size_t{1};
    const bool has_event =
        facts.unit_counted == counted::exits || facts.unit_counted == counted::entries || facts.is_of_stock();
    if (facts.is_complete() && !has_event)
        place.report(fmt::format("follow-up starts from an exit, an entry or the day of a stock, and {} here are none: "
                                 "count \"exits\" or \"entries\", or give a clock such as {{\"on\": \"last_day\"}}",
                                 in_quotes(name(*facts.unit_counted))));
    object.finish();
    return followed;
}

constexpr std::array<std::string_view, 4> restrictions{"where", "age", "elapsed", "follow_up"};

/// The restrictions that measures and shares have in common.
template <class Restricted>
void read_common_restrictions(json_object& object, const measure_facts& facts, Restricted& restricted) {
    if (const auto where = object.find("where")) restricted.where = read_condition(*where);
    if (const auto age = object.find("age")) restricted.age = read_age(*age, facts);
    if (const auto elapsed = object.find("elapsed")) restricted.elapsed = read_elapsed(*elapsed, facts);
    if (const auto followed = object.find("follow_up")) restricted.followed = read_follow_up(*followed, facts);
}

constexpr key_synonym measure_synonyms[] = {{"filter", "where"}, {"unit", "count"}, {"when", "clock"}};

} // namespace

bool measure_facts::is_of_entries() const noexcept {
    return unit_counted == counted::entries || unit_counted == counted::persons_entering;
}

bool measure_facts::is_of_exits() const noexcept {
    return unit_counted == counted::exits || unit_counted == counted::persons_exiting;
}

bool measure_facts::is_of_stock() const noexcept { return when == clock_kind::on || when == clock_kind::close_of; }

measure_facts read_measure(const json_place& place, std::optional<frequency> every, measure& made) {
    measure_facts facts;
    json_object object(place, R"(a measure such as {"count": "exits", "register": "jobbtorg"})");
    if (!object) return facts;

    report_pending_keys(object, position::measure);
    const bool is_other_form = object.has("total") || object.has("population") || object.has("cell");
    const auto demand = [&](std::string_view key, std::string_view what) {
        return is_other_form ? object.find(key) : object.require(key, what);
    };
    if (const auto count = demand("count", R"(say what is counted: "persons", "spells", "entries", "exits", ...)"))
        facts.unit_counted = read_counted(*count);
    if (const auto source = demand("register", R"(name the register, such as "jobbtorg")"))
        made.register_name = read_register(*source).value_or("");
    const auto when = read_fitting_clock(object, facts.unit_counted, every);
    made.unit_counted = facts.unit_counted.value_or(counted::spells);
    if (when) facts.when = when->kind;
    made.when = when.value_or(clock{});

    read_common_restrictions(object, facts, made);
    if (const auto once_per = object.find("once_per")) {
        made.once_per = read_texts(*once_per, R"(a list of dimensions, such as ["target_group"])");
        if (facts.unit_counted && unit_of(*facts.unit_counted) != measurement_unit::persons)
            once_per->report(
                fmt::format("\"once_per\" is about counting a person once; count \"persons\", or leave it out: "
                            "{} are counted each time",
                            in_quotes(name(*facts.unit_counted))));
    }
    object.finish(measure_synonyms);
    return facts;
}

bool read_restrictions(json_object& object, const measure_facts& facts, share_operator& share) {
    const bool is_pending = report_pending_keys(object, position::share);
    read_common_restrictions(object, facts, share);
    return is_pending || std::ranges::any_of(restrictions, [&object](auto key) { return object.has(key); });
}

} // namespace kohort::grammar
