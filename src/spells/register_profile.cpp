#include <kohort/spells/register_profile.hpp>

#include "pieces.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <utility>

namespace kohort {

void register_profile::add(const register_profile& more) {
    assert(dimensions.size() == more.dimensions.size());
    if (has_rows && more.has_rows) {
        horizon = {std::min(horizon.first, more.horizon.first), std::max(horizon.last, more.horizon.last)};
    } else if (more.has_rows) {
        horizon = more.horizon;
    }
    has_rows |= more.has_rows;
    for (std::size_t d = 0; d < dimensions.size(); ++d) {
        auto& here = dimensions[d];
        const auto& there = more.dimensions[d];
        here.has_unknown |= there.has_unknown;
        here.fixed_per_person &= there.fixed_per_person;
        if (here.occurs.size() != there.occurs.size()) here.occurs.clear(); // one of them shows every code
        for (std::size_t code = 0; code < here.occurs.size(); ++code) here.occurs[code] |= there.occurs[code];
    }
}

register_profile profile_of(const spell_register& spells) {
    register_profile made{spells.size() != 0, spells.horizon(), {}};
    for (const auto& dimension : spells.dimensions())
        made.dimensions.push_back({dimension.occurs, dimension.has_unknown, dimension.fixed_per_person});
    return made;
}

bool fits(const register_profile& profile, const spell_register& spells) noexcept {
    return std::ranges::equal(profile.dimensions, spells.dimensions(), [](const auto& here, const auto& dimension) {
        return here.occurs.empty() || here.occurs.size() == dimension.codes.size() + 1;
    });
}

spell_register without_rows(const spell_register& spells, const register_profile& profile) {
    assert(fits(profile, spells));
    auto columns = columns_like(spells, 0);
    for (std::size_t d = 0; d < columns.dimensions.size(); ++d) {
        columns.dimensions[d].occurs = profile.dimensions[d].occurs;
        columns.dimensions[d].has_unknown = profile.dimensions[d].has_unknown;
        columns.dimensions[d].fixed_per_person = profile.dimensions[d].fixed_per_person;
    }
    return {spells.name(), spells.exit_means(), profile.horizon, spells.birth_is_year(), std::move(columns)};
}

} // namespace kohort
