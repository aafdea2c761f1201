// Parts of spells in the order of a register, and the registers made of them.
#pragma once

#include <kohort/spells/person_days.hpp>
#include <kohort/spells/spell_register.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
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

/// Pieces, added person by person in any order within the person.
class piece_list {
  public:
    void reserve(std::size_t pieces) { pieces_.reserve(pieces); }

    void add(std::uint32_t person, piece made) {
        if (person != person_) finish_person(person);
        is_sorted_ = is_sorted_ && (first_of_person_ == pieces_.size() || !is_before(made, pieces_.back()));
        pieces_.push_back(made);
    }

    /// The pieces, sorted by (person, start, end, label, row).
    [[nodiscard]] std::vector<piece> take() {
        finish_person(person_);
        return std::move(pieces_);
    }

  private:
    static bool is_before(const piece& a, const piece& b) noexcept {
        return std::tie(a.start, a.end, a.label, a.row) < std::tie(b.start, b.end, b.label, b.row);
    }
    void finish_person(std::uint32_t next) {
        if (!is_sorted_)
            std::sort(pieces_.begin() + static_cast<std::ptrdiff_t>(first_of_person_), pieces_.end(), is_before);
        is_sorted_ = true;
        first_of_person_ = pieces_.size();
        person_ = next;
    }

    std::vector<piece> pieces_;
    std::size_t first_of_person_ = 0;
    std::uint32_t person_ = 0;
    bool is_sorted_ = true;
};

/// The columns of pieces of a register, each with the codes and values of its spell.
[[nodiscard]] spell_columns columns_of_rows(const spell_register& spells, const std::vector<piece>& pieces);

/// Forgets the exit reason of the pieces that end before their spell, and the values of all that are not whole.
void forget_what_was_cut_off(const spell_register& spells, const std::vector<piece>& pieces, spell_columns& columns);

/// A register like `spells` with other rows.
[[nodiscard]] spell_register with_columns(const spell_register& spells, window horizon, spell_columns columns);

/// A register like `spells` of its pieces, by the rules of algebra.hpp.
[[nodiscard]] spell_register of_pieces(const spell_register& spells, window horizon, const std::vector<piece>& pieces);

} // namespace kohort
