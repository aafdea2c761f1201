#include <kohort/publish/formats.hpp>

#include <kohort/data/schema_files.hpp>
#include <kohort/publish/csvw.hpp>
#include <kohort/publish/file.hpp>
#include <kohort/publish/json_stat.hpp>
#include <kohort/publish/kolada.hpp>
#include <kohort/publish/px.hpp>
#include <kohort/publish/sdmx_csv.hpp>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace kohort {
namespace {

namespace fs = std::filesystem;

template <class T>
result<std::vector<publication>> as_list(result<T> read) {
    if (!read) return std::move(read).errors();
    std::vector<publication> made;
    made.push_back(std::move(*read));
    return made;
}

bool holds_one_table(table_format format) noexcept {
    return format != table_format::json_stat && format != table_format::kolada;
}

std::string_view ending_of(table_format format) noexcept {
    if (format == table_format::px) return ".px";
    return holds_one_table(format) ? ".csv" : ".json";
}

/// The publication in one of its languages.
publication in_language(publication table, std::size_t at) {
    const auto keep = [at](translated_text& text) {
        text = text.empty() ? translated_text() : translated_text(text.in(at));
    };
    const auto keep_notes = [&keep](std::vector<publication_note>& notes) {
        for (auto& each : notes) keep(each.text);
    };
    const auto code = table.languages[at];
    for (auto* text : {&table.title, &table.contents, &table.source, &table.subject_area}) keep(*text);
    keep_notes(table.notes);
    for (auto& each : table.cell_notes) keep(each.note.text);
    for (auto& dimension : table.dimensions) {
        keep(dimension.name);
        keep_notes(dimension.notes);
        for (auto& each : dimension.codes) {
            keep(each.label);
            keep_notes(each.notes);
        }
    }
    for (auto& each : table.figures)
        for (auto* text : {&each.unit, &each.period, &each.contact}) keep(*text);
    // Kept keywords name variables and values in their own language.
    std::erase_if(table.keywords, [&](const publication_keyword& each) {
        const auto& main = table.languages.front();
        const bool is_of_language =
            each.language == code || (each.language.empty() && (each.of.empty() || code == main));
        return !is_of_language;
    });
    for (auto& each : table.keywords) each.language.clear();
    table.languages = {code};
    return table;
}

/// A name that is a file in any folder.
std::string file_name(const publication& table, table_format format) {
    std::string name = table.id.empty() ? "table" : table.id;
    for (auto& each : name)
        if (each == '/' || each == '\\' || each == ':' || static_cast<unsigned char>(each) < 0x20) each = '_';
    if (name.front() == '.') name.front() = '_';
    return name.append(ending_of(format));
}

error_list not_recognised(const std::string& path) {
    return {error(error_code::data, "is in none of the formats px, json-stat, sdmx-csv and csv; say in which one it is",
                  path)};
}

/// The files of one table.
std::optional<error_list> add_files(std::vector<format_file>& files, const publication& table, table_format format,
                                    const std::string& name, const format_options& options) {
    if (format == table_format::px) {
        auto text = to_px(table, {options.encoding, options.is_sparse});
        if (!text) return std::move(text).errors();
        files.push_back({name, std::move(*text)});
    } else if (format == table_format::sdmx_csv) {
        sdmx_csv_options sdmx;
        if (!options.language.empty()) sdmx.labels = options.language;
        files.push_back({name, to_sdmx_csv(table, sdmx)});
    } else {
        auto made = to_csvw(table, name);
        files.push_back({name, std::move(made.csv)});
        files.push_back({name + "-metadata.json", std::move(made.metadata)});
    }
    return std::nullopt;
}

} // namespace

std::optional<table_format> recognise_format(std::string_view file_name, std::string_view text) {
    constexpr std::size_t enough = 4000;
    auto head = text.substr(0, enough);
    if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
    head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
    if (head.starts_with('{')) return table_format::json_stat;
    const auto unquoted = head.substr(head.starts_with('"') ? 1 : 0);
    if (unquoted.starts_with("STRUCTURE") || unquoted.starts_with("DATAFLOW")) return table_format::sdmx_csv;
    const auto first_line = head.substr(0, head.find('\n'));
    const auto keyword_end = std::min(first_line.find_first_of("=[("), first_line.size());
    const bool is_keyword = keyword_end > 0 && keyword_end < first_line.size() &&
                            std::ranges::all_of(first_line.substr(0, keyword_end), [](char each) {
                                return (each >= 'A' && each <= 'Z') || (each >= 'a' && each <= 'z') || each == '-' ||
                                       each == ' ' || (each >= '0' && each <= '9');
                            });
    if (is_keyword && head.find(';') != std::string_view::npos) return table_format::px;
    const auto ending = fs::path(file_name).extension().string();
    if (ending == ".px" || ending == ".PX") return table_format::px;
    if (ending == ".json") return table_format::json_stat;
    if (ending == ".csv") return table_format::csv;
    return std::nullopt;
}

result<std::vector<publication>> read_publications(const std::string& path, std::optional<table_format> format) {
    if (format == table_format::px) return as_list(read_px(path)); // without a second copy of a large file
    auto text = read_text_file(path);
    if (!text) return std::move(text).errors();
    if (!format) format = recognise_format(path, *text);
    if (!format) return not_recognised(path);
    switch (*format) {
    case table_format::px:
        return as_list(parse_px(*text, path));
    case table_format::json_stat:
        return parse_json_stat(*text, path);
    case table_format::sdmx_csv:
        return as_list(parse_sdmx_csv(*text, path));
    case table_format::csv: {
        const auto metadata = path + "-metadata.json";
        std::error_code ignored;
        if (!fs::exists(metadata, ignored)) return parse_csvw(*text, "", path);
        auto described = read_text_file(metadata);
        if (!described) return std::move(described).errors();
        return parse_csvw(*text, *described, path);
    }
    case table_format::kolada:
        break;
    }
    return error(error_code::invalid_argument, "Kolada's rows are written, not read", path);
}

result<std::vector<format_file>> to_format(std::span<const publication> tables, table_format format,
                                           const std::string& name, const format_options& options) {
    std::vector<publication> chosen;
    if (!options.language.empty()) {
        for (const auto& each : tables) chosen.push_back(in_language(each, each.language_index(options.language)));
        tables = chosen;
    }
    std::vector<format_file> files;
    if (format == table_format::json_stat) return std::vector<format_file>{{name, to_json_stat(tables)}};
    if (format == table_format::kolada) {
        auto text = to_kolada(tables);
        if (!text) return std::move(text).errors();
        return std::vector<format_file>{{name, std::move(*text)}};
    }
    error_list problems;
    for (const auto& each : tables) {
        const auto own_name = tables.size() == 1 && !name.empty() ? name : file_name(each, format);
        if (auto found = add_files(files, each, format, own_name, options))
            problems.insert(problems.end(), found->begin(), found->end());
    }
    if (!problems.empty()) return problems;
    return files;
}

std::optional<error_list> write_publications(std::span<const publication> tables, table_format format,
                                             const std::string& path, const format_options& options) {
    const bool is_folder = holds_one_table(format) && tables.size() != 1;
    auto files = to_format(tables, format, fs::path(path).filename().string(), options);
    if (!files) return std::move(files).errors();
    const auto folder = is_folder ? fs::path(path) : fs::path(path).parent_path();
    if (is_folder) {
        std::error_code problem;
        fs::create_directories(folder, problem);
        if (problem)
            return error_list{error(error_code::input_output, "cannot be made a folder: " + problem.message(), path)};
    }
    for (const auto& each : *files)
        if (auto problem = write_file((folder / each.name).string(), each.content))
            return error_list{std::move(*problem)};
    return std::nullopt;
}

} // namespace kohort
