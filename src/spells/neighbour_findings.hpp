// What shows only between the rows of a person: duplicates, overlaps, contradictions.
#pragma once

#include "row_order.hpp"

#include <kohort/data/csv.hpp>
#include <kohort/data/quality_report.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace kohort {

/// So many rows, and the first of them in the file, in whatever order they are found.
class found_rows {
  public:
    void add(std::size_t row) noexcept;
    void add(const found_rows& more) noexcept;
    [[nodiscard]] std::int64_t count() const noexcept { return count_; }
    [[nodiscard]] std::span<const std::size_t> first() const noexcept { return std::span(first_).first(shown_); }

  private:
    void show(std::size_t row) noexcept;

    std::int64_t count_ = 0;
    std::size_t shown_ = 0;
    std::array<std::size_t, quality_finding::most_examples> first_{};
};

/// Looks for them in sorted spells, part by part, and takes out those that the policies reject.
class neighbour_findings {
  public:
    /// `birth`: of each row as it was dealt to the parts; empty when nothing is known.
    neighbour_findings(const csv_table& table, const row_policies& policies, std::span<const std::int32_t> birth)
        : table_(&table), policies_(&policies), birth_(birth) {}

    /// See `row_order::part_check`.
    void look_at(std::span<placed_spell> spells, std::span<const std::uint32_t> rows, std::size_t first);
    /// What another found in other parts.
    void add(const neighbour_findings& more) noexcept;

    [[nodiscard]] const found_rows& of(row_problem problem) const noexcept { return found_[index_of(problem)]; }
    /// Rows that were taken out.
    [[nodiscard]] std::int64_t rejected() const noexcept { return rejected_; }

  private:
    static std::size_t index_of(row_problem problem) noexcept { return static_cast<std::size_t>(problem); }
    [[nodiscard]] bool is_duplicate(std::uint32_t a, std::uint32_t b) const noexcept;

    const csv_table* table_;
    const row_policies* policies_;
    std::span<const std::int32_t> birth_;
    std::array<found_rows, row_problem_count> found_{};
    std::int64_t rejected_ = 0;
    std::vector<std::uint32_t> alike_; ///< rows of a person with one start and end that are not duplicates
};

} // namespace kohort
