// Protecting the tables of a report together: the last step before they are printed.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/indicator/evaluate.hpp>
#include <kohort/publish/disclosure/primary_rules.hpp>
#include <kohort/publish/disclosure/suppression.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kohort::disclosure {

/// What `small_counts_below` is where small counts were printed on purpose: nothing is below 1.
inline constexpr std::int64_t small_counts_are_printed = 1;

/// For every measure behind figures a definition that counts the persons in it, broken down alike: exits are persons
/// who exit, person-days are persons present. To be evaluated in the same call as the definitions, after them, and
/// given to `protect`. Counts of distinct persons need none, nor does what comes from tables. Their ids are
/// "<id>.contributors.0" and so on.
[[nodiscard]] std::vector<definition> contributor_counts(std::span<const definition> definitions);

/// A figure that an earlier release printed.
struct printed_figure_before {
    std::string indicator, version;
    std::string place; ///< "2024-07, district=x, sex=women"; totals are left out
    cell figure;
};

/// Reads an earlier release as `to_csv` writes it; rows without figures are left out. Errors (`error_code::data`, path
/// `before.csv:17`, all at once up to 100): what is no CSV, a column that is not there, a number that is none.
[[nodiscard]] result<std::vector<printed_figure_before>> parse_previous_release(std::string_view text,
                                                                                const std::string& name);

/// What is known besides the tables.
struct protection_sources {
    std::span<const indicator_table> contributors{}; ///< of `contributor_counts`, in any order
    std::span<const printed_figure_before> previous{};
};

/// What was suppressed in a report, and the release that an audit looks at (`seen_by_readers`).
struct report_protection {
    additive_release release;
    suppression found;
    std::size_t primary = 0, secondary = 0; ///< figures that were suppressed, not the cells behind them
    /// Sensitive figures that the previous release prints with the same number: they are suppressed, but known.
    std::vector<std::string> known_already;
};

/// Suppresses, in place, figures with 1 to N - 1 contributors and what would give them away. N is the table's own
/// `indicator.small_counts_below` where it has one, else `rules.minimum_frequency`, which is then written there.
///
/// The contributors to a measure are its persons where they were counted (`sources.contributors`), else the number that
/// a count, share, mean, rate or ratio tells of it: of a share the rest of the denominator as well. They are looked for
/// through all operators: a figure with too few in any of its measures goes, however deep that is nested. A figure also
/// goes when a count goes that it is made from: rates, shares and differences of suppressed counts are suppressed.
/// `availability::suppressed` is for figures with too few contributors, `suppressed_secondary` for the others; both
/// lose their numbers and keep their flags.
///
/// All tables are one release. The same measure at the same period and codes is one cell wherever it is printed, totals
/// left out of its codes: so tables are linked by the margins that they share, and a rate to the counts that it is made
/// from. A total is the sum of its roots and a parent that of the positions below it, where the measure adds over the
/// axis; what these leave over is an unprinted cell, judged like a count ("of which" rows always leave one). Distinct
/// persons are taken to add only over attributes that are fixed; where parts overlap, nobody is protected from bounds
/// (the whole is at least its largest part and at most the sum of its parts). Where a measure adds over time, a year is
/// the sum of its months, quarters or weeks where both are printed.
///
/// A change goes when a figure goes that it compares, now or before, and when few contributed to the earlier one. The
/// number before is a cell of the release also where no table prints it, for who knows the number now and the change
/// knows it. Changes below other operators are not looked at.
///
/// Of the previous release, figures with the same number are known already. Where a count has changed by 1 to N - 1,
/// the difference would show it: the change is an unprinted cell that must not be found out.
///
/// To be called with figures before rounding, in place of `suppress_small_counts`. Errors (`invalid_argument`): those
/// of `problems_of(rules)` and `suppress`. Throws `std::overflow_error` when a sum passes 64 bits.
[[nodiscard]] result<report_protection> protect(std::span<indicator_table> tables, const primary_rules& rules = {},
                                                const protection_sources& sources = {},
                                                const suppression_options& options = {});

} // namespace kohort::disclosure
