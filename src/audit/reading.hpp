// What the words of a recorded figure admit, given the number that was recorded of them.
#pragma once

#include <kohort/audit/published_figure.hpp>
#include <kohort/audit/relations.hpp>

namespace kohort::audit {

/// What a figure's words admit around its number, and how they are worded.
struct reading {
    interval admits;
    interval likely;
    wording says = wording::plain;
};

/// Reads the figure's words. When they say another number than `value` (a decrease whose sign the sentence tells, "Ja",
/// "samma nivå") the figure is taken to be plain, mirrored where only the sign differs.
[[nodiscard]] reading read(const recorded_figure& figure, ratio value);

} // namespace kohort::audit
