#include "age_bands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace kohort {
namespace {

/// The shortest way to an age, in bands.
struct way {
    std::size_t bands = 0;
    const age_range* last = nullptr; ///< null at the start
};
using ways = std::map<int, way>; ///< by the first age above the bands

/// Every age that bands without a gap lead to from `start`. Bands are sorted, so that each is met after those below it.
ways ways_from(std::span<const age_range> bands, int start) {
    ways reached{{start, {}}};
    for (const auto& band : bands) {
        const auto before = reached.find(*band.from);
        if (before == reached.end()) continue;
        const way extended{before->second.bands + 1, &band};
        const auto [known, is_new] = reached.try_emplace(end_of(band), extended);
        if (!is_new && extended.bands < known->second.bands) known->second = extended;
    }
    return reached;
}

std::vector<age_range> way_back(const ways& reached, int end) {
    std::vector<age_range> taken;
    for (const auto* last = reached.at(end).last; last; last = reached.at(*last->from).last) taken.push_back(*last);
    std::ranges::reverse(taken);
    return taken;
}

bool are_apart(std::span<const age_range> bands) {
    return std::ranges::adjacent_find(bands, [](const auto& a, const auto& b) { return *b.from < end_of(a); }) ==
           bands.end();
}

std::string listed(std::span<const age_range> bands) {
    constexpr std::size_t most_listed = 12;
    std::string text;
    for (std::size_t i = 0; i < std::min(bands.size(), most_listed); ++i)
        text += (i > 0 ? ", " : "") + to_string(bands[i]);
    return bands.size() > most_listed ? text + ", ... " + to_string(bands.back()) : text;
}

/// The band that the ages cut: it is partly in them.
const age_range* cut_band(std::span<const age_range> bands, int start, int end) {
    const auto is_cut = [&](const age_range& band) {
        const bool has_ages_inside = *band.from < end && end_of(band) > start;
        return has_ages_inside && (*band.from < start || end_of(band) > end);
    };
    const auto found = std::ranges::find_if(bands, is_cut);
    return found == bands.end() ? nullptr : &*found;
}

} // namespace

result<std::vector<age_range>> bands_for(std::span<const age_range> bands, const age_range& asked,
                                         const std::string& where) {
    if (bands.empty()) return std::vector<age_range>();
    const bool is_all = !asked.from && !asked.to;
    if (is_all && are_apart(bands)) return std::vector<age_range>(bands.begin(), bands.end());
    const auto top = std::ranges::max(bands, {}, end_of);
    const int start = asked.from.value_or(*bands.front().from);
    const int end = asked.to ? *asked.to + 1 : end_of(top);
    const auto reached = ways_from(bands, start);
    if (reached.contains(end) && end > start) return way_back(reached, end);
    if (is_all)
        return error(error_code::plan,
                     fmt::format("{} overlap ({}), and no choice of them adds up to all ages; ask for "
                                 "ages that some of them add up to",
                                 where, listed(bands)));
    const auto* const cut = cut_band(bands, start, end);
    return error(error_code::plan,
                 fmt::format("the ages {} cannot be added up from {} ({}): {}; ask for ages that whole bands add up to",
                             to_string(asked), where, listed(bands),
                             cut ? fmt::format("they cut the band {}", to_string(*cut))
                                 : std::string("some of them are in no band")));
}

} // namespace kohort
