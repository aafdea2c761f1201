// The report in the form that was asked for.
#pragma once

#include "arguments.hpp"

#include <kohort/indicator/evaluate.hpp>

#include <span>

namespace kohort_cli {

/// Writes the tables where and how the arguments say. `is_bundled`: of the bundled register, which is said with the
/// figures. Throws `failure`.
void write_report(const report_arguments& arguments, std::span<const kohort::indicator_table> tables, bool is_bundled);

} // namespace kohort_cli
