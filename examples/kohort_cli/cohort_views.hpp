// What `kohort cohort` prints for people of the answer to a question about a cohort.
#pragma once

#include <kohort/publish/cohort_findings.hpp>

#include <cstddef>
#include <string>

namespace kohort_cli {

/// How it is printed.
struct text_style {
    bool colour = false;
    bool unicode = false;
    std::size_t width = 80;
};

/// Curves drawn with letters, and tables.
[[nodiscard]] std::string drawn(const kohort::cohort_findings& findings, const text_style& style);

} // namespace kohort_cli
