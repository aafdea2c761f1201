// What is said when rows of the data are not in what was computed from them.
#pragma once

#include "arguments.hpp"

#include <kohort/data/quality_report.hpp>

#include <vector>

namespace kohort_cli {

/// Says how many rows were rejected for what, one line for each register; whether there were any.
bool warn_of_rejected_rows(const std::vector<kohort::quality_report>& all, const data_arguments& arguments);

} // namespace kohort_cli
