// What the rows of a register show besides the spells themselves: which codes occur, which time is observed.
#pragma once

#include <kohort/spells/spell_register.hpp>

#include <cstdint>
#include <vector>

namespace kohort {

/// What decides how tables of a register look: the codes that they show and the time that they cover. Those of parts
/// of a register add up to that of the whole when the parts have the same code lists.
struct register_profile {
    struct dimension {
        std::vector<std::uint8_t> occurs{}; ///< as in `dimension_column`
        bool has_unknown = false;
        bool fixed_per_person = true;
        friend bool operator==(const dimension&, const dimension&) = default;
    };
    bool has_rows = false;
    window horizon{}; ///< without rows it tells something only where the schema does
    std::vector<dimension> dimensions{};

    /// Adds the profile of other rows. When there are rows of the same persons in both, a dimension may be fixed in
    /// each and not in both together. Precondition: the same dimensions with the same codes. Associative, commutative.
    void add(const register_profile& more);
    friend bool operator==(const register_profile&, const register_profile&) = default;
};

/// O(codes): the register knows it.
[[nodiscard]] register_profile profile_of(const spell_register& spells);

/// Whether the profile is one of a register with the dimensions and codes of this one.
[[nodiscard]] bool fits(const register_profile& profile, const spell_register& spells) noexcept;

/// A register like this one, without its rows, that has the profile. Precondition: it fits.
[[nodiscard]] spell_register without_rows(const spell_register& spells, const register_profile& profile);

} // namespace kohort
