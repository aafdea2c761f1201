// The cheapest set of cells to suppress, by mixed-integer programming.
#pragma once

#include <kohort/publish/disclosure/suppression.hpp>

#include <optional>

namespace kohort::disclosure {

/// See `suppress`; nothing when the time is over before every cell is shown to be protected. Preconditions: nothing is
/// wrong with the release; there is a solver.
[[nodiscard]] std::optional<suppression> suppress_exactly(const additive_release& release,
                                                          const suppression_options& options);

} // namespace kohort::disclosure
