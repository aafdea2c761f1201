// The definitions that come with kohort: every indicator of the city's documents, and the official ones.
#pragma once

#include <kohort/indicator/definition.hpp>
#include <kohort/time/period_axis.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>

/// The catalogue is compiled into the library and read when it is first asked for (some milliseconds, once per
/// process); after that it is constant and may be used from any number of threads. What is returned lives as long as
/// the program.
namespace kohort::catalogue {

/// All definitions, sorted by id and, for one id, by the start of their validity: the newest version comes last.
[[nodiscard]] std::span<const definition> all();

/// The versions of an id, the newest last; none for an id that the catalogue does not have. O(log size).
[[nodiscard]] std::span<const definition> versions(std::string_view id);

/// The version that is valid on a day, or the newest one; null when there is none. O(log size).
[[nodiscard]] const definition* find(std::string_view id, std::optional<day> on_date = {});

/// The version for a report of some periods: the one valid on their last day, or the newest one where none is; the
/// newest one without periods. Null when the catalogue does not have the id.
[[nodiscard]] const definition* find_for(std::string_view id, const std::optional<period_literal>& periods);

/// The end of an error message about an id that the catalogue does not have: `; did you mean "..."?`, or nothing when
/// no id is near. O(size x length).
[[nodiscard]] std::string did_you_mean(std::string_view id);

/// A programme, register or survey of a city document that no definition is about, and why.
struct system_without_indicator {
    std::string system;   ///< as the document calls it
    std::string document; ///< "arbetsmarknadsnamnden-2019"
    localised_text why;
    friend bool operator==(const system_without_indicator&, const system_without_indicator&) = default;
};

/// All of them, in the order of the documents.
[[nodiscard]] std::span<const system_without_indicator> without_indicator();

} // namespace kohort::catalogue
