// What unit the figures of an operator are in, and what fits together.
#pragma once

#include "measure_reader.hpp"

#include <kohort/data/measurement_unit.hpp>

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

/// Whether figures of the two units can be added and compared.
[[nodiscard]] bool are_of_one_unit(measurement_unit a, measurement_unit b) noexcept;

/// The unit as messages name many of it.
[[nodiscard]] std::string_view in_plural(measurement_unit unit) noexcept;

/// The unit of one side over another; nothing when one is not known, or a number, which fits to every unit.
[[nodiscard]] std::optional<measurement_unit> unit_of_quotient(const figure_facts& of,
                                                               const figure_facts& over) noexcept;

/// The units that figures can be published in, the usual ones first; all units when nothing is known.
[[nodiscard]] std::vector<std::string_view> units_of(const figure_facts& figures);

} // namespace kohort::grammar
