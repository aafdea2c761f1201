// Reading conditions and clocks of definitions.
#pragma once

#include "../data/json_reader.hpp"

#include <kohort/indicator/condition.hpp>
#include <kohort/time/period.hpp>

#include <optional>

namespace kohort::grammar {

/// Reads a CLOCK, for periods of this frequency when that is known.
std::optional<clock> read_clock(const json_place& place, std::optional<frequency> every);

/// "period", which is no duration, or a length of time.
std::optional<duration> read_span(const json_place& place);

/// Reads a CONDITION. Clocks in it are for periods of this frequency.
condition read_condition(const json_place& place, std::optional<frequency> every);

} // namespace kohort::grammar
