// From a cohort's document and a data set to its members.
#include <kohort/indicator/cohort_definition.hpp>

#include "cohort_words.hpp"
#include "moved_days.hpp"
#include "prepared_figures.hpp"
#include "row_rules.hpp"
#include "rows_where.hpp"

#include <kohort/base/suggest.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace kohort {
namespace {

using timing = aggregate_measure::timing;

/// One condition of a "where" with several parts, and what it is called.
struct condition_part {
    std::string name;
    condition wanted;
};

std::string name_of(const code_condition& wanted) {
    if (wanted.from || wanted.to)
        return fmt::format("{}: {} to {}", wanted.dimension, wanted.from.value_or("the first"),
                           wanted.to.value_or("the last"));
    return fmt::format("{}: {}{}", wanted.dimension, wanted.negated ? "not " : "", fmt::join(wanted.codes, ", "));
}

/// The parts of a condition, all of which must hold.
std::vector<condition_part> parts_of(const condition& where) {
    std::vector<condition_part> parts;
    const auto add = [&](std::string name) -> condition& {
        return parts.emplace_back(condition_part{std::move(name), {}}).wanted;
    };
    for (const auto& each : where.codes) add(name_of(each)).codes.push_back(each);
    for (const auto& each : where.presences)
        add(fmt::format("{} {}", each.absent ? "absent from" : "present in", each.register_name))
            .presences.push_back(each);
    for (const auto& each : where.totals)
        add(fmt::format("total {} in {}", each.value, each.register_name)).totals.push_back(each);
    for (const auto& each : where.alternatives)
        add(fmt::format("any of {} conditions", each.size())).alternatives.push_back(each);
    for (const auto& each : where.negations) add("not a condition").negations.push_back(each);
    return parts;
}

std::string name_of(const age_condition& age) {
    return fmt::format("age {} at {}", to_string(age_band{age.from.value_or(0), age.to}), grammar::name(age.at));
}

std::string name_of(const duration_bounds& elapsed) {
    std::string name = "elapsed";
    const auto add = [&](const auto& bound, auto words) {
        if (bound) name += fmt::format(" {} {}", words[bound->inclusive ? 0 : 1], to_string(bound->value));
    };
    add(elapsed.lower, std::array{"at least", "more than"});
    add(elapsed.upper, std::array{"at most", "less than"});
    return name;
}

/// The measure that the restrictions of a cohort are about.
measure measure_of(const cohort_definition& definition) {
    measure made;
    made.source = definition.source;
    constexpr counted units[] = {counted::entries, counted::exits, counted::spells, counted::persons};
    made.unit_counted = units[static_cast<std::size_t>(definition.from.event)];
    if (definition.from.event == cohort_event::in_stock) made.when.kind = clock_kind::on;
    return made;
}

/// Forms one cohort; combinations form those that they are made of first.
class former {
  public:
    former(std::span<const cohort_definition> definitions, const data_set& data, std::shared_ptr<register_pool> pool)
        : definitions_(definitions), data_(data), pool_(std::move(pool)) {}

    std::optional<cohort> form(const std::string& id, definition_errors& errors) {
        const auto found = std::ranges::find(definitions_, id, &cohort_definition::id);
        if (found == definitions_.end()) {
            std::vector<std::string_view> ids;
            for (const auto& each : definitions_) ids.push_back(each.id);
            errors.add(error_code::definition,
                       fmt::format("there is no cohort {}{}", in_quotes(id), did_you_mean(id, ids)), {});
            return std::nullopt;
        }
        if (std::ranges::find(open_, id) != open_.end()) {
            errors.add(error_code::definition, fmt::format("{} is made of itself", in_quotes(id)), {});
            return std::nullopt;
        }
        open_.push_back(id);
        auto made = found->combination ? combine(*found, errors) : select(*found);
        open_.pop_back();
        return made;
    }

    [[nodiscard]] const error_list& problems() const noexcept { return problems_; }
    [[nodiscard]] std::vector<std::string>& remarks() noexcept { return remarks_; }

  private:
    std::optional<cohort> combine(const cohort_definition& definition, definition_errors& errors) {
        using kind = cohort_combination::kind;
        const auto& combination = *definition.combination;
        std::vector<cohort> parts;
        for (const auto& id : combination.cohorts)
            if (auto part = form(id, errors)) parts.push_back(std::move(*part));
        if (parts.size() != combination.cohorts.size() || parts.empty()) return std::nullopt;
        auto made = std::move(parts.front());
        for (std::size_t i = 1; i < parts.size(); ++i) {
            auto next = combination.is == kind::united ? united(made, parts[i], combination.origin, definition.id)
                        : combination.is == kind::intersection
                            ? intersected(made, parts[i], combination.origin, definition.id)
                            : without(made, parts[i], definition.id);
            made = std::move(next);
        }
        return made;
    }

    std::optional<cohort> select(const cohort_definition& definition) {
        definition_errors errors(definition.id);
        auto made = select(definition, errors);
        problems_.insert(problems_.end(), errors.found().begin(), errors.found().end());
        return errors.found().empty() ? std::move(made) : std::nullopt;
    }

    std::optional<cohort> select(const cohort_definition& definition, definition_errors& errors) {
        const auto* spells = pool_->find(definition.source, definition.merge_gaps, {}, errors);
        const auto time = grammar::time_of(definition.from);
        if (!time) errors.add(time.errors(), "/from");
        if (!spells || !time || !check_time(definition, *spells, *time, errors)) return std::nullopt;

        cohort_selection selection(std::shared_ptr<const spell_register>(pool_, spells));
        begin(selection, definition, *time);
        restrict(selection, definition, *spells, *time, errors);
        if (definition.per_person || definition.from.event == cohort_event::born)
            selection.keep_first_per_person("the first of each person");
        auto made = std::move(selection).finish(definition.id);
        remark_on(made);
        return made;
    }

    bool check_time(const cohort_definition& definition, const spell_register& spells, window time,
                    definition_errors& errors) {
        const auto horizon = spells.horizon();
        const auto span = [](window days) {
            return days.first == days.last ? to_string(days.first)
                                           : fmt::format("{} to {}", to_string(days.first), to_string(days.last));
        };
        if (definition.from.event == cohort_event::born) {
            if (!spells.birth().empty() || spells.size() == 0) return true;
            errors.add(error_code::plan,
                       fmt::format("register \"{}\" has no birth date; name its column as \"birth\" in the schema",
                                   spells.name()),
                       "/from");
            return false;
        }
        if (!time.overlaps(horizon)) {
            errors.add(error_code::plan,
                       fmt::format("no day of {} is observed: register \"{}\" is observed from {}",
                                   definition.from.time, spells.name(), span(horizon)),
                       "/from");
            return false;
        }
        if (!horizon.contains(time))
            remarks_.push_back(fmt::format("{}: only a part of {} is observed: register \"{}\" is observed from {}",
                                           definition.id, definition.from.time, spells.name(), span(horizon)));
        return true;
    }

    static void begin(cohort_selection& selection, const cohort_definition& definition, window time) {
        const auto& from = definition.from;
        const auto name = fmt::format("{} {}", grammar::name(from.event), from.time);
        switch (from.event) {
        case cohort_event::entered:
            return selection.entered(time, name);
        case cohort_event::exited:
            return selection.exited(time, name);
        case cohort_event::in_stock:
            return selection.in_stock(time.first, name);
        case cohort_event::born:
            return selection.born(time, from.at_age, name);
        }
    }

    void restrict(cohort_selection& selection, const cohort_definition& definition, const spell_register& spells,
                  window time, definition_errors& errors) {
        const std::vector<reporting_period> periods{{definition.from.time, time}};
        const rule_context context{spells, data_, *pool_, periods, errors};
        const auto of = measure_of(definition);
        for (const auto& part : parts_of(definition.where)) {
            const auto rules = compile(part.wanted, context, "/where");
            remark_on(definition, part.name, rules);
            selection.keep(rules.in_period(0), part.name);
        }
        const auto add = [&](const std::string& name, auto restricted) {
            auto draft = draft_of(definition);
            restricted(draft);
            selection.keep(filters_of(draft, spells, time.first), name);
        };
        if (const auto& age = definition.age)
            add(name_of(*age), [&](measure_draft& draft) { add_age(*age, of, context, "/age", draft); });
        if (const auto& elapsed = definition.elapsed)
            add(name_of(*elapsed),
                [&](measure_draft& draft) { add_elapsed(*elapsed, of, context, "/elapsed", draft); });
        if (const auto& first = definition.first)
            selection.keep_first_entries(first->without_earlier_in,
                                         first->without_earlier_in
                                             ? fmt::format("none earlier in {}", to_string(*first->without_earlier_in))
                                             : "the first ever");
        if (const auto& followed = definition.followed)
            add(fmt::format("follow-up after {}", to_string(followed->after)),
                [&](measure_draft& draft) { add_follow_up(*followed, of, context, "/follow_up", draft, nullptr); });
    }

    static measure_draft draft_of(const cohort_definition& definition) {
        measure_draft draft;
        const auto event = definition.from.event;
        draft.counts.when = event == cohort_event::entered  ? timing::entries
                            : event == cohort_event::exited ? timing::exits
                                                            : timing::presence;
        return draft;
    }

    /// The filters of a draft; of one that moves starts and ends, also that the moved spell is there on the stock's
    /// day.
    static std::vector<row_filter> filters_of(const measure_draft& draft, const spell_register& spells, day stock) {
        auto filters = draft.counts.filters;
        if (!draft.by_period.empty())
            filters.insert(filters.end(), draft.by_period.front().begin(), draft.by_period.front().end());
        const auto& counts = draft.counts;
        if (counts.start || counts.end || !counts.from.empty() || !counts.until.empty()) {
            const auto [starts, ends] = moved_days(spells, counts);
            filters.push_back(rows_where(spells, [&starts = starts, &ends = ends, stock](std::size_t row) {
                return starts[row] <= stock.count() && stock.count() < ends[row];
            }));
        }
        return filters;
    }

    void remark_on(const cohort_definition& definition, const std::string& part, const row_rules& rules) {
        if (rules.known.empty() || rules.known.front() == obs_status()) return;
        remarks_.push_back(fmt::format("{}: \"{}\" looks where a register is not observed", definition.id, part));
    }

    void remark_on(const cohort& made) {
        const auto cut = std::ranges::count_if(made.members, &cohort_member::history_is_cut);
        if (cut > 0)
            remarks_.push_back(fmt::format("{}: the history of {} of {} members is not known for all of the time asked "
                                           "for: it begins before the register's horizon",
                                           made.id, cut, made.members.size()));
    }

    std::span<const cohort_definition> definitions_;
    const data_set& data_;
    std::shared_ptr<register_pool> pool_;
    std::vector<std::string> open_; ///< combinations under way
    error_list problems_;
    std::vector<std::string> remarks_;
};

} // namespace

result<formed_cohort> form_cohort(std::span<const cohort_definition> definitions, std::string_view id,
                                  const data_set& data) {
    former forming(definitions, data, std::make_shared<register_pool>(data));
    definition_errors errors{std::string(id)};
    auto made = forming.form(std::string(id), errors);
    auto problems = errors.found();
    problems.insert(problems.end(), forming.problems().begin(), forming.problems().end());
    if (!problems.empty()) return problems;
    return formed_cohort{std::move(*made), std::move(forming.remarks())};
}

result<std::vector<named_state>> states_of(const cohort_definition& definition, const data_set& data) {
    definition_errors errors(definition.id);
    register_pool pool(data);
    std::vector<named_state> states;
    for (std::size_t s = 0; s < definition.states.size(); ++s) {
        const auto& state = definition.states[s];
        const auto path = fmt::format("/states/{}", s);
        auto& made = states.emplace_back(named_state{state.name, {}});
        for (const auto& name : state.registers) {
            const auto* spells = pool.find(name, path + "/register", errors);
            if (!spells) continue;
            const std::vector<reporting_period> some_time{{spells->name(), spells->horizon()}};
            auto rules = compile(state.where, {*spells, data, pool, some_time, errors}, path + "/where");
            if (!rules.by_period.empty())
                errors.add(error_code::plan, "a state cannot depend on the period; use conditions on codes",
                           path + "/where");
            made.sources.push_back({spells, std::move(rules.always)});
        }
    }
    if (!errors.found().empty()) return errors.found();
    return states;
}

} // namespace kohort
