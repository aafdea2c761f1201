#include <kohort/publish/html_report.hpp>

#include "html_assets.hpp"
#include "html_table.hpp"
#include "html_text.hpp"
#include "printing_order.hpp"
#include "svg_chart.hpp"
#include "table_layout.hpp"

#include <kohort/publish/vega_lite.hpp>

#include <kohort/version.hpp>

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>
#include <variant>

namespace kohort {
namespace {

std::string element(std::string_view name, std::string_view content) {
    return "<" + std::string(name) + ">" + escaped(content) + "</" + std::string(name) + ">\n";
}

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

/// JSON within a script element: nothing in it ends the element.
std::string embedded(const std::string& json) {
    std::string made;
    for (const char each : json)
        if (each == '<')
            made += "\\u003c";
        else
            made += each;
    return made;
}

class page_writer {
  public:
    page_writer(std::span<const indicator_table> tables, const html_options& options)
        : tables_(tables), options_(options), in_(options.in),
          title_(options.title.empty() ? word("Rapport", "Report") : options.title) {}

    [[nodiscard]] std::string take() && {
        add_head();
        add_contents();
        page_ += "<main id=\"content\" tabindex=\"-1\">\n";
        for (auto left = tables_; !left.empty(); ++sections_) {
            const auto together = tables_together(left);
            add_section(left.first(together));
            left = left.subspan(together);
        }
        add_signs();
        page_ += "</main>\n";
        add_foot();
        return std::move(page_);
    }

  private:
    [[nodiscard]] std::string word(std::string_view sv, std::string_view en) const {
        return std::string(in_language(in_, sv, en));
    }

    [[nodiscard]] std::string name_of(const definition& indicator) const {
        return indicator.name.empty() ? indicator.id : indicator.name.in(in_);
    }

    [[nodiscard]] std::string name_of(std::span<const indicator_table> tables) const {
        auto name = name_of(tables.front().indicator);
        if (tables.size() > 1) name += word(" med flera", " and others");
        return name;
    }

    void add_head() {
        page_ += "<!DOCTYPE html>\n<html lang=\"" + word("sv", "en") + "\">\n<head>\n<meta charset=\"utf-8\">\n";
        page_ +=
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            "<meta name=\"color-scheme\" content=\"light dark\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
            "script-src 'unsafe-inline'; img-src data:\">\n"
            "<link rel=\"icon\" href=\"data:,\">\n";
        page_ += element("title", title_);
        (page_ += "<style>").append(page_style()).append("</style>\n</head>\n<body>\n");
        page_ += "<a class=\"skip\" href=\"#content\">" + word("Till innehållet", "To the contents") + "</a>\n";
        page_ += "<header>\n" + element("h1", title_);
        for (const auto& note : options_.notes) page_ += "<p class=\"note\">" + escaped(note) + "</p>\n";
        page_ += "</header>\n";
    }

    void add_contents() {
        page_ += "<nav aria-label=\"" + word("Tabeller", "Tables") + "\">\n<ol>\n";
        std::size_t number = 1;
        for (auto left = tables_; !left.empty(); ++number) {
            const auto together = tables_together(left);
            page_ += "<li><a href=\"#table-" + std::to_string(number) + "\">" + escaped(name_of(left.first(together))) +
                     "</a></li>\n";
            left = left.subspan(together);
        }
        page_ += "</ol>\n</nav>\n";
    }

    void add_section(std::span<const indicator_table> tables) {
        const auto id = "table-" + std::to_string(sections_);
        const auto name = name_of(tables);
        page_ += "<section id=\"" + id + "\" aria-labelledby=\"" + id + "-title\">\n";
        page_ += "<h2 id=\"" + id + "-title\">" + escaped(name) + "</h2>\n";
        if (tables.size() == 1) page_ += "<p class=\"about\">" + escaped(about(tables.front().indicator)) + "</p>\n";
        for (const auto& table : tables) add_chart(table);
        const html_table written(tables, in_);
        page_ +=
            "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"" + id + "-caption\">\n<table>\n";
        page_ +=
            "<caption id=\"" + id + "-caption\">" + escaped(name) + "<span class=\"unseen\">. " +
            word("Kolumnerna sorteras med knapparna i tabellhuvudet.", "The buttons in the head sort the columns.") +
            "</span></caption>\n";
        page_ += written.rows() + "</table>\n</div>\n";
        if (!written.legend().empty())
            page_ += "<p class=\"signs-used\">" + escaped(written.legend()) + " <a href=\"#signs\">" +
                     word("Alla tecken", "All signs") + "</a></p>\n";
        for (const auto& table : tables) add_definition(table.indicator, tables.size() > 1);
        page_ += "</section>\n";
    }

    [[nodiscard]] std::string about(const definition& indicator) const {
        auto text = std::string(unit_label(indicator.unit, in_)) + " · " + indicator.id;
        return indicator.version.empty() ? text : text + " · " + indicator.version;
    }

    void add_chart(const indicator_table& table) {
        if (table.figures.cells().empty()) return;
        constexpr std::size_t least_of_a_line = 3;
        const bool is_series = table.figures.axes().front().size() >= least_of_a_line;
        if (!is_series && table.figures.axes().size() == 1) return;
        const auto published = to_publication(table, {{word("sv", "en")}, {}});
        const auto intervals = is_series ? std::vector<interval_estimate>() : intervals_of(table);
        chart_options options;
        options.in = in_;
        const auto kind = is_series ? chart_kind::lines : chart_kind::bars;
        const auto chart = chart_data_of(published, options, kind, false);
        const bool has_provisional = is_series && std::ranges::any_of(table.figures.cells(), [](const cell& each) {
                                         return each.status.has_value() && each.status.has(obs_flag::provisional);
                                     });
        const auto id = "chart-" + std::to_string(++charts_);
        page_ += "<figure data-chart=\"" + id + "\">\n";
        page_ += is_series ? svg_lines(chart, in_) : svg_bars(chart, intervals);
        page_ += "<div class=\"drawn\"></div>\n<figcaption>" +
                 escaped(chart.title + " (" + chart.subtitle + "). " + explained(has_provisional, intervals)) +
                 "</figcaption>\n";
        page_ += "<script type=\"application/json\" id=\"" + id + "\">" +
                 embedded(is_series ? series_chart(published, options) : ranked_bars(published, intervals, options)) +
                 "</script>\n</figure>\n";
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
        page_ += "<details class=\"definition\">\n<summary>" + word("Definition och källa", "Definition and source") +
                 escaped(is_named ? ": " + name_of(indicator) : "") + "</summary>\n";
        for (std::size_t at = 0; at < text.size();) {
            const auto end = std::min(text.find('\n', at), text.size());
            const auto line = std::string_view(text).substr(at, end - at);
            constexpr std::size_t indentation = 2;
            if (!line.empty())
                page_ += line.front() == ' ' ? element("p", line.substr(indentation)) : element("h3", line);
            at = end + 1;
        }
        page_ += "</details>\n";
    }

    void add_signs() {
        page_ += "<section id=\"signs\" aria-labelledby=\"signs-title\">\n<h2 id=\"signs-title\">" +
                 word("Tecken i tabellerna", "Signs in the tables") + "</h2>\n<dl class=\"signs\">\n";
        for (const auto& [sign, words] : all_signs(in_))
            page_ += "<dt>" + escaped(sign) + "</dt><dd>" + escaped(words) + "</dd>\n";
        page_ += "</dl>\n";
        page_ += element(
            "p", in_language(in_,
                             "Sekretess betyder att siffran finns men är för liten för att visas: den skulle kunna "
                             "avslöja enskilda personer. Den är inte noll. En annan siffra kan vara dold för att den "
                             "första annars kunde räknas ut. Noll är räknat till noll.",
                             "Suppressed means that the figure exists but is too small to be shown: it might disclose "
                             "single persons. It is not zero. Another figure can be hidden because the first could "
                             "otherwise be computed. Zero was counted as zero."));
        page_ += "</section>\n";
    }

    void add_foot() {
        page_ += "<footer>\n<p>kohort " + std::string(version) + ". ";
        page_ += has_interactive_charts()
                     ? word("Diagrammen ritas i sidan av Vega-Lite.", "The charts are drawn in the page by Vega-Lite.")
                     : word("Diagrammen är enkla bilder: kohort byggdes utan KOHORT_HTML. Sidan innehåller dem också "
                            "som Vega-Lite-dokument.",
                            "The charts are simple pictures: kohort was built without KOHORT_HTML. The page also "
                            "contains them as Vega-Lite documents.");
        page_ += "</p>\n";
        for (const auto& script : chart_scripts())
            page_ += "<details>\n" + element("summary", std::string(script.name) + ", BSD-3-Clause") +
                     element("pre", script.licence) + "</details>\n";
        page_ += "</footer>\n";
        for (const auto& script : chart_scripts()) {
            page_ += "<script>";
            for (const auto piece : script.pieces) page_ += piece;
            page_ += "</script>\n";
        }
        (page_ += "<script>").append(page_script()).append("</script>\n</body>\n</html>\n");
    }

    std::span<const indicator_table> tables_;
    const html_options& options_;
    language in_;
    std::string title_;
    std::size_t sections_ = 1;
    std::size_t charts_ = 0;
    std::string page_;
};

} // namespace

std::string to_html(std::span<const indicator_table> tables, const html_options& options) {
    return page_writer(tables, options).take();
}

bool has_interactive_charts() noexcept { return !chart_scripts().empty(); }

} // namespace kohort
