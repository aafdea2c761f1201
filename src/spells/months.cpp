#include <kohort/spells/months.hpp>

#include <kohort/spells/days_of_person.hpp>

#include <algorithm>
#include <bit>
#include <cassert>

namespace kohort {

namespace {

constexpr std::size_t word_size = 64;

/// Calls `use(word, mask)` for the words that hold the bits `first` to `last`.
template <class Use>
void for_words(std::size_t first, std::size_t last, Use use) {
    constexpr auto all = ~std::uint64_t{0};
    for (auto word = first / word_size; word <= last / word_size; ++word) {
        const auto from = word == first / word_size ? all << (first % word_size) : all;
        const auto to = word == last / word_size ? all >> (word_size - 1 - last % word_size) : all;
        use(word, from & to);
    }
}

std::int32_t month_ordinal(day d) noexcept { return period_containing({frequency::month}, d).ordinal(); }

} // namespace

person_month_matrix::person_month_matrix(std::span<const spell_source> sources, window time)
    : time_(time), first_month_(month_ordinal(time.first)), words_(month_of(time.last) / word_size + 1) {
    assert(is_whole_months(time));
    std::size_t persons = 0;
    for (const auto& source : sources)
        if (source.spells->size() > 0) persons = std::max(persons, source.spells->person().back() + std::size_t{1});
    bits_.assign(persons * words_, 0);
    days_of_person days(sources);
    for (std::uint32_t person = 0; person < persons; ++person)
        for (const auto& spell : days.spells_of(person)) {
            const window seen{std::max(day(spell.start), time.first), std::min(day(spell.end - 1), time.last)};
            if (seen.is_valid()) set(person, {month_of(seen.first), month_of(seen.last)});
        }
}

std::vector<row_bytes> person_month_matrix::at_least(int at_least, const spell_register& spells,
                                                     std::span<const window> windows) const {
    std::vector<row_bytes> bytes;
    const auto persons = spells.person();
    for (const auto& days : windows) {
        const auto within = months_of(days);
        std::vector<std::uint8_t> has_enough(spells.size());
        for (std::size_t row = 0; row < spells.size(); ++row)
            has_enough[row] = row > 0 && persons[row] == persons[row - 1] ? has_enough[row - 1]
                                                                          : count(persons[row], within) >= at_least;
        bytes.push_back(as_row_bytes(std::move(has_enough)));
    }
    return bytes;
}

std::size_t person_month_matrix::month_of(day d) const noexcept {
    return static_cast<std::size_t>(month_ordinal(d) - first_month_);
}

person_month_matrix::month_range person_month_matrix::months_of(window days) const noexcept {
    assert(is_whole_months(days) && time_.contains(days));
    return {month_of(days.first), month_of(days.last)};
}

int person_month_matrix::count(std::uint32_t person, month_range within) const noexcept {
    const auto begin = person * words_;
    if (begin >= bits_.size()) return 0;
    int months = 0;
    for_words(within.first, within.last,
              [&](std::size_t word, std::uint64_t mask) { months += std::popcount(bits_[begin + word] & mask); });
    return months;
}

void person_month_matrix::set(std::uint32_t person, month_range months) noexcept {
    for_words(months.first, months.last,
              [&](std::size_t word, std::uint64_t mask) { bits_[person * words_ + word] |= mask; });
}

} // namespace kohort
