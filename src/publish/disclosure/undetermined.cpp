#include "undetermined.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace kohort::disclosure {
namespace {

using column = std::vector<null_space::entry>;

/// Whether one column is a multiple of the other, neither being empty.
bool are_proportional(const column& a, const column& b) noexcept {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (a[i].index != b[i].index ||
            null_space::multiply(a[i].value, b.front().value) != null_space::multiply(b[i].value, a.front().value))
            return false;
    return true;
}

/// a - factor x b.
column difference(const column& a, const column& b, std::uint32_t factor) {
    column left;
    auto first = a.begin();
    for (const auto& each : b) {
        for (; first != a.end() && first->index < each.index; ++first) left.push_back(*first);
        const bool is_shared = first != a.end() && first->index == each.index;
        const auto value = null_space::subtract(is_shared ? first->value : 0, null_space::multiply(each.value, factor));
        if (is_shared) ++first;
        if (value != 0) left.push_back({each.index, value});
    }
    left.insert(left.end(), first, a.end());
    return left;
}

/// The column with its first value made 1: equal for columns that are proportional.
column normalised(column values) {
    const auto scale = null_space::inverse(values.front().value);
    for (auto& each : values) each.value = null_space::multiply(each.value, scale);
    return values;
}

struct is_earlier {
    bool operator()(const column& a, const column& b) const noexcept {
        return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
            return std::pair(x.index, x.value) < std::pair(y.index, y.value);
        });
    }
};

/// The value of a cell in a vector, or 0.
std::uint32_t value_of(std::span<const null_space::entry> vector, std::uint32_t cell) noexcept {
    const auto found = std::lower_bound(vector.begin(), vector.end(), cell,
                                        [](const auto& entry, std::uint32_t index) { return entry.index < index; });
    return found != vector.end() && found->index == cell ? found->value : 0;
}

} // namespace

guard::guard(const additive_release& release, null_space& space, const std::vector<bool>& is_protected,
             bool against_insiders)
    : release_(release), space_(space), is_protected_(is_protected),
      against_insiders_(against_insiders &&
                        std::any_of(release.cells.begin(), release.cells.end(),
                                    [](const release_cell& each) { return each.lone_contributor.has_value(); })) {}

bool guard::are_rivals(std::uint32_t a, std::uint32_t b) const noexcept {
    const auto &one = release_.cells[a].lone_contributor, &other = release_.cells[b].lone_contributor;
    return one != other && ((is_protected_[a] && other) || (is_protected_[b] && one));
}

bool guard::is_given_up(std::uint32_t a, std::uint32_t b) const {
    return given_up_.contains(a) || given_up_.contains(b);
}

std::vector<std::uint32_t> guard::give_up_exposed() {
    std::map<column, std::vector<std::uint32_t>, is_earlier> alike;
    for (std::uint32_t cell = 0; cell < release_.cells.size(); ++cell) {
        if (!is_watched(cell)) continue;
        if (space_.degree(cell) == 0)
            given_up_.insert(cell);
        else if (against_insiders_)
            alike[normalised(space_.column(cell))].push_back(cell);
    }
    for (const auto& [values, cells] : alike)
        for (const auto one : cells)
            if (is_protected_[one] && std::any_of(cells.begin(), cells.end(), [&](std::uint32_t other) {
                    return is_lone(other) && are_rivals(one, other);
                }))
                given_up_.insert(one);
    std::vector<std::uint32_t> exposed;
    for (const auto each : given_up_)
        if (is_protected_[each]) exposed.push_back(each);
    std::sort(exposed.begin(), exposed.end());
    return exposed;
}

bool guard::allows(std::uint32_t cell) {
    space_.read_column(cell, known_);
    if (known_.empty()) return true;
    const auto pivot = space_.shortest(known_);
    for (const auto& each : space_.vector(pivot.index))
        if (is_protected_[each.index] && space_.is_proportional(each.index, known_) && !given_up_.contains(each.index))
            return false;
    return !against_insiders_ || !lets_an_insider_in(cell, known_, pivot);
}

/// Columns of cells outside the pivot do not change; so of a pair that becomes proportional one is in it.
bool guard::lets_an_insider_in(std::uint32_t cell, const column& known, const null_space::entry& pivot) {
    const auto entries = space_.vector(pivot.index);
    return std::any_of(entries.begin(), entries.end(), [&](const auto& each) {
        return each.index != cell && is_watched(each.index) && meets_rival(each.index, cell, known, pivot);
    });
}

bool guard::meets_rival(std::uint32_t cell, std::uint32_t known_cell, const column& known,
                        const null_space::entry& pivot) {
    const auto vector = space_.vector(pivot.index);
    const auto scale = null_space::inverse(pivot.value);
    const auto after = [&](std::uint32_t other) {
        return difference(space_.column(other), known, null_space::multiply(value_of(vector, other), scale));
    };
    const auto changed = after(cell);
    if (changed.empty()) return false;
    const auto is_met = [&](const null_space::entry& each) {
        const auto other = each.index;
        return other != cell && other != known_cell && is_watched(other) && are_rivals(cell, other) &&
               !is_given_up(cell, other) && are_proportional(after(other), changed);
    };
    const auto near = space_.vector(space_.shortest(changed).index);
    return std::any_of(near.begin(), near.end(), is_met) || std::any_of(vector.begin(), vector.end(), is_met);
}

} // namespace kohort::disclosure
