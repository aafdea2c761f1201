// The counts of an evaluation, in a form that does not depend on which codes the rows happened to have.
#pragma once

#include "prepared_call.hpp"

#include <kohort/aggregate/measure.hpp>

#include <cstddef>
#include <vector>

namespace kohort::detail {

/// The counts of one leaf.
struct figure_totals {
    /// Of the axes' positions, see `prepared_figures::meanings`.
    std::vector<std::vector<std::size_t>> meanings;
    /// One per series of the leaf, with a window per period; or the numbers of a quantile.
    std::vector<measure_counts> series;
    bool are_numbers = false;

    friend bool operator==(const figure_totals& a, const figure_totals& b) noexcept;
};

/// How totals are put together.
enum class sign : int { add = 1, take = -1 };

/// The counts of all leaves, and what was seen of the registers.
struct evaluation_totals {
    register_profiles profiles; ///< none: nothing was pushed
    std::vector<figure_totals> figures;

    /// Adds or takes the figures of `other`; the profiles are always added. False, and nothing changed, when a sum does
    /// not fit into 64 bits or a quantile's numbers become fewer than none.
    [[nodiscard]] bool combine(const evaluation_totals& other, sign by);
    /// Whether nothing was counted, not even registers without rows.
    [[nodiscard]] bool is_empty() const noexcept { return figures.empty(); }
    /// The same axes and profiles without a row.
    [[nodiscard]] evaluation_totals emptied() const;
    friend bool operator==(const evaluation_totals&, const evaluation_totals&) noexcept = default;
};

/// What `count` of a call with rows gave.
[[nodiscard]] evaluation_totals totals_of(const prepared_call& call, std::vector<std::vector<measure_counts>> counted);

/// Totals of a call without rows in which nothing is counted.
[[nodiscard]] evaluation_totals nothing_counted(const prepared_call& call);

/// The tables of a call without rows that has the profiles of these totals.
[[nodiscard]] result<std::vector<indicator_table>> finish(const prepared_call& call, const evaluation_totals& totals);

} // namespace kohort::detail
