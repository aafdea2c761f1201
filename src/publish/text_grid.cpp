#include "text_grid.hpp"

#include "../base/display_text.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace kohort {
namespace {

constexpr std::size_t gap_before_column = 2;
constexpr std::size_t gap_before_group = 3;
constexpr std::size_t hanging_indent = 2;
constexpr std::size_t narrowest_labels = 24; ///< labels are broken into lines before this width is undercut
constexpr std::string_view rule = "─";

struct column_shape {
    std::size_t gap;
    std::size_t figure_width;
    std::size_t mark_width;
    [[nodiscard]] std::size_t width() const noexcept { return figure_width + mark_width; }
};

/// Neighbouring columns, from `first` to before `last`.
struct column_range {
    std::size_t first;
    std::size_t last;
};

bool share_headings(const text_grid& grid, std::size_t a, std::size_t b, std::size_t levels) {
    return std::equal(grid.columns[a].begin(), grid.columns[a].begin() + static_cast<std::ptrdiff_t>(levels),
                      grid.columns[b].begin());
}

/// The columns of the range under one heading of a level.
std::vector<column_range> spans_of(const text_grid& grid, column_range range, std::size_t level) {
    std::vector<column_range> spans;
    for (auto column = range.first; column < range.last; ++column) {
        if (column == range.first || !share_headings(grid, column - 1, column, level + 1))
            spans.push_back({column, column});
        spans.back().last = column + 1;
    }
    return spans;
}

std::size_t heading_levels(const text_grid& grid) { return grid.columns.empty() ? 0 : grid.columns.front().size(); }

/// Columns printed side by side, with their shapes.
class column_block {
  public:
    column_block(const text_grid& grid, column_range range) : grid_(grid), range_(range) {
        for (auto column = range.first; column < range.last; ++column) shapes_.push_back(shape_of(column));
        for (auto level = heading_levels(grid); level-- > 1;) widen_for_headings(level - 1);
    }

    [[nodiscard]] column_range range() const noexcept { return range_; }
    [[nodiscard]] const column_shape& shape(std::size_t column) const noexcept {
        return shapes_[column - range_.first];
    }

    /// With the gaps before the columns.
    [[nodiscard]] std::size_t width() const noexcept {
        std::size_t width = 0;
        for (const auto& each : shapes_) width += each.gap + each.width();
        return width;
    }

    /// Without the gap before the first column.
    [[nodiscard]] std::size_t width_of(column_range span) const noexcept {
        std::size_t width = 0;
        for (auto column = span.first; column < span.last; ++column) width += shape(column).gap + shape(column).width();
        return width - shape(span.first).gap;
    }

  private:
    [[nodiscard]] column_shape shape_of(std::size_t column) const {
        column_shape shape{gap_before(column), display_width(grid_.columns[column].back()), 0};
        for (const auto& row : grid_.rows) {
            if (row.figures.empty()) continue;
            shape.figure_width = std::max(shape.figure_width, display_width(row.figures[column].text));
            shape.mark_width = std::max(shape.mark_width, display_width(row.figures[column].marks));
        }
        return shape;
    }

    [[nodiscard]] std::size_t gap_before(std::size_t column) const {
        const bool begins_group =
            heading_levels(grid_) > 1 && column > range_.first && !share_headings(grid_, column - 1, column, 1);
        return begins_group ? gap_before_group : gap_before_column;
    }

    void widen_for_headings(std::size_t level) {
        for (const auto span : spans_of(grid_, range_, level)) {
            const auto needed = display_width(grid_.columns[span.first][level]);
            auto lacking = needed - std::min(needed, width_of(span));
            for (auto column = span.first; column < span.last; ++column) {
                const auto columns_left = span.last - column;
                const auto share = (lacking + columns_left - 1) / columns_left;
                shapes_[column - range_.first].figure_width += share;
                lacking -= share;
            }
        }
    }

    const text_grid& grid_;
    column_range range_;
    std::vector<column_shape> shapes_;
};

std::vector<std::string> label_lines(const grid_row& row, std::size_t width) {
    auto lines = wrap(row.label, width - std::min(width, row.indent), hanging_indent);
    for (auto& line : lines) line.insert(0, row.indent, ' ');
    return lines;
}

/// Width of the labels when they are broken into lines of at most `width`.
std::size_t label_width(const text_grid& grid, std::size_t width) {
    std::size_t widest = 0;
    for (const auto& row : grid.rows)
        for (const auto& line : label_lines(row, width)) widest = std::max(widest, display_width(line));
    return widest;
}

/// Width to which the labels can be brought.
std::size_t least_label_width(const text_grid& grid) {
    std::size_t least = narrowest_labels;
    for (const auto& row : grid.rows) least = std::max(least, row.indent + hanging_indent + widest_word(row.label));
    return label_width(grid, least);
}

/// Width of the units or trends after the figures, with the gap before them.
std::size_t width_after_figures(const text_grid& grid, std::string grid_row::*text) {
    std::size_t widest = 0;
    for (const auto& row : grid.rows) widest = std::max(widest, display_width(row.*text));
    return widest == 0 ? 0 : gap_before_column + widest;
}

std::size_t unit_width(const text_grid& grid) { return width_after_figures(grid, &grid_row::unit); }
std::size_t trend_width(const text_grid& grid) { return width_after_figures(grid, &grid_row::trend); }

/// Of all that follows the figures.
std::size_t tail_width(const text_grid& grid) { return unit_width(grid) + trend_width(grid); }

/// As many columns side by side as there is room for, at least one.
std::vector<column_range> blocks_of(const text_grid& grid, std::size_t available) {
    std::vector<column_range> blocks;
    for (std::size_t first = 0; first < grid.columns.size(); first = blocks.back().last) {
        auto last = first + 1;
        while (last < grid.columns.size() && column_block(grid, {first, last + 1}).width() <= available) ++last;
        blocks.push_back({first, last});
    }
    return blocks;
}

std::string spaces(std::size_t width) { return repeated(" ", width); }

std::string centred(std::string_view text, std::size_t width) {
    const auto free = width - std::min(width, display_width(text));
    return pad_right(spaces(free / 2).append(text), width);
}

/// Prints blocks of one grid.
class grid_printer {
  public:
    grid_printer(const text_grid& grid, std::size_t label_width, bool colour)
        : grid_(grid), label_width_(label_width), colour_(colour) {}

    void print(const column_block& block) {
        for (std::size_t level = 0; level + 1 < heading_levels(grid_); ++level) print_spanning_headings(block, level);
        print_headings(block);
        print_rule(block);
        for (const auto& row : grid_.rows) {
            if (row.is_total && &row != &grid_.rows.front()) print_rule(block);
            print_row(row, block);
        }
    }
    [[nodiscard]] std::string take() && { return std::move(lines_); }
    void end_line() { lines_ += '\n'; }

  private:
    void print_line(std::string_view text, text_style style) {
        lines_ += styled(trimmed(text), style, colour_);
        end_line();
    }

    void print_rule(const column_block& block) {
        print_line(repeated(rule, label_width_ + block.width() + tail_width(grid_)), text_style::dim);
    }

    void print_spanning_headings(const column_block& block, std::size_t level) {
        auto headings = spaces(label_width_), underlines = headings;
        for (const auto span : spans_of(grid_, block.range(), level)) {
            const auto gap = spaces(block.shape(span.first).gap);
            headings += gap + centred(grid_.columns[span.first][level], block.width_of(span));
            underlines += gap + repeated(rule, block.width_of(span));
        }
        print_line(headings, text_style::plain);
        print_line(underlines, text_style::dim);
    }

    void print_headings(const column_block& block) {
        auto line = spaces(label_width_);
        for (auto column = block.range().first; column < block.range().last; ++column) {
            const auto& shape = block.shape(column);
            line += spaces(shape.gap) + pad_left(grid_.columns[column].back(), shape.figure_width);
            line += spaces(shape.mark_width);
        }
        print_line(line, text_style::plain);
    }

    void print_row(const grid_row& row, const column_block& block) {
        const auto style = row.is_total ? text_style::bold : text_style::plain;
        const auto label = label_lines(row, label_width_);
        for (std::size_t each = 0; each + 1 < label.size(); ++each) print_line(label[each], style);

        auto line = pad_right(label.back(), label_width_);
        for (auto column = block.range().first; column < block.range().last && !row.figures.empty(); ++column) {
            const auto& shape = block.shape(column);
            const auto& figure = row.figures[column];
            line += spaces(shape.gap) + pad_left(figure.text, shape.figure_width);
            line += pad_right(figure.marks, shape.mark_width);
        }
        if (row.unit.empty() && row.trend.empty()) return print_line(line, style);
        const auto tail = pad_right(row.unit, row.trend.empty() ? 0 : unit_width(grid_)) + row.trend;
        lines_ += styled(line, style, colour_) + spaces(gap_before_column) + styled(tail, text_style::dim, colour_);
        end_line();
    }

    const text_grid& grid_;
    std::size_t label_width_;
    bool colour_;
    std::string lines_;
};

} // namespace

bool fits(const text_grid& grid, std::size_t width) {
    return least_label_width(grid) + column_block(grid, {0, grid.columns.size()}).width() + tail_width(grid) <= width;
}

std::string to_lines(const text_grid& grid, const text_options& options) {
    const auto least = least_label_width(grid), tail = tail_width(grid);
    const auto available = options.width - std::min(options.width, least + tail);
    std::size_t widest_block = 0;
    std::vector<column_block> blocks;
    for (const auto range : blocks_of(grid, available)) {
        blocks.emplace_back(grid, range);
        widest_block = std::max(widest_block, blocks.back().width());
    }
    const auto left = options.width - std::min(options.width, widest_block + tail);
    grid_printer printer(grid, label_width(grid, std::max(left, least)), options.colour);
    for (const auto& block : blocks) {
        if (&block != &blocks.front()) printer.end_line();
        printer.print(block);
    }
    return std::move(printer).take();
}

} // namespace kohort
