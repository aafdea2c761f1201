// The greedy choice of cells to suppress.
#pragma once

#include <kohort/publish/disclosure/suppression.hpp>

#include <vector>

namespace kohort::disclosure {

/// See `suppress`. Precondition: nothing is wrong with the release.
[[nodiscard]] suppression suppress_greedily(const additive_release& release, const suppression_options& options);

/// The fates' numbers and cost.
void count_up(const additive_release& release, suppression& found);

} // namespace kohort::disclosure
