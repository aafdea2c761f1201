// The brute-force twin of `evaluate`, third part: operators. One cell and period at a time, straight from the words of
// the grammar.
#pragma once

#include "naive_measure.hpp"

namespace naive {

inline figure quotient(const figure& of, const figure& over) {
    figure made;
    made.status = kohort::status_of_sum(of.status, over.status);
    if (made.status.is == availability::nil) made.status.is = availability::not_applicable;
    if (!made.status.has_value()) return made;
    if (over.value == 0)
        made.status.is = availability::not_applicable;
    else
        made.value = of.value / over.value;
    return made;
}

inline figure difference(const figure& from, const figure& taken) {
    return {from.value - taken.value, kohort::status_of_sum(from.status, taken.status)};
}

inline figure share_of(const kohort::share_operator& share, const asked& cell) {
    const auto& of = share.of;
    if (of.source.is == kohort::measure_source::kind::population)
        return quotient(people_of(of, &share, cell), people_of(of, nullptr, cell));
    if (of.source.is == kohort::measure_source::kind::cell)
        return quotient(printed_cell_of(of, &share, cell), printed_cell_of(of, nullptr, cell));
    const register_count counting(of, cell);
    figure whole, part;
    whole.status = part.status = counting.status(&share);
    for (const auto& w : counting.windows()) {
        whole.value += counting.size_of(counting.rows_in(w, {&of}, share.followed ? &*share.followed : nullptr));
        part.value += counting.size_of(counting.rows_in(w, {&of, &share}, nullptr));
    }
    return quotient(part, whole);
}

inline figure count_of(const measure& of, const asked& cell) {
    if (of.source.is == kohort::measure_source::kind::population) return people_of(of, nullptr, cell);
    if (of.source.is == kohort::measure_source::kind::cell) return printed_cell_of(of, nullptr, cell);
    const register_count counting(of, cell);
    figure made;
    made.status = counting.status(nullptr);
    const auto windows = counting.windows();
    for (const auto& w : windows) {
        const auto rows = counting.rows_in(w, {&of}, nullptr);
        if (of.unit_counted != counted::total) {
            made.value += counting.size_of(rows);
            continue;
        }
        for (const auto* r : rows) {
            const auto& value = r->values.at(of.value);
            if (value)
                made.value += *value;
            else
                made.status.is = availability::missing;
        }
    }
    if (of.when.kind == clock_kind::mean_of_days || of.when.kind == clock_kind::mean_of_months)
        made.value /= windows.size();
    return made;
}

/// The quantity of every spell counted.
inline std::vector<rational> quantities(const kohort::spell_quantity& quantity, const measure& over, const asked& cell,
                                        obs_status& status) {
    const register_count counting(over, cell);
    status = counting.status(nullptr);
    std::vector<rational> found;
    const auto w = counting.windows().front();
    for (const auto* r : counting.rows_in(w, {&over}, nullptr)) {
        if (quantity.is == kohort::spell_quantity::kind::value) {
            if (r->values.at(quantity.value)) found.push_back(*r->values.at(quantity.value));
            continue;
        }
        const bool is_exit = over.unit_counted == counted::exits;
        found.emplace_back((is_exit ? r->end : w.first.count()) - r->start);
    }
    std::sort(found.begin(), found.end());
    if (status.has_value() && found.empty()) status.is = availability::not_applicable;
    return found;
}

inline figure evaluate(const kohort::indicator_operator& operation, const asked& cell);

inline figure evaluate(const kohort::operand& of, const asked& cell) {
    if (const auto* counted = std::get_if<measure>(&of)) return count_of(*counted, cell);
    if (const auto* number = std::get_if<kohort::definition_number>(&of))
        return {number_in(*number, cell.period, cell.data), {}};
    return evaluate(*std::get<kohort::indirect<kohort::indicator_operator>>(of), cell);
}

inline figure mean_of(const std::vector<figure>& parts) {
    figure sum;
    int taking_part = 0;
    for (const auto& part : parts) {
        if (part.status.is == availability::not_applicable) {
            sum.status.flags |= part.status.flags;
            continue;
        }
        ++taking_part;
        sum = {sum.value + part.value, kohort::status_of_sum(sum.status, part.status)};
    }
    if (taking_part == 0)
        sum.status.is = availability::not_applicable;
    else
        sum.value /= taking_part;
    return sum;
}

/// The roots of a dimension that some measure of an operand may have.
inline void add_groups(const kohort::operand& of, const std::string& dimension, const world& data,
                       std::set<std::string>& groups);

inline void add_groups(const measure& of, const std::string& dimension, const world& data,
                       std::set<std::string>& groups) {
    const auto& coding = data.codings.at(dimension);
    for (const auto& [code, above] : coding.codes) {
        bool is_kept = true;
        for (const auto& wanted : of.where.codes)
            if (wanted.dimension == dimension) is_kept &= names(wanted, code, coding);
        if (is_kept) groups.insert(coding.chain(code).back());
    }
}

inline void add_groups(const kohort::indicator_operator& operation, const std::string& dimension, const world& data,
                       std::set<std::string>& groups) {
    std::visit(
        [&](const auto& each) {
            using type = std::decay_t<decltype(each)>;
            const auto add = [&](const auto& of) { add_groups(of, dimension, data, groups); };
            if constexpr (std::is_same_v<type, kohort::mean_operator> ||
                          std::is_same_v<type, kohort::quantile_operator>)
                add(each.over);
            else if constexpr (std::is_same_v<type, kohort::quotient_operator>)
                add(each.of), add(each.over);
            else if constexpr (std::is_same_v<type, kohort::difference_operator>)
                add(each.from), add(each.taken);
            else if constexpr (std::is_same_v<type, kohort::combination_operator>)
                for (const auto& of : each.of) add(of);
            else
                add(each.of);
        },
        operation.alternatives());
}

inline void add_groups(const kohort::operand& of, const std::string& dimension, const world& data,
                       std::set<std::string>& groups) {
    if (const auto* counted = std::get_if<measure>(&of)) add_groups(*counted, dimension, data, groups);
    if (const auto* nested = std::get_if<kohort::indirect<kohort::indicator_operator>>(&of))
        add_groups(**nested, dimension, data, groups);
}

inline figure mean_over(const kohort::mean_over_operator& mean, const asked& cell) {
    using step = kohort::mean_over_operator::step;
    std::vector<figure> parts;
    if (mean.each == step::dimension) {
        std::set<std::string> groups;
        add_groups(mean.of, mean.dimension, cell.data, groups);
        for (const auto& group : groups) {
            auto narrower = cell;
            narrower.by.push_back({.dimension = mean.dimension});
            narrower.at.push_back({place::kind::code, group, 0});
            parts.push_back(evaluate(mean.of, narrower));
        }
        return mean_of(parts);
    }
    const auto within = kohort::clock_window({clock_kind::during, {}, mean.in}, cell.period.span);
    const kohort::periodicity inner{mean.each == step::month ? kohort::frequency::month : kohort::frequency::quarter};
    for (auto each = kohort::period_containing(inner, within.first); each.last_day() <= within.last;
         each = each.next()) {
        if (each.first_day() < within.first) continue;
        auto shorter = cell;
        shorter.period = {each.label(), each.span()};
        shorter.per = inner;
        parts.push_back(evaluate(mean.of, shorter));
    }
    return mean_of(parts);
}

/// The period from which a change is told.
inline reporting_period base_of(const kohort::change_operator& change, const asked& cell) {
    using base = kohort::change_operator::base;
    const auto span = cell.period.span;
    const auto now = kohort::period_containing(cell.per, span.first);
    const auto labelled = [](const kohort::period& each) { return reporting_period{each.label(), each.span()}; };
    if (change.from == base::period) {
        const auto meaning = kohort::parse_period_literal(change.period).value();
        if (const auto* free = std::get_if<window>(&meaning.meaning)) return {change.period, *free};
        const auto named = std::get<kohort::period_range>(meaning.meaning).first;
        if (cell.per.every != kohort::frequency::year) return labelled(named);
        auto year = kohort::period_containing(cell.per, named.first_day());
        while (year.label_year() < named.label_year()) year = year.next();
        while (year.label_year() > named.label_year()) year = year + -1;
        return labelled(year);
    }
    const bool previous = change.from == base::previous;
    if (now.span() != span) {
        const window then = previous
                                ? window{span.first - span.days(), span.first - 1}
                                : window{kohort::add_years(span.first, -1), kohort::add_years(span.last + 1, -1) - 1};
        return {to_string(then.first) + ".." + to_string(then.last), then};
    }
    if (previous) return labelled(now + -1);
    if (cell.per.every == kohort::frequency::week) {
        auto then = now + -52;
        while (then.label().substr(4) != now.label().substr(4)) then = then + -1;
        return labelled(then);
    }
    return labelled(now + -(12 / kohort::months_in(cell.per.every)));
}

inline figure change_of(const kohort::change_operator& change, const asked& cell) {
    auto before = cell;
    before.period = base_of(change, cell);
    const auto then = evaluate(change.of, before);
    const auto made = difference(evaluate(change.of, cell), then);
    return change.as == kohort::change_operator::expression::percent ? quotient(made, then) : made;
}

inline figure combined(const kohort::combination_operator& combination, const asked& cell) {
    using kind = kohort::combination_operator::kind;
    auto made = evaluate(combination.of.front(), cell);
    for (std::size_t i = 1; i < combination.of.size(); ++i) {
        const auto next = evaluate(combination.of[i], cell);
        const auto& [a, b] = std::minmax(made.value, next.value);
        const rational value = combination.is == kind::sum       ? rational(made.value + next.value)
                               : combination.is == kind::minimum ? rational(a)
                                                                 : rational(b);
        made = {value, kohort::status_of_sum(made.status, next.status)};
    }
    return made;
}

/// R's type 2.
inline figure quantile_of(const kohort::quantile_operator& quantile, const asked& cell) {
    figure made;
    const auto sorted = quantities(quantile.of, quantile.over, cell, made.status);
    if (!made.status.has_value()) return made;
    const rational rank = number_from(quantile.p) * sorted.size();
    std::size_t above = 1; // the rank rounded up
    while (rational(above) < rank) ++above;
    made.value = sorted[above - 1];
    if (rational(above) == rank) made.value = (made.value + sorted[above]) / 2;
    return made;
}

inline figure evaluate(const kohort::indicator_operator& operation, const asked& cell) {
    struct visitor {
        const asked& cell;
        figure operator()(const kohort::count_operator& count) const { return count_of(count.of, cell); }
        figure operator()(const kohort::share_operator& share) const { return share_of(share, cell); }
        figure operator()(const kohort::quotient_operator& each) const {
            return quotient(evaluate(each.of, cell), evaluate(each.over, cell));
        }
        figure operator()(const kohort::mean_operator& mean) const {
            figure made;
            const auto all = quantities(mean.of, mean.over, cell, made.status);
            for (const auto& each : all) made.value += each / all.size();
            return made;
        }
        figure operator()(const kohort::quantile_operator& each) const { return quantile_of(each, cell); }
        figure operator()(const kohort::combination_operator& each) const { return combined(each, cell); }
        figure operator()(const kohort::difference_operator& each) const {
            return difference(evaluate(each.from, cell), evaluate(each.taken, cell));
        }
        figure operator()(const kohort::product_operator& each) const {
            auto made = evaluate(each.of, cell);
            made.value *= number_in(each.by, cell.period, cell.data);
            return made;
        }
        figure operator()(const kohort::mean_over_operator& each) const { return mean_over(each, cell); }
        figure operator()(const kohort::change_operator& each) const { return change_of(each, cell); }
    };
    return std::visit(visitor{cell}, operation.alternatives());
}

} // namespace naive
