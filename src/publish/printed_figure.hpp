// Figures as people read them, with the signs of the statistical offices.
#pragma once

#include "text_grid.hpp"

#include <kohort/cube/cube.hpp>
#include <kohort/data/localised_text.hpp>
#include <kohort/indicator/definition.hpp>

#include <string>

namespace kohort {

/// The rounded figure in its unit and the marks of its flags, or the sign that says why there is none.
[[nodiscard]] grid_figure printed(const definition& indicator, const cell& figure, language in);

/// What the signs and marks in the grid mean, in one line; empty when it has none.
[[nodiscard]] std::string legend_of(const text_grid& grid, language in);

} // namespace kohort
