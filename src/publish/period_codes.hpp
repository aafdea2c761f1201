// Periods in the forms of the official formats.
#pragma once

#include <kohort/publish/publication.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kohort {

/// A code or label as kohort's label of a period: "2024M03", "2024K1", "2024-Q1", "2024"; nothing for other texts and
/// for years before 1700 or after 2200, which are codes of something else.
[[nodiscard]] std::optional<std::string> period_label(std::string_view text);

/// Whether a variable of this name is time: "tid", "år", "Year", "månad", "TIME_PERIOD".
[[nodiscard]] bool names_time(std::string_view name);

/// Whether a label or code is that of all together: "Totalt", "total", "_T".
[[nodiscard]] bool names_total(std::string_view text);

/// Whether a label says that it is a part: "varav kvinnor", "of which women".
[[nodiscard]] bool names_part(std::string_view label);

/// Gives the dimension the role of time if it has it already, or if its name or id says so and all codes or all labels
/// are periods; the codes become kohort's labels where all can be read.
void find_periods(publication_dimension& dimension);

/// Gives codes without a role the role of total and the mark of a part, as their codes and labels say.
void find_totals_and_parts(publication_dimension& dimension);

/// A date of a PX file ("20240531 08:00") in the form of JSON-stat ("2024-05-31T08:00"), and back; other texts as they
/// are.
[[nodiscard]] std::string iso_date(std::string_view px_date);
[[nodiscard]] std::string px_date(std::string_view iso_date);

} // namespace kohort
