#include <kohort/spells/algebra.hpp>

#include "dimension_codes.hpp"
#include "pieces.hpp"

#include <fmt/format.h>

#include <string>

namespace kohort {

namespace {

cut_spells with_cuts(const spell_register& spells, const std::vector<piece>& pieces, spell_register made) {
    std::vector<std::uint8_t> entry_cut, exit_cut;
    entry_cut.reserve(pieces.size());
    exit_cut.reserve(pieces.size());
    for (const auto& part : pieces) {
        entry_cut.push_back(part.start != spells.start()[part.row]);
        exit_cut.push_back(part.end != spells.end()[part.row]);
    }
    return {std::move(made), as_row_bytes(std::move(entry_cut)), as_row_bytes(std::move(exit_cut))};
}

day_span span_of(window days) noexcept { return {days.first.count(), days.last.count() + 1}; }

/// The register of pieces with one more dimension, whose codes are the labels of the pieces (0 is unknown).
result<cut_spells> labelled(const spell_register& spells, const std::vector<piece>& pieces, const std::string& name,
                            const std::vector<std::string>& codes) {
    std::vector<code_entry> entries;
    for (const auto& code : codes) entries.push_back({code, {code, code}, {}, false});
    auto list = code_list::from(name, std::move(entries));
    if (!list) return list.errors();
    dimension_column made;
    made.name = name;
    made.codes = std::move(*list);
    fill_codes(made, pieces.size(), [&](std::size_t i) { return pieces[i].label; });
    auto columns = columns_of_rows(spells, pieces);
    forget_what_was_cut_off(spells, pieces, columns);
    columns.dimensions.push_back(std::move(made));
    return with_cuts(spells, pieces, with_columns(spells, spells.horizon(), std::move(columns)));
}

std::optional<error> name_taken(const spell_register& spells, std::string_view name) {
    if (!spells.find_dimension(name)) return {};
    return error(error_code::invalid_argument,
                 fmt::format("register \"{}\" already has a dimension \"{}\"; it can be split by it only once",
                             spells.name(), name));
}

error_list errors_in(const spell_register& spells, std::span<const age_band> bands) {
    error_list problems;
    if (auto problem = name_taken(spells, "age")) problems.push_back(*std::move(problem));
    if (spells.birth().empty()) {
        problems.emplace_back(
            error_code::invalid_argument,
            fmt::format("register \"{}\" has no birth date; name its column as \"birth\" in the schema",
                        spells.name()));
    } else if (spells.birth_is_year()) {
        problems.emplace_back(
            error_code::invalid_argument,
            fmt::format("register \"{}\" has birth years only; splitting at birthdays needs dates", spells.name()));
    }
    for (std::size_t i = 0; i < bands.size(); ++i) {
        const auto follows = [&] { return i == 0 || (bands[i - 1].to && *bands[i - 1].to < bands[i].from); };
        if (bands[i].from < 0 || (bands[i].to && *bands[i].to < bands[i].from) || !follows())
            problems.emplace_back(
                error_code::invalid_argument,
                fmt::format("age band {} of {}, \"{}\", must start at 0 or later, end at or after its "
                            "start, and start after the band before it",
                            i + 1, bands.size(), to_string(bands[i])));
    }
    return problems;
}

error_list errors_in(const spell_register& spells, std::span<const period> periods) {
    error_list problems;
    if (auto problem = name_taken(spells, "period")) problems.push_back(*std::move(problem));
    if (periods.size() > most_codes)
        problems.emplace_back(
            error_code::invalid_argument,
            fmt::format("a dimension can have at most {} periods, not {}", most_codes, periods.size()));
    for (std::size_t i = 1; i < periods.size(); ++i)
        if (periods[i].first_day() <= periods[i - 1].last_day())
            problems.emplace_back(error_code::invalid_argument,
                                  fmt::format("period \"{}\" must start after the end of \"{}\", which is before it",
                                              periods[i].label(), periods[i - 1].label()));
    return problems;
}

} // namespace

cut_spells cut(const spell_register& spells, window days) {
    piece_list parts;
    for (std::uint32_t row = 0; row < spells.size(); ++row)
        if (const auto part = common_days({spells.start()[row], spells.end()[row]}, span_of(days)))
            parts.add(spells.person()[row], {row, 0, part->start, part->end});
    const auto pieces = parts.take();
    return with_cuts(spells, pieces, of_pieces(spells, common_horizon(spells.horizon(), days), pieces));
}

result<cut_spells> split_by_age(const spell_register& spells, std::span<const age_band> bands) {
    if (auto problems = errors_in(spells, bands); !problems.empty()) return problems;
    piece_list parts;
    for (std::uint32_t row = 0; row < spells.size(); ++row) {
        const auto person = spells.person()[row];
        const day_span spell{spells.start()[row], spells.end()[row]};
        const auto birth = spells.birth()[row];
        if (birth == spell_register::unknown_birth) {
            parts.add(person, {row, 0, spell.start, spell.end});
            continue;
        }
        for (std::uint32_t band = 0; band < bands.size(); ++band) {
            const auto from = birthday(day(birth), bands[band].from).count();
            if (from > spell.start && from >= spell.end) break;
            const auto to = bands[band].to ? birthday(day(birth), *bands[band].to + 1).count() : all_days.end;
            if (const auto part = common_days(spell, {from, to}))
                parts.add(person, {row, band + 1, part->start, part->end});
        }
    }
    std::vector<std::string> codes;
    for (const auto& band : bands) codes.push_back(to_string(band));
    return labelled(spells, parts.take(), "age", codes);
}

result<cut_spells> split_by_period(const spell_register& spells, std::span<const period> periods) {
    if (auto problems = errors_in(spells, periods); !problems.empty()) return problems;
    std::vector<day_span> spans;
    std::vector<std::string> codes;
    for (const auto& each : periods) {
        spans.push_back(span_of(each.span()));
        codes.push_back(each.label());
    }
    piece_list parts;
    for (std::uint32_t row = 0; row < spells.size(); ++row) {
        const day_span spell{spells.start()[row], spells.end()[row]};
        const auto ends_before = [](const day_span& span, std::int32_t start) { return span.end <= start; };
        auto at = std::lower_bound(spans.begin(), spans.end(), spell.start, ends_before);
        for (; at != spans.end() && (at->start <= spell.start || at->start < spell.end); ++at)
            if (const auto part = common_days(spell, *at))
                parts.add(spells.person()[row],
                          {row, static_cast<std::uint32_t>(at - spans.begin()) + 1, part->start, part->end});
    }
    return labelled(spells, parts.take(), "period", codes);
}

} // namespace kohort
