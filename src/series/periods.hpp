// Periods of a series by label and by calendar.
#pragma once

#include <kohort/series/series.hpp>
#include <kohort/time/period.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace kohort {

/// In the place of a period that a series does not have.
inline constexpr std::size_t no_place = static_cast<std::size_t>(-1);

/// The period of this periodicity with this label; nothing when it has none.
[[nodiscard]] std::optional<period> period_labelled(const periodicity& per, std::string_view label) noexcept;

/// The same period of the year before: the month, quarter ... or the week with the same number; nothing in a year
/// without week 53.
[[nodiscard]] std::optional<period> year_before(const period& now) noexcept;

/// The year in which sums within the year start anew: that of the first day, or of weeks the ISO year.
[[nodiscard]] int year_of(const period& each) noexcept;

/// Steps through ascending ordinals as fast as the wanted ones ascend.
class ordinal_finder {
  public:
    explicit ordinal_finder(std::span<const std::int32_t> ordinals) : ordinals_(ordinals) {}

    /// The place of an ordinal, or nothing. Wanted ordinals must not descend.
    [[nodiscard]] std::optional<std::size_t> operator()(std::int32_t wanted) noexcept {
        while (next_ < ordinals_.size() && ordinals_[next_] < wanted) ++next_;
        if (next_ == ordinals_.size() || ordinals_[next_] != wanted) return std::nullopt;
        return next_;
    }

  private:
    std::span<const std::int32_t> ordinals_;
    std::size_t next_ = 0;
};

} // namespace kohort
