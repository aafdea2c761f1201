// The words of the definition grammar, those that wait for a later version, and what every reader of it needs.
#pragma once

#include "../data/json_reader.hpp"

#include <kohort/indicator/definition.hpp>

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
inline constexpr std::array<std::string_view, 6> names_of<counted>{"spells",          "persons", "persons_entering",
                                                                   "persons_exiting", "entries", "exits"};
template <>
inline constexpr std::array<std::string_view, 5> names_of<age_reference>{"event", "start", "clock", "end_of_period",
                                                                         "year_difference"};
template <>
inline constexpr std::array<std::string_view, 3> names_of<follow_up::state_kind>{"present", "absent", "known"};
template <>
inline constexpr std::array<std::string_view, 5> names_of<follow_up::form>{"on_day", "in_month", "every_month",
                                                                           "every_day", "within"};
template <>
inline constexpr std::array<std::string_view, 2> names_of<mean_operator::quantity>{"duration", "elapsed"};
template <>
inline constexpr std::array<std::string_view, 2> names_of<rounding_rule>{"half_away_from_zero", "half_to_even"};
template <>
inline constexpr std::array<std::string_view, 2> names_of<indicator_target::direction>{"at_least", "at_most"};
template <>
inline constexpr std::array<std::string_view, 2> names_of<labelled_by>{"end", "start"};
template <>
inline constexpr std::array<std::string_view, 3> names_of<clock_kind>{"during", "on", "close_of"}; // those computed
/// Whether events whose follow-up is not complete are included.
inline constexpr std::array<std::string_view, 2> incomplete_names{"exclude", "include"};

template <>
inline constexpr auto names_of<measurement_unit> = measurement_unit_names;

/// The name of an enumerator.
template <class Enum>
[[nodiscard]] constexpr std::string_view name(Enum value) noexcept {
    return names_of<Enum>[static_cast<std::size_t>(value)];
}

/// The unit of a plain count: persons however they come to be counted, else what is counted.
[[nodiscard]] measurement_unit unit_of(counted what) noexcept;

/// The keys of the alternatives of `indicator_operator`, in its order.
inline constexpr std::array<std::string_view, 3> operator_keys{"count", "share", "mean"};

/// Where in a definition a word stands.
enum class position : std::uint8_t {
    operators,
    measure,
    count,
    registers,
    clock,
    share,
    condition,
    codes,
    breakdown,
    target
};

/// What this version computes in each position, in the order of `position`.
inline constexpr std::array<std::string_view, 10> computed_now{
    R"(the operators "count", "share" and "mean")",
    R"("count" of one register, with "clock", "where", "age", "elapsed", "once_per" and "follow_up")",
    R"("spells", "persons", "persons_entering", "persons_exiting", "entries" and "exits")",
    "measures of one register, given by its name",
    R"("during", "on" and "close_of")",
    R"(shares restricted by "where", "age", "elapsed" or "follow_up")",
    R"(conditions on dimensions, all of which must hold: {"sex": ["women"], "exit_reason": {"not": ["moved"]}})",
    R"(lists of codes, ["a", "b"] or {"not": ["a", "b"]})",
    R"(breakdowns by a dimension: "sex" or {"dimension": "district", "code_list": "stockholm.districts"})",
    "targets that are a number"};

/// A word of the grammar that this version of kohort does not compute yet. To compute one is to delete its entry.
struct pending_word {
    position where;
    std::string_view word;
};
inline constexpr pending_word pending_words[] = {
    {position::operators, "rate"},       {position::operators, "ratio"},      {position::operators, "quantile"},
    {position::operators, "sum"},        {position::operators, "minimum"},    {position::operators, "maximum"},
    {position::operators, "difference"}, {position::operators, "product"},    {position::operators, "mean_over"},
    {position::operators, "change"},     {position::measure, "total"},        {position::measure, "months"},
    {position::measure, "first"},        {position::measure, "merge_gaps"},   {position::measure, "population"},
    {position::measure, "cell"},         {position::count, "person_days"},    {position::count, "person_months"},
    {position::registers, "union"},      {position::registers, "overlay"},    {position::registers, "intersect"},
    {position::registers, "subtract"},   {position::clock, "mean_of"},        {position::share, "months"},
    {position::share, "first"},          {position::condition, "any"},        {position::condition, "all"},
    {position::condition, "not"},        {position::condition, "present_in"}, {position::condition, "absent_from"},
    {position::condition, "total"},      {position::codes, "from"},           {position::codes, "to"},
    {position::breakdown, "level"},      {position::breakdown, "age"},        {position::breakdown, "elapsed"},
    {position::target, "parameter"},
};

/// Reports a word that is not computed yet, with what is computed in its position.
void report_pending(const json_place& place, position where, std::string_view word);

/// Whether the grammar has this word in this position but this version does not compute it.
[[nodiscard]] bool is_pending(position where, std::string_view word) noexcept;

/// Reports the keys of the object that are not computed yet; whether there was one.
bool report_pending_keys(json_object& object, position where);

/// A key that is written, by its index among those looked for, and its value.
struct found_key {
    std::size_t index;
    json_place value;
};

/// Those of the keys that are written, where one should be. Reports several; reports none as `missing` (nothing when
/// that is empty), unless a key of the position that is not computed yet stands instead, which is reported as such.
[[nodiscard]] std::vector<found_key> find_alternatives(json_object& object, std::span<const std::string_view> keys,
                                                       std::string_view missing, std::optional<position> where = {});

/// The one of the keys that is written; nothing when there is none or several, which is reported as above.
[[nodiscard]] std::optional<found_key> find_one(json_object& object, std::span<const std::string_view> keys,
                                                std::string_view missing, std::optional<position> where = {});

/// The texts of an array with at least one text, none of them twice and each passing `check`, which reports those it
/// does not let pass. Anything else is reported as not being `what`.
[[nodiscard]] std::vector<std::string> read_texts(const json_place& place, std::string_view what,
                                                  void (*check)(const json_place&, const std::string&) = nullptr);

/// A length of time of at least so many units.
[[nodiscard]] std::optional<duration> read_duration(const json_place& place, int least);

/// Reads an enumerator by its name from a place that may be missing; reports other texts. Whether it was read.
template <class Enum>
bool read_name(const std::optional<json_place>& place, Enum& into) {
    const auto index = place ? place->index_in(names_of<Enum>) : std::nullopt;
    if (index) into = static_cast<Enum>(*index);
    return index.has_value();
}

} // namespace kohort::grammar
