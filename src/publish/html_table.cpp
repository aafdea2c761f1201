#include "html_table.hpp"

#include "dimension_heading.hpp"
#include "html_page.hpp"
#include "html_text.hpp"
#include "printed_figure.hpp"
#include "printing_order.hpp"

#include <kohort/publish/number_format.hpp>
#include <kohort/publish/rounding.hpp>

#include <algorithm>
#include <string_view>

namespace kohort {
namespace {

constexpr std::size_t most_columns = 12;
constexpr std::size_t deepest = 3;

/// A place in the rows or in the columns.
struct table_place {
    std::vector<std::size_t> positions; ///< per axis; 0 for the axes of the other
    std::vector<std::string> labels;    ///< one per axis
    std::vector<std::size_t> depths;    ///< likewise
    bool is_total = false;
};

text_grid grid_of(const grid_figure& figure) {
    text_grid made;
    grid_row row;
    row.figures.push_back(figure);
    made.rows.push_back(std::move(row));
    return made;
}

/// What a sign or a mark means: its legend without itself.
std::string meaning_of(const grid_figure& figure, const std::string& sign, language in) {
    const auto legend = legend_of(grid_of(figure), in);
    return legend.size() > sign.size() ? legend.substr(sign.size() + 1) : std::string();
}

cell with(obs_status status) { return {1, 1, status}; }

} // namespace

/// Writes the rows of one table.
class html_table::maker {
  public:
    maker(const indicator_table& table, language in) : table_(table), in_(in) {
        for (std::size_t each = 0; each < table.figures.axes().size(); ++each)
            shown_.push_back(printing_order(table, each, in));
        std::vector<std::size_t> others;
        for (std::size_t each = period_axis_index + 1; each < shown_.size(); ++each) others.push_back(each);
        std::ranges::stable_sort(others, std::ranges::greater(), [&](auto each) { return shown_[each].size(); });
        auto width = shown_[period_axis_index].size();
        for (auto each = others.size(); each-- > 1;) width *= shown_[others[each]].size();
        std::size_t leading = std::min<std::size_t>(1, others.size());
        while (leading < others.size() && width > most_columns) width /= shown_[others[leading++]].size();
        row_axes_.assign(others.begin(), others.begin() + static_cast<std::ptrdiff_t>(leading));
        column_axes_.assign(others.begin() + static_cast<std::ptrdiff_t>(leading), others.end());
        column_axes_.push_back(period_axis_index);
        columns_ = crossed(column_axes_);
    }

    [[nodiscard]] std::string head() const {
        std::string made = "<thead>\n<tr>";
        for (const auto axis : row_axes_)
            made += column_heading("", {dimension_heading(table_.figures.axes()[axis].name(), in_)});
        if (row_axes_.empty()) made += column_heading("", {in_ == language::sv ? "Indikator" : "Indicator"});
        for (const auto& column : columns_) made += column_heading(" class=\"figures\"", column.labels);
        return made + "</tr>\n</thead>\n";
    }

    void add_body(std::string& to, std::vector<grid_figure>& used) const {
        for (const auto& row : crossed(row_axes_)) {
            to += row.is_total ? "<tr class=\"total\">" : "<tr>";
            for (std::size_t each = 0; each < row.labels.size(); ++each) {
                const auto depth = std::min(row.depths[each], deepest);
                const auto style = depth > 0 ? " class=\"depth-" + std::to_string(depth) + "\"" : std::string();
                to += "<th scope=\"row\"" + style + ">" + escaped(row.labels[each]) + "</th>";
            }
            if (row.labels.empty()) to += "<th scope=\"row\">" + escaped(name()) + "</th>";
            for (const auto& column : columns_) {
                auto positions = row.positions;
                for (const auto axis : column_axes_) positions[axis] = column.positions[axis];
                to += figure_at(positions, used);
            }
            to += "</tr>\n";
        }
    }

  private:
    [[nodiscard]] std::string name() const {
        const auto& indicator = table_.indicator;
        auto text = indicator.name.empty() ? indicator.id : indicator.name.in(in_);
        if (!has_sign(indicator.unit)) text.append(" (").append(unit_label(indicator.unit, in_)).append(")");
        return text;
    }

    [[nodiscard]] std::vector<table_place> crossed(const std::vector<std::size_t>& axes) const {
        std::vector<table_place> made{{std::vector<std::size_t>(shown_.size()), {}, {}, !axes.empty()}};
        for (const auto axis : axes) {
            std::vector<table_place> longer;
            for (const auto& each : made)
                for (const auto& position : shown_[axis]) {
                    longer.push_back(each);
                    auto& place = longer.back();
                    place.positions[axis] = position.index;
                    place.labels.push_back(position.label);
                    place.depths.push_back(position.depth);
                    place.is_total = place.is_total && position.is_total;
                }
            made = std::move(longer);
        }
        return made;
    }

    [[nodiscard]] std::string figure_at(const std::vector<std::size_t>& positions,
                                        std::vector<grid_figure>& used) const {
        const auto& figure = table_.figures.at(positions);
        const auto& indicator = table_.indicator;
        auto place = indicator.id;
        for (std::size_t each = 0; each < positions.size(); ++each) {
            const auto& axis = table_.figures.axes()[each];
            place.append("|").append(axis.name()).append("=").append(axis[positions[each]].code);
        }
        std::string value;
        if (figure.status.has_value())
            value = to_plain(round(published_value(indicator, figure), indicator.decimals, indicator.rounding));
        const auto shown = printed(indicator, figure, in_);
        used.push_back(shown);
        return "<td data-cell=\"" + escaped(place) + "\" data-value=\"" + value + "\" data-status=\"" +
               to_string(figure.status) + "\">" + text_of(shown) + "</td>";
    }

    /// A sign is read as the words that it stands for.
    [[nodiscard]] std::string text_of(const grid_figure& shown) const {
        const auto words = legend_of(grid_of(shown), in_);
        if (words.empty()) return escaped(shown.text);
        auto text = "<span aria-hidden=\"true\">" + escaped(shown.text) + "</span>";
        if (!shown.marks.empty())
            text =
                escaped(shown.text) + "<span class=\"marks\" aria-hidden=\"true\">" + escaped(shown.marks) + "</span>";
        return text + "<span class=\"unseen\"> " + escaped(words) + "</span>";
    }

    const indicator_table& table_;
    language in_;
    std::vector<std::vector<shown_position>> shown_; ///< per axis
    std::vector<std::size_t> row_axes_, column_axes_;
    std::vector<table_place> columns_;
};

html_table::html_table(std::span<const indicator_table> tables, language in) : in_(in) {
    grid_row used;
    for (const auto& table : tables) {
        const maker written(table, in);
        if (rows_.empty()) rows_ = written.head() + "<tbody>\n";
        written.add_body(rows_, used.figures);
    }
    rows_ += "</tbody>\n";
    used_.rows.push_back(std::move(used));
}

std::string html_table::legend() const { return legend_of(used_, in_); }

std::vector<std::pair<std::string, std::string>> all_signs(language in) {
    std::vector<std::pair<std::string, std::string>> made;
    definition count;
    count.operation = count_operator{};
    for (const auto is :
         {availability::suppressed, availability::missing, availability::not_applicable, availability::nil}) {
        const auto sign = printed(count, with(is), in);
        made.emplace_back(sign.text, meaning_of(sign, sign.text, in));
    }
    for (const auto flag : {obs_flag::provisional, obs_flag::estimated, obs_flag::forecast, obs_flag::break_in_series,
                            obs_flag::low_reliability}) {
        const auto figure = printed(count, with(obs_status().add(flag)), in);
        made.emplace_back(figure.marks, meaning_of(figure, figure.marks, in));
    }
    return made;
}

} // namespace kohort
