// Registers made from registers: merged, cut, intersected, united.
//
// Every function returns a new register that shares nothing with its arguments; arguments must belong to one data set,
// which numbers persons alike. All are linear passes over registers sorted by person; only the pieces of one person
// that come out of order (cut spells that overlap) are sorted.
//
// What a piece of a spell carries:
// - the codes, birth and weight of its spell. A piece that ends before its spell has not been exited: its exit reason
//   is unknown (code 0). Its exit day is that of its own last day.
// - the values of its spell when it is the whole spell; else they are missing, for how much of a value falls on some of
//   the days is not known.
// - A spell without days (start = end) lies on its start day: it stays whole where that day is wanted, and covers
//   nothing.
//
// A register made from several is observed (`horizon`) on the days on which all of them are; without such a day, on the
// last day up to which all of them are.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/spells/age_band.hpp>
#include <kohort/spells/row_filter.hpp>
#include <kohort/spells/spell_register.hpp>
#include <kohort/time/duration.hpp>
#include <kohort/time/period.hpp>
#include <kohort/time/window.hpp>

#include <optional>
#include <span>
#include <vector>

namespace kohort {

/// The spells that pass all filters. O(rows).
[[nodiscard]] spell_register select(const spell_register& spells, const std::vector<row_filter>& filters);

/// Spells of a person not further apart than `gap` become one: the next starts at most so long after the first day
/// without the earlier ones, `add(end, gap) >= next start`. With 0 days those that overlap or touch are merged, with 30
/// days also those with 1 to 30 days between them. Open spells stay open and take in all later ones.
///
/// The merged spell has the codes, birth and weight of its first spell and the exit reason of the one that ends last
/// (of several, the one that starts last). Values are summed, and missing when one of them is missing or the sum is too
/// large. `gap` must not be negative (asserted). Near the horizon the result is provisional: a spell that ended there
/// may yet be continued. O(rows).
[[nodiscard]] spell_register merge_gaps(const spell_register& spells, duration gap);

/// The spells of `spells` on the days that some spell of `others` covers: "days enrolled while on income support". A
/// spell that is covered in parts becomes several. Touching spells of `others` do not cut. O(rows of all).
[[nodiscard]] spell_register intersect(const spell_register& spells, std::span<const spell_source> others);

/// The spells of `spells` on the days that no spell of `others` covers. Together with `intersect`, every day of every
/// spell once. O(rows of all).
[[nodiscard]] spell_register subtract(const spell_register& spells, std::span<const spell_source> others);

/// With one other register: `intersect(enrolled, {&support})`.
[[nodiscard]] inline spell_register intersect(const spell_register& spells, const spell_source& other) {
    return intersect(spells, std::span(&other, 1));
}
[[nodiscard]] inline spell_register subtract(const spell_register& spells, const spell_source& other) {
    return subtract(spells, std::span(&other, 1));
}

/// All spells of all sources, with a dimension "register" that tells whose they are. `unite(unite(a, b), c)` is
/// `unite(a, b, c)`: a register that has the dimension "register" keeps its codes.
///
/// Other dimensions and values are those that all have: dimensions by name, values by name and unit. Code lists with
/// the same codes stay as they are; else the codes of the first come first, then those that only later ones have, and a
/// code's place in the hierarchy is that of the first list that has it. The list then has the ids joined by "+". A
/// dimension is an exit reason when it is one somewhere. Births are years when one register has only years; a register
/// without births has unknown ones. A register without weights has weights of 1 where another has weights.
///
/// Exit days are those of the first register's meaning: in a result by last days, a spell of no days (from a register
/// by first days after) has its exit day before its start.
///
/// Errors: no register; a register without a name; more than 65,534 codes in a dimension. O(rows of all).
[[nodiscard]] result<spell_register> unite(std::span<const spell_source> sources);

/// Mutually exclusive states: each day of a person belongs to the first source in the list that covers it, and there to
/// the first spell (in the register's order) that does. Otherwise as `unite`: the dimension "register" tells the state.
/// A spell that is interrupted by a state before it becomes several. O(sources x rows of all).
[[nodiscard]] result<spell_register> overlay(std::span<const spell_source> by_priority);

/// A register of pieces, and where they were cut. One byte per row, 1 for true, for use in filters.
struct cut_spells {
    spell_register spells;
    row_bytes entry_cut; ///< the spell started before the piece (left-truncated)
    row_bytes exit_cut;  ///< the spell goes on after the piece (right-censored): its end is no exit
};

/// The spells on the days of a window. The horizon is the part of the register's in the window. O(rows).
[[nodiscard]] cut_spells cut(const spell_register& spells, window days);

/// The spells cut at the birthdays that lead from one band to another, with a dimension "age" whose codes are "16-24",
/// "18" or "65+". Days at other ages are left out; spells without a birth stay whole, with age unknown (code 0).
/// Someone born on 29 February turns a year older on 1 March in other years.
///
/// Errors: bands that are not in ascending order, overlap or are negative; a register without births or with years
/// only; one that has a dimension "age". O(rows x bands).
[[nodiscard]] result<cut_spells> split_by_age(const spell_register& spells, std::span<const age_band> bands);

/// The spells cut at the borders of periods, with a dimension "period" whose codes are the periods' labels. Days in no
/// period are left out. After `split_by_age` this gives the cells of a Lexis diagram.
///
/// Errors: periods that are not in ascending order or overlap; more than 65,534; a register that has a dimension
/// "period". O(rows x log periods + pieces).
[[nodiscard]] result<cut_spells> split_by_period(const spell_register& spells, std::span<const period> periods);

} // namespace kohort
