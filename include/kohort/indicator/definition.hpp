// An indicator is a value: what is counted, over what, when, by whose definition.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/data/localised_text.hpp>
#include <kohort/data/measurement_unit.hpp>
#include <kohort/indicator/operators.hpp>
#include <kohort/spells/age_band.hpp>
#include <kohort/time/duration.hpp>
#include <kohort/time/period.hpp>
#include <kohort/time/window.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kohort {

/// {"age": [[16, 24], [25, 64]], "at": "event"}: bands that do not overlap, in rising order. Axis "age", codes "16-24".
struct age_breakdown {
    std::vector<age_band> bands;
    age_reference at = age_reference::event;
    friend bool operator==(const age_breakdown&, const age_breakdown&) = default;
};

/// {"elapsed": ["6 months", "12 months"]}: limits in rising order; they divide the time elapsed into less than the
/// first, from each up to the next, and at least the last. Axis "elapsed".
struct elapsed_breakdown {
    std::vector<duration> limits;
    friend bool operator==(const elapsed_breakdown&, const elapsed_breakdown&) = default;
};

/// One breakdown: a dimension, optionally told on another code list or at one level of its hierarchy; ages; times
/// elapsed.
struct breakdown {
    std::string dimension;                  ///< the axis's name: the dimension's, "age" or "elapsed"
    std::optional<std::string> code_list{}; ///< translate to this list, e.g. "stockholm.districts.2023-07"
    std::optional<int> level{};             ///< only the codes at this depth of the hierarchy; 1 is the top
    std::optional<age_breakdown> ages{};
    std::optional<elapsed_breakdown> elapsed{};

    [[nodiscard]] bool is_by_dimension() const noexcept { return !ages && !elapsed; }
    friend bool operator==(const breakdown&, const breakdown&) = default;
};

[[nodiscard]] std::string_view name_of(counted unit) noexcept; ///< "persons_entering"

enum class rounding_rule : std::uint8_t { half_away_from_zero, half_to_even };

/// Where a definition comes from.
struct definition_source {
    std::string document;
    std::string section;
    std::string owner;
    friend bool operator==(const definition_source&, const definition_source&) = default;
};

/// A place in time from which figures are not comparable with those before.
struct series_break {
    std::string at; ///< a period literal, e.g. "2015"
    std::string why;
    friend bool operator==(const series_break&, const series_break&) = default;
};

/// A goal for the value, in the definition's unit.
struct indicator_target {
    enum class direction : std::uint8_t { at_least, at_most };
    direction side = direction::at_least;
    definition_number value;
    definition_number margin; ///< may be empty
    friend bool operator==(const indicator_target&, const indicator_target&) = default;
};

/// An indicator definition. The struct and its JSON document are the same thing: `parse_definitions` and `to_json` are
/// inverse to each other.
struct definition {
    std::string id; ///< dotted; unique together with `version`
    std::string version;
    std::optional<day> valid_from;
    std::optional<day> valid_to;
    localised_text name;
    localised_text description;
    definition_source source;
    indicator_operator operation;
    periodicity per{frequency::year};
    std::vector<breakdown> by;
    measurement_unit unit = measurement_unit::count;
    int decimals = 0; ///< 0..9
    rounding_rule rounding = rounding_rule::half_away_from_zero;
    std::optional<std::int64_t> small_counts_below;
    std::optional<indicator_target> target;
    std::vector<series_break> breaks;
    std::vector<std::string> undefined_in_source;
    std::vector<std::string> confused_with;
    friend bool operator==(const definition&, const definition&) = default;
};

/// Reads one definition or an array of them. Unknown keys are errors with a suggestion; every error of the text is
/// reported at once, each with its JSON pointer, and with what to write instead. Also checked, as far as the document
/// tells: units fit the operator (a count is not percent, persons are not added to months, only shares change by
/// points), clocks, ages, thresholds and follow-ups fit what is counted and broken down, steps and months lie in their
/// periods, bounds leave something between them, tables are not asked for spells, something is counted at all, ids are
/// unique together with version.
///
/// Necessary are the id, a name in one language, an operator and the unit. If left out, `per` is "year", `decimals` 0,
/// the version empty and the clock "during" the period. "any", "all", "not", "present_in", "absent_from" and "total"
/// are words of conditions and cannot be names of dimensions in them.
[[nodiscard]] result<std::vector<definition>> parse_definitions(std::string_view json);

/// Reads the definitions of several files. Errors, all at once, with the file in front of the path: those of
/// `read_text_file` and `parse_definitions`; an id and version that two files define.
[[nodiscard]] result<std::vector<definition>> read_definitions(std::span<const std::string> files);

/// The canonical document: keys in the grammar's order (dimensions of a condition in alphabetical order), the grammar's
/// defaults left out, two spaces of indentation, lists of plain values on one line.
[[nodiscard]] std::string to_json(const definition& indicator);

/// Stable 64-bit FNV-1a hash of the canonical document; the same on every machine. O(size).
[[nodiscard]] std::uint64_t hash_of(const definition& indicator);

} // namespace kohort
