// What `kohort cohort` can show of a cohort: each view makes rows for programs and a text for people.
#pragma once

#include "arguments.hpp"
#include "figure_rows.hpp"

#include <kohort/indicator/cohort_definition.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace kohort_cli {

/// What is looked at.
struct cohort_request {
    const kohort::cohort_definition& definition;
    const kohort::cohort& members;
    const kohort::member_groups& groups;
    const kohort::data_set& data;
    const cohort_arguments& arguments;
};

/// How it is printed.
struct text_style {
    bool colour = false;
    bool unicode = false;
    std::size_t width = 80;
};

struct cohort_view {
    figure_rows figures;
    std::string text;
    std::vector<std::string> notes; ///< what the figures are, and tests of them
};

/// Throws `failure` when the cohort has no such thing.
[[nodiscard]] cohort_view view_of(const cohort_request& request, const text_style& style);

} // namespace kohort_cli
