// Whether a figure reaches the goal that its definition sets, in the city's three words.
#pragma once

#include <kohort/base/result.hpp>
#include <kohort/indicator/evaluate.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace kohort {

/// How far a goal is reached.
enum class attainment : std::uint8_t {
    fully,  ///< at the target or beyond
    partly, ///< not at the target, but no further from it than the margin
    not_met ///< further away
};

/// "uppfylls helt", "uppfylls delvis", "uppfylls inte"; "fully met", "partly met", "not met".
[[nodiscard]] std::string_view words_for(attainment reached, language in) noexcept;

/// Compares exactly: a value on the target is fully met, one on target - margin (at_most: target + margin) partly. With
/// margin 0 a goal is met or not. Precondition: the margin is not negative.
[[nodiscard]] attainment attainment_of(ratio value, indicator_target::direction side, ratio target, ratio margin);

/// Which value of a figure is compared.
enum class target_basis : std::uint8_t {
    exact,     ///< the value itself: 74.96 % does not reach 75 %
    as_printed ///< what the reader sees, after rounding: 74.96 % printed without decimals does
};

/// For every cell of the table, in the order of its cells, how far its definition's target is reached in the period's
/// value of target and margin (they may be dated parameters of `data`). Nothing for a cell without a value: of what is
/// suppressed nothing is told. Without a target there is nothing to tell of any cell.
///
/// Errors (`plan`, path `<id>/target/...`): a parameter that the data set lacks or that has no value for a period, a
/// number beyond 64 bits, a negative margin. O(cells + periods).
[[nodiscard]] result<std::vector<std::optional<attainment>>>
attainments(const indicator_table& table, const data_set& data, target_basis basis = target_basis::exact);

} // namespace kohort
