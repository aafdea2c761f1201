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

/// Adds one piece per merged spell: `row` is its first row, `label` the one that ends last. The rows of a merged spell
/// follow each other.
void add_merged(const spell_register& spells, duration gap, piece_stream& merged) {
    const auto person = spells.person();
    const auto starts = spells.start(), ends = spells.end();
    for (std::uint32_t row = 0; row < spells.size();) {
        piece spell{row, row, starts[row], ends[row]};
        const auto owner = person[row];
        while (++row < spells.size() && person[row] == owner && continues(spell.end, starts[row], gap)) {
            if (ends[row] < spell.end) continue;
            spell.end = ends[row];
            spell.label = row;
        }
        merged.add(owner, spell);
    }
}

/// Adds merged spells to the columns, with the exit reasons and the sums that they have.
void append_merged(const spell_register& spells, std::span<const piece> merged, spell_columns& columns) {
    append(spells, merged, columns);
    const auto first = columns.person.size() - merged.size();
    for (std::size_t d = 0; d < columns.dimensions.size(); ++d) {
        if (!columns.dimensions[d].is_exit_reason) continue;
        std::visit(
            [&]<class Codes>(Codes& codes) {
                const auto& recorded = std::get<Codes>(spells.dimensions()[d].values);
                for (std::size_t i = 0; i < merged.size(); ++i) codes[first + i] = recorded[merged[i].label];
            },
            columns.dimensions[d].values);
    }
    for (std::size_t v = 0; v < columns.values.size(); ++v) {
        const auto& recorded = spells.values()[v].values;
        for (std::size_t i = 0; i < merged.size(); ++i) {
            const auto next_person = spells.person_boundary(merged[i].row + std::size_t{1});
            const auto next =
                i + 1 < merged.size() ? std::min<std::size_t>(merged[i + 1].row, next_person) : next_person;
            for (std::size_t row = merged[i].row + std::size_t{1}; row < next; ++row)
                add_exactly(columns.values[v].values[first + i], recorded[row]);
        }
    }
}

/// Adds the parts of spells that lie in the spans that `wanted_of(person)` gives, in order of time and disjoint.
template <class WantedOf>
void add_parts(const spell_register& spells, piece_stream& pieces, WantedOf wanted_of) {
    for (std::size_t row = 0; row < spells.size();) {
        const auto person = spells.person()[row];
        const std::span<const day_span> wanted = wanted_of(person);
        std::size_t first = 0;
        for (const auto next_person = spells.person_boundary(row + 1); row < next_person; ++row)
            for_parts({spells.start()[row], spells.end()[row]}, wanted, first, [&](day_span part) {
                pieces.add(person, {static_cast<std::uint32_t>(row), 0, part.start, part.end});
            });
    }
}

window common_horizon(const spell_register& spells, std::span<const spell_source> others) noexcept {
    auto horizon = spells.horizon();
    for (const auto& other : others) horizon = common_horizon(horizon, other.spells->horizon());
    return horizon;
}

} // namespace

spell_register select(const spell_register& spells, const std::vector<row_filter>& filters) {
    return of_pieces(spells, spells.horizon(), [&](piece_stream& kept) {
        for (std::uint32_t row = 0; row < spells.size(); ++row)
            if (passes(filters, row)) kept.add(spells.person()[row], {row, 0, spells.start()[row], spells.end()[row]});
    });
}

spell_register merge_gaps(const spell_register& spells, duration gap) {
    assert(gap.count >= 0);
    auto columns = columns_like(spells, spells.size());
    piece_stream merged([&](std::span<const piece> pieces) { append_merged(spells, pieces, columns); });
    add_merged(spells, gap, merged);
    merged.finish();
    return with_columns(spells, spells.horizon(), std::move(columns));
}

spell_register intersect(const spell_register& spells, std::span<const spell_source> others) {
    days_of_person days(others);
    return of_pieces(spells, common_horizon(spells, others), [&](piece_stream& pieces) {
        add_parts(spells, pieces, [&](std::uint32_t person) { return days.covered(person); });
    });
}

spell_register subtract(const spell_register& spells, std::span<const spell_source> others) {
    days_of_person days(others);
    return of_pieces(spells, common_horizon(spells, others), [&](piece_stream& pieces) {
        add_parts(spells, pieces, [&](std::uint32_t person) { return days.not_covered(person); });
    });
}

} // namespace kohort
