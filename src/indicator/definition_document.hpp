// Parts of definitions as JSON, for documents that share them.
#pragma once

#include "../data/json_writer.hpp"

#include <kohort/data/localised_text.hpp>
#include <kohort/indicator/measure.hpp>

namespace kohort::document {

[[nodiscard]] json_value of(const localised_text& texts);
[[nodiscard]] json_value of(const condition& wanted);
[[nodiscard]] json_value of(const measure_source& source);
/// Adds the restrictions that are there: "where", "age", "elapsed", "months", "first", "follow_up".
void add_restrictions(json::object_writer& object, const row_restrictions& part);

} // namespace kohort::document
