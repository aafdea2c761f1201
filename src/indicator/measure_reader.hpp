// Reading what a definition counts: measures, and the restrictions that shares have in common with them.
#pragma once

#include "../data/json_reader.hpp"

#include <kohort/indicator/definition.hpp>

#include <optional>
#include <string>
#include <vector>

namespace kohort::grammar {

/// What the rest of a definition must fit: empty where it could not be read.
struct measure_facts {
    std::optional<counted> unit_counted;
    std::optional<clock_kind> when;
    std::optional<measurement_unit> unit;       ///< of the count; `count` where it may be any
    std::optional<measure_source::kind> source; ///< `one_register` stands for combinations too

    /// Whether both are known; the questions below are about complete facts.
    [[nodiscard]] bool is_complete() const noexcept { return unit_counted && when; }
    [[nodiscard]] bool is_of_entries() const noexcept; ///< counts entries, or persons by their entries
    [[nodiscard]] bool is_of_exits() const noexcept;   ///< counts exits, or persons by their exits
    [[nodiscard]] bool is_of_stock() const noexcept;   ///< counts what is there on a day, or at its close
    [[nodiscard]] bool is_of_days() const noexcept;    ///< a stock, a mean of stocks, or person-days
    [[nodiscard]] bool is_population() const noexcept { return source == measure_source::kind::population; }
};

/// Reads the register, or the registers, of a measure.
measure_source read_source(const json_place& place);

/// Reads the name of a register, or a list of names.
std::vector<std::string> read_registers(const json_place& place);

/// Reads a MEASURE into `made` and checks that its parts fit together, and into periods of this frequency when that is
/// known.
measure_facts read_measure(const json_place& place, std::optional<frequency> every, measure& made);

/// Reports an age that is taken on a day which the measure has not.
void check_age_reference(const json_place& place, age_reference at, const measure_facts& facts);

/// Reports an elapsed time that runs to a day which the measure has not.
void check_elapsed(const json_place& place, const measure_facts& facts);

/// Reads the restrictions that the numerator of a share has and its denominator has not; whether any is written.
bool read_restrictions(json_object& object, std::optional<frequency> every, const measure_facts& facts,
                       share_operator& share);

} // namespace kohort::grammar
