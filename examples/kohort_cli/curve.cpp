#include "curve.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace kohort_cli {
namespace {

constexpr std::size_t axis_width = 8; // " 100 % |"

/// Dots that are set or not, and the letters that show them.
class canvas {
  public:
    canvas(std::size_t columns, std::size_t lines, bool unicode)
        : across_(unicode ? 2 : 1), down_(unicode ? 4 : 1), columns_(columns), dots_(columns * lines, 0) {}

    [[nodiscard]] std::size_t width() const noexcept { return columns_ * across_; }
    [[nodiscard]] std::size_t height() const noexcept { return dots_.size() / columns_ * down_; }
    void set(std::size_t x, std::size_t y) noexcept {
        // The dots of a braille letter, by row and column, as Unicode numbers them.
        constexpr std::uint8_t bits[4][2] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
        dots_[y / down_ * columns_ + x / across_] |= bits[y % down_][x % across_];
    }
    [[nodiscard]] std::string line(std::size_t number) const {
        std::string text;
        for (std::size_t column = 0; column < columns_; ++column) text += letter(dots_[number * columns_ + column]);
        text.erase(text.find_last_not_of(' ') + 1);
        return text;
    }

  private:
    [[nodiscard]] std::string letter(std::uint8_t dots) const {
        if (dots == 0) return " ";
        if (across_ == 1) return "*";
        // U+2800 and the dots, in UTF-8.
        return {'\xe2', static_cast<char>(0xa0 + (dots >> 6)), static_cast<char>(0x80 + (dots & 0x3f))};
    }

    std::size_t across_, down_, columns_;
    std::vector<std::uint8_t> dots_;
};

double value_at(const step_curve& curve, double x) noexcept {
    const auto next = std::upper_bound(curve.at.begin(), curve.at.end(), x);
    return next == curve.at.begin() ? curve.start : curve.share[static_cast<std::size_t>(next - curve.at.begin()) - 1];
}

void plot(canvas& onto, const step_curve& curve, double last) {
    const auto line_of = [&](double share) {
        const auto from_top = (1 - std::clamp(share, 0.0, 1.0)) * static_cast<double>(onto.height() - 1);
        return static_cast<std::size_t>(std::lround(from_top));
    };
    std::size_t before = 0;
    for (std::size_t x = 0; x < onto.width(); ++x) {
        const double at = last * static_cast<double>(x) / static_cast<double>(onto.width() - 1);
        const double share = value_at(curve, at);
        if (at > curve.end || std::isnan(share)) break;
        const auto y = line_of(share);
        if (x == 0) before = y;
        for (auto each = (std::min)(before, y); each <= (std::max)(before, y); ++each) onto.set(x, each);
        before = y;
    }
}

std::string axis_label(std::size_t line, std::size_t lines) {
    if (line == 0) return " 100 % |";
    if (line + 1 == lines) return "   0 % |";
    if (2 * line + 1 == lines || 2 * line + 2 == lines) return "  50 % |";
    return "       |";
}

} // namespace

std::string drawn(const step_curve& curve, double last, const curve_frame& frame) {
    const auto columns = frame.width > axis_width + 10 ? frame.width - axis_width : 10;
    canvas onto(columns, frame.height, frame.unicode);
    plot(onto, curve, last > 0 ? last : 1);
    std::string text;
    for (std::size_t line = 0; line < frame.height; ++line) {
        auto shown = axis_label(line, frame.height) + onto.line(line);
        shown.erase(shown.find_last_not_of(' ') + 1);
        text += shown + "\n";
    }
    text += "       +" + std::string(columns, '-') + "\n";
    const auto end = std::to_string(std::lround(last)) + (frame.unit.empty() ? "" : " " + frame.unit);
    const auto gap = columns > end.size() + 1 ? columns - end.size() - 1 : 1;
    return text + std::string(axis_width, ' ') + "0" + std::string(gap, ' ') + end + "\n";
}

bool wants_unicode() noexcept {
    for (const auto* kind : {"dumb", "linux"})
        if (const auto* terminal = std::getenv("TERM"); terminal && std::string_view(terminal) == kind) return false;
    for (const auto* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        const auto* value = std::getenv(name);
        if (!value || !*value) continue;
        std::string locale(value);
        std::transform(locale.begin(), locale.end(), locale.begin(),
                       [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
        return locale.find("utf-8") != std::string::npos || locale.find("utf8") != std::string::npos;
    }
    return false;
}

} // namespace kohort_cli
