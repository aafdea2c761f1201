#include <kohort/publish/table_writer.hpp>

#include "../base/display_text.hpp"
#include "printed_figure.hpp"
#include "table_layout.hpp"

#include <string_view>
#include <utility>

namespace kohort {
namespace {

std::string lines_of(std::string_view text, text_style style, const text_options& options) {
    std::string lines;
    for (const auto& line : wrap(text, options.width)) lines += styled(line, style, options.colour) + '\n';
    return lines;
}

void remove_trends(text_grid& grid) {
    for (auto& row : grid.rows) row.trend.clear();
}

std::string text_of(laid_out_table table, const text_options& options) {
    if (!options.sparklines || !fits(table.grid, options.width)) remove_trends(table.grid);
    std::string text;
    if (!table.title.empty()) {
        text += lines_of(table.title, text_style::title, options);
        text += lines_of(table.about, text_style::dim, options) + '\n';
    }
    text += to_lines(table.grid, options);
    if (const auto legend = legend_of(table.grid, options.in); !legend.empty())
        text += lines_of(legend, text_style::dim, options);
    return text;
}

} // namespace

std::string to_text(std::span<const indicator_table> tables, const text_options& options) {
    std::string text;
    // Whether breakdowns stand side by side does not depend on the trends: only periods alone have them.
    for (auto& table : lay_out(tables, options.in, [&](const text_grid& grid) { return fits(grid, options.width); })) {
        if (!text.empty()) text += '\n';
        text += text_of(std::move(table), options);
    }
    return text;
}

} // namespace kohort
