// What people call the dimensions of tables.
#pragma once

#include <kohort/data/localised_text.hpp>

#include <string>
#include <string_view>

namespace kohort {

/// The name of a dimension that kohort's own definitions break down by ("Målgrupp", "Target group"); of another one its
/// id with blanks for underscores, beginning with a capital letter.
[[nodiscard]] std::string dimension_heading(std::string_view id, language in);

} // namespace kohort
