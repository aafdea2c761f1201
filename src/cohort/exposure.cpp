#include <kohort/cohort/exposure.hpp>

#include "register_columns.hpp"

#include <kohort/spells/algebra.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace kohort {

namespace {

constexpr int days_in_four_years = 1461;

std::vector<const dimension_column*> find_dimensions(const spell_register& spells,
                                                     const std::vector<std::string>& names, error_list& problems) {
    std::vector<const dimension_column*> found;
    for (std::size_t d = 0; d < names.size(); ++d) {
        found.push_back(spells.find_dimension(names[d]));
        if (!found.back()) problems.push_back(no_dimension(spells, names[d], fmt::format("/by/{}", d)));
    }
    return found;
}

/// By code of the exit reason, whether such an exit is an event; empty: every exit is.
std::vector<std::uint8_t> events_kept(const spell_register& spells, const std::vector<std::string>& events,
                                      error_list& problems) {
    if (events.empty()) return {};
    const auto* reason = exit_reason_of(spells);
    if (!reason) {
        problems.push_back(no_exit_reason(spells, "/events"));
        return {};
    }
    std::vector<std::uint8_t> kept(reason->codes.size() + 1, 0);
    for (std::size_t e = 0; e < events.size(); ++e) {
        const auto found = reason->codes.find(events[e]);
        if (!found) {
            problems.push_back(not_among_exit_reasons(spells, *reason, events[e], fmt::format("/events/{}", e)));
            continue;
        }
        for (std::size_t code = 0; code < reason->codes.size(); ++code)
            if (reason->codes.is_within(code, *found)) kept[code + 1] = 1;
    }
    return kept;
}

/// The register's spells, cut at the borders of all cells.
result<cut_spells> pieces_of(const spell_source& source, const exposure_query& query) {
    const auto& spells = *source.spells;
    auto pieces = cut(source.filters.empty() ? spells : select(spells, source.filters), spells.horizon());
    error_list problems;
    const auto split = [&](result<cut_spells> made) {
        if (made)
            pieces = std::move(*made);
        else
            problems.insert(problems.end(), made.errors().begin(), made.errors().end());
    };
    if (!query.ages.empty()) split(split_by_age(pieces, query.ages));
    if (!query.periods.empty()) split(split_by_period(pieces, query.periods));
    if (!problems.empty()) return problems;
    return pieces;
}

/// The code of a row, unknown last.
std::size_t place_of(const dimension_column& column, std::size_t row) noexcept {
    const auto code = column[row];
    return code == 0 ? column.codes.size() : code - 1;
}

std::string code_at(const dimension_column& column, std::size_t place) {
    return place == column.codes.size() ? column.unknown_code.value_or("unknown") : column.codes[place].code;
}

} // namespace

std::optional<ratio> exposure_cell::rate() const {
    if (person_days == 0) return std::nullopt;
    return ratio(events, 1) * ratio(days_in_four_years, 4) / ratio(person_days, 1);
}

result<std::vector<exposure_cell>> exposure(const spell_source& source, const exposure_query& query) {
    error_list problems;
    (void)find_dimensions(*source.spells, query.by, problems);
    const auto events = events_kept(*source.spells, query.events, problems);
    auto pieces = pieces_of(source, query);
    problems.insert(problems.end(), pieces.errors().begin(), pieces.errors().end());
    if (!problems.empty()) return problems;

    const auto& spells = pieces->spells;
    std::vector<const dimension_column*> axes;
    if (!query.periods.empty()) axes.push_back(spells.find_dimension("period"));
    if (!query.ages.empty()) axes.push_back(spells.find_dimension("age"));
    for (const auto* each : find_dimensions(spells, query.by, problems)) axes.push_back(each);
    const auto* reason = exit_reason_of(spells);
    const auto last = source.spells->horizon().last.count();

    std::map<std::vector<std::size_t>, exposure_cell> cells;
    std::vector<std::size_t> key(axes.size());
    for (std::size_t row = 0; row < spells.size(); ++row) {
        for (std::size_t axis = 0; axis < axes.size(); ++axis) key[axis] = place_of(*axes[axis], row);
        auto& cell = cells[key];
        const auto days = spells.end()[row] - spells.start()[row];
        cell.spells += days > 0;
        cell.person_days += days;
        const bool exits = (*pieces->exit_cut)[row] == 0 && spells.exit_day(row) <= last;
        cell.events += exits && (events.empty() || events[(*reason)[row]] != 0);
    }
    std::vector<exposure_cell> made;
    for (auto& [places, cell] : cells) {
        std::size_t axis = 0;
        if (!query.periods.empty()) cell.period = code_at(*axes[axis], places[axis]), ++axis;
        if (!query.ages.empty()) cell.age = code_at(*axes[axis], places[axis]), ++axis;
        for (; axis < axes.size(); ++axis) cell.codes.push_back(code_at(*axes[axis], places[axis]));
        if (cell.spells > 0 || cell.events > 0) made.push_back(std::move(cell));
    }
    return made;
}

} // namespace kohort
