#include "csv_dictionary.hpp"

#include <limits>
#include <stdexcept>

namespace kohort::csv {

std::pair<std::uint32_t, bool> text_dictionary::find_or_add(std::string_view text, std::uint64_t print) {
    const auto last_place = entries_.size() - 1;
    auto place = place_of(print, bits_);
    for (; entries_[place].number != 0; place = (place + 1) & last_place) {
        const auto& each = entries_[place];
        if (each.print == print && texts_[each.number - 1] == text) return {each.number - 1, false};
    }
    if (texts_.size() == std::numeric_limits<std::uint32_t>::max()) throw std::length_error("kohort: too many texts");
    texts_.emplace_back(text);
    const auto number = static_cast<std::uint32_t>(texts_.size());
    entries_[place] = {print, number};
    if (texts_.size() > entries_.size() / 2) grow();
    return {number - 1, true};
}

void text_dictionary::grow() {
    std::vector<entry> old(entries_.size() * 2);
    entries_.swap(old);
    ++bits_;
    for (const auto& each : old) {
        if (each.number == 0) continue;
        auto place = place_of(each.print, bits_);
        while (entries_[place].number != 0) place = (place + 1) & (entries_.size() - 1);
        entries_[place] = each;
    }
}

void code_cache::add(std::string_view cell, std::uint16_t code) {
    if (cell.size() <= 1) {
        of_character_[character_of(cell)] = code;
        return;
    }
    entry added{fingerprint(cell), code, static_cast<std::uint32_t>(cell.size()), long_cells_.size()};
    if (cell.size() > 8) long_cells_ += cell;
    if (++size_ > entries_.size() / 2) {
        std::vector<entry> old(entries_.size() * 2);
        entries_.swap(old);
        ++bits_;
        for (const auto& each : old)
            if (each.code != unknown) insert(each);
    }
    insert(added);
}

void code_cache::insert(const entry& added) noexcept {
    auto place = place_of(added.print, bits_);
    while (entries_[place].code != unknown) place = next(place);
    entries_[place] = added;
}

} // namespace kohort::csv
