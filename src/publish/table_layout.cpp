#include "table_layout.hpp"

#include "printed_figure.hpp"
#include "printing_order.hpp"
#include "sparkline.hpp"

#include <kohort/publish/number_format.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace kohort {
namespace {

constexpr std::size_t indent_per_level = 2;

/// Which axes lead down the rows, outermost first, and which across the columns besides the period.
struct arrangement {
    std::vector<std::size_t> rows;
    std::vector<std::size_t> columns;
};

/// A bar for each cell that has a value.
std::string trend_of(std::span<const cell> cells) {
    std::vector<std::optional<double>> values;
    for (const auto& each : cells) {
        values.emplace_back();
        if (!each.status.has_value()) continue;
        const bool is_over_nothing = each.denominator == ratio(0); // a nil share
        values.back() = is_over_nothing ? 0 : each.numerator.to_double() / each.denominator.to_double();
    }
    return sparkline(values);
}

class grid_maker {
  public:
    grid_maker(const indicator_table& table, language in)
        : table_(table), in_(in), is_series_(are_consecutive_periods(table.figures.axes()[period_axis_index])) {
        for (std::size_t each = 0; each < table.figures.axes().size(); ++each)
            shown_.push_back(printing_order(table, each, in));
    }

    /// The longest breakdown in the rows, all others across: the last that is moved is the shortest.
    [[nodiscard]] arrangement widest() const {
        arrangement order;
        for (std::size_t each = period_axis_index + 1; each < shown_.size(); ++each) order.columns.push_back(each);
        move_longest_to_rows(order);
        return order;
    }

    void move_longest_to_rows(arrangement& order) const {
        const auto longest =
            std::ranges::max_element(order.columns, {}, [&](auto each) { return shown_[each].size(); });
        order.rows.push_back(*longest);
        order.columns.erase(longest);
    }

    /// Whether the columns are headed by periods. A single period above groups would only repeat itself.
    [[nodiscard]] bool heads_periods(const arrangement& order) const {
        return order.columns.empty() || shown_[period_axis_index].size() > 1;
    }

    [[nodiscard]] text_grid grid(const arrangement& order) const {
        text_grid result;
        const auto columns = columns_of(order);
        for (const auto& column : columns) result.columns.push_back(column.headings);
        add_rows(order, 0, coordinates_of_totals(order.rows), 0, columns, result.rows);
        return result;
    }

  private:
    using coordinates = std::vector<std::optional<std::size_t>>; ///< per axis; nothing where there is no total

    struct column_place {
        std::vector<std::size_t> positions; ///< per axis; 0 for those of the rows
        std::vector<std::string> headings;
    };

    [[nodiscard]] std::vector<column_place> columns_of(const arrangement& order) const {
        std::vector<column_place> columns{{std::vector<std::size_t>(shown_.size()), {}}};
        for (const auto axis : order.columns) columns = crossed(columns, axis, true);
        return crossed(columns, period_axis_index, heads_periods(order));
    }

    [[nodiscard]] std::vector<column_place> crossed(const std::vector<column_place>& columns, std::size_t axis,
                                                    bool headed) const {
        std::vector<column_place> result;
        for (const auto& each : columns)
            for (const auto& position : shown_[axis]) {
                result.push_back(each);
                result.back().positions[axis] = position.index;
                if (headed) result.back().headings.push_back(position.label);
            }
        return result;
    }

    [[nodiscard]] coordinates coordinates_of_totals(const std::vector<std::size_t>& rows) const {
        coordinates totals(shown_.size());
        for (const auto axis : rows) totals[axis] = table_.figures.axes()[axis].total();
        return totals;
    }

    /// The rows of one level and, below each, those of the next. A row stands for the total of the levels below it.
    void add_rows(const arrangement& order, std::size_t level, coordinates at, std::size_t indent,
                  const std::vector<column_place>& columns, std::vector<grid_row>& rows) const {
        const auto axis = order.rows[level];
        for (const auto& position : shown_[axis]) {
            if (level > 0 && position.is_total) continue;
            at[axis] = position.index;
            const auto here = indent + indent_per_level * position.depth;
            rows.push_back({position.label, here, position.is_total, {}, {}, {}});
            const auto cells = cells_at(order, at, columns);
            for (const auto& each : cells) rows.back().figures.push_back(printed(table_.indicator, each, in_));
            if (is_series_ && order.columns.empty()) rows.back().trend = trend_of(cells);
            if (level + 1 < order.rows.size()) add_rows(order, level + 1, at, here + indent_per_level, columns, rows);
        }
    }

    /// The cells of a row; none when there is no total to stand for the levels below it.
    [[nodiscard]] std::vector<cell> cells_at(const arrangement& order, const coordinates& at,
                                             const std::vector<column_place>& columns) const {
        std::vector<cell> cells;
        for (const auto& column : columns) {
            auto positions = column.positions;
            for (const auto axis : order.rows) {
                if (!at[axis]) return {};
                positions[axis] = *at[axis];
            }
            cells.push_back(table_.figures.at(positions));
        }
        return cells;
    }

    const indicator_table& table_;
    language in_;
    bool is_series_;                                 ///< whether the periods follow one another
    std::vector<std::vector<shown_position>> shown_; ///< per axis
};

std::string name_of(const definition& indicator, language in) {
    return indicator.name.empty() ? indicator.id : indicator.name.in(in);
}

laid_out_table broken_down_table(const indicator_table& table, language in,
                                 const std::function<bool(const text_grid&)>& fits) {
    const grid_maker maker(table, in);
    auto order = maker.widest();
    auto grid = maker.grid(order);
    while (!order.columns.empty() && !fits(grid)) {
        maker.move_longest_to_rows(order);
        grid = maker.grid(order);
    }

    const auto& indicator = table.indicator;
    auto title = name_of(indicator, in);
    const auto& periods = table.figures.axes()[period_axis_index];
    if (!maker.heads_periods(order) && periods.size() == 1) title += ", " + label_of(periods[0], in);
    auto about = std::string(unit_label(indicator.unit, in)) + " · " + indicator.id;
    if (!indicator.version.empty()) about += " · " + indicator.version;
    return {std::move(title), std::move(about), std::move(grid)};
}

/// Indicators without a breakdown, over the same periods: a row each.
laid_out_table shared_table(std::span<const indicator_table> tables, language in) {
    text_grid grid;
    const auto& periods = tables.front().figures.axes()[period_axis_index];
    for (const auto& period : periods.positions()) grid.columns.push_back({label_of(period, in)});
    for (const auto& [indicator, hash, figures] : tables) {
        grid_row row{name_of(indicator, in), 0, false, {}, {}, {}};
        if (!has_sign(indicator.unit)) row.unit = unit_label(indicator.unit, in);
        for (const auto& figure : figures.cells()) row.figures.push_back(printed(indicator, figure, in));
        if (are_consecutive_periods(periods)) row.trend = trend_of(figures.cells());
        grid.rows.push_back(std::move(row));
    }
    return {{}, {}, std::move(grid)};
}

bool is_broken_down(const indicator_table& table) { return table.figures.axes().size() > 1; }

} // namespace

std::size_t tables_together(std::span<const indicator_table> tables) {
    if (is_broken_down(tables.front())) return 1;
    const auto is_other = [&](const indicator_table& table) {
        return table.figures.axes() != tables.front().figures.axes();
    };
    return static_cast<std::size_t>(std::ranges::find_if(tables, is_other) - tables.begin());
}

std::vector<laid_out_table> lay_out(std::span<const indicator_table> tables, language in,
                                    const std::function<bool(const text_grid&)>& fits) {
    std::vector<laid_out_table> made;
    while (!tables.empty()) {
        const auto together = tables_together(tables);
        made.push_back(is_broken_down(tables.front()) ? broken_down_table(tables.front(), in, fits)
                                                      : shared_table(tables.first(together), in));
        tables = tables.subspan(together);
    }
    return made;
}

} // namespace kohort
