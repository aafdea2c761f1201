#include "html_page.hpp"

#include "html_assets.hpp"
#include "html_text.hpp"

#include <kohort/publish/html_report.hpp>
#include <kohort/version.hpp>

#include <utility>

namespace kohort {
namespace {

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

} // namespace

html_page::html_page(language in, const std::string& title, std::span<const std::string> notes) : in_(in) {
    page_ += "<!DOCTYPE html>\n<html lang=\"" + word("sv", "en") + "\">\n<head>\n<meta charset=\"utf-8\">\n";
    page_ += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<meta name=\"color-scheme\" content=\"light dark\">\n"
             "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
             "script-src 'unsafe-inline'; img-src data:\">\n"
             "<link rel=\"icon\" href=\"data:,\">\n";
    page_ += html_element("title", title);
    (page_ += "<style>").append(page_style()).append("</style>\n</head>\n<body>\n");
    page_ += "<a class=\"skip\" href=\"#content\">" + word("Till innehållet", "To the contents") + "</a>\n";
    page_ += "<header>\n" + html_element("h1", title);
    for (const auto& note : notes) add_paragraph("note", note);
    page_ += "</header>\n";
}

std::string html_page::word(std::string_view sv, std::string_view en) const {
    return std::string(in_ == language::sv ? sv : en);
}

void html_page::begin_sections(std::span<const std::string> names) {
    page_ += "<nav aria-label=\"" + word("Tabeller", "Tables") + "\">\n<ol>\n";
    for (std::size_t each = 0; each < names.size(); ++each)
        page_ += "<li><a href=\"#section-" + std::to_string(each + 1) + "\">" + escaped(names[each]) + "</a></li>\n";
    page_ += "</ol>\n</nav>\n<main id=\"content\" tabindex=\"-1\">\n";
}

void html_page::begin_section(const std::string& name) {
    const auto id = "section-" + std::to_string(++sections_);
    page_ += "<section id=\"" + id + "\" aria-labelledby=\"" + id + "-title\">\n";
    page_ += "<h2 id=\"" + id + "-title\">" + escaped(name) + "</h2>\n";
}

void html_page::end_section() { page_ += "</section>\n"; }

void html_page::add_paragraph(std::string_view style, const std::string& text) {
    page_.append("<p class=\"").append(style).append("\">").append(escaped(text)).append("</p>\n");
}

void html_page::add_chart(const chart_element& chart) {
    const auto id = "chart-" + std::to_string(++charts_);
    page_ += "<figure data-chart=\"" + id + "\">\n<figcaption>";
    if (!chart.title.empty()) page_ += "<strong>" + escaped(chart.title) + "</strong>";
    page_ += "<span>" + escaped(chart.subtitle) + "</span></figcaption>\n";
    page_ += chart.picture + "<div class=\"drawn\"></div>\n";
    add_paragraph("about", chart.note);
    page_ +=
        "<script type=\"application/json\" id=\"" + id + "\">" + embedded(chart.document) + "</script>\n</figure>\n";
}

void html_page::add_table(const std::string& caption, const std::string& rows) {
    const auto id = "caption-" + std::to_string(++tables_);
    page_ += "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"" + id + "\">\n<table>\n";
    page_ += "<caption id=\"" + id + "\">" + escaped(caption) + "<span class=\"unseen\">. " +
             word("Kolumnerna sorteras med knapparna i tabellhuvudet.", "The buttons in the head sort the columns.") +
             "</span></caption>\n";
    page_ += rows + "</table>\n</div>\n";
}

void html_page::add(const std::string& html) { page_ += html; }

std::string html_page::take() && {
    page_ += "</main>\n<footer>\n<p>kohort " + std::string(version) + ". ";
    page_ += has_interactive_charts()
                 ? word("Diagrammen ritas i sidan av Vega-Lite.", "The charts are drawn in the page by Vega-Lite.")
                 : word("Diagrammen är enkla bilder: kohort byggdes utan KOHORT_HTML. Sidan innehåller dem också "
                        "som Vega-Lite-dokument.",
                        "The charts are simple pictures: kohort was built without KOHORT_HTML. The page also "
                        "contains them as Vega-Lite documents.");
    page_ += "</p>\n";
    for (const auto& script : chart_scripts())
        page_ += "<details>\n" + html_element("summary", std::string(script.name) + ", BSD-3-Clause") +
                 html_element("pre", script.licence) + "</details>\n";
    page_ += "</footer>\n";
    for (const auto& script : chart_scripts()) {
        page_ += "<script>";
        for (const auto piece : script.pieces) page_ += piece;
        page_ += "</script>\n";
    }
    (page_ += "<script>").append(page_script()).append("</script>\n</body>\n</html>\n");
    return std::move(page_);
}

std::string html_element(std::string_view name, std::string_view content) {
    return "<" + std::string(name) + ">" + escaped(content) + "</" + std::string(name) + ">\n";
}

std::string column_heading(std::string_view attributes, const std::vector<std::string>& parts) {
    std::string label;
    for (const auto& each : parts)
        label.append(label.empty() ? "" : ", ").append("<span>").append(escaped(each)).append("</span>");
    return std::string("<th scope=\"col\" aria-sort=\"none\"").append(attributes) + "><button type=\"button\">" +
           label + "</button></th>";
}

bool has_interactive_charts() noexcept { return !chart_scripts().empty(); }

} // namespace kohort
