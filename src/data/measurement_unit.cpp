#include <kohort/data/measurement_unit.hpp>

#include <kohort/time/duration.hpp>

#include <algorithm>

namespace kohort {

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

} // namespace kohort
