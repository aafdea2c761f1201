#include "prepared_indicator.hpp"

#include <kohort/base/suggest.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace kohort {

namespace {

using timing = aggregate_measure::timing;

const measure& measure_of(const definition& indicator) {
    if (const auto* count = std::get_if<count_operator>(&indicator.operation)) return count->of;
    if (const auto* share = std::get_if<share_operator>(&indicator.operation)) return share->of;
    return std::get<mean_operator>(indicator.operation).over;
}

/// Where the definition's document has its measure.
std::string measure_path(const definition& indicator) {
    if (std::holds_alternative<count_operator>(indicator.operation)) return "/count";
    return std::holds_alternative<share_operator>(indicator.operation) ? "/share/of" : "/mean/over";
}

const spell_register* find_register(const std::string& name, const data_set& data, const std::string& path,
                                    definition_errors& errors) {
    if (const auto* found = data.find(name)) return found;
    std::vector<std::string_view> known;
    for (const auto& spells : data.registers()) known.push_back(spells.name());
    const auto meant = did_you_mean(name, known);
    errors.add(error_code::plan,
               fmt::format("there is no register \"{}\"{}", name, meant.empty() ? "; give its schema and file" : meant),
               path + "/register");
    return nullptr;
}

bool counts_persons(counted unit) {
    return unit == counted::persons || unit == counted::persons_entering || unit == counted::persons_exiting;
}

timing timing_of(const measure& of) {
    switch (of.unit_counted) {
    case counted::entries:
    case counted::persons_entering:
        return timing::entries;
    case counted::exits:
    case counted::persons_exiting:
        return timing::exits;
    case counted::spells:
    case counted::persons:
        break;
    }
    return of.when.kind == clock_kind::close_of ? timing::close_of : timing::presence;
}

/// The periods asked for, or the last two complete ones.
std::optional<period_axis> periods_of(const definition& indicator, const spell_register& spells,
                                      const evaluate_options& options, definition_errors& errors) {
    if (options.periods) {
        auto selected = select_periods(indicator.per, *options.periods);
        if (selected) return std::move(*selected);
        for (const auto& problem : selected.errors()) errors.add(problem.code(), problem.message(), "/per");
        return {};
    }
    const auto complete = periods_within(indicator.per, spells.horizon());
    std::vector<reporting_period> wanted(
        complete.end() - std::min<std::ptrdiff_t>(2, complete.end() - complete.begin()), complete.end());
    if (wanted.empty()) {
        const auto last = period_containing(indicator.per, spells.horizon().last);
        wanted.push_back({last.label(), last.span()});
    }
    return std::move(*period_axis::from(std::move(wanted)));
}

void check_validity(const definition& indicator, const period_axis& periods, definition_errors& errors) {
    for (const auto& period : periods) {
        const bool too_early = indicator.valid_from && period.span.first < *indicator.valid_from;
        const bool too_late = indicator.valid_to && period.span.last > *indicator.valid_to;
        if (!too_early && !too_late) continue;
        const auto limit = too_early ? fmt::format("from {}", to_string(*indicator.valid_from))
                                     : fmt::format("to {}", to_string(*indicator.valid_to));
        errors.add(error_code::plan,
                   fmt::format("version {} is valid {}; it does not say what {} means. Ask for periods in which it is "
                               "valid, or use another version",
                               indicator.version, limit, period.label),
                   "/valid");
    }
}

/// The window that the measure's clock makes of a period.
std::optional<window> window_of(const measure& of, window period) {
    if (of.when.kind != clock_kind::on && of.when.kind != clock_kind::close_of) return clock_window(of.when, period);
    const auto reference = reference_day(of.when.reference, period);
    if (!reference) return {};
    return window{*reference, *reference};
}

/// A period that starts after the observed time is missing, one that ends after it is provisional; one that starts
/// before it was observed in part.
obs_status status_of(window asked, window observed) {
    if (asked.first > observed.last || asked.last < observed.first) return availability::missing;
    obs_status status;
    if (asked.last > observed.last) status.add(obs_flag::provisional);
    if (asked.first < observed.first) status.add(obs_flag::low_reliability);
    return status;
}

/// Every definition's follow-ups that its measure and operator name.
std::vector<const follow_up*> follow_ups_of(const definition& indicator) {
    std::vector<const follow_up*> found;
    if (measure_of(indicator).followed) found.push_back(&*measure_of(indicator).followed);
    const auto* share = std::get_if<share_operator>(&indicator.operation);
    if (share && share->followed) found.push_back(&*share->followed);
    return found;
}

axis period_axis_of(const period_axis& periods) {
    std::vector<axis_position> positions;
    for (const auto& period : periods)
        positions.push_back({period.label, {period.label, period.label}, axis_position::role::ordinary, {}, false});
    return {axis::kind::period, "period", std::move(positions)};
}

/// A cube's axis and the measure's axis of the same positions.
struct axis_pair {
    axis of_cube;
    measure_axis of_measure;
};

/// The positions of a code list that rows can have, unknown (when rows have it) and the total.
/// `position_of` leads from the column's codes to the list; `keeps` tells which codes (0 is unknown) pass the filters.
axis_pair axis_of(const dimension_column& dimension, const code_list& list, const std::vector<std::size_t>& position_of,
                  const std::vector<std::uint8_t>& keeps) {
    std::vector<std::uint8_t> is_shown(list.size(), 0);
    for (std::size_t code = 0; code < position_of.size(); ++code)
        if (keeps[code + 1])
            for (std::optional<std::size_t> p = position_of[code]; p; p = list[*p].parent) is_shown[*p] = 1;
    std::vector<std::uint32_t> shown_at(list.size(), measure_axis::unwanted);
    for (std::uint32_t p = 0, next = 0; p < list.size(); ++p)
        if (is_shown[p]) shown_at[p] = next++;

    std::vector<axis_position> positions;
    measure_axis measured;
    measured.dimension = &dimension;
    for (std::size_t p = 0; p < list.size(); ++p) {
        if (!is_shown[p]) continue;
        const auto& entry = list[p];
        const auto parent = entry.parent ? shown_at[*entry.parent] : measure_axis::root;
        positions.push_back({entry.code, entry.label, axis_position::role::ordinary,
                             entry.parent ? std::optional<std::size_t>(parent) : std::nullopt, entry.of_which});
        measured.parent.push_back(parent);
    }
    measured.position_of_code.push_back(measure_axis::unwanted);
    if (dimension.has_unknown && keeps[0]) {
        const auto code = dimension.unknown_code.value_or("unknown");
        measured.position_of_code[0] = static_cast<std::uint32_t>(positions.size());
        positions.push_back(
            {code, {code == "unknown" ? "okänd" : code, code}, axis_position::role::unknown, {}, false});
        measured.parent.push_back(measure_axis::root);
    }
    positions.push_back({"total", {"Totalt", "Total"}, axis_position::role::total, {}, false});
    for (const auto position : position_of) measured.position_of_code.push_back(shown_at[position]);
    return {axis(axis::kind::dimension, dimension.name, std::move(positions)), std::move(measured)};
}

/// By code of the dimension: whether rows may have it and it passes the filters on that dimension.
std::vector<std::uint8_t> codes_kept(const dimension_column& dimension, const std::vector<row_filter>& filters) {
    auto keeps = dimension.occurs;
    keeps.resize(dimension.codes.size() + 1, dimension.occurs.empty() ? 1 : 0);
    keeps[0] = 1;
    for (const auto& filter : filters) {
        const auto* column = std::get_if<0>(&filter.column);
        if (!column || *column != &dimension) continue;
        for (std::size_t code = 0; code < keeps.size(); ++code) keeps[code] &= filter.keeps[code];
    }
    return keeps;
}

class preparation {
  public:
    preparation(const definition& indicator, const data_set& data, const evaluate_options& options,
                definition_errors& errors)
        : data_(data), options_(options), errors_(errors) {
        made_.indicator = indicator;
        made_.hash = hash_of(indicator);
        if (options.per) made_.indicator.per = *options.per;
    }

    prepared_indicator run() {
        made_.spells = find_register(of().register_name, data_, path(), errors_);
        if (!made_.spells) return std::move(made_);
        choose_breakdowns();
        choose_periods();
        filters_ = compile(of().where, *made_.spells, path() + "/where", errors_);
        make_axes();
        make_measures();
        return std::move(made_);
    }

  private:
    [[nodiscard]] const measure& of() const { return measure_of(made_.indicator); }
    [[nodiscard]] std::string path() const { return measure_path(made_.indicator); }

    /// The breakdowns asked for in place of the definition's, as far as the register has them.
    void choose_breakdowns() {
        if (!options_.by) return;
        std::vector<breakdown> chosen;
        for (const auto& name : *options_.by) {
            if (!made_.spells->find_dimension(name)) continue;
            const auto own = std::find_if(made_.indicator.by.begin(), made_.indicator.by.end(),
                                          [&](const breakdown& candidate) { return candidate.dimension == name; });
            chosen.push_back(own == made_.indicator.by.end() ? breakdown{name, {}} : *own);
        }
        made_.indicator.by = std::move(chosen);
    }

    void choose_periods() {
        const auto periods = periods_of(made_.indicator, *made_.spells, options_, errors_);
        if (!periods) return;
        check_validity(made_.indicator, *periods, errors_);
        made_.axes.push_back(period_axis_of(*periods));
        for (const auto& period : *periods) {
            const auto asked = window_of(of(), period.span);
            if (!asked) {
                errors_.add(error_code::plan,
                            fmt::format("{} does not have the clock's day exactly once; compute the indicator per year",
                                        period.label),
                            path() + "/clock");
                return;
            }
            made_.windows.push_back(*asked);
            made_.statuses.push_back(status_of(*asked, made_.spells->horizon()));
            for (const auto* followed : follow_ups_of(made_.indicator)) flag_follow_up(*followed, *asked);
        }
    }

    /// A period whose last events cannot be followed to the end yet will change.
    void flag_follow_up(const follow_up& followed, window events) {
        const auto needed = last_day_needed(events.last, {followed.after, followed.as, followed.state});
        for (const auto& name : followed.registers)
            if (const auto* source = data_.find(name); source && needed > source->horizon().last)
                made_.statuses.back().add(obs_flag::provisional);
    }

    void make_axes() {
        made_.adds.fractions = !std::holds_alternative<count_operator>(made_.indicator.operation);
        made_.adds.over_time = of().unit_counted == counted::entries || of().unit_counted == counted::exits;
        if (counts_persons(of().unit_counted)) {
            made_.adds.groups = additivity::over_groups::fixed;
            made_.adds.fixed_dimensions = of().once_per;
        }
        for (std::size_t b = 0; b < made_.indicator.by.size(); ++b)
            add_axis(made_.indicator.by[b], fmt::format("/by/{}", b), false);
        for (std::size_t o = 0; o < of().once_per.size(); ++o) {
            const auto& name = of().once_per[o];
            const auto is_shown = [&](const breakdown& shown) { return shown.dimension == name; };
            if (std::none_of(made_.indicator.by.begin(), made_.indicator.by.end(), is_shown))
                add_axis({name, {}}, fmt::format("{}/once_per/{}", path(), o), true);
        }
    }

    void add_axis(const breakdown& shown, const std::string& where, bool hidden) {
        const auto* dimension = find_dimension(*made_.spells, shown.dimension, where, errors_);
        if (!dimension) return;
        const auto* list = &dimension->codes;
        std::vector<std::size_t> shown_by_code(list->size());
        std::iota(shown_by_code.begin(), shown_by_code.end(), std::size_t{0});
        if (shown.code_list && *shown.code_list != list->id()) {
            auto translated = data_.codes().translate(list->id(), *shown.code_list);
            if (!translated) {
                for (const auto& problem : translated.errors()) errors_.add(problem.code(), problem.message(), where);
                return;
            }
            shown_by_code = std::move(translated->target);
            if (!translated->exact)
                for (auto& status : made_.statuses) status.add(obs_flag::estimated);
            list = data_.codes().find(*shown.code_list);
        }
        auto made = axis_of(*dimension, *list, shown_by_code, codes_kept(*dimension, filters_));
        const auto& once = of().once_per;
        made.of_measure.once_per_value = std::find(once.begin(), once.end(), shown.dimension) != once.end();
        measure_axes_.push_back(std::move(made.of_measure));
        made_.hidden_axes += hidden ? 1 : 0;
        if (!hidden) made_.axes.push_back(std::move(made.of_cube));
        if (dimension->fixed_per_person) made_.adds.fixed_dimensions.push_back(dimension->name);
    }

    void make_measures() {
        aggregate_measure base;
        base.when = timing_of(of());
        base.distinct_persons = counts_persons(of().unit_counted);
        base.windows = made_.windows;
        base.axes = measure_axes_;
        base.filters = filters_;
        if (of().age) add_age(*of().age, of(), *made_.spells, path() + "/age", base, errors_);
        if (of().elapsed) add_elapsed(*of().elapsed, of(), *made_.spells, path() + "/elapsed", base, errors_);
        if (of().followed) add_follow_up(*of().followed, path() + "/follow_up", base, nullptr);

        if (const auto* share = std::get_if<share_operator>(&made_.indicator.operation)) {
            made_.is_share = true;
            auto part = base;
            for (auto& filter : compile(share->where, *made_.spells, "/share/where", errors_))
                part.filters.push_back(std::move(filter));
            if (share->age) add_age(*share->age, of(), *made_.spells, "/share/age", part, errors_);
            if (share->elapsed) add_elapsed(*share->elapsed, of(), *made_.spells, "/share/elapsed", part, errors_);
            if (share->followed) add_follow_up(*share->followed, "/share/follow_up", part, &base);
            made_.measures = {std::move(base), std::move(part)};
        } else if (const auto* mean = std::get_if<mean_operator>(&made_.indicator.operation)) {
            made_.is_mean = true;
            make_mean(mean->of, std::move(base));
        } else {
            made_.measures = {std::move(base)};
        }
    }

    /// Keeps the events for which the state holds; `base`, when given, those with complete follow-up.
    void add_follow_up(const follow_up& followed, const std::string& where, aggregate_measure& part,
                       aggregate_measure* base) {
        const auto outcomes = compile(followed, of(), *made_.spells, data_, where, errors_);
        if (!outcomes) return;
        part.filters.push_back(filter_on(outcomes, followed, true));
        if (base) base->filters.push_back(filter_on(outcomes, followed, false));
    }

    void make_mean(mean_operator::quantity quantity, aggregate_measure base) {
        if (base.distinct_persons) {
            errors_.add(error_code::plan,
                        "a mean is taken over exits or spells, not over persons; count exits or spells",
                        path() + "/count");
            return;
        }
        auto days = base;
        days.adds = aggregate_measure::weighting::duration;
        if (base.when != timing::exits) {
            const bool is_stock = of().when.kind == clock_kind::on || of().when.kind == clock_kind::close_of;
            if (quantity == mean_operator::quantity::duration || base.when == timing::entries || !is_stock) {
                errors_.add(
                    error_code::plan,
                    "a duration is known at the exit, the time elapsed at an exit or on a stock's day; count exits, "
                    "or spells with \"clock\": {\"on\": \"last_day\"}",
                    path() + "/count");
                return;
            }
            days.adds = aggregate_measure::weighting::start;
            made_.is_mean_of_stock = true;
        }
        made_.measures = {std::move(base), std::move(days)};
    }

    const data_set& data_;
    const evaluate_options& options_;
    definition_errors& errors_;
    prepared_indicator made_;
    std::vector<row_filter> filters_; ///< of the measure's own condition
    std::vector<measure_axis> measure_axes_;
};

} // namespace

prepared_indicator prepare(const definition& indicator, const data_set& data, const evaluate_options& options,
                           definition_errors& errors) {
    return preparation(indicator, data, options, errors).run();
}

cube assemble(const prepared_indicator& prepared, std::span<const measure_counts> counts) {
    cube figures(prepared.axes, prepared.adds);
    const auto cells = figures.cells();
    const auto& first = counts.front();
    // A hidden axis is the fastest and is taken at its total, its last position.
    std::size_t step = 1;
    for (std::size_t h = 0; h < prepared.hidden_axes; ++h) step *= first.extents[first.extents.size() - 1 - h];
    const auto per_period = cells.size() / prepared.windows.size();
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto period = i / per_period;
        const auto number = first.counts[(i + 1) * step - 1];
        auto& made = cells[i];
        made.status = prepared.statuses[period];
        if (made.status.is == availability::missing) continue;
        if (!prepared.is_share && !prepared.is_mean) {
            made.numerator = number;
            continue;
        }
        auto part = counts[1].counts[(i + 1) * step - 1];
        if (prepared.is_mean_of_stock) part = prepared.windows[period].first.count() * number - part;
        made.numerator = part;
        made.denominator = number;
        if (number == 0) made.status.is = availability::not_applicable;
    }
    return figures;
}

} // namespace kohort
