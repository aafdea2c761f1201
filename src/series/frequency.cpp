#include <kohort/series/frequency.hpp>

#include "base/invalid_argument.hpp"
#include "figure_sum.hpp"
#include "figures.hpp"
#include "periods.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace kohort {
namespace {

/// The periods of a series that make a longer one.
struct longer_period {
    std::int32_t ordinal;
    std::size_t first, last; ///< places in the series of those that it has
    std::size_t lacking;     ///< how many it does not have
    bool has_first, has_last;
};

/// The period of `to` around a period; nothing when it reaches over the end of one.
std::optional<period> around(const period& shorter, const periodicity& to) {
    const auto longer = period_containing(to, shorter.first_day());
    if (longer.last_day() < shorter.last_day()) return std::nullopt;
    return longer;
}

error lies_in_two(const period& shorter, const periodicity& to) {
    return invalid_argument(
        fmt::format("{} {} lies in two periods of another kind ({}); periods are put together only from whole ones",
                    name_of(shorter.periodicity().every), shorter.label(), to_string(to)));
}

bool is_longer(const periodicity& longer, const periodicity& shorter) noexcept {
    return months_in(longer.every) > months_in(shorter.every);
}

longer_period started(const period& longer, std::size_t place) {
    return {longer.ordinal(), place, place, 0, false, false};
}

result<std::vector<longer_period>> longer_periods(const series& of, const periodicity& to) {
    std::vector<longer_period> made;
    for (std::size_t i = 0; i < of.size(); ++i) {
        const auto each = of.period_at(i);
        const auto longer = around(each, to);
        if (!longer) return lies_in_two(each, to);
        if (made.empty() || made.back().ordinal != longer->ordinal()) made.push_back(started(*longer, i));
        auto& whole = made.back();
        whole.last = i;
        whole.has_first |= each.first_day() == longer->first_day();
        whole.has_last |= each.last_day() == longer->last_day();
    }
    for (auto& whole : made) {
        const period longer(to, whole.ordinal);
        const auto wanted = period_containing(of.about().per, longer.last_day()) -
                            period_containing(of.about().per, longer.first_day()) + 1;
        whole.lacking = static_cast<std::size_t>(wanted) - (whole.last - whole.first + 1);
    }
    return made;
}

std::optional<error> why_not_together(const series& of, const periodicity& to) {
    if (!is_valid(to)) return invalid_argument("the periodicity to put the periods together to is none");
    if (!is_longer(to, of.about().per))
        return invalid_argument(
            fmt::format("figures by {} are not made of figures by {}; nothing here takes periods apart. Ask the "
                        "register for the shorter ones, or use the longer ones as they are (aligned)",
                        to_string(to), to_string(of.about().per)));
    if (of.about().kind == series_kind::other) return why_no_sum(of);
    return std::nullopt;
}

cell sum_of(std::span<const cell> parts, std::size_t lacking, bool ratios) {
    figure_sum sum(ratios);
    for (const auto& each : parts) sum.add(each);
    if (lacking > 0) sum.add(without_value(availability::missing));
    return sum.figure(sum.statuses().of_sum());
}

cell figure_of(const longer_period& whole, std::span<const cell> line, series_kind kind, stock_rule stocks) {
    const auto parts = line.subspan(whole.first, whole.last - whole.first + 1);
    const cell missing{0, 1, availability::missing};
    if (kind != series_kind::stock) return sum_of(parts, whole.lacking, kind == series_kind::ratio);
    if (stocks == stock_rule::first) return whole.has_first ? parts.front() : missing;
    if (stocks == stock_rule::last) return whole.has_last ? parts.back() : missing;
    return mean_of(parts, whole.lacking);
}

// Alignment

/// What of the longer series stands under a period: `after` weighs `parts` of `whole`, `before` the rest.
struct place_under {
    std::size_t before = no_place, after = no_place;
    std::int32_t parts = 1, whole = 1;
};

cell missing_unless(std::size_t place, std::span<const cell> line) {
    return place == no_place ? cell{0, 1, availability::missing} : line[place];
}

cell figure_under(const place_under& place, std::span<const cell> line) {
    const auto after = missing_unless(place.after, line);
    if (place.parts == place.whole) return after;
    const auto before = missing_unless(place.before, line);
    auto status = status_of_sum(before.status, after.status);
    status.add(obs_flag::estimated);
    if (!status.has_value()) return without_value(status);
    const auto from = value_of(before);
    return cell_of(from + (value_of(after) - from) * exact_number(ratio(place.parts, place.whole)), status);
}

place_under place_of(const series& longer, const period& shorter, const period& around_it, alignment_rule rule) {
    const auto at = [&](const period& wanted) { return longer.find(wanted).value_or(no_place); };
    if (rule == alignment_rule::same) return {no_place, at(around_it)};
    if (rule == alignment_rule::previous) return {no_place, at(around_it + -1)};
    const auto first = period_containing(shorter.periodicity(), around_it.first_day());
    const auto last = period_containing(shorter.periodicity(), around_it.last_day());
    return {at(around_it + -1), at(around_it), shorter - first + 1, last - first + 1};
}

std::optional<error> why_not_under(const series& longer, const series& like) {
    const auto &from = longer.about().per, &to = like.about().per;
    if (from != to && !is_longer(from, to))
        return invalid_argument(
            fmt::format("figures by {} do not stand over periods by {}; put them together first (aggregated)",
                        to_string(from), to_string(to)));
    if (longer.about().kind == series_kind::flow && from != to)
        return invalid_argument(
            fmt::format("a flow by {} is none by {}: what was counted over the longer period is not spread over "
                        "shorter ones; put the shorter ones together instead (aggregated)",
                        to_string(from), to_string(to)));
    return std::nullopt;
}

bool are_alike(const series& of, const series& over) {
    return of.about().per == over.about().per && (over.groups() == of.groups() || over.lines() == 1);
}

series_kind kind_of_quotient(series_kind of, series_kind over) noexcept {
    const bool adds = of == over && (of == series_kind::flow || of == series_kind::stock);
    return adds ? series_kind::ratio : series_kind::other;
}

} // namespace

result<series> aggregated(const series& of, const periodicity& to, stock_rule stocks) {
    if (const auto problem = why_not_together(of, to)) return *problem;
    const auto longer = longer_periods(of, to);
    if (!longer) return longer.errors();
    std::vector<std::int32_t> ordinals;
    for (const auto& each : *longer) ordinals.push_back(each.ordinal);
    std::vector<cell> cells;
    cells.reserve(of.lines() * ordinals.size());
    try {
        for (std::size_t l = 0; l < of.lines(); ++l)
            for (const auto& each : *longer) cells.push_back(figure_of(each, of.line(l), of.about().kind, stocks));
    } catch (const std::overflow_error&) {
        return too_large("the figure of a longer period");
    }
    auto about = of.about();
    about.per = to;
    return of.with(std::move(about), std::move(ordinals), std::move(cells));
}

result<series> aligned(const series& longer, const series& like, alignment_rule rule) {
    if (const auto problem = why_not_under(longer, like)) return *problem;
    std::vector<place_under> places;
    for (std::size_t i = 0; i < like.size(); ++i) {
        const auto each = like.period_at(i);
        const auto whole = around(each, longer.about().per);
        if (!whole) return lies_in_two(each, longer.about().per);
        places.push_back(place_of(longer, each, *whole, rule));
    }
    std::vector<cell> cells;
    cells.reserve(longer.lines() * places.size());
    try {
        for (std::size_t l = 0; l < longer.lines(); ++l)
            for (const auto& place : places) cells.push_back(figure_under(place, longer.line(l)));
    } catch (const std::overflow_error&) {
        return too_large("an interpolated figure");
    }
    auto about = longer.about();
    about.per = like.about().per;
    if (about.kind == series_kind::ratio && longer.about().per != about.per) about.kind = series_kind::other;
    return longer.with(std::move(about), {like.ordinals().begin(), like.ordinals().end()}, std::move(cells));
}

result<series> quotient(const series& of, const series& over, measurement_unit unit) {
    if (!are_alike(of, over))
        return invalid_argument(
            "numerator and denominator have other periods or other groups; make the periods alike (aligned, "
            "aggregated), and give the denominator the groups of the numerator or none");
    std::vector<cell> cells;
    cells.reserve(of.cells().size());
    const cell missing{0, 1, availability::missing};
    try {
        for (std::size_t l = 0; l < of.lines(); ++l) {
            const auto below = over.line(over.lines() == 1 ? 0 : l);
            ordinal_finder place_of(over.ordinals());
            for (std::size_t i = 0; i < of.size(); ++i) {
                const auto place = place_of(of.ordinals()[i]);
                cells.push_back(quotient_of(of.line(l)[i], place ? below[*place] : missing));
            }
        }
    } catch (const std::overflow_error&) {
        return too_large("a quotient");
    }
    auto about = of.about();
    about.kind = kind_of_quotient(of.about().kind, over.about().kind);
    about.unit = unit;
    return of.with(std::move(about), {of.ordinals().begin(), of.ordinals().end()}, std::move(cells));
}

} // namespace kohort
