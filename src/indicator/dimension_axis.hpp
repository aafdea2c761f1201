// The axes of an indicator's figures: dimensions of registers and tables, ages, times elapsed.
#pragma once

#include "definition_errors.hpp"

#include <kohort/aggregate/measure.hpp>
#include <kohort/cube/axis.hpp>
#include <kohort/data/code_list.hpp>
#include <kohort/indicator/definition.hpp>
#include <kohort/time/period_axis.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace kohort {

[[nodiscard]] axis period_axis_of(const std::vector<reporting_period>& periods);

/// From the codes of a column to the positions of a list on which they are told.
struct code_places {
    const code_list* list = nullptr;
    std::vector<std::size_t> place_of_code; ///< by code of the column; `nowhere` for codes above a breakdown's level
    bool is_exact = true;
    static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);
};

/// Where a breakdown tells the codes of a column's list: on another list, at one level. Nothing, and errors, when there
/// is no way.
[[nodiscard]] std::optional<code_places> places_of(const breakdown& shown, const code_list& own, const code_book& codes,
                                                   const std::string& path, definition_errors& errors);

/// An axis of a cube, and how the codes of the column (0 is unknown) lead to its positions. The total comes last.
struct coded_axis {
    axis of_cube;
    std::vector<std::uint32_t> position_of_code; ///< `measure_axis::unwanted` for codes that are not shown
    std::vector<std::uint32_t> parent;           ///< by position except the total
    /// By position except the total: its place on the list, or the list's size for unknown. Rising.
    std::vector<std::size_t> place_of_position{};
};

/// The positions of the codes that are kept (by code of the column, 0 is unknown) and of those above them, then unknown
/// when it is kept, then the total. A list told at one level has no hierarchy.
[[nodiscard]] coded_axis axis_of(const std::string& name, const code_places& places, bool at_one_level,
                                 const std::vector<std::uint8_t>& keeps,
                                 const std::optional<std::string>& unknown_code);

/// The axis of an age or elapsed breakdown: one position per band, then the total.
[[nodiscard]] axis banded_axis(const breakdown& by);

/// How many bands there are, without the total.
[[nodiscard]] std::size_t bands_in(const breakdown& by) noexcept;

/// The times elapsed that belong to a band.
[[nodiscard]] duration_bounds bounds_of_band(const elapsed_breakdown& by, std::size_t band);

/// The positions of both axes, those of the first in their order; the total stays last.
[[nodiscard]] axis united(const axis& a, const axis& b);

} // namespace kohort
