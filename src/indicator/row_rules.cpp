#include "row_rules.hpp"

#include <kohort/base/suggest.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace kohort {

namespace {

using timing = aggregate_measure::timing;
constexpr auto open_end = spell_register::open_end;

bool is_stock(timing when, const measure& of) {
    return when == timing::close_of || (when == timing::presence && of.when.kind == clock_kind::on);
}

/// Moves starts forward and ends back, row by row: where an age or a duration bounds the stock.
/// `bounds(row)` gives the first day that counts and the first that does not any more.
template <class Bounds>
void narrow(const spell_register& spells, aggregate_measure& into, Bounds bounds) {
    auto starts = into.start ? *into.start : std::vector(spells.start().begin(), spells.start().end());
    auto ends = into.end ? *into.end : std::vector(spells.end().begin(), spells.end().end());
    const auto end_shift = into.when == timing::close_of ? spells.exit_offset() : 0;
    for (std::size_t row = 0; row < spells.size(); ++row) {
        const auto [first, stop] = bounds(row);
        starts[row] = std::max(starts[row], first);
        if (stop != open_end) ends[row] = std::min(ends[row], stop + end_shift);
    }
    into.start = std::make_shared<const std::vector<std::int32_t>>(std::move(starts));
    into.end = std::make_shared<const std::vector<std::int32_t>>(std::move(ends));
}

/// Adds a filter that keeps the rows for which `holds(row)`.
template <class Predicate>
void keep_rows(const spell_register& spells, aggregate_measure& into, Predicate holds) {
    std::vector<std::uint8_t> bytes(spells.size());
    for (std::size_t row = 0; row < spells.size(); ++row) bytes[row] = holds(row) ? 1 : 0;
    into.filters.push_back({std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes)), {0, 1}});
}

std::string list_of_codes(const dimension_column& dimension, const std::string& code) {
    const auto near = dimension.codes.suggestions(code);
    if (!near.empty()) return fmt::format("did you mean \"{}\"?", near.front());
    return fmt::format("it has {} codes, the first is \"{}\"", dimension.codes.size(),
                       dimension.codes.size() == 0 ? "" : dimension.codes[0].code);
}

/// By code of the column (0 is unknown): whether the condition names it, or a code above it.
std::vector<std::uint8_t> codes_named(const code_condition& wanted, const dimension_column& dimension,
                                      const std::string& path, definition_errors& errors) {
    std::vector<std::uint8_t> named(dimension.codes.size() + 1, 0);
    for (std::size_t i = 0; i < wanted.codes.size(); ++i) {
        const auto& code = wanted.codes[i];
        if (const auto index = dimension.codes.find(code)) {
            for (std::size_t below = 0; below < dimension.codes.size(); ++below)
                if (dimension.codes.is_within(below, *index)) named[below + 1] = 1;
        } else if (code == dimension.unknown_code.value_or("unknown")) {
            named[0] = 1;
        } else {
            errors.add(error_code::plan,
                       fmt::format("dimension \"{}\" has no code \"{}\"; {}", dimension.name, code,
                                   list_of_codes(dimension, code)),
                       fmt::format("{}/{}/{}", path, wanted.dimension, i));
        }
    }
    return named;
}

} // namespace

const dimension_column* find_dimension(const spell_register& spells, const std::string& name, const std::string& path,
                                       definition_errors& errors) {
    if (const auto* found = spells.find_dimension(name)) return found;
    std::vector<std::string_view> known;
    for (const auto& dimension : spells.dimensions()) known.push_back(dimension.name);
    auto hint = did_you_mean(name, known);
    if (hint.empty()) {
        for (const auto& dimension : known) hint += (hint.empty() ? "; it has: " : ", ") + std::string(dimension);
    }
    errors.add(error_code::plan, fmt::format("register \"{}\" has no dimension \"{}\"{}", spells.name(), name, hint),
               path);
    return nullptr;
}

std::vector<row_filter> compile(const condition& where, const spell_register& spells, const std::string& path,
                                definition_errors& errors) {
    std::vector<row_filter> filters;
    for (const auto& wanted : where.codes) {
        const auto* dimension = find_dimension(spells, wanted.dimension, path + "/" + wanted.dimension, errors);
        if (!dimension) continue;
        auto keeps = codes_named(wanted, *dimension, path, errors);
        if (wanted.negated)
            for (auto& keep : keeps) keep = keep ? 0 : 1;
        filters.push_back({dimension, std::move(keeps)});
    }
    return filters;
}

void add_age(const age_condition& age, const measure& of, const spell_register& spells, const std::string& path,
             aggregate_measure& into, definition_errors& errors) {
    if (spells.birth().empty()) {
        errors.add(
            error_code::plan,
            fmt::format("register \"{}\" has no birth date; name its column as \"birth\" in the schema", spells.name()),
            path);
        return;
    }
    if (spells.birth_is_year() && age.at != age_reference::year_difference) {
        errors.add(error_code::plan,
                   fmt::format("register \"{}\" has birth years only; use \"at\": \"year_difference\"", spells.name()),
                   path);
        return;
    }
    const int from = age.from.value_or(0), to = age.to.value_or(200);
    const auto births = spells.birth();
    const bool of_event = into.when == timing::entries || into.when == timing::exits;
    if (is_stock(into.when, of) && (age.at == age_reference::clock || age.at == age_reference::end_of_period)) {
        const bool at_last_day = of.when.reference == reference_rule{};
        if (age.at == age_reference::end_of_period && !at_last_day) {
            errors.add(error_code::plan, "a stock that is not taken on the last day has its age \"at\": \"clock\"",
                       path);
            return;
        }
        narrow(spells, into, [&](std::size_t row) -> std::pair<std::int32_t, std::int32_t> {
            if (births[row] == spell_register::unknown_birth) return {open_end, open_end};
            return {birthday(day(births[row]), from).count(), birthday(day(births[row]), to + 1).count()};
        });
        return;
    }
    if (!of_event && age.at != age_reference::start) {
        errors.add(
            error_code::plan,
            "the age of persons who are present in a period changes within it; count a stock with \"at\": \"clock\", "
            "or take the age \"at\": \"start\"",
            path);
        return;
    }
    if (age.at == age_reference::end_of_period || age.at == age_reference::clock) {
        errors.add(error_code::plan,
                   "the age of entries and exits is taken \"at\": \"event\", \"start\" or \"year_difference\"", path);
        return;
    }
    keep_rows(
        spells, into, [&, at_exit = into.when == timing::exits && age.at != age_reference::start](std::size_t row) {
            const auto event = at_exit ? spells.exit_day(row) : spells.start()[row];
            if (births[row] == spell_register::unknown_birth || event == open_end) return false;
            const int born = spells.birth_is_year() ? births[row] : to_civil(day(births[row])).year;
            const int years = age.at == age_reference::year_difference ? to_civil(day(event)).year - born
                                                                       : completed_years(day(births[row]), day(event));
            return from <= years && years <= to;
        });
}

void add_elapsed(const duration_bounds& elapsed, const measure& of, const spell_register& spells,
                 const std::string& path, aggregate_measure& into, definition_errors& errors) {
    const auto starts = spells.start();
    // The first day on which the time since the start is long enough, and the first on which it is too long.
    const auto bounds = [&elapsed, starts](std::size_t row) -> std::pair<std::int32_t, std::int32_t> {
        auto first = std::numeric_limits<std::int32_t>::min(), stop = open_end;
        if (elapsed.lower)
            first = add(day(starts[row]), elapsed.lower->value).count() + (elapsed.lower->inclusive ? 0 : 1);
        if (elapsed.upper)
            stop = add(day(starts[row]), elapsed.upper->value).count() + (elapsed.upper->inclusive ? 1 : 0);
        return {first, stop};
    };
    switch (into.when) {
    case timing::exits:
        keep_rows(spells, into, [&](std::size_t row) {
            const auto [first, stop] = bounds(row);
            return first <= spells.end()[row] && spells.end()[row] < stop;
        });
        return;
    case timing::presence:
    case timing::close_of:
        if (is_stock(into.when, of)) {
            narrow(spells, into, bounds);
        } else {
            errors.add(error_code::plan,
                       "the time elapsed is counted to a day; count a stock: \"clock\": {\"on\": \"last_day\"}", path);
        }
        return;
    case timing::entries:
        errors.add(error_code::plan, "no time has elapsed at an entry; count exits or a stock", path);
        return;
    }
}

row_bytes compile(const follow_up& followed, const measure& of, const spell_register& spells, const data_set& data,
                  const std::string& path, definition_errors& errors) {
    const bool of_exits = of.unit_counted == counted::exits || of.unit_counted == counted::persons_exiting;
    const bool of_entries = of.unit_counted == counted::entries || of.unit_counted == counted::persons_entering;
    if (!of_exits && !of_entries)
        errors.add(error_code::plan, "this version follows up entries and exits; count those", path);
    if (followed.lasting)
        errors.add(error_code::plan, "this version does not compute \"lasting\" yet", path + "/lasting");
    const bool by_month = followed.as == follow_up_form::in_month || followed.as == follow_up_form::every_month;
    const bool in_months = followed.after.unit == duration_unit::month || followed.after.unit == duration_unit::year;
    if (by_month && !in_months)
        errors.add(error_code::plan, "calendar months are counted in months; write \"after\" in months",
                   path + "/after");
    const bool fits = (of_exits || of_entries) && (!by_month || in_months);

    std::vector<follow_up_source> sources;
    for (const auto& name : followed.registers) {
        const auto* source = data.find(name);
        if (!source) {
            errors.add(error_code::plan, fmt::format("there is no register \"{}\" to follow up in", name),
                       path + "/register");
            continue;
        }
        sources.push_back({source, compile(followed.where, *source, path + "/where", errors)});
    }
    if (sources.size() != followed.registers.size() || !fits) return nullptr;
    return std::make_shared<const std::vector<std::uint8_t>>(
        follow_up_outcomes(spells, of_exits ? follow_up_event::exit : follow_up_event::entry,
                           {followed.after, followed.as, followed.state}, sources));
}

row_filter filter_on(const row_bytes& outcomes, const follow_up& followed, bool only_reached) {
    row_filter filter{outcomes, std::vector<std::uint8_t>(5, 0)};
    const auto keep = [&filter](follow_up_outcome outcome) { filter.keeps[static_cast<std::size_t>(outcome)] = 1; };
    keep(follow_up_outcome::complete_reached);
    if (!only_reached) keep(follow_up_outcome::complete);
    if (followed.include_incomplete) keep(follow_up_outcome::incomplete_reached);
    if (followed.include_incomplete && !only_reached) keep(follow_up_outcome::incomplete);
    return filter;
}

} // namespace kohort
