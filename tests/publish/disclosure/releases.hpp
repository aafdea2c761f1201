// Small releases made by hand or by chance, and what an attacker can know of them by trying everything.
#pragma once

#include <kohort/publish/disclosure/attack.hpp>
#include <kohort/publish/disclosure/primary_rules.hpp>
#include <kohort/publish/disclosure/suppression.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace releases {

using namespace kohort;
using namespace kohort::disclosure;

/// A code with the codes that it is the sum of; without any it is a leaf.
struct node {
    std::string code;
    std::vector<node> below{};
};

/// Total and codes of one axis: "total" = a + b + ...
inline node flat(std::vector<std::string> codes) {
    node all{"total"};
    for (auto& code : codes) all.below.push_back({std::move(code)});
    return all;
}

/// Builds linked tables: cells are called by their codes other than "total", so that tables share their margins.
class builder {
  public:
    using leaf_value = std::function<ratio(const std::vector<std::string>&)>;

    /// All cells of the table over these axes, with every sum. `value` is asked for leaves.
    void add_table(const std::vector<node>& axes, const leaf_value& value) {
        std::vector<const node*> place;
        add_cells(axes, place, value);
    }

    std::uint32_t operator[](const std::string& name) const { return places_.at(name); }
    additive_release& release() { return release_; }

  private:
    std::uint32_t add_cells(const std::vector<node>& axes, std::vector<const node*>& place, const leaf_value& value) {
        if (place.size() == axes.size()) return add_cell(place, value);
        const auto index = place.size();
        std::function<void(const node&)> visit = [&](const node& at) {
            for (const auto& each : at.below) visit(each);
            place.push_back(&at);
            add_cells(axes, place, value);
            place.pop_back();
        };
        visit(axes[index]);
        return 0;
    }

    std::uint32_t add_cell(const std::vector<const node*>& place, const leaf_value& value) {
        const auto known = places_.find(name_of(place));
        const auto cell = known == places_.end() ? new_cell(name_of(place)) : known->second;
        bool is_leaf = true;
        for (std::size_t i = 0; i < place.size(); ++i) {
            if (place[i]->below.empty()) continue;
            is_leaf = false;
            sum_relation sum{cell, {}};
            release_.cells[cell].value = 0;
            for (const auto& part : place[i]->below) {
                auto below = place;
                below[i] = &part;
                sum.parts.push_back(places_.at(name_of(below)));
                release_.cells[cell].value = release_.cells[cell].value + release_.cells[sum.parts.back()].value;
            }
            release_.sums.push_back(std::move(sum));
        }
        std::vector<std::string> codes;
        for (const auto* each : place) codes.push_back(each->code);
        if (is_leaf) release_.cells[cell].value = value(codes);
        release_.cells[cell].cost = release_.cells[cell].value.to_double();
        return cell;
    }

    std::uint32_t new_cell(const std::string& name) {
        const auto cell = static_cast<std::uint32_t>(release_.cells.size());
        release_.cells.push_back({.name = name, .value = 0});
        places_.emplace(name, cell);
        return cell;
    }

    static std::string name_of(const std::vector<const node*>& place) {
        std::string name;
        for (const auto* each : place)
            if (each->code != "total") name += (name.empty() ? "" : ".") + each->code;
        return name.empty() ? "total" : name;
    }

    additive_release release_;
    std::map<std::string, std::uint32_t> places_;
};

/// Marks what the rule for counts calls sensitive.
inline void judge_counts(additive_release& release, const primary_rules& rules) {
    for (auto& each : release.cells) {
        const auto judged = judge_count(each.value.numerator(), rules);
        if (judged.is_sensitive()) each.sensitive = judged.needs;
    }
}

/// Names of the cells with this fate.
inline std::vector<std::string> names(const additive_release& release, const suppression& found, cell_fate fate) {
    std::vector<std::string> list;
    for (std::size_t i = 0; i < found.fates.size(); ++i)
        if (found.fates[i] == fate) list.push_back(release.cells[i].name);
    std::sort(list.begin(), list.end());
    return list;
}

/// A random release: one to three axes, hierarchies, sometimes a second table that shares margins with the first.
inline additive_release random_release(std::mt19937& random, std::int64_t most_count) {
    const auto number = [&](int least, int most) { return std::uniform_int_distribution<>(least, most)(random); };
    const auto axis = [&](const std::string& letter, int most_codes) {
        node all{"total"};
        const int codes = number(2, most_codes);
        for (int i = 0; i < codes; ++i) {
            node code{letter + std::to_string(i)};
            if (number(0, 4) == 0)
                for (int j = 0; j < 2; ++j) code.below.push_back({code.code + std::to_string(j)});
            all.below.push_back(std::move(code));
        }
        return all;
    };
    const std::vector<node> axes{axis("a", 4), axis("b", 4), axis("c", 3)};
    std::map<std::vector<std::string>, std::int64_t> counts;
    const auto count = [&] {
        return number(0, 3) == 0 ? 0 : std::uniform_int_distribution<std::int64_t>(0, most_count)(random);
    };
    // The full table over all axes; the linked ones are margins of it.
    builder full;
    full.add_table(axes, [&](const std::vector<std::string>&) { return ratio(count()); });
    const auto from_full = [&](std::vector<std::string> dropped) {
        return [&full, dropped = std::move(dropped)](const std::vector<std::string>& codes) {
            std::string name;
            for (const auto& each : codes)
                if (each != "total") name += (name.empty() ? "" : ".") + each;
            return full.release().cells[full[name.empty() ? "total" : name]].value;
        };
    };
    builder linked;
    switch (number(0, 3)) {
    case 0:
        linked.add_table({axes[0], axes[1]}, from_full({}));
        break;
    case 1:
        linked.add_table(axes, from_full({}));
        break;
    case 2:
        linked.add_table({axes[0], axes[1]}, from_full({}));
        linked.add_table({axes[0], axes[2]}, from_full({}));
        break;
    default:
        linked.add_table({axes[0], axes[1]}, from_full({}));
        linked.add_table({axes[1], axes[2]}, from_full({}));
        linked.add_table({axes[0], axes[2]}, from_full({}));
    }
    return linked.release();
}

/// The least and the most that each unknown cell is in any table of whole numbers that fits: by trying all. `most` must
/// be finite for every unknown cell.
class every_table {
  public:
    explicit every_table(const seen_release& release) : release_(release), value_(release.cells.size()) {
        for (std::uint32_t i = 0; i < release.cells.size(); ++i) {
            least_.push_back(1e300);
            most_.push_back(-1e300);
            if (release.cells[i].least < release.cells[i].most) unknown_.push_back(i);
            value_[i] = release.cells[i].least;
        }
        try_from(0);
    }
    double least(std::uint32_t cell) const { return least_[cell]; }
    double most(std::uint32_t cell) const { return most_[cell]; }
    std::uint64_t tables() const { return tables_; }

  private:
    void try_from(std::size_t next) {
        if (!can_fit(next)) return;
        if (next == unknown_.size()) {
            ++tables_;
            for (const auto cell : unknown_) {
                least_[cell] = (std::min)(least_[cell], value_[cell]);
                most_[cell] = (std::max)(most_[cell], value_[cell]);
            }
            return;
        }
        const auto cell = unknown_[next];
        for (auto value = release_.cells[cell].least; value <= release_.cells[cell].most; ++value) {
            value_[cell] = value;
            try_from(next + 1);
        }
    }

    /// Whether no sum of which all cells are set is broken.
    bool can_fit(std::size_t set) const {
        const auto is_set = [&](std::uint32_t cell) {
            const auto place = std::lower_bound(unknown_.begin(), unknown_.end(), cell);
            return place == unknown_.end() || *place != cell ||
                   static_cast<std::size_t>(place - unknown_.begin()) < set;
        };
        for (const auto& sum : release_.sums) {
            bool is_whole = is_set(sum.total);
            auto left = value_[sum.total];
            for (const auto part : sum.parts) {
                is_whole = is_whole && is_set(part);
                left -= value_[part];
            }
            if (is_whole && left != 0) return false;
        }
        return true;
    }

    const seen_release& release_;
    std::vector<double> value_, least_, most_;
    std::vector<std::uint32_t> unknown_;
    std::uint64_t tables_ = 0;
};

} // namespace releases
