#include <kohort/publish/markdown.hpp>

#include "../base/display_text.hpp"
#include "printed_figure.hpp"
#include "table_layout.hpp"

#include <algorithm>
#include <string_view>

namespace kohort {
namespace {

/// Without anything that Markdown or HTML would take for a sign of its own.
std::string in_markdown(std::string_view text) {
    std::string made;
    for (const char each : text) {
        if (each == '\n' || each == '\r') {
            made += ' ';
            continue;
        }
        if (std::string_view("\\`*_[]<>|~&").find(each) != std::string_view::npos) made += '\\';
        made += each;
    }
    return made;
}

std::string bold_if(bool is_bold, const std::string& text) {
    return is_bold && !text.empty() ? "**" + text + "**" : text;
}

std::string line_of(std::span<const std::string> fields) {
    std::string line = "|";
    for (const auto& each : fields) line += ' ' + each + " |";
    return line + '\n';
}

/// "Women · 2024"
std::string heading_of(const std::vector<std::string>& levels) {
    std::string heading;
    for (const auto& each : levels) heading += (heading.empty() ? "" : " · ") + in_markdown(each);
    return heading;
}

bool has_units(const text_grid& grid) {
    return std::ranges::any_of(grid.rows, [](const grid_row& row) { return !row.unit.empty(); });
}

std::vector<std::string> fields_of(const grid_row& row, std::size_t columns, bool has_units) {
    std::vector<std::string> fields{repeated("&emsp;", row.indent / 2) + bold_if(row.is_total, in_markdown(row.label))};
    for (std::size_t each = 0; each < columns; ++each)
        fields.push_back(row.figures.empty() ? std::string()
                                             : bold_if(row.is_total, row.figures[each].text + row.figures[each].marks));
    if (has_units) fields.push_back(in_markdown(row.unit));
    return fields;
}

std::string table_of(const text_grid& grid) {
    const bool units = has_units(grid);
    std::vector<std::string> headings{""}, rulers{":---"};
    for (const auto& column : grid.columns) {
        headings.push_back(heading_of(column));
        rulers.emplace_back("---:");
    }
    if (units) {
        headings.emplace_back();
        rulers.emplace_back(":---");
    }
    auto text = line_of(headings) + line_of(rulers);
    for (const auto& row : grid.rows) text += line_of(fields_of(row, grid.columns.size(), units));
    return text;
}

} // namespace

std::string to_markdown(std::span<const indicator_table> tables, const markdown_options& options) {
    const auto fits = [&](const text_grid& grid) { return grid.columns.size() <= options.columns; };
    const auto level = std::clamp<std::size_t>(options.heading_level, 1, 6);
    std::string text;
    for (const auto& [title, about, grid] : lay_out(tables, options.in, fits)) {
        if (!text.empty()) text += '\n';
        if (!title.empty())
            text += std::string(level, '#') + ' ' + in_markdown(title) + "\n\n" + in_markdown(about) + "\n\n";
        text += table_of(grid);
        if (const auto legend = legend_of(grid, options.in); !legend.empty())
            text += (options.in == language::sv ? "\nTeckenförklaring: " : "\nSigns: ") + legend + '\n';
    }
    return text;
}

} // namespace kohort
