#include "synthetic_register.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace kohort_cli {
namespace {

/// SplitMix64: a bijection in which every bit of the result depends on every bit of the input.
constexpr std::uint64_t mixed(std::uint64_t z) noexcept {
    z += 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
}

/// What is drawn. Each has a number of its own, so that none depends on whether another was drawn.
enum class about : std::uint64_t {
    spells,
    sex,
    age,
    home_district,
    start,
    moves,
    district,
    target_group,
    is_long,
    duration,
    exit_reason
};

/// Draws about one person, or about one spell of a person.
class draws {
  public:
    explicit constexpr draws(std::uint64_t key) noexcept : key_(mixed(key)) {}

    [[nodiscard]] constexpr draws of_spell(int number) const noexcept {
        constexpr std::uint64_t first_spell = 1000; // apart from the numbers of `about`
        return draws(key_ + first_spell + static_cast<std::uint64_t>(number));
    }
    /// Evenly one of 0 .. below - 1; `below` at most 2^32.
    [[nodiscard]] constexpr std::uint32_t below(about what, std::uint64_t below) const noexcept {
        return static_cast<std::uint32_t>((mixed(key_ + static_cast<std::uint64_t>(what)) >> 32U) * below >> 32U);
    }
    /// An index with these chances, in thousandths that add to 1000.
    template <std::size_t count>
    [[nodiscard]] constexpr std::size_t pick(about what,
                                             const std::array<std::uint32_t, count>& thousandths) const noexcept {
        auto rest = below(what, 1000);
        std::size_t index = 0;
        while (rest >= thousandths[index]) rest -= thousandths[index++];
        return index;
    }

  private:
    std::uint64_t key_;
};

template <std::size_t count>
constexpr bool adds_to_all(const std::array<std::uint32_t, count>& thousandths) {
    return std::accumulate(thousandths.begin(), thousandths.end(), 0U) == 1000;
}

constexpr std::array<std::uint32_t, synthetic_register::most_spells> spells_chance{150, 250, 250, 150, 200};
constexpr std::array<std::uint32_t, synthetic_register::sexes> sex_chance{460, 540};
constexpr std::array<std::uint32_t, synthetic_register::districts> district_chance{60, 110, 90, 100, 120, 230,
                                                                                   30, 60,  60, 80,  60};
constexpr std::array<std::uint32_t, synthetic_register::target_groups> group_chance{440, 160, 180, 120, 100};
static_assert(adds_to_all(spells_chance) && adds_to_all(sex_chance) && adds_to_all(district_chance) &&
              adds_to_all(group_chance));

/// Sixteenths of an exponential distribution with mean 1000. Whole numbers, because logarithms differ between machines.
constexpr std::array<std::uint32_t, 17> exponential{0,   65,  134,  208,  288,  375,  470,  575, 693,
                                                    827, 981, 1163, 1386, 1674, 2079, 2773, 5000};

/// About exponential with this mean, in days.
std::int32_t duration(const draws& spell, std::uint32_t mean) noexcept {
    constexpr std::uint32_t steps = 4096;
    const auto drawn = spell.below(about::duration, 16 * steps);
    const auto low = exponential[drawn / steps], high = exponential[drawn / steps + 1];
    const auto thousandths = low + (high - low) * (drawn % steps) / steps;
    return static_cast<std::int32_t>(mean * thousandths / 1000);
}

/// The time is cut into as many equal parts as the person has spells, and each begins in its part: so that entries are
/// spread evenly, and the next start is known without the spells before it.
kohort::day start_of(const draws& person, int number, int spells) noexcept {
    const auto days = synthetic_register::horizon.days();
    const auto from = days * number / spells, to = days * (number + 1) / spells;
    const auto length = static_cast<std::uint64_t>(to - from);
    return synthetic_register::horizon.first + from +
           static_cast<std::int32_t>(person.of_spell(number).below(about::start, length));
}

std::size_t exit_reason(const draws& spell, std::size_t group, int age) noexcept {
    const auto to_work = 520 - 50 * static_cast<std::uint32_t>(group);
    const auto to_studies = age < 25 ? 220U : 90U;
    return spell.pick(about::exit_reason, std::array<std::uint32_t, synthetic_register::exit_reasons>{
                                              to_work, to_studies, 1000 - to_work - to_studies});
}

} // namespace

std::optional<synthetic_spell> synthetic_register::spell(std::uint64_t number_of_person, int number) const noexcept {
    const draws person(mixed(seed_) ^ number_of_person);
    const auto spells = static_cast<int>(person.pick(about::spells, spells_chance)) + 1;
    if (number >= spells) return {};
    const auto drawn = person.of_spell(number);

    synthetic_spell made;
    constexpr std::int32_t youngest = 16 * 366, oldest = 55 * 365; // days
    static_assert(births.contains({horizon.first - oldest, horizon.last - youngest}));
    made.birth =
        start_of(person, 0, spells) - youngest - static_cast<std::int32_t>(person.below(about::age, oldest - youngest));
    made.sex = person.pick(about::sex, sex_chance);
    const bool has_moved = drawn.below(about::moves, 1000) < 150;
    made.district =
        has_moved ? drawn.pick(about::district, district_chance) : person.pick(about::home_district, district_chance);
    made.target_group = drawn.pick(about::target_group, group_chance);
    made.start = start_of(person, number, spells);

    const auto age = kohort::completed_years(made.birth, made.start);
    const auto group = static_cast<std::uint32_t>(made.target_group);
    const bool is_long = drawn.below(about::is_long, 1000) < 200 + 40 * group + (age >= 55 ? 120 : 0);
    const auto mean = is_long ? 1250U : 240U - 30U * static_cast<std::uint32_t>(made.sex);
    made.last_day = made.start + duration(drawn, mean);
    if (number + 1 < spells) made.last_day = std::min(*made.last_day, start_of(person, number + 1, spells) - 1);
    if (*made.last_day > horizon.last) made.last_day.reset();
    made.exit_reason = exit_reason(drawn, made.target_group, age);
    return made;
}

} // namespace kohort_cli
