// Protecting the tables of a report together: the last step before they are printed.
#pragma once

#include <kohort/indicator/evaluate.hpp>
#include <kohort/publish/disclosure/primary_rules.hpp>
#include <kohort/publish/disclosure/suppression.hpp>

#include <span>
#include <string>
#include <vector>

namespace kohort::disclosure {

/// What was suppressed in a report, and the release that an audit looks at (`seen_by_readers`).
struct report_protection {
    additive_release release;
    suppression found;
    /// Sensitive figures that the previous release prints with the same number: they are suppressed, but known.
    std::vector<std::string> known_already;
};

/// Suppresses, in place, what the rules call sensitive and what would give it away.
///
/// Counts are judged by `minimum_frequency`: of a count the figure, of a share the numerator, the denominator and what
/// is between them, of a mean the number of spells, of a rate or ratio both sides where they are whole numbers, of
/// other operators the figure itself where it is a whole number, not the counts that it is made from. A figure goes
/// when one of its counts goes: rates and shares of suppressed counts are suppressed. `availability::suppressed` is for
/// figures with a sensitive count, `suppressed_secondary` for the others; both lose their numbers and keep their flags.
///
/// All tables are one release. The same measure at the same period and codes is one cell wherever it is printed, totals
/// left out of its codes: so tables are linked by the margins that they share, and a rate to the counts that it is made
/// from. A total is the sum of its roots and a parent that of the positions below it, where the measure adds over the
/// axis; what these leave over is an unprinted cell, judged like a count ("of which" rows always leave one). Distinct
/// persons are taken to add only over attributes that are fixed. Sums over time are not looked at.
///
/// Of the `previous` release, figures with the same number are known already. Where a number has changed by a sensitive
/// count, the difference would show it: the change is an unprinted cell that must not be found out.
///
/// To be called with figures before rounding, in place of `suppress_small_counts`. Errors (`invalid_argument`): those
/// of `problems_of(rules)` and `suppress`. Throws `std::overflow_error` when a sum passes 64 bits.
[[nodiscard]] result<report_protection> protect(std::span<indicator_table> tables, const primary_rules& rules = {},
                                                const suppression_options& options = {},
                                                std::span<const indicator_table> previous = {});

} // namespace kohort::disclosure
