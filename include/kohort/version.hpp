// The version of kohort, written here and nowhere else: CMake reads these three numbers.
#pragma once

#define KOHORT_VERSION_MAJOR 0
#define KOHORT_VERSION_MINOR 1
#define KOHORT_VERSION_PATCH 0

#include <string_view>

namespace kohort {

#define KOHORT_QUOTE_VALUE(value) #value
#define KOHORT_QUOTE(value) KOHORT_QUOTE_VALUE(value)

/// The version of the headers, e.g. "0.1.0".
inline constexpr std::string_view version =
    KOHORT_QUOTE(KOHORT_VERSION_MAJOR) "." KOHORT_QUOTE(KOHORT_VERSION_MINOR) "." KOHORT_QUOTE(KOHORT_VERSION_PATCH);

#undef KOHORT_QUOTE
#undef KOHORT_QUOTE_VALUE

} // namespace kohort
