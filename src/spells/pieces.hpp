// Parts of spells in the order of a register, and the registers made of them.
#pragma once

#include <kohort/spells/days_of_person.hpp>
#include <kohort/spells/spell_register.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

namespace kohort {

/// A part of the spell in row `row`. What `label` means is up to who makes the pieces.
struct piece {
    std::uint32_t row;
    std::uint32_t label;
    std::int32_t start;
    std::int32_t end;
};

/// The days of a span that lie in another. A span without days is kept where its start does.
inline std::optional<day_span> common_days(day_span spell, day_span wanted) noexcept {
    if (spell.start == spell.end)
        return wanted.start <= spell.start && spell.start < wanted.end ? std::optional(spell) : std::nullopt;
    const day_span common{std::max(spell.start, wanted.start), std::min(spell.end, wanted.end)};
    return common.start < common.end ? std::optional(common) : std::nullopt;
}

/// The days on which both registers are observed; see the head of algebra.hpp.
inline window common_horizon(window a, window b) noexcept {
    const auto last = std::min(a.last, b.last);
    return {std::min(std::max(a.first, b.first), last), last};
}

/// The pieces of one spell in spans that lie in order of time. `first` is where to begin: behind the spans that end
/// before the spell; it moves on, as the spells of a person do.
template <class Use>
void for_parts(day_span spell, std::span<const day_span> wanted, std::size_t& first, Use use) {
    while (first < wanted.size() && wanted[first].end <= spell.start) ++first;
    for (auto i = first; i < wanted.size() && wanted[i].start <= std::max(spell.start, spell.end - 1); ++i)
        if (const auto part = common_days(spell, wanted[i])) use(*part);
}

/// Pieces, added person by person in any order within the person, and handed on in the order of a register (person,
/// start, end, label, row): some persons at a time, so that they need not be in memory all at once.
class piece_stream {
  public:
    explicit piece_stream(std::function<void(std::span<const piece>)> use) : use_(std::move(use)) {}

    void add(std::uint32_t person, piece made) {
        if (person != person_) finish_person(person);
        is_sorted_ = is_sorted_ && (first_of_person_ == pieces_.size() || !is_before(made, pieces_.back()));
        pieces_.push_back(made);
    }
    /// To be called after the last piece.
    void finish() {
        finish_person(person_);
        hand_on();
    }

  private:
    static constexpr std::size_t enough = 4096;

    static bool is_before(const piece& a, const piece& b) noexcept {
        return std::tie(a.start, a.end, a.label, a.row) < std::tie(b.start, b.end, b.label, b.row);
    }
    void finish_person(std::uint32_t next) {
        if (!is_sorted_)
            std::sort(pieces_.begin() + static_cast<std::ptrdiff_t>(first_of_person_), pieces_.end(), is_before);
        if (pieces_.size() >= enough) hand_on();
        is_sorted_ = true;
        first_of_person_ = pieces_.size();
        person_ = next;
    }
    void hand_on() {
        use_(pieces_);
        pieces_.clear();
    }

    std::function<void(std::span<const piece>)> use_;
    std::vector<piece> pieces_;
    std::size_t first_of_person_ = 0;
    std::uint32_t person_ = 0;
    bool is_sorted_ = true;
};

/// The columns of a register without rows, with room for so many.
[[nodiscard]] spell_columns columns_like(const spell_register& spells, std::size_t rows);

/// Adds pieces of a register, each with the codes and values of its spell, to columns like its own.
void append(const spell_register& spells, std::span<const piece> pieces, spell_columns& columns);

/// The same by the rules of algebra.hpp: without the exit reason of the pieces that end before their spell, and without
/// the values of all that are not whole.
void append_cut(const spell_register& spells, std::span<const piece> pieces, spell_columns& columns);

/// A register like `spells` with other rows.
[[nodiscard]] spell_register with_columns(const spell_register& spells, window horizon, spell_columns columns);

/// A register like `spells` of its pieces, by the rules of algebra.hpp. `add_pieces(stream)` adds them.
template <class AddPieces>
[[nodiscard]] spell_register of_pieces(const spell_register& spells, window horizon, AddPieces add_pieces) {
    auto columns = columns_like(spells, spells.size());
    piece_stream stream([&](std::span<const piece> pieces) { append_cut(spells, pieces, columns); });
    add_pieces(stream);
    stream.finish();
    return with_columns(spells, horizon, std::move(columns));
}

} // namespace kohort
