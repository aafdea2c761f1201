#include "row_rules.hpp"

#include "moved_days.hpp"
#include "rows_where.hpp"

#include <kohort/cohort/follow_up.hpp>
#include <kohort/spells/history.hpp>
#include <kohort/spells/months.hpp>

#include <fmt/format.h>

#include <algorithm>
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

/// The days on which a row may count: the first, and the first on which it may not any more.
using day_limits = std::pair<std::int32_t, std::int32_t>;

/// What a rule makes of each day of a column. Calendars are slow, and a register has many rows but few days.
template <class Result>
class by_day {
  public:
    /// `rule(day)` for all days of the column but `except`.
    template <class Rule>
    by_day(std::span<const std::int32_t> days, std::int32_t except, Rule rule) {
        auto last = std::numeric_limits<std::int32_t>::min();
        for (const auto d : days) {
            if (d == except) continue;
            first_ = std::min(first_, d);
            last = std::max(last, d);
        }
        for (auto d = first_; d <= last; ++d) results_.push_back(rule(day(d)));
    }
    [[nodiscard]] const Result& operator[](std::int32_t d) const noexcept {
        return results_[static_cast<std::size_t>(d - first_)];
    }

  private:
    std::int32_t first_ = std::numeric_limits<std::int32_t>::max();
    std::vector<Result> results_;
};

/// Bounds a stock. Persons are counted from columns of days; spells need no more than the bounds.
void bound_stock(const derived_day* from, const derived_day* until, const rule_context& context, measure_draft& into) {
    auto& counts = into.counts;
    if (from) counts.from.push_back(*from);
    if (until) counts.until.push_back(*until);
    if (!counts.distinct_persons) return;
    const auto& spells = context.spells;
    const auto shift = counts.when == timing::close_of ? spells.exit_offset() : 0;
    const auto& days = context.registers.rows().moved.get(
        {&spells, {counts.start, counts.end}, shift, counts.from, counts.until}, [&] {
            auto [starts, ends] = moved_days(spells, counts);
            return row_memory::moved_days{std::make_shared<const std::vector<std::int32_t>>(std::move(starts)),
                                          std::make_shared<const std::vector<std::int32_t>>(std::move(ends))};
        });
    counts.start = days.first;
    counts.end = days.second;
    counts.from.clear();
    counts.until.clear();
}

/// Filters for each period: `holds(row, period)`.
template <class Predicate>
std::vector<row_filter> rows_where_by_period(const rule_context& context, Predicate holds) {
    std::vector<row_filter> filters;
    for (const auto& period : context.periods)
        filters.push_back(rows_where(context.spells, [&](std::size_t row) { return holds(row, period); }));
    return filters;
}

} // namespace

void add_age(const age_condition& age, const measure& of, const rule_context& context, const std::string& path,
             measure_draft& into) {
    const auto& spells = context.spells;
    const auto timed = into.counts.when;
    const bool of_event = timed == timing::entries || timed == timing::exits;
    const bool of_stock = !of_event && (of.when.kind == clock_kind::on || of.when.kind == clock_kind::close_of);
    if (age.at == age_reference::clock && (of_event || !is_of_days(of))) {
        context.errors.add(error_code::plan,
                           "\"clock\" is the day of a stock, and there is none here; take ages at the \"start\", the "
                           "\"end_of_period\" or as \"year_difference\"",
                           path + "/at");
        return;
    }
    if (age.at == age_reference::event && !of_event) {
        context.errors.add(error_code::plan,
                           "\"event\" is the day of an entry or exit, and there is none here; take ages at the "
                           "\"start\", the \"end_of_period\" or as \"year_difference\"",
                           path + "/at");
        return;
    }
    if (spells.size() == 0 && !spells.has_birth()) return; // made by hand, without rows to tell
    if (!spells.has_birth()) {
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
    auto& memory = context.registers.rows();
    const int from = age.from.value_or(0), to = age.to.value_or(200);
    const auto births = spells.birth();
    const auto is_aged = [&, from, to](std::size_t row, day when) {
        if (births[row] == spell_register::unknown_birth) return false;
        const int born = spells.birth_is_year() ? births[row] : to_civil(day(births[row])).year;
        const int years = age.at == age_reference::year_difference ? to_civil(when).year - born
                                                                   : completed_years(day(births[row]), when);
        return from <= years && years <= to;
    };
    if (is_of_days(of) && age.at == age_reference::clock) {
        const derived_day first{derived_day::origin::birth, {from, duration_unit::year}, 0};
        const derived_day stop{derived_day::origin::birth, {to + 1, duration_unit::year}, 0};
        bound_stock(&first, &stop, context, into);
    } else if (of_event && age.at != age_reference::end_of_period) {
        const bool at_exit = timed == timing::exits && age.at != age_reference::start;
        const auto& bytes = memory.aged.get({&spells, age, at_exit}, [&] {
            return bytes_where(spells, [&](std::size_t row) {
                const auto event = at_exit ? spells.exit_day(row) : spells.start()[row];
                return event != open_end && is_aged(row, day(event));
            });
        });
        into.counts.filters.push_back({bytes, {0, 1}});
    } else if (age.at == age_reference::start) {
        const auto& bytes = memory.aged.get({&spells, age, false}, [&] {
            return bytes_where(spells, [&](std::size_t row) { return is_aged(row, day(spells.start()[row])); });
        });
        into.counts.filters.push_back({bytes, {0, 1}});
    } else { // at the end of the period; or the year of that day, or of a stock's
        const bool at_clock = of_stock && age.at == age_reference::year_difference;
        row_rules rules;
        rules.add_by_period(rows_where_by_period(context, [&](std::size_t row, const reporting_period& period) {
            return is_aged(row, at_clock ? reference_day(of.when.reference, period.span).value_or(period.span.last)
                                         : period.span.last);
        }));
        into.restrict_to(rules);
    }
}

void add_elapsed(const duration_bounds& elapsed, const measure& of, const rule_context& context,
                 const std::string& path, measure_draft& into) {
    const auto& spells = context.spells;
    const auto starts = spells.start();
    auto& memory = context.registers.rows();
    // The first day on which the time since the start is long enough, and the first on which it is too long.
    const auto bound_of = [](const auto& limit, bool is_later) {
        return derived_day{derived_day::origin::start, limit->value, is_later ? 1 : 0};
    };
    std::optional<derived_day> from, until;
    if (elapsed.lower) from = bound_of(elapsed.lower, !elapsed.lower->inclusive);
    if (elapsed.upper) until = bound_of(elapsed.upper, elapsed.upper->inclusive);
    if (into.counts.when == timing::exits) {
        const auto& bytes = memory.ended_after.get({&spells, elapsed}, [&] {
            const by_day<day_limits> limits(starts, open_end, [&](day start) {
                return day_limits{from ? from->from(start).count() : std::numeric_limits<std::int32_t>::min(),
                                  until ? until->from(start).count() : open_end};
            });
            return bytes_where(spells, [&](std::size_t row) {
                const auto& [first, stop] = limits[starts[row]];
                return first <= spells.end()[row] && spells.end()[row] < stop;
            });
        });
        into.counts.filters.push_back({bytes, {0, 1}});
    } else if (into.counts.when != timing::entries && is_of_days(of)) {
        bound_stock(from ? &*from : nullptr, until ? &*until : nullptr, context, into);
    } else {
        context.errors.add(error_code::plan,
                           into.counts.when == timing::entries
                               ? "no time has elapsed at an entry; count exits or a stock"
                               : "the time elapsed is counted to a day; count a stock: \"clock\": {\"on\": "
                                 "\"last_day\"}",
                           path);
    }
}

void add_months(const months_condition& months, const row_rules& state, const rule_context& context,
                const std::string& path, measure_draft& into) {
    if (context.periods.empty()) return;
    std::vector<window> windows;
    for (const auto& period : context.periods) {
        windows.push_back(clock_window({clock_kind::during, {}, months.in}, period.span));
        if (is_whole_months(windows.back())) continue;
        context.errors.add(
            error_code::plan,
            fmt::format("{} does not consist of calendar months; ask for months, quarters or years", period.label),
            path);
        return;
    }
    std::vector<row_filter> filters;
    const auto add = [&](std::vector<row_filter> kept, std::span<const window> within) {
        const spell_source source{&context.spells, std::move(kept)};
        window time = within.front();
        for (const auto& each : within) time = {std::min(time.first, each.first), std::max(time.last, each.last)};
        for (auto& bytes :
             person_month_matrix(std::span(&source, 1), time).at_least(months.at_least, context.spells, within))
            filters.push_back({std::move(bytes), {0, 1}});
    };
    if (state.by_period.empty()) {
        add(state.always, windows);
    } else { // the state is another one in each period
        for (std::size_t p = 0; p < windows.size(); ++p) add(state.in_period(p), std::span(windows).subspan(p, 1));
    }
    row_rules rules;
    rules.add_by_period(std::move(filters));
    into.restrict_to(rules);
}

void add_first(const first_condition& first, const rule_context& context, measure_draft& into) {
    const auto& bytes = context.registers.rows().first_entries.get({&context.spells, first.without_earlier_in}, [&] {
        return first_entries(context.spells, first.without_earlier_in);
    });
    into.counts.filters.push_back({bytes, {0, 1}});
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
            context.errors.add(error_code::plan,
                               "the state after an event cannot depend on the period; use conditions on codes",
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
    auto& memory = context.registers.rows().outcomes;
    const auto timed = into.counts.when;
    if (timed == timing::entries || timed == timing::exits) {
        const auto event = timed == timing::exits ? follow_up_event::exit : follow_up_event::entry;
        const auto outcomes = memory.get({&context.spells, followed, static_cast<int>(event), 0}, [&] {
            return as_row_bytes(follow_up_outcomes(context.spells, event, rule_of(followed), sources));
        });
        add([&](measure_draft& draft, std::vector<std::uint8_t> keeps) {
            draft.counts.filters.push_back({outcomes, std::move(keeps)});
        });
        return;
    }
    const auto windows = windows_of(of.when, context, path);
    if (!windows) return;
    std::vector<row_bytes> outcomes;
    for (const auto& day_of_stock : *windows)
        outcomes.push_back(memory.get({&context.spells, followed, 2, day_of_stock.first.count()}, [&] {
            return as_row_bytes(follow_up_outcomes(context.spells, day_of_stock.first, rule_of(followed), sources));
        }));
    add([&](measure_draft& draft, const std::vector<std::uint8_t>& keeps) {
        row_rules rules;
        std::vector<row_filter> filters;
        for (const auto& bytes : outcomes) filters.push_back({bytes, keeps});
        rules.add_by_period(std::move(filters));
        draft.restrict_to(rules);
    });
}

} // namespace kohort
