// The days of one person after the other: what cutting, presence, months and follow-up look at.
#pragma once

#include <kohort/spells/row_filter.hpp>
#include <kohort/spells/spell_register.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace kohort {

/// The days from `start` to the day before `end`, which may be `spell_register::open_end`.
struct day_span {
    std::int32_t start;
    std::int32_t end;
    friend constexpr bool operator==(day_span, day_span) noexcept = default;
};

/// All days.
inline constexpr day_span all_days{(std::numeric_limits<std::int32_t>::min)(), spell_register::open_end};

/// On which days a spell counts in a stock: those it has, or those at whose close it has not been exited.
enum class stock_clock : std::uint8_t {
    on,      ///< start <= T < end
    close_of ///< start <= T < exit day
};

/// Walks through registers of one data set, person by person in ascending order. What it returns holds until the next
/// call. All persons together cost O(rows of all registers); a person with unordered spells in several registers
/// O(spells x log spells).
class days_of_person {
  public:
    explicit days_of_person(std::span<const spell_source> sources, stock_clock when = stock_clock::on);

    /// The kept spells of a person in order of start and end, without those that have no day. `person` must be greater
    /// than in the call before, as for the functions below.
    [[nodiscard]] std::span<const day_span> spells_of(std::uint32_t person);
    /// The days that some kept spell covers, as spans in order of time that do not touch.
    [[nodiscard]] std::span<const day_span> covered(std::uint32_t person);
    /// All other days, likewise.
    [[nodiscard]] std::span<const day_span> not_covered(std::uint32_t person);

    /// Makes spans sorted by start into spans that do not touch.
    static void join(std::vector<day_span>& spans) noexcept;

  private:
    struct cursor {
        const spell_source* source;
        std::int32_t end_shift; ///< from the end of a closed spell to the first day on which it does not count
        std::size_t row;
    };
    void collect(cursor& from, std::uint32_t person);

    std::vector<cursor> cursors_;
    std::vector<day_span> spans_;
    std::vector<day_span> gaps_;
};

} // namespace kohort
