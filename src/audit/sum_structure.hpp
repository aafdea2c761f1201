// Which positions of an axis are sums of which others.
#pragma once

#include "table_lines.hpp"

#include <kohort/audit/table_check.hpp>

#include <cstddef>
#include <vector>

namespace kohort::audit {

/// A total by its position on the axis.
struct found_sum {
    std::size_t total = 0;
    std::vector<std::size_t> parts;
    std::vector<std::size_t> of_which;
    sum_rule rule = sum_rule::equal;
    sum_evidence evidence = sum_evidence::declared;
};

/// The totals of an axis: declared, or by names and numbers; see `check`. `by_numbers` is whether numbers count.
[[nodiscard]] std::vector<found_sum> sums_of(const table_lines& lines, const table_options& options, bool by_numbers);

/// Whether a position is marked or called part of another.
[[nodiscard]] bool is_of_which(const axis_position& position);

/// How far a sum of so many rounded parts may be from its rounded total.
[[nodiscard]] ratio most_rounding(std::size_t parts, ratio rounded_to);

} // namespace kohort::audit
