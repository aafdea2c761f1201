// The brute-force twins of the spell algebra, day by day, and small random registers that have everything a register
// can have.
#pragma once

#include <kohort/spells/algebra.hpp>

#include <algorithm>
#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace naive {

using kohort::day;
using kohort::spell_register;
using kohort::spell_source;
using kohort::value_column;

inline constexpr std::int32_t first_day = 19'740; // 2024-01-18
inline constexpr std::int32_t last_day = first_day + 120;
/// Stands for all days after those of any test, birthdays among them.
inline constexpr std::int32_t far_day = last_day + 800;

inline kohort::code_list list_of(const std::string& id, const std::vector<std::string>& codes) {
    std::vector<kohort::code_entry> entries;
    for (const auto& code : codes) entries.push_back({code, {code, code}, {}, false});
    return kohort::code_list::from(id, std::move(entries)).value();
}

struct random_options {
    std::string name = "a";
    kohort::exit_meaning exit_means = kohort::exit_meaning::first_day_after; ///< spells may have no day
    std::vector<std::string> areas = {"north", "south"};
    std::size_t rows = 40;
};

/// Spells of some of the persons 0 to 9: many overlap or touch, some are open, some have no day.
inline spell_register random_spells(unsigned seed, const random_options& options = {}) {
    std::mt19937 random(seed);
    const auto pick = [&random](int from, int to) { return std::uniform_int_distribution(from, to)(random); };
    const bool may_be_empty = options.exit_means == kohort::exit_meaning::first_day_after;
    std::vector<std::tuple<std::uint32_t, std::int32_t, std::int32_t>> drawn(options.rows);
    for (auto& [person, start, end] : drawn) {
        person = static_cast<std::uint32_t>(pick(0, 9));
        start = first_day + pick(0, 110);
        const int days = pick(0, 5) == 0 ? pick(0, 100) : pick(0, 12);
        end = pick(0, 12) == 0 ? spell_register::open_end : start + std::max(days, may_be_empty ? 0 : 1);
    }
    std::sort(drawn.begin(), drawn.end());

    kohort::spell_columns columns;
    std::vector<std::uint8_t> area, reason;
    value_column income{"income", "SEK", {}};
    for (const auto& [person, start, end] : drawn) {
        columns.person.push_back(person);
        columns.start.push_back(start);
        columns.end.push_back(end);
        columns.weight.push_back(value_column::scale * pick(1, 3));
        columns.birth.push_back(person == 3 ? spell_register::unknown_birth
                                            : kohort::from_civil({2000, 2, 26 + person}).count());
        area.push_back(static_cast<std::uint8_t>(pick(0, static_cast<int>(options.areas.size()))));
        reason.push_back(static_cast<std::uint8_t>(end == spell_register::open_end ? 0 : pick(0, 2)));
        income.values.push_back(pick(0, 9) == 0 ? value_column::missing : pick(0, 1000));
    }
    columns.dimensions.push_back({"area", list_of("area", options.areas), {}, area, {}, true, false});
    columns.dimensions.push_back(
        {"exit_reason", list_of("exit_reason", {"work", "studies"}), {}, reason, {}, true, false, true});
    columns.values.push_back(std::move(income));
    return {options.name, options.exit_means, {day(first_day), day(last_day)}, false, std::move(columns)};
}

/// A row as text: person, days from `first_day`, and everything it carries.
inline std::string row_text(std::uint32_t person, std::int32_t start, std::int32_t end,
                            const std::vector<std::string>& codes, std::int64_t value, std::int32_t birth,
                            std::int64_t weight) {
    auto text = std::to_string(person) + ": " + std::to_string(start - first_day) + ".." +
                (end == spell_register::open_end ? "open" : std::to_string(end - first_day));
    for (const auto& code : codes) text += " " + code;
    return text + (value == value_column::missing ? " ?" : " " + std::to_string(value)) + " " + std::to_string(birth) +
           " " + std::to_string(weight);
}

inline std::string code_text(const kohort::dimension_column& dimension, std::size_t code) {
    return code == 0 ? "?" : dimension.codes[code - 1].code;
}

inline std::vector<std::string> row_texts(const spell_register& spells) {
    std::vector<std::string> rows;
    for (std::size_t row = 0; row < spells.size(); ++row) {
        std::vector<std::string> codes;
        for (const auto& dimension : spells.dimensions()) codes.push_back(code_text(dimension, dimension[row]));
        rows.push_back(row_text(spells.person()[row], spells.start()[row], spells.end()[row], codes,
                                spells.values()[0].values[row], spells.birth()[row], spells.weight()[row]));
    }
    return rows;
}

inline std::vector<std::string> sorted(std::vector<std::string> texts) {
    std::sort(texts.begin(), texts.end());
    return texts;
}

/// Whether rows are sorted as a register must be.
inline bool is_ordered(const spell_register& spells) {
    for (std::size_t row = 1; row < spells.size(); ++row)
        if (std::tuple(spells.person()[row], spells.start()[row], spells.end()[row]) <
            std::tuple(spells.person()[row - 1], spells.start()[row - 1], spells.end()[row - 1]))
            return false;
    return true;
}

/// Whether a kept spell of the person covers the day.
inline bool covers(const std::vector<spell_source>& sources, std::uint32_t person, std::int32_t d) {
    for (const auto& [spells, filters] : sources)
        for (std::size_t row = 0; row < spells->size(); ++row)
            if (spells->person()[row] == person && kohort::passes(filters, row) && spells->start()[row] <= d &&
                d < spells->end()[row])
                return true;
    return false;
}

/// The pieces of a register's spells, sorted as texts: `label_of(row, day)` is the code that a day of a spell gets
/// beside its codes, or empty where the day is not wanted. Neighbouring days with one label are one piece. With
/// `label_first` the label stands before the other codes.
template <class LabelOf>
std::vector<std::string> pieces(const spell_register& spells, LabelOf label_of, bool label_first = false) {
    std::vector<std::string> made;
    for (std::size_t row = 0; row < spells.size(); ++row) {
        const auto start = spells.start()[row], end = spells.end()[row];
        const auto add = [&](std::int32_t from, std::int32_t to, const std::string& label) {
            std::vector<std::string> codes;
            for (const auto& dimension : spells.dimensions())
                codes.push_back(code_text(dimension, dimension.is_exit_reason && to != end ? 0 : dimension[row]));
            if (label != "+") codes.insert(label_first ? codes.begin() : codes.end(), label);
            const bool is_whole = from == start && to == end;
            made.push_back(row_text(spells.person()[row], from, to, codes,
                                    is_whole ? spells.values()[0].values[row] : value_column::missing,
                                    spells.birth()[row], spells.weight()[row]));
        };
        if (start == end) {
            if (const auto label = label_of(row, start); !label.empty()) add(start, end, label);
            continue;
        }
        const auto stop = std::min(end, far_day);
        for (auto d = start; d < stop;) {
            const std::string label = label_of(row, d);
            const auto from = d;
            while (d < stop && label_of(row, d) == label) ++d;
            if (!label.empty()) add(from, d == far_day ? end : d, label);
        }
    }
    return sorted(std::move(made));
}

/// The same without a label.
template <class IsWanted>
std::vector<std::string> pieces_where(const spell_register& spells, IsWanted is_wanted) {
    return pieces(spells, [&](std::size_t row, std::int32_t d) { return std::string(is_wanted(row, d) ? "+" : ""); });
}

/// Merging by the words: as long as there are two groups of a person's spells near enough, they become one.
inline std::vector<std::string> merged(const spell_register& spells, kohort::duration gap) {
    struct group {
        std::set<std::size_t> rows;
        std::int32_t start, end;
    };
    std::vector<group> groups;
    for (std::size_t row = 0; row < spells.size(); ++row)
        groups.push_back({{row}, spells.start()[row], spells.end()[row]});
    const auto are_near = [&](const group& a, const group& b) {
        if (spells.person()[*a.rows.begin()] != spells.person()[*b.rows.begin()] || a.start > b.start) return false;
        return a.end == spell_register::open_end || kohort::add(day(a.end), gap) >= day(b.start);
    };
    for (std::size_t a = 0; a < groups.size(); ++a)
        for (std::size_t b = 0; b < groups.size(); ++b) {
            if (a == b || !(are_near(groups[a], groups[b]) || are_near(groups[b], groups[a]))) continue;
            groups[a].rows.merge(groups[b].rows);
            groups[a].start = std::min(groups[a].start, groups[b].start);
            groups[a].end = std::max(groups[a].end, groups[b].end);
            groups.erase(groups.begin() + static_cast<std::ptrdiff_t>(b));
            a = 0, b = groups.size(); // start again
        }
    std::vector<std::string> made;
    for (const auto& [rows, start, end] : groups) {
        const auto first = *rows.begin();
        auto last = first;
        std::int64_t sum = 0;
        bool is_known = true;
        for (const auto row : rows) {
            if (spells.end()[row] == end) last = row;
            is_known = is_known && spells.values()[0].values[row] != value_column::missing;
            sum += is_known ? spells.values()[0].values[row] : 0;
        }
        std::vector<std::string> codes;
        for (const auto& dimension : spells.dimensions())
            codes.push_back(code_text(dimension, dimension[dimension.is_exit_reason ? last : first]));
        made.push_back(row_text(spells.person()[first], start, end, codes, is_known ? sum : value_column::missing,
                                spells.birth()[first], spells.weight()[first]));
    }
    return sorted(std::move(made));
}

} // namespace naive
