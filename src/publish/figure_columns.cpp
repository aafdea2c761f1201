#include <kohort/publish/figure_columns.hpp>

#include "../data/json_writer.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

namespace kohort {
namespace {

std::string written(double value, std::string_view none) {
    if (!std::isfinite(value)) return std::string(none);
    std::array<char, 32> digits{}; // enough for every double
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    return {digits.data(), end};
}

std::string quoted_if_needed(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char each : text) quoted.append(each == '"' ? 2 : 1, each);
    return quoted + '"';
}

std::string csv_field(const std::string& text) { return quoted_if_needed(text); }
std::string csv_field(std::int64_t number) { return std::to_string(number); }
std::string csv_field(double number) { return written(number, ""); }

std::string json_field(const std::string& text) { return json::to_text(json::text(text)); }
std::string json_field(std::int64_t number) { return std::to_string(number); }
std::string json_field(double number) { return written(number, "null"); }

std::size_t rows_of(std::span<const figure_column> columns) { return columns.empty() ? 0 : columns.front().size(); }

} // namespace

std::size_t figure_column::size() const noexcept {
    return std::visit([](const auto& each) { return each.size(); }, values);
}

std::string to_csv(std::span<const figure_column> columns) {
    std::string text;
    for (std::size_t c = 0; c < columns.size(); ++c) text += (c == 0 ? "" : ",") + quoted_if_needed(columns[c].name);
    text += '\n';
    for (std::size_t row = 0; row < rows_of(columns); ++row) {
        for (std::size_t c = 0; c < columns.size(); ++c) {
            if (c > 0) text += ',';
            text += std::visit([&](const auto& values) { return csv_field(values[row]); }, columns[c].values);
        }
        text += '\n';
    }
    return text;
}

std::string to_json(std::span<const figure_column> columns) {
    std::string text = "[";
    for (std::size_t row = 0; row < rows_of(columns); ++row) {
        text += row == 0 ? "\n    {" : ",\n    {";
        for (std::size_t c = 0; c < columns.size(); ++c) {
            text += (c == 0 ? "" : ", ") + json_field(columns[c].name) + ": ";
            text += std::visit([&](const auto& values) { return json_field(values[row]); }, columns[c].values);
        }
        text += '}';
    }
    return text + (rows_of(columns) == 0 ? "]" : "\n  ]");
}

} // namespace kohort
