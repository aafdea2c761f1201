#include <kohort/publish/html_report.hpp>

#include "chart_data.hpp"
#include "dimension_heading.hpp"
#include "html_page.hpp"
#include "html_table.hpp"
#include "html_text.hpp"
#include "svg_chart.hpp"
#include "table_layout.hpp"

#include <kohort/publish/vega_lite.hpp>

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>
#include <variant>

namespace kohort {
namespace {

/// The interval of each share, by cell of the publication and in its unit.
std::vector<interval_estimate> intervals_of(const indicator_table& table) {
    const auto& indicator = table.indicator;
    if (!std::holds_alternative<share_operator>(indicator.operation)) return {};
    const auto per = 1 / in_base_units(indicator.unit).to_double();
    const auto cells = table.figures.cells();
    const auto periods = table.figures.axes().front().size(), groups = periods == 0 ? 0 : cells.size() / periods;
    constexpr auto none = std::numeric_limits<double>::quiet_NaN();
    std::vector<interval_estimate> made(cells.size(), {none, none, none});
    for (std::size_t at = 0; at < cells.size(); ++at) {
        const auto& figure = cells[at];
        if (!figure.status.has_value() || !figure.numerator.is_integer() || !figure.denominator.is_integer()) continue;
        const auto found = proportion_interval(figure.numerator.numerator(), figure.denominator.numerator());
        made[at % groups * periods + at / groups] = {found.estimate * per, found.lower * per, found.upper * per};
    }
    return made;
}

class page_writer {
  public:
    page_writer(std::span<const indicator_table> tables, const html_options& options)
        : tables_(tables), options_(options), in_(options.in),
          page_(in_, options.title.empty() ? (in_ == language::sv ? "Rapport" : "Report") : options.title,
                options.notes) {}

    [[nodiscard]] std::string take() && {
        std::vector<std::span<const indicator_table>> sections;
        std::vector<std::string> names;
        for (auto left = tables_; !left.empty(); left = left.subspan(sections.back().size())) {
            sections.push_back(left.first(tables_together(left)));
            names.push_back(name_of(sections.back()));
        }
        page_.begin_sections(names);
        for (std::size_t each = 0; each < sections.size(); ++each) add_section(names[each], sections[each]);
        add_signs();
        return std::move(page_).take();
    }

  private:
    [[nodiscard]] std::string word(std::string_view sv, std::string_view en) const { return page_.word(sv, en); }

    [[nodiscard]] std::string name_of(const definition& indicator) const {
        return indicator.name.empty() ? indicator.id : indicator.name.in(in_);
    }

    [[nodiscard]] std::string name_of(std::span<const indicator_table> tables) const {
        auto name = name_of(tables.front().indicator);
        if (tables.size() > 1) name += word(" med flera", " and others");
        return name;
    }

    void add_section(const std::string& name, std::span<const indicator_table> tables) {
        page_.begin_section(name);
        if (tables.size() == 1) page_.add_paragraph("about", about(tables.front().indicator));
        for (const auto& table : tables) add_chart(table, tables.size() > 1);
        const html_table written(tables, in_);
        page_.add_table(name, written.rows());
        if (!written.legend().empty())
            page_.add("<p class=\"signs-used\">" + escaped(written.legend()) + " <a href=\"#signs\">" +
                      word("Alla tecken", "All signs") + "</a></p>\n");
        for (const auto& table : tables) add_definition(table.indicator, tables.size() > 1);
        page_.end_section();
    }

    [[nodiscard]] std::string about(const definition& indicator) const {
        auto text = std::string(unit_label(indicator.unit, in_)) + " · " + indicator.id;
        return indicator.version.empty() ? text : text + " · " + indicator.version;
    }

    /// Lines from three periods on, in a panel for each code of a dimension that has more codes than there are colours;
    /// otherwise the last period's bars. The simple picture of the panels is that of their total.
    void add_chart(const indicator_table& table, bool is_named) {
        const auto& axes = table.figures.axes();
        if (table.figures.cells().empty()) return;
        constexpr std::size_t least_of_a_line = 3;
        const bool is_series = axes.front().size() >= least_of_a_line;
        if (!is_series && axes.size() == 1) return;
        auto published = to_publication(table, {{word("sv", "en")}, {}});
        for (auto& each : published.dimensions) each.name.set(0, dimension_heading(each.id, in_));
        const auto intervals = is_series ? std::vector<interval_estimate>() : intervals_of(table);
        chart_options options;
        options.in = in_;
        if (is_series) options.panel = id_of_panels(axes);
        const bool has_panels = !options.panel.empty();
        const auto kind = is_series ? chart_kind::lines : chart_kind::bars;
        const auto simple = chart_data_of(published, options, kind, false);
        const bool shows_panels = has_panels && has_interactive_charts();
        const auto subtitle = shows_panels ? chart_data_of(published, options, kind, true).subtitle : simple.subtitle;
        const bool has_provisional = is_series && std::ranges::any_of(table.figures.cells(), [](const cell& each) {
                                         return each.status.has_value() && each.status.has(obs_flag::provisional);
                                     });
        chart_element chart;
        if (is_named) chart.title = simple.title;
        chart.subtitle = subtitle;
        chart.note = explained(has_provisional, intervals);
        chart.picture = is_series ? svg_lines(simple, in_) : svg_bars(simple, intervals);
        chart.document = has_panels  ? small_multiples(published, options)
                         : is_series ? series_chart(published, options)
                                     : ranked_bars(published, intervals, options);
        page_.add_chart(chart);
    }

    /// Of the dimension with most codes, if these are more than the colours.
    [[nodiscard]] static std::string id_of_panels(const std::vector<axis>& axes) {
        const auto most = std::ranges::max_element(axes.begin() + 1, axes.end(), {}, &axis::size);
        return most == axes.end() || most->size() <= palette_size ? std::string() : most->name();
    }

    [[nodiscard]] std::string explained(bool has_provisional, const std::vector<interval_estimate>& intervals) const {
        std::string text;
        if (!intervals.empty())
            text += word("Orange streck: konfidensintervall, 95 procent (Wilson). ",
                         "Orange lines: confidence intervals, 95 percent (Wilson). ");
        if (has_provisional)
            text += word("Öppna punkter och streckade linjer: preliminärt. ",
                         "Open points and dashed lines: provisional. ");
        return text + word("Alla siffror finns i tabellen nedan.", "All figures are in the table below.");
    }

    /// The definition in words: lines that are not indented are headings.
    void add_definition(const definition& indicator, bool is_named) {
        explain_options told;
        told.width = 10'000; // the page breaks the lines
        told.labels = options_.labels;
        const auto text = explain(indicator, in_, told);
        std::string html = "<details class=\"definition\">\n" +
                           html_element("summary", word("Definition och källa", "Definition and source") +
                                                       (is_named ? ": " + name_of(indicator) : std::string()));
        for (std::size_t at = 0; at < text.size();) {
            const auto end = std::min(text.find('\n', at), text.size());
            const auto line = std::string_view(text).substr(at, end - at);
            constexpr std::size_t indentation = 2;
            if (!line.empty())
                html += line.front() == ' ' ? html_element("p", line.substr(indentation)) : html_element("h3", line);
            at = end + 1;
        }
        page_.add(html + "</details>\n");
    }

    void add_signs() {
        std::string html = "<section id=\"signs\" aria-labelledby=\"signs-title\">\n<h2 id=\"signs-title\">" +
                           word("Tecken i tabellerna", "Signs in the tables") + "</h2>\n<dl class=\"signs\">\n";
        for (const auto& [sign, words] : all_signs(in_))
            html += "<dt>" + escaped(sign) + "</dt><dd>" + escaped(words) + "</dd>\n";
        html += "</dl>\n";
        html += html_element(
            "p", word("Sekretess betyder att siffran finns men är för liten för att visas: den skulle kunna avslöja "
                      "enskilda personer. Den är inte noll. En annan siffra kan vara dold för att den första annars "
                      "kunde räknas ut. Noll är räknat till noll.",
                      "Suppressed means that the figure exists but is too small to be shown: it might disclose single "
                      "persons. It is not zero. Another figure can be hidden because the first could otherwise be "
                      "computed. Zero was counted as zero."));
        page_.add(html + "</section>\n");
    }

    std::span<const indicator_table> tables_;
    const html_options& options_;
    language in_;
    html_page page_;
};

} // namespace

std::string to_html(std::span<const indicator_table> tables, const html_options& options) {
    return page_writer(tables, options).take();
}

} // namespace kohort
