// Writing JSON documents: values under construction, and their text.
#pragma once

#include "json_reader.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kohort::json {

[[nodiscard]] json_value text(std::string_view content);
[[nodiscard]] json_value number(std::string_view written);
[[nodiscard]] json_value number(std::int64_t whole);
[[nodiscard]] json_value boolean(bool value);
[[nodiscard]] json_value list_of(std::vector<json_value> elements);
[[nodiscard]] json_value texts(const std::vector<std::string>& contents);

/// An object under construction.
class object_writer {
  public:
    object_writer& add(std::string_view key, json_value value) {
        made_.keys.emplace_back(key);
        made_.elements.push_back(std::move(value));
        return *this;
    }
    /// Adds nothing for an empty text or list, which is what a missing key means.
    object_writer& add_unless_empty(std::string_view key, const std::string& content) {
        return content.empty() ? *this : add(key, text(content));
    }
    object_writer& add_unless_empty(std::string_view key, const std::vector<std::string>& contents) {
        return contents.empty() ? *this : add(key, texts(contents));
    }
    operator json_value() const { return made_; }

  private:
    json_value made_{json_kind::object, {}, {}, {}, 0};
};

/// Two spaces of indentation; arrays of plain values stay on one line, the members of everything else have a line each.
[[nodiscard]] std::string to_text(const json_value& value);

} // namespace kohort::json
