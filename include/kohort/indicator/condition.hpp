// Which rows of a register a definition means.
#pragma once

#include <kohort/base/indirect.hpp>
#include <kohort/time/clock.hpp>
#include <kohort/time/duration.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace kohort {

/// A number in a definition: written out, or a dated parameter such as prisbasbelopp, whose value is that of the
/// period. Exactly one of the two is not empty.
struct definition_number {
    std::string written{};   ///< decimal, as written: "0.5"
    std::string parameter{}; ///< {"parameter": NAME}

    definition_number() = default;
    definition_number(std::string decimal) : written(std::move(decimal)) {}
    definition_number(const char* decimal) : written(decimal) {}
    template <std::integral Whole>
    definition_number(Whole whole) : written(std::to_string(whole)) {}
    /// The value of a parameter in the period.
    [[nodiscard]] static definition_number of_parameter(std::string name) {
        definition_number made;
        made.parameter = std::move(name);
        return made;
    }
    [[nodiscard]] bool empty() const noexcept { return written.empty() && parameter.empty(); }
    friend bool operator==(const definition_number&, const definition_number&) = default;
};

/// A closed or half-open interval, from the grammar's at_least / more_than / at_most / less_than.
template <class T>
struct bounds_of {
    struct bound {
        T value;
        bool inclusive;
        friend bool operator==(const bound&, const bound&) = default;
    };
    std::optional<bound> lower{}; ///< at_least (inclusive) or more_than
    std::optional<bound> upper{}; ///< at_most (inclusive) or less_than
    friend bool operator==(const bounds_of&, const bounds_of&) = default;
};
using duration_bounds = bounds_of<duration>;
using number_bounds = bounds_of<definition_number>;

/// Codes of one dimension that a row must (or must not) have. A code of a hierarchy stands for all below it.
struct code_condition {
    std::string dimension{};
    std::vector<std::string> codes{};  ///< or empty, with a range
    bool negated = false;              ///< {"not": [...]}
    std::optional<std::string> from{}; ///< {"from": a, "to": b}: the codes between, in the order of the code list
    std::optional<std::string> to{};
    friend bool operator==(const code_condition&, const code_condition&) = default;
};

struct condition;

/// {"present_in": ...} or {"absent_from": ...}: whether the row's person has a spell in a register at the clock's time.
/// Where that register is not observed at the time the figure is missing, in part provisional: nobody is taken for
/// absent because nothing is known.
struct presence_condition {
    bool absent = false;
    std::string register_name{};
    indirect<condition> where; ///< which of the register's spells count
    clock when{};
    friend bool operator==(const presence_condition&, const presence_condition&);
};

/// {"total": VALUE, "register": NAME, "in": "period", "at_most": NUMBER}: bounds of the sum of a numeric column over
/// the spells that the row's person has in a register in the period, each with its whole value; a spell without days
/// counts in the period in which it lies. No spells: a total of 0. A total of which a value is missing is neither
/// within bounds nor outside: the condition does not hold.
struct total_condition {
    std::string value{};
    std::string register_name{};
    number_bounds bounds{};
    friend bool operator==(const total_condition&, const total_condition&) = default;
};

/// A condition on rows: everything in it must hold.
struct condition {
    std::vector<code_condition> codes{};
    std::vector<presence_condition> presences{};
    std::vector<total_condition> totals{};
    std::vector<std::vector<condition>> alternatives{}; ///< {"any": [...]}: of each list, at least one must hold
    std::vector<condition> negations{};                 ///< {"not": ...}: none of these may hold

    [[nodiscard]] bool empty() const noexcept {
        return codes.empty() && presences.empty() && totals.empty() && alternatives.empty() && negations.empty();
    }
    friend bool operator==(const condition&, const condition&) = default;
};

inline bool operator==(const presence_condition& a, const presence_condition& b) {
    return a.absent == b.absent && a.register_name == b.register_name && *a.where == *b.where && a.when == b.when;
}

} // namespace kohort
