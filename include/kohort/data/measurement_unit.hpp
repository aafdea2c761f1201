// The units of figures, and what one of each is in the units that kohort computes in.
#pragma once

#include <kohort/base/ratio.hpp>
#include <kohort/data/localised_text.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace kohort {

/// The grammar's UNIT. Counts first; `percent`, `permille`, `ratio` for shares; `days`, `weeks`, `months` for means.
enum class measurement_unit : std::uint8_t {
    persons,
    spells,
    entries,
    exits,
    person_days,
    person_months,
    households,
    jobs,
    places,
    visits,
    contacts,
    applications,
    count,
    percent,
    permille,
    points,
    ratio,
    index,
    days,
    weeks,
    months,
    sek,
    ksek,
    msek
};

/// As in the grammar, in the order of the enumerators.
inline constexpr std::array<std::string_view, 24> measurement_unit_names{
    "persons", "spells", "entries",  "exits",        "person_days", "person_months", "households", "jobs",
    "places",  "visits", "contacts", "applications", "count",       "percent",       "permille",   "points",
    "ratio",   "index",  "days",     "weeks",        "months",      "SEK",           "kSEK",       "MSEK"};

[[nodiscard]] std::string_view name_of(measurement_unit unit) noexcept; ///< as in the grammar: "percent", "SEK"
[[nodiscard]] std::optional<measurement_unit> parse_measurement_unit(std::string_view text) noexcept;

/// One of the unit in the units that kohort computes in: a percent, a point and an index point are 1/100, a permille
/// 1/1000; weeks are 7 days and months 487/16; kSEK and MSEK are 1 000 and 1 000 000 SEK; 1 for every other unit.
[[nodiscard]] ratio in_base_units(measurement_unit unit) noexcept;

/// The name of a unit in running text: "personer", "persons".
[[nodiscard]] std::string_view unit_label(measurement_unit unit, language in) noexcept;

} // namespace kohort
