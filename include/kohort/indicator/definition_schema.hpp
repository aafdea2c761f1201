// A JSON Schema of indicator definitions, for editors.
#pragma once

#include <string>

namespace kohort {

/// The JSON Schema (draft 2020-12) of files with definitions: one definition, or an array of them. Titles and
/// descriptions are what an editor shows beside the text. Installed as `share/kohort/definition.schema.json`.
///
/// What `parse_definitions` reads is valid. Not everything that is valid can be read: that parts fit each other, such
/// as units and clocks, only `parse_definitions` checks.
[[nodiscard]] std::string definition_schema();

} // namespace kohort
