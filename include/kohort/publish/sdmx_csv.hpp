// SDMX-CSV: one line for each observation, statuses in OBS_STATUS and CONF_STATUS.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/publish/publication.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace kohort {

/// Reads an SDMX-CSV data message, version 1.0 (first column DATAFLOW) or 2.x (STRUCTURE). `name` stands for the text
/// in messages.
///
/// The separator is the character after the first term; with a semicolon, numbers have a decimal comma. Labels may be
/// ids, names in columns of their own, or "id: name" in one. TIME_PERIOD is the time dimension, OBS_VALUE the figure;
/// the columns before it are dimensions, but for known attributes; those after it attributes. Of attributes OBS_STATUS,
/// CONF_STATUS, DECIMALS, UNIT_MEASURE and TITLE are kept, others named in `publication::losses`. Observations that the
/// file does not have are missing, so is NaN. "_T" is a total. The language is "und".
///
/// Errors (`data`, path file:line): no SDMX-CSV, several structures, the action delete, no OBS_VALUE or no dimension,
/// rows with another number of fields, an unreadable value or unknown status, two lines about the same observation. At
/// most 20. O(bytes log cells).
[[nodiscard]] result<publication> parse_sdmx_csv(std::string_view text, const std::string& name);

struct sdmx_csv_options {
    std::string agency = "KOHORT";
    /// Labels beside the ids, "id: name" in this language; nothing: ids alone.
    std::optional<std::string> labels{};
};

/// A message of version 2.1, action R (replace): dimensions, TIME_PERIOD last, OBS_VALUE, OBS_STATUS, CONF_STATUS,
/// DECIMALS and UNIT_MEASURE. A cell without a value has NaN. With several codes of OBS_STATUS in one cell the column
/// is OBS_STATUS[]. Read back are the cells, but nil comes back as 0; the order of dimensions with time last, codes,
/// units and decimals; with labels those of the language. Hierarchies, notes and other texts are left behind.
/// O(cells).
[[nodiscard]] std::string to_sdmx_csv(const publication& table, const sdmx_csv_options& options = {});

} // namespace kohort
