// The words of the definition grammar, and what every reader of it needs.
#pragma once

#include "../data/json_reader.hpp"

#include <kohort/indicator/definition.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kohort::grammar {

/// The names of an enumeration: the n-th name is that of value n.
template <class Enum>
inline constexpr std::array<std::string_view, 0> names_of{};

template <>
inline constexpr std::array<std::string_view, 9> names_of<counted>{
    "spells",        "persons", "persons_entering", "persons_exiting", "entries", "exits", "person_days",
    "person_months", "total"};
/// Those of `counted` that stand under "count"; "total" is a key of its own.
inline constexpr std::span counted_names(names_of<counted>.data(), 8);
template <>
inline constexpr std::array<std::string_view, 7> names_of<measure_source::kind>{
    "register", "union", "overlay", "intersect", "subtract", "population", "cell"};
template <>
inline constexpr std::array<std::string_view, 5> names_of<age_reference>{"event", "start", "clock", "end_of_period",
                                                                         "year_difference"};
template <>
inline constexpr std::array<std::string_view, 3> names_of<follow_up::state_kind>{"present", "absent", "known"};
template <>
inline constexpr std::array<std::string_view, 5> names_of<follow_up::form>{"on_day", "in_month", "every_month",
                                                                           "every_day", "within"};
template <>
inline constexpr std::array<std::string_view, 3> names_of<spell_quantity::kind>{"duration", "elapsed", "value"};
template <>
inline constexpr std::array<std::string_view, 3> names_of<mean_over_operator::step>{"month", "quarter", "dimension"};
template <>
inline constexpr std::array<std::string_view, 3> names_of<change_operator::base>{"previous", "year_before", "period"};
template <>
inline constexpr std::array<std::string_view, 3> names_of<change_operator::expression>{"difference", "percent",
                                                                                       "points"};
template <>
inline constexpr std::array<std::string_view, 2> names_of<rounding_rule>{"half_away_from_zero", "half_to_even"};
template <>
inline constexpr std::array<std::string_view, 2> names_of<indicator_target::direction>{"at_least", "at_most"};
template <>
inline constexpr std::array<std::string_view, 2> names_of<labelled_by>{"end", "start"};
/// The keys of a clock; `mean_of` is that of two kinds.
inline constexpr std::array<std::string_view, 4> clock_keys{"during", "on", "close_of", "mean_of"};
/// Days of stocks that have names.
inline constexpr std::array<std::string_view, 2> day_names{"last_day", "first_day"};
/// What a mean stock is the mean of.
inline constexpr std::array<std::string_view, 2> mean_of_names{"days", "months"};
/// Whether events whose follow-up is not complete are included.
inline constexpr std::array<std::string_view, 2> incomplete_names{"exclude", "include"};

template <>
inline constexpr auto names_of<measurement_unit> = measurement_unit_names;

/// The name of an enumerator.
template <class Enum>
[[nodiscard]] constexpr std::string_view name(Enum value) noexcept {
    return names_of<Enum>[static_cast<std::size_t>(value)];
}

/// Whether the unit is of person-days or person-months.
[[nodiscard]] constexpr bool counts_time(measurement_unit unit) noexcept {
    return unit == measurement_unit::person_days || unit == measurement_unit::person_months;
}

template <>
inline constexpr std::array<std::string_view, 3> names_of<combination_operator::kind>{"sum", "minimum", "maximum"};

/// The unit of a plain count: persons however they come to be counted, else what is counted.
[[nodiscard]] measurement_unit unit_of(counted what) noexcept;

/// The keys of the operators.
inline constexpr std::array<std::string_view, 13> operator_keys{
    "count",   "share",   "rate",       "ratio",   "mean",      "quantile", "sum",
    "minimum", "maximum", "difference", "product", "mean_over", "change"};
/// The key under which an operator is written.
[[nodiscard]] std::string_view key_of(const indicator_operator& operation) noexcept;

/// The restrictions that measures and shares have in common, as keys.
inline constexpr std::array<std::string_view, 6> restriction_keys{"where",  "age",   "elapsed",
                                                                  "months", "first", "follow_up"};
/// The keys of measures, of registers and tables alike.
inline constexpr std::array<std::string_view, 14> measure_keys{
    "count", "total",   "register", "population", "cell",     "clock",      "where",
    "age",   "elapsed", "months",   "first",      "once_per", "merge_gaps", "follow_up"};
/// The keys that make a condition something else than codes of dimensions.
inline constexpr std::array<std::string_view, 6> condition_words{"any",        "all",         "not",
                                                                 "present_in", "absent_from", "total"};
inline constexpr std::array<std::string_view, 2> lower_bounds{"at_least", "more_than"};
inline constexpr std::array<std::string_view, 2> upper_bounds{"at_most", "less_than"};

/// A key that is written, by its index among those looked for, and its value.
struct found_key {
    std::size_t index;
    json_place value;
};

/// Those of the keys that are written, where one should be. Reports several; reports none as `missing` (nothing when
/// that is empty).
[[nodiscard]] std::vector<found_key> find_alternatives(json_object& object, std::span<const std::string_view> keys,
                                                       std::string_view missing);

/// The one of the keys that is written; nothing when there is none or several, which is reported as above.
[[nodiscard]] std::optional<found_key> find_one(json_object& object, std::span<const std::string_view> keys,
                                                std::string_view missing);

/// The texts of an array with at least one text, none of them twice and each passing `check`, which reports those it
/// does not let pass. Anything else is reported as not being `what`.
[[nodiscard]] std::vector<std::string> read_texts(const json_place& place, std::string_view what,
                                                  void (*check)(const json_place&, const std::string&) = nullptr);

/// A length of time of at least so many units.
[[nodiscard]] std::optional<duration> read_duration(const json_place& place, int least);

/// Whether a length of time is told in calendar months or years rather than days or weeks.
[[nodiscard]] constexpr bool counts_months(duration length) noexcept {
    return length.unit == duration_unit::month || length.unit == duration_unit::year;
}

/// The length in months when it counts them, else in days.
[[nodiscard]] constexpr int smallest_units_of(duration length) noexcept {
    const int each = length.unit == duration_unit::year ? 12 : length.unit == duration_unit::week ? 7 : 1;
    return each * length.count;
}

/// A number, or {"parameter": NAME}.
[[nodiscard]] definition_number read_number(const json_place& place);

/// The lower and the upper bound of an object with "at_least", "more_than", "at_most", "less_than"; reports none at
/// all. `read` makes an optional value of a place.
template <class T, class Read>
bounds_of<T> read_bounds(json_object& object, Read read) {
    const auto bound_among =
        [&](std::span<const std::string_view> keys) -> std::optional<typename bounds_of<T>::bound> {
        const auto found = find_one(object, keys, {});
        auto value = found ? read(found->value) : std::optional<T>();
        if (!value) return std::nullopt;
        return typename bounds_of<T>::bound{std::move(*value), found->index == 0};
    };
    const auto is_written = [&object](std::string_view key) { return object.has(key); };
    const bool has_any = std::ranges::any_of(lower_bounds, is_written) || std::ranges::any_of(upper_bounds, is_written);
    if (object && !has_any)
        object.place().report(R"(a bound is missing: "at_least", "more_than", "at_most" or "less_than")");
    return {bound_among(lower_bounds), bound_among(upper_bounds)};
}

/// Reads an enumerator by its name from a place that may be missing; reports other texts. Whether it was read.
template <class Enum>
bool read_name(const std::optional<json_place>& place, Enum& into) {
    const auto index = place ? place->index_in(names_of<Enum>) : std::nullopt;
    if (index) into = static_cast<Enum>(*index);
    return index.has_value();
}

} // namespace kohort::grammar
