// What a definition counts, and where.
#pragma once

#include <kohort/cohort/follow_up_rule.hpp>
#include <kohort/indicator/condition.hpp>
#include <kohort/time/clock.hpp>
#include <kohort/time/duration.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace kohort {

/// The unit counted by a measure of a register.
enum class counted : std::uint8_t {
    spells,           ///< spells in the clock: present in the window, or in the stock on a day
    persons,          ///< distinct persons with such a spell
    persons_entering, ///< distinct persons with an entry in the window
    persons_exiting,  ///< distinct persons with an exit in the window
    entries,          ///< spells whose start lies in the window
    exits,            ///< spells whose exit day lies in the window
    person_days,      ///< days of the spells inside the window
    /// Pairs of a person and a calendar month with a day of the window on which the person is there; of a month that
    /// lies in the window in part, only that part is looked at.
    person_months,
    /// {"total": VALUE}: the sum of a numeric column over the spells in the clock, each with its whole value. Missing
    /// when a value is. A spell without days is in no clock.
    total
};

/// At which day an age is taken.
enum class age_reference : std::uint8_t {
    event,          ///< the day of the entry or exit; an error where there is neither
    start,          ///< the spell's first day
    clock,          ///< the day of the stock, each day of a mean stock and of person-days; an error elsewhere
    end_of_period,  ///< the period's last day, whatever the clock
    year_difference ///< the calendar year of the event, of the stock's day or else of the period's last day, less that
                    ///< of birth
};

/// Completed years of age, both limits included. Who has no known birth is of no age.
struct age_condition {
    std::optional<int> from{};
    std::optional<int> to{};
    age_reference at = age_reference::event;
    friend bool operator==(const age_condition&, const age_condition&) = default;
};

/// {"months": {"at_least": 10, "in": "period"}}: persons with the state in so many calendar months of the period, or
/// of the time that ends with it. The months need not follow each other. The state is a day of a spell that the
/// conditions ("where") let through: the measure's own, and those of a share as well when the share asks for months.
/// Ages and the clock say who is counted, not which months do. Months before the horizon are not known: the figure is
/// then of low reliability.
struct months_condition {
    int at_least = 1;
    std::optional<duration> in{}; ///< nothing: the period
    friend bool operator==(const months_condition&, const months_condition&) = default;
};

/// {"first": "ever"} or {"first": "12 months"}: only entries of persons without an earlier spell in the register, ever
/// or in the time before the entry.
struct first_condition {
    std::optional<duration> without_earlier_in{}; ///< nothing: ever
    friend bool operator==(const first_condition&, const first_condition&) = default;
};

/// What must be true some time after an event: an exit day, a start, or the day of a stock. A figure whose last event
/// cannot be followed to the end within the horizons of the registers named is provisional.
struct follow_up {
    using state_kind = follow_up_state;
    using form = follow_up_form;
    duration after{};
    std::vector<std::string> registers{};
    condition where{};
    state_kind state = state_kind::present;
    form as = form::on_day;
    std::optional<duration> lasting{}; ///< the state must come from a spell that starts in the time and lasts so long
    bool include_incomplete = false;   ///< false: events whose follow-up passes the horizon leave both sides
    friend bool operator==(const follow_up&, const follow_up&) = default;
};

/// Which rows count: everything must hold.
struct row_restrictions {
    condition where{};
    std::optional<age_condition> age{};
    std::optional<duration_bounds> elapsed{};
    std::optional<months_condition> months{};
    std::optional<first_condition> first{};
    std::optional<follow_up> followed{};
    friend bool operator==(const row_restrictions&, const row_restrictions&) = default;
};

/// Where a measure comes from.
struct measure_source {
    enum class kind : std::uint8_t {
        one_register,
        united,     ///< {"union": [...]}: the spells of all
        overlay,    ///< {"overlay": [...]}: each day of a person belongs to the first register that has it
        intersect,  ///< {"intersect": [a, b]}: the days of a's spells that b covers as well
        subtract,   ///< {"subtract": [a, b]}: the days of a's spells that b does not cover
        population, ///< {"population": NAME}: a table of counts
        cell        ///< {"cell": NAME}: a named measure of a published table
    };
    kind is = kind::one_register;
    std::vector<std::string> names{}; ///< of the registers; one name in the other forms

    measure_source() = default;
    measure_source(kind form, std::vector<std::string> of) : is(form), names(std::move(of)) {}
    measure_source(std::string register_name) : names{std::move(register_name)} {}
    measure_source(const char* register_name) : names{register_name} {}

    [[nodiscard]] bool has_spells() const noexcept { return is != kind::population && is != kind::cell; }
    /// The name of the one register, population or cell; what several registers are called in messages.
    [[nodiscard]] const std::string& name() const noexcept { return names.front(); }
    friend bool operator==(const measure_source&, const measure_source&) = default;
};

/// What is counted in a register, a population table or a published table. A population has a clock, conditions on
/// codes and an age; a cell has conditions on codes. Both keep `unit_counted` at its default.
///
/// Of a population the counts of the clock's day are taken, or for "during" those of all days of the table in the time,
/// added: the table's days must be those of flows, or one per period. Means are over the table's days, or over months'
/// last days, which must all be there. What a table does not tell is missing; what the conditions leave out is 0.
struct measure : row_restrictions {
    counted unit_counted = counted::spells;
    std::string value{}; ///< the numeric column of `counted::total`
    measure_source source{};
    clock when{};
    /// Dimensions: a person counts once per value, and totals add over the values. In a hierarchy the uppermost codes
    /// are the values; of a dimension that is broken down by, the codes as they are shown.
    std::vector<std::string> once_per{};
    std::optional<duration> merge_gaps{}; ///< spells of a person not further apart than this are one spell
    friend bool operator==(const measure&, const measure&) = default;
};

} // namespace kohort
