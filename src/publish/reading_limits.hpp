// What readers of files have in common.
#pragma once

#include <cstddef>

namespace kohort {

/// So many errors of a file are told: the first ones tell what is wrong with it.
inline constexpr std::size_t most_errors = 20;

} // namespace kohort
