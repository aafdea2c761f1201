#include "neighbour_findings.hpp"

#include <kohort/spells/spell_register.hpp>

#include <algorithm>
#include <utility>

namespace kohort {

void found_rows::show(std::size_t row) noexcept {
    if (shown_ < first_.size()) {
        first_[shown_++] = row;
    } else if (row < first_.back()) {
        first_.back() = row;
    } else {
        return;
    }
    for (auto i = shown_ - 1; i > 0 && first_[i] < first_[i - 1]; --i) std::swap(first_[i], first_[i - 1]);
}

void found_rows::add(std::size_t row) noexcept {
    ++count_;
    show(row);
}

void found_rows::add(const found_rows& more) noexcept {
    count_ += more.count_;
    for (const auto row : more.first()) show(row);
}

/// Equal in every column that the schema names; the spell's id among them.
bool neighbour_findings::is_duplicate(std::uint32_t a, std::uint32_t b) const noexcept {
    return std::all_of(table_->columns.begin(), table_->columns.end(), [&](const csv_column& c) {
        switch (c.request.type) {
        case csv_type::key:
            return c.keys[a] == c.keys[b];
        case csv_type::day:
            return c.days[a] == c.days[b];
        case csv_type::category:
            return c.categories[a] == c.categories[b];
        case csv_type::number:
            return c.numbers[a] == c.numbers[b];
        }
        return false;
    });
}

void neighbour_findings::add(const neighbour_findings& more) noexcept {
    for (std::size_t problem = 0; problem < found_.size(); ++problem) found_[problem].add(more.found_[problem]);
    rejected_ += more.rejected_;
}

void neighbour_findings::look_at(std::span<placed_spell> spells, std::span<const std::uint32_t> rows,
                                 std::size_t first) {
    constexpr auto unknown = spell_register::unknown_birth;
    auto person = row_order::left_out;
    std::uint64_t days = 0;      // of the rows that may be alike
    bool is_first = true;        // none of the person's spells is kept so far
    std::int32_t busy_until = 0; // the latest end of those that are
    auto born = unknown;         // as the last of them has it
    for (auto& spell : spells) {
        const auto index = spell.index;
        if (spell.person != person) is_first = true;
        if (spell.person != person || spell.days != days) alike_.clear();
        person = spell.person;
        days = spell.days;

        bool is_rejected = false;
        const auto find = [&](row_problem problem) {
            found_[index_of(problem)].add(rows[index]);
            is_rejected |= (*policies_)[problem] == row_policy::reject;
        };
        const auto is_same = [&](std::uint32_t other) { return is_duplicate(rows[other], rows[index]); };
        if (std::any_of(alike_.begin(), alike_.end(), is_same))
            find(row_problem::duplicate);
        else
            alike_.push_back(index);
        const auto birth = birth_.empty() ? unknown : birth_[first + index];
        if (!is_rejected && !is_first) {
            if (spell.start() < busy_until) find(row_problem::overlap);
            if (birth != unknown && born != unknown && birth != born) find(row_problem::contradicting_person_attribute);
        }
        if (is_rejected) {
            spell.index = row_order::left_out;
            ++rejected_;
            continue;
        }
        busy_until = is_first ? spell.end() : (std::max)(busy_until, spell.end());
        born = birth;
        is_first = false;
    }
}

} // namespace kohort
