// A computed number that does not exist, such as the share of nothing.
#pragma once

#include <limits>

namespace kohort {

inline constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

} // namespace kohort
