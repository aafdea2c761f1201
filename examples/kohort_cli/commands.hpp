// The commands. Each throws `failure` when it cannot do what was asked.
#pragma once

#include "arguments.hpp"
#include "failure.hpp"

namespace kohort_cli {

/// Computes indicators and writes their tables.
[[nodiscard]] exit_status run(const report_arguments& arguments);
/// Lists the indicators that kohort knows.
[[nodiscard]] exit_status run(const catalogue_arguments& arguments);
/// Prints definitions in words.
[[nodiscard]] exit_status run(const explain_arguments& arguments);
/// Prints what is wrong with data and definitions.
[[nodiscard]] exit_status run(const check_arguments& arguments);
/// Writes a synthetic register and its schema.
[[nodiscard]] exit_status run(const simulate_arguments& arguments);
/// Evaluates relations between published figures and writes what came of them.
[[nodiscard]] exit_status run(const audit_arguments& arguments);
/// Writes tables of one format in another.
[[nodiscard]] exit_status run(const convert_arguments& arguments);
/// Forms a cohort and shows what became of it.
[[nodiscard]] exit_status run(const cohort_arguments& arguments);
/// Prints help or version.
[[nodiscard]] exit_status run(const printed_answer& answer);

} // namespace kohort_cli
