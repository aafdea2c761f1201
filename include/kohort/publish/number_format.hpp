// Numbers and units as the readers of a report expect them.
#pragma once

#include <kohort/data/localised_text.hpp>
#include <kohort/indicator/definition.hpp>
#include <kohort/publish/rounding.hpp>

#include <string>

namespace kohort {

/// A figure as printed. Swedish: no-break spaces (U+00A0) between thousands and before the sign of percent, a decimal
/// comma ("8 567", "74,0 %"). English: plain ("8567", "74.0%"). Other units than percent and permille have no sign.
[[nodiscard]] std::string format(decimal_number number, measurement_unit unit, language in);

/// Whether `format` prints the unit with the figure.
[[nodiscard]] bool has_sign(measurement_unit unit) noexcept;

} // namespace kohort
