#include <kohort/series/change.hpp>

#include "base/invalid_argument.hpp"
#include "figure_sum.hpp"
#include "figures.hpp"
#include "periods.hpp"

#include <kohort/base/suggest.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace kohort {
namespace {

bool is_share(measurement_unit unit) noexcept {
    return unit == measurement_unit::percent || unit == measurement_unit::permille || unit == measurement_unit::ratio;
}

/// What each period is compared with.
struct base_of_period {
    std::size_t place = no_place; ///< in the series; none: it does not have the base
    bool exists = true;           ///< whether there is such a period at all
};

result<std::vector<base_of_period>> fixed_base(const series& of, const std::optional<period>& base) {
    if (!base) return invalid_argument("a change from a fixed base needs the base period (change_options::base)");
    const auto place = of.find(*base);
    if (!place)
        return invalid_argument(fmt::format("the base period {} is not in the series ({}..{}, by {})", base->label(),
                                            of.period_at(0).label(), of.period_at(of.size() - 1).label(),
                                            to_string(of.about().per)));
    return std::vector<base_of_period>(of.size(), {*place, true});
}

result<std::vector<base_of_period>> bases_of(const series& of, const change_options& options) {
    if (options.from == change_base::fixed) return fixed_base(of, options.base);
    std::vector<base_of_period> bases(of.size());
    ordinal_finder place_of(of.ordinals());
    for (std::size_t i = 0; i < of.size(); ++i) {
        const auto now = of.period_at(i);
        const auto then = options.from == change_base::previous ? std::optional(now + -1) : year_before(now);
        if (then)
            bases[i].place = place_of(then->ordinal()).value_or(no_place);
        else
            bases[i].exists = false;
    }
    return bases;
}

/// For every period of a line, the last break up to it, as 1 + its place; 0 when there is none.
void find_breaks(std::span<const cell> line, std::vector<std::size_t>& last_break) {
    std::size_t last = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i].status.has(obs_flag::break_in_series)) last = i + 1;
        last_break[i] = last;
    }
}

/// Whether the comparison of two periods goes across a break.
bool is_across_break(const std::vector<std::size_t>& last_break, std::size_t then, std::size_t now) noexcept {
    const auto [earlier, later] = std::minmax(then, now);
    return last_break[later] > earlier + 1;
}

series_description described(const series& of, const change_options& options) {
    auto about = of.about();
    const bool is_net_change = options.as == change_expression::difference && about.kind == series_kind::stock &&
                               options.from == change_base::previous;
    about.kind = is_net_change ? series_kind::flow : series_kind::other;
    if (options.as == change_expression::percent)
        about.unit = measurement_unit::percent;
    else if (is_share(about.unit) || about.unit == measurement_unit::index)
        about.unit = measurement_unit::points;
    return about;
}

cell change_from(const base_of_period& base, std::span<const cell> line, std::size_t now, change_expression as) {
    if (!base.exists) return without_value(availability::not_applicable);
    const cell missing{0, 1, availability::missing};
    return change_between(base.place == no_place ? missing : line[base.place], line[now], as);
}

/// All lines, compared by `compare(base, line, place)`.
template <class Compare>
std::vector<cell> compared(const series& of, const std::vector<base_of_period>& bases, const Compare& compare) {
    std::vector<cell> cells(of.cells().size());
    std::vector<std::size_t> last_break(of.size());
    for (std::size_t l = 0; l < of.lines(); ++l) {
        const auto line = of.line(l);
        find_breaks(line, last_break);
        for (std::size_t i = 0; i < of.size(); ++i) {
            auto& made = cells[l * of.size() + i];
            made = compare(bases[i], l, i);
            const auto base = bases[i].place;
            if (base != no_place && is_across_break(last_break, base, i)) made.status.add(obs_flag::break_in_series);
        }
    }
    return cells;
}

/// The places of the periods within the base; none when one of them is not in the series.
std::optional<std::pair<std::size_t, std::size_t>> places_within(const series& of, const period& base) {
    const auto first = of.find(period_containing(of.about().per, base.first_day()));
    const auto last = of.find(period_containing(of.about().per, base.last_day()));
    if (!first || !last || of.period_at(*first).first_day() != base.first_day() ||
        of.period_at(*last).last_day() != base.last_day())
        return std::nullopt;
    if (of.ordinals()[*last] - of.ordinals()[*first] != static_cast<std::int32_t>(*last - *first)) return std::nullopt;
    return std::pair(*first, *last);
}

} // namespace

cell change_between(const cell& then, const cell& now, change_expression as) {
    auto status = status_of_sum(now.status, then.status);
    const bool is_percent = as == change_expression::percent;
    if (is_percent && status.is == availability::nil) status.is = availability::not_applicable;
    if (!status.has_value()) return without_value(status);
    const auto base = value_of(then), difference = value_of(now) - base;
    if (!is_percent) return cell_of(difference, status);
    if (base == 0) {
        status.is = availability::not_applicable;
        return without_value(status);
    }
    return cell_of(difference, base, status);
}

result<series> change(const series& of, const change_options& options) {
    if (options.as == change_expression::points && !is_share(of.about().unit))
        return invalid_argument(
            fmt::format("percentage points are of shares; the series is in {} (as difference or percent)",
                        name_of(of.about().unit)));
    const auto bases = bases_of(of, options);
    if (!bases) return bases.errors();
    try {
        auto cells = compared(of, *bases, [&](const base_of_period& base, std::size_t line, std::size_t i) {
            return change_from(base, of.line(line), i, options.as);
        });
        return of.with(described(of, options), {of.ordinals().begin(), of.ordinals().end()}, std::move(cells));
    } catch (const std::overflow_error&) {
        return too_large("a change");
    }
}

result<series> indexed(const series& of, const period& base) {
    const auto places = places_within(of, base);
    if (!places)
        return invalid_argument(fmt::format(
            "the base {} is not wholly in the series ({}..{}, by {}); fill what lacks, or take "
            "another base",
            base.label(), of.period_at(0).label(), of.period_at(of.size() - 1).label(), to_string(of.about().per)));
    const auto [first, last] = *places;
    std::vector<base_of_period> bases(of.size());
    for (std::size_t i = 0; i < of.size(); ++i) bases[i].place = std::clamp(i, first, last);
    try {
        std::vector<cell> base_figures;
        for (std::size_t l = 0; l < of.lines(); ++l)
            base_figures.push_back(mean_of(of.line(l).subspan(first, last - first + 1), 0));
        auto cells = compared(of, bases, [&](const base_of_period&, std::size_t line, std::size_t i) {
            return quotient_of(of.line(line)[i], base_figures[line]);
        });
        auto about = of.about();
        about.kind = series_kind::other;
        about.unit = measurement_unit::index;
        return of.with(std::move(about), {of.ordinals().begin(), of.ordinals().end()}, std::move(cells));
    } catch (const std::overflow_error&) {
        return too_large("an index number");
    }
}

namespace {

/// Where an axis is among the groups, and where its total is.
struct place_of_total {
    std::size_t position, size, stride;

    /// The line with the total instead of the position of `line`.
    [[nodiscard]] std::size_t line_of(std::size_t line) const noexcept {
        return line / (size * stride) * size * stride + position * stride + line % stride;
    }
};

result<place_of_total> total_of(const series& of, std::string_view axis_name) {
    const auto& groups = of.groups();
    std::size_t stride = 1;
    std::vector<std::string_view> names;
    for (auto a = groups.size(); a-- > 0;) {
        names.push_back(groups[a].name());
        if (groups[a].name() == axis_name) {
            const auto total = groups[a].total();
            if (!total)
                return invalid_argument(
                    fmt::format("the axis \"{}\" has no total to whose growth its groups contribute", axis_name));
            return place_of_total{*total, groups[a].size(), stride};
        }
        stride *= groups[a].size();
    }
    return invalid_argument(fmt::format("no axis \"{}\"{}", axis_name, did_you_mean(axis_name, names)));
}

} // namespace

result<series> growth_contributions(const series& of, std::string_view axis_name, const change_options& options) {
    if (of.about().kind == series_kind::ratio || of.about().kind == series_kind::other)
        return invalid_argument(
            "the parts of shares, means and changes do not add up to their total; take the contributions to the "
            "numerator");
    const auto total = total_of(of, axis_name);
    if (!total) return total.errors();
    const auto bases = bases_of(of, options);
    if (!bases) return bases.errors();
    const cell missing{0, 1, availability::missing};
    try {
        auto cells = compared(of, *bases, [&](const base_of_period& base, std::size_t line, std::size_t i) {
            const auto difference = change_from(base, of.line(line), i, change_expression::difference);
            if (!base.exists) return difference;
            return quotient_of(difference,
                               base.place == no_place ? missing : of.line(total->line_of(line))[base.place]);
        });
        auto about = of.about();
        about.kind = series_kind::other;
        about.unit = measurement_unit::percent;
        return of.with(std::move(about), {of.ordinals().begin(), of.ordinals().end()}, std::move(cells));
    } catch (const std::overflow_error&) {
        return too_large("a contribution");
    }
}

} // namespace kohort
