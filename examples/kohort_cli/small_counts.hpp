// Figures that few contribute to, in `kohort report`.
#pragma once

#include "arguments.hpp"

#include <kohort/base/error.hpp>
#include <kohort/indicator/evaluate.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace kohort_cli {

/// What is evaluated: the definitions asked for, and after them what counts the persons behind their figures.
struct report_definitions {
    std::vector<kohort::definition> all;
    std::size_t printed = 0; ///< so many of them are
};

/// Only where something may have to be hidden do the contributors follow. `is_public`: persons are synthetic, or
/// figures come from published tables.
[[nodiscard]] report_definitions with_contributors(std::vector<kohort::definition> definitions,
                                                   const report_arguments& arguments, bool is_public);

/// Leaves out contributors that these errors say cannot be counted, with a warning; whether there were any.
bool drop_uncountable(report_definitions& definitions, const kohort::error_list& errors);

/// `evaluate(definitions)`; once more when contributors could not be counted.
template <class Evaluate>
auto evaluated(report_definitions& definitions, const Evaluate& evaluate) {
    auto made = evaluate(std::span<const kohort::definition>(definitions.all));
    if (!made && drop_uncountable(definitions, made.errors()))
        made = evaluate(std::span<const kohort::definition>(definitions.all));
    return made;
}

/// Hides figures in the tables that are printed, and takes away the others. Says on standard error what was hidden.
void hide_small_counts(std::vector<kohort::indicator_table>& tables, std::size_t printed,
                       const report_arguments& arguments, bool is_public);

/// What is said below the figures about small counts, with the line feeds around it; empty when nothing was decided.
[[nodiscard]] std::string small_counts_note(std::span<const kohort::indicator_table> tables, kohort::language in);

} // namespace kohort_cli
