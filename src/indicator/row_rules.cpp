#include "row_rules.hpp"

#include <kohort/base/suggest.hpp>
#include <kohort/cohort/follow_up.hpp>
#include <kohort/data/measurement_unit.hpp>
#include <kohort/spells/history.hpp>
#include <kohort/spells/months.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <limits>
#include <utility>

namespace kohort {

namespace {

using timing = aggregate_measure::timing;
constexpr auto open_end = spell_register::open_end;

/// Whether what counts is what is there on days, so that starts and ends can be moved.
bool is_of_days(const measure& of) {
    return of.when.kind != clock_kind::during || of.unit_counted == counted::person_days;
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

/// A filter that keeps the rows for which `holds(row)`.
template <class Predicate>
row_filter rows_where(const spell_register& spells, Predicate holds) {
    std::vector<std::uint8_t> bytes(spells.size());
    for (std::size_t row = 0; row < spells.size(); ++row) bytes[row] = holds(row) ? 1 : 0;
    return {as_row_bytes(std::move(bytes)), {0, 1}};
}

/// The same for each period: `holds(row, period)`.
template <class Predicate>
std::vector<row_filter> rows_where_by_period(const rule_context& context, Predicate holds) {
    std::vector<row_filter> filters;
    for (const auto& period : context.periods)
        filters.push_back(rows_where(context.spells, [&](std::size_t row) { return holds(row, period); }));
    return filters;
}

std::string list_of_codes(const dimension_column& dimension, const std::string& code) {
    const auto near = dimension.codes.suggestions(code);
    if (!near.empty()) return fmt::format("did you mean \"{}\"?", near.front());
    return fmt::format("it has {} codes, the first is \"{}\"", dimension.codes.size(),
                       dimension.codes.size() == 0 ? "" : dimension.codes[0].code);
}

void report_code(const dimension_column& dimension, const std::string& code, const std::string& path,
                 definition_errors& errors) {
    errors.add(error_code::plan,
               fmt::format("dimension \"{}\" has no code \"{}\"; {}", dimension.name, code,
                           list_of_codes(dimension, code)),
               path);
}

/// By code of the column: whether it is, or lies below, a code from the first to the last of a range.
std::vector<std::uint8_t> codes_between(const code_condition& wanted, const dimension_column& dimension,
                                        const std::string& path, definition_errors& errors) {
    const auto index_of = [&](const std::optional<std::string>& code, std::size_t otherwise, std::string_view key) {
        if (!code) return otherwise;
        const auto index = dimension.codes.find(*code);
        if (!index) report_code(dimension, *code, fmt::format("{}/{}/{}", path, wanted.dimension, key), errors);
        return index.value_or(otherwise);
    };
    const auto from = index_of(wanted.from, 0, "from");
    const auto to = index_of(wanted.to, dimension.codes.size() - 1, "to");
    if (from > to)
        errors.add(error_code::plan,
                   fmt::format("\"{}\" comes after \"{}\" in the list of \"{}\"; exchange them", *wanted.from,
                               *wanted.to, dimension.name),
                   path + "/" + wanted.dimension);
    std::vector<std::uint8_t> named(dimension.codes.size() + 1, 0);
    for (std::size_t code = 0; code < dimension.codes.size(); ++code)
        for (auto within = from; within <= to; ++within)
            if (dimension.codes.is_within(code, within)) named[code + 1] = 1;
    return named;
}

/// By code of the column (0 is unknown): whether the condition names it, or a code above it.
std::vector<std::uint8_t> codes_named(const code_condition& wanted, const dimension_column& dimension,
                                      const std::string& path, definition_errors& errors) {
    std::vector<std::uint8_t> named(dimension.codes.size() + 1, 0);
    if (wanted.from || wanted.to) return codes_between(wanted, dimension, path, errors);
    for (std::size_t i = 0; i < wanted.codes.size(); ++i) {
        const auto& code = wanted.codes[i];
        if (const auto index = dimension.codes.find(code)) {
            for (std::size_t below = 0; below < dimension.codes.size(); ++below)
                if (dimension.codes.is_within(below, *index)) named[below + 1] = 1;
        } else if (code == dimension.unknown_code.value_or("unknown")) {
            named[0] = 1;
        } else {
            report_code(dimension, code, fmt::format("{}/{}/{}", path, wanted.dimension, i), errors);
        }
    }
    return named;
}

/// The path of a worded condition: alone in its object, or one of "all".
std::string path_below(const std::string& path, std::string_view word) { return fmt::format("{}/{}", path, word); }

void add_codes(const condition& where, const rule_context& context, const std::string& path, row_rules& rules) {
    for (const auto& wanted : where.codes) {
        const auto* dimension =
            find_dimension(context.spells, wanted.dimension, path + "/" + wanted.dimension, context.errors);
        if (!dimension) continue;
        auto keeps = codes_named(wanted, *dimension, path, context.errors);
        if (wanted.negated)
            for (auto& keep : keeps) keep = keep ? 0 : 1;
        rules.add({dimension, std::move(keeps)});
    }
}

/// The windows of a clock in each period. A stock's day is a window of one day.
std::optional<std::vector<window>> windows_of(const clock& when, const rule_context& context, const std::string& path) {
    const bool is_stock = when.kind == clock_kind::on || when.kind == clock_kind::close_of;
    std::vector<window> windows;
    for (const auto& period : context.periods) {
        if (!is_stock) {
            windows.push_back(clock_window(when, period.span));
            continue;
        }
        const auto reference = reference_day(when.reference, period.span);
        if (!reference) {
            context.errors.add(error_code::plan,
                               fmt::format("{} does not have the clock's day exactly once; compute the indicator per "
                                           "year",
                                           period.label),
                               path + "/clock");
            return std::nullopt;
        }
        windows.push_back({*reference, *reference});
    }
    return windows;
}

void add_presence(const presence_condition& presence, const rule_context& context, const std::string& path,
                  row_rules& rules) {
    const auto* other = context.registers.find(presence.register_name, path + "/register", context.errors);
    const auto windows = windows_of(presence.when, context, path);
    if (!other || !windows) return;
    const rule_context there{*other, context.data, context.registers, context.periods, context.errors};
    const auto kept = compile(*presence.where, there, path + "/where");
    const auto clock =
        presence.when.kind == clock_kind::close_of ? stock_clock::close_of : stock_clock::on;
    const std::vector<std::uint8_t> keeps =
        presence.absent ? std::vector<std::uint8_t>{1, 0} : std::vector<std::uint8_t>{0, 1};
    std::vector<row_filter> filters;
    for (std::size_t p = 0; p < windows->size(); ++p) {
        const spell_source source{other, kept.in_period(p)};
        auto bytes = present_in(context.spells, std::span(&source, 1), std::span(*windows).subspan(p, 1), clock);
        filters.push_back({std::move(bytes.front()), keeps});
    }
    rules.add_by_period(std::move(filters));
}

/// Whether a total lies within the bounds of a period.
struct total_limits {
    std::optional<ratio> lower, upper;
    bool lower_inclusive = false, upper_inclusive = false;
    [[nodiscard]] bool hold(ratio total) const {
        if (lower && (lower_inclusive ? total < *lower : total <= *lower)) return false;
        return !upper || (upper_inclusive ? total <= *upper : total < *upper);
    }
};

total_limits limits_of(const number_bounds& bounds, const rule_context& context, const reporting_period& period,
                       const std::string& path) {
    total_limits limits;
    if (bounds.lower) {
        limits.lower = value_of(bounds.lower->value, context.data, period, path, context.errors);
        limits.lower_inclusive = bounds.lower->inclusive;
    }
    if (bounds.upper) {
        limits.upper = value_of(bounds.upper->value, context.data, period, path, context.errors);
        limits.upper_inclusive = bounds.upper->inclusive;
    }
    return limits;
}

void add_total(const total_condition& total, const rule_context& context, const std::string& path, row_rules& rules) {
    const auto* other = context.registers.find(total.register_name, path + "/register", context.errors);
    const auto* column = other ? find_value(*other, total.value, path + "/total", context.errors) : nullptr;
    if (!column) return;
    const auto unit = unit_of_value(*column);
    std::vector<row_filter> filters;
    for (const auto& period : context.periods) {
        const auto limits = limits_of(total.bounds, context, period, path);
        const auto totals = totals_in(context.spells, {other}, *column, period.span);
        // A total that is not known holds no bound: neither "at most" nor "more than" can be said of it.
        filters.push_back(rows_where(context.spells, [&](std::size_t row) {
            return totals[row] != value_column::missing && limits.hold(ratio(totals[row], value_column::scale) * unit);
        }));
    }
    rules.add_by_period(std::move(filters));
}

/// Rows for which `holds(filters of each part, row)`, where the parts are conditions.
template <class Holds>
void add_combination(const std::vector<condition>& parts, const rule_context& context, const std::string& path,
                     row_rules& rules, Holds holds) {
    std::vector<row_rules> compiled;
    for (std::size_t i = 0; i < parts.size(); ++i)
        compiled.push_back(compile(parts[i], context, parts.size() == 1 ? path : fmt::format("{}/{}", path, i)));
    const bool is_constant = std::ranges::all_of(compiled, [](const auto& part) { return part.by_period.empty(); });
    const auto filter_of = [&](std::size_t period) {
        std::vector<std::vector<row_filter>> filters;
        for (const auto& part : compiled) filters.push_back(part.in_period(period));
        return rows_where(context.spells, [&](std::size_t row) { return holds(filters, row); });
    };
    if (is_constant) {
        rules.add(filter_of(0));
        return;
    }
    std::vector<row_filter> by_period;
    for (std::size_t p = 0; p < context.periods.size(); ++p) by_period.push_back(filter_of(p));
    rules.add_by_period(std::move(by_period));
}

} // namespace

void row_rules::add(row_rules more) {
    always.insert(always.end(), std::make_move_iterator(more.always.begin()),
                  std::make_move_iterator(more.always.end()));
    if (by_period.empty()) {
        by_period = std::move(more.by_period);
        return;
    }
    for (std::size_t p = 0; p < more.by_period.size(); ++p)
        by_period[p].insert(by_period[p].end(), more.by_period[p].begin(), more.by_period[p].end());
}

void row_rules::add_by_period(std::vector<row_filter> filters) {
    by_period.resize(filters.size());
    for (std::size_t p = 0; p < filters.size(); ++p) by_period[p].push_back(std::move(filters[p]));
}

std::vector<row_filter> row_rules::in_period(std::size_t period) const {
    auto filters = always;
    if (!by_period.empty()) filters.insert(filters.end(), by_period[period].begin(), by_period[period].end());
    return filters;
}

void measure_draft::restrict_to(const row_rules& rules) {
    counts.filters.insert(counts.filters.end(), rules.always.begin(), rules.always.end());
    if (rules.by_period.empty()) return;
    by_period.resize(rules.by_period.size());
    for (std::size_t p = 0; p < rules.by_period.size(); ++p)
        by_period[p].insert(by_period[p].end(), rules.by_period[p].begin(), rules.by_period[p].end());
}

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

const value_column* find_value(const spell_register& spells, const std::string& name, const std::string& path,
                               definition_errors& errors) {
    std::vector<std::string_view> known;
    for (const auto& column : spells.values()) {
        if (column.name == name) return &column;
        known.push_back(column.name);
    }
    auto hint = did_you_mean(name, known);
    if (hint.empty()) hint = known.empty() ? "; its schema names none under \"values\"" : fmt::format("; it has: {}", fmt::join(known, ", "));
    errors.add(error_code::plan,
               fmt::format("register \"{}\" has no numeric column \"{}\"{}", spells.name(), name, hint), path);
    return nullptr;
}

row_rules compile(const condition& where, const rule_context& context, const std::string& path) {
    row_rules rules;
    add_codes(where, context, path, rules);
    for (const auto& presence : where.presences)
        add_presence(presence, context, path_below(path, presence.absent ? "absent_from" : "present_in"), rules);
    for (const auto& total : where.totals) add_total(total, context, path, rules);
    for (const auto& any : where.alternatives)
        add_combination(any, context, path_below(path, "any"), rules, [](const auto& parts, std::size_t row) {
            return std::ranges::any_of(parts, [row](const auto& filters) { return passes(filters, row); });
        });
    for (const auto& negated : where.negations)
        add_combination({negated}, context, path_below(path, "not"), rules,
                        [](const auto& parts, std::size_t row) { return !passes(parts.front(), row); });
    return rules;
}

ratio unit_of_value(const value_column& column) {
    const auto unit = parse_measurement_unit(column.unit);
    return unit ? in_base_units(*unit) : ratio(1);
}

std::optional<ratio> parse_decimal(const std::string& written) {
    auto digits = written;
    std::int64_t scale = 1;
    if (const auto point = digits.find('.'); point != std::string::npos) {
        constexpr std::size_t most_decimals = 18;
        const auto decimals = digits.size() - point - 1;
        if (decimals > most_decimals) return std::nullopt;
        digits.erase(point, 1);
        for (std::size_t i = 0; i < decimals; ++i) scale *= 10;
    }
    std::int64_t number = 0;
    const auto [stop, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (problem != std::errc() || stop != digits.data() + digits.size()) return std::nullopt;
    return ratio(number, scale);
}

std::optional<ratio> value_of(const definition_number& number, const data_set& data, const reporting_period& period,
                              const std::string& path, definition_errors& errors) {
    if (number.parameter.empty()) {
        const auto value = parse_decimal(number.written);
        if (!value) errors.add(error_code::plan, "the number does not fit into 64 bits", path);
        return value;
    }
    const auto value = data.parameters().value_at(number.parameter, period);
    if (value) return *value;
    errors.add(value.errors(), path + "/parameter");
    return std::nullopt;
}

void add_age(const age_condition& age, const measure& of, const rule_context& context, const std::string& path,
             measure_draft& into) {
    const auto& spells = context.spells;
    if (spells.birth().empty()) {
        context.errors.add(
            error_code::plan,
            fmt::format("register \"{}\" has no birth date; name its column as \"birth\" in the schema", spells.name()),
            path);
        return;
    }
    if (spells.birth_is_year() && age.at != age_reference::year_difference) {
        context.errors.add(
            error_code::plan,
            fmt::format("register \"{}\" has birth years only; use \"at\": \"year_difference\"", spells.name()), path);
        return;
    }
    const int from = age.from.value_or(0), to = age.to.value_or(200);
    const auto births = spells.birth();
    const auto timed = into.counts.when;
    const bool of_event = timed == timing::entries || timed == timing::exits;
    const auto is_aged = [&, from, to](std::size_t row, day when) {
        if (births[row] == spell_register::unknown_birth) return false;
        const int born = spells.birth_is_year() ? births[row] : to_civil(day(births[row])).year;
        const int years = age.at == age_reference::year_difference ? to_civil(when).year - born
                                                                   : completed_years(day(births[row]), when);
        return from <= years && years <= to;
    };
    if (is_of_days(of) && age.at == age_reference::clock) {
        narrow(spells, into.counts, [&](std::size_t row) -> std::pair<std::int32_t, std::int32_t> {
            if (births[row] == spell_register::unknown_birth) return {open_end, open_end};
            return {birthday(day(births[row]), from).count(), birthday(day(births[row]), to + 1).count()};
        });
    } else if (of_event && age.at != age_reference::end_of_period) {
        const bool at_exit = timed == timing::exits && age.at != age_reference::start;
        into.counts.filters.push_back(rows_where(spells, [&](std::size_t row) {
            const auto event = at_exit ? spells.exit_day(row) : spells.start()[row];
            return event != open_end && is_aged(row, day(event));
        }));
    } else if (age.at == age_reference::start) {
        into.counts.filters.push_back(
            rows_where(spells, [&](std::size_t row) { return is_aged(row, day(spells.start()[row])); }));
    } else { // at the end of the period, or its year
        row_rules rules;
        rules.add_by_period(rows_where_by_period(context, [&](std::size_t row, const reporting_period& period) {
            return is_aged(row, period.span.last);
        }));
        into.restrict_to(rules);
    }
}

void add_elapsed(const duration_bounds& elapsed, const measure& of, const rule_context& context,
                 const std::string& path, measure_draft& into) {
    const auto& spells = context.spells;
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
    if (into.counts.when == timing::exits) {
        into.counts.filters.push_back(rows_where(spells, [&](std::size_t row) {
            const auto [first, stop] = bounds(row);
            return first <= spells.end()[row] && spells.end()[row] < stop;
        }));
    } else if (into.counts.when != timing::entries && is_of_days(of)) {
        narrow(spells, into.counts, bounds);
    } else {
        context.errors.add(error_code::plan,
                           into.counts.when == timing::entries
                               ? "no time has elapsed at an entry; count exits or a stock"
                               : "the time elapsed is counted to a day; count a stock: \"clock\": {\"on\": "
                                 "\"last_day\"}",
                           path);
    }
}

void add_months(const months_condition& months, const std::vector<row_filter>& kept, const rule_context& context,
                const std::string& path, measure_draft& into) {
    std::vector<window> windows;
    for (const auto& period : context.periods) {
        windows.push_back(clock_window({clock_kind::during, {}, months.in}, period.span));
        if (is_whole_months(windows.back())) continue;
        context.errors.add(error_code::plan,
                           fmt::format("{} does not consist of calendar months; ask for months, quarters or years",
                                       period.label),
                           path);
        return;
    }
    const spell_source source{&context.spells, kept};
    const person_months matrix(std::span(&source, 1), {windows.front().first, windows.back().last});
    std::vector<row_filter> filters;
    for (auto& bytes : matrix.at_least(months.at_least, context.spells, windows))
        filters.push_back({std::move(bytes), {0, 1}});
    row_rules rules;
    rules.add_by_period(std::move(filters));
    into.restrict_to(rules);
}

void add_first(const first_condition& first, const rule_context& context, measure_draft& into) {
    into.counts.filters.push_back({first_entries(context.spells, first.without_earlier_in), {0, 1}});
}

follow_up_rule rule_of(const follow_up& followed) {
    return {followed.after, followed.as, followed.state, followed.lasting};
}

namespace {

/// The outcomes of follow-up that keep a row.
std::vector<std::uint8_t> outcomes_kept(const follow_up& followed, bool only_reached) {
    std::vector<std::uint8_t> keeps(5, 0);
    const auto keep = [&keeps](follow_up_outcome outcome) { keeps[static_cast<std::size_t>(outcome)] = 1; };
    keep(follow_up_outcome::complete_reached);
    if (!only_reached) keep(follow_up_outcome::complete);
    if (followed.include_incomplete) keep(follow_up_outcome::incomplete_reached);
    if (followed.include_incomplete && !only_reached) keep(follow_up_outcome::incomplete);
    return keeps;
}

/// The registers in which the state is looked for; fewer than named when one does not exist.
std::vector<spell_source> sources_of(const follow_up& followed, const rule_context& context, const std::string& path) {
    std::vector<spell_source> sources;
    for (const auto& name : followed.registers) {
        const auto* source = context.registers.find(name, path + "/register", context.errors);
        if (!source) continue;
        const rule_context there{*source, context.data, context.registers, context.periods, context.errors};
        auto rules = compile(followed.where, there, path + "/where");
        if (!rules.by_period.empty())
            context.errors.add(error_code::plan, "the state after an event cannot depend on the period; use conditions on codes",
                               path + "/where");
        sources.push_back({source, std::move(rules.always)});
    }
    return sources;
}

} // namespace

void add_follow_up(const follow_up& followed, const measure& of, const rule_context& context, const std::string& path,
                   measure_draft& into, measure_draft* base) {
    const auto sources = sources_of(followed, context, path);
    if (sources.size() != followed.registers.size()) return;
    // The rows that are kept of one or of all periods, by their outcomes.
    const auto add = [&](auto filters_of) {
        filters_of(into, outcomes_kept(followed, true));
        if (base) filters_of(*base, outcomes_kept(followed, false));
    };
    const auto timed = into.counts.when;
    if (timed == timing::entries || timed == timing::exits) {
        const auto event = timed == timing::exits ? follow_up_event::exit : follow_up_event::entry;
        const auto outcomes = as_row_bytes(follow_up_outcomes(context.spells, event, rule_of(followed), sources));
        add([&](measure_draft& draft, std::vector<std::uint8_t> keeps) {
            draft.counts.filters.push_back({outcomes, std::move(keeps)});
        });
        return;
    }
    const auto windows = windows_of(of.when, context, path);
    if (!windows) return;
    std::vector<row_bytes> outcomes;
    for (const auto& day_of_stock : *windows)
        outcomes.push_back(as_row_bytes(
            follow_up_outcomes(context.spells, day_of_stock.first, rule_of(followed), sources)));
    add([&](measure_draft& draft, const std::vector<std::uint8_t>& keeps) {
        row_rules rules;
        std::vector<row_filter> filters;
        for (const auto& bytes : outcomes) filters.push_back({bytes, keeps});
        rules.add_by_period(std::move(filters));
        draft.restrict_to(rules);
    });
}

} // namespace kohort
