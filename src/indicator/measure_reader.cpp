#include "measure_reader.hpp"

#include "condition_reader.hpp"
#include "grammar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kohort::grammar {
namespace {

constexpr std::string_view register_form =
    R"(the name of a register such as "jobbtorg", or {"union": [...]}, {"overlay": [...]}, )"
    R"({"intersect": [a, b]} or {"subtract": [a, b]})";

constexpr std::array<std::string_view, 4> combinations{"union", "overlay", "intersect", "subtract"};

void read_combination(const json_place& place, measure_source& source) {
    json_object object(place);
    if (const auto form = find_one(object, combinations, fmt::format("expected {}", register_form))) {
        source.is = static_cast<measure_source::kind>(form->index + 1);
        source.names = read_texts(form->value, "a list of names of registers");
        const bool takes_two =
            source.is == measure_source::kind::intersect || source.is == measure_source::kind::subtract;
        if (takes_two && !source.names.empty() && source.names.size() != 2)
            form->value.report(fmt::format("{} takes two registers; combine others by \"union\" first",
                                           in_quotes(combinations[form->index])));
        if (!takes_two && source.names.size() == 1)
            form->value.report(
                fmt::format("a single register needs no {}; write its name", in_quotes(combinations[form->index])));
    }
    object.finish();
}

void read_counted(const json_place& place, measure_facts& facts, measure& made) {
    const auto index = place.index_in(counted_names);
    if (!index) return;
    facts.unit_counted = made.unit_counted = static_cast<counted>(*index);
    facts.unit = unit_of(made.unit_counted);
}

void check_clock(const json_place& place, std::optional<counted> unit, clock_kind kind) {
    const bool is_flow = unit && *unit != counted::spells && *unit != counted::persons && *unit != counted::total;
    if (is_flow && kind != clock_kind::during)
        place.report(fmt::format("{} are counted during a time, not on a day: leave the clock out, or count "
                                 "\"spells\" or \"persons\"",
                                 in_quotes(name(*unit))));
    const bool is_mean = kind == clock_kind::mean_of_days || kind == clock_kind::mean_of_months;
    if (unit == counted::total && is_mean)
        place.report(R"(a total has no mean over time here; write {"mean_over": {"of": ..., "each": "month"}})");
}

/// The clock of a measure whose count may not be known.
void read_fitting_clock(json_object& object, std::optional<frequency> every, measure_facts& facts, measure& made) {
    facts.when = clock_kind::during;
    const auto place = object.find("clock");
    if (!place) return;
    const auto when = read_clock(*place, every);
    facts.when = when ? std::optional(when->kind) : std::nullopt;
    if (!when) return;
    made.when = *when;
    check_clock(*place, facts.unit_counted, when->kind);
}

/// The limits of an age.
age_condition read_ages(json_object& object, const json_place& place) {
    constexpr int oldest = 150;
    age_condition age;
    const auto from = object.find("from");
    const auto to = object.find("to");
    if (from) age.from = from->integer(0, oldest);
    if (to) age.to = to->integer(0, oldest);
    if (object && !from && !to) place.report(R"(ages need a limit: "from", "to" or both, in completed years)");
    if (age.from && age.to && *age.from > *age.to)
        to->report(fmt::format("no age is from {} to {}; \"to\" is the highest age included", *age.from, *age.to));
    return age;
}

age_condition read_age(const json_place& place, const measure_facts& facts) {
    json_object object(place, R"(ages such as {"from": 16, "to": 24, "at": "event"})");
    auto age = read_ages(object, place);
    if (facts.is_population()) {
        age.at = age_reference::clock;
        if (const auto at = object.find("at"))
            at->report("the rows of a table say which ages they are: leave \"at\" out");
        object.finish();
        return age;
    }
    const auto at = object.require(
        "at",
        R"(say when age is taken: at the "event" (entry or exit), the "start" of the spell, the "clock" (day of a )"
        R"(stock), the "end_of_period", or as "year_difference" (of calendar years))");
    if (read_name(at, age.at)) check_age_reference(*at, age.at, facts);
    object.finish();
    return age;
}

/// Whether no duration can lie between the bounds; months and days are not compared.
bool leaves_nothing(const duration_bounds& bounds) {
    const auto& [lower, upper] = bounds;
    if (!lower || !upper || counts_months(lower->value) != counts_months(upper->value)) return false;
    const auto least = smallest_units_of(lower->value), most = smallest_units_of(upper->value);
    return least > most || (least == most && !(lower->inclusive && upper->inclusive));
}

duration_bounds read_elapsed(const json_place& place, const measure_facts& facts) {
    duration_bounds elapsed;
    json_object object(place, R"(a threshold such as {"at_least": "12 months"})");
    elapsed = read_bounds<duration>(object, [](const json_place& bound) { return read_duration(bound, 0); });
    if (leaves_nothing(elapsed)) place.report("no time lies between these bounds; exchange them");
    check_elapsed(place, facts);
    object.finish();
    return elapsed;
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
    if (has_form && is_by_month && !counts_months(*length))
        after->report(fmt::format("{} counts calendar months: write \"3 months\", not {}", in_quotes(name(followed.as)),
                                  in_quotes(to_string(*length))));
}

void read_follow_up_state(json_object& object, std::optional<frequency> every, follow_up& followed) {
    const auto state = object.require(
        "state", R"(say what must hold: "present" (in a spell of the register), "absent" (in none) or "known" )"
                 R"((the register reaches so far))");
    const bool has_state = read_name(state, followed.state);
    if (const auto where = object.find("where")) {
        followed.where = read_condition(*where, every);
        if (has_state && followed.state == follow_up::state_kind::known)
            where->report(
                R"("where" chooses spells, and "known" asks only how far the register reaches: leave it out)");
    }
    if (const auto lasting = object.find("lasting")) {
        followed.lasting = read_duration(*lasting, 1);
        if (has_state && followed.state != follow_up::state_kind::present)
            lasting->report(
                fmt::format("\"lasting\" is about a spell that starts, so that the state is \"present\"; it "
                            "is {} here",
                            in_quotes(name(followed.state))));
    }
}

follow_up read_follow_up(const json_place& place, std::optional<frequency> every, const measure_facts& facts) {
    follow_up followed;
    json_object object(place, "a follow-up");
    read_follow_up_time(object, followed);
    if (const auto registers = object.require("register", "name the register, or registers, in which to look"))
        followed.registers = read_registers(*registers);
    read_follow_up_state(object, every, followed);
    const auto incomplete = object.require(
        "incomplete",
        R"(say what becomes of events whose follow-up the register does not reach: "exclude" (they leave )"
        R"(numerator and denominator) or "include" (they stay, and the figure is provisional))");
    if (incomplete) followed.include_incomplete = incomplete->index_in(incomplete_names) == std::size_t{1};
    const bool has_event = facts.is_of_exits() || facts.is_of_entries() || facts.is_of_stock();
    if (facts.is_complete() && !has_event)
        place.report(fmt::format("follow-up starts from an exit, an entry or the day of a stock, and {} here are none: "
                                 "count \"exits\" or \"entries\", or give a clock such as {{\"on\": \"last_day\"}}",
                                 in_quotes(name(*facts.unit_counted))));
    object.finish();
    return followed;
}

/// Reports a time in which so many calendar months cannot lie.
void check_months(const json_place& in, std::optional<frequency> every, const months_condition& months) {
    if (months.in && !counts_months(*months.in)) {
        in.report(R"(calendar months are counted in months or years: write "16 months")");
    } else if (!months.in && every == frequency::week) {
        in.report("a week does not consist of calendar months; write a length of time such as \"12 months\"");
    } else if (months.in ? smallest_units_of(*months.in) < months.at_least
                         : every && months_in(*every) < months.at_least) {
        in.report(fmt::format("{} months cannot all lie in {}; write a longer time", months.at_least,
                              months.in ? to_string(*months.in) : fmt::format("a {}", name_of(*every))));
    }
}

months_condition read_months(const json_place& place, std::optional<frequency> every, const measure_facts& facts) {
    constexpr int most_months = 1200;
    months_condition months;
    json_object object(place, R"(a number of months such as {"at_least": 10, "in": "period"})");
    if (const auto least = object.require("at_least", "write how many calendar months, such as 10"))
        months.at_least = static_cast<int>(least->integer(1, most_months).value_or(1));
    if (const auto in = object.require("in", R"(write "period" or a length of time such as "16 months")")) {
        months.in = read_span(*in);
        check_months(*in, every, months);
    }
    if (facts.unit_counted && facts.unit_counted != counted::persons)
        place.report(fmt::format("months are counted per person: count \"persons\", not {}",
                                 in_quotes(name(*facts.unit_counted))));
    object.finish();
    return months;
}

first_condition read_first(const json_place& place, const measure_facts& facts) {
    constexpr std::string_view what = R"("ever", or a length of time such as "12 months")";
    first_condition first;
    if (const auto text = place.text(what); text && *text != "ever") {
        first.without_earlier_in = parse_duration(*text);
        if (!first.without_earlier_in || first.without_earlier_in->count < 1) place.report_expected(what);
    }
    if (facts.unit_counted && !facts.is_of_entries())
        place.report(fmt::format("\"first\" is about entries: count \"entries\" or \"persons_entering\", not {}",
                                 in_quotes(name(*facts.unit_counted))));
    return first;
}

/// The restrictions that measures and shares have in common; of tables, only those that tables can have.
void read_common_restrictions(json_object& object, std::optional<frequency> every, const measure_facts& facts,
                              row_restrictions& restricted) {
    if (const auto where = object.find("where")) restricted.where = read_condition(*where, every);
    if (const auto age = object.find("age")) restricted.age = read_age(*age, facts);
    if (const auto elapsed = object.find("elapsed")) restricted.elapsed = read_elapsed(*elapsed, facts);
    if (const auto months = object.find("months")) restricted.months = read_months(*months, every, facts);
    if (const auto first = object.find("first")) restricted.first = read_first(*first, facts);
    if (const auto followed = object.find("follow_up")) restricted.followed = read_follow_up(*followed, every, facts);
}

/// Reports the restrictions that a table of counts (or of cells) cannot have.
void refuse_register_keys(json_object& object, measure_source::kind is) {
    const auto refuse = [&](std::string_view key, std::string_view instead) {
        if (const auto value = object.find(key))
            value->report(fmt::format("{} is about the spells of a register, and {} here is a table; {}",
                                      in_quotes(key), in_quotes(name(is)), instead));
    };
    constexpr std::string_view leave_out = "leave it out, or count a register";
    for (const auto key : {"elapsed", "months", "first", "follow_up", "once_per", "merge_gaps", "count", "register"})
        refuse(key, leave_out);
    if (is != measure_source::kind::cell) return;
    refuse("clock", "the cell of each period is taken");
    refuse("age", R"(write the age as a condition on a dimension of the table: "where": {"age": ["16-24"]})");
}

constexpr std::array<std::string_view, 3> sources{"register", "population", "cell"};
constexpr key_synonym measure_synonyms[] = {
    {"filter", "where"}, {"unit", "count"}, {"when", "clock"}, {"table", "population"}};

void check_conditions_of_table(const json_place& place, const condition& where, measure_source::kind is) {
    const bool only_codes =
        where.presences.empty() && where.totals.empty() && where.alternatives.empty() && where.negations.empty();
    if (!only_codes)
        place.report(fmt::format("a {} has conditions on the codes of its dimensions only, such as {{\"sex\": "
                                 "[\"women\"]}}",
                                 name(is)));
}

measure_facts read_table(json_object& object, measure_source::kind is, const json_place& named,
                         std::optional<frequency> every, measure& made) {
    measure_facts facts;
    facts.source = is;
    made.source = {is, {named.text().value_or("")}};
    if (is == measure_source::kind::population) {
        facts.unit = measurement_unit::count;
        read_fitting_clock(object, every, facts, made);
    }
    refuse_register_keys(object, is);
    if (const auto where = object.find("where")) {
        made.where = read_condition(*where, every);
        check_conditions_of_table(*where, made.where, is);
    }
    if (const auto age = object.find("age"); age && facts.is_population()) made.age = read_age(*age, facts);
    return facts;
}

measure_facts read_register_measure(json_object& object, std::optional<frequency> every, measure& made) {
    constexpr std::array<std::string_view, 2> what_counts{"count", "total"};
    object.know({"population", "cell"});
    measure_facts facts;
    facts.source = measure_source::kind::one_register;
    if (const auto what = find_one(
            object, what_counts,
            R"(say what is counted: "count": "persons", "spells", "entries", "exits", ..., or "total": a column)")) {
        if (what->index == 0) {
            read_counted(what->value, facts, made);
        } else if (auto value = what->value.text("the name of a numeric column")) {
            facts.unit_counted = made.unit_counted = counted::total;
            made.value = std::move(*value);
        }
    }
    if (const auto source = object.require("register", R"(name the register, such as "jobbtorg")"))
        made.source = read_source(*source);
    read_fitting_clock(object, every, facts, made);
    read_common_restrictions(object, every, facts, made);
    if (const auto gaps = object.find("merge_gaps")) made.merge_gaps = read_duration(*gaps, 0);
    if (const auto once_per = object.find("once_per")) {
        made.once_per = read_texts(*once_per, R"(a list of dimensions, such as ["target_group"])");
        if (facts.unit_counted && unit_of(*facts.unit_counted) != measurement_unit::persons)
            once_per->report(
                fmt::format("\"once_per\" is about counting a person once; count \"persons\", or leave it out: "
                            "{} are counted each time",
                            in_quotes(name(*facts.unit_counted))));
    }
    return facts;
}

} // namespace

bool measure_facts::is_of_entries() const noexcept {
    return unit_counted == counted::entries || unit_counted == counted::persons_entering;
}

bool measure_facts::is_of_exits() const noexcept {
    return unit_counted == counted::exits || unit_counted == counted::persons_exiting;
}

bool measure_facts::is_of_stock() const noexcept { return when == clock_kind::on || when == clock_kind::close_of; }

bool measure_facts::is_of_days() const noexcept {
    return is_of_stock() || when == clock_kind::mean_of_days || when == clock_kind::mean_of_months ||
           unit_counted == counted::person_days;
}

void check_age_reference(const json_place& place, age_reference at, const measure_facts& facts) {
    if (!facts.is_complete()) return;
    constexpr std::string_view others = R"(; write "start", "end_of_period", "year_difference" or )";
    if (at == age_reference::clock && !facts.is_of_days())
        place.report(fmt::format("\"clock\" is the day of a stock, and {} here have none{}\"event\"",
                                 in_quotes(name(*facts.unit_counted)), others));
    if (at == age_reference::event && !facts.is_of_entries() && !facts.is_of_exits())
        place.report(fmt::format("\"event\" is the day of an entry or exit, and {} here have none{}\"clock\"",
                                 in_quotes(name(*facts.unit_counted)), others));
}

void check_elapsed(const json_place& place, const measure_facts& facts) {
    if (facts.is_complete() && !facts.is_of_days() && !facts.is_of_exits())
        place.report(
            fmt::format("elapsed time runs to the day of a stock or to an exit, and {} here have neither: count "
                        "\"exits\", or give a clock such as {{\"on\": \"last_day\"}}",
                        in_quotes(name(*facts.unit_counted))));
}

std::vector<std::string> read_registers(const json_place& place) {
    constexpr std::string_view what = R"(the name of a register, or a list of names)";
    if (place.is(json_kind::array)) return read_texts(place, what);
    const auto name = place.text(what);
    return name ? std::vector{*name} : std::vector<std::string>{};
}

measure_source read_source(const json_place& place) {
    measure_source source;
    if (place.is(json_kind::object))
        read_combination(place, source);
    else if (auto name = place.text(register_form))
        source.names = {std::move(*name)};
    return source;
}

measure_facts read_measure(const json_place& place, std::optional<frequency> every, measure& made) {
    json_object object(place, R"(a measure such as {"count": "exits", "register": "jobbtorg"})");
    if (!object) return {};
    measure_facts facts;
    const bool is_table = object.has("population") || object.has("cell");
    if (!is_table) {
        facts = read_register_measure(object, every, made);
    } else if (const auto source = find_one(object, sources, {})) {
        const auto is = source->index == 1 ? measure_source::kind::population : measure_source::kind::cell;
        facts = read_table(object, is, source->value, every, made);
    } else {
        for (const auto key : measure_keys) (void)object.find(key); // they belong to one of the sources
    }
    object.finish(measure_synonyms);
    return facts;
}

bool read_restrictions(json_object& object, std::optional<frequency> every, const measure_facts& facts,
                       share_operator& share) {
    const bool is_any = std::ranges::any_of(restriction_keys, [&object](auto key) { return object.has(key); });
    read_common_restrictions(object, every, facts, share);
    if (!is_any || facts.source == measure_source::kind::one_register || !facts.source) return is_any;
    if (const auto where = object.find("where")) check_conditions_of_table(*where, share.where, *facts.source);
    for (const auto key : restriction_keys)
        if (key != "where" && (key != "age" || !facts.is_population()) && object.has(key))
            object.find(key)->report(fmt::format("{} is about the spells of a register, and a {} is a table",
                                                 in_quotes(key), name(*facts.source)));
    return true;
}

} // namespace kohort::grammar
