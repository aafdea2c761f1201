// Small letters.
#pragma once

#include <string>
#include <string_view>

namespace kohort {

/// A text (UTF-8) in lower case, as far as Swedish and English go.
[[nodiscard]] std::string lower_case(std::string_view text);

} // namespace kohort
