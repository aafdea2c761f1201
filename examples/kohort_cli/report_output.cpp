#include "report_output.hpp"

#include "published.hpp"
#include "small_counts.hpp"
#include "terminal.hpp"

#include <kohort/data/schema_files.hpp>
#include <kohort/publish/csvw.hpp>
#include <kohort/publish/html_report.hpp>
#include <kohort/publish/markdown.hpp>
#include <kohort/publish/table_writer.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace kohort_cli {
namespace {

/// So that nobody takes the persons of the bundled register for real ones.
std::string bundled_note(kohort::language in) {
    return in == kohort::language::sv ? "Syntetiska personer, publicerade marginaler: bara summorna är verkliga."
                                      : "Synthetic persons, published margins: only the totals are real.";
}

std::vector<kohort::publication> publications_of(std::span<const kohort::indicator_table> tables, kohort::language in,
                                                 bool is_bundled) {
    kohort::publication_options options;
    if (in == kohort::language::en) options.languages = {"en", "sv"};
    std::vector<kohort::publication> made;
    for (const auto& each : tables) {
        made.push_back(kohort::to_publication(each, options));
        if (!is_bundled) continue;
        kohort::translated_text note;
        for (std::size_t i = 0; i < options.languages.size(); ++i)
            note.set(i, bundled_note(options.languages[i] == "sv" ? kohort::language::sv : kohort::language::en));
        made.back().notes.push_back({std::move(note), true});
    }
    return made;
}

/// The format of other programs that was asked for, if it is one.
std::optional<kohort::table_format> exchange_format(output_format format) {
    switch (format) {
    case output_format::px:
        return kohort::table_format::px;
    case output_format::json_stat:
        return kohort::table_format::json_stat;
    case output_format::sdmx_csv:
        return kohort::table_format::sdmx_csv;
    case output_format::kolada:
        return kohort::table_format::kolada;
    case output_format::text:
    case output_format::csv:
    case output_format::json:
    case output_format::markdown:
    case output_format::html:
        break;
    }
    return std::nullopt;
}

std::string text_for_people(const report_arguments& arguments, std::span<const kohort::indicator_table> tables,
                            bool is_bundled) {
    const auto note = is_bundled ? bundled_note(arguments.in) : std::string();
    if (arguments.format == output_format::markdown)
        return (is_bundled ? "> " + note + "\n\n" : note) + kohort::to_markdown(tables, {arguments.in}) +
               small_counts_note(tables, arguments.in);
    const bool is_printed = arguments.output.empty();
    const bool colour = is_printed && wants_colour(stream::output);
    const kohort::text_options options{arguments.in, colour, is_printed ? width_of(stream::output) : default_width,
                                       is_printed && is_terminal(stream::output)};
    return (is_bundled ? emphasised(note, emphasis::dim, colour) + "\n\n" : note) + kohort::to_text(tables, options) +
           small_counts_note(tables, arguments.in);
}

std::string web_page(const report_arguments& arguments, std::span<const kohort::indicator_table> tables,
                     bool is_bundled) {
    kohort::html_options options;
    options.in = arguments.in;
    if (is_bundled) options.notes.push_back(bundled_note(arguments.in));
    if (auto note = small_counts_note(tables, arguments.in); !note.empty()) options.notes.push_back(std::move(note));
    if (const auto schemas = kohort::read_schemas(arguments.data.schemas))
        options.labels = kohort::code_labels(*schemas);
    return kohort::to_html(tables, options);
}

void write_csv(const report_arguments& arguments, std::span<const kohort::indicator_table> tables, bool is_bundled) {
    write_output_to(arguments.output, kohort::to_csv(tables));
    if (!arguments.metadata) return;
    const auto name = std::filesystem::path(arguments.output).filename().string();
    write_output_to(arguments.output + "-metadata.json",
                    kohort::csvw_metadata(publications_of(tables, arguments.in, is_bundled), name));
}

} // namespace

void write_report(const report_arguments& arguments, std::span<const kohort::indicator_table> tables, bool is_bundled) {
    if (const auto format = exchange_format(arguments.format))
        return write_tables(publications_of(tables, arguments.in, is_bundled), *format, arguments.output);
    if (arguments.format == output_format::csv) return write_csv(arguments, tables, is_bundled);
    if (arguments.format == output_format::json) return write_output_to(arguments.output, kohort::to_json(tables));
    if (arguments.format == output_format::html)
        return write_output_to(arguments.output, web_page(arguments, tables, is_bundled));
    write_output_to(arguments.output, text_for_people(arguments, tables, is_bundled));
}

} // namespace kohort_cli
