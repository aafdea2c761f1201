// Conditions of a definition on the rows of a register: codes, ages, durations, follow-up.
#pragma once

#include <kohort/aggregate/measure.hpp>
#include <kohort/cohort/follow_up.hpp>
#include <kohort/indicator/definition.hpp>
#include <kohort/spells/data_set.hpp>

#include <string>
#include <vector>

namespace kohort {

/// Collects the errors of one definition, with its id in front of every path.
class definition_errors {
  public:
    explicit definition_errors(std::string id) : id_(std::move(id)) {}
    void add(error_code code, std::string message, const std::string& path) {
        found_.emplace_back(code, std::move(message), id_ + path);
    }
    [[nodiscard]] const error_list& found() const noexcept { return found_; }

  private:
    std::string id_;
    error_list found_;
};

/// The dimension called `name`, or null and an error with the nearest names.
[[nodiscard]] const dimension_column* find_dimension(const spell_register& spells, const std::string& name,
                                                     const std::string& path, definition_errors& errors);

/// One filter per dimension of the condition. A code of a hierarchy stands for all below it; the code unknown may be
/// named as the register names it.
[[nodiscard]] std::vector<row_filter> compile(const condition& where, const spell_register& spells,
                                              const std::string& path, definition_errors& errors);

/// Adds what `age` demands: a filter for entries and exits, moved starts and ends for stocks.
void add_age(const age_condition& age, const measure& of, const spell_register& spells, const std::string& path,
             aggregate_measure& into, definition_errors& errors);

/// Adds what `elapsed` demands: a filter on the length for exits, moved starts and ends for stocks.
void add_elapsed(const duration_bounds& elapsed, const measure& of, const spell_register& spells,
                 const std::string& path, aggregate_measure& into, definition_errors& errors);

/// The outcomes of a follow-up (`follow_up_outcome` per row), computed once for numerator and denominator.
[[nodiscard]] row_bytes compile(const follow_up& followed, const measure& of, const spell_register& spells,
                                const data_set& data, const std::string& path, definition_errors& errors);

/// Keeps events with follow-up: those that are complete (or all, with `include_incomplete`), and of these, with
/// `only_reached`, those for which the state holds.
[[nodiscard]] row_filter filter_on(const row_bytes& outcomes, const follow_up& followed, bool only_reached);

} // namespace kohort
