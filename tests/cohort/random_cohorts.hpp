// Random cohorts for tests, and the questions asked of their members one by one.
#pragma once

#include <kohort/cohort/cohort.hpp>

#include "naive.hpp"

#include <memory>

namespace naive {

inline std::shared_ptr<const kohort::spell_register> shared_register(unsigned seed, std::size_t rows, unsigned persons,
                                                                     kohort::exit_meaning exit_means) {
    return std::make_shared<const kohort::spell_register>(random_register(seed, rows, persons, exit_means));
}

constexpr kohort::window year_2021{kohort::from_civil({2021, 1, 1}), kohort::from_civil({2021, 12, 31})};

inline kohort::cohort entrants(std::shared_ptr<const kohort::spell_register> spells, kohort::window time = year_2021) {
    kohort::cohort_selection selection(std::move(spells));
    selection.entered(time, "entered");
    return std::move(selection).finish("entrants");
}

inline kohort::cohort leavers(std::shared_ptr<const kohort::spell_register> spells, kohort::window time = year_2021) {
    kohort::cohort_selection selection(std::move(spells));
    selection.exited(time, "exited");
    return std::move(selection).finish("leavers");
}

inline kohort::cohort stock(std::shared_ptr<const kohort::spell_register> spells, kohort::day on) {
    kohort::cohort_selection selection(std::move(spells));
    selection.in_stock(on, "in stock");
    return std::move(selection).finish("stock");
}

/// Whether some kept spell of the person covers the day.
inline bool is_present(const kohort::spell_source& source, std::uint32_t person, kohort::day d) {
    const auto& spells = *source.spells;
    for (std::size_t row = 0; row < spells.size(); ++row)
        if (spells.person()[row] == person && kohort::passes(source.filters, row) && spells.start()[row] <= d.count() &&
            d.count() < spells.end()[row])
            return true;
    return false;
}

} // namespace naive
