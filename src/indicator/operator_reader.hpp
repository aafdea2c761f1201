// Reading the operators of definitions, and what unit their figures are in.
#pragma once

#include "../data/json_reader.hpp"
#include "measure_reader.hpp"

#include <kohort/indicator/definition.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kohort::grammar {

/// What the figures of an operator are, as far as the definition tells.
struct figure_facts {
    /// The base unit: persons, spells, ..., `ratio` for fractions, `days`, `sek`; `count` for things counted in a
    /// table, which may be any; empty when not known before the data are (a cell, a numeric column).
    std::optional<measurement_unit> unit;
    bool is_number = false;                ///< numbers only, which fit to every unit
    bool is_difference = false;            ///< of shares: also told in points
    bool is_whole = false;                 ///< a plain count: no decimals
    bool is_persons_of_register = false;   ///< distinct persons: they are not added to others
    std::string subject;                   ///< "a share", "a count of exits"
    std::vector<measure_facts> measures{}; ///< all that are counted on the way
};

/// An operator as far as it could be read.
struct operator_reading {
    indicator_operator operation;
    figure_facts figures;
};

/// Reads the one operator of an object; of several, which is an error, each is read for its own errors. `missing` is
/// the message when there is none.
std::optional<operator_reading> read_operator(json_object& object, std::optional<frequency> every,
                                              std::string_view missing);

/// The units that figures can be published in, the usual ones first; all units when nothing is known.
[[nodiscard]] std::vector<std::string_view> units_of(const std::optional<operator_reading>& read);

} // namespace kohort::grammar
