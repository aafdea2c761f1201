#include "figure_units.hpp"

#include "grammar.hpp"

namespace kohort::grammar {
namespace {

bool counts_things(measurement_unit unit) noexcept { return unit <= measurement_unit::count && !counts_time(unit); }

/// Entries and exits are spells: entries less exits are the change of a stock.
bool counts_spells(measurement_unit unit) noexcept {
    return unit == measurement_unit::spells || unit == measurement_unit::entries || unit == measurement_unit::exits;
}

} // namespace

bool are_of_one_unit(measurement_unit a, measurement_unit b) noexcept {
    const bool any_things =
        counts_things(a) && counts_things(b) && (a == measurement_unit::count || b == measurement_unit::count);
    return a == b || any_things || (counts_spells(a) && counts_spells(b));
}

std::string_view in_plural(measurement_unit unit) noexcept {
    if (unit == measurement_unit::ratio) return "fractions";
    return unit == measurement_unit::count ? "counts" : name(unit);
}

std::optional<measurement_unit> unit_of_quotient(const figure_facts& of, const figure_facts& over) noexcept {
    if (of.is_number || over.is_number || !of.unit || !over.unit) return std::nullopt;
    if (counts_things(*over.unit) && *of.unit == measurement_unit::person_days) return measurement_unit::days;
    const bool keeps = *of.unit == measurement_unit::days || *of.unit == measurement_unit::sek;
    return counts_things(*over.unit) && keeps ? *of.unit : measurement_unit::ratio;
}

std::vector<std::string_view> units_of(const figure_facts& figures) {
    if (figures.is_number || !figures.unit)
        return {names_of<measurement_unit>.begin(), names_of<measurement_unit>.end()};
    const auto unit = *figures.unit;
    if (unit == measurement_unit::ratio)
        return figures.is_difference ? std::vector<std::string_view>{"points", "percent", "permille", "ratio", "index"}
                                     : std::vector<std::string_view>{"percent", "permille", "ratio", "index"};
    if (unit == measurement_unit::days) return {"days", "weeks", "months"};
    if (unit == measurement_unit::sek) return {"SEK", "kSEK", "MSEK"};
    if (counts_time(unit)) return {name(unit)};
    if (unit == measurement_unit::count)
        return {"count", "persons", "spells", "entries",  "exits",       "households",
                "jobs",  "places",  "visits", "contacts", "applications"};
    return {name(unit), "households", "jobs", "places", "visits", "contacts", "applications", "count"};
}

} // namespace kohort::grammar
