// An indicator is a value: what is counted, over what, when, by whose definition.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/cohort/follow_up_rule.hpp>
#include <kohort/data/localised_text.hpp>
#include <kohort/data/measurement_unit.hpp>
#include <kohort/time/clock.hpp>
#include <kohort/time/duration.hpp>
#include <kohort/time/period.hpp>
#include <kohort/time/window.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace kohort {

/// The unit counted by a measure.
enum class counted : std::uint8_t {
    spells,           ///< spells in the clock: present in the window, or in the stock on a day
    persons,          ///< distinct persons with such a spell
    persons_entering, ///< distinct persons with an entry in the window
    persons_exiting,  ///< distinct persons with an exit in the window
    entries,          ///< spells whose start lies in the window
    exits             ///< spells whose exit day lies in the window
};

/// A closed or half-open interval of durations, from the grammar's at_least / more_than / at_most / less_than.
struct duration_bounds {
    struct bound {
        duration value;
        bool inclusive;
        friend bool operator==(const bound&, const bound&) = default;
    };
    std::optional<bound> lower; ///< at_least (inclusive) or more_than
    std::optional<bound> upper; ///< at_most (inclusive) or less_than
    friend bool operator==(const duration_bounds&, const duration_bounds&) = default;
};

/// At which day an age is taken.
enum class age_reference : std::uint8_t { event, start, clock, end_of_period, year_difference };

/// Completed years of age, both limits included.
struct age_condition {
    std::optional<int> from;
    std::optional<int> to;
    age_reference at = age_reference::event;
    friend bool operator==(const age_condition&, const age_condition&) = default;
};

/// Codes of one dimension that a row must (or must not) have. A code of a hierarchy stands for all below it.
struct code_condition {
    std::string dimension;
    std::vector<std::string> codes;
    bool negated = false; ///< {"not": [...]}
    friend bool operator==(const code_condition&, const code_condition&) = default;
};

/// A condition on rows: all of `codes` must hold.
struct condition {
    std::vector<code_condition> codes;
    [[nodiscard]] bool empty() const noexcept { return codes.empty(); }
    friend bool operator==(const condition&, const condition&) = default;
};

/// What must be true some time after an event.
struct follow_up {
    using state_kind = follow_up_state;
    using form = follow_up_form;
    duration after{};
    std::vector<std::string> registers;
    condition where;
    state_kind state = state_kind::present;
    form as = form::on_day;
    std::optional<duration> lasting; ///< the state must come from a spell that starts in the time and lasts so long
    bool include_incomplete = false; ///< false: events whose follow-up passes the horizon leave both sides
    friend bool operator==(const follow_up&, const follow_up&) = default;
};

/// What is counted in one register.
struct measure {
    counted unit_counted = counted::spells;
    std::string register_name;
    clock when;
    condition where;
    std::optional<age_condition> age;
    std::optional<duration_bounds> elapsed;
    std::vector<std::string> once_per; ///< dimensions: a person counts once per value, and totals add over the values
    std::optional<follow_up> followed;
    friend bool operator==(const measure&, const measure&) = default;
};

/// {"count": MEASURE}: the number itself.
struct count_operator {
    measure of;
    friend bool operator==(const count_operator&, const count_operator&) = default;
};

/// {"share": {"of": MEASURE, ...}}: of the measure, the part for which the extra restrictions hold. The numerator is
/// the denominator with more conditions, so it cannot leave it.
struct share_operator {
    measure of;
    condition where;
    std::optional<age_condition> age;
    std::optional<duration_bounds> elapsed;
    std::optional<follow_up> followed;
    friend bool operator==(const share_operator&, const share_operator&) = default;
};

/// {"mean": {"of": "duration" | "elapsed", "over": MEASURE}}: mean days of the half-open spells (duration: of exits,
/// end - start), or elapsed to the clock's day T (T - start; for exits end - start). Expressed in the definition's
/// unit.
struct mean_operator {
    enum class quantity : std::uint8_t { duration, elapsed };
    quantity of = quantity::duration;
    measure over;
    friend bool operator==(const mean_operator&, const mean_operator&) = default;
};

using indicator_operator = std::variant<count_operator, share_operator, mean_operator>;

/// One breakdown: a dimension, optionally told on another code list.
struct breakdown {
    std::string dimension;
    std::optional<std::string> code_list; ///< translate to this list, e.g. "stockholm.districts.2023-07"
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
    std::string value;  ///< a decimal number as written
    std::string margin; ///< may be empty
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
/// reported at once, each with its JSON pointer, and with what to write instead. Also checked: units fit the operator
/// (a count is not percent, a share is not persons), once_per needs a count of persons, a stock's clock needs spells or
/// persons, mean of duration needs exits, ids are unique together with version.
///
/// Necessary are the id, a name in one language, an operator and the unit. If left out, `per` is "year", `decimals` 0,
/// the version empty and the clock "during" the period. What the grammar has and this version of kohort does not
/// compute yet is told apart from what does not exist.
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
