// The brute-force twin of `evaluate`, second part: one measure in one cell and period, row by row and day by day.
#pragma once

#include "naive_rows.hpp"

#include <kohort/time/period_axis.hpp>

#include <functional>
#include <utility>

namespace naive {

using kohort::availability;
using kohort::clock_kind;
using kohort::counted;
using kohort::measure;
using kohort::obs_flag;
using kohort::reporting_period;
using kohort::row_restrictions;

/// A value, or why there is none.
struct figure {
    rational value{};
    obs_status status{};
    friend bool operator==(const figure& a, const figure& b) {
        return a.status == b.status && (!a.status.has_value() || a.value == b.value);
    }
};

/// Where a cell lies on one axis.
struct place {
    enum class kind { total, unknown, code, band } is = kind::total;
    std::string code{};
    std::size_t band = 0;
};

/// The cell asked for.
struct asked {
    const world& data;
    std::vector<kohort::breakdown> by;
    std::vector<place> at;
    reporting_period period;
    kohort::periodicity per;
};

inline window window_of(const kohort::clock& when, window period) {
    if (when.kind == clock_kind::on || when.kind == clock_kind::close_of) {
        const auto t = *kohort::reference_day(when.reference, period);
        return {t, t};
    }
    return kohort::clock_window(when, period);
}

inline obs_status status_in(window looked_at, window observed) {
    if (looked_at.first > observed.last || looked_at.last < observed.first) return availability::missing;
    obs_status status;
    if (looked_at.last > observed.last) status.add(obs_flag::provisional);
    if (looked_at.first < observed.first) status.add(obs_flag::low_reliability);
    return status;
}

/// The number itself, or the parameter in the smallest of the years and periods around the period.
inline rational number_in(const kohort::definition_number& number, const reporting_period& period, const world& data) {
    if (number.parameter.empty()) return number_from(number.written);
    return data.base_amount.at(kohort::to_civil(period.span.first).year);
}

/// Whether a condition on codes names a code ("" is unknown).
inline bool names(const kohort::code_condition& wanted, const std::string& code, const coding& codes) {
    bool is_named = false;
    if (wanted.from || wanted.to) {
        const auto first = wanted.from ? codes.place(*wanted.from) : 0;
        const auto last = wanted.to ? codes.place(*wanted.to) : codes.codes.size() - 1;
        for (const auto& up : codes.chain(code)) is_named |= first <= codes.place(up) && codes.place(up) <= last;
        return is_named;
    }
    for (const auto& each : wanted.codes)
        is_named |= code.empty() ? each == codes.unknown : codes.is_within(code, each);
    return is_named != wanted.negated;
}

inline bool holds(const kohort::condition& where, const row& r, const reporting_period& period, const world& data) {
    for (const auto& wanted : where.codes)
        if (!names(wanted, r.codes.at(wanted.dimension), data.codings.at(wanted.dimension))) return false;
    for (const auto& presence : where.presences) {
        const auto& other = data.named(presence.register_name);
        const auto looked_at = window_of(presence.when, period.span);
        const bool is_present = std::any_of(other.rows.begin(), other.rows.end(), [&](const row& there) {
            const bool counts = presence.when.kind == clock_kind::close_of
                                    ? other.at_close_of(there, looked_at.first.count())
                                    : there.touches(looked_at);
            return there.person == r.person && counts && holds(*presence.where, there, period, data);
        });
        if (is_present == presence.absent) return false;
    }
    for (const auto& total : where.totals) {
        std::optional<rational> sum = rational(0);
        for (const auto& there : data.named(total.register_name).rows) {
            const bool is_payment = there.start == there.end && period.span.contains(day(there.start));
            if (there.person != r.person || !(there.touches(period.span) || is_payment)) continue;
            const auto& value = there.values.at(total.value);
            sum = sum && value ? std::optional(rational(*sum + *value)) : std::nullopt;
        }
        if (!sum) return false; // not known: no bound can be said to hold
        if (const auto& bound = total.bounds.lower) {
            const auto limit = number_in(bound->value, period, data);
            if (*sum < limit || (*sum == limit && !bound->inclusive)) return false;
        }
        if (const auto& bound = total.bounds.upper) {
            const auto limit = number_in(bound->value, period, data);
            if (*sum > limit || (*sum == limit && !bound->inclusive)) return false;
        }
    }
    for (const auto& any : where.alternatives)
        if (std::none_of(any.begin(), any.end(), [&](const auto& each) { return holds(each, r, period, data); }))
            return false;
    for (const auto& negated : where.negations)
        if (holds(negated, r, period, data)) return false;
    return true;
}

/// What is known of other registers in which a condition looks.
inline obs_status status_in(const kohort::condition& where, const reporting_period& period, const world& data) {
    obs_status status;
    const auto add = [&](obs_status more) { status = kohort::status_of_sum(status, more); };
    for (const auto& presence : where.presences) {
        add(status_in(window_of(presence.when, period.span), data.named(presence.register_name).horizon));
        add(status_in(*presence.where, period, data));
    }
    for (const auto& total : where.totals) add(status_in(period.span, data.named(total.register_name).horizon));
    for (const auto& any : where.alternatives)
        for (const auto& each : any) add(status_in(each, period, data));
    for (const auto& negated : where.negations) add(status_in(negated, period, data));
    return status;
}

/// A follow-up of a person from a day on.
struct followed_up {
    bool is_complete = false;
    bool is_reached = false;
};

inline window month_after(day d, int months) {
    const auto date = kohort::to_civil(d);
    const auto first = kohort::add_months(kohort::from_civil({date.year, date.month, 1}), months);
    return {first, kohort::add_months(first, 1) - 1};
}

inline followed_up follow(const kohort::follow_up& rule, int person, day event, const reporting_period& period,
                          const world& data) {
    using form = kohort::follow_up_form;
    const int months = rule.after.unit == kohort::duration_unit::year ? 12 * rule.after.count : rule.after.count;
    const bool by_month = rule.as == form::in_month || rule.as == form::every_month;
    const auto last = by_month ? month_after(event, months).last : kohort::add(event, rule.after);
    const auto covers = [&](day d) {
        for (const auto& name : rule.registers)
            for (const auto& r : data.named(name).rows) {
                if (r.person != person || !r.covers(d.count()) || !holds(rule.where, r, period, data)) continue;
                if (!rule.lasting) return true;
                const bool lasts = r.end == open_end || r.end >= kohort::add(day(r.start), *rule.lasting).count();
                if (r.start > event.count() && r.start <= last.count() && lasts) return true;
            }
        return false;
    };
    const bool wanted = rule.state == kohort::follow_up_state::present;
    const auto is_present_in = [&](window days) {
        for (auto d = days.first; d <= days.last; ++d)
            if (covers(d)) return true;
        return false;
    };
    followed_up found;
    auto needed = last;
    if (rule.lasting) needed = std::max(needed, kohort::add(last, *rule.lasting) - 1);
    found.is_complete = true;
    for (const auto& name : rule.registers) found.is_complete &= needed <= data.named(name).horizon.last;
    switch (rule.as) {
    case form::on_day:
        found.is_reached = covers(last) == wanted;
        break;
    case form::in_month:
        found.is_reached = is_present_in(month_after(event, months)) == wanted;
        break;
    case form::every_month:
        found.is_reached = true;
        for (int m = 1; m <= months; ++m) found.is_reached &= is_present_in(month_after(event, m)) == wanted;
        break;
    case form::every_day:
        found.is_reached = true;
        for (auto d = event + 1; d <= last; ++d) found.is_reached &= covers(d) == wanted;
        break;
    case form::within:
        for (auto d = event + 1; d <= last; ++d) found.is_reached |= covers(d) == wanted;
        break;
    }
    if (rule.state == kohort::follow_up_state::known) found.is_reached = found.is_complete;
    return found;
}

/// The rows of a measure that count in a cell.
class register_count {
  public:
    register_count(const measure& of, const asked& cell) : of_(of), cell_(cell), from_(source_of(of, cell.data)) {}

    /// The windows in which the measure counts in its period.
    [[nodiscard]] std::vector<window> windows() const {
        const auto whole = window_of(of_.when, cell_.period.span);
        std::vector<window> made;
        const bool daily = of_.unit_counted == counted::person_days || of_.when.kind == clock_kind::mean_of_days;
        const bool monthly = of_.unit_counted == counted::person_months;
        const bool month_ends = of_.when.kind == clock_kind::mean_of_months;
        if (!daily && !monthly && !month_ends) return {whole};
        for (auto d = whole.first; d <= whole.last; ++d) {
            const bool ends = kohort::to_civil(d + 1).day == 1;
            if (daily || (month_ends && ends)) made.push_back({d, d});
            if (monthly && (made.empty() || kohort::to_civil(d).day == 1)) made.push_back({d, d});
            if (monthly) made.back().last = d;
        }
        if (made.empty()) made.push_back({whole.last, whole.last});
        return made;
    }

    /// The rows that count in a window for which all restrictions hold. Of those whose follow-up is marked open, only
    /// that it can be told is asked.
    [[nodiscard]] std::vector<const row*> rows_in(window w, const std::vector<const row_restrictions*>& restrictions,
                                                  const kohort::follow_up* open_follow_up) const {
        std::vector<const row*> found;
        for (const auto& r : from_.rows) {
            bool counts = is_in_clock(r, w) && is_in_cell(r, w);
            for (std::size_t i = 0; counts && i < restrictions.size(); ++i)
                counts = is_allowed(r, w, *restrictions[i], i, restrictions);
            if (counts && open_follow_up && !open_follow_up->include_incomplete)
                counts = follow(*open_follow_up, r.person, event_of(r, w), cell_.period, cell_.data).is_complete;
            if (counts) found.push_back(&r);
        }
        return found;
    }

    /// How many they are in the measure's unit.
    [[nodiscard]] rational size_of(const std::vector<const row*>& rows) const {
        using enum counted;
        const auto unit = of_.unit_counted;
        if (unit != persons && unit != persons_entering && unit != persons_exiting && unit != person_months)
            return rational(rows.size());
        std::set<std::pair<int, std::vector<std::string>>> distinct;
        for (const auto* r : rows) {
            std::vector<std::string> once;
            for (const auto& name : of_.once_per) once.push_back(value_counted_once(*r, name));
            distinct.insert({r->person, once});
        }
        return rational(distinct.size());
    }

    [[nodiscard]] obs_status status(const row_restrictions* part) const {
        const auto all = windows();
        const window looked_at{all.front().first, all.back().last};
        auto status = status_in(looked_at, from_.horizon);
        for (const auto* each : {static_cast<const row_restrictions*>(&of_), part}) {
            if (!each) continue;
            status = kohort::status_of_sum(status, status_in(each->where, cell_.period, cell_.data));
            if (each->followed) {
                // Whether the last event that may come in the period can be followed.
                kohort::follow_up rule = *each->followed;
                if (!follow(rule, -1, looked_at.last, cell_.period, cell_.data).is_complete)
                    status.add(obs_flag::provisional);
            }
            if (each->first && each->first->without_earlier_in &&
                kohort::subtract(looked_at.first, *each->first->without_earlier_in) < from_.horizon.first)
                status.add(obs_flag::low_reliability);
            if (each->months && months_window(*each->months).first < from_.horizon.first)
                status.add(obs_flag::low_reliability);
        }
        return status;
    }

    [[nodiscard]] const spells& from() const { return from_; }

    /// The day of the entry or exit, or of the stock; of no meaning for presence.
    [[nodiscard]] day event_of(const row& r, window w) const {
        if (is_entry()) return day(r.start);
        if (is_exit()) return day(from_.exit_day(r));
        return w.first;
    }

  private:
    [[nodiscard]] bool is_entry() const {
        return of_.unit_counted == counted::entries || of_.unit_counted == counted::persons_entering;
    }
    [[nodiscard]] bool is_exit() const {
        return of_.unit_counted == counted::exits || of_.unit_counted == counted::persons_exiting;
    }

    [[nodiscard]] bool is_in_clock(const row& r, window w) const {
        if (is_entry()) return w.contains(day(r.start));
        if (is_exit()) return r.end != open_end && w.contains(day(from_.exit_day(r)));
        if (of_.when.kind == clock_kind::close_of) return from_.at_close_of(r, w.first.count());
        return r.touches(w);
    }

    [[nodiscard]] bool is_aged(const row& r, window w, const kohort::age_condition& age) const {
        using kohort::age_reference;
        if (!r.birth) return false;
        const bool is_stock = of_.when.kind == clock_kind::on || of_.when.kind == clock_kind::close_of;
        const bool has_day = is_entry() || is_exit() || is_stock;
        int years = 0;
        switch (age.at) {
        case age_reference::event:
        case age_reference::clock:
            years = age_on(*r.birth, event_of(r, w));
            break;
        case age_reference::start:
            years = age_on(*r.birth, day(r.start));
            break;
        case age_reference::end_of_period:
            years = age_on(*r.birth, cell_.period.span.last);
            break;
        case age_reference::year_difference:
            years = kohort::to_civil(has_day ? event_of(r, w) : cell_.period.span.last).year -
                    kohort::to_civil(*r.birth).year;
            break;
        }
        return age.from.value_or(0) <= years && years <= age.to.value_or(1000);
    }

    [[nodiscard]] bool is_elapsed(const row& r, window w, const kohort::duration_bounds& elapsed) const {
        const auto until = is_exit() ? day(r.end) : w.first;
        if (elapsed.lower) {
            const auto passed = kohort::add(day(r.start), elapsed.lower->value);
            if (elapsed.lower->inclusive ? passed > until : passed >= until) return false;
        }
        if (elapsed.upper) {
            const auto passed = kohort::add(day(r.start), elapsed.upper->value);
            if (elapsed.upper->inclusive ? passed < until : passed <= until) return false;
        }
        return true;
    }

    /// The code that an axis shows for a row ("" is unknown), and whether it shows one at all.
    [[nodiscard]] std::vector<std::string> codes_shown(const row& r, const kohort::breakdown& shown) const {
        auto code = r.codes.at(shown.dimension);
        const auto* codes = &cell_.data.codings.at(shown.dimension);
        if (shown.code_list) {
            codes = &cell_.data.zones;
            if (!code.empty()) code = cell_.data.zone_of_area.at(code);
        }
        auto up = codes->chain(code);
        if (!shown.level || up.empty()) return up;
        const auto level = static_cast<std::size_t>(*shown.level);
        if (up.size() < level) return {"above the level"};
        return {up[up.size() - level]};
    }

    [[nodiscard]] bool is_in_cell(const row& r, window w) const {
        for (std::size_t a = 0; a < cell_.by.size(); ++a) {
            const auto& shown = cell_.by[a];
            const auto& at = cell_.at[a];
            if (at.is == place::kind::total) continue;
            if (at.is == place::kind::band) {
                if (shown.ages) {
                    const auto& band = shown.ages->bands[at.band];
                    if (!is_aged(r, w, {band.from, band.to, shown.ages->at})) return false;
                } else {
                    kohort::duration_bounds bounds;
                    if (at.band > 0) bounds.lower = {shown.elapsed->limits[at.band - 1], true};
                    if (at.band < shown.elapsed->limits.size()) bounds.upper = {shown.elapsed->limits[at.band], false};
                    if (!is_elapsed(r, w, bounds)) return false;
                }
                continue;
            }
            const auto codes = codes_shown(r, shown);
            const bool is_there = at.is == place::kind::unknown
                                      ? codes.empty()
                                      : std::find(codes.begin(), codes.end(), at.code) != codes.end();
            if (!is_there) return false;
        }
        return true;
    }

    /// The uppermost code of the row, as the cell shows it.
    [[nodiscard]] std::string value_counted_once(const row& r, const std::string& dimension) const {
        kohort::breakdown shown{.dimension = dimension};
        for (const auto& by : cell_.by)
            if (by.dimension == dimension) shown = by;
        const auto codes = codes_shown(r, shown);
        return codes.empty() ? "" : codes.back();
    }

    [[nodiscard]] window months_window(const kohort::months_condition& months) const {
        return kohort::clock_window({clock_kind::during, {}, months.in}, cell_.period.span);
    }

    /// In how many months of the window the person has a row for which the conditions hold.
    [[nodiscard]] int months_of(int person, window within, const std::vector<const kohort::condition*>& wheres) const {
        std::set<std::pair<int, unsigned>> months;
        for (const auto& r : from_.rows) {
            if (r.person != person) continue;
            if (std::any_of(wheres.begin(), wheres.end(),
                            [&](const auto* each) { return !holds(*each, r, cell_.period, cell_.data); }))
                continue;
            for (auto d = within.first; d <= within.last; ++d)
                if (r.covers(d.count())) months.insert({kohort::to_civil(d).year, kohort::to_civil(d).month});
        }
        return static_cast<int>(months.size());
    }

    [[nodiscard]] bool is_first(const row& r, const kohort::first_condition& first) const {
        for (const auto& earlier : from_.rows) {
            if (&earlier == &r) return true;
            if (earlier.person != r.person) continue;
            if (!first.without_earlier_in) return false;
            if (earlier.end > kohort::subtract(day(r.start), *first.without_earlier_in).count()) return false;
        }
        return true;
    }

    [[nodiscard]] bool is_allowed(const row& r, window w, const row_restrictions& to, std::size_t number,
                                  const std::vector<const row_restrictions*>& all) const {
        if (!holds(to.where, r, cell_.period, cell_.data)) return false;
        if (to.age && !is_aged(r, w, *to.age)) return false;
        if (to.elapsed && !is_elapsed(r, w, *to.elapsed)) return false;
        if (to.first && !is_first(r, *to.first)) return false;
        if (to.months) {
            std::vector<const kohort::condition*> wheres;
            for (std::size_t i = 0; i <= number; ++i) wheres.push_back(&all[i]->where);
            if (months_of(r.person, months_window(*to.months), wheres) < to.months->at_least) return false;
        }
        if (!to.followed) return true;
        const auto outcome = follow(*to.followed, r.person, event_of(r, w), cell_.period, cell_.data);
        return outcome.is_reached && (outcome.is_complete || to.followed->include_incomplete);
    }

    const measure& of_;
    const asked& cell_;
    const spells& from_;
};

/// Where conditions and the cell let through a sex of a table.
inline std::vector<std::string> sexes_of(const std::vector<const kohort::condition*>& wheres, const asked& cell) {
    std::vector<std::string> sexes;
    const auto& coding = cell.data.codings.at("sex");
    for (const auto& [sex, above] : coding.codes) {
        bool is_in = true;
        for (const auto* where : wheres)
            for (const auto& wanted : where->codes) is_in &= names(wanted, sex, coding);
        for (std::size_t a = 0; a < cell.by.size(); ++a)
            if (cell.by[a].dimension == "sex" && cell.at[a].is != place::kind::total)
                is_in &= cell.at[a].is == place::kind::code && cell.at[a].code == sex;
        if (is_in) sexes.push_back(sex);
    }
    return sexes;
}

/// A count of the population table.
inline figure people_of(const measure& of, const row_restrictions* part, const asked& cell) {
    std::vector<const kohort::condition*> wheres{&of.where};
    if (part) wheres.push_back(&part->where);
    std::set<day> dates;
    for (const auto& each : cell.data.people) dates.insert(each.at);
    const auto looked_at = window_of(of.when, cell.period.span);
    std::vector<day> days;
    for (auto d = looked_at.first; d <= looked_at.last; ++d) {
        const bool is_stock = of.when.kind == clock_kind::on || of.when.kind == clock_kind::close_of;
        const bool is_month_end = of.when.kind == clock_kind::mean_of_months && kohort::to_civil(d + 1).day == 1;
        const bool is_known = of.when.kind != clock_kind::mean_of_months && dates.count(d) > 0;
        if (is_stock || is_month_end || is_known) days.push_back(d);
    }
    figure sum;
    if (days.empty()) sum.status = availability::missing;
    const auto sexes = sexes_of(wheres, cell);
    bool asks_for_unknown = false;
    for (std::size_t a = 0; a < cell.by.size(); ++a)
        if (cell.by[a].dimension == "sex" && cell.at[a].is == place::kind::unknown) asks_for_unknown = true;
    for (const auto* where : wheres)
        for (const auto& wanted : where->codes) asks_for_unknown &= names(wanted, "", cell.data.codings.at("sex"));
    if (asks_for_unknown) sum.status = availability::missing; // the table does not tell it
    for (const auto d : days) {
        if (!dates.count(d)) sum.status = kohort::status_of_sum(sum.status, availability::missing);
        for (const auto& each : cell.data.people) {
            bool counts = each.at == d && std::find(sexes.begin(), sexes.end(), each.sex) != sexes.end();
            const auto within = [&](const std::optional<int>& from, const std::optional<int>& to) {
                counts &= from.value_or(0) <= each.from && each.to <= to.value_or(1000);
            };
            if (of.age) within(of.age->from, of.age->to);
            if (part && part->age) within(part->age->from, part->age->to);
            for (std::size_t a = 0; a < cell.by.size(); ++a)
                if (cell.at[a].is == place::kind::band) {
                    const auto& band = cell.by[a].ages->bands[cell.at[a].band];
                    within(band.from, band.to);
                }
            if (!counts) continue;
            sum.value += each.count;
            sum.status = kohort::status_of_sum(sum.status, each.status);
        }
    }
    const bool is_mean = of.when.kind == clock_kind::mean_of_days || of.when.kind == clock_kind::mean_of_months;
    if (is_mean && !days.empty()) sum.value /= days.size();
    return sum;
}

/// A cell of the published table.
inline figure printed_cell_of(const measure& of, const row_restrictions* part, const asked& cell) {
    std::set<std::string> sexes;
    for (const auto* where : {&of.where, part ? &part->where : &of.where})
        for (const auto& wanted : where->codes) sexes.insert(wanted.codes.front());
    for (std::size_t a = 0; a < cell.by.size(); ++a)
        if (cell.at[a].is != place::kind::total)
            sexes.insert(cell.at[a].is == place::kind::code ? cell.at[a].code : "a sex that the table does not tell");
    if (sexes.size() > 1) return {0, availability::missing};
    for (const auto& each : cell.data.printed)
        if (each.cell == of.source.name() && each.period == cell.period.label &&
            each.sex == (sexes.empty() ? "" : *sexes.begin()))
            return {each.value, each.status};
    return {0, availability::missing};
}

} // namespace naive
