#include "commands.hpp"
#include "terminal.hpp"

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

void warn_of_losses(const std::vector<kohort::publication>& tables, const std::string& file) {
    constexpr std::size_t most = 20;
    std::vector<std::string> said;
    for (const auto& table : tables)
        for (const auto& loss : table.losses)
            if (said.size() < most && std::find(said.begin(), said.end(), loss) == said.end()) said.push_back(loss);
    for (const auto& loss : said) print_warning(file + ": not kept: " + loss);
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
    const auto tables = kohort::read_publications(arguments.input, arguments.from);
    if (!tables) throw failure(tables.errors());
    refuse_unknown_language(*tables, arguments.language);
    const kohort::format_options options{arguments.encoding, arguments.is_sparse, arguments.language};
    if (arguments.output.empty()) {
        const auto files = kohort::to_format(*tables, *arguments.to, "", options);
        if (!files) throw failure(files.errors());
        for (const auto& each : *files)
            if (!each.name.ends_with("-metadata.json")) write_output(each.content);
    } else {
        const auto format = arguments.to ? *arguments.to : format_of_name(arguments.output);
        if (const auto problems = kohort::write_publications(*tables, format, arguments.output, options))
            throw failure(*problems);
    }
    warn_of_losses(*tables, arguments.input);
    return exit_status::fine;
}

} // namespace kohort_cli
