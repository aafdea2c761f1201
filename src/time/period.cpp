#include <kohort/time/date_format.hpp>
#include <kohort/time/period.hpp>

#include "names.hpp"

#include <fmt/format.h>

#include <array>

namespace kohort {
namespace {

constexpr std::array<std::string_view, 6> frequency_names{"week", "month", "quarter", "tertial", "half_year", "year"};

/// A number of exactly so many digits.
std::optional<unsigned> parse_number(std::string_view text, std::size_t width) noexcept {
    if (text.size() != width) return std::nullopt;
    detail::digit_reader digits;
    unsigned value = 0;
    for (const char character : text) value = 10 * value + digits.digit(character);
    return digits.only_digits ? std::optional(value) : std::nullopt;
}

/// The n-th period of a kind in a calendar year, counted from 1.
std::optional<period> nth_of_year(int year, frequency every, std::optional<unsigned> n) noexcept {
    const auto parts = 12 / months_in(every);
    if (!n || *n < 1 || *n > static_cast<unsigned>(parts)) return std::nullopt;
    return period({every}, parts * year + static_cast<int>(*n) - 1);
}

std::optional<period> week_of_year(int year, std::optional<unsigned> week) noexcept {
    if (!week || !is_valid(iso_week_date{year, *week, 1})) return std::nullopt;
    return period_containing({frequency::week}, from_iso_week({year, *week, 1}));
}

} // namespace

std::string_view name_of(frequency every) noexcept { return frequency_names[static_cast<std::size_t>(every)]; }

std::optional<frequency> parse_frequency(std::string_view text) noexcept {
    return detail::value_named<frequency>(text, frequency_names);
}

std::optional<month_day> parse_month_day(std::string_view text) noexcept {
    if (text.size() != 5 || text[2] != '-') return std::nullopt;
    const auto month = parse_number(text.substr(0, 2), 2);
    const auto day = parse_number(text.substr(3), 2);
    if (!month || !day || !is_valid(month_day{*month, *day})) return std::nullopt;
    return month_day{*month, *day};
}

std::string to_string(month_day date) { return fmt::format("{:02}-{:02}", date.month, date.day); }

std::string to_string(const periodicity& division) {
    std::string text(name_of(division.every));
    if (division.year_start != month_day{1, 1}) text += " starting " + to_string(division.year_start);
    if (division.label == labelled_by::start) text += ", labelled by its start";
    return text;
}

std::string period::label() const {
    const auto year = label_year();
    const auto part_of_year = [this] {
        return (to_civil(first_day()).month - 1) / static_cast<unsigned>(months_in(division_.every)) + 1;
    };
    switch (division_.every) {
    case frequency::week:
        return fmt::format("{:04}-W{:02}", year, to_iso_week(first_day()).week);
    case frequency::month:
        return fmt::format("{:04}-{:02}", year, part_of_year());
    case frequency::quarter:
        return fmt::format("{:04}-Q{}", year, part_of_year());
    case frequency::tertial:
        return fmt::format("{:04}-T{}", year, part_of_year());
    case frequency::half_year:
        return fmt::format("{:04}-H{}", year, part_of_year());
    case frequency::year:
        break;
    }
    return fmt::format("{:04}", year);
}

std::optional<period> parse_period(std::string_view text) noexcept {
    const auto parsed_year = parse_number(text.substr(0, 4), 4);
    if (!parsed_year || *parsed_year < first_supported_year) return std::nullopt;
    const auto year = static_cast<int>(*parsed_year);
    if (text.size() == 4) return period({frequency::year}, year);
    if (text[4] != '-' || text.size() == 5) return std::nullopt;

    const auto part = text.substr(5);
    const auto number = part.substr(1);
    switch (part.front()) {
    case 'W':
        return week_of_year(year, parse_number(number, 2));
    case 'Q':
        return nth_of_year(year, frequency::quarter, parse_number(number, 1));
    case 'T':
        return nth_of_year(year, frequency::tertial, parse_number(number, 1));
    case 'H':
        return nth_of_year(year, frequency::half_year, parse_number(number, 1));
    default:
        return nth_of_year(year, frequency::month, parse_number(part, 2));
    }
}

} // namespace kohort
