#include <kohort/spells/person_table.hpp>

#include <algorithm>

namespace kohort {

std::uint32_t person_table::number_of(std::uint64_t key) {
    if (key < direct_.size()) {
        auto& number = direct_[key];
        if (number == not_numbered) number = size_++;
        return number;
    }
    if (2 * (used_ + 1) > slots_.size()) grow(slots_.empty() ? 1024 : 2 * slots_.size());
    auto& found = slot_of(key);
    if (found.key == empty) {
        found = {key, size_++};
        ++used_;
    }
    return found.number;
}

std::uint32_t person_table::number_of(std::string_view key) {
    const auto [entry, is_new] = by_text_.try_emplace(std::string(key), size_);
    if (is_new) ++size_;
    return entry->second;
}

void person_table::number(std::span<const std::uint64_t> keys, std::span<std::uint32_t> numbers) {
    constexpr std::size_t most_per_key = 4; // four bytes each: no more than a hash table takes
    constexpr std::size_t ahead = 16;       // keys between asking the memory for a slot and reading it
    std::uint64_t largest = 0;
    for (const auto key : keys) largest = (std::max)(largest, key);
    if (largest / most_per_key < keys.size()) look_up_directly(static_cast<std::size_t>(largest) + 1);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (i + ahead < keys.size()) {
            const auto soon = keys[i + ahead];
            if (soon < direct_.size())
                __builtin_prefetch(&direct_[soon]);
            else if (!slots_.empty())
                __builtin_prefetch(&slots_[place_of(soon)]);
        }
        numbers[i] = number_of(keys[i]);
    }
}

person_table::slot& person_table::slot_of(std::uint64_t key) noexcept {
    const auto mask = slots_.size() - 1;
    auto place = place_of(key);
    while (slots_[place].key != key && slots_[place].key != empty) place = (place + 1) & mask;
    return slots_[place];
}

void person_table::grow(std::size_t capacity) {
    std::vector<slot> old(capacity);
    old.swap(slots_);
    for (const auto& entry : old)
        if (entry.key != empty) slot_of(entry.key) = entry;
}

void person_table::look_up_directly(std::size_t keys) {
    if (keys <= direct_.size()) return;
    direct_.resize(keys, not_numbered);
    std::vector<slot> old(slots_.size());
    old.swap(slots_);
    used_ = 0;
    for (const auto& entry : old) {
        if (entry.key == empty) continue;
        if (entry.key < keys) {
            direct_[entry.key] = entry.number;
        } else {
            slot_of(entry.key) = entry;
            ++used_;
        }
    }
}

} // namespace kohort
