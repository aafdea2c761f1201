#include "periods.hpp"

namespace kohort {

std::optional<period> period_labelled(const periodicity& per, std::string_view label) noexcept {
    const auto calendar = parse_period(label);
    if (!calendar || calendar->periodicity().every != per.every) return std::nullopt;
    const period candidate(per, calendar->ordinal());
    return candidate + (calendar->label_year() - candidate.label_year());
}

std::optional<period> year_before(const period& now) noexcept {
    const auto every = now.periodicity().every;
    if (every != frequency::week) return now + -(12 / months_in(every));
    auto week = to_iso_week(now.first_day());
    --week.year;
    if (!is_valid(week)) return std::nullopt;
    return period_containing(now.periodicity(), from_iso_week(week));
}

int year_of(const period& each) noexcept {
    const auto first = each.first_day();
    return each.periodicity().every == frequency::week ? to_iso_week(first).year : to_civil(first).year;
}

} // namespace kohort
