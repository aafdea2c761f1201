#include <kohort/publish/number_format.hpp>

namespace kohort {
namespace {

constexpr std::string_view no_break_space = "\u00a0";

std::string_view sign_of(measurement_unit unit) noexcept {
    if (unit == measurement_unit::percent) return "%";
    if (unit == measurement_unit::permille) return "‰";
    return {};
}

/// "-1234567.8" becomes "-1 234 567,8".
std::string in_swedish(std::string plain) {
    const auto point = plain.find('.');
    auto at = plain.size();
    if (point != std::string::npos) plain[at = point] = ',';
    const std::size_t first_digit = plain.front() == '-' ? 1 : 0;
    constexpr std::size_t group = 3;
    while (at > first_digit + group) plain.insert(at -= group, no_break_space);
    return plain;
}

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

std::string format(decimal_number number, measurement_unit unit, language in) {
    const bool swedish = in == language::sv;
    auto text = swedish ? in_swedish(to_plain(number)) : to_plain(number);
    if (swedish && has_sign(unit)) text += no_break_space;
    return text.append(sign_of(unit));
}

std::string_view unit_label(measurement_unit unit, language in) noexcept {
    const auto names = names_of(unit);
    return in == language::sv ? names.sv : names.en;
}

bool has_sign(measurement_unit unit) noexcept { return !sign_of(unit).empty(); }

} // namespace kohort
