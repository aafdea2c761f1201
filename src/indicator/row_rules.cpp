#include "row_rules.hpp"

#include "prepared_figures.hpp"
#include "rows_where.hpp"

#include <kohort/base/suggest.hpp>
#include <kohort/data/measurement_unit.hpp>
#include <kohort/spells/history.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

namespace kohort {

namespace {

std::string list_of_codes(const code_list& list, const std::string& code) {
    const auto near = list.suggestions(code);
    if (!near.empty()) return fmt::format("did you mean \"{}\"?", near.front());
    return fmt::format("it has {} codes, the first is \"{}\"", list.size(), list.size() == 0 ? "" : list[0].code);
}

void report_code(const std::string& dimension, const code_list& list, const std::string& code, const std::string& path,
                 definition_errors& errors) {
    errors.add(error_code::plan,
               fmt::format("dimension \"{}\" has no code \"{}\"; {}", dimension, code, list_of_codes(list, code)),
               path);
}

/// By code: whether it is, or lies below, a code from the first to the last of a range.
std::vector<std::uint8_t> codes_between(const code_condition& wanted, const code_list& list, const std::string& path,
                                        definition_errors& errors) {
    std::vector<std::uint8_t> named(list.size() + 1, 0);
    const auto index_of = [&](const std::optional<std::string>& code, std::size_t otherwise, std::string_view key) {
        if (!code) return otherwise;
        const auto index = list.find(*code);
        if (!index)
            report_code(wanted.dimension, list, *code, fmt::format("{}/{}/{}", path, wanted.dimension, key), errors);
        return index.value_or(otherwise);
    };
    if (list.size() == 0) return named;
    const auto from = index_of(wanted.from, 0, "from");
    const auto to = index_of(wanted.to, list.size() - 1, "to");
    if (from > to)
        errors.add(error_code::plan,
                   fmt::format("\"{}\" comes after \"{}\" in the list of \"{}\"; exchange them", list[from].code,
                               list[to].code, wanted.dimension),
                   path + "/" + wanted.dimension);
    for (std::size_t code = 0; code < list.size(); ++code)
        for (auto within = from; within <= to; ++within)
            if (list.is_within(code, within)) named[code + 1] = 1;
    return named;
}

/// By code (0 is unknown): whether the condition names it, or a code above it.
std::vector<std::uint8_t> codes_named(const code_condition& wanted, const code_list& list,
                                      const std::optional<std::string>& unknown_code, const std::string& path,
                                      definition_errors& errors) {
    if (wanted.from || wanted.to) return codes_between(wanted, list, path, errors);
    std::vector<std::uint8_t> named(list.size() + 1, 0);
    for (std::size_t i = 0; i < wanted.codes.size(); ++i) {
        const auto& code = wanted.codes[i];
        if (const auto index = list.find(code)) {
            for (std::size_t below = 0; below < list.size(); ++below)
                if (list.is_within(below, *index)) named[below + 1] = 1;
        } else if (code == unknown_code.value_or("unknown")) {
            named[0] = 1;
        } else {
            report_code(wanted.dimension, list, code, fmt::format("{}/{}/{}", path, wanted.dimension, i), errors);
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
        rules.add({dimension, codes_kept(wanted, dimension->codes, dimension->unknown_code, path, context.errors)});
    }
}

void add_presence(const presence_condition& presence, const rule_context& context, const std::string& path,
                  row_rules& rules) {
    const auto* other = context.registers.find(presence.register_name, path + "/register", context.errors);
    const auto windows = windows_of(presence.when, context, path);
    if (!other || !windows) return;
    const rule_context there{*other, context.data, context.registers, context.periods, context.errors};
    const auto kept = compile(*presence.where, there, path + "/where");
    const auto clock = presence.when.kind == clock_kind::close_of ? stock_clock::close_of : stock_clock::on;
    const std::vector<std::uint8_t> keeps =
        presence.absent ? std::vector<std::uint8_t>{1, 0} : std::vector<std::uint8_t>{0, 1};
    for (std::size_t p = 0; p < windows->size(); ++p) rules.look_at(p, status_of((*windows)[p], other->horizon()));
    rules.look_as(kept);
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
    for (std::size_t p = 0; p < context.periods.size(); ++p)
        rules.look_at(p, status_of(context.periods[p].span, other->horizon()));
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
    for (const auto& part : compiled) rules.look_as(part);
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

void row_rules::add(const row_rules& more) {
    always.insert(always.end(), more.always.begin(), more.always.end());
    by_period.resize(std::max(by_period.size(), more.by_period.size()));
    for (std::size_t p = 0; p < more.by_period.size(); ++p)
        by_period[p].insert(by_period[p].end(), more.by_period[p].begin(), more.by_period[p].end());
    look_as(more);
}

void row_rules::look_at(std::size_t period, obs_status status) {
    if (known.size() <= period) known.resize(period + 1);
    known[period] = status_of_sum(known[period], status);
}

void row_rules::look_as(const row_rules& other) {
    for (std::size_t p = 0; p < other.known.size(); ++p) look_at(p, other.known[p]);
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
    if (hint.empty())
        hint = known.empty() ? "; its schema names none under \"values\""
                             : fmt::format("; it has: {}", fmt::join(known, ", "));
    errors.add(error_code::plan,
               fmt::format("register \"{}\" has no numeric column \"{}\"{}", spells.name(), name, hint), path);
    return nullptr;
}

std::vector<std::uint8_t> codes_kept(const code_condition& wanted, const code_list& list,
                                     const std::optional<std::string>& unknown_code, const std::string& path,
                                     definition_errors& errors) {
    auto keeps = codes_named(wanted, list, unknown_code, path, errors);
    if (wanted.negated)
        for (auto& keep : keeps) keep = keep ? 0 : 1;
    return keeps;
}

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

} // namespace kohort
