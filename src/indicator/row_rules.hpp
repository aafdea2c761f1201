// Conditions of a definition on the rows of a register: codes, other registers, totals, ages, durations, follow-up.
#pragma once

#include "definition_errors.hpp"
#include "register_pool.hpp"

#include <kohort/aggregate/measure.hpp>
#include <kohort/indicator/definition.hpp>
#include <kohort/spells/data_set.hpp>
#include <kohort/time/period_axis.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace kohort {

/// What rules are compiled for.
struct rule_context {
    const spell_register& spells;
    const data_set& data;
    register_pool& registers;
    const std::vector<reporting_period>& periods;
    definition_errors& errors;
};

/// Filters of rows: those that hold for all periods, and those of each period (none, or one list per period).
struct row_rules {
    std::vector<row_filter> always;
    std::vector<std::vector<row_filter>> by_period;
    /// By period, what is known at the time in other registers that were looked at; none when there was no other.
    std::vector<obs_status> known;

    void add(row_filter filter) { always.push_back(std::move(filter)); }
    void add(const row_rules& more);
    /// Adds filters that differ between the periods, one for each.
    void add_by_period(std::vector<row_filter> filters);
    /// The filters of one period.
    [[nodiscard]] std::vector<row_filter> in_period(std::size_t period) const;
    void look_at(std::size_t period, obs_status status);
    /// Has looked where `other` has.
    void look_as(const row_rules& other);
};

/// A measure under construction: what is counted in all windows, and filters that differ between periods.
struct measure_draft {
    aggregate_measure counts;
    std::vector<std::vector<row_filter>> by_period;

    void restrict_to(const row_rules& rules);
};

/// The dimension called `name`, or null and an error with the nearest names.
[[nodiscard]] const dimension_column* find_dimension(const spell_register& spells, const std::string& name,
                                                     const std::string& path, definition_errors& errors);
/// The numeric column called `name`, or null and an error with those that exist.
[[nodiscard]] const value_column* find_value(const spell_register& spells, const std::string& name,
                                             const std::string& path, definition_errors& errors);

/// By code (0 is unknown): whether the condition lets it through. A code of a hierarchy stands for all below it.
[[nodiscard]] std::vector<std::uint8_t> codes_kept(const code_condition& wanted, const code_list& list,
                                                   const std::optional<std::string>& unknown_code,
                                                   const std::string& path, definition_errors& errors);

/// Codes: a code of a hierarchy stands for all below it; the code unknown may be named as the register names it.
[[nodiscard]] row_rules compile(const condition& where, const rule_context& context, const std::string& path);

/// The windows of a clock in each period, a stock's day as a window of one day; nothing, and an error, when a period
/// does not have that day exactly once.
[[nodiscard]] std::optional<std::vector<window>> windows_of(const clock& when, const rule_context& context,
                                                            const std::string& path);

/// The register's numeric column as numbers of its base unit: value x factor.
[[nodiscard]] ratio unit_of_value(const value_column& column);

/// The value of a number in a period; nothing, and an error, when a parameter has none.
[[nodiscard]] std::optional<ratio> value_of(const definition_number& number, const data_set& data,
                                            const reporting_period& period, const std::string& path,
                                            definition_errors& errors);

/// A number as written ("0.5"); nothing when it does not fit into 64 bits.
[[nodiscard]] std::optional<ratio> parse_decimal(const std::string& written);

/// Adds what `age` demands: a filter, or for stocks at the clock's day moved starts and ends.
void add_age(const age_condition& age, const measure& of, const rule_context& context, const std::string& path,
             measure_draft& into);

/// Adds what `elapsed` demands: a filter on the length for exits, moved starts and ends for stocks.
void add_elapsed(const duration_bounds& elapsed, const measure& of, const rule_context& context,
                 const std::string& path, measure_draft& into);

/// Adds the rows of persons with so many months; `state` keeps the rows whose months count.
void add_months(const months_condition& months, const row_rules& state, const rule_context& context,
                const std::string& path, measure_draft& into);

/// Adds the entries without an earlier spell.
void add_first(const first_condition& first, const rule_context& context, measure_draft& into);

/// Keeps the events for which the state holds in `into`, and in `base`, when given, those with complete follow-up.
void add_follow_up(const follow_up& followed, const measure& of, const rule_context& context, const std::string& path,
                   measure_draft& into, measure_draft* base);

/// The rule of a follow-up as the cohort room has it.
[[nodiscard]] follow_up_rule rule_of(const follow_up& followed);

} // namespace kohort
