#include <kohort/series/splice.hpp>

#include "base/invalid_argument.hpp"
#include "figures.hpp"
#include "periods.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace kohort {
namespace {

/// Places of the periods that two series have in common.
struct overlap {
    std::vector<std::pair<std::size_t, std::size_t>> places; ///< in the older, in the newer

    overlap(const series& older, const series& newer) {
        ordinal_finder place_of(older.ordinals());
        for (std::size_t i = 0; i < newer.size(); ++i)
            if (const auto place = place_of(newer.ordinals()[i])) places.emplace_back(*place, i);
    }
};

error_list check(const series& older, const series& newer, splice_rule rule, const overlap& common) {
    error_list errors;
    const auto &a = older.about(), &b = newer.about();
    if (older.groups() != newer.groups())
        errors.push_back(invalid_argument("the two series have other groups; select those alike"));
    if (a.kind != b.kind)
        errors.push_back(
            invalid_argument(fmt::format("a {} is not continued by a {}", name_of(a.kind), name_of(b.kind))));
    if (a.unit != b.unit)
        errors.push_back(invalid_argument(
            fmt::format("figures in {} are not continued by figures in {}", name_of(a.unit), name_of(b.unit))));
    if (a.per != b.per)
        errors.push_back(
            invalid_argument(fmt::format("figures by {} are not continued by figures by {}; put the shorter periods "
                                         "together first (aggregated)",
                                         to_string(a.per), to_string(b.per))));
    else if (older.ordinals().front() >= newer.ordinals().front())
        errors.push_back(
            invalid_argument(fmt::format("the older series begins with {}, not before the newer one, which begins with "
                                         "{}; exchange the two",
                                         older.period_at(0).label(), newer.period_at(0).label())));
    if (errors.empty() && rule != splice_rule::none && common.places.empty())
        errors.push_back(
            invalid_argument("the two series have no period in common by which they could be linked; join them without "
                             "(splice_rule::none)"));
    return errors;
}

/// How the older figures of a line are linked.
struct link {
    obs_status status; ///< without a value: they cannot be
    exact_number factor = 1, shift = 0;

    link(std::span<const cell> older, std::span<const cell> newer, splice_rule rule, const overlap& common) {
        exact_number before = 0, after = 0;
        std::int64_t both = 0;
        for (const auto& [a, b] : common.places) {
            if (!older[a].status.has_value() || !newer[b].status.has_value()) continue;
            before = before + value_of(older[a]);
            after = after + value_of(newer[b]);
            ++both;
        }
        if (both == 0)
            status = availability::missing;
        else if (rule == splice_rule::difference)
            shift = (after - before) / both;
        else if (before == 0)
            status = availability::not_applicable;
        else
            factor = after / before;
    }

    [[nodiscard]] cell operator()(const cell& figure) const {
        auto made = status_of_sum(status, figure.status);
        if (!made.has_value()) return without_value(made);
        made.add(obs_flag::estimated);
        return cell_of(value_of(figure) * factor + shift, made);
    }
};

} // namespace

result<series> spliced(const series& older, const series& newer, splice_rule rule) {
    const overlap common(older, newer);
    auto errors = check(older, newer, rule, common);
    if (!errors.empty()) return errors;

    const auto before = static_cast<std::size_t>(std::ranges::lower_bound(older.ordinals(), newer.ordinals().front()) -
                                                 older.ordinals().begin());
    std::vector<std::int32_t> ordinals(older.ordinals().begin(),
                                       older.ordinals().begin() + static_cast<std::ptrdiff_t>(before));
    ordinals.insert(ordinals.end(), newer.ordinals().begin(), newer.ordinals().end());
    std::vector<cell> cells;
    cells.reserve(newer.lines() * ordinals.size());
    try {
        for (std::size_t l = 0; l < newer.lines(); ++l) {
            const auto earlier = older.line(l), later = newer.line(l);
            const link linked(earlier, later, rule, common);
            for (const auto& each : earlier.first(before))
                cells.push_back(rule == splice_rule::none ? each : linked(each));
            cells.insert(cells.end(), later.begin(), later.end());
            cells[cells.size() - later.size()].status.add(obs_flag::break_in_series);
        }
    } catch (const std::overflow_error&) {
        return too_large("a linked figure");
    }
    auto about = newer.about();
    if (rule != splice_rule::none && about.kind == series_kind::ratio) about.kind = series_kind::other;
    return newer.with(std::move(about), std::move(ordinals), std::move(cells));
}

} // namespace kohort
