#include "commands.hpp"
#include "published.hpp"

#include <kohort/publish/formats.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace kohort_cli {
namespace {

/// The format that the name of the output tells.
kohort::table_format format_of_name(const std::string& file) {
    const auto ends_with = [&file](std::string_view ending) {
        return file.size() > ending.size() && file.compare(file.size() - ending.size(), ending.size(), ending) == 0;
    };
    if (ends_with(".px")) return kohort::table_format::px;
    if (ends_with(".json")) return kohort::table_format::json_stat;
    if (ends_with(".csv")) return kohort::table_format::csv;
    throw usage_failure("'" + file + "' does not end with .px, .json or .csv; say with --to in which format to write");
}

void refuse_unknown_language(const std::vector<kohort::publication>& tables, const std::string& language) {
    for (const auto& table : tables) {
        const auto& known = table.languages;
        if (language.empty() || std::find(known.begin(), known.end(), language) != known.end()) continue;
        std::string list;
        for (const auto& each : known) list += (list.empty() ? "" : ", ") + each;
        throw usage_failure("--language: the table '" + table.id + "' has no texts in '" + language + "', only in " +
                            list);
    }
}

} // namespace

exit_status run(const convert_arguments& arguments) {
    const auto tables = read_published({arguments.input}, arguments.from);
    refuse_unknown_language(tables, arguments.language);
    const kohort::format_options options{arguments.encoding, arguments.is_sparse, arguments.language};
    write_tables(tables, arguments.to ? *arguments.to : format_of_name(arguments.output), arguments.output, options);
    return exit_status::fine;
}

} // namespace kohort_cli
