#include "json_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace kohort::json {
namespace {

void print_text(std::string_view content, std::string& out) {
    out += '"';
    for (const char letter : content) {
        if (letter == '"' || letter == '\\')
            (out += '\\') += letter;
        else if (static_cast<unsigned char>(letter) < 0x20)
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(letter));
        else
            out += letter;
    }
    out += '"';
}

bool is_nested(const json_value& value) { return value.kind == json_kind::object || value.kind == json_kind::array; }

void print(const json_value& value, std::size_t indentation, std::string& out) {
    if (value.kind == json_kind::text) return print_text(value.text, out);
    if (!is_nested(value)) return void(out += value.text);
    const bool is_object = value.kind == json_kind::object;
    const bool is_one_line = !is_object && std::ranges::none_of(value.elements, is_nested);
    const auto line = '\n' + std::string(indentation, ' ');
    out += is_object ? '{' : '[';
    for (std::size_t i = 0; i < value.elements.size(); ++i) {
        if (i > 0) out += is_one_line ? ", " : ",";
        if (!is_one_line) out += line + "  ";
        if (is_object) print_text(value.keys[i], out), out += ": ";
        print(value.elements[i], indentation + 2, out);
    }
    if (!is_one_line) out += line;
    out += is_object ? '}' : ']';
}

} // namespace

json_value text(std::string_view content) { return {json_kind::text, std::string(content), {}, {}, 0}; }
json_value number(std::string_view written) { return {json_kind::number, std::string(written), {}, {}, 0}; }
json_value number(std::int64_t whole) { return number(std::to_string(whole)); }
json_value boolean(bool value) { return {json_kind::boolean, value ? "true" : "false", {}, {}, 0}; }

json_value list_of(std::vector<json_value> elements) {
    json_value list{json_kind::array, {}, {}, {}, 0};
    list.elements = std::move(elements);
    return list;
}

json_value texts(const std::vector<std::string>& contents) {
    std::vector<json_value> elements;
    for (const auto& content : contents) elements.push_back(text(content));
    return list_of(std::move(elements));
}

std::string to_text(const json_value& value) {
    std::string out;
    print(value, 0, out);
    return out;
}

} // namespace kohort::json
