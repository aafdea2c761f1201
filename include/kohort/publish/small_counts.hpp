// Protecting persons: figures that only a few persons contribute to are not printed.
#pragma once

#include <kohort/indicator/evaluate.hpp>

#include <cstdint>

namespace kohort {

/// Suppresses every cell with 1 to `below` - 1 contributors: the count itself; of a share the numerator, the
/// denominator or the difference of the two; of a mean the denominator; of a rate or ratio either side; of other
/// operators the figure itself, which says nothing of the counts it is made from. Suppressed cells lose their numbers,
/// so that nothing later can print them; their flags stay. O(cells).
///
/// Only primary suppression: a single suppressed cell of a row can still be computed from the row's total.
/// `disclosure::protect` suppresses further cells against that.
void suppress_small_counts(indicator_table& table, std::int64_t below);

} // namespace kohort
