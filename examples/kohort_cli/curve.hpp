// Curves of shares, drawn with letters.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace kohort_cli {

/// A share that changes in steps: from `at[i]` on it is `share[i]`, before the first `start`. NaN ends the curve.
struct step_curve {
    std::vector<double> at;
    std::vector<double> share;
    double start = 1;
    double end = 0; ///< the last point that is known
};

struct curve_frame {
    std::size_t width = 80; ///< letters in a line, axis and all
    std::size_t height = 8; ///< lines, without those of the axis
    bool unicode = false;   ///< braille dots, eight to a letter; else asterisks
    std::string unit;       ///< of the horizontal axis, e.g. "days"
};

/// The curve in a frame from 0 to `last` and from 0 to 100 %, with its axes, ending with a line feed.
[[nodiscard]] std::string drawn(const step_curve& curve, double last, const curve_frame& frame);

/// Whether the reader's screen and locale have more letters than ASCII: the first of LC_ALL, LC_CTYPE and LANG that is
/// set names UTF-8, and the terminal, if there is one, is not known for its poor fonts.
[[nodiscard]] bool wants_unicode() noexcept;

} // namespace kohort_cli
