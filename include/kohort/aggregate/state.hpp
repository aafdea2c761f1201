// Partial results: start empty, push rows, merge, finish.
#pragma once

#include <kohort/aggregate/kernels.hpp>
#include <kohort/aggregate/plan.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace kohort {

namespace detail {
struct base_cube;
}

/// The counts of a plan over the rows pushed so far. One writer at a time; different states are independent.
/// Laws (property-tested): any chunking gives what one chunk gives; merging is associative and commutative.
class state {
  public:
    /// Empty. `compiled` must outlive the state. O(cells x periods) memory.
    explicit state(const plan& compiled);

    /// Adds rows [first, last) of the plan's register. Each row once; both borders must be where a person's rows begin
    /// (`spell_register::person_boundary`) or the register's end. O(rows) per measure and marginal set.
    void push(std::size_t first, std::size_t last) noexcept;

    /// Adds the rows of another state. Errors: it belongs to a plan with another fingerprint.
    [[nodiscard]] std::optional<error> merge(const state& other);

    /// The counts of each measure, marginals and totals included; the state stays as it is.
    [[nodiscard]] std::vector<measure_counts> finish() const;

  private:
    struct accumulator {
        std::vector<std::int64_t> counts;
        std::vector<kernels::person_stamp> stamps; ///< per cell, for presence of distinct persons
        std::vector<std::uint32_t> last_person;    ///< per cell and period, for events of distinct persons
    };
    void push_block(const detail::base_cube& base, std::size_t first, std::size_t rows, accumulator& into) noexcept;

    const plan* plan_;
    std::vector<accumulator> accumulators_;
    kernels::cell_block cells_;
};

/// Runs a plan over its whole register on some threads, in fixed chunks; the counts do not depend on their number.
/// `progress` is called from the calling thread with rows done and all rows; false cancels.
/// Errors: cancelled; out of memory.
[[nodiscard]] result<std::vector<measure_counts>>
run(const plan& compiled, unsigned threads = 1, const std::function<bool(std::int64_t, std::int64_t)>& progress = {});

} // namespace kohort
