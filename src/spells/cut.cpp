#include <kohort/spells/algebra.hpp>

#include "dimension_codes.hpp"
#include "pieces.hpp"

#include <fmt/format.h>

#include <string>

namespace kohort {

namespace {

/// What is cut: the spells of a register, or pieces that were cut before.
struct cut_source {
    const spell_register& spells;
    row_bytes entry_cut{}, exit_cut{};

    cut_source(const spell_register& whole) : spells(whole) {}
    cut_source(const cut_spells& pieces)
        : spells(pieces.spells), entry_cut(pieces.entry_cut), exit_cut(pieces.exit_cut) {}

    [[nodiscard]] bool cuts_entry(const piece& part) const noexcept {
        return part.start != spells.start()[part.row] || (entry_cut && (*entry_cut)[part.row]);
    }
    [[nodiscard]] bool cuts_exit(const piece& part) const noexcept {
        return part.end != spells.end()[part.row] || (exit_cut && (*exit_cut)[part.row]);
    }
};

/// Makes a register of pieces and notes where they were cut. `labels`, when given, gets the pieces' labels.
template <class AddPieces>
cut_spells made_of(const cut_source& source, window horizon, std::optional<dimension_column> labels,
                   AddPieces add_pieces) {
    const auto& spells = source.spells;
    auto columns = columns_like(spells, spells.size());
    std::vector<std::uint8_t> entry_cut, exit_cut;
    piece_stream stream([&](std::span<const piece> pieces) {
        append_cut(spells, pieces, columns);
        for (const auto& part : pieces) {
            entry_cut.push_back(source.cuts_entry(part));
            exit_cut.push_back(source.cuts_exit(part));
        }
        if (labels) append_codes(*labels, pieces.size(), [&](std::size_t i) { return pieces[i].label; });
    });
    add_pieces(stream);
    stream.finish();
    if (labels) columns.dimensions.push_back(*std::move(labels));
    return {with_columns(spells, horizon, std::move(columns)), as_row_bytes(std::move(entry_cut)),
            as_row_bytes(std::move(exit_cut))};
}

day_span span_of(window days) noexcept { return {days.first.count(), days.last.count() + 1}; }

/// A dimension whose codes are the labels of pieces, from 1 on.
result<dimension_column> dimension_of(const std::string& name, const std::vector<std::string>& codes) {
    std::vector<code_entry> entries;
    for (const auto& code : codes) entries.push_back({code, {code, code}, {}, false});
    auto list = code_list::from(name, std::move(entries));
    if (!list) return list.errors();
    dimension_column made;
    made.name = name;
    made.codes = std::move(*list);
    make_room(made, 0);
    return made;
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

cut_spells cut_to(const cut_source& source, window days) {
    const auto& spells = source.spells;
    return made_of(source, common_horizon(spells.horizon(), days), {}, [&](piece_stream& parts) {
        for (std::uint32_t row = 0; row < spells.size(); ++row)
            if (const auto part = common_days({spells.start()[row], spells.end()[row]}, span_of(days)))
                parts.add(spells.person()[row], {row, 0, part->start, part->end});
    });
}

result<cut_spells> split(const cut_source& source, std::span<const age_band> bands) {
    const auto& spells = source.spells;
    if (auto problems = errors_in(spells, bands); !problems.empty()) return problems;
    std::vector<std::string> codes;
    for (const auto& band : bands) codes.push_back(to_string(band));
    auto ages = dimension_of("age", codes);
    if (!ages) return ages.errors();
    return made_of(source, spells.horizon(), std::move(*ages), [&](piece_stream& parts) {
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
                const auto to = bands[band].to ? birthday(day(birth), *bands[band].to + 1).count() : all_days.end;
                if (const auto part = common_days(spell, {from, to}))
                    parts.add(person, {row, band + 1, part->start, part->end});
            }
        }
    });
}

result<cut_spells> split(const cut_source& source, std::span<const period> periods) {
    const auto& spells = source.spells;
    if (auto problems = errors_in(spells, periods); !problems.empty()) return problems;
    std::vector<day_span> spans;
    std::vector<std::string> codes;
    for (const auto& each : periods) {
        spans.push_back(span_of(each.span()));
        codes.push_back(each.label());
    }
    auto labels = dimension_of("period", codes);
    if (!labels) return labels.errors();
    return made_of(source, spells.horizon(), std::move(*labels), [&](piece_stream& parts) {
        const auto ends_before = [](const day_span& span, std::int32_t start) { return span.end <= start; };
        for (std::uint32_t row = 0; row < spells.size(); ++row) {
            const day_span spell{spells.start()[row], spells.end()[row]};
            auto at = std::lower_bound(spans.begin(), spans.end(), spell.start, ends_before);
            for (; at != spans.end() && (at->start <= spell.start || at->start < spell.end); ++at)
                if (const auto part = common_days(spell, *at))
                    parts.add(spells.person()[row],
                              {row, static_cast<std::uint32_t>(at - spans.begin()) + 1, part->start, part->end});
        }
    });
}

} // namespace

cut_spells cut(const spell_register& spells, window days) { return cut_to(spells, days); }
cut_spells cut(const cut_spells& pieces, window days) { return cut_to(pieces, days); }

result<cut_spells> split_by_age(const spell_register& spells, std::span<const age_band> bands) {
    return split(spells, bands);
}
result<cut_spells> split_by_age(const cut_spells& pieces, std::span<const age_band> bands) {
    return split(pieces, bands);
}

result<cut_spells> split_by_period(const spell_register& spells, std::span<const period> periods) {
    return split(spells, periods);
}
result<cut_spells> split_by_period(const cut_spells& pieces, std::span<const period> periods) {
    return split(pieces, periods);
}

} // namespace kohort
