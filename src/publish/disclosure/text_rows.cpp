#include "text_rows.hpp"

#include <kohort/data/csv.hpp>

#include "data/csv_record.hpp"

#include <algorithm>

namespace kohort::disclosure {
namespace {

std::vector<std::string> header_of(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const auto line = std::string(text.substr(0, text.find('\n'))) + "\n";
    const auto header = csv::read_record(line, ',');
    return {header.cells.begin(), header.cells.end()};
}

std::string text_of(const csv_column& column, std::uint64_t key) {
    if (key == csv_column::missing_key) return {};
    return key & csv_column::text_key_bit ? column.texts[key & ~csv_column::text_key_bit] : std::to_string(key);
}

} // namespace

std::size_t text_rows::find(std::string_view column) const noexcept {
    return static_cast<std::size_t>(std::find(columns.begin(), columns.end(), column) - columns.begin());
}

const std::string& text_rows::at(std::size_t row, std::size_t column) const noexcept {
    static const std::string nothing;
    return column < columns.size() ? rows[row][column] : nothing;
}

result<text_rows> parse_text_rows(std::string_view text, const std::string& name,
                                  const std::vector<std::string>& required) {
    text_rows found{header_of(text), {}, {}, name};
    for (const auto& each : required)
        if (found.find(each) == found.columns.size()) found.columns.push_back(each); // refused by parse_csv
    std::vector<csv_column_request> requests;
    for (const auto& each : found.columns) requests.push_back({each, csv_type::key});
    const auto table = parse_csv(text, name, requests);
    if (!table) return table.errors();
    for (std::int64_t row = 0; row < table->rows; ++row) {
        auto& texts = found.rows.emplace_back();
        for (const auto& column : table->columns)
            texts.push_back(text_of(column, column.keys[static_cast<std::size_t>(row)]));
        found.lines.push_back(table->line_of(row));
    }
    return found;
}

} // namespace kohort::disclosure
