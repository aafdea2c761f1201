#include "pieces.hpp"

#include "dimension_codes.hpp"

namespace kohort {

namespace {

template <class T>
std::vector<T> gather(std::span<const T> column, const std::vector<piece>& pieces) {
    std::vector<T> gathered;
    if (column.empty()) return gathered;
    gathered.reserve(pieces.size());
    for (const auto& part : pieces) gathered.push_back(column[part.row]);
    return gathered;
}

dimension_column gather(const dimension_column& dimension, const std::vector<piece>& pieces) {
    auto gathered =
        std::visit([&](const auto& codes) -> decltype(dimension.values) { return gather(std::span(codes), pieces); },
                   dimension.values);
    return {dimension.name,   dimension.codes, dimension.unknown_code,     std::move(gathered),
            dimension.occurs, false,           dimension.fixed_per_person, dimension.is_exit_reason};
}

} // namespace

spell_columns columns_of_rows(const spell_register& spells, const std::vector<piece>& pieces) {
    spell_columns columns;
    columns.person = gather(spells.person(), pieces);
    columns.start.reserve(pieces.size());
    columns.end.reserve(pieces.size());
    for (const auto& part : pieces) {
        columns.start.push_back(part.start);
        columns.end.push_back(part.end);
    }
    for (const auto& dimension : spells.dimensions()) columns.dimensions.push_back(gather(dimension, pieces));
    for (const auto& value : spells.values())
        columns.values.push_back({value.name, value.unit, gather(std::span(value.values), pieces)});
    columns.birth = gather(spells.birth(), pieces);
    columns.weight = gather(spells.weight(), pieces);
    return columns;
}

void forget_what_was_cut_off(const spell_register& spells, const std::vector<piece>& pieces, spell_columns& columns) {
    const auto starts = spells.start(), ends = spells.end();
    for (auto& dimension : columns.dimensions) {
        if (!dimension.is_exit_reason) continue;
        std::visit(
            [&](auto& codes) {
                for (std::size_t i = 0; i < pieces.size(); ++i)
                    if (pieces[i].end != ends[pieces[i].row]) codes[i] = 0;
            },
            dimension.values);
    }
    for (auto& value : columns.values)
        for (std::size_t i = 0; i < pieces.size(); ++i)
            if (pieces[i].start != starts[pieces[i].row] || pieces[i].end != ends[pieces[i].row])
                value.values[i] = value_column::missing;
}

spell_register with_columns(const spell_register& spells, window horizon, spell_columns columns) {
    for (auto& dimension : columns.dimensions) describe_codes(dimension, columns.person);
    return {spells.name(), spells.exit_means(), horizon, spells.birth_is_year(), std::move(columns)};
}

spell_register of_pieces(const spell_register& spells, window horizon, const std::vector<piece>& pieces) {
    auto columns = columns_of_rows(spells, pieces);
    forget_what_was_cut_off(spells, pieces, columns);
    return with_columns(spells, horizon, std::move(columns));
}

} // namespace kohort
