// A register of persons who do not exist: every spell is computed from the seed, the person and a number, and from
// nothing else, so that the same register comes out on every machine, in any order, from any number of threads.
#pragma once

#include <kohort/time/day.hpp>
#include <kohort/time/window.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>

namespace kohort_cli {

/// One spell. Codes are indices into the lists of the schema.
struct synthetic_spell {
    kohort::day birth;
    std::size_t sex;
    std::size_t district;
    std::size_t target_group;
    kohort::day start;
    std::optional<kohort::day> last_day; ///< nothing: still enrolled
    std::size_t exit_reason;             ///< of a spell that has ended
};

/// Persons 0, 1, 2, ... with one to five spells each, three on average, over ten years. The spells of a person do not
/// overlap; entries are spread evenly over time; a fifth and more of the spells last for years.
class synthetic_register {
  public:
    static constexpr kohort::window horizon{kohort::from_civil({2015, 1, 1}), kohort::from_civil({2024, 12, 31})};
    static constexpr int most_spells = 5; ///< of a person
    static constexpr std::size_t sexes = 2, districts = 11, target_groups = 5, exit_reasons = 3;
    /// Days on which somebody may be born: 16 to 54 years old when first enrolled.
    static constexpr kohort::window births{kohort::from_civil({1960, 1, 1}), kohort::from_civil({2008, 12, 31})};

    explicit synthetic_register(std::uint64_t seed) noexcept : seed_(seed) {}

    /// The spell with this number, 0 to `most_spells` - 1, in the order of time; nothing when the person has fewer.
    [[nodiscard]] std::optional<synthetic_spell> spell(std::uint64_t person, int number) const noexcept;

  private:
    std::uint64_t seed_;
};

} // namespace kohort_cli
