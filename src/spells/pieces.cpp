#include "pieces.hpp"

#include "dimension_codes.hpp"

namespace kohort {

namespace {

template <class T>
void append_column(std::span<const T> column, std::span<const piece> pieces, std::vector<T>& into) {
    if (column.empty()) return;
    for (const auto& part : pieces) into.push_back(column[part.row]);
}

dimension_column dimension_like(const dimension_column& dimension, std::size_t rows) {
    dimension_column made{dimension.name,   dimension.codes, dimension.unknown_code,     {},
                          dimension.occurs, false,           dimension.fixed_per_person, dimension.is_exit_reason};
    std::visit([&]<class Codes>(const Codes&) { made.values.emplace<Codes>().reserve(rows); }, dimension.values);
    return made;
}

} // namespace

spell_columns columns_like(const spell_register& spells, std::size_t rows) {
    spell_columns columns;
    columns.person.reserve(rows);
    columns.start.reserve(rows);
    columns.end.reserve(rows);
    for (const auto& dimension : spells.dimensions()) columns.dimensions.push_back(dimension_like(dimension, rows));
    for (const auto& value : spells.values()) {
        columns.values.push_back({value.name, value.unit, {}});
        columns.values.back().values.reserve(rows);
    }
    if (!spells.birth().empty()) columns.birth.reserve(rows);
    if (!spells.weight().empty()) columns.weight.reserve(rows);
    columns.has_birth = spells.has_birth();
    return columns;
}

void append(const spell_register& spells, std::span<const piece> pieces, spell_columns& columns) {
    append_column(spells.person(), pieces, columns.person);
    for (const auto& part : pieces) columns.start.push_back(part.start);
    for (const auto& part : pieces) columns.end.push_back(part.end);
    for (std::size_t d = 0; d < columns.dimensions.size(); ++d)
        std::visit(
            [&]<class Codes>(Codes& codes) {
                append_column(std::span(std::get<Codes>(spells.dimensions()[d].values)), pieces, codes);
            },
            columns.dimensions[d].values);
    for (std::size_t v = 0; v < columns.values.size(); ++v)
        append_column(std::span(spells.values()[v].values), pieces, columns.values[v].values);
    append_column(spells.birth(), pieces, columns.birth);
    append_column(spells.weight(), pieces, columns.weight);
}

void append_cut(const spell_register& spells, std::span<const piece> pieces, spell_columns& columns) {
    append(spells, pieces, columns);
    const auto first = columns.person.size() - pieces.size();
    const auto starts = spells.start(), ends = spells.end();
    for (auto& dimension : columns.dimensions) {
        if (!dimension.is_exit_reason) continue;
        std::visit(
            [&](auto& codes) {
                for (std::size_t i = 0; i < pieces.size(); ++i)
                    if (pieces[i].end != ends[pieces[i].row]) codes[first + i] = 0;
            },
            dimension.values);
    }
    for (auto& value : columns.values)
        for (std::size_t i = 0; i < pieces.size(); ++i)
            if (pieces[i].start != starts[pieces[i].row] || pieces[i].end != ends[pieces[i].row])
                value.values[first + i] = value_column::missing;
}

spell_register with_columns(const spell_register& spells, window horizon, spell_columns columns) {
    for (auto& dimension : columns.dimensions) describe_codes(dimension, columns.person);
    return {spells.name(), spells.exit_means(), horizon, spells.birth_is_year(), std::move(columns)};
}

} // namespace kohort
