// Partial results: start empty, push rows, merge, save, load, finish.
#pragma once

#include <kohort/aggregate/kernels.hpp>
#include <kohort/aggregate/plan.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kohort {

namespace detail {
/// Counts while rows are pushed, of one sweep or one cube of persons.
struct accumulator {
    std::vector<std::uint32_t> counts{}; ///< of rows, since they were last carried into 64 bits
    std::vector<std::int64_t> carried{}; ///< empty until then
    std::vector<std::int64_t> sums{};    ///< of weights; of persons
    std::vector<kernels::person_stamp> stamps{};
    std::vector<std::uint32_t> last_person{};
};
} // namespace detail

/// The counts of a plan over the rows pushed so far. One writer at a time; different states are independent.
/// Laws (property-tested): any chunking gives what one chunk gives; merging is associative and commutative.
class state {
  public:
    /// Empty. `compiled` must outlive the state. O(cells x periods) memory.
    explicit state(const plan& compiled);

    /// Adds rows [first, last) of the plan's register. Each row once; both borders must be where a person's rows begin
    /// (`spell_register::person_boundary`) or the register's end. O(rows) per measure and marginal set.
    /// Throws `std::bad_alloc`, if at all, where 2^32 rows are passed that are not all of one register: nothing of
    /// these rows is counted then.
    void push(std::size_t first, std::size_t last);

    /// Adds the rows of another state. The two must be of different rows and, when persons are counted, of different
    /// persons: nobody is recognised in two states. The plans may be of different registers (next month's file, another
    /// office's) when they have the same measures over the same codes.
    /// Errors (`plan`): the plans' fingerprints differ; then nothing is added.
    [[nodiscard]] std::optional<error> merge(const state& other);

    /// Takes the rows of another state out again, e.g. spells as they were before they changed; push them anew from a
    /// register that has them as they are now. Exact for everything that is added row by row.
    /// Errors (`plan`): the fingerprints differ; a measure counts distinct persons, who may have other rows.
    [[nodiscard]] std::optional<error> retract(const state& other);

    /// The counts as bytes, the same on every machine: a format version, the plan's fingerprint, the counts of every
    /// measure with its marginals, and a checksum. No rows and no persons. O(cells x periods).
    [[nodiscard]] std::string save() const;
    /// A state with saved counts, ready to be pushed to and merged. `compiled` must outlive it.
    /// Errors (`data`): bytes that are not a state, were cut off or changed, or come from a newer kohort; (`plan`): a
    /// state of another plan. Any bytes are safe to load.
    [[nodiscard]] static result<state> load(const plan& compiled, std::string_view bytes);

    /// The counts of each measure, marginals and totals included; the state stays as it is.
    [[nodiscard]] std::vector<measure_counts> finish() const;

  private:
    /// Makes room for the counts of so many rows: 32 bits count no more than 2^32.
    void carry_before(std::uint64_t rows);
    /// Adds counts of finished measures, times 1 or -1.
    void add(const std::vector<measure_counts>& finished, std::int64_t times);
    [[nodiscard]] std::optional<error> check_same_plan(const state& other) const;

    const plan* plan_;
    std::vector<detail::accumulator> accumulators_; ///< of the sweeps, then of the cubes of persons
    std::uint64_t rows_ = 0;                        ///< counted since counts were carried over
    std::size_t pushed_until_ = 0;                  ///< the end of the rows that were pushed last
    /// What came from other plans, from saved states, or was retracted: counts of the measures, empty when there are
    /// none. Counts are linear, so that these are added at the end.
    std::vector<std::vector<std::int64_t>> others_;
    std::vector<std::uint32_t> scratch_; ///< blocks of places
};

/// Runs a plan over its whole register on some threads, in fixed chunks; the counts do not depend on their number.
/// `progress` is called from the calling thread with rows done and all rows; false cancels.
/// Errors: cancelled; out of memory.
[[nodiscard]] result<std::vector<measure_counts>>
run(const plan& compiled, unsigned threads = 1, const std::function<bool(std::int64_t, std::int64_t)>& progress = {});

} // namespace kohort
