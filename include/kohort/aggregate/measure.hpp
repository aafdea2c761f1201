// What one pass over a register counts, with everything resolved: columns, codes, days.
#pragma once

#include <kohort/spells/row_filter.hpp>
#include <kohort/time/duration.hpp>
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

/// A day that follows from a spell's start or its person's birth: so long after the start, or a birthday.
struct derived_day {
    enum class origin : std::uint8_t { start, birth };

    origin of = origin::start;
    duration after{};   ///< of a birth in whole years: the birthday, for 29 February the 1 March of other years
    int days_later = 0; ///< on top of that: 1 for "more than", where `after` alone is "at least"

    [[nodiscard]] constexpr day from(day start_or_birth) const noexcept {
        const auto reached = of == origin::birth ? birthday(start_or_birth, after.count) : add(start_or_birth, after);
        return reached + days_later;
    }
    friend constexpr bool operator==(const derived_day&, const derived_day&) noexcept = default;
};

/// A measure over one register. Windows are one per period, each first and last day not before the previous one's.
///
///     entries:  start in the window
///     exits:    exit day in the window
///     presence: start <= last and end > first; the stock `on(T)` is the window T..T
///     close_of: start <= last and exit day > first; the stock `close_of(T)` is the window T..T
///     crossing: the day `from` in the window, after the start and not after the exit day: a spell grows into an age
///               band, or past a threshold of time, while it lasts
///
/// A spell without a day is an entry and an exit, and in neither stock nor presence.
struct aggregate_measure {
    enum class timing : std::uint8_t { entries, exits, presence, close_of, crossing };
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
    /// A stock counts a spell only from each of the days `from`, and before each of the days `until`; an entry or exit
    /// counts when its day is such a day: age bands and times elapsed. Whose birth is not known has no birthdays, and
    /// does not count where one is asked for. A crossing has one `from`. For spells, not for distinct persons, in
    /// stocks of single days; each day costs a look-up per row. For all else move `start` and `end`.
    std::vector<derived_day> from{};
    std::vector<derived_day> until{};
};

/// The counts of a measure: period slowest, then the axes in their order, each with its total last.
struct measure_counts {
    std::size_t periods = 0;
    std::vector<std::size_t> extents; ///< of the axes
    std::vector<std::int64_t> counts;
};

} // namespace kohort
