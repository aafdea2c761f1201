#include "chart_data.hpp"

#include "printed_figure.hpp"
#include "status_words.hpp"

#include <kohort/publish/number_format.hpp>

#include <algorithm>
#include <charconv>
#include <functional>
#include <optional>
#include <string_view>

namespace kohort {
namespace {

using role = axis_position::role;

class chart_cut {
  public:
    chart_cut(const publication& table, const chart_options& options, chart_kind kind, bool has_panels)
        : table_(table), options_(options), kind_(kind), language_(table.language_index(code_of(options.in))),
          at_(table.dimensions.size()) {
        stand_at_totals();
        time_ = table.time_dimension();
        if (has_panels) panel_ = chosen(options.panel, most_codes(true));
        group_ = chosen(options.group, kind == chart_kind::bars ? most_codes(false) : fewest_codes());
    }

    [[nodiscard]] chart_data take() && {
        chart_data made;
        made.title = table_.title.in(language_);
        made.source = table_.source.in(language_);
        if (!table_.contents.empty()) made.title = table_.contents.in(language_);
        if (group_) made.group_name = name_of(*group_);
        if (panel_) made.panel_name = name_of(*panel_);
        if (table_.cells.empty()) {
            made.panels.emplace_back();
            return made;
        }
        const auto periods = shown_periods();
        for (const auto each : periods) made.periods.push_back(time_ ? label_of(*time_, each) : std::string());
        for (const auto panel : places(panel_)) {
            if (panel_) at_[*panel_] = panel;
            made.panels.push_back(panel_of(panel, periods));
        }
        if (panel_) leave_out_sum(made.panels);
        set_unit(made);
        made.subtitle = subtitle(made);
        return made;
    }

  private:
    static std::string_view code_of(language in) noexcept { return in == language::sv ? "sv" : "en"; }

    void stand_at_totals() {
        for (std::size_t each = 0; each < at_.size(); ++each) at_[each] = table_.dimensions[each].total().value_or(0);
        if (const auto contents = table_.contents_dimension())
            at_[*contents] = table_.dimensions[*contents].find(options_.content).value_or(0);
    }

    [[nodiscard]] bool is_free(std::size_t dimension) const {
        const auto is = table_.dimensions[dimension].role;
        return is != dimension_role::time && is != dimension_role::contents && panel_ != dimension;
    }

    [[nodiscard]] std::optional<std::size_t> chosen(const std::string& id, std::optional<std::size_t> otherwise) const {
        for (std::size_t each = 0; each < table_.dimensions.size(); ++each)
            if (!id.empty() && table_.dimensions[each].id == id && is_free(each)) return each;
        return otherwise;
    }

    [[nodiscard]] std::optional<std::size_t> most_codes(bool prefers_areas) const {
        std::optional<std::size_t> found;
        const auto weight = [&](std::size_t each) {
            const auto& dimension = table_.dimensions[each];
            const bool comes_first = prefers_areas && dimension.role == dimension_role::geo;
            return std::pair(comes_first, dimension.codes.size());
        };
        for (std::size_t each = 0; each < table_.dimensions.size(); ++each)
            if (is_free(each) && (!found || weight(each) > weight(*found))) found = each;
        return found;
    }

    [[nodiscard]] std::optional<std::size_t> fewest_codes() const {
        std::optional<std::size_t> found;
        const auto size = [&](std::size_t each) { return table_.dimensions[each].codes.size(); };
        for (std::size_t each = 0; each < table_.dimensions.size(); ++each)
            if (is_free(each) && size(each) > 1 && (!found || size(each) < size(*found))) found = each;
        return found;
    }

    [[nodiscard]] std::string name_of(std::size_t dimension) const {
        const auto& found = table_.dimensions[dimension];
        return found.name.empty() ? found.id : found.name.in(language_);
    }

    [[nodiscard]] std::string label_of(std::size_t dimension, std::size_t place) const {
        const auto& code = table_.dimensions[dimension].codes[place];
        return code.label.empty() ? code.code : code.label.in(language_);
    }

    /// All places of a dimension; one when there is none.
    [[nodiscard]] std::vector<std::size_t> places(std::optional<std::size_t> dimension) const {
        std::vector<std::size_t> all(dimension ? table_.dimensions[*dimension].codes.size() : 1);
        for (std::size_t each = 0; each < all.size(); ++each) all[each] = each;
        return all;
    }

    [[nodiscard]] std::vector<std::size_t> shown_periods() const {
        auto all = places(time_);
        if (kind_ == chart_kind::lines || all.empty()) return all;
        const auto wanted = time_ ? table_.dimensions[*time_].find(options_.period) : std::nullopt;
        return {wanted.value_or(all.back())};
    }

    [[nodiscard]] chart_panel panel_of(std::size_t panel, const std::vector<std::size_t>& periods) {
        chart_panel made{panel_ ? label_of(*panel_, panel) : std::string(), {}};
        std::size_t next_colour = 0;
        for (const auto place : places(group_)) {
            chart_group group;
            auto is = role::ordinary;
            if (group_) {
                const auto& code = table_.dimensions[*group_].codes[place];
                at_[*group_] = place;
                is = code.is;
                group.name = label_of(*group_, place);
                group.is_total = is == role::total;
                group.of_which = code.of_which;
            }
            group.colour = group.is_total ? 0 : next_colour++;
            for (const auto period : periods) {
                if (time_) at_[*time_] = period;
                group.points.push_back(point());
            }
            if (is != role::unknown || counts_something(group)) made.groups.push_back(std::move(group));
        }
        if (group_) at_[*group_] = table_.dimensions[*group_].total().value_or(0);
        const auto sum = std::ranges::find_if(made.groups, [&](const auto& each) { return is_sum(each, made); });
        if (kind_ == chart_kind::bars && sum != made.groups.end()) made.groups.erase(sum);
        return made;
    }

    /// The panel of a total that is more than all others would press these to the ground of the common axes.
    void leave_out_sum(std::vector<chart_panel>& panels) const {
        const auto total = table_.dimensions[*panel_].total();
        if (!total || panels.size() == 1) return;
        const auto highest = [](const chart_panel& panel) {
            double most = 0;
            for (const auto& group : panel.groups)
                for (const auto& point : group.points) most = std::max(most, point.number());
            return most;
        };
        const auto sum = highest(panels[*total]);
        for (std::size_t each = 0; each < panels.size(); ++each)
            if (each != *total && highest(panels[each]) >= sum) return;
        panels.erase(panels.begin() + static_cast<std::ptrdiff_t>(*total));
    }

    /// A total that is not between the groups.
    [[nodiscard]] static bool is_sum(const chart_group& total, const chart_panel& panel) {
        if (!total.is_total || panel.groups.size() == 1) return false;
        const auto value = total.points.front().number();
        const auto differs = [&](auto compare) {
            return std::ranges::none_of(panel.groups, [&](const chart_group& each) {
                return !each.is_total && each.points.front().has_value() &&
                       compare(each.points.front().number(), value);
            });
        };
        return differs(std::greater_equal<>()) || differs(std::less_equal<>());
    }

    [[nodiscard]] static bool counts_something(const chart_group& group) {
        return std::ranges::any_of(group.points, [](const chart_point& each) {
            const auto is = each.status.is;
            if (is == availability::suppressed || is == availability::suppressed_secondary) return true;
            return each.has_value() && each.number() != 0;
        });
    }

    [[nodiscard]] chart_point point() const {
        std::size_t cell = 0;
        for (std::size_t each = 0; each < at_.size(); ++each)
            cell = cell * table_.dimensions[each].codes.size() + at_[each];
        const auto& figure = table_.cells[cell];
        chart_point made{cell, {}, figure.status, {}, {}, sign_of(figure.status, options_.in)};
        const auto& content = table_.figure_of(cell);
        if (figure.status.has_value()) {
            made.value = to_plain({figure.scaled, figure.decimals});
            const auto unit = unit_in(content);
            made.figure = format({figure.scaled, figure.decimals}, unit, options_.in);
            made.printed = made.figure + (has_sign(unit) ? std::string() : " " + content.unit.in(language_));
        } else {
            made.printed = words_of(figure.status, code_of(options_.in));
        }
        return made;
    }

    [[nodiscard]] measurement_unit unit_in(const publication_content& content) const {
        return unit_of_text(content.unit.in(language_)).value_or(measurement_unit::count);
    }

    void set_unit(chart_data& made) const {
        if (made.panels.empty() || made.panels.front().groups.empty()) return;
        const auto& points = made.panels.front().groups.front().points;
        if (points.empty()) return;
        const auto& content = table_.figure_of(points.front().cell);
        made.unit = content.unit.in(language_);
        const auto unit = unit_in(content);
        if (has_sign(unit)) made.sign = unit == measurement_unit::percent ? "%" : "‰";
    }

    /// The unit, the period of bars, and where the dimensions stand that are not shown.
    [[nodiscard]] std::string subtitle(const chart_data& made) const {
        auto text = made.unit;
        const auto add = [&text](const std::string& part) {
            text += (text.empty() || part.empty() ? "" : ", ") + part;
        };
        if (kind_ == chart_kind::bars && !made.periods.empty()) add(made.periods.front());
        for (std::size_t each = 0; each < at_.size(); ++each)
            if (is_free(each) && group_ != each) add(name_of(each) + ": " + label_of(each, at_[each]));
        return text;
    }

    const publication& table_;
    const chart_options& options_;
    chart_kind kind_;
    std::size_t language_;
    std::vector<std::size_t> at_; ///< per dimension
    std::optional<std::size_t> time_, group_, panel_;
};

} // namespace

double chart_point::number() const noexcept {
    double read = 0;
    std::from_chars(value.data(), value.data() + value.size(), read);
    return read;
}

std::string sign_of(obs_status status, language in) {
    return status.is == availability::normal ? std::string() : printed({}, {0, 1, status}, in).text;
}

const char* colour_of(const chart_group& group) noexcept {
    return group.is_total ? total_colour : palette[group.colour % palette_size];
}

chart_data chart_data_of(const publication& table, const chart_options& options, chart_kind kind, bool has_panels) {
    return chart_cut(table, options, kind, has_panels).take();
}

} // namespace kohort
