// What one pass over a register counts, with everything resolved: columns, codes, days.
#pragma once

#include <kohort/spells/row_filter.hpp>
#include <kohort/time/window.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace kohort {

/// A dimension along which a measure is counted. Its last position is the total.
struct measure_axis {
    static constexpr std::uint32_t unwanted = ~std::uint32_t{0};
    static constexpr std::uint32_t root = ~std::uint32_t{0};

    const dimension_column* dimension = nullptr;
    std::vector<std::uint32_t> position_of_code; ///< by code, or `unwanted`
    std::vector<std::uint32_t> parent;           ///< by position except the total: the including position, or `root`
    /// Distinct persons count once per root of this axis, and the total is the sum over the roots.
    bool once_per_value = false;

    [[nodiscard]] std::size_t total() const noexcept { return parent.size(); }
    [[nodiscard]] std::size_t size() const noexcept { return parent.size() + 1; }
};

/// A measure over one register. Windows are one per period, each first and last day not before the previous one's.
///
///     entries:  start in the window
///     exits:    exit day in the window
///     presence: start <= last and end > first; the stock `on(T)` is the window T..T
///     close_of: start <= last and exit day > first; the stock `close_of(T)` is the window T..T
///
/// A spell without a day is an entry and an exit, and in neither stock nor presence.
struct aggregate_measure {
    enum class timing : std::uint8_t { entries, exits, presence, close_of };
    /// What a counted spell adds.
    enum class weighting : std::uint8_t {
        one,
        duration, ///< end - start in days; for exits (and entries of closed spells: an open spell adds 0)
        start,    ///< the start's day number: T x stock minus this is the sum of the days elapsed at T
        value     ///< the number in `value`; a missing one adds 0. The sum of all must fit into 64 bits
    };

    timing when = timing::presence;
    weighting adds = weighting::one;
    bool distinct_persons = false; ///< a person counts once per cell; then `adds` must be `one`
    std::vector<window> windows{};
    std::vector<measure_axis> axes{};
    std::vector<row_filter> filters{};
    const value_column* value = nullptr; ///< of `weighting::value`
    /// Replace the register's columns where not null, e.g. the start moved to where a duration threshold is passed, or
    /// to a birthday: they decide when a spell counts, not what it adds. Within a person the starts must not decrease.
    std::shared_ptr<const std::vector<std::int32_t>> start{};
    std::shared_ptr<const std::vector<std::int32_t>> end{};
};

/// The counts of a measure: period slowest, then the axes in their order, each with its total last.
struct measure_counts {
    std::size_t periods = 0;
    std::vector<std::size_t> extents; ///< of the axes
    std::vector<std::int64_t> counts;
};

} // namespace kohort
