// Stockholm's district areas in their four versions, 18, 14, 13 and 11 of them.
#pragma once

#include <kohort/data/code_list.hpp>

namespace kohort {

/// Adds `stockholm.districts.1997`, `.2007-01`, `.2020-07` and `.2023-07`, the union `stockholm.districts`, and the
/// correspondences that lead to the newer versions.
void add_stockholm_districts(code_book& book);

} // namespace kohort
