#include <kohort/data/measurement_unit.hpp>

#include <kohort/time/duration.hpp>

#include <algorithm>

namespace kohort {
namespace {

struct unit_names {
    std::string_view sv;
    std::string_view en;
};

unit_names names_of(measurement_unit unit) noexcept {
    switch (unit) {
    case measurement_unit::persons:
        return {"personer", "persons"};
    case measurement_unit::spells:
        return {"perioder", "spells"};
    case measurement_unit::entries:
        return {"inskrivningar", "entries"};
    case measurement_unit::exits:
        return {"avslut", "exits"};
    case measurement_unit::person_days:
        return {"persondagar", "person-days"};
    case measurement_unit::person_months:
        return {"personmånader", "person-months"};
    case measurement_unit::households:
        return {"hushåll", "households"};
    case measurement_unit::jobs:
        return {"jobb", "jobs"};
    case measurement_unit::places:
        return {"platser", "places"};
    case measurement_unit::visits:
        return {"besök", "visits"};
    case measurement_unit::contacts:
        return {"kontakter", "contacts"};
    case measurement_unit::applications:
        return {"ansökningar", "applications"};
    case measurement_unit::count:
        return {"antal", "number"};
    case measurement_unit::percent:
        return {"procent", "percent"};
    case measurement_unit::permille:
        return {"promille", "per mille"};
    case measurement_unit::points:
        return {"procentenheter", "percentage points"};
    case measurement_unit::ratio:
        return {"kvot", "ratio"};
    case measurement_unit::index:
        return {"index", "index"};
    case measurement_unit::days:
        return {"dagar", "days"};
    case measurement_unit::weeks:
        return {"veckor", "weeks"};
    case measurement_unit::months:
        return {"månader", "months"};
    case measurement_unit::sek:
        return {"kronor", "SEK"};
    case measurement_unit::ksek:
        return {"tusen kronor", "thousand SEK"};
    case measurement_unit::msek:
        return {"miljoner kronor", "million SEK"};
    }
    return {};
}

} // namespace

std::string_view name_of(measurement_unit unit) noexcept {
    return measurement_unit_names[static_cast<std::size_t>(unit)];
}

std::optional<measurement_unit> parse_measurement_unit(std::string_view text) noexcept {
    const auto* const found = std::ranges::find(measurement_unit_names, text);
    if (found == measurement_unit_names.end()) return std::nullopt;
    return static_cast<measurement_unit>(found - measurement_unit_names.begin());
}

ratio in_base_units(measurement_unit unit) noexcept {
    switch (unit) {
    case measurement_unit::percent:
    case measurement_unit::points:
    case measurement_unit::index:
        return {1, 100};
    case measurement_unit::permille:
        return {1, 1000};
    case measurement_unit::weeks:
        return 7;
    case measurement_unit::months:
        return {months_per_day_denominator, months_per_day_numerator};
    case measurement_unit::ksek:
        return 1'000;
    case measurement_unit::msek:
        return 1'000'000;
    default:
        return 1;
    }
}

std::string_view unit_label(measurement_unit unit, language in) noexcept {
    const auto names = names_of(unit);
    return in == language::sv ? names.sv : names.en;
}

} // namespace kohort
