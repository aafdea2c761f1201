// Measures compiled for one register: tables per dimension, tables of days, the layout of the counts.
#pragma once

#include <kohort/aggregate/day_table.hpp>
#include <kohort/aggregate/kernels.hpp>
#include <kohort/aggregate/measure.hpp>
#include <kohort/base/result.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <variant>
#include <vector>

namespace kohort {

/// Limits of a plan; passing one is an error that names the numbers.
struct plan_limits {
    std::size_t cells = 16'000'000; ///< of one measure, over all periods
    std::size_t periods = 65'534;
};

/// An immutable compiled set of measures. May be shared between threads; refers to the register, which must outlive it.
class plan {
  public:
    /// Errors (`error_code::plan`, path = number of the measure): a limit is passed, windows that step back, distinct
    /// persons with a weighting.
    [[nodiscard]] static result<plan> compile(const spell_register& spells, std::vector<aggregate_measure> measures,
                                              const plan_limits& limits = {});

    [[nodiscard]] const spell_register& spells() const noexcept { return *spells_; }
    [[nodiscard]] std::size_t measures() const noexcept { return tasks_.size(); }
    /// Hash of everything that decides what the counts mean; states of plans with different ones do not merge.
    [[nodiscard]] std::uint64_t fingerprint() const noexcept { return fingerprint_; }

  private:
    friend class state;

    using code_column = std::variant<std::span<const std::uint8_t>, std::span<const std::uint16_t>>;
    /// A column and what each of its codes adds to a row's cell.
    struct offset_table {
        code_column codes;
        std::vector<std::uint32_t> offsets;
    };
    /// One way of counting the rows of a measure: additive measures have one, at the codes' own positions, and are
    /// added up at the end; distinct persons have one for each combination of hierarchy levels and totals.
    using projection = std::vector<offset_table>;

    struct task {
        aggregate_measure measure;
        kernels::slab_layout layout;
        std::vector<std::size_t> strides; ///< of the axes
        std::vector<projection> projections;
        std::span<const std::int32_t> starts, ends;
        std::int32_t end_shift = 0;
        std::optional<day_table> period_of; ///< for events in disjoint windows
        day_table enters, leaves;

        [[nodiscard]] bool counts_events() const noexcept;
        [[nodiscard]] std::uint32_t trash() const noexcept { return static_cast<std::uint32_t>(layout.cells - 1); }
    };

    plan() = default;
    static std::optional<error> check(const aggregate_measure& measure, const plan_limits& limits, std::size_t number);
    static task compile_task(const spell_register& spells, aggregate_measure measure);

    const spell_register* spells_ = nullptr;
    std::vector<task> tasks_;
    std::uint64_t fingerprint_ = 0;
};

} // namespace kohort
