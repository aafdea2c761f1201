// What the figures of a register are worth in each period.
#pragma once

#include "prepared_figures.hpp"

#include <kohort/base/obs_status.hpp>
#include <kohort/time/window.hpp>

#include <span>
#include <vector>

namespace kohort {

/// By period, from the windows asked for and the register's observed time: missing, provisional (also when the last
/// events cannot be followed to the end yet), of low reliability when what was before is asked for and not known.
[[nodiscard]] std::vector<obs_status> statuses_of(const figure_request& request, const figure_context& context,
                                                  std::span<const window> asked, window observed);

} // namespace kohort
