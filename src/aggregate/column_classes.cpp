#include "column_classes.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace kohort::detail {

void add_offsets(std::vector<column_use>& uses, const column_key& column, const std::vector<std::uint32_t>& offsets) {
    auto use = std::ranges::find(uses, column, &column_use::column);
    if (use == uses.end()) {
        uses.push_back({column, offsets});
        return;
    }
    use->offsets.resize(std::max(use->offsets.size(), offsets.size()), trash_offset);
    for (std::size_t code = 0; code < use->offsets.size(); ++code) {
        const auto more = code < offsets.size() ? offsets[code] : trash_offset;
        use->offsets[code] = std::min(trash_offset, use->offsets[code] + more);
    }
}

void add_filters(std::vector<column_use>& uses, const aggregate_measure& measure) {
    for (const auto& filter : measure.filters) {
        std::vector<std::uint32_t> offsets;
        for (const auto keeps : filter.keeps) offsets.push_back(keeps ? 0 : trash_offset);
        add_offsets(uses, filter.column, offsets);
    }
}

code_column codes_of(const column_key& column) {
    if (const auto* dimension = std::get_if<0>(&column))
        return std::visit([](const auto& values) { return code_column(std::span(values)); }, (*dimension)->values);
    return std::span<const std::uint8_t>(*std::get<1>(column));
}

std::string name_of(const column_key& column) {
    const auto* dimension = std::get_if<0>(&column);
    return dimension ? (*dimension)->name : "(condition)";
}

std::vector<column_use> uses_of(const aggregate_measure& measure, const std::vector<std::size_t>& strides) {
    std::vector<column_use> uses;
    for (std::size_t a = 0; a < measure.axes.size(); ++a) {
        std::vector<std::uint32_t> offsets;
        for (const auto position : measure.axes[a].position_of_code)
            offsets.push_back(position == measure_axis::unwanted ? trash_offset
                                                                 : position * static_cast<std::uint32_t>(strides[a]));
        add_offsets(uses, measure.axes[a].dimension, offsets);
    }
    add_filters(uses, measure);
    return uses;
}

namespace {

/// What every measure adds for the codes of one column; null for a measure that does not look at it.
std::vector<const std::vector<std::uint32_t>*> offsets_of(const column_key& column,
                                                          std::span<const std::vector<column_use>* const> uses) {
    std::vector<const std::vector<std::uint32_t>*> offsets;
    for (const auto* of_measure : uses) {
        const auto use = std::ranges::find(*of_measure, column, &column_use::column);
        offsets.push_back(use == of_measure->end() ? nullptr : &use->offsets);
    }
    return offsets;
}

/// How many codes of the column may matter to some measure.
std::size_t codes_in(const column_key& column, std::span<const std::vector<std::uint32_t>* const> offsets) {
    std::size_t codes = 0;
    for (const auto* each : offsets)
        if (each) codes = std::max(codes, each->size());
    // A measure without the column counts every code, also those beyond the ends of the others.
    const bool is_optional = std::ranges::find(offsets, nullptr) != offsets.end();
    const auto* dimension = std::get_if<0>(&column);
    return is_optional && dimension ? std::max(codes, (*dimension)->codes.size() + 1) : codes;
}

class_column classes_of(column_key column, std::span<const std::vector<std::uint32_t>* const> offsets) {
    class_column made{std::move(column), {}, 0, {}};
    made.offset_of_class.resize(offsets.size());
    std::map<std::vector<std::uint32_t>, std::uint32_t> known; // what every measure adds -> class
    const auto codes = codes_in(made.column, offsets);
    const bool is_dimension = std::holds_alternative<const dimension_column*>(made.column);
    for (std::size_t code = 0; code <= codes; ++code) { // the last stands for all beyond
        if (code == codes && is_dimension) {            // where a dimension has no codes
            made.class_of_code.push_back(trash_offset);
            continue;
        }
        std::vector<std::uint32_t> added;
        for (const auto* each : offsets)
            added.push_back(!each ? 0 : code < each->size() ? (*each)[code] : trash_offset);
        if (std::ranges::all_of(added, [](auto offset) { return offset == trash_offset; })) {
            made.class_of_code.push_back(trash_offset);
            continue;
        }
        const auto [place, is_new] = known.try_emplace(added, made.classes);
        made.class_of_code.push_back(place->second);
        if (!is_new) continue;
        ++made.classes;
        for (std::size_t m = 0; m < added.size(); ++m) made.offset_of_class[m].push_back(added[m]);
    }
    return made;
}

} // namespace

std::vector<class_column> classes_of(std::span<const std::vector<column_use>* const> uses) {
    std::vector<class_column> columns;
    for (const auto* of_measure : uses)
        for (const auto& use : *of_measure)
            if (std::ranges::find(columns, use.column, &class_column::column) == columns.end())
                columns.push_back(classes_of(use.column, offsets_of(use.column, uses)));
    return columns;
}

double cells_of(const std::vector<class_column>& columns) {
    double cells = 1; // counts beyond 2^64 must not wrap into something small
    for (const auto& column : columns) cells *= std::max<double>(1, column.classes);
    return cells + 1;
}

} // namespace kohort::detail
