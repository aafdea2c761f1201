// Measures compiled for one register: which base cubes a pass counts, and how every measure follows from them.
#pragma once

#include <kohort/aggregate/measure.hpp>
#include <kohort/base/result.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace kohort {

namespace detail {
struct compiled_plan;
}

/// Limits of a plan; passing one is an error that names the numbers.
struct plan_limits {
    std::size_t cells = 16'000'000; ///< of one measure, over all periods
    std::size_t periods = 65'534;
    bool together = true; ///< whether measures may share a sweep, whose cells can be more than theirs
    /// Counts of rows are kept in 32 bits and carried into 64 after so many rows, which no result depends on.
    std::uint64_t rows_in_32_bits = ~std::uint32_t{0};
};

/// An immutable compiled set of measures. May be shared between threads; refers to the register, which must outlive it.
///
/// Measures are counted together in sweeps. A sweep has the columns that its measures' axes and filters name, with the
/// codes that none of them tells apart as one, and the pieces into which all their windows cut time; a measure's counts
/// are sums of its cells over pieces. Measures share a sweep when counting them together costs less than apart; those
/// that look at the same days then share their counts too. Distinct persons do not add up: they have cubes of their
/// own, but equal measures are counted once.
class plan {
  public:
    /// Errors (`error_code::plan`, path = number of the measure): a limit is passed, windows that step back, distinct
    /// persons with a weighting. `meaning` is a hash of what the measures' row bytes and moved days stand for (the
    /// definitions'), of which the measures themselves do not tell.
    [[nodiscard]] static result<plan> compile(const spell_register& spells, std::vector<aggregate_measure> measures,
                                              const plan_limits& limits = {}, std::uint64_t meaning = 0);

    [[nodiscard]] const spell_register& spells() const noexcept;
    [[nodiscard]] std::size_t measures() const noexcept;
    /// How many cubes are counted: the sweeps, and the cubes of distinct persons.
    [[nodiscard]] std::size_t base_cubes() const noexcept;
    /// Bytes of the counts of one state.
    [[nodiscard]] std::size_t memory() const noexcept;
    /// Hash of everything that decides what the counts mean; states of plans with different ones do not merge.
    [[nodiscard]] std::uint64_t fingerprint() const noexcept;

    /// What a pass will do, a line per base cube: the days and weights that it counts, by which columns, into how many
    /// cells and pieces of time, how (vectors or tables, 16 or 32 bits), for how many measures, the bytes that it reads
    /// of a row, and its memory; then their sums.
    [[nodiscard]] std::string explain() const;

  private:
    friend class state;
    explicit plan(std::shared_ptr<const detail::compiled_plan> made) : made_(std::move(made)) {}

    std::shared_ptr<const detail::compiled_plan> made_;
};

} // namespace kohort
