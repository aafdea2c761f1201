// Random definitions of the whole grammar, valid in every respect.
#pragma once

#include <kohort/indicator/definition.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace kohort::test {

/// Makes definitions in canonical form: what is written of them is read back the same.
class definition_generator {
  public:
    explicit definition_generator(unsigned seed) : random_(seed) {}

    definition next() {
        definition made;
        made.id = pick({"a", "a.b_c", "stockholm.kaa-1.x"});
        made.version = pick({"", "1", "2024-ö"});
        if (chance()) made.valid_from = from_civil({2010 + below(5), 2, 28});
        if (chance()) made.valid_to = from_civil({2015 + below(5), 12, 31});
        made.name = chance() ? localised_text{text(), ""} : localised_text{"", text()};
        if (chance()) made.description = {text(), text()};
        if (chance()) made.source = {text(), chance() ? text() : "", text()};
        made.per = any_periodicity();
        add_operation(made);
        add_breakdowns(made);
        made.rounding = any<rounding_rule>(2);
        if (chance()) made.small_counts_below = 1 + below(10);
        if (chance()) made.target = indicator_target{any<indicator_target::direction>(2), number(), {}};
        if (made.target && chance()) made.target->margin = chance() ? definition_number("2.0") : number_of_parameter();
        if (chance()) made.breaks = {{pick({"2015", "2019-Q2", "2018-12-01..2019-11-30"}), text()}};
        made.undefined_in_source = some_texts();
        if (chance()) made.confused_with = {"a", "b.c"};
        return made;
    }

    int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }
    bool chance() { return below(2) == 0; }

  private:
    using unit = measurement_unit;
    using texts = std::vector<std::string>;

    template <class T = std::string>
    T pick(const std::vector<T>& from) {
        return from[static_cast<std::size_t>(below(static_cast<int>(from.size())))];
    }
    template <class Enum>
    Enum any(int values) {
        return static_cast<Enum>(below(values));
    }

    // Words

    std::string text() { return pick({"a", "Åsa/~1", "\"q\" \\ \n\t\x1f", "sex", "null", "12"}); }
    texts some_texts(std::size_t least = 0) {
        std::set<std::string> distinct;
        for (int i = below(4); i > 0; --i) distinct.insert(text());
        while (distinct.size() < least) distinct.insert(text());
        return {distinct.begin(), distinct.end()};
    }
    duration length() { return {1 + below(40), any<duration_unit>(4)}; }
    duration months_or_years() { return {1 + below(40), chance() ? duration_unit::month : duration_unit::year}; }
    template <class T>
    std::optional<T> perhaps(T value) {
        return chance() ? std::optional(std::move(value)) : std::nullopt;
    }
    definition_number number_of_parameter() { return definition_number::of_parameter(text()); }
    definition_number number() {
        return chance() ? number_of_parameter() : definition_number(pick({"70", "-1.50", "0.1", "0"}));
    }

    periodicity any_periodicity() {
        if (chance()) return {any<frequency>(6)};
        return {frequency::year, {static_cast<unsigned>(2 + below(11)), 1}, any<labelled_by>(2)};
    }

    // Clocks

    reference_rule any_day(frequency every) {
        reference_rule reference{any<reference_kind>(every == frequency::year ? 3 : 2)};
        if (reference.is == reference_kind::month_day) reference.date = {11, static_cast<unsigned>(1 + below(30))};
        reference.years_back = below(3);
        return reference;
    }
    clock any_clock(frequency every, bool may_be_stock, bool may_be_mean) {
        const int forms = !may_be_stock ? 1 : may_be_mean ? 5 : 3;
        switch (const auto kind = any<clock_kind>(forms)) {
        case clock_kind::during:
        case clock_kind::mean_of_days:
            return {kind, {}, perhaps(length())};
        case clock_kind::mean_of_months:
            return {kind, {}, every == frequency::week ? std::optional(months_or_years()) : perhaps(months_or_years())};
        default:
            return {kind, any_day(every), {}};
        }
    }

    // Conditions

    code_condition any_codes(std::string dimension) {
        if (below(4) > 0) return {std::move(dimension), some_texts(1), chance(), {}, {}};
        code_condition range{std::move(dimension), {}, false, perhaps(text()), text()};
        if (range.from) range.to = perhaps(text());
        return range;
    }
    condition codes_only() {
        condition wanted;
        for (const auto& dimension : some_texts(1))
            for (int i = 1 + below(4) / 3; i > 0; --i) wanted.codes.push_back(any_codes(dimension));
        return wanted;
    }
    template <class T>
    bounds_of<T> any_bounds(T low, T high) {
        using bound = typename bounds_of<T>::bound;
        bounds_of<T> made{perhaps(bound{std::move(low), chance()}), {}};
        if (!made.lower || chance()) made.upper = bound{std::move(high), chance()};
        return made;
    }
    condition any_condition(frequency every, int depth = 2) {
        if (depth == 0) return codes_only();
        condition wanted;
        if (chance()) wanted = codes_only();
        if (below(3) == 0) {
            presence_condition presence{chance(), text(), condition{}, any_clock(every, true, false)};
            if (chance()) presence.where = any_condition(every, depth - 1);
            wanted.presences.push_back(presence);
        }
        if (below(3) == 0)
            wanted.totals.push_back({text(), text(), any_bounds<definition_number>("-0.5", number_of_parameter())});
        if (below(4) == 0) wanted.totals.push_back({text(), text(), any_bounds<definition_number>("1", "1.5")});
        if (below(3) == 0) {
            auto& any = wanted.alternatives.emplace_back();
            for (int i = 1 + below(3); i > 0; --i) any.push_back(any_condition(every, depth - 1));
        }
        for (int i = below(3); i > 0; --i) wanted.negations.push_back(any_condition(every, depth - 1));
        return wanted.empty() ? codes_only() : wanted;
    }

    // Measures

    static bool is_stock(const measure& of) {
        return of.when.kind == clock_kind::on || of.when.kind == clock_kind::close_of;
    }
    static bool is_of_days(const measure& of) {
        return of.when.kind != clock_kind::during || of.unit_counted == counted::person_days;
    }
    static bool is_exit(const measure& of) {
        return of.unit_counted == counted::exits || of.unit_counted == counted::persons_exiting;
    }
    static bool is_entry(const measure& of) {
        return of.unit_counted == counted::entries || of.unit_counted == counted::persons_entering;
    }
    static bool has_spells(const measure& of) { return of.source.has_spells(); }

    follow_up any_follow_up(frequency every) {
        follow_up followed;
        followed.as = any<follow_up_form>(5);
        const bool is_by_month = followed.as == follow_up_form::in_month || followed.as == follow_up_form::every_month;
        followed.after = is_by_month ? months_or_years() : length();
        followed.registers = some_texts(1);
        followed.state = any<follow_up_state>(3);
        if (followed.state != follow_up_state::known && chance()) followed.where = any_condition(every);
        if (followed.state == follow_up_state::present && chance()) followed.lasting = length();
        followed.include_incomplete = chance();
        return followed;
    }
    age_condition any_age(const measure& of) {
        std::vector at{age_reference::start, age_reference::end_of_period, age_reference::year_difference};
        if (is_of_days(of)) at.push_back(age_reference::clock);
        if (is_exit(of) || is_entry(of)) at.push_back(age_reference::event);
        age_condition age{perhaps(below(20)), {}, pick(at)};
        if (!age.from || chance()) age.to = 20 + below(50);
        return age;
    }
    months_condition any_months(frequency every) {
        const bool in_period = every != frequency::week && chance();
        if (in_period) return {1 + below(months_in(every)), {}};
        return {1 + below(12), duration{12 + below(20), chance() ? duration_unit::month : duration_unit::year}};
    }
    void restrict(row_restrictions& part, const measure& of, frequency every) {
        if (below(3) == 0) part.where = any_condition(every);
        if (below(3) == 0) part.age = any_age(of);
        if ((is_of_days(of) || is_exit(of)) && chance())
            part.elapsed =
                any_bounds<duration>({below(9), any<duration_unit>(2)}, {70 + below(9), any<duration_unit>(2)});
        if (of.unit_counted == counted::persons && below(3) == 0) part.months = any_months(every);
        if (is_entry(of) && chance()) part.first = first_condition{perhaps(length())};
        if ((is_stock(of) || is_exit(of) || is_entry(of)) && below(3) == 0) part.followed = any_follow_up(every);
    }
    measure_source any_source() {
        switch (below(4)) {
        case 0:
            return {chance() ? measure_source::kind::united : measure_source::kind::overlay, some_texts(2)};
        case 1: {
            auto two = some_texts(2);
            two.resize(2);
            return {chance() ? measure_source::kind::intersect : measure_source::kind::subtract, two};
        }
        default:
            return text();
        }
    }
    measure any_measure(counted what, frequency every, bool may_be_mean = true) {
        measure made;
        made.unit_counted = what;
        if (what == counted::total) made.value = text();
        made.source = any_source();
        const bool is_stock_unit = what == counted::spells || what == counted::persons || what == counted::total;
        made.when = any_clock(every, is_stock_unit, may_be_mean && what != counted::total);
        restrict(made, made, every);
        const bool is_persons =
            what == counted::persons || what == counted::persons_entering || what == counted::persons_exiting;
        if (is_persons && chance()) made.once_per = some_texts();
        if (below(4) == 0) made.merge_gaps = duration{below(40), duration_unit::day};
        return made;
    }
    measure any_population(frequency every) {
        measure made;
        made.source = {measure_source::kind::population, {text()}};
        made.when = any_clock(every, true, true);
        if (chance()) made.where = codes_only();
        if (chance()) made.age = age_condition{16, perhaps(64), age_reference::clock};
        return made;
    }
    measure any_cell() {
        measure made;
        made.source = {measure_source::kind::cell, {text()}};
        if (chance()) made.where = codes_only();
        return made;
    }

    // Operators whose figures are in a unit: things counted, `ratio` or `days`; nothing stands for unknown units.

    using figures_unit = std::optional<unit>;

    figures_unit any_unit() {
        return pick(std::vector<figures_unit>{unit::persons, unit::spells, unit::entries, unit::exits,
                                              unit::person_days, unit::person_months, unit::count, unit::ratio,
                                              unit::days, std::nullopt});
    }
    measure measure_in(figures_unit in, frequency every) {
        if (!in) return chance() ? any_cell() : any_measure(counted::total, every);
        switch (*in) {
        case unit::persons:
            return any_measure(pick(std::vector{counted::persons, counted::persons_entering, counted::persons_exiting}),
                               every);
        case unit::count:
            return any_population(every);
        case unit::person_days:
            return any_measure(counted::person_days, every);
        case unit::person_months:
            return any_measure(counted::person_months, every);
        case unit::entries:
            return any_measure(counted::entries, every);
        case unit::exits:
            return any_measure(counted::exits, every);
        default:
            return any_measure(counted::spells, every);
        }
    }
    indicator_operator simple_in(figures_unit in, frequency every) {
        if (in == unit::ratio) {
            share_operator share;
            share.of = below(4) == 0 ? any_population(every) : any_measure(any<counted>(8), every);
            if (has_spells(share.of)) restrict(share, share.of, every);
            if (share == share_operator{{}, share.of}) share.where = codes_only();
            return share;
        }
        if (in == unit::days || (!in && chance())) return mean_in(in, every);
        return count_operator{measure_in(in, every)};
    }
    indicator_operator mean_in(figures_unit in, frequency every) {
        spell_quantity of{in ? any<spell_quantity::kind>(2) : spell_quantity::kind::value, in ? "" : "income"};
        auto over = any_measure(counted::exits, every);
        if (!in && chance()) over = any_measure(chance() ? counted::spells : counted::entries, every, false);
        if (chance()) return quantile_operator{of, over, pick({"0.5", "0.25", "0.123456789"})};
        return mean_operator{of, over};
    }
    operand operand_in(figures_unit in, frequency every, int depth) {
        const bool is_simple = in == unit::ratio || in == unit::days;
        if (!is_simple && (depth == 0 || chance())) return measure_in(in, every);
        auto made = operator_in(in, every, depth);
        if (const auto* count = std::get_if<count_operator>(&made)) return count->of;
        return indirect<indicator_operator>(std::move(made));
    }
    /// A number now and then: it fits to every unit.
    operand operand_or_number(figures_unit in, frequency every, int depth) {
        if (below(4) == 0) return number();
        return operand_in(in, every, depth);
    }
    indicator_operator operator_in(figures_unit in, frequency every, int depth) {
        if (depth == 0) return simple_in(in, every);
        const int inner = depth - 1;
        switch (below(7)) {
        case 0:
            return simple_in(in, every);
        case 1:
            return quotient_in(in, every, inner);
        case 2: {
            // Distinct persons are not added to each other.
            auto kind = any<combination_operator::kind>(3);
            if (in == unit::persons && kind == combination_operator::kind::sum)
                kind = combination_operator::kind::maximum;
            combination_operator combination{kind, {operand_in(in, every, inner)}};
            for (int i = 1 + below(2); i > 0; --i) combination.of.push_back(operand_or_number(in, every, inner));
            return combination;
        }
        case 3:
            return difference_operator{operand_in(in, every, inner), operand_or_number(in, every, inner)};
        case 4:
            return product_operator{operand_in(in, every, inner), number()};
        case 5:
            return mean_over_in(in, every, inner);
        default:
            return change_in(in, every, inner);
        }
    }
    indicator_operator quotient_in(figures_unit in, frequency every, int depth) {
        quotient_operator quotient{any<quotient_operator::kind>(2), {}, {}};
        if (in == unit::ratio) { // of two counts, or two fractions
            const auto side = chance() ? unit::ratio : unit::exits;
            quotient.of = operand_in(side, every, depth);
            quotient.over = operand_in(side, every, depth);
        } else if (in == unit::days) {
            quotient.of = operand_in(chance() ? unit::days : unit::person_days, every, depth);
            quotient.over = operand_in(unit::entries, every, depth);
        } else if (in) {
            return product_operator{operand_in(in, every, depth), number()};
        } else {
            quotient.of = operand_in(any_unit(), every, depth);
            quotient.over = number();
        }
        return quotient;
    }
    indicator_operator mean_over_in(figures_unit in, frequency every, int depth) {
        using step = mean_over_operator::step;
        mean_over_operator mean;
        const bool quarters_fit = every != frequency::week && months_in(every) % 3 == 0;
        mean.each = quarters_fit ? any<step>(3) : every == frequency::week || chance() ? step::dimension : step::month;
        if (mean.each == step::dimension) mean.dimension = text();
        if (mean.each != step::dimension && chance()) mean.in = duration{12, duration_unit::month};
        constexpr std::array steps{frequency::month, frequency::quarter};
        mean.of =
            operand_in(in, mean.each == step::dimension ? every : steps[static_cast<std::size_t>(mean.each)], depth);
        return mean;
    }
    indicator_operator change_in(figures_unit in, frequency every, int depth) {
        using expression = change_operator::expression;
        change_operator change;
        change.from = any<change_operator::base>(3);
        const texts bases{"2019-W05", "2019-07", "2019-Q2", "2019-T1", "2019-H2", "2019"};
        if (change.from == change_operator::base::period)
            change.period = below(4) == 0 ? "2018-12-01..2019-11-30" : bases[static_cast<std::size_t>(every)];
        change.as = expression::difference;
        if (in == unit::ratio) change.as = any<expression>(3);
        change.of = operand_in(change.as == expression::percent ? any_unit() : in, every, depth);
        return change;
    }

    // The rest

    void add_operation(definition& made) {
        const auto in = any_unit();
        made.operation = operator_in(in, made.per.every, 3);
        made.decimals = std::holds_alternative<count_operator>(made.operation) ? 0 : below(10);
        const bool counts_time = in == unit::person_days || in == unit::person_months;
        if (!in)
            made.unit = any<unit>(24);
        else if (in == unit::ratio)
            made.unit = pick(std::vector{unit::percent, unit::permille, unit::ratio, unit::index});
        else if (in == unit::days)
            made.unit = pick(std::vector{unit::days, unit::weeks, unit::months});
        else
            made.unit = counts_time ? *in : pick(std::vector{*in, unit::households, unit::jobs, unit::count});
        if (const auto* change = std::get_if<change_operator>(&made.operation);
            change && change->as == change_operator::expression::points)
            made.unit = unit::points;
    }
    void add_breakdowns(definition& made) {
        for (const auto& dimension : some_texts())
            made.by.push_back({.dimension = dimension, .code_list = perhaps(text()), .level = perhaps(1 + below(3))});
        if (chance()) {
            age_breakdown ages{{{16, 24}, {25, 64}}, age_reference::year_difference};
            if (chance()) ages.bands.push_back({65, {}});
            made.by.push_back({.dimension = "age", .ages = ages});
        }
        const auto* count = std::get_if<count_operator>(&made.operation);
        if (count && (is_exit(count->of) || is_of_days(count->of)))
            made.by.push_back({.dimension = "elapsed",
                               .elapsed = elapsed_breakdown{{{6, duration_unit::month}, {1, duration_unit::year}}}});
    }

    std::mt19937 random_;
};

} // namespace kohort::test
