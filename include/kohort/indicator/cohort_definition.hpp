// A cohort is a value too: who enters it, from which day on, and what is looked at afterwards.
//
//     {"cohort": "stockholm.jobbtorg.entrants_2023", "name": {"en": "Entered Jobbtorg in 2023", "sv": ...},
//      "register": NAME | {"union" | "overlay": [NAME, ...]} | {"intersect" | "subtract": [NAME, NAME]},
//      "merge_gaps": "30 days",                            as in the grammar of indicators, like the next five
//      "from": {"entered": "2023"}                         spells that start in the time; time runs from that day
//            | {"exited": "2023-09..2024-08"}              spells whose exit day lies in it
//            | {"in_stock": "2024-06-30"}                  spells that are there on the day
//            | {"born": "2000", "at_age": 23},             persons born in it; time runs from that birthday (default 0)
//      "where": CONDITION, "age": {...}, "elapsed": {...}, "first": "ever" | "12 months", "follow_up": FOLLOW_UP,
//      "members": "spells" | "persons",                    every such spell, or the first of each person
//      "causes": {"work": [code, ...], "studies": [code, ...]}, "censored": [code, ...],
//      "states": [{"state": "work", "register": NAME | [NAME, ...], "where": CONDITION}, ...], "otherwise": "none"}
//     {"cohort": ..., "name": ..., "union" | "intersection" | "difference": [ID, ID, ...],
//      "origin": "first_cohort" | "earliest" | "latest",   whose origin counts of persons in several
//      "causes": ..., "states": ...}
//
// "causes" are names of exit reasons for competing exits, other reasons being "other"; exits for "censored" reasons end
// the observation. "states" are in order of priority, see `states_after`.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/cohort/cohort.hpp>
#include <kohort/cohort/state_sequences.hpp>
#include <kohort/data/localised_text.hpp>
#include <kohort/indicator/measure.hpp>
#include <kohort/spells/data_set.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kohort {

/// Who enters a cohort, and when.
struct cohort_origin {
    cohort_event event = cohort_event::entered;
    std::string time{}; ///< a period literal; the day of a stock as YYYY-MM-DD
    int at_age = 0;     ///< of `born`
    friend bool operator==(const cohort_origin&, const cohort_origin&) = default;
};

/// A cohort made of others, from left to right.
struct cohort_combination {
    enum class kind : std::uint8_t { united, intersection, difference };
    kind is = kind::united;
    std::vector<std::string> cohorts{}; ///< ids
    origin_choice origin = origin_choice::first_cohort;
    friend bool operator==(const cohort_combination&, const cohort_combination&) = default;
};

/// One state of the list by priority.
struct cohort_state {
    std::string name{};
    std::vector<std::string> registers{};
    condition where{};
    friend bool operator==(const cohort_state&, const cohort_state&) = default;
};

/// A cohort's document as a struct: `parse_cohorts` and `to_json` are inverse to each other. With a `combination`,
/// everything from `from` to `per_person` and the restrictions stay at their defaults.
struct cohort_definition : row_restrictions {
    std::string id{};
    localised_text name{};
    localised_text description{};
    std::optional<cohort_combination> combination{};
    cohort_origin from{};
    measure_source source{};
    std::optional<duration> merge_gaps{};
    bool per_person = false; ///< "members": "persons"
    cohort_exits exits{};
    std::vector<cohort_state> states{};
    std::string otherwise = "none"; ///< the state of who is in none of them
    friend bool operator==(const cohort_definition&, const cohort_definition&) = default;
};

/// Reads one cohort or an array of them. Every error of the text is reported at once, each with its JSON pointer. The
/// conditions are checked as those of indicators are; a combination may name cohorts of the same text only, in any
/// order but not in a circle.
[[nodiscard]] result<std::vector<cohort_definition>> parse_cohorts(std::string_view json);

/// Reads one file of cohorts; errors have the file in front of their paths.
[[nodiscard]] result<std::vector<cohort_definition>> read_cohorts(const std::string& file);

/// The canonical document: keys in the order above, defaults left out.
[[nodiscard]] std::string to_json(const cohort_definition& definition);

/// A cohort as it came out of the data.
struct formed_cohort {
    cohort members;
    /// What should be known before it is used: parts of its time that the register does not observe, histories that
    /// are not known.
    std::vector<std::string> remarks;
};

/// Forms the cohort with this id. Conditions are applied in the order of the document's keys above, a "where" of
/// several parts part by part; the attrition table has a step for each. The data set must outlive the cohort.
///
/// Errors, all at once, with the cohort's id in front of the path: no cohort of that id, no such register, dimension or
/// code, a time of which the register observes no day, no births. O(rows x conditions).
[[nodiscard]] result<formed_cohort> form_cohort(std::span<const cohort_definition> definitions, std::string_view id,
                                                const data_set& data);

/// The states of a cohort's document, for `states_after`. Errors: as above; conditions that depend on a period.
[[nodiscard]] result<std::vector<named_state>> states_of(const cohort_definition& definition, const data_set& data);

/// Builds cohort definitions in C++; every call returns a changed copy.
///
///     cohort_builder("entrants_2023").entered("jobbtorg", "2023").where("sex", {"women"}).first_ever().persons()
class cohort_builder {
  public:
    explicit cohort_builder(std::string id) { made_.id = std::move(id); }

    [[nodiscard]] cohort_builder entered(measure_source source, std::string time) const;
    [[nodiscard]] cohort_builder exited(measure_source source, std::string time) const;
    [[nodiscard]] cohort_builder in_stock(measure_source source, day on) const;
    [[nodiscard]] cohort_builder born(measure_source source, std::string time, int at_age = 0) const;

    [[nodiscard]] cohort_builder named(localised_text name) const;
    [[nodiscard]] cohort_builder where(std::string dimension, std::vector<std::string> codes) const;
    [[nodiscard]] cohort_builder where_not(std::string dimension, std::vector<std::string> codes) const;
    [[nodiscard]] cohort_builder where(const condition& added) const;
    [[nodiscard]] cohort_builder aged(std::optional<int> from, std::optional<int> to, age_reference at) const;
    [[nodiscard]] cohort_builder merging_gaps(duration gap) const;
    [[nodiscard]] cohort_builder first_ever() const;
    [[nodiscard]] cohort_builder without_earlier_in(duration time) const;
    /// The first event of each person instead of all.
    [[nodiscard]] cohort_builder persons() const;
    /// Exits for these reasons are of this cause.
    [[nodiscard]] cohort_builder cause(std::string name, std::vector<std::string> codes) const;
    [[nodiscard]] cohort_builder censored(std::vector<std::string> codes) const;
    /// The next state of the list by priority.
    [[nodiscard]] cohort_builder state(std::string name, std::vector<std::string> registers,
                                       condition where = {}) const;

    [[nodiscard]] const cohort_definition& made() const noexcept { return made_; }
    operator cohort_definition() const { return made_; }

  private:
    [[nodiscard]] cohort_builder from(cohort_event event, measure_source source, std::string time, int at_age) const;

    cohort_definition made_;
};

} // namespace kohort
