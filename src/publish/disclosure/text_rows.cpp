#include "text_rows.hpp"

#include "publish/csv_fields.hpp"

#include <algorithm>
#include <utility>

namespace kohort::disclosure {

std::size_t text_rows::find(std::string_view column) const noexcept {
    return static_cast<std::size_t>(std::find(columns.begin(), columns.end(), column) - columns.begin());
}

const std::string& text_rows::at(std::size_t row, std::size_t column) const noexcept {
    static const std::string nothing;
    return column < columns.size() ? rows[row][column] : nothing;
}

result<text_rows> parse_text_rows(std::string_view text, const std::string& name,
                                  const std::vector<std::string>& required) {
    auto lines = read_csv_lines(text, ',', name);
    if (!lines) return lines.errors();
    text_rows found;
    found.file = name;
    if (!lines->empty()) found.columns = std::move(lines->front().fields);
    error_list errors;
    for (const auto& each : required)
        if (found.find(each) == found.columns.size())
            errors.emplace_back(error_code::data, "there is no column \"" + each + "\"", name + ":1");
    if (!errors.empty()) return errors;
    for (std::size_t i = 1; i < lines->size(); ++i) {
        found.rows.push_back(std::move((*lines)[i].fields));
        found.lines.push_back((*lines)[i].number);
    }
    return found;
}

} // namespace kohort::disclosure
