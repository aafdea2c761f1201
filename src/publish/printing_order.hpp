// The positions of an axis in the order in which people read them.
#pragma once

#include <kohort/cube/axis.hpp>
#include <kohort/data/localised_text.hpp>
#include <kohort/indicator/evaluate.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kohort {

/// The first axis of a table's figures is that of its periods.
inline constexpr std::size_t period_axis_index = 0;

[[nodiscard]] inline std::string_view in_language(language in, std::string_view sv, std::string_view en) noexcept {
    return in == language::sv ? sv : en;
}

/// A position of an axis as it is printed.
struct shown_position {
    std::size_t index;
    std::size_t depth; ///< 0 for roots; lower levels and "of which" are indented below them
    bool is_total;
    std::string label;
};

/// The label, or the code when there is none; after "of which" ("varav") where the position is that.
[[nodiscard]] std::string label_of(const axis_position& position, language in);

/// Each position below its parent, then the unknown ones in which anything was counted, the total, and what is "of
/// which" of the total. O(cells).
[[nodiscard]] std::vector<shown_position> printing_order(const indicator_table& table, std::size_t axis_index,
                                                         language in);

} // namespace kohort
