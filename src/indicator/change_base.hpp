// The period with which a change compares.
#pragma once

#include <kohort/indicator/operators.hpp>
#include <kohort/time/period_axis.hpp>

#include <optional>

namespace kohort {

/// The base of a change from a period; nothing when there is none (week 53 of the year before).
[[nodiscard]] std::optional<reporting_period> base_period(const change_operator& change, const periodicity& per,
                                                          const reporting_period& now);

} // namespace kohort
