// In which calendar months persons have the state: 10 of 12 months, 12 of the last 16.
#pragma once

#include <kohort/spells/row_filter.hpp>
#include <kohort/time/period.hpp>
#include <kohort/time/window.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace kohort {

/// Whether a window is made of whole calendar months. O(1).
[[nodiscard]] constexpr bool is_whole_months(window days) noexcept {
    return days.is_valid() && to_civil(days.first).day == 1 && to_civil(days.last + 1).day == 1;
}

/// One bit per person and calendar month: whether some kept spell covers a day of the month. Built once for all windows
/// of a computation (`time` is the first to the last day of any); then a window costs one or two machine words per
/// person.
class person_month_matrix {
  public:
    /// `time` must be whole months (asserted), the sources of one data set. O(rows), and persons x months / 8 bytes.
    person_month_matrix(std::span<const spell_source> sources, window time);

    [[nodiscard]] window time() const noexcept { return time_; }
    /// In how many of the months of `within` the person has a day. `within` must be whole months inside `time()`
    /// (asserted). A person that no source has: 0. O(months / 64).
    [[nodiscard]] int count(std::uint32_t person, window within) const noexcept {
        return count(person, months_of(within));
    }
    /// Per window one byte per row of `spells`: 1 when its person has a day in at least `at_least` months of the
    /// window. O(rows x windows).
    [[nodiscard]] std::vector<row_bytes> at_least(int at_least, const spell_register& spells,
                                                  std::span<const window> windows) const;

  private:
    /// The numbers of months, from the first of `time()` on; both included.
    struct month_range {
        std::size_t first, last;
    };
    [[nodiscard]] std::size_t month_of(day d) const noexcept;
    [[nodiscard]] month_range months_of(window days) const noexcept;
    [[nodiscard]] int count(std::uint32_t person, month_range within) const noexcept;
    void set(std::uint32_t person, month_range months) noexcept;

    window time_;
    std::int32_t first_month_;        ///< ordinal of the first month
    std::size_t words_;               ///< per person
    std::vector<std::uint64_t> bits_; ///< by person, then by month
};

} // namespace kohort
