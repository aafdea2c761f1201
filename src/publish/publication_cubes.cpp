#include <kohort/publish/publication.hpp>

#include "base/lower_case.hpp"
#include "data/table_text.hpp"
#include "reading_limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <stdexcept>
#include <utility>

namespace kohort {
namespace {

using role = axis_position::role;

localised_text localised(const translated_text& text, const publication& table) {
    const auto in = [&](std::string_view code) -> std::string {
        const auto at = std::ranges::find(table.languages, code);
        return at == table.languages.end() ? std::string()
                                           : text.in(static_cast<std::size_t>(at - table.languages.begin()));
    };
    localised_text made{in("sv"), in("en")};
    if (made.empty()) made.en = text.in(0);
    return made;
}

axis axis_of(const publication_dimension& from, const publication& table) {
    std::vector<axis_position> positions;
    for (const auto& each : from.codes)
        positions.push_back({each.code, localised(each.label, table), each.is, each.parent, each.of_which});
    const bool is_time = from.role == dimension_role::time;
    return {is_time ? axis::kind::period : axis::kind::dimension, is_time ? "period" : from.id, std::move(positions)};
}

/// Walks over the cells of a publication with their coordinates.
class coordinates {
  public:
    explicit coordinates(const publication& table) : table_(table), at_(table.dimensions.size(), 0) {}
    [[nodiscard]] std::size_t operator[](std::size_t dimension) const noexcept { return at_[dimension]; }
    void advance() noexcept {
        for (auto each = at_.size(); each-- > 0;) {
            if (++at_[each] < table_.dimensions[each].codes.size()) return;
            at_[each] = 0;
        }
    }

  private:
    const publication& table_;
    std::vector<std::size_t> at_;
};

/// The dimensions that become axes, in their order: time first, without contents.
std::vector<std::size_t> axis_order(const publication& table) {
    std::vector<std::size_t> order;
    const auto time = table.time_dimension(), contents = table.contents_dimension();
    if (time) order.push_back(*time);
    for (std::size_t each = 0; each < table.dimensions.size(); ++each)
        if (each != time && each != contents) order.push_back(each);
    return order;
}

std::string code_of_figure(const publication& table, std::size_t figure) {
    const auto contents = table.contents_dimension();
    return contents ? table.dimensions[*contents].codes[figure].code : table.id;
}

const publication_content& about_figure(const publication& table, std::size_t figure) {
    return table.figures[table.figures.size() == 1 ? 0 : figure];
}

std::size_t number_of_figures(const publication& table) {
    const auto contents = table.contents_dimension();
    return contents ? table.dimensions[*contents].codes.size() : 1;
}

class published_tables_builder {
  public:
    published_tables_builder(const publication& table, std::optional<measurement_unit> unit)
        : table_(table), time_(table.time_dimension()), contents_(table.contents_dimension()) {
        if (!time_) refuse("has no dimension of time; say which one it is (TIMEVAL in PX, role in JSON-stat)", "");
        read_units(unit);
        if (time_) read_periods();
        for (std::size_t each = 0; each < table.dimensions.size(); ++each)
            if (each != time_ && each != contents_) read_dimension(each);
    }

    result<std::vector<published_table>> build() {
        if (problems_.empty()) read_cells();
        if (!problems_.empty()) return std::move(problems_);
        std::vector<published_table> made;
        for (auto& [unit, rows] : rows_) {
            const auto name = rows_.size() == 1 ? table_.id : table_.id + "." + std::string(name_of(unit));
            for (std::size_t each = 0; each < dimensions_.size(); ++each) {
                auto dimension = dimensions_[each].made;
                dimension.take_values(std::move(rows.codes[each]));
                rows.columns.dimensions.push_back(std::move(dimension));
            }
            rows.columns.periods = periods_;
            made.emplace_back(name, unit, std::move(rows.columns));
        }
        return made;
    }

  private:
    struct dimension_rows {
        std::size_t index;                ///< in the publication
        table_dimension made;             ///< without rows
        std::vector<std::uint16_t> codes; ///< by code of the publication
    };
    struct unit_rows {
        published_columns columns;
        std::vector<std::vector<std::uint16_t>> codes;         ///< by dimension
        std::map<std::size_t, std::uint32_t> cell_of_figure{}; ///< index in `columns.cells`
    };

    void refuse(std::string message, const std::string& place) {
        if (problems_.size() < most_errors)
            problems_.emplace_back(error_code::data, std::move(message),
                                   table_.id + (place.empty() ? "" : "/" + place));
    }

    void read_units(std::optional<measurement_unit> given) {
        for (std::size_t figure = 0; figure < number_of_figures(table_); ++figure) {
            const auto& about = about_figure(table_, figure);
            const auto unit = given ? given : unit_of(about);
            if (!unit)
                refuse(fmt::format("the unit \"{}\" is not known; say which of kohort's units it is, e.g. count",
                                   about.unit.in(0)),
                       code_of_figure(table_, figure));
            units_.push_back(unit.value_or(measurement_unit::count));
        }
    }

    void read_periods() {
        for (const auto& each : table_.dimensions[*time_].codes) {
            auto period = read_reporting_period(each.code);
            if (!period) period = read_reporting_period(each.label.in(0));
            if (!period) refuse(fmt::format("\"{}\" is not a period", each.code), table_.dimensions[*time_].id);
            periods_.push_back(period.value_or(reporting_period{each.code, {}}));
        }
    }

    void read_dimension(std::size_t index) {
        const auto& from = table_.dimensions[index];
        dimension_rows rows{index, {}, {}};
        rows.made.name = from.id;
        std::vector<code_entry> entries;
        std::vector<std::size_t> entry_of(from.codes.size(), 0);
        for (std::size_t each = 0; each < from.codes.size(); ++each) {
            entry_of[each] = entries.size();
            const auto& code = from.codes[each];
            if (code.is == role::unknown) rows.made.unknown_code = code.code;
            if (code.is == role::ordinary) entries.push_back({code.code, localised(code.label, table_), {}, false});
        }
        if (entries.size() >= table_dimension::total) return refuse("has more codes than fit", from.id);
        for (std::size_t each = 0; each < from.codes.size(); ++each) {
            const auto& code = from.codes[each];
            const auto is = code.is;
            rows.codes.push_back(is == role::total     ? table_dimension::total
                                 : is == role::unknown ? std::uint16_t{0}
                                                       : static_cast<std::uint16_t>(entry_of[each] + 1));
            const bool has_parent = code.parent && from.codes[*code.parent].is == role::ordinary;
            if (is != role::ordinary || !has_parent) continue;
            entries[entry_of[each]].parent = entry_of[*code.parent];
            entries[entry_of[each]].of_which = code.of_which;
        }
        auto list = code_list::from(table_.id + "." + from.id, std::move(entries));
        for (const auto& problem : list.errors()) refuse(problem.message(), from.id + problem.path());
        if (!list) return;
        rows.made.codes = std::move(*list);
        dimensions_.push_back(std::move(rows));
    }

    void read_cells() {
        coordinates at(table_);
        for (const auto& printed : table_.cells) {
            const auto figure = contents_ ? at[*contents_] : 0;
            auto& rows = rows_[units_[figure]];
            const auto [cell, is_new] =
                rows.cell_of_figure.try_emplace(figure, static_cast<std::uint32_t>(rows.columns.cells.size()));
            if (is_new) rows.columns.cells.push_back(code_of_figure(table_, figure));
            rows.codes.resize(dimensions_.size());
            rows.columns.cell.push_back(cell->second);
            rows.columns.period.push_back(static_cast<std::uint32_t>(at[*time_]));
            rows.columns.value.push_back(value_of(printed, units_[figure]));
            for (std::size_t each = 0; each < dimensions_.size(); ++each)
                rows.codes[each].push_back(dimensions_[each].codes[at[dimensions_[each].index]]);
            at.advance();
        }
    }

    table_value value_of(const printed_value& printed, measurement_unit unit) {
        try {
            if (!printed.status.has_value()) return {0, printed.status};
            return {printed.value() * in_base_units(unit), printed.status};
        } catch (const std::overflow_error&) {
            refuse("a value does not fit into 64 bits", "");
            return missing_value;
        }
    }

    const publication& table_;
    std::optional<std::size_t> time_, contents_;
    std::vector<measurement_unit> units_; ///< by figure
    std::vector<reporting_period> periods_;
    std::vector<dimension_rows> dimensions_;
    std::map<measurement_unit, unit_rows> rows_;
    error_list problems_;
};

constexpr std::pair<std::string_view, measurement_unit> unit_words[] = {
    {"%", measurement_unit::percent},
    {"pct", measurement_unit::percent},
    {"procent (%)", measurement_unit::percent},
    {"per cent", measurement_unit::percent},
    {"percentage", measurement_unit::percent},
    {"andel (%)", measurement_unit::percent},
    {"andel, %", measurement_unit::percent},
    {"andel i procent", measurement_unit::percent},
    {"‰", measurement_unit::permille},
    {"per mille", measurement_unit::permille},
    {"percentage points", measurement_unit::points},
    {"number", measurement_unit::count},
    {"numbers", measurement_unit::count},
    {"st", measurement_unit::count},
    {"stycken", measurement_unit::count},
    {"antal personer", measurement_unit::persons},
    {"number of persons", measurement_unit::persons},
    {"individer", measurement_unit::persons},
    {"individuals", measurement_unit::persons},
    {"people", measurement_unit::persons},
    {"kr", measurement_unit::sek},
    {"kronor", measurement_unit::sek},
    {"tkr", measurement_unit::ksek},
    {"1000 kr", measurement_unit::ksek},
    {"tusental kronor", measurement_unit::ksek},
    {"mkr", measurement_unit::msek},
    {"mnkr", measurement_unit::msek},
    {"miljoner kronor", measurement_unit::msek},
    {"sek million", measurement_unit::msek}};

} // namespace

std::vector<publication_cube> to_cubes(const publication& table) {
    const auto order = axis_order(table);
    const auto contents = table.contents_dimension();
    std::vector<axis> axes;
    for (const auto each : order) axes.push_back(axis_of(table.dimensions[each], table));
    const additivity nothing_adds{additivity::over_groups::none, false};

    std::vector<publication_cube> made;
    for (std::size_t figure = 0; figure < number_of_figures(table); ++figure)
        made.push_back({code_of_figure(table, figure),
                        contents ? table.dimensions[*contents].codes[figure].label : table.contents,
                        about_figure(table, figure), cube(axes, nothing_adds)});

    std::vector<std::size_t> place(order.size());
    coordinates at(table);
    for (const auto& printed : table.cells) {
        for (std::size_t each = 0; each < order.size(); ++each) place[each] = at[order[each]];
        auto& into = made[contents ? at[*contents] : 0].figures.at(place);
        into.status = printed.status;
        if (printed.status.has_value()) into.numerator = printed.value();
        at.advance();
    }
    return made;
}

result<std::vector<published_table>> to_published_tables(const publication& table,
                                                         std::optional<measurement_unit> unit) {
    return published_tables_builder(table, unit).build();
}

std::optional<measurement_unit> unit_of_text(std::string_view text) {
    const auto written = lower_case(text);
    for (std::size_t each = 0; each < measurement_unit_names.size(); ++each) {
        const auto unit = static_cast<measurement_unit>(each);
        if (written == lower_case(measurement_unit_names[each]) ||
            written == lower_case(unit_label(unit, language::sv)) ||
            written == lower_case(unit_label(unit, language::en)))
            return unit;
    }
    for (const auto& [word, unit] : unit_words)
        if (written == word) return unit;
    return std::nullopt;
}

std::optional<measurement_unit> unit_of(const publication_content& figure) {
    for (const auto& text : figure.unit.texts)
        if (const auto unit = unit_of_text(text)) return unit;
    return std::nullopt;
}

} // namespace kohort
