// The brute-force twin of `evaluate`, first part: registers as plain rows, and what becomes of them by the words of the
// grammar, day by day. Only calendar types and the definition's structs of the library are used.
#pragma once

#include <kohort/base/obs_status.hpp>
#include <kohort/indicator/definition.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace naive {

using kohort::day;
using kohort::duration;
using kohort::obs_status;
using kohort::window;
using rational = boost::multiprecision::cpp_rational;

inline constexpr int open_end = std::numeric_limits<int>::max();

/// A code list: the codes in their order, each with the code above it (or "").
struct coding {
    std::vector<std::pair<std::string, std::string>> codes;
    std::set<std::string> of_which;
    std::string unknown; ///< the name of unknown

    [[nodiscard]] std::string above(const std::string& code) const {
        for (const auto& [each, parent] : codes)
            if (each == code) return parent;
        return "";
    }
    /// The code and all above it, upwards; nothing for unknown.
    [[nodiscard]] std::vector<std::string> chain(const std::string& code) const {
        std::vector<std::string> up;
        for (auto at = code; !at.empty(); at = above(at)) up.push_back(at);
        return up;
    }
    [[nodiscard]] bool is_within(const std::string& code, const std::string& ancestor) const {
        const auto up = chain(code);
        return std::find(up.begin(), up.end(), ancestor) != up.end();
    }
    [[nodiscard]] std::size_t place(const std::string& code) const {
        std::size_t i = 0;
        while (codes[i].first != code) ++i;
        return i;
    }
};

struct row {
    int person = 0;
    int start = 0;
    int end = open_end;                                      ///< first day after
    std::map<std::string, std::string> codes{};              ///< by dimension; "" is unknown
    std::map<std::string, std::optional<rational>> values{}; ///< in base units
    std::optional<day> birth{};
    int origin = 0; ///< breaks ties of start and end

    [[nodiscard]] bool covers(int d) const { return start <= d && d < end; }
    [[nodiscard]] bool touches(window w) const {
        return start < end && start <= w.last.count() && end > w.first.count();
    }
};

/// A register, and how it was observed.
struct spells {
    std::string name;
    int exit_offset = 1; ///< end - exit day
    window horizon{day(0), day(0)};
    std::vector<row> rows{};

    [[nodiscard]] int exit_day(const row& r) const { return r.end == open_end ? open_end : r.end - exit_offset; }
    [[nodiscard]] bool on(const row& r, int t) const { return r.covers(t); }
    [[nodiscard]] bool at_close_of(const row& r, int t) const {
        return r.start < r.end && r.start <= t && exit_day(r) > t;
    }
};

/// A count of a population table.
struct counted_people {
    day at{};
    std::string sex{};
    int from = 0, to = 0;
    rational count{};
    obs_status status{};
};

/// A cell of a published table; "" is the total.
struct printed_cell {
    std::string cell{}, period{}, sex{};
    rational value{};
    obs_status status{};
};

struct world {
    std::map<std::string, coding> codings; ///< by dimension
    bool support_has_years = false;        ///< the register "support" has birth years, else no births
    coding zones;                          ///< to which areas can be told
    std::map<std::string, std::string> zone_of_area;
    std::vector<spells> registers;
    std::vector<counted_people> people;
    std::vector<printed_cell> printed;
    std::map<int, rational> base_amount;            ///< a parameter, by year
    mutable std::map<std::string, spells> combined; ///< made once for all cells

    [[nodiscard]] const spells& named(const std::string& name) const {
        return *std::find_if(registers.begin(), registers.end(), [&](const auto& each) { return each.name == name; });
    }
};

inline void sort_rows(std::vector<row>& rows) {
    std::stable_sort(rows.begin(), rows.end(), [](const row& a, const row& b) {
        return std::tie(a.person, a.start, a.end, a.origin) < std::tie(b.person, b.start, b.end, b.origin);
    });
}

/// Days on which both are observed.
inline window common_horizon(window a, window b) {
    const auto last = std::min(a.last, b.last);
    return {std::min(std::max(a.first, b.first), last), last};
}

/// The first day after all days that any test looks at.
inline constexpr int far_day = 24'000;

/// The parts of rows on wanted days; `wanted(row, day)`. What is cut off before its end has no exit reason, what is not
/// whole no values.
template <class Wanted>
std::vector<row> parts_of(const spells& from, Wanted wanted) {
    std::vector<row> parts;
    int order = 0;
    for (const auto& r : from.rows) {
        ++order;
        const auto add = [&](int start, int end) {
            auto part = r;
            part.start = start;
            part.end = end;
            part.origin = order;
            if (end != r.end) part.codes["reason"] = "";
            if (start != r.start || end != r.end)
                for (auto& [name, value] : part.values) value.reset();
            parts.push_back(part);
        };
        if (r.start == r.end) {
            if (wanted(r, r.start)) add(r.start, r.end);
            continue;
        }
        for (int d = r.start; d < std::min(r.end, far_day);) {
            if (!wanted(r, d)) {
                ++d;
                continue;
            }
            const int first = d;
            while (d < std::min(r.end, far_day) && wanted(r, d)) ++d;
            add(first, d == far_day ? open_end : d);
        }
    }
    return parts;
}

inline bool is_covered(const spells& by, int person, int d) {
    return std::any_of(by.rows.begin(), by.rows.end(), [&](const row& r) { return r.person == person && r.covers(d); });
}

inline spells united(const std::vector<spells>& parts) {
    spells made{parts[0].name, parts[0].exit_offset, parts[0].horizon, {}};
    int source = 0;
    for (const auto& part : parts) {
        made.horizon = common_horizon(made.horizon, part.horizon);
        int order = source++ * 1000;
        for (auto r : part.rows) {
            r.codes["register"] = part.name;
            r.origin = ++order;
            for (auto value = r.values.begin(); value != r.values.end();) {
                const bool is_everywhere = std::all_of(parts.begin(), parts.end(), [&](const spells& each) {
                    return each.rows.empty() || each.rows[0].values.count(value->first) > 0;
                });
                value = is_everywhere ? std::next(value) : r.values.erase(value);
            }
            made.rows.push_back(std::move(r));
        }
    }
    sort_rows(made.rows);
    return made;
}

inline spells merged(const spells& from, duration gap) {
    auto made = from;
    made.rows.clear();
    const row* last_ending = nullptr;
    for (const auto& r : from.rows) {
        auto* const open = made.rows.empty() || made.rows.back().person != r.person ? nullptr : &made.rows.back();
        if (!open || (open->end != open_end && r.start > kohort::add(day(open->end), gap).count())) {
            made.rows.push_back(r);
            last_ending = &r;
            continue;
        }
        for (auto& [name, value] : open->values)
            value = value && r.values.at(name) ? std::optional(rational(*value + *r.values.at(name))) : std::nullopt;
        if (r.end < open->end) continue;
        open->end = r.end;
        last_ending = &r;
        open->codes["reason"] = last_ending->codes.at("reason");
    }
    return made;
}

/// The rows of a combination of registers.
inline spells combination_of(const kohort::measure& of, const world& data) {
    using kind = kohort::measure_source::kind;
    std::vector<spells> parts;
    for (const auto& name : of.source.names) parts.push_back(data.named(name));
    auto made = parts[0];
    if (of.source.is == kind::united) made = united(parts);
    if (of.source.is == kind::intersect || of.source.is == kind::subtract) {
        const bool inside = of.source.is == kind::intersect;
        made.rows =
            parts_of(parts[0], [&](const row& r, int d) { return is_covered(parts[1], r.person, d) == inside; });
        made.horizon = common_horizon(parts[0].horizon, parts[1].horizon);
        sort_rows(made.rows);
    }
    if (of.source.is == kind::overlay) {
        auto states = parts;
        for (std::size_t s = 0; s < parts.size(); ++s) {
            states[s].rows = parts_of(parts[s], [&](const row& r, int d) {
                for (std::size_t before = 0; before < s; ++before)
                    if (is_covered(parts[before], r.person, d)) return false;
                for (const auto& other : parts[s].rows) {
                    if (&other == &r) return true;
                    if (other.person == r.person && other.covers(d)) return false;
                }
                return true;
            });
            sort_rows(states[s].rows);
        }
        made = united(states);
    }
    return of.merge_gaps ? merged(made, *of.merge_gaps) : made;
}

/// The rows of a measure's register.
inline const spells& source_of(const kohort::measure& of, const world& data) {
    auto key = std::to_string(static_cast<int>(of.source.is)) + (of.merge_gaps ? to_string(*of.merge_gaps) : "");
    for (const auto& name : of.source.names) key += " " + name;
    const auto known = data.combined.find(key);
    return known != data.combined.end() ? known->second
                                        : data.combined.emplace(key, combination_of(of, data)).first->second;
}

/// Completed years of life on a day, by counting birthdays: 1 March for those born on 29 February, in other years.
inline int age_on(day birth, day at) {
    const auto born = kohort::to_civil(birth), now = kohort::to_civil(at);
    const bool has_had_birthday = std::pair(now.month, now.day) >= std::pair(born.month, born.day);
    return now.year - born.year - (has_had_birthday ? 0 : 1);
}

inline rational number_from(const std::string& decimal) {
    const auto point = decimal.find('.');
    if (point == std::string::npos) return rational(decimal);
    boost::multiprecision::cpp_int scale = 1;
    for (std::size_t i = point + 1; i < decimal.size(); ++i) scale *= 10;
    auto digits = decimal;
    digits.erase(point, 1);
    while (digits.size() > 1 && digits[0] == '0') digits.erase(0, 1);
    return rational(boost::multiprecision::cpp_int(digits), scale);
}

} // namespace naive
