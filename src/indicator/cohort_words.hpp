// The words of cohort documents.
#pragma once

#include "grammar.hpp"

#include <kohort/indicator/cohort_definition.hpp>

namespace kohort::grammar {

template <>
inline constexpr std::array<std::string_view, 4> names_of<cohort_event>{"entered", "exited", "in_stock", "born"};
template <>
inline constexpr std::array<std::string_view, 3> names_of<cohort_combination::kind>{"union", "intersection",
                                                                                    "difference"};
template <>
inline constexpr std::array<std::string_view, 3> names_of<origin_choice>{"first_cohort", "earliest", "latest"};
/// Whom a cohort is made of.
inline constexpr std::array<std::string_view, 2> members_names{"spells", "persons"};

/// The days of a time as a cohort's document writes it; an error says what is wrong with it.
[[nodiscard]] result<window> time_of(const cohort_origin& from);

} // namespace kohort::grammar
