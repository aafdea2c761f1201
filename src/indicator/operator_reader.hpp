// Reading the operators of definitions.
#pragma once

#include "../data/json_reader.hpp"
#include "figure_units.hpp"

#include <kohort/indicator/definition.hpp>

#include <optional>
#include <string_view>

namespace kohort::grammar {

/// An operator as far as it could be read.
struct operator_reading {
    indicator_operator operation;
    figure_facts figures;
};

/// Reads the one operator of an object; of several, which is an error, each is read for its own errors. `missing` is
/// the message when there is none.
std::optional<operator_reading> read_operator(json_object& object, std::optional<frequency> every,
                                              std::string_view missing);

} // namespace kohort::grammar
