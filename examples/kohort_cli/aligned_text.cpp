#include "aligned_text.hpp"

#include "terminal.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace kohort_cli {
namespace {

/// Letters of a UTF-8 text.
std::size_t width_of(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char letter) { return (static_cast<unsigned char>(letter) & 0xC0U) != 0x80U; }));
}

bool is_number(const std::string& text) { return text.find_first_not_of("0123456789 .%-") == std::string::npos; }

using table_lines = std::vector<std::vector<std::string>>;

struct table_column {
    std::size_t width = 0;
    bool is_of_numbers = true;
};

std::vector<table_column> columns_of(const table_lines& lines) {
    std::vector<table_column> columns;
    for (std::size_t l = 0; l < lines.size(); ++l)
        for (std::size_t c = 0; c < lines[l].size(); ++c) {
            if (c == columns.size()) columns.emplace_back();
            columns[c].width = (std::max)(columns[c].width, width_of(lines[l][c]));
            if (l > 0 && !is_number(lines[l][c])) columns[c].is_of_numbers = false;
        }
    return columns;
}

std::size_t total_width(const std::vector<table_column>& columns) {
    std::size_t total = columns.empty() ? 0 : 2 * (columns.size() - 1);
    for (const auto& each : columns) total += each.width;
    return total;
}

/// The first letters of a UTF-8 text.
std::string first_letters(const std::string& text, std::size_t count) {
    std::size_t end = 0;
    for (; end < text.size(); ++end) {
        const bool begins = (static_cast<unsigned char>(text[end]) & 0xC0U) != 0x80U;
        if (begins && count-- == 0) break;
    }
    return text.substr(0, end);
}

/// Takes `excess` letters from the widest column of texts, of which it leaves at least eight.
void cut_widest_text(table_lines& lines, const std::vector<table_column>& columns, std::size_t excess) {
    constexpr std::size_t least = 8;
    std::size_t widest = columns.size();
    for (std::size_t c = 0; c < columns.size(); ++c)
        if (!columns[c].is_of_numbers && (widest == columns.size() || columns[c].width > columns[widest].width))
            widest = c;
    if (widest == columns.size()) return;
    const auto room = (std::max)(least, columns[widest].width - (std::min)(excess, columns[widest].width));
    for (auto& line : lines)
        if (widest < line.size() && width_of(line[widest]) > room)
            line[widest] = first_letters(line[widest], room - 2) + "..";
}

} // namespace

std::string aligned(std::vector<std::vector<std::string>> lines, bool colour, std::size_t width) {
    auto columns = columns_of(lines);
    if (const auto total = total_width(columns); total > width) {
        cut_widest_text(lines, columns, total - width);
        columns = columns_of(lines);
    }
    std::string text;
    for (std::size_t l = 0; l < lines.size(); ++l) {
        std::string line;
        for (std::size_t c = 0; c < lines[l].size(); ++c) {
            const std::string padding(columns[c].width - width_of(lines[l][c]), ' ');
            line += c == 0 ? "" : "  ";
            line += columns[c].is_of_numbers ? padding + lines[l][c] : lines[l][c] + padding;
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += (l == 0 ? emphasised(line, emphasis::dim, colour) : line) + "\n";
    }
    return text;
}

std::string percent(double share) {
    if (!std::isfinite(share)) return "-";
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f %%", 100 * share);
    return text.data();
}

std::string grouped(std::int64_t number) {
    auto text = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > (number < 0 ? 1 : 0); at -= 3)
        text.insert(static_cast<std::size_t>(at), " ");
    return text;
}

} // namespace kohort_cli
