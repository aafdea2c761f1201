#include "svg_chart.hpp"

#include "html_text.hpp"

#include <kohort/publish/number_format.hpp>

#include "../base/display_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

namespace kohort {
namespace {

constexpr double letter_width = 7.5; ///< on average, of the page's font
constexpr double line_height = 18;
constexpr double picture_width = 720;

/// From zero to the figures' ends, in steps that people count in.
struct scale {
    double least = 0;
    double most = 0;
    double step = 1;

    void include(double value) noexcept {
        if (!std::isfinite(value)) return;
        least = std::min(least, value);
        most = std::max(most, value);
    }
    void finish() {
        if (most == least) most = least + 1;
        constexpr double steps = 5;
        const double raw = (most - least) / steps, power = std::pow(10, std::floor(std::log10(raw)));
        step = power;
        for (const double each : {1.0, 2.0, 5.0, 10.0})
            if ((step = each * power) >= raw) break;
        least = std::floor(least / step) * step;
        most = std::ceil(most / step) * step;
    }
    [[nodiscard]] int decimals() const { return step >= 1 ? 0 : static_cast<int>(std::ceil(-std::log10(step))); }
    [[nodiscard]] double share(double value) const noexcept { return (value - least) / (most - least); }
};

std::string text_at(double x, double y, std::string_view anchor, std::string_view content) {
    return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>", x, y, anchor, escaped(content));
}

std::string line_between(double x1, double y1, double x2, double y2, std::string_view attributes) {
    return fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" {}/>", x1, y1, x2, y2,
                       attributes);
}

/// The picture's frame. It is hidden from screen readers: the table beside it says the same, better.
std::string picture(double height, const std::string& content) {
    return fmt::format("<svg viewBox=\"0 0 {:.0f} {:.0f}\" aria-hidden=\"true\" focusable=\"false\">{}</svg>",
                       picture_width, height, content);
}

std::string number_text(double value, const scale& along, const chart_data& chart, language in) {
    const auto power = std::pow(10, along.decimals());
    const decimal_number rounded{std::llround(value * power), along.decimals()};
    const auto unit = chart.sign == "%"   ? measurement_unit::percent
                      : chart.sign == "‰" ? measurement_unit::permille
                                          : measurement_unit::count;
    return format(rounded, unit, in);
}

std::string tip(const chart_group& group, const std::string& period, const chart_point& point) {
    std::string text = group.name;
    for (const auto& part : {period, point.printed})
        if (!part.empty()) text += (text.empty() ? "" : ", ") + part;
    return "<title>" + escaped(text) + "</title>";
}

class line_picture {
  public:
    line_picture(const chart_data& chart, language in) : chart_(chart), in_(in), groups_(chart.panels.front().groups) {
        for (const auto& group : groups_)
            for (const auto& point : group.points)
                if (point.has_value()) along_.include(point.number());
        along_.finish();
    }

    [[nodiscard]] std::string take() && {
        add_grid();
        for (const auto& group : groups_) add_group(group);
        return picture(bottom + 2 * line_height + add_legend(), content_);
    }

  private:
    static constexpr double left = 80, right = picture_width - 20, top = 12, bottom = 260;

    [[nodiscard]] double x(std::size_t period) const noexcept {
        const auto periods = static_cast<double>(chart_.periods.size());
        return left + (right - left) * (static_cast<double>(period) + 0.5) / periods;
    }
    [[nodiscard]] double y(double value) const noexcept { return bottom - (bottom - top) * along_.share(value); }

    void add_grid() {
        const auto steps = std::lround((along_.most - along_.least) / along_.step);
        for (long each = 0; each <= steps; ++each) {
            const double value = along_.least + static_cast<double>(each) * along_.step;
            content_ += line_between(left, y(value), right, y(value), "class=\"grid\"");
            content_ += text_at(left - 8, y(value) + 4, "end", number_text(value, along_, chart_, in_));
        }
        std::size_t widest = 1;
        for (const auto& each : chart_.periods) widest = std::max(widest, display_width(each));
        const double room = (right - left) / static_cast<double>(chart_.periods.size());
        const auto every = static_cast<std::size_t>(std::ceil(static_cast<double>(widest + 1) * letter_width / room));
        for (std::size_t each = 0; each < chart_.periods.size(); each += every)
            content_ += text_at(x(each), bottom + line_height, "middle", chart_.periods[each]);
    }

    void add_group(const chart_group& group) {
        const auto* colour = colour_of(group);
        for (std::size_t at = 1; at < group.points.size(); ++at) {
            const auto &from = group.points[at - 1], &to = group.points[at];
            if (!from.has_value() || !to.has_value() || to.status.has(obs_flag::break_in_series)) continue;
            const auto* dashes = is_open(from) || is_open(to) ? " stroke-dasharray=\"5 4\"" : "";
            content_ += line_between(x(at - 1), y(from.number()), x(at), y(to.number()),
                                     fmt::format("stroke=\"{}\" stroke-width=\"2\"{}", colour, dashes));
        }
        for (std::size_t at = 0; at < group.points.size(); ++at) add_point(group, at, colour);
    }

    void add_point(const chart_group& group, std::size_t at, const char* colour) {
        const auto& point = group.points[at];
        if (point.status.has(obs_flag::break_in_series))
            content_ += line_between(x(at), top, x(at), bottom, "class=\"break\"");
        if (!point.has_value()) {
            content_ += text_at(x(at), bottom - 4, "middle", point.sign);
            return;
        }
        content_ += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3.5\" stroke=\"{}\" {}>{}</circle>", x(at),
                                y(point.number()), colour,
                                is_open(point) ? std::string("class=\"open\"") : fmt::format("fill=\"{}\"", colour),
                                tip(group, chart_.periods[at], point));
    }

    /// Names of the lines below the picture; gives the height that they take.
    double add_legend() {
        double at = left, below = bottom + 2.5 * line_height;
        for (const auto& group : groups_) {
            if (group.name.empty()) continue;
            const double width = 30 + letter_width * static_cast<double>(display_width(group.name));
            if (at + width > right && at > left) {
                at = left;
                below += line_height;
            }
            content_ += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"5\" fill=\"{}\"/>", at, below - 4,
                                    colour_of(group));
            content_ += text_at(at + 10, below, "start", group.name);
            at += width;
        }
        return below - bottom - line_height;
    }

    const chart_data& chart_;
    language in_;
    const std::vector<chart_group>& groups_;
    scale along_;
    std::string content_;
};

/// Lengths, and where the figures are.
class bar_picture {
  public:
    bar_picture(const chart_data& chart, std::span<const interval_estimate> intervals) : intervals_(intervals) {
        for (const auto& group : chart.panels.front().groups) {
            const auto& point = group.points.front();
            if (!group.is_total) ranked_.push_back(&group);
            if (group.is_total) total_ = &group;
            if (!point.has_value()) continue;
            along_.include(point.number());
            if (point.cell < intervals.size()) along_.include(intervals[point.cell].upper);
        }
        for (const auto* each : ranked_)
            name_width_ = std::max(name_width_, letter_width * static_cast<double>(display_width(each->name)));
        name_width_ = std::min(name_width_, picture_width / 2);
        along_.finish();
        std::ranges::stable_sort(ranked_, [](const auto* a, const auto* b) {
            const auto &first = a->points.front(), &second = b->points.front();
            if (first.has_value() != second.has_value()) return first.has_value();
            return first.number() > second.number();
        });
    }

    [[nodiscard]] std::string take() && {
        const double bottom = top + row_height * static_cast<double>(ranked_.size());
        for (std::size_t each = 0; each < ranked_.size(); ++each)
            add_bar(*ranked_[each], top + row_height * static_cast<double>(each));
        content_ += line_between(x(0), top, x(0), bottom, "class=\"zero\"");
        if (total_ && total_->points.front().has_value()) add_total(bottom);
        return picture(bottom + 2 * line_height, content_);
    }

  private:
    static constexpr double top = 8, row_height = 24, bar_height = 16, figure_room = 90;

    [[nodiscard]] double x(double value) const noexcept {
        const double left = name_width_ + 16;
        return left + (picture_width - figure_room - left) * along_.share(value);
    }

    void add_bar(const chart_group& group, double y) {
        const auto& point = group.points.front();
        const double middle = y + bar_height / 2 + 4;
        content_ += text_at(name_width_ + 8, middle, "end", group.name);
        if (!point.has_value()) {
            content_ += text_at(x(0) + 6, middle, "start", point.sign);
            return;
        }
        const double from = x(std::min(0.0, point.number())), to = x(std::max(0.0, point.number()));
        const auto* opacity = is_open(point) ? "0.15" : group.of_which ? "0.45" : "1";
        content_ += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"{}\" "
                                "fill-opacity=\"{}\" stroke=\"{}\">{}</rect>",
                                from, y, to - from, bar_height, palette[0], opacity, palette[0], tip(group, {}, point));
        add_limits(point, y + bar_height / 2);
        content_ += text_at(std::max(to, end_of_limits(point)) + 6, middle, "start", point.figure);
    }

    [[nodiscard]] bool has_limits(const chart_point& point) const {
        return point.cell < intervals_.size() && std::isfinite(intervals_[point.cell].upper);
    }
    [[nodiscard]] double end_of_limits(const chart_point& point) const {
        return has_limits(point) ? x(intervals_[point.cell].upper) : 0;
    }
    void add_limits(const chart_point& point, double y) {
        if (!has_limits(point)) return;
        const auto& limits = intervals_[point.cell];
        content_ += line_between(x(limits.lower), y, x(limits.upper), y, "stroke=\"#E69F00\" stroke-width=\"2\"");
    }

    void add_total(double bottom) {
        const auto& point = total_->points.front();
        const double at = x(point.number());
        content_ += line_between(at, top - 4, at, bottom, "class=\"total\"");
        content_ += text_at(at, bottom + line_height - 2, "middle", total_->name + " " + point.figure);
    }

    std::span<const interval_estimate> intervals_;
    std::vector<const chart_group*> ranked_;
    const chart_group* total_ = nullptr;
    scale along_;
    double name_width_ = 0;
    std::string content_;
};

} // namespace

std::string svg_lines(const chart_data& chart, language in) { return line_picture(chart, in).take(); }

std::string svg_bars(const chart_data& chart, std::span<const interval_estimate> intervals) {
    return bar_picture(chart, intervals).take();
}

} // namespace kohort
