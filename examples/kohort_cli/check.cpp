#include "commands.hpp"
#include "input.hpp"
#include "terminal.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace kohort_cli {
namespace {

/// Letters of a UTF-8 text: every byte but those that continue a letter.
std::size_t letters_in(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

template <std::size_t columns>
using table_row = std::array<std::string, columns>;

/// Rows below each other, columns two spaces apart; the last column is as wide as it is. `right` is the column of
/// numbers.
template <std::size_t columns>
std::string aligned_rows(const std::vector<table_row<columns>>& rows, std::size_t right, bool colour) {
    std::array<std::size_t, columns> widths{};
    for (const auto& row : rows)
        for (std::size_t c = 0; c < columns; ++c) widths[c] = std::max(widths[c], letters_in(row[c]));
    std::string text;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t c = 0; c < columns; ++c) {
            const std::string padding(widths[c] - letters_in(row[c]), ' ');
            line += "  " + (c == right ? padding + row[c] : row[c] + padding);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += (&row == &rows.front() ? emphasised(line, emphasis::bold, colour) : line) + "\n";
    }
    return text;
}

std::string counted(std::int64_t number, const std::string& one, const std::string& several) {
    return std::to_string(number) + " " + (number == 1 ? one : several);
}

std::string_view what_was_done(kohort::row_policy policy) {
    switch (policy) {
    case kohort::row_policy::reject:
        return "rejected";
    case kohort::row_policy::stop:
        return "stopped";
    case kohort::row_policy::count_as_unknown:
        return "counted as unknown";
    case kohort::row_policy::keep:
        return "kept";
    }
    return {};
}

/// A value from a file, safe to print: short, and without signs that move the cursor.
std::string printable(std::string_view value) {
    constexpr std::size_t most_bytes = 40;
    auto end = std::min(value.size(), most_bytes);
    while (end > 0 && end < value.size() && letters_in(value.substr(end, 1)) == 0) --end; // not within a letter
    std::string shown(value.substr(0, end));
    for (auto& byte : shown)
        if (static_cast<unsigned char>(byte) < ' ' || byte == '\x7f') byte = '?';
    return end < value.size() ? shown + "..." : shown;
}

/// "17 '2024-02-30', 33": lines of the file with the values as written.
std::string first_lines(const kohort::quality_finding& finding) {
    std::string lines;
    for (const auto& [line, value] : finding.examples) {
        if (!lines.empty()) lines += ", ";
        lines += std::to_string(line);
        if (!value.empty()) lines += " '" + printable(value) + "'";
    }
    return lines;
}

/// What was read, in the words of its kind: "3 persons, 1 open spell".
std::string content(const kohort::quality_report& quality, const kohort::data_set& data) {
    const auto counted_size = [](std::size_t number, const std::string& one, const std::string& several) {
        return counted(static_cast<std::int64_t>(number), one, several);
    };
    if (quality.source == kohort::quality_report::source_kind::population_table)
        return counted_size(data.find_population(quality.register_name)->dates().size(), "day", "days");
    if (quality.source == kohort::quality_report::source_kind::spell_register)
        return counted(quality.persons, "person", "persons") + ", " +
               counted(quality.open_spells, "open spell", "open spells");
    const auto& tables = data.published();
    const auto table = std::find_if(tables.begin(), tables.end(),
                                    [&](const auto& each) { return each.name() == quality.register_name; });
    return counted_size(table->cells().size(), "cell", "cells") + " in " +
           counted_size(table->rows().periods.size(), "period", "periods");
}

std::string shown(const kohort::quality_report& quality, const kohort::data_set& data, bool colour) {
    const auto title = quality.register_name + " (" + quality.file + ")";
    auto text = emphasised(title, emphasis::bold, colour) + ": " + counted(quality.rows_read, "row", "rows") +
                " read, " + std::to_string(quality.rows_kept) + " kept, " + std::to_string(quality.rows_rejected) +
                " rejected; " + content(quality, data) + "\n";
    if (quality.findings.empty()) return text + "  no problems found\n";
    std::vector<table_row<5>> rows{{"problem", "column", "done", "rows", "first lines and values"}};
    for (const auto& finding : quality.findings)
        rows.push_back({std::string(name_of(finding.problem)), finding.column,
                        std::string(what_was_done(finding.policy)), std::to_string(finding.rows),
                        first_lines(finding)});
    constexpr std::size_t number_column = 3;
    return text + aligned_rows(rows, number_column, colour);
}

/// The parameters of the schemas, when they have any; kohort's own are always there.
std::string shown(const kohort::parameter_table& parameters) {
    if (parameters == kohort::parameter_table::with_built_in_values()) return {};
    std::string text;
    for (const auto& each : parameters.parameters())
        text += (text.empty() ? "parameters: " : ", ") + each.name + " (" +
                counted(static_cast<std::int64_t>(each.values.size()), "period", "periods") + ")";
    return text + "\n";
}

std::string shown(const std::vector<kohort::definition>& definitions, bool colour) {
    std::vector<table_row<3>> rows{{"indicator", "version", "name"}};
    for (const auto& each : definitions) rows.push_back({each.id, each.version, each.name.in(kohort::language::en)});
    constexpr std::size_t no_column = 3;
    return counted(static_cast<std::int64_t>(definitions.size()), "definition", "definitions") + ", no errors\n" +
           aligned_rows(rows, no_column, colour);
}

} // namespace

exit_status run(const check_arguments& arguments) {
    const bool colour = wants_colour(stream::output);
    std::string text;
    if (!arguments.definitions.empty()) text = shown(read_definitions(arguments.definitions), colour);
    progress_bar progress;
    const auto data = read_data(arguments.data, progress);
    progress.clear();
    bool any_rejected = false;
    if (data.quality().empty() && !arguments.data.schemas.empty())
        text += "schemas: no errors, and no register to read\n";
    text += shown(data.parameters());
    for (const auto& quality : data.quality()) {
        text += (text.empty() ? "" : "\n") + shown(quality, data, colour);
        any_rejected |= quality.rows_rejected > 0;
    }
    write_output(text);
    return any_rejected ? exit_status::rows_rejected : exit_status::fine;
}

} // namespace kohort_cli
