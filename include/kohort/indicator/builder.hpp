// Definitions written in C++: the same values as their JSON documents, checked by the same rules.
//
//     const definition exits_to_work =
//         share("stockholm.jobbtorg.exit_to_work_or_studies")
//             .of(exits("jobbtorg")).where("exit_reason", {"work", "studies"})
//             .per(frequency::year).by({"sex", "target_group"}).percent(0);
//
// Builders are values: every call returns a changed copy, so that variants can start from a common stem.
#pragma once

#include <kohort/indicator/definition.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace kohort {

/// Lengths of time: `months(12)`.
[[nodiscard]] constexpr duration days(int count) noexcept { return {count, duration_unit::day}; }
[[nodiscard]] constexpr duration weeks(int count) noexcept { return {count, duration_unit::week}; }
[[nodiscard]] constexpr duration months(int count) noexcept { return {count, duration_unit::month}; }
[[nodiscard]] constexpr duration years(int count) noexcept { return {count, duration_unit::year}; }

/// The day of a stock: the period's last or first, or one with a date, in the period or years back.
[[nodiscard]] constexpr reference_rule last_day(int years_back = 0) noexcept {
    return {reference_kind::last_day, {1, 1}, years_back};
}
[[nodiscard]] constexpr reference_rule first_day(int years_back = 0) noexcept {
    return {reference_kind::first_day, {1, 1}, years_back};
}
[[nodiscard]] constexpr reference_rule on_date(unsigned month, unsigned day, int years_back = 0) noexcept {
    return {reference_kind::month_day, {month, day}, years_back};
}

/// Clocks of conditions about presence; measures have members of the same names.
[[nodiscard]] constexpr clock during(duration trailing) noexcept { return {clock_kind::during, {}, trailing}; }
[[nodiscard]] constexpr clock on(reference_rule reference) noexcept { return {clock_kind::on, reference, {}}; }
[[nodiscard]] constexpr clock close_of(reference_rule reference) noexcept {
    return {clock_kind::close_of, reference, {}};
}

/// Years that start on another day than 1 January: `per(years_starting(12, 1))`.
[[nodiscard]] constexpr periodicity years_starting(unsigned month, unsigned day,
                                                   labelled_by label = labelled_by::end) noexcept {
    return {frequency::year, {month, day}, label};
}

/// What means and quantiles are taken of.
[[nodiscard]] inline spell_quantity duration_of_spells() { return {spell_quantity::kind::duration, {}}; }
[[nodiscard]] inline spell_quantity elapsed_time() { return {spell_quantity::kind::elapsed, {}}; }
[[nodiscard]] inline spell_quantity column(std::string name) { return {spell_quantity::kind::value, std::move(name)}; }

/// The dated number of this name: `product(persons("r"), parameter("weight"))`.
[[nodiscard]] inline definition_number parameter(std::string name) {
    return definition_number::of_parameter(std::move(name));
}

/// Thresholds of durations: `at_least(months(12))`.
[[nodiscard]] constexpr duration_bounds at_least(duration limit) noexcept { return {{{limit, true}}, {}}; }
[[nodiscard]] constexpr duration_bounds more_than(duration limit) noexcept { return {{{limit, false}}, {}}; }
[[nodiscard]] constexpr duration_bounds at_most(duration limit) noexcept { return {{}, {{limit, true}}}; }
[[nodiscard]] constexpr duration_bounds less_than(duration limit) noexcept { return {{}, {{limit, false}}}; }

/// Thresholds of numbers: `at_most("0.5")`, `more_than(parameter("prisbasbelopp"))`.
[[nodiscard]] inline number_bounds at_least(definition_number limit) { return {{{std::move(limit), true}}, {}}; }
[[nodiscard]] inline number_bounds more_than(definition_number limit) { return {{{std::move(limit), false}}, {}}; }
[[nodiscard]] inline number_bounds at_most(definition_number limit) { return {{}, {{std::move(limit), true}}}; }
[[nodiscard]] inline number_bounds less_than(definition_number limit) { return {{}, {{std::move(limit), false}}}; }

/// A lower and an upper bound together: `both(at_least(months(6)), less_than(months(12)))`.
template <class T>
[[nodiscard]] bounds_of<T> both(bounds_of<T> lower, bounds_of<T> upper) {
    return {std::move(lower.lower), std::move(upper.upper)};
}

/// What becomes of events whose follow-up is not complete.
enum class incomplete_events : bool {
    exclude, ///< they leave numerator and denominator
    include  ///< they stay, and the figure is provisional
};

/// A follow-up whose state, form and treatment of incomplete events are all stated: none has a default.
class follow_up_builder {
  public:
    explicit follow_up_builder(follow_up made) : made_(std::move(made)) {}

    /// Only spells with these codes count.
    [[nodiscard]] follow_up_builder where(std::string dimension, std::vector<std::string> codes) const;
    [[nodiscard]] follow_up_builder where_not(std::string dimension, std::vector<std::string> codes) const;
    /// Only spells for which this holds as well.
    [[nodiscard]] follow_up_builder where(const condition& added) const;
    /// The state must come from a spell that starts in the time and lasts so long.
    [[nodiscard]] follow_up_builder lasting(duration length) const;

    [[nodiscard]] const follow_up& made() const noexcept { return made_; }

  private:
    template <class Change>
    [[nodiscard]] follow_up_builder with(const Change& change) const;

    follow_up made_;
};

/// The state `state` in any of `registers`, so long `after` the event, in the form `as`.
[[nodiscard]] follow_up_builder followed_in(std::vector<std::string> registers, follow_up_state state, duration after,
                                            follow_up_form as, incomplete_events incomplete);

/// Conditions on rows. `codes` and `codes_between` are about a dimension of the register, the others about its persons.
[[nodiscard]] condition codes(std::string dimension, std::vector<std::string> wanted);
[[nodiscard]] condition other_codes_than(std::string dimension, std::vector<std::string> unwanted);
/// The codes from one to another, in the order of the code list; a range may be open at one end.
[[nodiscard]] condition codes_between(std::string dimension, std::optional<std::string> from,
                                      std::optional<std::string> to);
/// Whether the person has a spell in another register at the clock's time, and of its spells only those `where`.
[[nodiscard]] condition present_in(std::string register_name, clock when = {}, condition where = {});
[[nodiscard]] condition absent_from(std::string register_name, clock when = {}, condition where = {});
/// Bounds of the person's total of a numeric column in the period.
[[nodiscard]] condition total_of(std::string value, std::string register_name, number_bounds bounds);
[[nodiscard]] condition any_of(std::vector<condition> conditions); ///< at least one must hold
[[nodiscard]] condition none_of(condition negated);                ///< it may not hold
[[nodiscard]] condition both(condition a, const condition& b);     ///< both must hold
[[nodiscard]] condition all_of(const std::vector<condition>& conditions);

/// What is counted in a register or table: during the period, unless a clock says otherwise.
class measure_builder {
  public:
    measure_builder(counted what, measure_source source);
    explicit measure_builder(measure made) : made_(std::move(made)) {}

    /// Only rows with these codes; several conditions must all hold.
    [[nodiscard]] measure_builder where(std::string dimension, std::vector<std::string> codes) const;
    /// Only rows with other codes than these.
    [[nodiscard]] measure_builder where_not(std::string dimension, std::vector<std::string> codes) const;
    /// Only rows for which this holds as well.
    [[nodiscard]] measure_builder where(const condition& added) const;
    /// Only persons of these completed years, both limits included.
    [[nodiscard]] measure_builder aged(std::optional<int> from, std::optional<int> to, age_reference at) const;
    /// Ages of a population table.
    [[nodiscard]] measure_builder aged(std::optional<int> from, std::optional<int> to) const;
    /// Only spells that have lasted so long at the clock's day or the exit. A second call can add the other bound.
    [[nodiscard]] measure_builder elapsed(duration_bounds bounds) const;
    /// Only persons with so many calendar months in the period, or in the time that ends with it.
    [[nodiscard]] measure_builder in_months(int at_least, std::optional<duration> in = {}) const;
    /// Only entries without an earlier spell, ever or in the time before.
    [[nodiscard]] measure_builder first(std::optional<duration> without_earlier_in = {}) const;
    /// Spells not further apart than this are one.
    [[nodiscard]] measure_builder merge_gaps(duration longest) const;
    /// A person counts once per value of these dimensions.
    [[nodiscard]] measure_builder once_per(std::vector<std::string> dimensions) const;
    /// Only events followed by this.
    [[nodiscard]] measure_builder followed(const follow_up_builder& by) const;

    /// During the time so long that ends with the period.
    [[nodiscard]] measure_builder during(duration trailing) const;
    /// The stock on a day: `on(last_day())`, `on(on_date(12, 31, 1))`.
    [[nodiscard]] measure_builder on(reference_rule reference) const;
    [[nodiscard]] measure_builder on_last_day() const;
    [[nodiscard]] measure_builder on_first_day() const;
    /// The stock at the close of a day of the period.
    [[nodiscard]] measure_builder close_of(reference_rule reference) const;
    [[nodiscard]] measure_builder close_of_last_day() const;
    [[nodiscard]] measure_builder close_of_first_day() const;
    /// The mean stock of the days, or of the months' last days, of the period or of the time that ends with it.
    [[nodiscard]] measure_builder mean_of_days(std::optional<duration> trailing = {}) const;
    [[nodiscard]] measure_builder mean_of_months(std::optional<duration> trailing = {}) const;

    /// A measure as an operand of operators.
    operator operand() const { return made_; }
    [[nodiscard]] const measure& made() const noexcept { return made_; }

  private:
    template <class Change>
    [[nodiscard]] measure_builder with(const Change& change) const;

    measure made_;
};

/// Measures of a register, by what they count; see `counted`.
[[nodiscard]] measure_builder spells(measure_source source);
[[nodiscard]] measure_builder persons(measure_source source);
[[nodiscard]] measure_builder persons_entering(measure_source source);
[[nodiscard]] measure_builder persons_exiting(measure_source source);
[[nodiscard]] measure_builder entries(measure_source source);
[[nodiscard]] measure_builder exits(measure_source source);
[[nodiscard]] measure_builder person_days(measure_source source);
[[nodiscard]] measure_builder person_months(measure_source source);
/// The sum of a numeric column.
[[nodiscard]] measure_builder total(std::string value, measure_source source);
/// A table of counts.
[[nodiscard]] measure_builder population(std::string name);
/// A named measure of a published table.
[[nodiscard]] measure_builder cell_named(std::string name);

/// Several registers as one; see `measure_source::kind`.
[[nodiscard]] measure_source united(std::vector<std::string> registers);
[[nodiscard]] measure_source overlaid(std::vector<std::string> registers);
[[nodiscard]] measure_source intersected(std::string of, std::string with);
[[nodiscard]] measure_source subtracted(std::string from, std::string taken);

/// A definition being written. Without `named` the id is its name, without `per` it is by year; a count has the unit of
/// what it counts, and every other operator must be told its unit.
class definition_builder {
  public:
    explicit definition_builder(definition made) : made_(std::move(made)) {}

    /// Restrictions, as in `measure_builder`: of a share they choose the numerator, of counts, means and quantiles what
    /// is counted. Operators over figures have nothing to restrict but their measures: an error of `build`.
    [[nodiscard]] definition_builder where(std::string dimension, std::vector<std::string> codes) const;
    [[nodiscard]] definition_builder where_not(std::string dimension, std::vector<std::string> codes) const;
    [[nodiscard]] definition_builder aged(std::optional<int> from, std::optional<int> to, age_reference at) const;
    [[nodiscard]] definition_builder where(const condition& added) const;
    [[nodiscard]] definition_builder elapsed(duration_bounds bounds) const;
    [[nodiscard]] definition_builder in_months(int at_least, std::optional<duration> in = {}) const;
    [[nodiscard]] definition_builder first(std::optional<duration> without_earlier_in = {}) const;
    [[nodiscard]] definition_builder followed(const follow_up_builder& by) const;

    /// The periods that figures are about.
    [[nodiscard]] definition_builder per(periodicity division) const;
    [[nodiscard]] definition_builder per(frequency every) const { return per(periodicity{every}); }
    /// Adds breakdowns by these dimensions.
    [[nodiscard]] definition_builder by(const std::vector<std::string>& dimensions) const;
    /// Adds a breakdown by a dimension told on another code list.
    [[nodiscard]] definition_builder by_on_list(std::string dimension, std::string code_list) const;
    /// Adds a breakdown by the codes at one depth of a dimension's hierarchy; 1 is the top.
    [[nodiscard]] definition_builder by_level(std::string dimension, int level,
                                              std::optional<std::string> code_list = {}) const;
    [[nodiscard]] definition_builder by_age(std::vector<age_band> bands, age_reference at) const;
    [[nodiscard]] definition_builder by_elapsed(std::vector<duration> limits) const;

    /// The unit of the figures, and their decimals.
    [[nodiscard]] definition_builder in(measurement_unit unit, int decimals = 0) const;
    [[nodiscard]] definition_builder percent(int decimals) const { return in(measurement_unit::percent, decimals); }
    [[nodiscard]] definition_builder days(int decimals) const { return in(measurement_unit::days, decimals); }
    [[nodiscard]] definition_builder weeks(int decimals) const { return in(measurement_unit::weeks, decimals); }
    [[nodiscard]] definition_builder months(int decimals) const { return in(measurement_unit::months, decimals); }
    /// How figures are rounded, and which counts are too small to be shown.
    [[nodiscard]] definition_builder rounded(rounding_rule rule) const;
    [[nodiscard]] definition_builder small_counts_below(std::int64_t limit) const;

    /// The edition of the definition, and the days for which it holds; an open end holds for ever.
    [[nodiscard]] definition_builder version(std::string edition) const;
    [[nodiscard]] definition_builder valid(std::optional<day> from, std::optional<day> to) const;
    /// Texts in Swedish and English; either may be empty.
    [[nodiscard]] definition_builder named(std::string sv, std::string en) const;
    [[nodiscard]] definition_builder described(std::string sv, std::string en) const;
    /// Where the definition comes from.
    [[nodiscard]] definition_builder source(std::string document, std::string section, std::string owner) const;
    /// A goal, and how far beside it is still near; the margin may be left out.
    [[nodiscard]] definition_builder target(indicator_target::direction side, definition_number value,
                                            definition_number margin = {}) const;
    /// Figures from this period on are not comparable with those before.
    [[nodiscard]] definition_builder break_at(std::string period, std::string why) const;
    /// What the source leaves open.
    [[nodiscard]] definition_builder undefined(std::vector<std::string> in_source) const;
    /// Ids of definitions that this one is often mistaken for.
    [[nodiscard]] definition_builder confused_with(std::vector<std::string> ids) const;

    /// The definition, or all its errors, with paths into its document.
    [[nodiscard]] result<definition> build() const;
    /// The definition; throws the first `error`.
    operator definition() const { return build().value(); }
    /// Its operator as an operand of another; the rest of the definition is left out. Throws the error of restrictions
    /// that restrict nothing.
    operator operand() const;

  private:
    template <class Change>
    [[nodiscard]] definition_builder with(const Change& change) const;
    template <class Change>
    [[nodiscard]] definition_builder restricted(const Change& change) const;

    definition made_;
    error_list misuse_;
};

/// The beginning of a definition: an operator that waits for its measure.
class definition_start {
  public:
    definition_start(std::string id, indicator_operator operation);
    [[nodiscard]] definition_builder of(const measure_builder& counted_here) const;

  private:
    definition made_;
};

/// The beginning of a definition with this id: `count("a.b").of(persons("jobbtorg"))`. A part of another definition
/// needs no id: `share().of(...).where(...)`.
[[nodiscard]] definition_start count(std::string id);
[[nodiscard]] definition_start share(std::string id = {});
/// Mean days from start to end of spells that have ended.
[[nodiscard]] definition_start mean_duration(std::string id = {});
/// Mean days from start to the clock's day or the exit.
[[nodiscard]] definition_start mean_elapsed(std::string id = {});
/// Mean of a numeric column.
[[nodiscard]] definition_start mean_value(std::string id, std::string column);
/// A quantile, R's type 2; `p` is a decimal between 0 and 1.
[[nodiscard]] definition_start quantile(std::string id, spell_quantity of, std::string p);
/// A definition of any operator: `define("a.b", rate(persons("x").on_last_day(), population("labour_force")))`.
[[nodiscard]] definition_builder define(std::string id, indicator_operator operation);

/// Operators over figures; see `operators.hpp`. Operands are measures, shares and means without id, numbers, and
/// operators in each other: `ratio_of(share().of(...).where(...), mean_over_months(persons("r").on_last_day()))`.
[[nodiscard]] indicator_operator rate(operand of, operand over);
[[nodiscard]] indicator_operator ratio_of(operand of, operand over);
[[nodiscard]] indicator_operator sum(std::vector<operand> of);
[[nodiscard]] indicator_operator minimum(std::vector<operand> of);
[[nodiscard]] indicator_operator maximum(std::vector<operand> of);
[[nodiscard]] indicator_operator difference(operand from, operand taken);
[[nodiscard]] indicator_operator product(operand of, definition_number by);
[[nodiscard]] indicator_operator mean_over_months(operand of, std::optional<duration> in = {});
[[nodiscard]] indicator_operator mean_over_quarters(operand of, std::optional<duration> in = {});
[[nodiscard]] indicator_operator mean_over_groups(operand of, std::string dimension);
[[nodiscard]] indicator_operator change(operand of, change_operator::base from, change_operator::expression as);
[[nodiscard]] indicator_operator change_since(operand of, std::string period, change_operator::expression as);

} // namespace kohort
