// Sums of values where missing does not become zero.
#pragma once

#include <kohort/spells/spell_register.hpp>

namespace kohort {

/// Adds a value to a sum. Missing when either is, or when the sum is too large for 64 bits.
inline void add_exactly(std::int64_t& sum, std::int64_t value) noexcept {
    const bool is_known = sum != value_column::missing && value != value_column::missing;
    if (!is_known || __builtin_add_overflow(sum, value, &sum)) sum = value_column::missing;
}

} // namespace kohort
