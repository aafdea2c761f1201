#include "stockholm_districts.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <span>

namespace kohort {
namespace {

struct area {
    std::string_view code;
    std::string_view name;
};

/// The areas in the order in which their time printed them: 2007's table by area number, 2023's by the alphabet.
constexpr std::array areas_1997{
    area{"kista", "Kista"},
    area{"rinkeby", "Rinkeby"},
    area{"spanga-tensta", "Spånga-Tensta"},
    area{"hasselby-vallingby", "Hässelby-Vällingby"},
    area{"bromma", "Bromma"},
    area{"kungsholmen", "Kungsholmen"},
    area{"norrmalm", "Norrmalm"},
    area{"ostermalm", "Östermalm"},
    area{"maria-gamla-stan", "Maria-Gamla stan"},
    area{"katarina-sofia", "Katarina-Sofia"},
    area{"enskede-arsta", "Enskede-Årsta"},
    area{"skarpnack", "Skarpnäck"},
    area{"farsta", "Farsta"},
    area{"vantor", "Vantör"},
    area{"alvsjo", "Älvsjö"},
    area{"liljeholmen", "Liljeholmen"},
    area{"hagersten", "Hägersten"},
    area{"skarholmen", "Skärholmen"},
};
constexpr std::array areas_2007{
    area{"rinkeby-kista", "Rinkeby-Kista"},
    area{"spanga-tensta", "Spånga-Tensta"},
    area{"hasselby-vallingby", "Hässelby-Vällingby"},
    area{"bromma", "Bromma"},
    area{"kungsholmen", "Kungsholmen"},
    area{"norrmalm", "Norrmalm"},
    area{"ostermalm", "Östermalm"},
    area{"sodermalm", "Södermalm"},
    area{"enskede-arsta-vantor", "Enskede-Årsta-Vantör"},
    area{"skarpnack", "Skarpnäck"},
    area{"farsta", "Farsta"},
    area{"alvsjo", "Älvsjö"},
    area{"hagersten-liljeholmen", "Hägersten-Liljeholmen"},
    area{"skarholmen", "Skärholmen"},
};
constexpr std::array areas_2020{
    area{"rinkeby-kista", "Rinkeby-Kista"},
    area{"spanga-tensta", "Spånga-Tensta"},
    area{"hasselby-vallingby", "Hässelby-Vällingby"},
    area{"bromma", "Bromma"},
    area{"kungsholmen", "Kungsholmen"},
    area{"norrmalm", "Norrmalm"},
    area{"ostermalm", "Östermalm"},
    area{"sodermalm", "Södermalm"},
    area{"enskede-arsta-vantor", "Enskede-Årsta-Vantör"},
    area{"skarpnack", "Skarpnäck"},
    area{"farsta", "Farsta"},
    area{"hagersten-alvsjo", "Hägersten-Älvsjö"},
    area{"skarholmen", "Skärholmen"},
};
/// The reports print one row for two areas, Norra innerstaden and Kungsholmen: a code of its own, below neither.
constexpr std::array areas_2023{
    area{"bromma", "Bromma"},
    area{"enskede-arsta-vantor", "Enskede-Årsta-Vantör"},
    area{"farsta", "Farsta"},
    area{"hagersten-alvsjo", "Hägersten-Älvsjö"},
    area{"hasselby-vallingby", "Hässelby-Vällingby"},
    area{"jarva", "Järva"},
    area{"kungsholmen", "Kungsholmen"},
    area{"norra-innerstaden", "Norra innerstaden"},
    area{"skarpnack", "Skarpnäck"},
    area{"skarholmen", "Skärholmen"},
    area{"sodermalm", "Södermalm"},
    area{"norra-innerstaden-och-kungsholmen", "Norra innerstaden och Kungsholmen"},
};
constexpr std::array outside_areas{area{"hemlosa", "Enheten för hemlösa"}, area{"other", "Övriga"}};

struct merger {
    std::string_view area;
    std::string_view into;
};
constexpr std::array mergers_2007{
    merger{"rinkeby", "rinkeby-kista"},
    merger{"kista", "rinkeby-kista"},
    merger{"maria-gamla-stan", "sodermalm"},
    merger{"katarina-sofia", "sodermalm"},
    merger{"enskede-arsta", "enskede-arsta-vantor"},
    merger{"vantor", "enskede-arsta-vantor"},
    merger{"hagersten", "hagersten-liljeholmen"},
    merger{"liljeholmen", "hagersten-liljeholmen"},
};
constexpr std::array mergers_2020{
    merger{"hagersten-liljeholmen", "hagersten-alvsjo"},
    merger{"alvsjo", "hagersten-alvsjo"},
};
constexpr std::array mergers_2023{
    merger{"rinkeby-kista", "jarva"},
    merger{"spanga-tensta", "jarva"},
    merger{"norrmalm", "norra-innerstaden"},
    merger{"ostermalm", "norra-innerstaden"},
};

/// One version: its first day, its areas, and how they came from those of the version before.
struct version {
    std::string_view id;
    civil_date from;
    std::span<const area> areas;
    std::span<const merger> mergers;
};
/// Our sources say only when the 18 areas ended, so the first version has no first day.
constexpr std::array versions{
    version{"stockholm.districts.1997", {first_supported_year, 1, 1}, areas_1997, {}},
    version{"stockholm.districts.2007-01", {2007, 1, 1}, areas_2007, mergers_2007},
    version{"stockholm.districts.2020-07", {2020, 7, 1}, areas_2020, mergers_2020},
    version{"stockholm.districts.2023-07", {2023, 7, 1}, areas_2023, mergers_2023},
};
constexpr std::string_view union_id = "stockholm.districts";

/// The lists are constant, so that they fit together is a matter for the tests.
void require(const std::optional<error>& problem) {
    assert(!problem);
    (void)problem;
}

void append(std::vector<code_entry>& entries, std::span<const area> areas) {
    for (const auto& [code, name] : areas) {
        const auto is_same = [code = code](const code_entry& entry) { return entry.code == code; };
        if (std::ranges::none_of(entries, is_same))
            entries.push_back({std::string(code), {std::string(name), std::string(name)}, {}, false});
    }
}

void add_list(code_book& book, std::string_view id, std::vector<code_entry> entries, std::optional<window> valid) {
    append(entries, outside_areas);
    require(book.add(code_list::from(std::string(id), std::move(entries), valid).value()));
}

/// The code of today's area that an area of any version became part of.
std::string today(std::string_view code) {
    for (const auto& each : versions)
        for (const auto& [area, into] : each.mergers)
            if (area == code) code = into;
    return std::string(code);
}

} // namespace

void add_stockholm_districts(code_book& book) {
    for (std::size_t i = 0; i < versions.size(); ++i) {
        const auto last =
            i + 1 < versions.size() ? from_civil(versions[i + 1].from) - 1 : from_civil({last_supported_year, 12, 31});
        std::vector<code_entry> entries;
        append(entries, versions[i].areas);
        add_list(book, versions[i].id, std::move(entries), window{from_civil(versions[i].from), last});
        if (i == 0) continue;
        correspondence rule{std::string(versions[i - 1].id), std::string(versions[i].id), {}, true};
        for (const auto& [area, into] : versions[i].mergers) rule.map.emplace_back(area, into);
        require(book.add(std::move(rule)));
    }

    std::vector<code_entry> all; // today's areas first, then those that are no more
    for (auto i = versions.size(); i-- > 0;) append(all, versions[i].areas);
    correspondence to_today{std::string(union_id), std::string(versions.back().id), {}, true};
    for (const auto& entry : all)
        if (const auto code = today(entry.code); code != entry.code) to_today.map.emplace_back(entry.code, code);
    add_list(book, union_id, std::move(all), std::nullopt);
    require(book.add(std::move(to_today)));
}

} // namespace kohort
