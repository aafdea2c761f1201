#include <kohort/spells/person_table.hpp>

#include <bit>

namespace kohort {

std::uint32_t person_table::number_of(std::uint64_t key) {
    if (2 * (used_ + 1) > slots_.size()) grow(slots_.empty() ? 1024 : 2 * slots_.size());
    const auto mask = slots_.size() - 1;
    for (auto place = place_of(key);; place = (place + 1) & mask) {
        if (slots_[place].key == key) return slots_[place].number;
        if (slots_[place].key == empty) {
            slots_[place] = {key, size_};
            ++used_;
            return size_++;
        }
    }
}

std::uint32_t person_table::number_of(std::string_view key) {
    const auto [entry, is_new] = by_text_.try_emplace(std::string(key), size_);
    if (is_new) ++size_;
    return entry->second;
}

void person_table::reserve(std::size_t keys) {
    const auto capacity = std::bit_ceil(2 * (used_ + keys) + 2);
    if (capacity > slots_.size()) grow(capacity);
}

void person_table::grow(std::size_t capacity) {
    std::vector<slot> old(capacity);
    old.swap(slots_);
    const auto mask = capacity - 1;
    for (const auto& entry : old) {
        if (entry.key == empty) continue;
        auto place = place_of(entry.key);
        while (slots_[place].key != empty) place = (place + 1) & mask;
        slots_[place] = entry;
    }
}

} // namespace kohort
