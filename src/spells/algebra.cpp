#include <kohort/spells/algebra.hpp>

#include "exact_sum.hpp"
#include "pieces.hpp"

#include <cassert>

namespace kohort {

namespace {

/// Whether a spell starts soon enough to continue those that end on `end`.
bool continues(std::int32_t end, std::int32_t start, duration gap) noexcept {
    return end == spell_register::open_end || start <= add(day(end), gap).count();
}

/// One piece per merged spell: `row` is its first row, `label` the one that ends last. The rows of a merged spell
/// follow each other.
std::vector<piece> merged_rows(const spell_register& spells, duration gap) {
    const auto person = spells.person();
    const auto starts = spells.start(), ends = spells.end();
    std::vector<piece> merged;
    merged.reserve(spells.size());
    for (std::uint32_t row = 0; row < spells.size(); ++row) {
        if (row == 0 || person[row] != person[row - 1] || !continues(merged.back().end, starts[row], gap)) {
            merged.push_back({row, row, starts[row], ends[row]});
        } else if (ends[row] >= merged.back().end) {
            merged.back().end = ends[row];
            merged.back().label = row;
        }
    }
    return merged;
}

/// The pieces of spells that lie in the spans that `wanted_of(person)` gives, in order of time and disjoint.
template <class WantedOf>
std::vector<piece> pieces_in(const spell_register& spells, WantedOf wanted_of) {
    const auto starts = spells.start(), ends = spells.end();
    piece_list pieces;
    pieces.reserve(spells.size());
    for (std::size_t row = 0; row < spells.size();) {
        const auto person = spells.person()[row];
        const std::span<const day_span> wanted = wanted_of(person);
        auto first = wanted.begin(); // the spans before it end before this spell and those after it start
        for (const auto last_row = spells.person_boundary(row + 1); row < last_row; ++row) {
            while (first != wanted.end() && first->end <= starts[row]) ++first;
            for (auto span = first; span != wanted.end() && span->start <= std::max(starts[row], ends[row] - 1); ++span)
                if (const auto part = common_days({starts[row], ends[row]}, *span))
                    pieces.add(person, {static_cast<std::uint32_t>(row), 0, part->start, part->end});
        }
    }
    return pieces.take();
}

window common_horizon(const spell_register& spells, std::span<const spell_source> others) noexcept {
    auto horizon = spells.horizon();
    for (const auto& other : others) horizon = common_horizon(horizon, other.spells->horizon());
    return horizon;
}

} // namespace

spell_register select(const spell_register& spells, const std::vector<row_filter>& filters) {
    std::vector<piece> kept;
    for (std::uint32_t row = 0; row < spells.size(); ++row)
        if (passes(filters, row)) kept.push_back({row, 0, spells.start()[row], spells.end()[row]});
    return with_columns(spells, spells.horizon(), columns_of_rows(spells, kept));
}

spell_register merge_gaps(const spell_register& spells, duration gap) {
    assert(gap.count >= 0);
    const auto merged = merged_rows(spells, gap);
    auto columns = columns_of_rows(spells, merged);
    for (std::size_t d = 0; d < columns.dimensions.size(); ++d) {
        if (!columns.dimensions[d].is_exit_reason) continue;
        std::visit(
            [&]<class Codes>(Codes& codes) {
                const auto& recorded = std::get<Codes>(spells.dimensions()[d].values);
                for (std::size_t i = 0; i < merged.size(); ++i) codes[i] = recorded[merged[i].label];
            },
            columns.dimensions[d].values);
    }
    for (std::size_t v = 0; v < columns.values.size(); ++v) {
        auto& sums = columns.values[v].values; // which begin with the value of the first row
        const auto& recorded = spells.values()[v].values;
        for (std::size_t i = 0; i < merged.size(); ++i) {
            const auto next = i + 1 < merged.size() ? merged[i + 1].row : recorded.size();
            for (std::size_t row = merged[i].row + 1; row < next; ++row) add_exactly(sums[i], recorded[row]);
        }
    }
    return with_columns(spells, spells.horizon(), std::move(columns));
}

spell_register intersect(const spell_register& spells, std::span<const spell_source> others) {
    person_days days(others);
    const auto pieces = pieces_in(spells, [&](std::uint32_t person) { return days.covered(person); });
    return of_pieces(spells, common_horizon(spells, others), pieces);
}

spell_register subtract(const spell_register& spells, std::span<const spell_source> others) {
    person_days days(others);
    const auto pieces = pieces_in(spells, [&](std::uint32_t person) { return days.not_covered(person); });
    return of_pieces(spells, common_horizon(spells, others), pieces);
}

} // namespace kohort
