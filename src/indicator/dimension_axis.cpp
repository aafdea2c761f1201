#include "dimension_axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

namespace kohort {
namespace {

axis_position total_position() { return {"total", {"Totalt", "Total"}, axis_position::role::total, {}, false}; }

axis_position band_position(std::string code, std::string sv, std::string en) {
    return {std::move(code), {std::move(sv), std::move(en)}, axis_position::role::ordinary, {}, false};
}

std::string swedish(duration length) {
    constexpr std::pair<std::string_view, std::string_view> words[] = {
        {"dag", "dagar"}, {"vecka", "veckor"}, {"månad", "månader"}, {"år", "år"}};
    const auto& [one, several] = words[static_cast<std::size_t>(length.unit)];
    return fmt::format("{} {}", length.count, length.count == 1 ? one : several);
}

axis_position elapsed_position(const elapsed_breakdown& by, std::size_t band) {
    const auto& limits = by.limits;
    if (band == 0)
        return band_position(fmt::format("<{}", to_string(limits[0])), fmt::format("kortare än {}", swedish(limits[0])),
                             fmt::format("less than {}", to_string(limits[0])));
    const auto from = limits[band - 1];
    if (band == limits.size())
        return band_position(fmt::format(">={}", to_string(from)), fmt::format("{} eller längre", swedish(from)),
                             fmt::format("{} or more", to_string(from)));
    const auto to = limits[band];
    return band_position(fmt::format("{} to <{}", to_string(from), to_string(to)),
                         fmt::format("{} till under {}", swedish(from), swedish(to)),
                         fmt::format("{} to less than {}", to_string(from), to_string(to)));
}

} // namespace

axis period_axis_of(const std::vector<reporting_period>& periods) {
    std::vector<axis_position> positions;
    for (const auto& period : periods)
        positions.push_back({period.label, {period.label, period.label}, axis_position::role::ordinary, {}, false});
    return {axis::kind::period, "period", std::move(positions)};
}

std::optional<code_places> places_of(const breakdown& shown, const code_list& own, const code_book& codes,
                                     const std::string& path, definition_errors& errors) {
    code_places made;
    made.list = &own;
    made.place_of_code.resize(own.size());
    std::iota(made.place_of_code.begin(), made.place_of_code.end(), std::size_t{0});
    if (shown.code_list && *shown.code_list != own.id()) {
        auto translated = codes.translate(own.id(), *shown.code_list);
        if (!translated) {
            errors.add(translated.errors(), path);
            return std::nullopt;
        }
        made.place_of_code = std::move(translated->target);
        made.is_exact = translated->exact;
        made.list = codes.find(*shown.code_list);
    }
    if (!shown.level) return made;
    const auto depth = static_cast<std::size_t>(*shown.level) - 1;
    const auto& list = *made.list;
    bool is_any = false;
    for (auto& place : made.place_of_code) {
        while (place != code_places::nowhere && list.depth(place) > depth) place = *list[place].parent;
        if (list.depth(place) != depth) place = code_places::nowhere;
        is_any |= place != code_places::nowhere;
    }
    if (!is_any)
        errors.add(error_code::plan,
                   fmt::format("no code of \"{}\" is at level {}; level 1 is the top", shown.dimension, *shown.level),
                   path + "/level");
    return made;
}

coded_axis axis_of(const std::string& name, const code_places& places, bool at_one_level,
                   const std::vector<std::uint8_t>& keeps, const std::optional<std::string>& unknown_code) {
    const auto& list = *places.list;
    std::vector<std::uint8_t> is_shown(list.size(), 0);
    for (std::size_t code = 0; code < places.place_of_code.size(); ++code) {
        if (!keeps[code + 1] || places.place_of_code[code] == code_places::nowhere) continue;
        for (std::optional<std::size_t> p = places.place_of_code[code]; p;
             p = at_one_level ? std::nullopt : list[*p].parent)
            is_shown[*p] = 1;
    }
    std::vector<std::uint32_t> shown_at(list.size(), measure_axis::unwanted);
    for (std::uint32_t p = 0, next = 0; p < list.size(); ++p)
        if (is_shown[p]) shown_at[p] = next++;

    std::vector<axis_position> positions;
    coded_axis made{axis(axis::kind::dimension, name, {}), {measure_axis::unwanted}, {}, {}};
    for (std::size_t p = 0; p < list.size(); ++p) {
        if (!is_shown[p]) continue;
        const auto& entry = list[p];
        const bool has_parent = entry.parent && !at_one_level;
        const auto parent = has_parent ? shown_at[*entry.parent] : measure_axis::root;
        positions.push_back({entry.code, entry.label, axis_position::role::ordinary,
                             has_parent ? std::optional<std::size_t>(parent) : std::nullopt, entry.of_which});
        made.parent.push_back(parent);
        made.place_of_position.push_back(p);
    }
    if (keeps[0]) {
        const auto code = unknown_code.value_or("unknown");
        made.position_of_code[0] = static_cast<std::uint32_t>(positions.size());
        positions.push_back(
            {code, {code == "unknown" ? "okänd" : code, code}, axis_position::role::unknown, {}, false});
        made.parent.push_back(measure_axis::root);
        made.place_of_position.push_back(list.size());
    }
    positions.push_back(total_position());
    for (const auto place : places.place_of_code)
        made.position_of_code.push_back(place == code_places::nowhere ? measure_axis::unwanted : shown_at[place]);
    made.of_cube = axis(axis::kind::dimension, name, std::move(positions));
    return made;
}

std::size_t bands_in(const breakdown& by) noexcept {
    return by.ages ? by.ages->bands.size() : by.elapsed->limits.size() + 1;
}

axis banded_axis(const breakdown& by) {
    std::vector<axis_position> positions;
    for (std::size_t band = 0; band < bands_in(by); ++band) {
        if (by.elapsed) {
            positions.push_back(elapsed_position(*by.elapsed, band));
            continue;
        }
        const auto code = to_string(by.ages->bands[band]);
        positions.push_back(band_position(code, code + " år", code + " years"));
    }
    positions.push_back(total_position());
    return {axis::kind::dimension, by.dimension, std::move(positions)};
}

duration_bounds bounds_of_band(const elapsed_breakdown& by, std::size_t band) {
    duration_bounds bounds;
    if (band > 0) bounds.lower = {by.limits[band - 1], true};
    if (band < by.limits.size()) bounds.upper = {by.limits[band], false};
    return bounds;
}

axis united(const axis& a, const axis& b) {
    if (a.positions() == b.positions()) return a;
    auto positions = a.positions();
    std::optional<axis_position> total;
    if (!positions.empty() && positions.back().is == axis_position::role::total) {
        total = positions.back();
        positions.pop_back();
    }
    const auto index_of = [&positions](const std::string& code) {
        return static_cast<std::size_t>(std::ranges::find(positions, code, &axis_position::code) - positions.begin());
    };
    for (const auto& added : b.positions()) {
        if (added.is == axis_position::role::total) {
            if (!total) total = added;
            continue;
        }
        if (index_of(added.code) != positions.size()) continue;
        auto position = added;
        // A list has a code's parent before or after it; what is not there yet leaves the code at the top.
        if (added.parent) {
            const auto parent = index_of(b[*added.parent].code);
            position.parent = parent == positions.size() ? std::nullopt : std::optional(parent);
        }
        positions.push_back(std::move(position));
    }
    if (total) positions.push_back(*total);
    return {axis::kind::dimension, a.name(), std::move(positions)};
}

} // namespace kohort
